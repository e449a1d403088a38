// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/payment_csv.h"

#include "app/base/money_text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/contacts/csv.h"
#include "app/items/item_store.h"
#include "app/jobs/job_store.h"
#include "app/payments/ledger.h"
#include "app/payments/payment_rows.h"

namespace foyer::payments {

using namespace Qt::StringLiterals;

namespace {

Result<QString> whereItWent(const Snapshot& snapshot, const Payment& payment)
{
    const auto allocations = allocationsOf(snapshot, payment.id);
    if (!allocations)
        return fail(allocations.error());
    QStringList parts;
    for (const Allocation& one : *allocations) {
        const auto invoice = items::find(snapshot, one.invoice);
        if (!invoice)
            return fail(invoice.error());
        parts.append(invoice->number + u' ' +
                     exactText(Money::ofMinor(one.amount, payment.amount.currency())));
    }
    return parts.join(u"; "_s);
}

Result<std::vector<CsvCell>> cellsOf(const Snapshot& snapshot, const Payment& payment)
{
    const auto brand = brands::find(snapshot, payment.brand);
    if (!brand)
        return fail(brand.error());
    QString job;
    if (payment.job) {
        const auto found = jobs::find(snapshot, *payment.job);
        if (!found)
            return fail(found.error());
        job = found->details.title;
    }
    QString payer;
    if (payment.contact) {
        const auto found = contacts::brief(snapshot, *payment.contact);
        if (!found)
            return fail(found.error());
        payer = found->name;
    }
    QString of;
    if (payment.of) {
        const auto found = find(snapshot, *payment.of);
        if (!found)
            return fail(found.error());
        of = found->uid;
    }
    const auto went = whereItWent(snapshot, payment);
    if (!went)
        return fail(went.error());
    const auto amount = [&](qint64 minor) {
        return CsvCell{exactText(Money::ofMinor(minor, payment.amount.currency())), CsvCell::Kind::Number};
    };
    const auto text = [](const QString& words) { return CsvCell{words, CsvCell::Kind::Text}; };
    return std::vector<CsvCell>{text(payment.day.toString(Qt::ISODate)),
                                text(toWord(payment.kind)),
                                text(toWord(payment.state)),
                                text(toWord(payment.method)),
                                text(payer),
                                text(brand->details.name),
                                text(job),
                                text(payment.amount.currency().code()),
                                amount(payment.amount.minor()),
                                amount(payment.surcharge),
                                amount(payment.allocated),
                                amount(payment.returned),
                                amount(payment.credit()),
                                text(*went),
                                text(payment.account),
                                text(payment.reference),
                                text(payment.note),
                                text(payment.uid),
                                text(of)};
}

} // namespace

Result<QByteArray> paymentsCsv(const Snapshot& snapshot)
{
    static const QString select = selectPayments(u"ORDER BY p.day, p.id"_s);
    const auto payments = snapshot.query(select).all(paymentFromRow);
    if (!payments)
        return fail(payments.error());
    std::vector<std::vector<CsvCell>> rows{{}};
    for (const QString& name :
         {u"Day"_s, u"Kind"_s, u"State"_s, u"Method"_s, u"Payer"_s, u"Brand"_s, u"Job"_s, u"Currency"_s,
          u"Amount"_s, u"Surcharge"_s, u"Allocated"_s, u"Returned"_s, u"Credit"_s, u"Invoices"_s,
          u"Account"_s, u"Reference"_s, u"Note"_s, u"Uid"_s, u"Of payment"_s})
        rows.front().push_back({name, CsvCell::Kind::Text});
    for (const Payment& payment : *payments) {
        auto cells = cellsOf(snapshot, payment);
        if (!cells)
            return fail(cells.error());
        rows.push_back(std::move(*cells));
    }
    return writeCsv(rows);
}

} // namespace foyer::payments
