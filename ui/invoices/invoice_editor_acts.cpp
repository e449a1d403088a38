// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with an invoice: issue it, and what follows.
#include "ui/invoices/invoice_editor.h"

#include "app/invoices/e_invoice/invoice_pdf.h"
#include "app/invoices/e_invoice/ubl.h"
#include "app/items/announce.h"
#include "ui/address_book/ask.h"
#include "ui/common/money_words.h"
#include "ui/common/save_file.h"
#include "ui/common/words.h"
#include "ui/invoices/due_day_dialog.h"
#include "ui/invoices/invoice_form.h"
#include "ui/invoices/issued_view.h"
#include "ui/invoices/issuing_doubts.h"
#include "ui/payments/record_payment_dialog.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>

namespace foyer {

using namespace Qt::StringLiterals;

// ---- Issuing

void InvoiceEditor::startIssuing()
{
    m_form->commit();
    const InvoiceDraft& draft = m_history.draft();
    if (const QString unread = unreadSentence(draft); !unread.isEmpty())
        return say(unread, true);
    if (const auto fits = checkForIssuing(contentOf(draft)); !fits)
        return say(fits.error().detail, true);
    if (draft.goods.recipients.empty())
        return say(tr("It is for nobody yet. Tick who pays it first."), true);
    m_afterSaving = [this] {
        // Read now, so that the number and the sum of the question are those that come.
        struct Asked
        {
            invoices::Prepared prepared;
            QStringList doubts;
        };
        const auto asked = m_database.read([&](const Snapshot& snapshot) -> Result<Asked> {
            auto prepared = invoices::prepare(snapshot, m_item);
            if (!prepared)
                return fail(prepared.error());
            auto doubts = issuingDoubts(snapshot, *prepared, recipients());
            if (!doubts)
                return fail(doubts.error());
            return Asked{std::move(*prepared), std::move(*doubts)};
        });
        if (!asked)
            return sayFailure(tr("It cannot be issued."), asked.error());
        const IssuedInvoice& invoice = asked->prepared.invoice;
        const QString names = namesOf(recipients());
        const QString sum = words::amount(totalsOf(invoice).payable, invoice.currency());
        const QString text = isCreditNote() ? tr("Issue this credit note of %1 to %2?").arg(sum, names)
                                            : tr("Issue this invoice of %1 to %2?").arg(sum, names);
        QString details =
            (isCreditNote()
                 ? tr("It takes the next number, %1, and never changes again. A mail tells its recipients, "
                      "and "
                      "they find it in their portal.")
                 : tr("It takes the next number, %1, and never changes again: what is wrong later is set "
                      "right "
                      "by a credit note. A mail tells its recipients, and they find it in their portal."))
                .arg(invoice.number);
        if (!asked->doubts.isEmpty())
            details += u"\n\n"_s + tr("Before it is too late:") + u"\n• "_s + asked->doubts.join(u"\n• "_s);
        foyer::ask(this, {windowTitle(), text, details, tr("&Issue It")}, this, [this] { issueNow(); });
    };
    save();
}

void InvoiceEditor::issueNow()
{
    if (m_issuing.isRunning())
        return;
    say(tr("Issuing…"));
    m_issuing.issue(m_item, recipients(),
                    [this](const Result<InvoiceIssuing::Issued>& result) { issueDone(result); });
    showActions();
}

void InvoiceEditor::issueDone(const Result<InvoiceIssuing::Issued>& result)
{
    load();
    if (!result)
        return sayFailure(tr("It was not issued, and no number was taken."), result.error());
    say(tr("Issued as %1.").arg(result->number));
    if (!result->unreached.empty())
        ask(
            tr("No mail reaches %1: there is no email, or the portal is off. Please tell them yourself.")
                .arg(namesOf(result->unreached)),
            tr("&All Right"), [] {}, {}, [] {});
    Q_EMIT issued(m_item);
}

// ---- Money

void InvoiceEditor::recordPayment()
{
    auto* dialog = new RecordPaymentDialog{m_database, {m_item}, this};
    connect(dialog, &RecordPaymentDialog::recorded, this, [this](const QString& sentence) { say(sentence); });
    dialog->open();
}

void InvoiceEditor::refund()
{
    std::vector<PaymentId> payments;
    for (const InvoiceAccount::Movement& one : m_account->movements)
        payments.push_back(one.payment.id);
    auto* dialog = new RefundDialog{m_database, payments, m_issuedView->chosenPayment(), this};
    dialog->setRefundCard(m_refundCard);
    connect(
        dialog, &RefundDialog::refunded, this,
        [this](const QString& sentence, std::optional<ItemId> reopened) {
            load();
            say(sentence);
            if (reopened == m_item)
                ask(
                    tr("What was refunded is open on this invoice again. If the customer is not to pay it, "
                       "give it back by a credit note as well."),
                    tr("&Credit Note…"), [this] { makeCreditNote(); }, tr("&Leave It Open"), [] {});
        });
    dialog->open();
}

void InvoiceEditor::moveDueDay()
{
    auto* dialog = new DueDayDialog{m_database, m_account->balance, m_account->issued.day, this};
    connect(dialog, &DueDayDialog::moved, this, [this](const QString& sentence) { say(sentence); });
    dialog->open();
}

void InvoiceEditor::copyReference()
{
    QGuiApplication::clipboard()->setText(m_account->issued.transfer.reference);
    say(tr("Copied: %1").arg(m_account->issued.transfer.reference));
}

void InvoiceEditor::saveEInvoice()
{
    const auto xml = ublOf(m_account->issued);
    if (!xml)
        return sayFailure(tr("An e-invoice cannot be made of it."), xml.error());
    const QString name = QFileInfo{invoicePdfName(m_account->issued)}.completeBaseName() + u".xml"_s;
    saveFile(this, {tr("Save E-invoice"), name, tr("E-invoices in UBL (*.xml)"), u"xml"_s}, *xml,
             [this](const QString& sentence, bool isProblem) { say(sentence, isProblem); });
}

void InvoiceEditor::sendAgain()
{
    const std::vector<ContactId> to = recipients();
    foyer::ask(
        this,
        {windowTitle(), tr("Tell %1 by mail again?").arg(namesOf(to)),
         tr("The invoice itself stays as it is."), tr("&Send")},
        this, [this, to] {
            m_database.writeLater(
                Actor::studio(), this,
                [id = m_item, to](Transaction& transaction) { return items::announce(transaction, id, to); },
                [this](const Result<std::vector<ContactId>>& unreached) {
                    if (!unreached)
                        return sayFailure(tr("It was not sent."), unreached.error());
                    say(unreached->empty()
                            ? tr("The mails wait in the Outbox.")
                            : tr("No mail reaches %1. Please tell them yourself.").arg(namesOf(*unreached)));
                });
        });
}

// ---- What follows from it

void InvoiceEditor::addAndOpen(std::function<Result<ItemId>(Transaction&)> add)
{
    m_database.writeLater(Actor::studio(), this, std::move(add), [this](const Result<ItemId>& made) {
        if (!made)
            return sayFailure(tr("It could not be made."), made.error());
        Q_EMIT invoiceWanted(*made);
    });
}

void InvoiceEditor::makeCreditNote()
{
    addAndOpen([item = m_invoice->item, to = recipients()](Transaction& transaction) -> Result<ItemId> {
        auto content = invoices::creditNoteFor(transaction, item.id);
        if (!content)
            return fail(content.error());
        return invoices::add(transaction, {item.job, item.brand, std::move(*content), to});
    });
}

void InvoiceEditor::duplicate()
{
    invoices::Invoice like = *m_invoice;
    if (isDraft())
        like.content = contentOf(m_history.draft());
    addAndOpen([like, to = recipients()](Transaction& transaction) {
        return invoices::add(transaction, {like.item.job, like.item.brand, like.content, to});
    });
}

void InvoiceEditor::startVoiding()
{
    const payments::Balance& balance = m_account->balance;
    const QString rest = words::amount(balance.total - balance.credited, balance.currency);
    QString details = tr("An issued invoice is never deleted: a credit note over %1 with a number of its own "
                         "gives back all that is left of it. Clients see both.")
                          .arg(rest);
    if (balance.paid > 0)
        details += u"\n\n"_s + tr("%1 was paid. It becomes credit: refund it, or put it towards another "
                                  "invoice, on the Payments page.")
                                   .arg(words::amount(balance.paid, balance.currency));
    foyer::ask(
        this,
        {windowTitle(), tr("Void invoice %1?").arg(m_invoice->item.number), details, tr("&Void It"),
         Question::Weight::Dangerous},
        this, [this] {
            m_database.writeLater(
                Actor::studio(), this,
                [item = m_invoice->item, to = recipients()](Transaction& transaction) -> Result<ItemId> {
                    auto content = invoices::creditNoteFor(transaction, item.id);
                    if (!content)
                        return fail(content.error());
                    return invoices::add(transaction, {item.job, item.brand, std::move(*content), to});
                },
                [this](const Result<ItemId>& made) {
                    if (made)
                        voidNow(*made);
                    else
                        sayFailure(tr("It was not voided."), made.error());
                });
        });
}

void InvoiceEditor::voidNow(ItemId creditNote)
{
    say(tr("Issuing the credit note…"));
    m_issuing.issue(
        creditNote, recipients(), [this, creditNote](const Result<InvoiceIssuing::Issued>& result) {
            load();
            if (result)
                return say(tr("Void by credit note %1.").arg(result->number));
            sayFailure(tr("It was not voided: the credit note is a draft still."), result.error());
            Q_EMIT invoiceWanted(creditNote);
        });
    showActions();
}

} // namespace foyer
