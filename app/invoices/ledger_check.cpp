// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/ledger_check.h"

#include "app/invoices/invoice_store.h"
#include "app/payments/balance.h"
#include "app/payments/ledger.h"
#include "app/payments/payment_rows.h"
#include "app/payments/receipt.h"

#include <algorithm>

namespace foyer::invoices {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostProblems = 100;

const QString selectIssued = uR"(
    SELECT id FROM item WHERE kind = 'invoice' AND current_version_id IS NOT NULL ORDER BY id)"_s;
// In the order in which they were made from the frozen ones.
const QString selectInstalments =
    u"SELECT label, amount_minor FROM instalment WHERE item_id = :item ORDER BY position"_s;
const QString selectBelowZero = uR"(
    SELECT payment_id, invoice_id FROM allocation WHERE payment_id IS NOT NULL
    GROUP BY payment_id, invoice_id HAVING sum(amount_minor) < 0)"_s;
const QString selectForeign = uR"(
    SELECT DISTINCT a.payment_id, a.invoice_id FROM allocation a
    JOIN payment p ON p.id = a.payment_id JOIN item i ON i.id = a.invoice_id
    WHERE p.currency <> i.currency OR p.kind <> 'payment' OR i.kind <> 'invoice')"_s;
const QString selectReceipt = u"SELECT 1 FROM receipt WHERE payment_id = :payment"_s;

class Check
{
public:
    explicit Check(const Snapshot& snapshot)
        : m_snapshot{snapshot}
    {
    }

    Result<LedgerReport> run()
    {
        for (const auto part : {&Check::allInvoices, &Check::allPayments, &Check::allocations}) {
            if (const auto done = (this->*part)(); !done)
                return fail(done.error());
        }
        return std::move(m_report);
    }

private:
    void complain(const QString& sentence)
    {
        if (m_report.problems.size() < mostProblems)
            m_report.problems.append(sentence);
    }

    Result<void> allInvoices()
    {
        const auto ids =
            m_snapshot.query(selectIssued).all([](const Query& row) { return ItemId{row.integer(0)}; });
        if (!ids)
            return fail(ids.error());
        for (const ItemId id : *ids) {
            ++m_report.invoices;
            if (const auto done = invoice(id); !done)
                return done;
        }
        return {};
    }

    Result<void> invoice(ItemId id)
    {
        const auto item = items::find(m_snapshot, id);
        if (!item)
            return fail(item.error());
        const auto issued = invoices::issued(m_snapshot, id);
        if (!issued) {
            complain(u"Invoice %1: %2"_s.arg(item->number, issued.error().detail));
            return {};
        }
        const qint64 total = totalsOf(*issued).payable;
        if (issued->number != item->number || issued->uid != item->uid ||
            item->total != Money::ofMinor(total, issued->currency()))
            complain(u"Invoice %1 is listed by another number or total than it was issued with."_s.arg(
                issued->number));
        if (const auto done = instalments(id, *issued); !done)
            return done;
        const auto balance = payments::balanceOf(m_snapshot, id);
        if (!balance)
            return fail(balance.error());
        if (issued->isCreditNote()) {
            if (balance->credited != total || balance->paid != 0)
                complain(u"Credit note %1 gives another amount than it says."_s.arg(issued->number));
        } else if (balance->paid < 0 || balance->credited < 0 || balance->open() < 0) {
            complain(u"More went towards invoice %1 than it is of."_s.arg(issued->number));
        } else if (item->state == ItemState::Sent && balance->open() == 0) {
            complain(u"Invoice %1 is paid and still waits."_s.arg(issued->number));
        } else if (item->state == ItemState::Completed && balance->open() > 0) {
            complain(u"Invoice %1 counts as paid and is not."_s.arg(issued->number));
        }
        return {};
    }

    Result<void> instalments(ItemId id, const IssuedInvoice& issued)
    {
        const auto rows =
            m_snapshot.query(selectInstalments).bind(":item"_L1, id.row()).all([](const Query& row) {
                return std::pair{row.text(0), row.integer(1)};
            });
        if (!rows)
            return fail(rows.error());
        const bool isSame = std::equal(rows->begin(), rows->end(), issued.instalments.begin(),
                                       issued.instalments.end(), [](const auto& row, const Instalment& one) {
                                           return row.first == one.label && row.second == one.amount;
                                       });
        qint64 sum = 0;
        for (const auto& [label, amount] : *rows)
            sum += amount;
        const qint64 wanted = issued.isCreditNote() ? 0 : totalsOf(issued).payable;
        if (!isSame || sum != wanted)
            complain(u"The instalments of invoice %1 are not what was issued."_s.arg(issued.number));
        return {};
    }

    Result<void> allPayments()
    {
        const auto all =
            m_snapshot.query(payments::selectPayments(u"ORDER BY p.id"_s)).all(payments::paymentFromRow);
        if (!all)
            return fail(all.error());
        for (const Payment& one : *all) {
            ++m_report.payments;
            if (const auto done = payment(one); !done)
                return done;
        }
        return {};
    }

    Result<void> payment(const Payment& one)
    {
        const bool isThere = one.kind == PaymentKind::Payment && one.state == PaymentState::Posted;
        const qint64 room = isThere ? one.amount.minor() - one.surcharge : 0;
        if (one.allocated < 0 || one.allocated > room)
            complain(u"Of payment %1 more was spent than there is."_s.arg(one.id.row()));
        if (one.returned > 0 && (one.returned > one.amount.minor() ||
                                 one.allocated > std::max<qint64>(one.amount.minor() - one.returned, 0)))
            complain(u"Of payment %1 more went back than was there."_s.arg(one.id.row()));
        const auto receipt =
            m_snapshot.query(selectReceipt).bind(":payment"_L1, one.id.row()).first([](const Query&) {
                return true;
            });
        if (!receipt)
            return fail(receipt.error());
        if (!*receipt) {
            if (isThere)
                complain(u"Payment %1 has no receipt."_s.arg(one.id.row()));
            return {};
        }
        ++m_report.receipts;
        const auto given = payments::receiptOf(m_snapshot, one.id);
        if (!given)
            complain(given.error().detail);
        else if (given->paymentUid != one.uid || given->amount != one.amount.minor() ||
                 given->currency != one.amount.currency() || given->surcharge != one.surcharge)
            complain(u"The receipt of payment %1 is of another payment."_s.arg(one.id.row()));
        return {};
    }

    Result<void> allocations()
    {
        const auto pairOf = [](const Query& row) { return std::pair{row.integer(0), row.integer(1)}; };
        const auto below = m_snapshot.query(selectBelowZero).all(pairOf);
        if (!below)
            return fail(below.error());
        for (const auto& [payment, invoice] : *below)
            complain(u"More of payment %1 was taken back from item %2 than went there."_s.arg(payment).arg(
                invoice));
        const auto foreign = m_snapshot.query(selectForeign).all(pairOf);
        if (!foreign)
            return fail(foreign.error());
        for (const auto& [payment, invoice] : *foreign)
            complain(u"Payment %1 went to item %2, which it cannot pay."_s.arg(payment).arg(invoice));
        return {};
    }

    const Snapshot& m_snapshot;
    LedgerReport m_report;
};

} // namespace

Result<LedgerReport> verifyLedger(const Snapshot& snapshot)
{
    return Check{snapshot}.run();
}

} // namespace foyer::invoices
