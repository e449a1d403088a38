// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/payment.h"

#include "app/base/word_table.h"

namespace foyer {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array<WordFor<PaymentKind>, 3> kinds{{{PaymentKind::Payment, "payment"_L1},
                                                     {PaymentKind::Refund, "refund"_L1},
                                                     {PaymentKind::Dispute, "dispute"_L1}}};
constexpr std::array<WordFor<PaymentMethod>, 5> methods{{{PaymentMethod::Card, "card"_L1},
                                                         {PaymentMethod::BankTransfer, "bank"_L1},
                                                         {PaymentMethod::Cash, "cash"_L1},
                                                         {PaymentMethod::Cheque, "cheque"_L1},
                                                         {PaymentMethod::Other, "other"_L1}}};
constexpr std::array<WordFor<PaymentState>, 3> states{{{PaymentState::Pending, "pending"_L1},
                                                       {PaymentState::Posted, "posted"_L1},
                                                       {PaymentState::Failed, "failed"_L1}}};

} // namespace

QString toWord(PaymentKind kind)
{
    return wordOf(kinds, kind);
}

std::optional<PaymentKind> paymentKindFromWord(QStringView word)
{
    return valueOf(kinds, word);
}

QString toWord(PaymentMethod method)
{
    return wordOf(methods, method);
}

std::optional<PaymentMethod> paymentMethodFromWord(QStringView word)
{
    return valueOf(methods, word);
}

QString toWord(PaymentState state)
{
    return wordOf(states, state);
}

std::optional<PaymentState> paymentStateFromWord(QStringView word)
{
    return valueOf(states, word);
}

} // namespace foyer
