// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/invoice_content.h"

#include "app/base/json_fields.h"
#include "app/base/word_table.h"
#include "app/orders/order_json.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<WordFor<InvoiceType>, 2> types{
    {{InvoiceType::Invoice, "invoice"_L1}, {InvoiceType::CreditNote, "credit note"_L1}}};

constexpr int longestName = 200;
constexpr int longestId = 40;
constexpr int longestReference = 100;

} // namespace

QString toWord(InvoiceType type)
{
    return wordOf(types, type);
}

Result<void> check(const InvoiceContent& content)
{
    if (const auto fits = check(content.goods); !fits)
        return fits;
    if (content.buyerName.size() > longestName || content.buyerVatId.size() > longestId ||
        content.buyerReference.size() > longestReference)
        return fail(Fault::Invalid, u"The buyer's name, VAT number or reference is too long."_s);
    return check(content.schedule);
}

Result<void> checkForIssuing(const InvoiceContent& content)
{
    if (const auto fits = check(content); !fits)
        return fits;
    if (const auto fits = checkForSending(content.goods); !fits)
        return fits;
    if (content.type == InvoiceType::CreditNote && content.credits.uid.isEmpty())
        return fail(Fault::Invalid, u"A credit note needs the invoice it gives back of."_s);
    if (content.type == InvoiceType::CreditNote && !content.schedule.empty())
        return fail(Fault::Invalid, u"A credit note has no schedule."_s);
    return {};
}

QJsonObject toJson(const InvoiceContent& content)
{
    return {{u"type"_s, toWord(content.type)},
            {u"goods"_s, toJson(content.goods)},
            {u"schedule"_s, toJson(content.schedule)},
            {u"serviceDay"_s, content.serviceDay.toString(Qt::ISODate)},
            {u"buyerName"_s, content.buyerName},
            {u"buyerVatId"_s, content.buyerVatId},
            {u"buyerReference"_s, content.buyerReference},
            {u"wantsEInvoice"_s, content.wantsEInvoice},
            {u"order"_s, content.order},
            {u"credits"_s, QJsonObject{{u"uid"_s, content.credits.uid},
                                       {u"number"_s, content.credits.number},
                                       {u"day"_s, content.credits.day.toString(Qt::ISODate)}}}};
}

Result<InvoiceContent> invoiceContentFromJson(const QJsonObject& object)
{
    QString problem;
    JsonFields fields{object, {}, problem};
    InvoiceContent content;
    const QString word = fields.text("type"_L1);
    const auto type = word.isEmpty() ? InvoiceType::Invoice : valueOf(types, word);
    if (!type)
        fields.complain("type"_L1, u"must be “invoice” or “credit note”."_s);
    content.type = type.value_or(InvoiceType::Invoice);
    auto goods = orderContentFromJson(fields.rawObject("goods"_L1));
    if (!goods)
        fields.complain("goods"_L1, goods.error().detail);
    else
        content.goods = std::move(*goods);
    fields.each("schedule"_L1, [&](JsonFields& rule) { content.schedule.push_back(readScheduleRule(rule)); });
    content.serviceDay = fields.day("serviceDay"_L1);
    content.buyerName = fields.text("buyerName"_L1);
    content.buyerVatId = fields.text("buyerVatId"_L1);
    content.buyerReference = fields.text("buyerReference"_L1);
    content.wantsEInvoice = fields.flag("wantsEInvoice"_L1);
    content.order = fields.text("order"_L1);
    if (fields.has("credits"_L1)) {
        fields.object("credits"_L1, [&](JsonFields& inner) {
            content.credits.uid = inner.text("uid"_L1);
            content.credits.number = inner.text("number"_L1);
            content.credits.day = inner.day("day"_L1);
        });
    }
    fields.refuseUnknown();
    if (!problem.isEmpty())
        return fail(Fault::Invalid, problem);
    return content;
}

} // namespace foyer
