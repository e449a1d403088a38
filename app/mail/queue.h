// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QString>

namespace foyer::mail {

/// One mail to be queued. For the other files of mail; nothing is checked here.
struct Letter
{
    QString kind; ///< "invite", "notice", …
    ContactId contact;
    BrandId brand;
    QString toName;
    QString toAddress;
    QString subject;
    QString body;
};
Result<MailId> enqueue(Transaction& transaction, const Letter& letter);

} // namespace foyer::mail
