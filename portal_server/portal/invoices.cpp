// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/invoices.h"

#include "app/brands/brand_store.h"
#include "app/invoices/e_invoice/invoice_pdf.h"
#include "app/invoices/e_invoice/ubl.h"
#include "app/invoices/invoice_sheet.h"
#include "app/items/item_store.h"
#include "app/payments/card_desk.h"
#include "app/payments/receipt_sheet.h"
#include "portal_server/portal/invoice_view.h"
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

std::vector<View> receiptLines(const print::ReceiptSheet& sheet)
{
    std::vector<View> lines;
    for (const print::ReceiptLine& line : sheet.parts) {
        View view;
        view.text("line_title", line.title)
            .optionalText("line_details", line.details)
            .optionalText("line_open", line.open)
            .text("line_amount", line.amount);
        lines.push_back(std::move(view));
    }
    return lines;
}

/// A receipt this client may have, beside the invoice it hangs below.
struct OwnReceipt
{
    invoices::ShownInvoice invoice;
    ReceiptContent receipt;
};

Result<OwnReceipt> ownReceipt(const Visit& visit)
{
    auto invoice = ownInvoice(visit);
    if (!invoice)
        return fail(invoice.error());
    const auto found = std::find_if(invoice->payments.begin(), invoice->payments.end(), [&](const auto& one) {
        return one.uid == visit.part && one.receipt.has_value();
    });
    if (found == invoice->payments.end())
        return fail(Fault::NotFound, u"There is no such receipt for this contact."_s);
    ReceiptContent receipt = *found->receipt;
    return OwnReceipt{std::move(*invoice), std::move(receipt)};
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

Response showEInvoice(const Visit& visit)
{
    const auto found = ownInvoice(visit);
    if (!found)
        return failurePage(visit, found.error());
    if (!isEInvoiceOffered(found->invoice))
        return notFoundPage(visit);
    auto file = ublOf(found->invoice);
    if (!file)
        return failurePage(visit, file.error());
    Response response;
    response.contentType = "application/xml";
    response.body = std::move(*file);
    QString name = invoicePdfName(found->invoice);
    name.replace(".pdf"_L1, ".xml"_L1);
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name.toLatin1() + '"');
    return response;
}

Response showReceipt(const Visit& visit)
{
    const auto found = ownReceipt(visit);
    if (!found)
        return failurePage(visit, found.error());
    const print::ReceiptSheet sheet = sheetOf(found->receipt, found->invoice.language);
    print::Facts facts = sheet.facts;
    for (const QString& payer : sheet.to)
        facts.emplace_back(u"From"_s, payer);
    View view = baseView(visit);
    view.text("receipt_amount", sheet.amount)
        .list(
            "from_lines",
            textViews(partyLines(found->invoice.invoice.seller, found->invoice.invoice.seller), "from_line"))
        .list("facts", factViews(facts))
        .list("lines", receiptLines(sheet))
        .list("totals", totalViews(sheet.totals))
        .text("pdf_url",
              itemUrl(visit, ItemKind::Invoice, visit.argument) + u"/receipts/"_s + visit.part + u"/pdf"_s)
        .text("invoice_url", itemUrl(visit, ItemKind::Invoice, visit.argument))
        .text("invoice_number", found->invoice.invoice.number);
    return page(visit, u"receipt"_s, std::move(view));
}

Response showReceiptPdf(const Visit& visit)
{
    const auto found = ownReceipt(visit);
    if (!found)
        return failurePage(visit, found.error());
    const auto brand = visit.studio.read(
        [&](const Snapshot& snapshot) { return brands::find(snapshot, found->invoice.shown.item.brand); });
    if (!brand)
        return failurePage(visit, brand.error());
    const auto pdf = receiptPdf(found->receipt, brand->details, imprintOf(found->invoice.invoice.seller));
    if (!pdf)
        return failurePage(visit, pdf.error());
    return pdfResponse(*pdf, u"receipt %1"_s.arg(found->invoice.invoice.number));
}

} // namespace foyer::web
