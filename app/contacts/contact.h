// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/base/postal_address.h"
#include "app/base/time.h"

#include <QDate>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace foyer {

enum class ContactKind
{
    Person,
    Company,
    Location
};

struct ContactEmail
{
    QString address; ///< as typed; compare through normalisedEmail() only
    Label label;
    bool operator==(const ContactEmail&) const = default;
};

struct ContactPhone
{
    QString number; ///< as typed
    Label label;
    bool operator==(const ContactPhone&) const = default;
};

/// What the other contact is to this one: "Mara's spouse is Jonas".
enum class RelationKind
{
    Spouse,
    Partner,
    Parent,
    Child,
    Sibling,
    Friend,
    Planner,
    Assistant,
    Employer,
    Employee,
    Colleague,
    Venue,
    Other,
};

struct Relation
{
    ContactId other;
    RelationKind kind;
    bool operator==(const Relation&) const = default;
};

/// Everything about a contact that a person can type. Order matters in the lists: the first email is
/// the one mails go to.
struct ContactDetails
{
    ContactKind kind = ContactKind::Person;
    QString prefix;
    QString givenName;
    QString additionalNames;
    QString familyName;
    QString suffix;
    QString nickname;
    QString displayName; ///< how the contact is called; made from the parts when empty (see displayNameOf)
    QString company;     ///< the name, for a company; whom they work for, for a person
    QString jobTitle;
    std::vector<ContactEmail> emails;
    std::vector<ContactPhone> phones;
    std::vector<PostalAddress> addresses;
    QStringList websites;
    QDate birthday;    ///< invalid: not known
    QDate anniversary; ///< invalid: not known
    QString language;  ///< BCP 47 tag for mails and portal ("de", "pt-BR"); empty: the studio's
    QStringList tags;  ///< sorted, no two equal but for case
    QString notes;
    /// Properties of the card this contact came from that Foyer has no field for, and the original
    /// writing of those it has: vCard 4.0 content lines joined by \n, so that an export loses nothing.
    QString vcardSource;

    bool operator==(const ContactDetails&) const = default;
};

struct Contact
{
    ContactId id;
    QString uid; ///< of its vCard; stays the same for life
    BrandId brand;
    ContactDetails details;
    std::vector<Relation> relations;
    std::optional<Instant> archivedAt;
    std::optional<Instant> deletedAt; ///< in the bin since
    Instant createdAt;
    Instant changedAt;
    qint64 version; ///< rises with every change: an edit based on an older one is a Conflict
    /// Who took this contact in. It stands in no list then, nor in the bin; only its links lead on.
    std::optional<ContactId> mergedInto = {};
};

/// The name a list shows: displayName, else the name parts, else company, first email, first phone.
/// Empty only when there is nothing at all.
QString displayNameOf(const ContactDetails& details);

/// Sorts by family name where there is one ("Okafor Ada"), else by the display name.
QString sortNameOf(const ContactDetails& details);

/// How to greet in a mail: the nickname, given name, or display name.
QString greetingNameOf(const ContactDetails& details);

} // namespace foyer
