// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/brands/brand.h"
#include "app/invoices/issued_invoice.h"
#include "app/items/item_store.h"

/// The studio's side of invoices and credit notes. Each is an item whose content is an InvoiceContent. A
/// draft is saved as it is typed; issuing takes its number and freezes it for good (invariant M4). What is
/// paid of it stands in the ledger (app/payments).
namespace foyer::invoices {

struct NewInvoice
{
    JobId job;
    std::optional<BrandId> brand = {}; ///< nothing: the job's
    InvoiceContent content;            ///< needs a title
    std::vector<ContactId> recipients; ///< the first is whom it is addressed to
    bool booksJob = false;             ///< being paid in full makes the job booked
    QString uid = {};                  ///< empty: a new one
};

struct Invoice
{
    Item item;
    InvoiceContent content;
};

/// Faults: NotFound (also when it is another kind of item), Storage
Result<Invoice> find(const Snapshot& snapshot, ItemId id);
/// As it was issued; its bytes are held against their SHA-256. Faults: NotFound, Conflict (a draft), Storage
Result<IssuedInvoice> issued(const Snapshot& snapshot, ItemId id);

/// A draft. Faults: Invalid (see check(InvoiceContent); recipients), NotFound (job)
Result<ItemId> add(Transaction& transaction, const NewInvoice& invoice);
/// Faults: Invalid, NotFound, Conflict (issued: it never changes again; saved by somebody since)
Result<void> save(Transaction& transaction, const Invoice& edited);
/// Also of an issued one: who else may see and pay it. Whom it is addressed to stays as issued.
Result<void> setRecipients(Transaction& transaction, ItemId id, const std::vector<ContactId>& recipients);

/// Of an invoice that was issued elsewhere and comes in.
struct Given
{
    QString number = {}; ///< empty: the next one
    QDate day = {};      ///< of issue, not later than today; invalid: today
    bool operator==(const Given&) const = default;
};
/// All that is needed to issue: made from a snapshot, turned into a PDF without one, then issued.
struct Prepared
{
    ItemId item;
    IssuedInvoice invoice; ///< with the number that is next
    BrandDetails brand;
    qint64 itemVersion;
    qint64 brandVersion;
    Given given;
};
/// Faults: NotFound, Invalid (see checkForIssuing; nobody it is for; a credit note above what is left of its
/// invoice; what is given is no number or a day to come), Conflict (issued already, or in the bin; the brand
/// has that number)
Result<Prepared> prepare(const Snapshot& snapshot, ItemId id, const Given& given = {});
/// What a draft would say if it were issued now, for a preview: all of it but its number and reference.
/// @param buyer  whom it bills; nothing: nobody yet
/// Faults: NotFound, Invalid (its lines do not add up)
Result<IssuedInvoice> outlook(const Snapshot& snapshot, const Item& item, const InvoiceContent& content,
                              std::optional<ContactId> buyer);
/// Takes the number, freezes, makes the instalments, and lets recipients see and pay it; a credit note goes
/// towards its invoice at once. In one transaction, so that numbers have no gaps.
/// @param pdf  of this very Prepared
/// Faults: Conflict (something changed since, or another invoice took the number: prepare again), and those
/// of prepare
Result<VersionId> issue(Transaction& transaction, const Prepared& prepared, const QByteArray& pdf);

/// A draft that gives back what is left of an issued invoice: in full its lines, later what remains as one
/// line for each tax of which earlier credit notes left something. Faults: Conflict (nothing left; no
/// invoice), NotFound
Result<InvoiceContent> creditNoteFor(const Snapshot& snapshot, ItemId invoice);
/// The credit notes issued or drafted for an invoice, oldest first.
Result<std::vector<ItemId>> creditNotesOf(const Snapshot& snapshot, ItemId invoice);

/// Invoices from an order: one for each share, which add up to the order (largest remainder, by tax).
/// @param milliPercents  shares that are 100'000 together; one share of all keeps the order's lines
/// Faults: Invalid, NotFound, Conflict (a draft or void order)
Result<std::vector<InvoiceContent>> fromOrder(const Snapshot& snapshot, ItemId order,
                                              const std::vector<int>& milliPercents);

/// What of an order is charged already, issued or drafted; void invoices are not.
struct OrderInvoice
{
    ItemId id;
    QString number; ///< empty: a draft
    Money amount;   ///< what credit notes left of it
};
/// The oldest first.
Result<std::vector<OrderInvoice>> ofOrder(const Snapshot& snapshot, const Item& order);

/// An instalment whose day follows a shoot or a booking and would now be another.
struct Move
{
    InstalmentId instalment;
    ItemId invoice;
    QString label;
    QDate from;
    QDate to;
};
/// What would move on this job's open invoices, as its days are now. Instalments that are paid stay.
Result<std::vector<Move>> moves(const Snapshot& snapshot, JobId job);
/// Moves them, and with them the invoices' due days; lets their recipients know nothing by itself.
Result<std::vector<Move>> reschedule(Transaction& transaction, JobId job);
/// By hand, of an open instalment. Faults: Invalid (before the invoice's day), NotFound, Conflict (paid)
Result<void> moveInstalment(Transaction& transaction, InstalmentId instalment, QDate due);

} // namespace foyer::invoices
