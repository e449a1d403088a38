// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/invoice_store.h"
#include "app/invoices/schedule_presets.h"
#include "app/orders/order_store.h"
#include "app/orders/order_totals.h"
#include "app/orders/sent_order.h"
#include "app/payments/balance.h"

#include <algorithm>
#include <numeric>
#include <utility>

/// Where drafts come from other than by hand: an order, or an invoice that is given back.
namespace foyer::invoices {

using namespace Qt::StringLiterals;

namespace {

constexpr int wholePercent = 100'000;

/// One line for each tax, with the tax: were it worked out of each share's amount before tax, it would be
/// rounded once for each, and the shares would be more or less than the order.
std::vector<std::vector<OrderLine>> sharedLines(const OrderContent& goods, const OrderTotals& totals,
                                                const std::vector<qint64>& weights, const QString& title)
{
    std::vector<std::vector<OrderLine>> shares(weights.size());
    qint64 rounding = totals.rounding; // the order's own, which is paid as well
    for (const TaxTotals& tax : totals.taxes) {
        const qint64 shown = tax.taxable + tax.amount + std::exchange(rounding, 0);
        const auto parts = Money::ofMinor(shown, goods.currency).split(weights);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts[i].minor() == 0)
                continue;
            OrderLine line;
            line.title = title;
            line.unitPrice = parts[i].minor();
            line.tax = tax.tax;
            shares[i].push_back(std::move(line));
        }
    }
    return shares;
}

/// The schedule of each share: an amount that was agreed for the order is shared out as well.
std::vector<Schedule> sharedSchedules(const Schedule& schedule, Currency currency,
                                      const std::vector<qint64>& weights)
{
    std::vector<Schedule> shares(weights.size());
    for (const ScheduleRule& rule : schedule) {
        const auto parts = Money::ofMinor(rule.minor, currency).split(weights);
        for (std::size_t i = 0; i < shares.size(); ++i) {
            if (rule.share == Share::Sum && parts[i].minor() == 0)
                continue;
            shares[i].push_back(rule);
            shares[i].back().minor = parts[i].minor();
        }
    }
    return shares;
}

/// What earlier credit notes left of each tax of an invoice, with the tax, as weights of what is still to be
/// given back.
Result<std::vector<qint64>> leftOfTaxes(const Snapshot& snapshot, ItemId id, const OrderTotals& totals)
{
    std::vector<qint64> all;
    for (const TaxTotals& tax : totals.taxes)
        all.push_back(std::max<qint64>(tax.taxable + tax.amount, 0));
    const auto notes = creditNotesOf(snapshot, id);
    if (!notes)
        return fail(notes.error());
    std::vector<qint64> left = all;
    for (const ItemId note : *notes) {
        const auto item = items::find(snapshot, note);
        if (!item)
            return fail(item.error());
        if (!item->current)
            continue;
        const auto given = issued(snapshot, note);
        if (!given)
            return fail(given.error());
        for (const TaxTotals& back : totalsOf(*given).taxes) {
            for (std::size_t i = 0; i < left.size(); ++i) {
                const Tax& tax = totals.taxes[i].tax;
                if (tax.category == back.tax.category && tax.milliPercent == back.tax.milliPercent)
                    left[i] = std::max<qint64>(left[i] - back.taxable - back.amount, 0);
            }
        }
    }
    // Given back under taxes that the invoice does not have, down to nothing of those that it has.
    const bool isNothing = std::all_of(left.begin(), left.end(), [](qint64 one) { return one == 0; });
    return isNothing ? all : left;
}

} // namespace

Result<std::vector<InvoiceContent>> fromOrder(const Snapshot& snapshot, ItemId id,
                                              const std::vector<int>& milliPercents)
{
    const auto order = orders::find(snapshot, id);
    if (!order)
        return fail(order.error());
    const Item& item = order->item;
    if (!item.current || (item.state != ItemState::Sent && item.state != ItemState::Completed))
        return fail(Fault::Conflict,
                    u"Only an order that was sent and stands can be invoiced; “%1” is %2."_s.arg(
                        item.title, toWord(item.state)));
    const bool isWhole =
        std::all_of(milliPercents.begin(), milliPercents.end(),
                    [](int one) { return one > 0 && one <= wholePercent; }) &&
        std::accumulate(milliPercents.begin(), milliPercents.end(), qint64{0}) == wholePercent;
    if (!isWhole)
        return fail(Fault::Invalid, u"The shares of an order are 100 % together."_s);
    // What the client has in hands counts, not what the studio is working on.
    const auto version = items::version(snapshot, *item.current);
    if (!version)
        return fail(version.error());
    const auto sent = sentOrderFromBytes(version->content);
    if (!sent)
        return fail(sent.error());
    InvoiceContent whole;
    whole.goods = sent->content;
    whole.goods.number.clear();
    whole.goods.validUntil = {};
    whole.goods.needsAcceptance = false;
    whole.order = item.uid;
    auto schedule = scheduleFor(snapshot, item.job);
    if (!schedule)
        return fail(schedule.error());
    whole.schedule = std::move(*schedule);
    if (milliPercents.size() == 1)
        return std::vector{whole};
    const auto totals = totalsOf(sent->content);
    if (!totals)
        return fail(totals.error());
    const std::vector<qint64> weights{milliPercents.begin(), milliPercents.end()};
    const auto lines =
        sharedLines(sent->content, *totals, weights, u"Your share of order %1"_s.arg(item.number));
    const auto schedules = sharedSchedules(whole.schedule, sent->content.currency, weights);
    std::vector<InvoiceContent> shares;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        shares.push_back(whole);
        shares.back().schedule = schedules[i];
        shares.back().goods.lines = lines[i];
        shares.back().goods.pricesIncludeTax = true;
        shares.back().goods.discount = {};
    }
    return shares;
}

Result<std::vector<OrderInvoice>> ofOrder(const Snapshot& snapshot, const Item& order)
{
    const auto onJob = items::ofJob(snapshot, order.job);
    if (!onJob)
        return fail(onJob.error());
    std::vector<OrderInvoice> charged;
    for (const Item& item : *onJob) {
        if (item.kind != ItemKind::Invoice || item.state == ItemState::Void)
            continue;
        const auto invoice = find(snapshot, item.id);
        if (!invoice)
            return fail(invoice.error());
        if (invoice->content.order != order.uid || invoice->content.type == InvoiceType::CreditNote)
            continue;
        const auto balance = payments::balanceOf(snapshot, item.id);
        if (!balance)
            return fail(balance.error());
        charged.push_back(
            {item.id, item.number, Money::ofMinor(balance->total - balance->credited, balance->currency)});
    }
    return charged;
}

Result<InvoiceContent> creditNoteFor(const Snapshot& snapshot, ItemId id)
{
    const auto invoice = issued(snapshot, id);
    if (!invoice)
        return fail(invoice.error());
    if (invoice->isCreditNote())
        return fail(Fault::Conflict, u"A credit note cannot give back of a credit note."_s);
    const auto balance = payments::balanceOf(snapshot, id);
    if (!balance)
        return fail(balance.error());
    const qint64 left = balance->total - balance->credited;
    if (left <= 0)
        return fail(Fault::Conflict, u"All of invoice %1 was given back already."_s.arg(invoice->number));
    InvoiceContent note = invoice->content;
    note.type = InvoiceType::CreditNote;
    note.schedule.clear();
    note.goods.title = u"Credit note for invoice %1"_s.arg(invoice->number);
    note.goods.introduction.clear();
    note.goods.closing.clear();
    note.credits = {invoice->uid, invoice->number, invoice->day};
    if (left == balance->total)
        return note;
    // Lines that were given back in part cannot be told from the others; what is left of each tax can. Prices
    // with tax, so that the whole is what is left to the minor unit.
    const OrderTotals totals = totalsOf(*invoice);
    const auto remaining = leftOfTaxes(snapshot, id, totals);
    if (!remaining)
        return fail(remaining.error());
    const std::vector<qint64>& weights = *remaining;
    const auto parts = Money::ofMinor(left, note.goods.currency).split(weights);
    note.goods.pricesIncludeTax = true;
    note.goods.discount = {};
    note.goods.lines.clear();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].minor() == 0)
            continue;
        OrderLine line;
        line.title = u"What is left of invoice %1"_s.arg(invoice->number);
        line.unitPrice = parts[i].minor();
        line.tax = totals.taxes[i].tax;
        note.goods.lines.push_back(std::move(line));
    }
    return note;
}

} // namespace foyer::invoices
