// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/payment.h"

#include <QString>

/// What money and its movements are called in the person's language.
namespace foyer::words {

QString amount(Money amount);
QString amount(qint64 minor, Currency currency);
QString method(PaymentMethod method); ///< "Bank transfer"
QString kind(PaymentKind kind);       ///< "Refund"
/// "Posted"; a payment of which all went back: "Refunded".
QString state(const Payment& payment);
/// What happened to an invoice: "Read by the client".
QString event(const QString& word);

} // namespace foyer::words
