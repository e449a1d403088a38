// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/invoice_view.h"

#include "app/invoices/e_invoice/e_invoice.h"
#include "app/invoices/invoice_sheet.h"
#include "app/orders/order_sheet.h"
#include "app/payments/codes/creditor_reference.h"
#include "app/payments/codes/iban.h"
#include "portal_server/portal/invoice_words.h"
#include "portal_server/portal/item_pages.h"
#include "portal_server/portal/sheet_view.h"
#include "portal_server/portal/transfer_code.h"

#include <algorithm>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

/// One page of an invoice on its way into a view.
class InvoicePage
{
public:
    InvoicePage(const Visit& visit, const invoices::ShownInvoice& shown, const PayAside& aside)
        : m_visit{visit}
        , m_shown{shown}
        , m_aside{aside}
        , m_today{toLocal(visit.studio.now()).date()}
        , m_words{shown, m_today}
    {
    }

    void head(View& view) const
    {
        const IssuedInvoice& invoice = m_shown.invoice;
        std::vector<View> notices;
        for (const InvoiceWords::Notice& one : m_words.notices()) {
            View notice;
            notice.text("notice_word", one.word).text("notice_sentence", one.sentence);
            notices.push_back(std::move(notice));
        }
        view.text("invoice_heading", invoice.isCreditNote() ? u"Credit note"_s : u"Invoice"_s)
            .text("invoice_number", invoice.number)
            .text("invoice_title", invoice.content.goods.title)
            .optionalText("changed", m_aside.changed)
            .list("notices", std::move(notices))
            .list("from_lines", textViews(partyLines(invoice.seller, invoice.seller), "from_line"))
            .list("to_lines", textViews(partyLines(invoice.buyer, invoice.seller), "to_line"))
            .list("facts", factViews(facts()))
            .flag("has_pdf", m_shown.hasPdf)
            .text("pdf_url", url() + u"/pdf"_s)
            .flag("has_e_invoice", isEInvoiceOffered(invoice))
            .text("e_invoice_url", url() + u"/e-invoice"_s);
    }

    void goods(View& view) const
    {
        const IssuedInvoice& invoice = m_shown.invoice;
        const print::InvoiceSheet sheet = sheetOf(invoice, m_shown.language);
        view.optionalText("introduction", sheet.introduction)
            .list("lines", lineViews(sheet.lines))
            .list("totals", totalViews(sheet.totals))
            .optionalText("closing", sheet.closing)
            .optionalText("seller_note", sheet.taxNotes.join(u'\n'));
        const CreditedInvoice& credits = invoice.content.credits;
        view.optionalText("credited", invoice.isCreditNote()
                                          ? u"With this we give back %1 of invoice %2 of %3."_s.arg(
                                                m_words.money(totalsOf(invoice).payable), credits.number,
                                                m_words.day(credits.day))
                                          : QString{})
            .flag("has_credited_url", m_shown.creditedItem.has_value())
            .text("credited_url", itemUrl(m_visit, ItemKind::Invoice, credits.uid))
            .text("credited_number", credits.number);
    }

    void schedule(View& view) const
    {
        std::vector<View> parts;
        for (const payments::InstalmentState& one : m_shown.balance.instalments) {
            View part;
            part.text("part_label", one.label.isEmpty() ? u"The whole amount"_s : one.label)
                .text("part_due", m_words.day(one.due))
                .text("part_date", one.due.toString(Qt::ISODate))
                .text("part_amount", m_words.money(one.amount))
                .text("part_state", m_words.stateOf(one))
                .flag("is_late", m_words.isLate(one));
            parts.push_back(std::move(part));
        }
        const bool isVoid = m_shown.shown.item.state == ItemState::Void;
        view.flag("has_schedule", !parts.empty() && !isVoid).list("parts", std::move(parts));
    }

    void money(View& view) const
    {
        std::vector<View> sums;
        const payments::Balance& balance = m_shown.balance;
        const auto sum = [&](const QString& label, qint64 minor, bool isStrong) {
            View one;
            one.text("sum_label", label).text("sum_amount", m_words.money(minor)).flag("is_last", isStrong);
            sums.push_back(std::move(one));
        };
        sum(u"Total"_s, balance.total, false);
        if (balance.credited != 0)
            sum(u"Given back by credit notes"_s, -balance.credited, false);
        if (balance.paid != 0)
            sum(u"Paid"_s, -balance.paid, false);
        if (balance.pending != 0)
            sum(u"On its way"_s, balance.pending, false);
        sum(u"Open"_s, std::max<qint64>(balance.open(), 0), true);
        std::vector<View> movements;
        for (const invoices::ShownPayment& one : m_shown.payments)
            movements.push_back(movement(one));
        view.flag("has_payments", !movements.empty()).list("payments", std::move(movements));
        std::vector<View> notes;
        for (const items::ShownItem& one : m_shown.creditNotes) {
            View note;
            note.text("note_number", one.item.number)
                .text("note_title", one.item.title)
                .text("note_amount", one.item.total ? m_words.money(-one.item.total->minor()) : QString{})
                .text("note_url", itemUrl(m_visit, ItemKind::Invoice, one.item.uid));
            notes.push_back(std::move(note));
        }
        // Before anything was paid or given back, the total says it all.
        const bool isMoved = balance.paid != 0 || balance.credited != 0 || balance.pending != 0;
        view.flag("has_sums", !m_shown.invoice.isCreditNote() && (isMoved || !m_shown.payments.empty()))
            .list("sums", std::move(sums));
        view.flag("has_credit_notes", !notes.empty()).list("credit_notes", std::move(notes));
    }

    void pay(View& view, bool takesCards) const
    {
        const payments::Balance& balance = m_shown.balance;
        const qint64 due = balance.dueNext(m_today);
        const qint64 all = balance.open();
        const bool isOpen = !m_shown.invoice.isCreditNote() && m_shown.shown.item.state == ItemState::Sent &&
                            all > 0 && balance.pending < due;
        const bool hasCards =
            isOpen && takesCards && balance.pending == 0 && !(m_shown.attempt && m_shown.attempt->isPending);
        const TransferDetails& transfer = m_shown.invoice.transfer;
        const bool hasTransfer = isOpen && (!transfer.iban.isEmpty() || !transfer.note.isEmpty());
        view.flag("is_open", isOpen)
            .text("pay_sentence", isOpen ? paySentence(due, all) : QString{})
            .text("open_sentence", isOpen ? openSentence(due, all) : QString{})
            .flag("has_cards", hasCards)
            .flag("has_two_ways", hasCards && hasTransfer)
            .flag("is_not_online", isOpen && !hasCards && !hasTransfer);
        cards(view, due, all);
        transferOf(view, transfer, hasTransfer, due, all);
    }

private:
    QString url() const { return itemUrl(m_visit, ItemKind::Invoice, m_shown.shown.item.uid); }

    print::Facts facts() const
    {
        const IssuedInvoice& invoice = m_shown.invoice;
        print::Facts facts{{u"Number"_s, invoice.number}, {u"Date"_s, m_words.day(invoice.day)}};
        if (invoice.content.serviceDay.isValid())
            facts.emplace_back(u"Date of service"_s, m_words.day(invoice.content.serviceDay));
        if (const payments::InstalmentState* next = m_shown.balance.next();
            next && m_shown.shown.item.state == ItemState::Sent)
            facts.emplace_back(u"Due"_s, m_words.day(next->due));
        if (!invoice.content.buyerReference.isEmpty())
            facts.emplace_back(u"Your reference"_s, invoice.content.buyerReference);
        return facts;
    }

    View movement(const invoices::ShownPayment& one) const
    {
        View view;
        view.text("paid_way", InvoiceWords::wayOf(one.method))
            .flag("is_own", one.isOwn && one.kind == PaymentKind::Payment)
            .text("paid_state", m_words.stateOf(one))
            .text("paid_amount", m_words.amountOf(one))
            .optionalText("paid_hint", m_words.hintOf(one))
            .flag("has_receipt", one.receipt.has_value())
            .text("receipt_url", url() + u"/receipts/"_s + one.uid)
            .text("receipt_of", u"%1, %2"_s.arg(m_words.amountOf(one), m_words.day(one.day)));
        return view;
    }

    QString paySentence(qint64 due, qint64 all) const
    {
        const QDate day = m_shown.balance.next() ? m_shown.balance.next()->due : m_today;
        const QString rest = due < all ? u" In all, %1 is open."_s.arg(m_words.money(all)) : QString{};
        if (day < m_today)
            return u"%1 was due on %2."_s.arg(m_words.money(due), m_words.day(day)) + rest;
        if (day == m_today)
            return u"%1 is due today."_s.arg(m_words.money(due)) + rest;
        return u"%1 is due by %2."_s.arg(m_words.money(due), m_words.day(day)) + rest;
    }

    /// At the top, where a notice may have said already what is late.
    QString openSentence(qint64 due, qint64 all) const
    {
        const payments::InstalmentState* next = m_shown.balance.next();
        return next && next->isOverdue(m_today) ? u"In all, %1 is open."_s.arg(m_words.money(all))
                                                : paySentence(due, all);
    }

    void cards(View& view, qint64 due, qint64 all) const
    {
        const auto& attempt = m_shown.attempt;
        QString open;
        if (attempt && attempt->expires && !attempt->isPending)
            open = u"A payment page for this invoice is open until %1. Paying here leads to it, or closes it "
                   u"for "
                   "another amount, so that nobody pays twice."_s.arg(
                       toLocal(*attempt->expires).time().toString(u"HH:mm"_s));
        else if (attempt && !attempt->isPending)
            open =
                u"A payment page for this invoice is open. Paying here leads to it, or closes it for another "
                "amount, so that nobody pays twice."_s;
        const int surcharge = m_shown.billing.cardSurchargeMilliPercent;
        view.text("pay_url", url() + u"/pay"_s)
            .text("seen", seenBalance(m_shown.balance, m_today))
            .flag("has_due", due < all)
            .text("due_button", u"Pay %1 by card"_s.arg(m_words.money(due)))
            .text("all_button", due < all ? u"Pay the whole balance, %1"_s.arg(m_words.money(all))
                                          : u"Pay %1 by card"_s.arg(m_words.money(all)))
            .flag("has_other", m_shown.billing.allowsPartial)
            .text("other", m_aside.other)
            .text("other_hint", u"At most %1."_s.arg(m_words.money(all)))
            .optionalText("other_error", m_aside.otherError)
            .optionalText("attempt", open)
            .optionalText("surcharge", surcharge > 0 ? u"Paying by card adds %1 to the amount."_s.arg(
                                                           percentText(surcharge, m_shown.language))
                                                     : QString{});
    }

    void transferOf(View& view, const TransferDetails& transfer, bool hasTransfer, qint64 due,
                    qint64 all) const
    {
        std::vector<View> rows;
        const auto row = [&](const QString& label, const QString& value, const QString& copied) {
            if (value.isEmpty())
                return;
            View one;
            one.text("transfer_label", label).text("transfer_value", value).optionalText("copied", copied);
            rows.push_back(std::move(one));
        };
        if (!transfer.iban.isEmpty()) {
            row(u"Account holder"_s, transfer.accountHolder, {});
            const auto iban = Iban::fromText(transfer.iban);
            row(u"IBAN"_s, iban ? iban->shown() : transfer.iban, transfer.iban);
            row(u"BIC"_s, transfer.bic, transfer.bic);
        }
        if (transfer.reference.isEmpty())
            row(u"Reference"_s, m_shown.invoice.number, m_shown.invoice.number);
        else
            row(u"Reference"_s, shownReference(transfer.reference), transfer.reference);
        row(u"Amount"_s,
            due < all ? u"%1, or %2 for everything"_s.arg(m_words.money(due), m_words.money(all))
                      : m_words.money(all),
            {});
        const auto code = hasTransfer ? transferCode(m_shown.invoice, due) : std::nullopt;
        view.flag("has_transfer_code", code.has_value())
            .html("transfer_code_html", code ? code->svg : QString{})
            .text("transfer_code_label", u"Code for a transfer of %1"_s.arg(m_words.money(due)))
            .text("transfer_code_hint", u"Scan with your banking app to pay %1."_s.arg(m_words.money(due)));
        view.flag("has_transfer", hasTransfer)
            .list("transfer", std::move(rows))
            .optionalText("transfer_note", transfer.note);
    }

    const Visit& m_visit;
    const invoices::ShownInvoice& m_shown;
    const PayAside& m_aside;
    QDate m_today;
    InvoiceWords m_words;
};

} // namespace

QStringList partyLines(const Party& party, const Party& seller)
{
    QStringList lines = envelopeLines(party, seller.address);
    if (!party.vatId.isEmpty())
        lines.append(u"VAT number %1"_s.arg(party.vatId));
    if (!party.taxNumber.isEmpty())
        lines.append(u"Tax number %1"_s.arg(party.taxNumber));
    return lines;
}

bool isEInvoiceOffered(const IssuedInvoice& invoice)
{
    return (invoice.content.wantsEInvoice || !invoice.buyer.vatId.isEmpty()) &&
           checkForEInvoice(invoice).isEmpty();
}

void describeInvoice(View& view, const Visit& visit, const invoices::ShownInvoice& invoice,
                     const PayAside& aside, bool takesCards)
{
    const InvoicePage page{visit, invoice, aside};
    page.head(view);
    page.goods(view);
    page.schedule(view);
    page.money(view);
    page.pay(view, takesCards);
}

} // namespace foyer::web
