// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/e_invoice/invoice_pdf.h"

#include "app/invoices/e_invoice/cii.h"
#include "app/invoices/e_invoice/e_invoice.h"
#include "app/invoices/invoice_sheet.h"
#include "app/print/pdf_archive.h"
#include "app/print/sheets.h"

#include <QXmlStreamWriter>

#include <array>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString facturXFile = u"factur-x.xml"_s;
const QString pageLanguage = u"en"_s; ///< of the words, as on orders

/// The namespace of Factur-X and its four entries, told to readers that know PDF/A but not Factur-X, as
/// PDF/A wants it for every namespace of somebody's own.
void describeFacturX(QXmlStreamWriter& xml)
{
    const QString rdf = u"http://www.w3.org/1999/02/22-rdf-syntax-ns#"_s;
    const QString extension = u"http://www.aiim.org/pdfa/ns/extension/"_s;
    const QString schema = u"http://www.aiim.org/pdfa/ns/schema#"_s;
    const QString property = u"http://www.aiim.org/pdfa/ns/property#"_s;
    const QString facturX = u"urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"_s;
    struct Entry
    {
        QString name;
        QString value;
        QString meaning;
    };
    const std::array<Entry, 4> entries{
        {{u"DocumentFileName"_s, facturXFile, u"The name of the embedded XML document"_s},
         {u"DocumentType"_s, u"INVOICE"_s, u"The type of the hybrid document in capital letters"_s},
         {u"Version"_s, u"1.0"_s, u"The version of the standard of the embedded XML document"_s},
         {u"ConformanceLevel"_s, u"EN 16931"_s, u"The profile of the embedded XML document"_s}}};

    xml.writeNamespace(facturX, u"fx"_s);
    xml.writeStartElement(rdf, u"Description"_s);
    xml.writeAttribute(rdf, u"about"_s, {});
    for (const Entry& entry : entries)
        xml.writeTextElement(facturX, entry.name, entry.value);
    xml.writeEndElement();

    xml.writeNamespace(extension, u"pdfaExtension"_s);
    xml.writeNamespace(schema, u"pdfaSchema"_s);
    xml.writeNamespace(property, u"pdfaProperty"_s);
    xml.writeStartElement(rdf, u"Description"_s);
    xml.writeAttribute(rdf, u"about"_s, {});
    xml.writeStartElement(extension, u"schemas"_s);
    xml.writeStartElement(rdf, u"Bag"_s);
    xml.writeStartElement(rdf, u"li"_s);
    xml.writeAttribute(rdf, u"parseType"_s, u"Resource"_s);
    xml.writeTextElement(schema, u"schema"_s, u"Factur-X PDFA Extension Schema"_s);
    xml.writeTextElement(schema, u"namespaceURI"_s, facturX);
    xml.writeTextElement(schema, u"prefix"_s, u"fx"_s);
    xml.writeStartElement(schema, u"property"_s);
    xml.writeStartElement(rdf, u"Seq"_s);
    for (const Entry& entry : entries) {
        xml.writeStartElement(rdf, u"li"_s);
        xml.writeAttribute(rdf, u"parseType"_s, u"Resource"_s);
        xml.writeTextElement(property, u"name"_s, entry.name);
        xml.writeTextElement(property, u"valueType"_s, u"Text"_s);
        xml.writeTextElement(property, u"category"_s, u"external"_s);
        xml.writeTextElement(property, u"description"_s, entry.meaning);
        xml.writeEndElement();
    }
    for (int open = 0; open < 6; ++open) // Seq, property, li, Bag, schemas, Description
        xml.writeEndElement();
}

} // namespace

Result<QByteArray> invoicePdf(const IssuedInvoice& invoice, const BrandDetails& brand)
{
    print::InvoiceSheet sheet = sheetOf(invoice, pageLanguage);
    sheet.letterhead = print::letterheadOf(brand);
    sheet.paper = print::paperOf(brand);
    const auto pages = print::invoicePdf(sheet);
    if (!pages)
        return pages;
    print::ArchiveDetails details{
        u"%1 %2"_s.arg(sheet.heading, invoice.number), pageLanguage, invoice.seller.name, {}, {}};
    if (const auto cii = ciiOf(invoice)) {
        details.file = {facturXFile, "text/xml", u"The same %1 for machines"_s.arg(sheet.heading.toLower()),
                        invoice.day, *cii};
        details.describe = describeFacturX;
    }
    return print::archivedPdf(*pages, details);
}

QString invoicePdfName(const IssuedInvoice& invoice)
{
    QString name = eInvoiceFileName(invoice);
    name.chop(4); // ".xml"
    return name + u".pdf"_s;
}

} // namespace foyer
