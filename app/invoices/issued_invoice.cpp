// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/issued_invoice.h"

#include "app/base/canonical_json.h"
#include "app/base/json_fields.h"
#include "app/base/money_text.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QJsonObject toJson(const Party& party)
{
    const PostalAddress& address = party.address;
    return {{u"name"_s, party.name},          {u"contactName"_s, party.contactName},
            {u"street"_s, address.street},    {u"city"_s, address.city},
            {u"region"_s, address.region},    {u"postalCode"_s, address.postalCode},
            {u"country"_s, address.country},  {u"email"_s, party.email},
            {u"phone"_s, party.phone},        {u"vatId"_s, party.vatId},
            {u"taxNumber"_s, party.taxNumber}};
}

Party partyFrom(JsonFields& fields)
{
    Party party;
    party.name = fields.text("name"_L1);
    party.contactName = fields.text("contactName"_L1);
    party.address.street = fields.text("street"_L1);
    party.address.city = fields.text("city"_L1);
    party.address.region = fields.text("region"_L1);
    party.address.postalCode = fields.text("postalCode"_L1);
    party.address.country = fields.text("country"_L1);
    party.email = fields.text("email"_L1);
    party.phone = fields.text("phone"_L1);
    party.vatId = fields.text("vatId"_L1);
    party.taxNumber = fields.text("taxNumber"_L1);
    return party;
}

} // namespace

OrderTotals totalsOf(const IssuedInvoice& invoice)
{
    auto totals = totalsOf(invoice.content.goods);
    Q_ASSERT(totals); // checked before issuing, and again whenever it is read
    return std::move(*totals);
}

QByteArray frozenBytes(const IssuedInvoice& invoice)
{
    QJsonArray instalments;
    for (const Instalment& one : invoice.instalments)
        instalments.append(QJsonObject{{u"label"_s, one.label},
                                       {u"amount"_s, one.amount},
                                       {u"due"_s, one.due.toString(Qt::ISODate)},
                                       {u"rule"_s, toJson(one.rule)}});
    const TransferDetails& transfer = invoice.transfer;
    return canonicalJson({{u"content"_s, toJson(invoice.content)},
                          {u"uid"_s, invoice.uid},
                          {u"number"_s, invoice.number},
                          {u"day"_s, invoice.day.toString(Qt::ISODate)},
                          {u"seller"_s, toJson(invoice.seller)},
                          {u"sellerNote"_s, invoice.sellerNote},
                          {u"buyer"_s, toJson(invoice.buyer)},
                          {u"transfer"_s, QJsonObject{{u"iban"_s, transfer.iban},
                                                      {u"bic"_s, transfer.bic},
                                                      {u"accountHolder"_s, transfer.accountHolder},
                                                      {u"note"_s, transfer.note},
                                                      {u"reference"_s, transfer.reference}}},
                          {u"instalments"_s, instalments},
                          {u"payable"_s, totalsOf(invoice).payable}});
}

Result<IssuedInvoice> issuedInvoiceFromBytes(const QByteArray& bytes)
{
    const auto broken = [](const QString& why) {
        return fail(Fault::Storage, u"An issued invoice cannot be read: %1"_s.arg(why));
    };
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return broken(u"it is no JSON object."_s);
    QString problem;
    JsonFields fields{document.object(), {}, problem};
    auto content = invoiceContentFromJson(fields.rawObject("content"_L1));
    if (!content)
        return broken(content.error().detail);
    IssuedInvoice invoice;
    invoice.content = std::move(*content);
    invoice.uid = fields.text("uid"_L1);
    invoice.number = fields.text("number"_L1);
    invoice.day = fields.day("day"_L1);
    fields.object("seller"_L1, [&](JsonFields& inner) { invoice.seller = partyFrom(inner); });
    invoice.sellerNote = fields.text("sellerNote"_L1);
    fields.object("buyer"_L1, [&](JsonFields& inner) { invoice.buyer = partyFrom(inner); });
    fields.object("transfer"_L1, [&](JsonFields& inner) {
        TransferDetails& transfer = invoice.transfer;
        transfer.iban = inner.text("iban"_L1);
        transfer.bic = inner.text("bic"_L1);
        transfer.accountHolder = inner.text("accountHolder"_L1);
        transfer.note = inner.text("note"_L1);
        transfer.reference = inner.text("reference"_L1);
    });
    qint64 sum = 0;
    fields.each("instalments"_L1, [&](JsonFields& inner) {
        Instalment one;
        one.label = inner.text("label"_L1);
        one.amount = inner.integer("amount"_L1, 0, 1, largestAmount);
        one.due = inner.day("due"_L1);
        inner.object("rule"_L1, [&](JsonFields& rule) { one.rule = readScheduleRule(rule); });
        sum += one.amount;
        invoice.instalments.push_back(std::move(one));
    });
    const qint64 payable = fields.integer("payable"_L1, -1, -1, largestAmount);
    fields.refuseUnknown();
    if (!problem.isEmpty())
        return broken(problem);
    if (!invoice.day.isValid())
        return broken(u"its day is missing."_s);
    const auto totals = totalsOf(invoice.content.goods);
    if (!totals || totals->payable != payable)
        return broken(u"it adds up to something else than what was issued."_s);
    if (!invoice.instalments.empty() && sum != payable)
        return broken(u"its instalments add up to something else than its total."_s);
    return invoice;
}

} // namespace foyer
