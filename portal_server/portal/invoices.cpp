// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/invoices.h"

#include "app/items/item_store.h"
#include "app/payments/card_desk.h"
#include "portal_server/portal/invoice_view.h"
#include "portal_server/portal/invoice_words.h"
#include "portal_server/portal/item_pages.h"
#include "portal_server/portal/sheet_view.h"

#include <algorithm>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

/// Whether the brand takes cards and the keys of its gateway are there.
bool takesCards(const Visit& visit, const invoices::ShownInvoice& invoice)
{
    const BillingDetails& billing = invoice.billing;
    return billing.takesCards && !billing.stripeAccount.isEmpty() &&
           (!visit.cards || visit.cards->hasKey(invoice.shown.item.brand));
}

std::vector<View> receiptLines(const InvoiceWords& words, const ReceiptContent& receipt)
{
    std::vector<View> lines;
    for (const ReceiptContent::Line& line : receipt.lines) {
        View view;
        view.text("line_number", line.invoiceNumber)
            .text("line_title", line.title)
            .text("line_amount", words.money(line.amount))
            .text("line_open", words.money(line.openAfter));
        lines.push_back(std::move(view));
    }
    return lines;
}

} // namespace

Result<invoices::ShownInvoice> ownInvoice(const Visit& visit)
{
    return visit.studio.read(
        [&](const Snapshot& snapshot) { return invoices::find(snapshot, viewerOf(visit), visit.argument); });
}

QString seenBalance(const payments::Balance& balance, QDate today)
{
    return u"%1-%2"_s.arg(balance.open()).arg(balance.dueNext(today));
}

Response invoicePage(const Visit& visit, const invoices::ShownInvoice& invoice, const PayAside& aside)
{
    View view = baseView(visit);
    describeInvoice(view, visit, invoice, aside, takesCards(visit, invoice));
    return page(visit, u"invoice"_s, std::move(view), aside.status);
}

Response showInvoice(const Visit& visit)
{
    const auto invoice = ownInvoice(visit);
    return invoice ? invoicePage(visit, *invoice) : failurePage(visit, invoice.error());
}

Response showInvoicePdf(const Visit& visit)
{
    struct Stored
    {
        Item item;
        QByteArray pdf;
    };
    const auto stored = visit.studio.read([&](const Snapshot& snapshot) -> Result<Stored> {
        auto shown = items::find(snapshot, viewerOf(visit), ItemKind::Invoice, visit.argument);
        if (!shown)
            return fail(shown.error());
        if (!shown->item.current)
            return fail(Fault::Storage,
                        u"Invoice %1 was issued, but has no version."_s.arg(shown->item.id.row()));
        auto pdf = items::pdfOf(snapshot, *shown->item.current);
        if (!pdf)
            return fail(pdf.error());
        return Stored{std::move(shown->item), std::move(*pdf)};
    });
    if (!stored)
        return failurePage(visit, stored.error());
    return pdfResponse(stored->pdf, stored->item.number + u' ' + stored->item.title);
}

Response showReceipt(const Visit& visit)
{
    const auto invoice = ownInvoice(visit);
    if (!invoice)
        return failurePage(visit, invoice.error());
    const auto found = std::find_if(invoice->payments.begin(), invoice->payments.end(), [&](const auto& one) {
        return one.uid == visit.part && one.receipt.has_value();
    });
    if (found == invoice->payments.end())
        return notFoundPage(visit);
    const ReceiptContent& receipt = *found->receipt;
    const InvoiceWords words{*invoice, toLocal(visit.studio.now()).date()};
    print::Facts facts{{u"Received on"_s, words.day(receipt.day)},
                       {u"Way of payment"_s, InvoiceWords::wayOf(receipt.method)}};
    if (!receipt.payer.isEmpty())
        facts.emplace_back(u"From"_s, receipt.payer);
    const QString surcharge = receipt.surcharge > 0 ? words.money(receipt.surcharge) : QString{};
    const QString credit = receipt.credit > 0 ? words.money(receipt.credit) : QString{};
    View view = baseView(visit);
    view.text("receipt_amount", words.money(receipt.amount))
        .list("from_lines", textViews(partyLines(invoice->invoice.seller), "from_line"))
        .list("facts", factViews(facts))
        .flag("has_lines", !receipt.lines.empty())
        .list("lines", receiptLines(words, receipt))
        .optionalText("surcharge", surcharge)
        .optionalText("credit", credit)
        .text("invoice_url", itemUrl(visit, ItemKind::Invoice, visit.argument))
        .text("invoice_number", invoice->invoice.number);
    return page(visit, u"receipt"_s, std::move(view));
}

} // namespace foyer::web
