// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/mail_words.h"

#include "app/brands/brand_store.h"
#include "app/mail/mail_account.h"

#include <QCoreApplication>
#include <QLocale>

namespace foyer::mail_words {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(MailWords)
};

QString withReason(const QString& state, const QString& reason)
{
    return reason.isEmpty() ? state : Words::tr("%1: %2", "state of a mail: why").arg(state, reason);
}

QString waiting(const mail::ListRow& row, const Way& way, Instant now)
{
    if (row.notBefore && *row.notBefore > now)
        return Words::tr("Leaves %1", "a mail; today at 12:05").arg(moment(*row.notBefore, now));
    if (!way.isThere)
        return Words::tr("Waiting for an account");
    if (row.attempts > 0 && row.nextAttemptAt && *row.nextAttemptAt > now)
        return withReason(
            Words::tr("Retrying %1", "a mail; today at 12:05").arg(moment(*row.nextAttemptAt, now)),
            row.serverWords);
    if (!way.problem.isEmpty())
        return Words::tr("Waiting: the account has a problem");
    return Words::tr("Queued");
}

} // namespace

Result<Ways> waysOf(const Snapshot& snapshot)
{
    const auto all = brands::all(snapshot);
    if (!all)
        return fail(all.error());
    Ways ways;
    for (const Brand& brand : *all) {
        const auto route = mail::routeOf(snapshot, brand.id);
        if (!route)
            return fail(route.error());
        Way& way = ways[brand.id.row()];
        if (!*route)
            continue;
        const auto account = mail::account(snapshot, (*route)->account);
        if (!account)
            return fail(account.error());
        way = {true, (*route)->account, account->problem, account->retryAt,
               recipient((*route)->fromName, (*route)->fromAddress)};
    }
    return ways;
}

QString moment(Instant at, Instant now)
{
    const QDateTime then = toLocal(at);
    const QDate today = toLocal(now).date();
    const QLocale locale;
    const QString time = locale.toString(then.time(), QLocale::ShortFormat);
    if (then.date() == today)
        return Words::tr("today at %1").arg(time);
    const QString form = then.date().year() == today.year() ? Words::tr("d MMM", "day and month, for QLocale")
                                                            : Words::tr("d MMM yyyy", "a day, for QLocale");
    return Words::tr("%1 %2", "day, time").arg(locale.toString(then.date(), form), time);
}

QString state(const mail::ListRow& row, const Way& way, Instant now)
{
    switch (row.state) {
    case mail::MailState::Waiting:
        return waiting(row, way, now);
    case mail::MailState::Sending:
        return Words::tr("Sending");
    case mail::MailState::Sent:
        return row.sentAt ? Words::tr("Sent %1", "a mail; today at 12:05").arg(moment(*row.sentAt, now))
                          : Words::tr("Sent");
    case mail::MailState::Failed:
        return withReason(Words::tr("Failed"), row.serverWords.isEmpty() ? row.reason : row.serverWords);
    case mail::MailState::Unknown:
        return row.nextAttemptAt && *row.nextAttemptAt > now
                   ? Words::tr("Unknown whether it arrived, retrying %1", "a mail; today at 12:05")
                         .arg(moment(*row.nextAttemptAt, now))
                   : Words::tr("Unknown whether it arrived");
    case mail::MailState::Held:
        return withReason(Words::tr("Held back"), row.reason);
    case mail::MailState::Cancelled:
        return withReason(Words::tr("Cancelled"), row.reason);
    }
    Q_UNREACHABLE();
}

QIcon iconOf(mail::MailState state)
{
    switch (state) {
    case mail::MailState::Waiting:
        return icon(u"clock"_s, IconInk::Muted);
    case mail::MailState::Sending:
        return icon(u"send"_s, IconInk::Accent);
    case mail::MailState::Held:
    case mail::MailState::Unknown:
        return icon(u"triangle-alert"_s, IconInk::Warning);
    case mail::MailState::Cancelled:
        return icon(u"circle-x"_s, IconInk::Muted);
    case mail::MailState::Sent:
        return icon(u"circle-check"_s, IconInk::Success);
    case mail::MailState::Failed:
        return icon(u"circle-alert"_s, IconInk::Danger);
    }
    Q_UNREACHABLE();
}

QString recipient(const QString& name, const QString& address)
{
    return name.isEmpty() ? address : u"%1 <%2>"_s.arg(name, address);
}

} // namespace foyer::mail_words
