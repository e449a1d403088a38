// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/email_templates/template_text.h"

namespace foyer {

/// Settings › Email Templates. A mail copies it when it is queued: changing it later reaches no mail.
struct EmailTemplate
{
    TemplateId id;
    QString uid;
    QString name; ///< for the studio
    email_templates::TemplateText text;
    std::map<QString, email_templates::TemplateText> translations; ///< by language: "de", "fr-CH"
    QString purpose;        ///< "portal invite": what Foyer itself sends with it; empty: nothing
    QString galleryKey;     ///< where it came from; empty: written here
    int galleryEdition = 0; ///< which edition of it
    std::optional<Instant> archivedAt;
    Instant changedAt;
    qint64 version; ///< rises with every change: an edit based on an older one is a Conflict
};

struct NewEmailTemplate
{
    QString name;
    email_templates::TemplateText text;
    std::map<QString, email_templates::TemplateText> translations = {};
    QString purpose = {};
    QString galleryKey = {};
    int galleryEdition = 0;
    QString uid = {}; ///< empty: a new one
};

namespace email_templates {

/// The purpose of the template with which Send Portal Invite is sent.
inline const QString portalInvite = QStringLiteral("portal invite");

/// By name. Archived ones only when asked for.
Result<std::vector<EmailTemplate>> all(const Snapshot& snapshot, bool withArchived = false);
/// Faults: NotFound
Result<EmailTemplate> find(const Snapshot& snapshot, TemplateId id);
Result<std::optional<TemplateId>> findByUid(const Snapshot& snapshot, const QString& uid);
/// The one that Foyer uses for a purpose: the newest that is not archived.
Result<std::optional<EmailTemplate>> forPurpose(const Snapshot& snapshot, const QString& purpose);

/// Half-written ones are kept, too: an unknown token stops the sending, not the saving.
/// Faults: Invalid (no name, too long, a language that is none)
Result<TemplateId> add(Transaction& transaction, const NewEmailTemplate& made);
/// Faults: Invalid, NotFound, Conflict (saved by somebody since)
Result<void> save(Transaction& transaction, const EmailTemplate& edited);
/// "Invite (copy)", which serves no purpose yet. Faults: NotFound
Result<TemplateId> duplicate(Transaction& transaction, TemplateId id);
/// "Booking thank-you": the names of automations that send it; they would stand without their mail.
Result<std::vector<QString>> automationsUsing(const Snapshot& snapshot, TemplateId id);
/// Faults: NotFound, Conflict (automations use it: detail names them)
Result<void> archive(Transaction& transaction, TemplateId id);
Result<void> unarchive(Transaction& transaction, TemplateId id);

/// The text for somebody who reads this language: that translation, or one of the same language, or the main
/// one.
const TemplateText& textFor(const EmailTemplate& which, const QString& language);

/// Queues one mail to one recipient's first usable email.
/// @returns nothing when no mail reaches them (`why` says it in words, if given)
/// Faults: Invalid (problems in the text: detail names the first), NotFound
Result<std::optional<MailId>> queue(Transaction& transaction, const EmailTemplate& which,
                                    const TokenSubject& subject, QString* why = nullptr);

} // namespace email_templates
} // namespace foyer
