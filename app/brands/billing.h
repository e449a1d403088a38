// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QJsonObject>
#include <QString>

namespace foyer {

/// When clients are reminded of an instalment by mail. All counts are calendar days.
struct ReminderRules
{
    bool isOn = true;
    int daysBefore = 3; ///< 0: not before
    bool onTheDay = true;
    int everyDays = 7; ///< after it fell due, again and again; 0: never
    int mostAfter = 3; ///< but not more often than this; 1 to 20
    bool operator==(const ReminderRules&) const = default;
};

/// How a brand bills: who it is before the tax office, where money goes, how its invoices are numbered.
/// Keys of a card gateway are secrets and no part of it.
struct BillingDetails
{
    QString legalName; ///< empty: the brand's name
    QString vatId;     ///< "DE123456789"; empty: none
    QString taxNumber; ///< a national one
    QString note;      ///< on every invoice, e.g. why there is no tax; plain text

    QString iban;          ///< compact, without blanks; empty: no bank transfer by IBAN
    QString bic;           ///< may be empty
    QString accountHolder; ///< empty: the legal name
    QString transferNote;  ///< how to pay by transfer where there is no IBAN; plain text

    bool takesCards = false;           ///< by Stripe Checkout, once its keys are there
    QString stripeAccount;             ///< "acct_…"; no secret
    bool stripeIsLive = false;         ///< events of the other mode are refused
    int cardSurchargeMilliPercent = 0; ///< 0: none, as the law wants it in many places
    bool allowsPartial = false;        ///< clients may pay an amount of their own choice

    QString invoicePrefix; ///< before the number; "R" gives "R2027-0014"
    QString creditPrefix =
        QStringLiteral("C"); ///< of credit notes, which count for themselves; not the invoices'
    bool numbersByYear = true;
    int numberDigits = 4; ///< 1 to 9
    int daysToPay = 14;   ///< when a schedule says nothing else; 0 to 365
    ReminderRules reminders;
    bool operator==(const BillingDetails&) const = default;
};

/// Faults: Invalid, one sentence
Result<void> check(const BillingDetails& details);
/// Whether it looks like a VAT number: two letters of a country and what its office gave, figures among it.
/// That it is somebody's is known to the office alone. What was kept before this was asked still opens, hence
/// no part of check(). Faults: Invalid, one sentence
Result<void> checkVatId(const QString& vatId);

QJsonObject toJson(const BillingDetails& details);
/// Faults: Invalid (names the field)
Result<BillingDetails> billingDetailsFromJson(const QJsonObject& object);

namespace brands {

struct Billing
{
    BillingDetails details;
    qint64 version; ///< 0: never saved
};
/// A brand that was never set up has the defaults.
Result<Billing> billing(const Snapshot& snapshot, BrandId brand);
/// Faults: Invalid, NotFound, Conflict (saved by somebody since)
Result<void> saveBilling(Transaction& transaction, BrandId brand, const Billing& edited);

} // namespace brands
} // namespace foyer
