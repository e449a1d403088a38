// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/payment.h"
#include "app/storage/database.h"

class QWidget;

namespace foyer {

/// Shows the receipt of a posted payment as it was given. @returns what is wrong, in a sentence; empty: it is
/// shown
QString showReceipt(const Database& database, PaymentId payment, QWidget* parent);

} // namespace foyer
