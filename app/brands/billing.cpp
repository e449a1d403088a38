// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/brands/billing.h"

#include "app/base/canonical_json.h"
#include "app/base/json_fields.h"
#include "app/brands/brand_store.h"
#include "app/payments/codes/iban.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestText = 2'000;
constexpr int longestName = 140;
constexpr int longestId = 40;
constexpr int longestPrefix = 10;

/// Numbers stand in bank references and file names, so that their prefix keeps to what both can carry.
bool isPrefix(const QString& text)
{
    static const QRegularExpression shape{u"^[A-Za-z0-9/-]*$"_s};
    return text.size() <= longestPrefix && shape.match(text).hasMatch();
}

Result<void> inRange(int number, int least, int most, const QString& what)
{
    if (number >= least && number <= most)
        return {};
    return fail(Fault::Invalid, u"%1 is between %2 and %3."_s.arg(what).arg(least).arg(most));
}

const QString selectBilling = u"SELECT details, version FROM brand_billing WHERE brand_id = :brand"_s;
const QString upsertBilling = uR"(
    INSERT INTO brand_billing (brand_id, details, version) VALUES (:brand, :details, 1)
    ON CONFLICT (brand_id) DO UPDATE SET details = excluded.details, version = brand_billing.version + 1)"_s;

} // namespace

Result<void> check(const BillingDetails& details)
{
    for (const QString& text : {details.note, details.transferNote}) {
        if (text.size() > longestText)
            return fail(Fault::Invalid, u"A note has at most %1 characters."_s.arg(longestText));
    }
    for (const QString& text : {details.legalName, details.accountHolder}) {
        if (text.size() > longestName)
            return fail(Fault::Invalid, u"A name has at most %1 characters."_s.arg(longestName));
    }
    for (const QString& text :
         {details.vatId, details.taxNumber, details.iban, details.bic, details.stripeAccount}) {
        if (text.size() > longestId)
            return fail(Fault::Invalid, u"“%1” is too long."_s.arg(text.left(longestId)));
    }
    if (!isPrefix(details.invoicePrefix) || !isPrefix(details.creditPrefix))
        return fail(Fault::Invalid,
                    u"A prefix of numbers has at most %1 letters, digits, “-” and “/”."_s.arg(longestPrefix));
    if (details.invoicePrefix == details.creditPrefix)
        return fail(Fault::Invalid,
                    u"Invoices and credit notes need different prefixes: they count apart."_s);
    if (!details.iban.isEmpty()) {
        const auto account = Iban::fromText(details.iban);
        if (!account)
            return fail(account.error());
        if (account->text() != details.iban)
            return fail(Fault::Invalid, u"An IBAN is kept without blanks."_s);
    }
    if (!details.bic.isEmpty()) {
        if (const auto bank = bicFromText(details.bic); !bank)
            return fail(bank.error());
    }
    const ReminderRules& reminders = details.reminders;
    for (const auto& fits :
         {inRange(details.numberDigits, 1, 9, u"The number of digits"_s),
          inRange(details.daysToPay, 0, 365, u"The days to pay"_s),
          inRange(details.cardSurchargeMilliPercent, 0, 10'000, u"A surcharge in thousandths of a percent"_s),
          inRange(reminders.daysBefore, 0, 90, u"The days before"_s),
          inRange(reminders.everyDays, 0, 90, u"The days between reminders"_s),
          inRange(reminders.mostAfter, 1, 20, u"The number of reminders"_s)}) {
        if (!fits)
            return fits;
    }
    return {};
}

Result<void> checkVatId(const QString& vatId)
{
    static const QRegularExpression shape{u"^[A-Za-z]{2}[A-Za-z0-9 .+*/-]{2,30}$"_s};
    static const QRegularExpression figures{u"[0-9].*[0-9]"_s};
    if (vatId.isEmpty() || (shape.match(vatId).hasMatch() && figures.match(vatId).hasMatch()))
        return {};
    return fail(Fault::Invalid, u"“%1” is no VAT number: it begins with the two letters of a country, like "
                                "DE123456789. Another number goes beside it."_s.arg(vatId.left(longestId)));
}

QJsonObject toJson(const BillingDetails& details)
{
    const ReminderRules& reminders = details.reminders;
    return {{u"legalName"_s, details.legalName},
            {u"vatId"_s, details.vatId},
            {u"taxNumber"_s, details.taxNumber},
            {u"note"_s, details.note},
            {u"iban"_s, details.iban},
            {u"bic"_s, details.bic},
            {u"accountHolder"_s, details.accountHolder},
            {u"transferNote"_s, details.transferNote},
            {u"takesCards"_s, details.takesCards},
            {u"stripeAccount"_s, details.stripeAccount},
            {u"stripeIsLive"_s, details.stripeIsLive},
            {u"cardSurchargeMilliPercent"_s, details.cardSurchargeMilliPercent},
            {u"allowsPartial"_s, details.allowsPartial},
            {u"invoicePrefix"_s, details.invoicePrefix},
            {u"creditPrefix"_s, details.creditPrefix},
            {u"numbersByYear"_s, details.numbersByYear},
            {u"numberDigits"_s, details.numberDigits},
            {u"daysToPay"_s, details.daysToPay},
            {u"reminders"_s, QJsonObject{{u"isOn"_s, reminders.isOn},
                                         {u"daysBefore"_s, reminders.daysBefore},
                                         {u"onTheDay"_s, reminders.onTheDay},
                                         {u"everyDays"_s, reminders.everyDays},
                                         {u"mostAfter"_s, reminders.mostAfter}}}};
}

Result<BillingDetails> billingDetailsFromJson(const QJsonObject& object)
{
    QString problem;
    JsonFields fields{object, {}, problem};
    BillingDetails details;
    const auto flag = [](JsonFields& from, QLatin1StringView key, bool otherwise) {
        return from.has(key) ? from.flag(key) : otherwise;
    };
    details.legalName = fields.text("legalName"_L1);
    details.vatId = fields.text("vatId"_L1);
    details.taxNumber = fields.text("taxNumber"_L1);
    details.note = fields.text("note"_L1);
    details.iban = fields.text("iban"_L1);
    details.bic = fields.text("bic"_L1);
    details.accountHolder = fields.text("accountHolder"_L1);
    details.transferNote = fields.text("transferNote"_L1);
    details.takesCards = fields.flag("takesCards"_L1);
    details.stripeAccount = fields.text("stripeAccount"_L1);
    details.stripeIsLive = fields.flag("stripeIsLive"_L1);
    details.cardSurchargeMilliPercent = int(fields.integer("cardSurchargeMilliPercent"_L1, 0, 0, 10'000));
    details.allowsPartial = fields.flag("allowsPartial"_L1);
    details.invoicePrefix = fields.text("invoicePrefix"_L1);
    if (fields.has("creditPrefix"_L1))
        details.creditPrefix = fields.text("creditPrefix"_L1);
    details.numbersByYear = flag(fields, "numbersByYear"_L1, true);
    details.numberDigits = int(fields.integer("numberDigits"_L1, 4, 1, 9));
    details.daysToPay = int(fields.integer("daysToPay"_L1, 14, 0, 365));
    if (fields.has("reminders"_L1)) {
        fields.object("reminders"_L1, [&](JsonFields& inner) {
            ReminderRules& reminders = details.reminders;
            reminders.isOn = flag(inner, "isOn"_L1, true);
            reminders.daysBefore = int(inner.integer("daysBefore"_L1, 3, 0, 90));
            reminders.onTheDay = flag(inner, "onTheDay"_L1, true);
            reminders.everyDays = int(inner.integer("everyDays"_L1, 7, 0, 90));
            reminders.mostAfter = int(inner.integer("mostAfter"_L1, 3, 1, 20));
        });
    }
    fields.refuseUnknown();
    if (!problem.isEmpty())
        return fail(Fault::Invalid, problem);
    if (const auto fits = check(details); !fits)
        return fail(fits.error());
    return details;
}

namespace brands {

Result<Billing> billing(const Snapshot& snapshot, BrandId brand)
{
    const auto found =
        snapshot.query(selectBilling).bind(":brand"_L1, brand.row()).first([](const Query& row) {
            return std::pair{row.text(0), row.integer(1)};
        });
    if (!found)
        return fail(found.error());
    if (!*found)
        return Billing{{}, 0};
    auto details = billingDetailsFromJson(QJsonDocument::fromJson((*found)->first.toUtf8()).object());
    if (!details)
        return fail(Fault::Storage,
                    u"How brand %1 bills cannot be read: %2"_s.arg(brand.row()).arg(details.error().detail));
    return Billing{std::move(*details), (*found)->second};
}

Result<void> saveBilling(Transaction& transaction, BrandId brand, const Billing& edited)
{
    if (const auto fits = check(edited.details); !fits)
        return fits;
    const auto known = find(transaction, brand);
    if (!known)
        return fail(known.error());
    const auto before = billing(transaction, brand);
    if (!before)
        return fail(before.error());
    if (before->version != edited.version)
        return fail(Fault::Conflict, u"How “%1” bills was changed meanwhile."_s.arg(known->details.name));
    const auto saved = transaction.query(upsertBilling)
                           .bind(":brand"_L1, brand.row())
                           .bind(":details"_L1, QString::fromUtf8(canonicalJson(toJson(edited.details))))
                           .run();
    if (!saved)
        return saved;
    transaction.record({u"brand"_s, brand.row(), u"billing changed"_s, {}});
    transaction.touch(Entity::Brand, brand.row());
    return {};
}

} // namespace brands
} // namespace foyer
