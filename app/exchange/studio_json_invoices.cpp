// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/studio_json_invoices.h"

#include "app/base/money_text.h"
#include "app/orders/order_json.h"

#include <algorithm>

namespace foyer::exchange {

using namespace Qt::StringLiterals;

namespace {

Schedule readSchedule(JsonFields& fields, QLatin1StringView key)
{
    Schedule schedule;
    fields.each(key, [&](JsonFields& rule) { schedule.push_back(readScheduleRule(rule)); });
    if (const auto fits = check(schedule); !fits)
        fields.complain(key, fits.error().detail);
    return schedule;
}

/// What an order and an invoice say alike. Number and title stand beside it.
OrderContent readGoods(JsonFields& fields, const QString& title)
{
    QJsonObject content = fields.rawObject("content"_L1);
    for (const QString& own : {u"title"_s, u"number"_s, u"validUntil"_s, u"needsAcceptance"_s}) {
        if (content.contains(own))
            complainAt(fields.problem(), fields.pathOf("content"_L1) + u'.' + own,
                       u"is not said of an invoice here."_s);
    }
    content.insert(u"title"_s, title);
    auto read = orderContentFromJson(content);
    if (!read) {
        complainAt(fields.problem(), {}, fields.pathOf("content"_L1) + u'.' + read.error().detail);
        return {};
    }
    return std::move(*read);
}

PaymentState readState(JsonFields& fields)
{
    const QString word = fields.text("state"_L1);
    const auto state = word.isEmpty() ? PaymentState::Posted : paymentStateFromWord(word);
    if (!state)
        fields.complain("state"_L1, u"“%1” is none of pending, posted, failed."_s.arg(word));
    return state.value_or(PaymentState::Posted);
}

QDate requiredDay(JsonFields& fields)
{
    const QDate day = fields.day("day"_L1);
    if (!day.isValid())
        fields.complain("day"_L1, u"is needed: the day on which the money moved."_s);
    return day;
}

StudioReturn readReturn(JsonFields& fields)
{
    StudioReturn read;
    if (const QString word = fields.text("kind"_L1); !word.isEmpty()) {
        const auto kind = paymentKindFromWord(word);
        if (!kind || *kind == PaymentKind::Payment)
            fields.complain("kind"_L1, u"“%1” is none of refund, dispute."_s.arg(word));
        read.kind = kind.value_or(PaymentKind::Refund);
    }
    read.amount = fields.integer("amount"_L1, 0, 1, largestAmount);
    read.day = requiredDay(fields);
    read.reference = fields.text("reference"_L1);
    read.note = fields.text("note"_L1);
    read.state = readState(fields);
    return read;
}

} // namespace

StudioSchedulePreset readSchedulePreset(JsonFields& fields)
{
    StudioSchedulePreset preset;
    preset.uid = fields.requiredText("uid"_L1);
    preset.name = fields.requiredText("name"_L1);
    preset.jobType = fields.text("jobType"_L1);
    preset.rules = readSchedule(fields, "rules"_L1);
    return preset;
}

StudioInvoice readInvoice(JsonFields& fields, const std::vector<StudioSchedulePreset>& presets)
{
    StudioInvoice invoice;
    invoice.item.uid = fields.text("uid"_L1);
    invoice.item.brand = fields.text("brand"_L1);
    invoice.item.title = fields.requiredText("title"_L1);
    invoice.item.booksJob = fields.flag("booksJob"_L1);
    invoice.item.recipients = fields.texts("recipients"_L1);
    const QString state = fields.text("state"_L1);
    if (state == "issued"_L1)
        invoice.item.state = ItemState::Sent;
    else if (!state.isEmpty() && state != "draft"_L1)
        fields.complain("state"_L1, u"“%1” is none of draft, issued. Payments make it paid."_s.arg(state));
    const bool isIssued = invoice.item.state == ItemState::Sent;
    if (isIssued && invoice.item.recipients.isEmpty())
        fields.complain("recipients"_L1, u"what is issued needs somebody who pays it."_s);
    invoice.number = fields.text("number"_L1);
    invoice.day = fields.day("day"_L1);
    if (!isIssued && (!invoice.number.isEmpty() || invoice.day.isValid()))
        fields.complain("number"_L1, u"number and day come when it is issued; a draft has none."_s);
    invoice.content.goods = readGoods(fields, invoice.item.title);
    invoice.content.serviceDay = fields.day("serviceDay"_L1);
    invoice.content.buyerName = fields.text("buyerName"_L1);
    invoice.content.buyerVatId = fields.text("buyerVatId"_L1);
    invoice.content.buyerReference = fields.text("buyerReference"_L1);
    invoice.content.wantsEInvoice = fields.flag("wantsEInvoice"_L1);
    invoice.content.order = fields.text("order"_L1);
    invoice.content.schedule = readSchedule(fields, "schedule"_L1);
    const QString uid = fields.text("schedulePreset"_L1);
    if (uid.isEmpty())
        return invoice;
    const auto preset = std::find_if(presets.begin(), presets.end(),
                                     [&](const StudioSchedulePreset& one) { return one.uid == uid; });
    if (preset == presets.end())
        fields.complain("schedulePreset"_L1, u"“%1” is the uid of no schedule in this file."_s.arg(uid));
    else if (!invoice.content.schedule.empty())
        fields.complain("schedulePreset"_L1, u"stands beside “schedule”. Keep one of them."_s);
    else
        invoice.content.schedule = preset->rules;
    return invoice;
}

StudioCreditNote readCreditNote(JsonFields& fields)
{
    StudioCreditNote note;
    note.item.state = ItemState::Sent;
    note.item.uid = fields.text("uid"_L1);
    note.item.brand = fields.text("brand"_L1);
    note.item.title = fields.text("title"_L1);
    note.item.recipients = fields.texts("recipients"_L1);
    note.of = fields.requiredText("of"_L1);
    note.number = fields.text("number"_L1);
    note.day = fields.day("day"_L1);
    note.isRest = !fields.has("content"_L1);
    if (note.isRest)
        return note;
    if (note.item.title.isEmpty())
        fields.complain("title"_L1, u"is needed beside “content”."_s);
    note.content = readGoods(fields, note.item.title);
    return note;
}

StudioPayment readPayment(JsonFields& fields)
{
    StudioPayment payment;
    payment.brand = fields.text("brand"_L1);
    payment.contact = fields.text("contact"_L1);
    const QString word = fields.requiredText("method"_L1);
    const auto method = paymentMethodFromWord(word);
    if (!method)
        fields.complain("method"_L1, u"“%1” is none of card, bank, cash, cheque, other."_s.arg(word));
    payment.method = method.value_or(PaymentMethod::Other);
    const QString code = fields.requiredText("currency"_L1);
    const auto currency = Currency::fromText(code);
    if (!currency)
        fields.complain("currency"_L1,
                        u"“%1” is no currency; write its three letters, such as EUR."_s.arg(code));
    payment.amount = Money::ofMinor(fields.integer("amount"_L1, 0, 1, largestAmount), currency.value_or(eur));
    payment.surcharge = fields.integer("surcharge"_L1, 0, 0, largestAmount);
    payment.day = requiredDay(fields);
    payment.note = fields.text("note"_L1);
    payment.account = fields.text("account"_L1);
    payment.reference = fields.text("reference"_L1);
    payment.state = readState(fields);
    fields.each("towards"_L1, [&](JsonFields& towards) {
        payment.towards.push_back(
            {towards.requiredText("invoice"_L1), towards.integer("amount"_L1, 0, 1, largestAmount)});
    });
    fields.each("returns"_L1, [&](JsonFields& back) { payment.returns.push_back(readReturn(back)); });
    if (!payment.returns.empty() && payment.state != PaymentState::Posted)
        fields.complain("returns"_L1, u"only of a posted payment something goes back."_s);
    return payment;
}

} // namespace foyer::exchange
