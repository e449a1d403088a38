// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/standing.h"

#include "app/mail/mail_account.h"

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

Result<WhereItStands> standingOfWaiting(const Snapshot& snapshot, const Mail& mail)
{
    if (mail.notBefore && *mail.notBefore > snapshot.now())
        return WhereItStands{Standing::Scheduled, {}};
    const auto route = routeOf(snapshot, mail.brand);
    if (!route)
        return fail(route.error());
    if (!*route)
        return WhereItStands{Standing::WaitingForAccount, {}};
    const auto way = account(snapshot, (*route)->account);
    if (!way)
        return fail(way.error());
    if (!way->problem.isEmpty())
        return WhereItStands{Standing::WaitingForAccount, way->problem};
    return WhereItStands{mail.attempts > 0 ? Standing::Retrying : Standing::Queued, {}};
}

} // namespace

Result<WhereItStands> standingOf(const Snapshot& snapshot, const Mail& mail)
{
    switch (mail.state) {
    case MailState::Waiting:
        return standingOfWaiting(snapshot, mail);
    case MailState::Held:
        return WhereItStands{Standing::Held, {}};
    case MailState::Cancelled:
        return WhereItStands{Standing::Cancelled, {}};
    case MailState::Sending:
        return WhereItStands{Standing::Sending, {}};
    case MailState::Sent:
        return WhereItStands{Standing::Sent, {}};
    case MailState::Failed:
        return WhereItStands{Standing::Failed, {}};
    case MailState::Unknown:
        return WhereItStands{Standing::Unknown, {}};
    }
    Q_UNREACHABLE();
}

} // namespace foyer::mail
