// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/payment.h"
#include "app/storage/database.h"

/// For the files of the ledger: how a payment is read.
namespace foyer::payments {

/// "SELECT … FROM payment p" with its sums; goes on with WHERE or ORDER BY on p.
QString selectPayments(const QString& rest);
Payment paymentFromRow(const Query& row);

} // namespace foyer::payments
