// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/invoice_words.h"

#include "app/base/day_text.h"
#include "app/base/money_text.h"

#include <algorithm>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

bool isPayment(const invoices::ShownPayment& one, PaymentState state)
{
    return one.kind == PaymentKind::Payment && one.state == state;
}

} // namespace

InvoiceWords::InvoiceWords(const invoices::ShownInvoice& shown, QDate today)
    : m_shown{shown}
    , m_today{today}
{
}

QString InvoiceWords::money(qint64 minor) const
{
    return moneyText(Money::ofMinor(minor, m_shown.invoice.currency()), m_shown.language);
}

QString InvoiceWords::day(QDate day) const
{
    return dayText(day, m_shown.language);
}

QString InvoiceWords::day(Instant at) const
{
    return dayText(at, m_shown.language);
}

InvoiceWords::Notice InvoiceWords::endOf() const
{
    const Item& item = m_shown.shown.item;
    const payments::Balance& balance = m_shown.balance;
    if (item.state == ItemState::Void)
        return {u"Void"_s, balance.credited >= balance.total && balance.total > 0
                               ? u"We gave back this invoice as a whole. There is nothing for you to pay."_s
                               : u"We have taken this invoice back. There is nothing for you to pay."_s};
    if (balance.total == 0)
        return {u"Nothing to pay"_s, u"This invoice adds up to nothing. It is for your records."_s};
    // The day of the money, however much later somebody typed it in.
    QDate last;
    for (const invoices::ShownPayment& one : m_shown.payments) {
        if (isPayment(one, PaymentState::Posted) && (!last.isValid() || one.day > last))
            last = one.day;
    }
    const QString when =
        last.isValid() && balance.credited == 0 ? day(last) : day(item.completedAt.value_or(item.changedAt));
    return {u"Paid"_s, balance.credited > 0
                           ? u"Settled on %1: what a credit note left of it is paid. Thank you."_s.arg(when)
                           : u"Paid in full on %1. Thank you."_s.arg(when)};
}

std::vector<InvoiceWords::Notice> InvoiceWords::notices() const
{
    if (m_shown.invoice.isCreditNote())
        return {};
    const payments::Balance& balance = m_shown.balance;
    if (m_shown.shown.item.state == ItemState::Void || balance.open() <= 0)
        return {endOf()};
    std::vector<Notice> notices;
    for (const invoices::ShownPayment& one : m_shown.payments) {
        if (!isPayment(one, PaymentState::Pending))
            continue;
        notices.push_back({u"On its way"_s,
                           u"%1 payment of %2 is on its way since %3. There is nothing for you to do."_s.arg(
                               one.isOwn ? u"Your"_s : u"A"_s, money(one.amount), day(one.day))});
    }
    if (notices.empty() && m_shown.attempt && m_shown.attempt->isPending)
        notices.push_back({u"On its way"_s,
                           u"A payment by card is on its way since %1. There is nothing for you to do."_s.arg(
                               day(m_shown.attempt->since))});
    const auto last = std::find_if(m_shown.payments.rbegin(), m_shown.payments.rend(),
                                   [](const auto& one) { return one.kind == PaymentKind::Payment; });
    if (last != m_shown.payments.rend() && last->state == PaymentState::Failed)
        notices.push_back(
            {u"Not paid"_s, u"%1 payment of %2 on %3 did not go through. It is open again."_s.arg(
                                last->isOwn ? u"Your"_s : u"The"_s, money(last->amount), day(last->day))});
    const qint64 late = balance.dueBy(m_today.addDays(-1)) - balance.pending;
    if (late > 0)
        notices.push_back({u"Overdue"_s, u"%1 was due on %2."_s.arg(money(late), day(balance.next()->due))});
    return notices;
}

QString InvoiceWords::stateOf(const payments::InstalmentState& one) const
{
    if (one.isPaid())
        return u"Paid"_s;
    const QString part = one.covered > 0 ? u", %1 of it is paid"_s.arg(money(one.covered)) : QString{};
    if (one.isOverdue(m_today))
        return u"Overdue"_s + part;
    if (one.due == m_today)
        return u"Due today"_s + part;
    return u"Upcoming"_s + part;
}

bool InvoiceWords::isLate(const payments::InstalmentState& one) const
{
    return one.isOverdue(m_today);
}

QString InvoiceWords::wayOf(PaymentMethod method)
{
    switch (method) {
    case PaymentMethod::Card:
        return u"Card"_s;
    case PaymentMethod::BankTransfer:
        return u"Bank transfer"_s;
    case PaymentMethod::Cash:
        return u"Cash"_s;
    case PaymentMethod::Cheque:
        return u"Cheque"_s;
    case PaymentMethod::Other:
        return u"Another way"_s;
    }
    Q_UNREACHABLE();
}

QString InvoiceWords::stateOf(const invoices::ShownPayment& payment) const
{
    const QString when = day(payment.day);
    switch (payment.state) {
    case PaymentState::Pending:
        return payment.kind == PaymentKind::Payment ? u"On its way since %1"_s.arg(when)
                                                    : u"On its way back since %1"_s.arg(when);
    case PaymentState::Failed:
        return u"Did not go through"_s;
    case PaymentState::Posted:
        break;
    }
    switch (payment.kind) {
    case PaymentKind::Payment:
        return u"Received on %1"_s.arg(when);
    case PaymentKind::Refund:
        return u"Refunded on %1"_s.arg(when);
    case PaymentKind::Dispute:
        return u"Taken back by the bank on %1"_s.arg(when);
    }
    Q_UNREACHABLE();
}

QString InvoiceWords::hintOf(const invoices::ShownPayment& payment) const
{
    return payment.credit > 0 ? u"%1 of it was more than is open here. It is yours: we have been told, and "
                                "will get in touch."_s.arg(money(payment.credit))
                              : QString{};
}

QString InvoiceWords::amountOf(const invoices::ShownPayment& payment) const
{
    return money(payment.kind == PaymentKind::Payment ? payment.amount : -payment.amount);
}

bool isOnItsWay(const invoices::OpenSum& sum)
{
    return sum.pending.minor() > 0 && sum.pending.minor() >= sum.dueNext.minor();
}

QString openWords(const invoices::OpenSum& sum, QDate due, QDate today, const QString& language)
{
    const QString next = moneyText(sum.dueNext, language);
    const QString all =
        sum.dueNext == sum.open ? QString{} : u", %1 open in all"_s.arg(moneyText(sum.open, language));
    if (isOnItsWay(sum))
        return u"%1 on its way"_s.arg(moneyText(sum.pending, language)) + all;
    if (!due.isValid())
        return u"%1 open"_s.arg(moneyText(sum.open, language));
    if (due < today)
        return u"Overdue: %1 was due on %2"_s.arg(next, dayText(due, language)) + all;
    if (due == today)
        return u"%1 due today"_s.arg(next) + all;
    return u"%1 due by %2"_s.arg(next, dayText(due, language)) + all;
}

QString payNote(const invoices::OpenSum& sum, QDate due, QDate today, const QString& language)
{
    const QString next = moneyText(sum.dueNext, language);
    if (!due.isValid())
        return u"Please pay %1"_s.arg(moneyText(sum.open, language));
    if (due < today)
        return u"Overdue: %1 was due on %2"_s.arg(next, dayText(due, language));
    if (due == today)
        return u"Please pay %1 today"_s.arg(next);
    return u"Please pay %1 by %2"_s.arg(next, dayText(due, language));
}

} // namespace foyer::web
