// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/invoice_csv.h"

#include "app/base/money_text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/csv.h"
#include "app/invoices/invoice_store.h"
#include "app/jobs/job_store.h"
#include "app/payments/balance.h"

#include <algorithm>

namespace foyer::invoices {

using namespace Qt::StringLiterals;

namespace {

const QString selectIssued = uR"(
    SELECT id FROM item WHERE kind = 'invoice' AND current_version_id IS NOT NULL ORDER BY id)"_s;

struct Line
{
    QDate day;
    QString number;
    std::vector<CsvCell> cells;
};

Result<Line> lineOf(const Snapshot& snapshot, ItemId id)
{
    const auto invoice = issued(snapshot, id);
    if (!invoice)
        return fail(invoice.error());
    const auto item = items::find(snapshot, id);
    if (!item)
        return fail(item.error());
    const auto job = jobs::find(snapshot, item->job);
    if (!job)
        return fail(job.error());
    const auto brand = brands::find(snapshot, item->brand);
    if (!brand)
        return fail(brand.error());
    const auto balance = payments::balanceOf(snapshot, id);
    if (!balance)
        return fail(balance.error());
    const OrderTotals totals = totalsOf(*invoice);
    const Currency currency = invoice->currency();
    const auto amount = [&](qint64 minor) {
        return CsvCell{exactText(Money::ofMinor(minor, currency)), CsvCell::Kind::Number};
    };
    const auto text = [](const QString& words) { return CsvCell{words, CsvCell::Kind::Text}; };
    // What a credit note gave towards its invoice is nothing that anybody owes on it.
    const bool isCredit = invoice->isCreditNote();
    return Line{invoice->day,
                invoice->number,
                {text(invoice->number),
                 text(toWord(invoice->content.type)),
                 text(toWord(item->state)),
                 text(invoice->day.toString(Qt::ISODate)),
                 text(item->dueDay.toString(Qt::ISODate)),
                 text(invoice->content.goods.title),
                 text(job->details.title),
                 text(brand->details.name),
                 text(invoice->buyer.name),
                 text(invoice->buyer.vatId),
                 text(invoice->content.credits.number),
                 text(currency.code()),
                 amount(totals.withoutTax),
                 amount(totals.tax),
                 amount(totals.rounding),
                 amount(totals.payable),
                 amount(balance->paid),
                 amount(balance->credited),
                 amount(balance->open()),
                 text(isCredit ? QString{} : invoice->transfer.reference),
                 text(invoice->uid)}};
}

} // namespace

Result<QByteArray> invoicesCsv(const Snapshot& snapshot)
{
    const auto ids =
        snapshot.query(selectIssued).all([](const Query& row) { return ItemId{row.integer(0)}; });
    if (!ids)
        return fail(ids.error());
    std::vector<Line> lines;
    for (const ItemId id : *ids) {
        auto line = lineOf(snapshot, id);
        if (!line)
            return fail(line.error());
        lines.push_back(std::move(*line));
    }
    std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
        return std::pair{a.day, a.number} < std::pair{b.day, b.number};
    });
    std::vector<std::vector<CsvCell>> rows{{}};
    for (const QString& name :
         {u"Number"_s,  u"Type"_s,     u"State"_s,       u"Day"_s,   u"Due"_s,
          u"Title"_s,   u"Job"_s,      u"Brand"_s,       u"Buyer"_s, u"Buyer's VAT number"_s,
          u"Credits"_s, u"Currency"_s, u"Without tax"_s, u"Tax"_s,   u"Rounding"_s,
          u"Total"_s,   u"Paid"_s,     u"Credited"_s,    u"Open"_s,  u"Reference"_s,
          u"Uid"_s})
        rows.front().push_back({name, CsvCell::Kind::Text});
    for (Line& line : lines)
        rows.push_back(std::move(line.cells));
    return writeCsv(rows);
}

} // namespace foyer::invoices
