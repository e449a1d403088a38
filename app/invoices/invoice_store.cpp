// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/invoice_store.h"

#include "app/base/money_text.h"
#include "app/base/text.h"
#include "app/brands/billing.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/invoices/invoice_numbers.h"
#include "app/invoices/invoice_schedule.h"
#include "app/invoices/payment_reference.h"
#include "app/jobs/job_store.h"
#include "app/payments/balance.h"
#include "app/payments/ledger.h"
#include "app/payments/outdated_reminders.h"

#include <QJsonDocument>

namespace foyer::invoices {

using namespace Qt::StringLiterals;

namespace {

const QString insertInstalment = uR"(
    INSERT INTO instalment (item_id, position, label, amount_minor, due_day, rule)
    VALUES (:item, :position, :label, :amount, :due, :rule))"_s;
const QString insertCreditNote =
    u"INSERT OR REPLACE INTO credit_note (item_id, invoice_id) VALUES (:item, :invoice)"_s;
const QString selectCreditNotes =
    u"SELECT item_id FROM credit_note WHERE invoice_id = :invoice ORDER BY item_id"_s;

QDate today(const Snapshot& snapshot)
{
    return toLocal(snapshot.now()).date();
}

InvoiceContent tidied(InvoiceContent content)
{
    OrderContent& goods = content.goods;
    goods.title = singleLine(goods.title);
    for (OrderLine& line : goods.lines) {
        line.title = singleLine(line.title);
        line.unit = singleLine(line.unit);
        line.tax.name = singleLine(line.tax.name);
    }
    for (ScheduleRule& rule : content.schedule)
        rule.label = singleLine(rule.label);
    content.buyerName = singleLine(content.buyerName);
    content.buyerVatId = singleLine(content.buyerVatId);
    content.buyerReference = singleLine(content.buyerReference);
    // An order's own, which mean nothing here.
    goods.number.clear();
    goods.validUntil = {};
    goods.needsAcceptance = false;
    return content;
}

/// What lists show of it.
Result<void> describe(Item& item, const InvoiceContent& content)
{
    const auto totals = totalsOf(content.goods);
    if (!totals)
        return fail(totals.error());
    item.title = content.goods.title;
    item.total = Money::ofMinor(totals->payable, content.goods.currency);
    return {};
}

Party sellerOf(const BrandDetails& brand, const BillingDetails& billing)
{
    return {billing.legalName.isEmpty() ? brand.name : billing.legalName,
            {},
            brand.address,
            brand.email,
            brand.phone,
            billing.vatId,
            billing.taxNumber};
}

Result<Party> buyerOf(const Snapshot& snapshot, ContactId id, const InvoiceContent& content)
{
    const auto contact = contacts::find(snapshot, id);
    if (!contact)
        return fail(contact.error());
    const ContactDetails& details = contact->details;
    Party buyer;
    buyer.name = displayNameOf(details);
    if (!content.buyerName.isEmpty()) {
        buyer.contactName = buyer.name;
        buyer.name = content.buyerName;
    }
    if (!details.addresses.empty())
        buyer.address = details.addresses.front();
    buyer.address.label.clear();
    if (!details.emails.empty())
        buyer.email = details.emails.front().address;
    if (!details.phones.empty())
        buyer.phone = details.phones.front().number;
    buyer.vatId = content.buyerVatId;
    return buyer;
}

/// A credit note gives back at most what earlier ones left.
Result<void> checkCredit(const Snapshot& snapshot, const InvoiceContent& content, qint64 payable)
{
    const auto credited = items::findByUid(snapshot, content.credits.uid);
    if (!credited)
        return fail(credited.error());
    if (!*credited)
        return fail(Fault::NotFound, u"The invoice that this gives back of is gone."_s);
    const auto invoice = issued(snapshot, **credited);
    if (!invoice)
        return fail(invoice.error());
    if (invoice->isCreditNote())
        return fail(Fault::Invalid, u"A credit note cannot give back of a credit note."_s);
    const auto balance = payments::balanceOf(snapshot, **credited);
    if (!balance)
        return fail(balance.error());
    if (invoice->currency() != content.goods.currency)
        return fail(Fault::Invalid, u"The invoice is in %1, and so must its credit note be."_s.arg(
                                        invoice->currency().code()));
    if (payable <= 0 || payable > balance->total - balance->credited)
        return fail(
            Fault::Invalid,
            u"A credit note gives back something, and at most what is left of invoice %1: %2."_s.arg(
                invoice->number,
                moneyText(Money::ofMinor(balance->total - balance->credited, balance->currency), {})));
    return {};
}

Result<void> insertInstalments(Transaction& transaction, ItemId id, const IssuedInvoice& invoice)
{
    int position = 0;
    for (const Instalment& one : invoice.instalments) {
        const auto inserted =
            transaction.query(insertInstalment)
                .bind(":item"_L1, id.row())
                .bind(":position"_L1, position++)
                .bind(":label"_L1, one.label)
                .bind(":amount"_L1, one.amount)
                .bind(":due"_L1, one.due)
                .bind(":rule"_L1,
                      QString::fromUtf8(QJsonDocument{toJson(one.rule)}.toJson(QJsonDocument::Compact)))
                .run();
        if (!inserted)
            return inserted;
    }
    return {};
}

} // namespace

Result<Invoice> find(const Snapshot& snapshot, ItemId id)
{
    auto item = items::find(snapshot, id);
    if (!item)
        return fail(item.error());
    if (item->kind != ItemKind::Invoice)
        return fail(Fault::NotFound, u"Item %1 is no invoice."_s.arg(id.row()));
    auto content = invoiceContentFromJson(item->content);
    if (!content)
        return fail(Fault::Storage,
                    u"The invoice “%1” cannot be read: %2"_s.arg(item->title, content.error().detail));
    return Invoice{std::move(*item), std::move(*content)};
}

Result<IssuedInvoice> issued(const Snapshot& snapshot, ItemId id)
{
    const auto item = items::find(snapshot, id);
    if (!item)
        return fail(item.error());
    if (item->kind != ItemKind::Invoice)
        return fail(Fault::NotFound, u"Item %1 is no invoice."_s.arg(id.row()));
    if (!item->current)
        return fail(Fault::Conflict, u"“%1” was not issued yet."_s.arg(item->title));
    const auto version = items::version(snapshot, *item->current);
    if (!version)
        return fail(version.error());
    return issuedInvoiceFromBytes(version->content);
}

Result<ItemId> add(Transaction& transaction, const NewInvoice& invoice)
{
    const InvoiceContent content = tidied(invoice.content);
    if (const auto fits = check(content); !fits)
        return fail(fits.error());
    const auto id = items::add(transaction, {ItemKind::Invoice,
                                             invoice.job,
                                             invoice.brand,
                                             content.goods.title,
                                             toJson(content),
                                             invoice.recipients,
                                             invoice.booksJob,
                                             {},
                                             invoice.uid});
    if (!id)
        return id;
    auto item = items::find(transaction, *id);
    if (!item)
        return fail(item.error());
    if (const auto described = describe(*item, content); !described)
        return fail(described.error());
    if (const auto saved = items::saveWork(transaction, *item); !saved)
        return fail(saved.error());
    if (content.type == InvoiceType::CreditNote) {
        const auto credited = items::findByUid(transaction, content.credits.uid);
        if (!credited)
            return fail(credited.error());
        if (!*credited)
            return fail(Fault::NotFound, u"The invoice that this gives back of is gone."_s);
        const auto noted = transaction.query(insertCreditNote)
                               .bind(":item"_L1, id->row())
                               .bind(":invoice"_L1, (*credited)->row())
                               .run();
        if (!noted)
            return fail(noted.error());
    }
    return id;
}

Result<void> save(Transaction& transaction, const Invoice& edited)
{
    const InvoiceContent content = tidied(edited.content);
    if (const auto fits = check(content); !fits)
        return fits;
    const auto before = find(transaction, edited.item.id);
    if (!before)
        return fail(before.error());
    if (before->item.sentAt)
        return fail(
            Fault::Conflict,
            u"Invoice %1 was issued and never changes. Give back by a credit note what is wrong."_s.arg(
                before->item.number));
    if (before->content.type != content.type || before->content.credits != content.credits)
        return fail(Fault::Invalid, u"An invoice cannot become a credit note, nor the other way round."_s);
    Item item = edited.item;
    item.content = toJson(content);
    if (const auto described = describe(item, content); !described)
        return described;
    return items::saveWork(transaction, item);
}

Result<void> setRecipients(Transaction& transaction, ItemId id, const std::vector<ContactId>& recipients)
{
    const auto invoice = find(transaction, id);
    if (!invoice)
        return fail(invoice.error());
    const bool isPayable = invoice->content.type == InvoiceType::Invoice;
    const auto changed =
        items::setRecipients(transaction, id, recipients, isPayable ? ToDo::Pay : ToDo::None);
    return changed ? payments::dropOutdated(transaction, id) : changed;
}

Result<Prepared> prepare(const Snapshot& snapshot, ItemId id, const Given& given)
{
    const auto found = find(snapshot, id);
    if (!found)
        return fail(found.error());
    const Item& item = found->item;
    const InvoiceContent& content = found->content;
    if (item.deletedAt || item.state != ItemState::Draft)
        return fail(Fault::Conflict, u"“%1” is %2 and cannot be issued."_s.arg(
                                         item.title, item.deletedAt ? u"deleted"_s : toWord(item.state)));
    if (item.recipients.empty())
        return fail(Fault::Invalid, u"“%1” is for nobody yet. Choose who pays it first."_s.arg(item.title));
    if (const auto fits = checkForIssuing(content); !fits)
        return fail(fits.error());
    const qint64 payable = totalsOf(content.goods)->payable;
    if (content.type == InvoiceType::CreditNote) {
        if (const auto fits = checkCredit(snapshot, content, payable); !fits)
            return fail(fits.error());
    }
    const auto brand = brands::find(snapshot, item.brand);
    if (!brand)
        return fail(brand.error());
    const auto billing = brands::billing(snapshot, item.brand);
    if (!billing)
        return fail(billing.error());
    auto buyer = buyerOf(snapshot, item.recipients.front().contact, content);
    if (!buyer)
        return fail(buyer.error());
    if (item.recipients.size() > 1) {
        // Whoever shares the invoice gets its e-invoice, and with it what is written here (invariant P15).
        buyer->email.clear();
        buyer->phone.clear();
    }
    const QDate day = given.day.isValid() ? given.day : today(snapshot);
    if (day > today(snapshot))
        return fail(Fault::Invalid,
                    u"%1 is still to come; an invoice is issued today or was issued before."_s.arg(
                        day.toString(Qt::ISODate)));
    QString known = given.number;
    if (!known.isEmpty()) {
        if (const auto fits = checkGiven(snapshot, item.brand, known); !fits)
            return fail(fits.error());
    } else {
        auto next = nextNumber(snapshot, {item.brand, billing->details, content.type, day});
        if (!next)
            return fail(next.error());
        known = std::move(*next);
    }
    const auto days = scheduleDaysOf(snapshot, item.job, day, billing->details.daysToPay);
    if (!days)
        return fail(days.error());
    IssuedInvoice invoice;
    invoice.content = content;
    invoice.uid = item.uid;
    invoice.number = std::move(known);
    invoice.day = day;
    invoice.seller = sellerOf(brand->details, billing->details);
    invoice.sellerNote = billing->details.note;
    invoice.buyer = std::move(*buyer);
    if (content.type == InvoiceType::Invoice) {
        auto instalments = instalmentsOf(content.schedule, payable, *days);
        if (!instalments)
            return fail(instalments.error());
        invoice.instalments = std::move(*instalments);
        invoice.transfer = transferOf(billing->details, invoice.seller.name, id, invoice);
    }
    return Prepared{id, std::move(invoice), brand->details, item.version, brand->version, given};
}

Result<IssuedInvoice> outlook(const Snapshot& snapshot, const Item& item, const InvoiceContent& content,
                              std::optional<ContactId> buyer)
{
    const auto totals = totalsOf(content.goods);
    if (!totals)
        return fail(totals.error());
    const auto brand = brands::find(snapshot, item.brand);
    const auto billing = brands::billing(snapshot, item.brand);
    if (!brand || !billing)
        return fail(brand ? billing.error() : brand.error());
    IssuedInvoice invoice;
    invoice.content = content;
    invoice.uid = item.uid;
    invoice.day = today(snapshot);
    invoice.seller = sellerOf(brand->details, billing->details);
    invoice.sellerNote = billing->details.note;
    if (buyer) {
        auto party = buyerOf(snapshot, *buyer, content);
        if (!party)
            return fail(party.error());
        invoice.buyer = std::move(*party);
    }
    const auto days = scheduleDaysOf(snapshot, item.job, invoice.day, billing->details.daysToPay);
    if (!days)
        return fail(days.error());
    if (content.type != InvoiceType::Invoice)
        return invoice;
    // A schedule that is half written shows no instalments yet.
    if (auto instalments = instalmentsOf(content.schedule, totals->payable, *days))
        invoice.instalments = std::move(*instalments);
    invoice.transfer = {billing->details.iban,
                        billing->details.bic,
                        billing->details.accountHolder.isEmpty() ? invoice.seller.name
                                                                 : billing->details.accountHolder,
                        billing->details.transferNote,
                        {}};
    return invoice;
}

Result<VersionId> issue(Transaction& transaction, const Prepared& prepared, const QByteArray& pdf)
{
    const auto now = prepare(transaction, prepared.item, prepared.given);
    if (!now)
        return fail(now.error());
    const QByteArray bytes = frozenBytes(prepared.invoice);
    if (now->itemVersion != prepared.itemVersion || now->brandVersion != prepared.brandVersion ||
        frozenBytes(now->invoice) != bytes)
        return fail(Fault::Conflict,
                    u"The invoice changed while it was being prepared. Please issue it again."_s);
    const auto item = items::find(transaction, prepared.item);
    if (!item)
        return fail(item.error());
    const auto billing = brands::billing(transaction, item->brand);
    if (!billing)
        return fail(billing.error());
    const InvoiceContent& content = prepared.invoice.content;
    const Numbering numbering{item->brand, billing->details, content.type, prepared.invoice.day};
    const auto taken = prepared.given.number.isEmpty()
                           ? takeNumber(transaction, numbering, prepared.invoice.number)
                           : continueBehind(transaction, numbering, prepared.invoice.number);
    if (!taken)
        return fail(taken.error());
    const qint64 payable = totalsOf(prepared.invoice).payable;
    const bool isPayable = content.type == InvoiceType::Invoice && payable > 0;
    const auto version = items::freeze(transaction, prepared.item, {bytes, pdf},
                                       isPayable ? ToDo::Pay : ToDo::None, prepared.invoice.number);
    if (!version)
        return version;
    if (const auto inserted = insertInstalments(transaction, prepared.item, prepared.invoice); !inserted)
        return fail(inserted.error());
    if (content.type == InvoiceType::Invoice) {
        const auto settled = payments::settle(transaction, prepared.item);
        return settled ? version : Result<VersionId>{fail(settled.error())};
    }
    const auto credited = items::findByUid(transaction, content.credits.uid);
    if (!credited)
        return fail(credited.error());
    const auto given = payments::allocateCreditNote(transaction, prepared.item, **credited, payable);
    if (!given)
        return fail(given.error());
    return version;
}

Result<std::vector<ItemId>> creditNotesOf(const Snapshot& snapshot, ItemId invoice)
{
    return snapshot.query(selectCreditNotes).bind(":invoice"_L1, invoice.row()).all([](const Query& row) {
        return ItemId{row.integer(0)};
    });
}

} // namespace foyer::invoices
