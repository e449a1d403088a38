// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/outbox_list.h"
#include "ui/theme/icons.h"

#include <QString>

#include <map>
#include <optional>

/// What the Outbox says about its mails.
namespace foyer::mail_words {

/// How mails of a brand leave at present.
struct Way
{
    bool isThere = false;           ///< an account has a server, and there is an address to be from
    std::optional<BrandId> account; ///< whose server is used
    QString problem;                ///< why nothing leaves through it; empty: all is well
    std::optional<Instant> retryAt;
    QString from; ///< "Atelier Lind <hello@example.com>"
    bool operator==(const Way&) const = default;
};
using Ways = std::map<qint64, Way>; ///< by the brand's row
Result<Ways> waysOf(const Snapshot& snapshot);

/// "today at 12:05", "12 May 09:00", with the year where it is another one.
QString moment(Instant at, Instant now);

/// "Queued", "Waiting for an account", "Retrying at 12:05", "Sent 12 May 09:00", "Held back: asked by Ada".
QString state(const mail::ListRow& row, const Way& way, Instant now);
QIcon iconOf(mail::MailState state);
/// "Ada Lind <ada@example.com>"
QString recipient(const QString& name, const QString& address);

} // namespace foyer::mail_words
