// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/e_invoice/cii.h"

#include "app/invoices/e_invoice/e_invoice.h"
#include "app/invoices/e_invoice/xml_elements.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString yearMonthDay = u"102"_s; ///< UNTDID 2379

class CiiWriter
{
public:
    CiiWriter(const EInvoice& invoice, QByteArray& bytes)
        : m_invoice{invoice}
        , m_xml{bytes}
    {
    }

    void write()
    {
        m_xml.begin(u"rsm:CrossIndustryInvoice"_s);
        m_xml.declare(u"rsm"_s, u"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"_s);
        m_xml.declare(
            u"ram"_s,
            u"urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"_s);
        m_xml.declare(u"qdt"_s, u"urn:un:unece:uncefact:data:standard:QualifiedDataType:100"_s);
        m_xml.declare(u"udt"_s, u"urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"_s);
        m_xml.within(u"rsm:ExchangedDocumentContext"_s, [this] {
            m_xml.within(u"ram:GuidelineSpecifiedDocumentContextParameter"_s,
                         [this] { m_xml.text(u"ram:ID"_s, u"urn:cen.eu:en16931:2017"_s); });
        });
        m_xml.within(u"rsm:ExchangedDocument"_s, [this] {
            m_xml.text(u"ram:ID"_s, m_invoice.number);
            m_xml.text(u"ram:TypeCode"_s, m_invoice.isCreditNote ? u"381"_s : u"380"_s);
            day(u"ram:IssueDateTime"_s, m_invoice.day);
            for (const QString& note : m_invoice.notes)
                m_xml.within(u"ram:IncludedNote"_s, [&] { m_xml.text(u"ram:Content"_s, note); });
        });
        m_xml.begin(u"rsm:SupplyChainTradeTransaction"_s);
        int number = 0;
        for (const EInvoiceLine& one : m_invoice.lines)
            line(one, ++number);
        agreement();
        m_xml.within(u"ram:ApplicableHeaderTradeDelivery"_s, [this] {
            if (m_invoice.serviceDay.isValid())
                m_xml.within(u"ram:ActualDeliverySupplyChainEvent"_s,
                             [this] { day(u"ram:OccurrenceDateTime"_s, m_invoice.serviceDay); });
        });
        settlement();
        m_xml.end();
        m_xml.end();
        m_xml.finish();
    }

private:
    QString amount(qint64 minor) const { return amountText(minor, m_invoice.currency); }

    void day(const QString& name, QDate value, const QString& type = u"udt:DateTimeString"_s)
    {
        m_xml.within(name, [&] {
            m_xml.text(type, value.toString(u"yyyyMMdd"_s), {{u"format"_s, yearMonthDay}});
        });
    }

    void rate(const EInvoiceTax& tax)
    {
        if (tax.category != TaxCategory::OutsideScope)
            m_xml.text(u"ram:RateApplicablePercent"_s, milliText(tax.milliPercent));
    }

    void allowance(const EInvoiceAllowance& value, const EInvoiceTax* tax)
    {
        m_xml.within(u"ram:SpecifiedTradeAllowanceCharge"_s, [&] {
            m_xml.within(u"ram:ChargeIndicator"_s, [this] { m_xml.text(u"udt:Indicator"_s, u"false"_s); });
            if (value.milliPercent != 0)
                m_xml.text(u"ram:CalculationPercent"_s, milliText(value.milliPercent));
            if (value.base)
                m_xml.text(u"ram:BasisAmount"_s, amount(*value.base));
            m_xml.text(u"ram:ActualAmount"_s, amount(value.amount));
            m_xml.text(u"ram:ReasonCode"_s, u"95"_s); // UNTDID 5189: discount
            m_xml.text(u"ram:Reason"_s, value.reason);
            if (!tax)
                return;
            m_xml.within(u"ram:CategoryTradeTax"_s, [&] {
                m_xml.text(u"ram:TypeCode"_s, u"VAT"_s);
                m_xml.text(u"ram:CategoryCode"_s, toWord(tax->category));
                rate(*tax);
            });
        });
    }

    void line(const EInvoiceLine& value, int number)
    {
        m_xml.begin(u"ram:IncludedSupplyChainTradeLineItem"_s);
        m_xml.within(u"ram:AssociatedDocumentLineDocument"_s,
                     [&] { m_xml.text(u"ram:LineID"_s, QString::number(number)); });
        m_xml.within(u"ram:SpecifiedTradeProduct"_s, [&] {
            m_xml.text(u"ram:Name"_s, value.name);
            m_xml.text(u"ram:Description"_s, value.description);
        });
        m_xml.within(u"ram:SpecifiedLineTradeAgreement"_s, [&] {
            m_xml.within(u"ram:NetPriceProductTradePrice"_s, [&] {
                m_xml.text(u"ram:ChargeAmount"_s, plainDecimal(value.price, m_invoice.currency.exponent()));
                if (value.priceMilliQuantity > 0)
                    m_xml.text(u"ram:BasisQuantity"_s, milliText(value.priceMilliQuantity),
                               {{u"unitCode"_s, value.unit}});
            });
        });
        m_xml.within(u"ram:SpecifiedLineTradeDelivery"_s, [&] {
            m_xml.text(u"ram:BilledQuantity"_s, milliText(value.milliQuantity),
                       {{u"unitCode"_s, value.unit}});
        });
        m_xml.within(u"ram:SpecifiedLineTradeSettlement"_s, [&] {
            m_xml.within(u"ram:ApplicableTradeTax"_s, [&] {
                m_xml.text(u"ram:TypeCode"_s, u"VAT"_s);
                m_xml.text(u"ram:CategoryCode"_s, toWord(value.tax.category));
                rate(value.tax);
            });
            if (value.allowance)
                allowance(*value.allowance, nullptr);
            m_xml.within(u"ram:SpecifiedTradeSettlementLineMonetarySummation"_s,
                         [&] { m_xml.text(u"ram:LineTotalAmount"_s, amount(value.net)); });
        });
        m_xml.end();
    }

    void party(const EInvoiceParty& value, bool isSeller)
    {
        m_xml.text(u"ram:ID"_s, value.identifier);
        m_xml.text(u"ram:Name"_s, value.name);
        if (!value.contactName.isEmpty() || !value.phone.isEmpty() || (isSeller && !value.email.isEmpty())) {
            m_xml.within(u"ram:DefinedTradeContact"_s, [&] {
                m_xml.text(u"ram:PersonName"_s, value.contactName);
                if (!value.phone.isEmpty())
                    m_xml.within(u"ram:TelephoneUniversalCommunication"_s,
                                 [&] { m_xml.text(u"ram:CompleteNumber"_s, value.phone); });
                if (!value.email.isEmpty())
                    m_xml.within(u"ram:EmailURIUniversalCommunication"_s,
                                 [&] { m_xml.text(u"ram:URIID"_s, value.email); });
            });
        }
        m_xml.within(u"ram:PostalTradeAddress"_s, [&] {
            m_xml.text(u"ram:PostcodeCode"_s, value.postalCode);
            m_xml.text(u"ram:LineOne"_s, value.street.value(0));
            m_xml.text(u"ram:LineTwo"_s, value.street.value(1));
            m_xml.text(u"ram:LineThree"_s, value.street.value(2));
            m_xml.text(u"ram:CityName"_s, value.city);
            m_xml.text(u"ram:CountryID"_s, value.country);
            m_xml.text(u"ram:CountrySubDivisionName"_s, value.region);
        });
        if (!value.email.isEmpty())
            m_xml.within(u"ram:URIUniversalCommunication"_s, [&] {
                m_xml.text(u"ram:URIID"_s, value.email, {{u"schemeID"_s, u"EM"_s}});
            });
        for (const auto& [id, scheme] :
             {std::pair{value.vatId, u"VA"_s}, std::pair{value.taxNumber, u"FC"_s}}) {
            if (!id.isEmpty() && (isSeller || scheme == "VA"_L1))
                m_xml.within(u"ram:SpecifiedTaxRegistration"_s, [&] {
                    m_xml.text(u"ram:ID"_s, id, {{u"schemeID"_s, scheme}});
                });
        }
    }

    void agreement()
    {
        m_xml.within(u"ram:ApplicableHeaderTradeAgreement"_s, [this] {
            m_xml.text(u"ram:BuyerReference"_s, m_invoice.buyerReference);
            m_xml.within(u"ram:SellerTradeParty"_s, [this] { party(m_invoice.seller, true); });
            m_xml.within(u"ram:BuyerTradeParty"_s, [this] { party(m_invoice.buyer, false); });
        });
    }

    void paymentMeans()
    {
        if (m_invoice.transfer.iban.isEmpty())
            return;
        m_xml.within(u"ram:SpecifiedTradeSettlementPaymentMeans"_s, [this] {
            m_xml.text(u"ram:TypeCode"_s, m_invoice.isSepa ? u"58"_s : u"30"_s);
            m_xml.within(u"ram:PayeePartyCreditorFinancialAccount"_s, [this] {
                m_xml.text(u"ram:IBANID"_s, m_invoice.transfer.iban);
                m_xml.text(u"ram:AccountName"_s, m_invoice.accountHolder);
            });
            if (!m_invoice.transfer.bic.isEmpty())
                m_xml.within(u"ram:PayeeSpecifiedCreditorFinancialInstitution"_s,
                             [this] { m_xml.text(u"ram:BICID"_s, m_invoice.transfer.bic); });
        });
    }

    void settlement()
    {
        m_xml.begin(u"ram:ApplicableHeaderTradeSettlement"_s);
        m_xml.text(u"ram:PaymentReference"_s, xmlText(m_invoice.transfer.reference));
        m_xml.text(u"ram:InvoiceCurrencyCode"_s, m_invoice.currency.code());
        paymentMeans();
        for (const EInvoiceTaxGroup& group : m_invoice.taxes) {
            m_xml.within(u"ram:ApplicableTradeTax"_s, [&] {
                m_xml.text(u"ram:CalculatedAmount"_s, amount(group.amount));
                m_xml.text(u"ram:TypeCode"_s, u"VAT"_s);
                m_xml.text(u"ram:ExemptionReason"_s, group.tax.reason);
                m_xml.text(u"ram:BasisAmount"_s, amount(group.taxable));
                m_xml.text(u"ram:CategoryCode"_s, toWord(group.tax.category));
                m_xml.text(u"ram:ExemptionReasonCode"_s, group.tax.reasonCode);
                rate(group.tax);
            });
        }
        for (const EInvoiceTaxGroup& group : m_invoice.taxes) {
            if (group.allowance != 0)
                allowance({group.allowance, {}, 0, m_invoice.allowanceReason}, &group.tax);
        }
        m_xml.within(u"ram:SpecifiedTradePaymentTerms"_s, [this] {
            m_xml.text(u"ram:Description"_s, m_invoice.terms);
            if (m_invoice.due.isValid())
                day(u"ram:DueDateDateTime"_s, m_invoice.due);
        });
        sums();
        if (m_invoice.isCreditNote && !m_invoice.credits.number.isEmpty())
            m_xml.within(u"ram:InvoiceReferencedDocument"_s, [this] {
                m_xml.text(u"ram:IssuerAssignedID"_s, xmlText(m_invoice.credits.number));
                if (m_invoice.credits.day.isValid())
                    day(u"ram:FormattedIssueDateTime"_s, m_invoice.credits.day, u"qdt:DateTimeString"_s);
            });
        m_xml.end();
    }

    void sums()
    {
        const OrderTotals& totals = m_invoice.totals;
        m_xml.within(u"ram:SpecifiedTradeSettlementHeaderMonetarySummation"_s, [&] {
            m_xml.text(u"ram:LineTotalAmount"_s, amount(totals.lineNet));
            m_xml.text(u"ram:AllowanceTotalAmount"_s, amount(totals.allowance));
            m_xml.text(u"ram:TaxBasisTotalAmount"_s, amount(totals.withoutTax));
            m_xml.text(u"ram:TaxTotalAmount"_s, amount(totals.tax),
                       {{u"currencyID"_s, m_invoice.currency.code()}});
            if (totals.rounding != 0)
                m_xml.text(u"ram:RoundingAmount"_s, amount(totals.rounding));
            m_xml.text(u"ram:GrandTotalAmount"_s, amount(totals.withTax));
            m_xml.text(u"ram:TotalPrepaidAmount"_s, amount(0));
            m_xml.text(u"ram:DuePayableAmount"_s, amount(totals.payable));
        });
    }

    const EInvoice& m_invoice;
    XmlElements m_xml;
};

} // namespace

Result<QByteArray> ciiOf(const IssuedInvoice& invoice)
{
    const auto values = eInvoiceOf(invoice);
    if (!values)
        return fail(values.error());
    QByteArray bytes;
    CiiWriter{*values, bytes}.write();
    return bytes;
}

} // namespace foyer
