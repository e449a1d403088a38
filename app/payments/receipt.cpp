// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/receipt.h"

#include "app/base/canonical_json.h"
#include "app/base/json_fields.h"
#include "app/base/money_text.h"
#include "app/base/random.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/items/item_store.h"
#include "app/mail/portal_mail.h"
#include "app/payments/balance.h"
#include "app/payments/ledger.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString selectReceipt = u"SELECT content, sha256 FROM receipt WHERE payment_id = :payment"_s;
const QString insertReceipt = uR"(
    INSERT INTO receipt (payment_id, content, sha256, mail_id, created_at)
    VALUES (:payment, :content, :sha256, :mail, :now))"_s;

/// Whether this person may know more of an invoice than that they paid towards it. Where nobody knows who
/// paid, the receipt is shown to those of the invoice alone.
Result<bool> seesIt(const Snapshot& snapshot, const std::optional<ContactId>& payer, const Item& invoice)
{
    if (!payer)
        return true;
    for (const ItemRecipient& recipient : invoice.recipients) {
        const auto living = contacts::livingOf(snapshot, recipient.contact);
        if (!living && living.error().fault != Fault::NotFound)
            return fail(living.error());
        if (recipient.contact == *payer || (living && *living == *payer))
            return true;
    }
    return false;
}

Result<ReceiptContent> contentFor(const Snapshot& snapshot, const Payment& payment)
{
    ReceiptContent receipt;
    receipt.paymentUid = payment.uid;
    receipt.method = payment.method;
    receipt.day = payment.day;
    receipt.currency = payment.amount.currency();
    receipt.amount = payment.amount.minor();
    receipt.surcharge = payment.surcharge;
    receipt.credit = payment.credit();
    if (payment.contact) {
        const auto contact = contacts::find(snapshot, *payment.contact);
        if (!contact)
            return fail(contact.error());
        receipt.payer = displayNameOf(contact->details);
    }
    const auto allocations = payments::allocationsOf(snapshot, payment.id);
    if (!allocations)
        return fail(allocations.error());
    for (const payments::Allocation& one : *allocations) {
        const auto invoice = items::find(snapshot, one.invoice);
        if (!invoice)
            return fail(invoice.error());
        const auto balance = payments::balanceOf(snapshot, one.invoice);
        if (!balance)
            return fail(balance.error());
        const auto sees = seesIt(snapshot, payment.contact, *invoice);
        if (!sees)
            return fail(sees.error());
        receipt.lines.push_back({invoice->uid, invoice->number, *sees ? invoice->title : QString{},
                                 one.amount, *sees ? std::optional{balance->open()} : std::nullopt});
    }
    return receipt;
}

Result<std::optional<MailId>> queueMail(Transaction& transaction, const Payment& payment)
{
    if (!payment.contact)
        return std::optional<MailId>{};
    const auto brand = brands::find(transaction, payment.brand);
    if (!brand)
        return fail(brand.error());
    const QString amount = moneyText(payment.amount, {});
    return mail::queuePortalMail(
        transaction,
        {*payment.contact,
         payment.brand,
         u"receipt"_s,
         u"your receipt from "_s + brand->details.name,
         u"thank you: we have received your payment of %1. Its receipt is in your portal."_s.arg(amount),
         payment.job,
         {},
         u"See the receipt"_s});
}

} // namespace

QByteArray receiptBytes(const ReceiptContent& receipt)
{
    QJsonArray lines;
    for (const ReceiptContent::Line& line : receipt.lines) {
        QJsonObject object{{u"invoice"_s, line.invoiceUid},
                           {u"number"_s, line.invoiceNumber},
                           {u"title"_s, line.title},
                           {u"amount"_s, line.amount}};
        if (line.openAfter)
            object.insert(u"openAfter"_s, *line.openAfter);
        lines.append(object);
    }
    return canonicalJson({{u"payment"_s, receipt.paymentUid},
                          {u"payer"_s, receipt.payer},
                          {u"method"_s, toWord(receipt.method)},
                          {u"day"_s, receipt.day.toString(Qt::ISODate)},
                          {u"currency"_s, receipt.currency.code()},
                          {u"amount"_s, receipt.amount},
                          {u"surcharge"_s, receipt.surcharge},
                          {u"lines"_s, lines},
                          {u"credit"_s, receipt.credit}});
}

Result<ReceiptContent> receiptFromBytes(const QByteArray& bytes)
{
    QString problem;
    JsonFields fields{QJsonDocument::fromJson(bytes).object(), {}, problem};
    ReceiptContent receipt;
    receipt.paymentUid = fields.requiredText("payment"_L1);
    receipt.payer = fields.text("payer"_L1);
    const auto method = paymentMethodFromWord(fields.requiredText("method"_L1));
    receipt.method = method.value_or(PaymentMethod::Other);
    receipt.day = fields.day("day"_L1);
    const auto currency = Currency::fromText(fields.requiredText("currency"_L1));
    receipt.currency = currency.value_or(eur);
    receipt.amount = fields.integer("amount"_L1, 0, 1, largestAmount);
    receipt.surcharge = fields.integer("surcharge"_L1, 0, 0, largestAmount);
    fields.each("lines"_L1, [&](JsonFields& inner) {
        ReceiptContent::Line line{inner.text("invoice"_L1),
                                  inner.text("number"_L1),
                                  inner.text("title"_L1),
                                  inner.integer("amount"_L1, 0, 1, largestAmount),
                                  {}};
        if (inner.has("openAfter"_L1))
            line.openAfter = inner.integer("openAfter"_L1, 0, -largestAmount, largestAmount);
        receipt.lines.push_back(std::move(line));
    });
    receipt.credit = fields.integer("credit"_L1, 0, 0, largestAmount);
    fields.refuseUnknown();
    if (!problem.isEmpty() || !method || !currency)
        return fail(Fault::Storage, u"A receipt cannot be read: %1"_s.arg(problem));
    return receipt;
}

namespace payments {

Result<void> giveReceipt(Transaction& transaction, PaymentId id, bool isMailed)
{
    const auto there = transaction.query(selectReceipt).bind(":payment"_L1, id.row()).first([](const Query&) {
        return true;
    });
    if (!there)
        return fail(there.error());
    if (*there)
        return {};
    const auto payment = find(transaction, id);
    if (!payment)
        return fail(payment.error());
    const auto content = contentFor(transaction, *payment);
    if (!content)
        return fail(content.error());
    const auto mail =
        isMailed ? queueMail(transaction, *payment) : Result<std::optional<MailId>>{std::optional<MailId>{}};
    if (!mail)
        return fail(mail.error());
    const QByteArray bytes = receiptBytes(*content);
    auto insert = transaction.query(insertReceipt);
    return insert.bind(":payment"_L1, id.row())
        .bind(":content"_L1, bytes)
        .bind(":sha256"_L1, sha256(bytes))
        .bind(":mail"_L1, *mail ? std::optional{(*mail)->row()} : std::nullopt)
        .bind(":now"_L1, transaction.now())
        .run();
}

Result<ReceiptContent> receiptOf(const Snapshot& snapshot, PaymentId id)
{
    const auto found =
        snapshot.query(selectReceipt).bind(":payment"_L1, id.row()).first([](const Query& row) {
            return std::pair{row.bytes(0), row.bytes(1)};
        });
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Fault::NotFound, u"Payment %1 has no receipt."_s.arg(id.row()));
    if (sha256((*found)->first) != (*found)->second)
        return fail(Fault::Storage,
                    u"The receipt of payment %1 does not fit its fingerprint."_s.arg(id.row()));
    return receiptFromBytes((*found)->first);
}

} // namespace payments
} // namespace foyer
