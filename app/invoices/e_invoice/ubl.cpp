// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/e_invoice/ubl.h"

#include "app/invoices/e_invoice/e_invoice.h"
#include "app/invoices/e_invoice/xml_elements.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString specification = u"urn:cen.eu:en16931:2017"_s;
const QString xRechnung = u"#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"_s;
const QString billing = u"urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"_s;

class UblWriter
{
public:
    UblWriter(const EInvoice& invoice, QByteArray& bytes)
        : m_invoice{invoice}
        , m_kind{invoice.isCreditNote ? u"CreditNote"_s : u"Invoice"_s}
        , m_xml{bytes}
    {
    }

    void write()
    {
        m_xml.begin(m_kind);
        m_xml.declare({}, u"urn:oasis:names:specification:ubl:schema:xsd:%1-2"_s.arg(m_kind));
        m_xml.declare(u"cac"_s,
                      u"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"_s);
        m_xml.declare(u"cbc"_s, u"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"_s);
        head();
        m_xml.within(u"cac:AccountingSupplierParty"_s, [this] { party(m_invoice.seller, true); });
        m_xml.within(u"cac:AccountingCustomerParty"_s, [this] { party(m_invoice.buyer, false); });
        if (m_invoice.serviceDay.isValid())
            m_xml.within(u"cac:Delivery"_s,
                         [this] { day(u"cbc:ActualDeliveryDate"_s, m_invoice.serviceDay); });
        paymentMeans();
        m_xml.within(u"cac:PaymentTerms"_s, [this] { m_xml.text(u"cbc:Note"_s, m_invoice.terms); });
        for (const EInvoiceTaxGroup& group : m_invoice.taxes) {
            if (group.allowance != 0)
                allowance({group.allowance, {}, 0, m_invoice.allowanceReason}, &group.tax);
        }
        sums();
        int number = 0;
        for (const EInvoiceLine& one : m_invoice.lines)
            line(one, ++number);
        m_xml.end();
        m_xml.finish();
    }

private:
    void amount(const QString& name, qint64 minor)
    {
        m_xml.text(name, amountText(minor, m_invoice.currency),
                   {{u"currencyID"_s, m_invoice.currency.code()}});
    }
    void day(const QString& name, QDate value) { m_xml.text(name, value.toString(Qt::ISODate)); }

    void head()
    {
        m_xml.text(u"cbc:CustomizationID"_s,
                   m_invoice.isXRechnung ? specification + xRechnung : specification);
        if (m_invoice.isXRechnung)
            m_xml.text(u"cbc:ProfileID"_s, billing);
        m_xml.text(u"cbc:ID"_s, m_invoice.number);
        day(u"cbc:IssueDate"_s, m_invoice.day);
        if (!m_invoice.isCreditNote && m_invoice.due.isValid())
            day(u"cbc:DueDate"_s, m_invoice.due);
        m_xml.text(u"cbc:%1TypeCode"_s.arg(m_kind), m_invoice.isCreditNote ? u"381"_s : u"380"_s);
        // BR-CL-08 takes what stands between two # for a code of UNTDID 4451; so one goes before such a text.
        const QString note = m_invoice.notes.join(u"\n\n"_s);
        m_xml.text(u"cbc:Note"_s, note.count(u'#') > 1 ? u"#AAI#"_s + note : note);
        m_xml.text(u"cbc:DocumentCurrencyCode"_s, m_invoice.currency.code());
        m_xml.text(u"cbc:BuyerReference"_s, m_invoice.buyerReference);
        if (m_invoice.isCreditNote && !m_invoice.credits.number.isEmpty())
            m_xml.within(u"cac:BillingReference"_s, [this] {
                m_xml.within(u"cac:InvoiceDocumentReference"_s, [this] {
                    m_xml.text(u"cbc:ID"_s, xmlText(m_invoice.credits.number));
                    if (m_invoice.credits.day.isValid())
                        day(u"cbc:IssueDate"_s, m_invoice.credits.day);
                });
            });
    }

    void taxScheme(const QString& id, const QString& scheme)
    {
        if (id.isEmpty())
            return;
        m_xml.within(u"cac:PartyTaxScheme"_s, [&] {
            m_xml.text(u"cbc:CompanyID"_s, id);
            m_xml.within(u"cac:TaxScheme"_s, [&] { m_xml.text(u"cbc:ID"_s, scheme); });
        });
    }

    void party(const EInvoiceParty& value, bool isSeller)
    {
        m_xml.begin(u"cac:Party"_s);
        m_xml.text(u"cbc:EndpointID"_s, value.email, {{u"schemeID"_s, u"EM"_s}});
        if (!value.identifier.isEmpty())
            m_xml.within(u"cac:PartyIdentification"_s, [&] { m_xml.text(u"cbc:ID"_s, value.identifier); });
        m_xml.within(u"cac:PostalAddress"_s, [&] {
            m_xml.text(u"cbc:StreetName"_s, value.street.value(0));
            m_xml.text(u"cbc:AdditionalStreetName"_s, value.street.value(1));
            m_xml.text(u"cbc:CityName"_s, value.city);
            m_xml.text(u"cbc:PostalZone"_s, value.postalCode);
            m_xml.text(u"cbc:CountrySubentity"_s, value.region);
            if (value.street.size() > 2)
                m_xml.within(u"cac:AddressLine"_s, [&] { m_xml.text(u"cbc:Line"_s, value.street[2]); });
            m_xml.within(u"cac:Country"_s, [&] { m_xml.text(u"cbc:IdentificationCode"_s, value.country); });
        });
        taxScheme(value.vatId, u"VAT"_s);
        if (isSeller)
            taxScheme(value.taxNumber, u"FC"_s);
        m_xml.within(u"cac:PartyLegalEntity"_s, [&] { m_xml.text(u"cbc:RegistrationName"_s, value.name); });
        if (!value.contactName.isEmpty() || !value.phone.isEmpty() || (isSeller && !value.email.isEmpty())) {
            m_xml.within(u"cac:Contact"_s, [&] {
                m_xml.text(u"cbc:Name"_s, value.contactName);
                m_xml.text(u"cbc:Telephone"_s, value.phone);
                m_xml.text(u"cbc:ElectronicMail"_s, value.email);
            });
        }
        m_xml.end();
    }

    void paymentMeans()
    {
        if (m_invoice.transfer.iban.isEmpty())
            return;
        m_xml.within(u"cac:PaymentMeans"_s, [this] {
            m_xml.text(u"cbc:PaymentMeansCode"_s, m_invoice.isSepa ? u"58"_s : u"30"_s);
            m_xml.text(u"cbc:PaymentID"_s, xmlText(m_invoice.transfer.reference));
            m_xml.within(u"cac:PayeeFinancialAccount"_s, [this] {
                m_xml.text(u"cbc:ID"_s, m_invoice.transfer.iban);
                m_xml.text(u"cbc:Name"_s, m_invoice.accountHolder);
                if (!m_invoice.transfer.bic.isEmpty())
                    m_xml.within(u"cac:FinancialInstitutionBranch"_s,
                                 [this] { m_xml.text(u"cbc:ID"_s, m_invoice.transfer.bic); });
            });
        });
    }

    void allowance(const EInvoiceAllowance& value, const EInvoiceTax* tax)
    {
        m_xml.within(u"cac:AllowanceCharge"_s, [&] {
            m_xml.text(u"cbc:ChargeIndicator"_s, u"false"_s);
            m_xml.text(u"cbc:AllowanceChargeReasonCode"_s, u"95"_s); // UNTDID 5189: discount
            m_xml.text(u"cbc:AllowanceChargeReason"_s, value.reason);
            if (value.milliPercent != 0)
                m_xml.text(u"cbc:MultiplierFactorNumeric"_s, milliText(value.milliPercent));
            amount(u"cbc:Amount"_s, value.amount);
            if (value.base)
                amount(u"cbc:BaseAmount"_s, *value.base);
            if (tax)
                taxCategory(u"cac:TaxCategory"_s, *tax);
        });
    }

    void taxCategory(const QString& name, const EInvoiceTax& tax)
    {
        m_xml.within(name, [&] {
            m_xml.text(u"cbc:ID"_s, toWord(tax.category));
            if (tax.category != TaxCategory::OutsideScope)
                m_xml.text(u"cbc:Percent"_s, milliText(tax.milliPercent));
            m_xml.within(u"cac:TaxScheme"_s, [this] { m_xml.text(u"cbc:ID"_s, u"VAT"_s); });
        });
    }

    void breakdown(const EInvoiceTaxGroup& group)
    {
        m_xml.within(u"cac:TaxSubtotal"_s, [&] {
            amount(u"cbc:TaxableAmount"_s, group.taxable);
            amount(u"cbc:TaxAmount"_s, group.amount);
            m_xml.within(u"cac:TaxCategory"_s, [&] {
                m_xml.text(u"cbc:ID"_s, toWord(group.tax.category));
                if (group.tax.category != TaxCategory::OutsideScope)
                    m_xml.text(u"cbc:Percent"_s, milliText(group.tax.milliPercent));
                m_xml.text(u"cbc:TaxExemptionReasonCode"_s, group.tax.reasonCode);
                m_xml.text(u"cbc:TaxExemptionReason"_s, group.tax.reason);
                m_xml.within(u"cac:TaxScheme"_s, [this] { m_xml.text(u"cbc:ID"_s, u"VAT"_s); });
            });
        });
    }

    void sums()
    {
        const OrderTotals& totals = m_invoice.totals;
        m_xml.within(u"cac:TaxTotal"_s, [&] {
            amount(u"cbc:TaxAmount"_s, totals.tax);
            for (const EInvoiceTaxGroup& group : m_invoice.taxes)
                breakdown(group);
        });
        m_xml.within(u"cac:LegalMonetaryTotal"_s, [&] {
            amount(u"cbc:LineExtensionAmount"_s, totals.lineNet);
            amount(u"cbc:TaxExclusiveAmount"_s, totals.withoutTax);
            amount(u"cbc:TaxInclusiveAmount"_s, totals.withTax);
            amount(u"cbc:AllowanceTotalAmount"_s, totals.allowance);
            amount(u"cbc:PrepaidAmount"_s, 0);
            if (totals.rounding != 0)
                amount(u"cbc:PayableRoundingAmount"_s, totals.rounding);
            amount(u"cbc:PayableAmount"_s, totals.payable);
        });
    }

    void line(const EInvoiceLine& value, int number)
    {
        m_xml.begin(u"cac:%1Line"_s.arg(m_kind));
        m_xml.text(u"cbc:ID"_s, QString::number(number));
        m_xml.text(m_invoice.isCreditNote ? u"cbc:CreditedQuantity"_s : u"cbc:InvoicedQuantity"_s,
                   milliText(value.milliQuantity), {{u"unitCode"_s, value.unit}});
        amount(u"cbc:LineExtensionAmount"_s, value.net);
        if (value.allowance)
            allowance(*value.allowance, nullptr);
        m_xml.within(u"cac:Item"_s, [&] {
            m_xml.text(u"cbc:Description"_s, value.description);
            m_xml.text(u"cbc:Name"_s, value.name);
            taxCategory(u"cac:ClassifiedTaxCategory"_s, value.tax);
        });
        m_xml.within(u"cac:Price"_s, [&] {
            m_xml.text(u"cbc:PriceAmount"_s, plainDecimal(value.price, m_invoice.currency.exponent()),
                       {{u"currencyID"_s, m_invoice.currency.code()}});
            if (value.priceMilliQuantity > 0)
                m_xml.text(u"cbc:BaseQuantity"_s, milliText(value.priceMilliQuantity),
                           {{u"unitCode"_s, value.unit}});
        });
        m_xml.end();
    }

    const EInvoice& m_invoice;
    const QString m_kind;
    XmlElements m_xml;
};

} // namespace

Result<QByteArray> ublOf(const IssuedInvoice& invoice)
{
    const auto values = eInvoiceOf(invoice);
    if (!values)
        return fail(values.error());
    QByteArray bytes;
    UblWriter{*values, bytes}.write();
    return bytes;
}

} // namespace foyer
