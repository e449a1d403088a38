// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"
#include "app/contacts/contact_store.h"
#include "app/storage/database.h"

#include <QString>

#include <vector>

namespace foyer {

/// One labelled line of a profile.
struct ProfileLine
{
    QString label;
    QString html; ///< made here and escaped here; links are mailto:, tel:, http(s):, contact:ID or share:ID
    bool operator==(const ProfileLine&) const = default;
};

/// Somebody this contact is related to.
struct Relative
{
    contacts::ContactBrief brief;
    RelationKind kind;
    bool hasSameEmail; ///< already uses this contact's first email
};

/// Emails, phones, addresses, websites, days, people and tags, as a profile shows them. Empty ones are left
/// out.
std::vector<ProfileLine> profileLines(const Contact& contact, const std::vector<Relative>& relatives);

Result<std::vector<Relative>> relativesOf(const Snapshot& snapshot, const Contact& contact);

/// "The same email is used by Anna and Ben. …" with links to them.
QString conflictHtml(const std::vector<contacts::ContactBrief>& sharers);

/// Notes with their line breaks, as text.
QString paragraphsHtml(const QString& text);

} // namespace foyer
