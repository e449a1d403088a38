// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace foyer::mail {

/// Goes with a mail, as it was when the mail was queued.
struct Attachment
{
    QString name; ///< of the file, any script, no folders
    QString mediaType;
    QByteArray content;
    bool operator==(const Attachment&) const = default;
};

/// One mail to be queued. Its address is known to be one; nothing is checked here.
struct Letter
{
    QString kind; ///< "invite", "notice", …
    ContactId contact;
    BrandId brand;
    QString toName;
    QString toAddress;
    QString subject;
    QString body;                    ///< Markdown with link tokens: see mail_body.h
    std::optional<JobId> job = {};   ///< mails about one job and to one person make a thread
    std::optional<ItemId> item = {}; ///< what it tells of
    QString language = {};           ///< BCP 47; empty: the contact's
    std::optional<Instant> notBefore = {};
    std::vector<Attachment> attachments = {};
};
Result<MailId> enqueue(Transaction& transaction, const Letter& letter);

} // namespace foyer::mail
