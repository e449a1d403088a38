// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/studio_import_invoices.h"

#include "app/invoices/e_invoice/invoice_pdf.h"
#include "app/invoices/invoice_store.h"
#include "app/invoices/schedule_presets.h"
#include "app/jobs/job_store.h"
#include "app/payments/ledger.h"

namespace foyer::exchange {

using namespace Qt::StringLiterals;

namespace {

/// Its paper, where the program can draw.
Result<QByteArray> pdfOf(const invoices::Prepared& prepared)
{
    return canDraw() ? invoicePdf(prepared.invoice, prepared.brand) : Result<QByteArray>{QByteArray{}};
}

Result<std::vector<ContactId>> recipientsOf(const Snapshot& snapshot, const ItemPlace& place,
                                            const QStringList& names)
{
    std::vector<ContactId> found;
    for (const QString& name : names) {
        const auto contact = place.names.find(snapshot, name, place.path + u".recipients"_s);
        if (!contact)
            return fail(contact.error());
        found.push_back(*contact);
    }
    return found;
}

Result<ItemId> invoiceNamed(const Snapshot& snapshot, const QString& uid, const QString& path)
{
    const auto found = items::findByUid(snapshot, uid);
    if (!found)
        return fail(found.error());
    if (*found) {
        const auto item = items::find(snapshot, **found);
        if (!item)
            return fail(item.error());
        if (item->kind == ItemKind::Invoice && item->sentAt)
            return **found;
    }
    return fail(
        Fault::Invalid,
        u"%1: “%2” is the uid of no issued invoice, neither before this in the file nor in the studio."_s.arg(
            path, uid));
}

Result<void> issue(Transaction& transaction, ItemId id, const invoices::Given& given, const QString& path)
{
    const auto prepared = invoices::prepare(transaction, id, given);
    if (!prepared)
        return failAt(path, prepared.error());
    const auto pdf = pdfOf(*prepared);
    if (!pdf)
        return failAt(path, pdf.error());
    const auto issued = invoices::issue(transaction, *prepared, *pdf);
    return issued ? Result<void>{} : failAt(path, issued.error());
}

Result<void> giveBack(Transaction& transaction, PaymentId payment, const StudioReturn& back,
                      const QString& path)
{
    payments::NewReturn fresh{back.kind, payment, back.amount, back.day};
    fresh.reference = back.reference;
    fresh.note = back.note;
    fresh.state = back.state;
    const auto recorded = payments::recordReturn(transaction, fresh);
    return recorded ? Result<void>{} : failAt(path, recorded.error());
}

} // namespace

Result<void> addSchedulePreset(Transaction& transaction, const StudioSchedulePreset& preset,
                               const QString& path)
{
    const auto here = invoices::findPresetByUid(transaction, preset.uid);
    if (!here)
        return fail(here.error());
    if (*here)
        return {};
    invoices::NewPreset fresh{preset.name, preset.rules, {}, preset.uid};
    if (!preset.jobType.isEmpty()) {
        const auto type = jobs::typeNamed(transaction, preset.jobType);
        if (!type)
            return failAt(path + u".jobType"_s, type.error());
        fresh.jobType = *type;
    }
    const auto added = invoices::addPreset(transaction, fresh);
    return added ? Result<void>{} : failAt(path, added.error());
}

Result<void> addInvoice(Transaction& transaction, const ItemPlace& place, const StudioInvoice& invoice)
{
    const auto recipients = recipientsOf(transaction, place, invoice.item.recipients);
    if (!recipients)
        return fail(recipients.error());
    const auto id = invoices::add(transaction, {place.job, place.brand, invoice.content, *recipients,
                                                invoice.item.booksJob, invoice.item.uid});
    if (!id)
        return failAt(place.path, id.error());
    if (invoice.item.state == ItemState::Draft)
        return {};
    return issue(transaction, *id, {invoice.number, invoice.day}, place.path);
}

Result<void> addCreditNote(Transaction& transaction, const ItemPlace& place, const StudioCreditNote& note)
{
    const auto invoice = invoiceNamed(transaction, note.of, place.path + u".of"_s);
    if (!invoice)
        return fail(invoice.error());
    auto content = invoices::creditNoteFor(transaction, *invoice);
    if (!content)
        return failAt(place.path, content.error());
    if (!note.isRest)
        content->goods = note.content;
    else if (!note.item.title.isEmpty())
        content->goods.title = note.item.title;
    const auto credited = items::find(transaction, *invoice);
    if (!credited)
        return fail(credited.error());
    auto recipients = recipientsOf(transaction, place, note.item.recipients);
    if (!recipients)
        return fail(recipients.error());
    if (recipients->empty()) {
        for (const ItemRecipient& one : credited->recipients)
            recipients->push_back(one.contact);
    }
    const BrandId brand = note.item.brand.isEmpty() ? credited->brand : place.brand;
    const auto id =
        invoices::add(transaction, {place.job, brand, *content, *recipients, false, note.item.uid});
    if (!id)
        return failAt(place.path, id.error());
    return issue(transaction, *id, {note.number, note.day}, place.path);
}

Result<void> addPayment(Transaction& transaction, const ItemPlace& place, const StudioPayment& payment)
{
    payments::NewPayment fresh{.account = payment.account.isEmpty() ? payments::handAccount : payment.account,
                               .reference = payment.reference,
                               .brand = place.brand,
                               .job = place.job,
                               .contact = {},
                               .method = payment.method,
                               .amount = payment.amount,
                               .surcharge = payment.surcharge,
                               .day = payment.day,
                               .note = payment.note};
    fresh.mailsReceipt = false;
    if (!payment.contact.isEmpty()) {
        const auto contact = place.names.find(transaction, payment.contact, place.path + u".contact"_s);
        if (!contact)
            return fail(contact.error());
        fresh.contact = *contact;
    }
    for (std::size_t i = 0; i < payment.towards.size(); ++i) {
        const auto invoice = invoiceNamed(transaction, payment.towards[i].invoice,
                                          u"%1.towards[%2].invoice"_s.arg(place.path).arg(i));
        if (!invoice)
            return fail(invoice.error());
        fresh.towards.push_back({*invoice, payment.towards[i].amount});
    }
    if (payment.brand.isEmpty() && !fresh.towards.empty()) {
        const auto first = items::find(transaction, fresh.towards.front().invoice);
        if (!first)
            return fail(first.error());
        fresh.brand = first->brand;
    }
    // What failed was on its way before: the ledger tells it like that.
    const bool hasFailed = payment.state == PaymentState::Failed;
    fresh.state = hasFailed ? PaymentState::Pending : payment.state;
    const auto recorded = payments::record(transaction, fresh);
    if (!recorded)
        return failAt(place.path, recorded.error());
    if (!recorded->isNew)
        return fail(Fault::Conflict, u"%1.reference: “%2” stands in the studio's ledger already."_s.arg(
                                         place.path, payment.reference));
    if (hasFailed) {
        const auto failed = payments::setState(transaction, recorded->id, PaymentState::Failed, u"import"_s);
        return failed ? failed : failAt(place.path, failed.error());
    }
    for (std::size_t i = 0; i < payment.returns.size(); ++i) {
        const auto given = giveBack(transaction, recorded->id, payment.returns[i],
                                    u"%1.returns[%2]"_s.arg(place.path).arg(i));
        if (!given)
            return given;
    }
    return {};
}

} // namespace foyer::exchange
