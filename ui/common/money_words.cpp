// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/money_words.h"

#include "app/base/money_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <utility>

namespace foyer::words {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

constexpr std::array<std::pair<QLatin1StringView, const char*>, 8> events{{
    {"created"_L1, QT_TRANSLATE_NOOP("Words", "Draft made")},
    {"sent"_L1, QT_TRANSLATE_NOOP("Words", "Issued")},
    {"delivered"_L1, QT_TRANSLATE_NOOP("Words", "Mail queued")},
    {"viewed"_L1, QT_TRANSLATE_NOOP("Words", "Read")},
    {"completed"_L1, QT_TRANSLATE_NOOP("Words", "Paid in full")},
    {"paid"_L1, QT_TRANSLATE_NOOP("Words", "Paid in full")},
    {"reopened"_L1, QT_TRANSLATE_NOOP("Words", "Open again")},
    {"voided"_L1, QT_TRANSLATE_NOOP("Words", "Given back as a whole")},
}};

} // namespace

QString amount(Money amount)
{
    return moneyText(amount, QLocale{}.bcp47Name());
}

QString amount(qint64 minor, Currency currency)
{
    return amount(Money::ofMinor(minor, currency));
}

QString method(PaymentMethod method)
{
    switch (method) {
    case PaymentMethod::Card:
        return Words::tr("Card", "way to pay");
    case PaymentMethod::BankTransfer:
        return Words::tr("Bank transfer", "way to pay");
    case PaymentMethod::Cash:
        return Words::tr("Cash", "way to pay");
    case PaymentMethod::Cheque:
        return Words::tr("Cheque", "way to pay");
    case PaymentMethod::Other:
        return Words::tr("Other", "way to pay");
    }
    Q_UNREACHABLE();
}

QString kind(PaymentKind kind)
{
    switch (kind) {
    case PaymentKind::Payment:
        return Words::tr("Payment");
    case PaymentKind::Refund:
        return Words::tr("Refund");
    case PaymentKind::Dispute:
        return Words::tr("Dispute");
    }
    Q_UNREACHABLE();
}

QString state(const Payment& payment)
{
    const bool isReturned = payment.kind == PaymentKind::Payment && payment.state == PaymentState::Posted &&
                            payment.returned >= payment.amount.minor();
    if (isReturned)
        return Words::tr("Refunded", "state of a payment");
    if (payment.kind == PaymentKind::Payment && payment.state == PaymentState::Posted && payment.returned > 0)
        return Words::tr("Partly refunded", "state of a payment");
    switch (payment.state) {
    case PaymentState::Pending:
        return Words::tr("Pending", "state of a payment");
    case PaymentState::Posted:
        return Words::tr("Posted", "state of a payment");
    case PaymentState::Failed:
        return Words::tr("Failed", "state of a payment");
    }
    Q_UNREACHABLE();
}

QString event(const QString& word)
{
    for (const auto& [known, shown] : events) {
        if (word == known)
            return Words::tr(shown);
    }
    return word.isEmpty() ? word : word.front().toUpper() + word.mid(1);
}

} // namespace foyer::words
