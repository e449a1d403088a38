// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/base/money.h"
#include "app/base/time.h"

#include <QDate>
#include <QString>

#include <algorithm>
#include <optional>

namespace foyer {

enum class PaymentKind
{
    Payment, ///< money came in
    Refund,  ///< some of a payment went back
    Dispute  ///< the payer's bank took some of a payment back
};

enum class PaymentMethod
{
    Card,
    BankTransfer,
    Cash,
    Cheque,
    Other
};

enum class PaymentState
{
    Pending, ///< on its way: nothing is paid by it yet
    Posted,  ///< the money moved
    Failed   ///< it did not, or came back
};

/// One movement of money as the ledger has it now. What was recorded never changes; states are added.
struct Payment
{
    PaymentId id;
    QString uid; ///< random; stands in addresses of receipts
    PaymentKind kind;
    QString account;   ///< where it moved: "stripe:acct_…", "bank:" and an IBAN, "hand"
    QString reference; ///< what that place calls it; with the account the same movement for ever (M6)
    BrandId brand;
    std::optional<JobId> job;
    std::optional<ContactId> contact; ///< who paid; nothing: not known
    std::optional<PaymentId> of;      ///< of a refund or a dispute: the payment
    PaymentMethod method;
    Money amount; ///< above zero, whichever way it went; with the surcharge
    qint64 surcharge;
    QDate day; ///< it was received, or deposited
    QString note;
    std::optional<AttemptId> attempt;
    PaymentState state;
    Instant createdAt;
    qint64 allocated; ///< minor units that went towards invoices
    qint64 returned;  ///< by refunds and disputes, those on their way included

    /// What is left of it: it belongs to the payer and waits for the studio (invariant M9).
    qint64 credit() const
    {
        const bool isThere = kind == PaymentKind::Payment && state == PaymentState::Posted;
        // Below zero only while some of the surcharge went back as well, which no invoice has.
        return isThere ? std::max<qint64>(amount.minor() - surcharge - allocated - returned, 0) : 0;
    }
};

/// The words by which they stand in the database, the journal and the studio JSON.
QString toWord(PaymentKind kind);
std::optional<PaymentKind> paymentKindFromWord(QStringView word);
QString toWord(PaymentMethod method); ///< "card", "bank", "cash", "cheque", "other"
std::optional<PaymentMethod> paymentMethodFromWord(QStringView word);
QString toWord(PaymentState state);
std::optional<PaymentState> paymentStateFromWord(QStringView word);

} // namespace foyer
