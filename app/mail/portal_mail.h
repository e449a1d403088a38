// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QString>

#include <optional>

namespace foyer::mail {

/// A mail that leads one person to something in their portal.
struct PortalMail
{
    ContactId contact;
    BrandId brand;    ///< whose voice it has
    QString kind;     ///< stands in the Outbox: "order", "contract", …
    QString subject;  ///< without the person's name, which comes before it
    QString sentence; ///< what there is, and what to do; plain text
    std::optional<JobId> job = {};
    std::optional<ItemId> item = {}; ///< what it tells of
    QString linkWords = {};          ///< on the button; empty: "Open your client portal"
};
/// Queues it to the person's first usable email, with their own Direct Link put in when it is read or sent.
/// @returns nothing when it reaches nobody: no email, or the portal is disabled. Faults: NotFound
Result<std::optional<MailId>> queuePortalMail(Transaction& transaction, const PortalMail& mail);

} // namespace foyer::mail
