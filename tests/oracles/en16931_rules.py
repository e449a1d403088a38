# SPDX-License-Identifier: GPL-3.0-or-later
"""The business rules of EN 16931-1, written from the standard's sentences and not from ours or anybody's code.

read(path) brings an e-invoice of either syntax into one form by business terms (BT); broken(invoice) names the rules
that it breaks. Rules about terms that Foyer never writes (charges, payees, tax representatives, direct debit,
attachments, other currencies for tax) are left out, and so are the lists of codes but for those we use.
"""

import re
import xml.etree.ElementTree as ElementTree
from decimal import Decimal

CII = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
}
UBL = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
UNITS = {"C62", "HUR", "MIN", "DAY", "WEE", "MON", "ANN", "KMT", "SMI", "MTR", "CMT", "MTK", "KGM", "SET", "PR", "DZN",
         "P1"}
WITHOUT_RATE = {"Z", "E", "AE"}

# The sequences of UBL 2.1 among the elements that occur here; those not listed have one child, or any order.
UBL_ORDER = {
    "Invoice": "CustomizationID ProfileID ID IssueDate DueDate InvoiceTypeCode Note DocumentCurrencyCode BuyerReference "
               "BillingReference AccountingSupplierParty AccountingCustomerParty Delivery PaymentMeans PaymentTerms "
               "AllowanceCharge TaxTotal LegalMonetaryTotal InvoiceLine",
    "CreditNote": "CustomizationID ProfileID ID IssueDate CreditNoteTypeCode Note DocumentCurrencyCode BuyerReference "
                  "BillingReference AccountingSupplierParty AccountingCustomerParty Delivery PaymentMeans PaymentTerms "
                  "AllowanceCharge TaxTotal LegalMonetaryTotal CreditNoteLine",
    "Party": "EndpointID PartyIdentification PartyName PostalAddress PartyTaxScheme PartyLegalEntity Contact",
    "PostalAddress": "StreetName AdditionalStreetName CityName PostalZone CountrySubentity AddressLine Country",
    "PartyTaxScheme": "CompanyID TaxScheme",
    "Contact": "Name Telephone ElectronicMail",
    "PaymentMeans": "PaymentMeansCode PaymentID PayeeFinancialAccount",
    "PayeeFinancialAccount": "ID Name FinancialInstitutionBranch",
    "AllowanceCharge": "ChargeIndicator AllowanceChargeReasonCode AllowanceChargeReason MultiplierFactorNumeric Amount "
                       "BaseAmount TaxCategory",
    "TaxTotal": "TaxAmount TaxSubtotal",
    "TaxSubtotal": "TaxableAmount TaxAmount TaxCategory",
    "TaxCategory": "ID Percent TaxExemptionReasonCode TaxExemptionReason TaxScheme",
    "ClassifiedTaxCategory": "ID Percent TaxScheme",
    "LegalMonetaryTotal": "LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount AllowanceTotalAmount PrepaidAmount "
                          "PayableRoundingAmount PayableAmount",
    "InvoiceLine": "ID InvoicedQuantity LineExtensionAmount AllowanceCharge Item Price",
    "CreditNoteLine": "ID CreditedQuantity LineExtensionAmount AllowanceCharge Item Price",
    "Item": "Description Name ClassifiedTaxCategory",
    "Price": "PriceAmount BaseQuantity",
    "InvoiceDocumentReference": "ID IssueDate",
}


def local(element):
    return element.tag.rsplit("}", 1)[-1]


class Node:
    """An element that is asked by paths; nothing is None, and several are a list."""

    def __init__(self, element, names):
        self.element = element
        self.names = names

    def text(self, path):
        found = self.element.find(path, self.names)
        return None if found is None else (found.text or "").strip()

    def number(self, path):
        text = self.text(path)
        return None if text is None else Decimal(text)

    def attribute(self, path, name):
        found = self.element.find(path, self.names)
        return None if found is None else found.get(name)

    def all(self, path):
        return [Node(one, self.names) for one in self.element.findall(path, self.names)]

    def has(self, path):
        return self.element.find(path, self.names) is not None


def day_of_cii(text):
    return text and f"{text[:4]}-{text[4:6]}-{text[6:]}"


def cii_tax(node, path):
    tax = {"category": node.text(f"{path}/ram:CategoryCode"), "rate": node.number(f"{path}/ram:RateApplicablePercent"),
           "type": node.text(f"{path}/ram:TypeCode")}
    return tax


def cii_allowances(node, path):
    return [{"isCharge": one.text("ram:ChargeIndicator/udt:Indicator") != "false",
             "amount": one.number("ram:ActualAmount"), "base": one.number("ram:BasisAmount"),
             "percent": one.number("ram:CalculationPercent"), "reason": one.text("ram:Reason"),
             "code": one.text("ram:ReasonCode"), **cii_tax(one, "ram:CategoryTradeTax")} for one in node.all(path)]


def cii_party(node, path):
    party = Node(node.element.find(path, CII), CII)
    ids = {one.attribute("ram:ID", "schemeID"): one.text("ram:ID") for one in party.all("ram:SpecifiedTaxRegistration")}
    return {"name": party.text("ram:Name"), "id": party.text("ram:ID"), "vatId": ids.get("VA"), "taxNumber": ids.get("FC"),
            "hasAddress": party.has("ram:PostalTradeAddress"),
            "country": party.text("ram:PostalTradeAddress/ram:CountryID"),
            "city": party.text("ram:PostalTradeAddress/ram:CityName"),
            "postalCode": party.text("ram:PostalTradeAddress/ram:PostcodeCode"),
            "endpoint": party.text("ram:URIUniversalCommunication/ram:URIID"),
            "endpointScheme": party.attribute("ram:URIUniversalCommunication/ram:URIID", "schemeID")}


def read_cii(root):
    node = Node(root, CII)
    deal = "rsm:SupplyChainTradeTransaction"
    paid = f"{deal}/ram:ApplicableHeaderTradeSettlement"
    sums = f"{paid}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
    means = f"{paid}/ram:SpecifiedTradeSettlementPaymentMeans"
    line_tax = "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax"
    price = "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice"
    return {
        "syntax": "CII",
        "specification": node.text("rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"),
        "number": node.text("rsm:ExchangedDocument/ram:ID"),
        "type": node.text("rsm:ExchangedDocument/ram:TypeCode"),
        "day": day_of_cii(node.text("rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString")),
        "currency": node.text(f"{paid}/ram:InvoiceCurrencyCode"),
        "buyerReference": node.text(f"{deal}/ram:ApplicableHeaderTradeAgreement/ram:BuyerReference"),
        "seller": cii_party(node, f"{deal}/ram:ApplicableHeaderTradeAgreement/ram:SellerTradeParty"),
        "buyer": cii_party(node, f"{deal}/ram:ApplicableHeaderTradeAgreement/ram:BuyerTradeParty"),
        "serviceDay": day_of_cii(node.text(f"{deal}/ram:ApplicableHeaderTradeDelivery/ram:ActualDeliverySupplyChainEvent/"
                                           "ram:OccurrenceDateTime/udt:DateTimeString")),
        "due": day_of_cii(node.text(f"{paid}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString")),
        "terms": node.text(f"{paid}/ram:SpecifiedTradePaymentTerms/ram:Description"),
        "reference": node.text(f"{paid}/ram:PaymentReference"),
        "means": node.text(f"{means}/ram:TypeCode"),
        "iban": node.text(f"{means}/ram:PayeePartyCreditorFinancialAccount/ram:IBANID"),
        "credits": node.text(f"{paid}/ram:InvoiceReferencedDocument/ram:IssuerAssignedID"),
        "hasCredits": node.has(f"{paid}/ram:InvoiceReferencedDocument"),
        "allowances": cii_allowances(node, f"{paid}/ram:SpecifiedTradeAllowanceCharge"),
        "taxes": [{**cii_tax(one, "."), "taxable": one.number("ram:BasisAmount"),
                   "amount": one.number("ram:CalculatedAmount"), "reason": one.text("ram:ExemptionReason"),
                   "code": one.text("ram:ExemptionReasonCode")} for one in node.all(f"{paid}/ram:ApplicableTradeTax")],
        "lineNet": node.number(f"{sums}/ram:LineTotalAmount"),
        "allowance": node.number(f"{sums}/ram:AllowanceTotalAmount"),
        "withoutTax": node.number(f"{sums}/ram:TaxBasisTotalAmount"),
        "tax": node.number(f"{sums}/ram:TaxTotalAmount"),
        "taxCurrency": node.attribute(f"{sums}/ram:TaxTotalAmount", "currencyID"),
        "withTax": node.number(f"{sums}/ram:GrandTotalAmount"),
        "paid": node.number(f"{sums}/ram:TotalPrepaidAmount"),
        "rounding": node.number(f"{sums}/ram:RoundingAmount"),
        "payable": node.number(f"{sums}/ram:DuePayableAmount"),
        "lines": [{"id": one.text("ram:AssociatedDocumentLineDocument/ram:LineID"),
                   "name": one.text("ram:SpecifiedTradeProduct/ram:Name"),
                   "quantity": one.number("ram:SpecifiedLineTradeDelivery/ram:BilledQuantity"),
                   "unit": one.attribute("ram:SpecifiedLineTradeDelivery/ram:BilledQuantity", "unitCode"),
                   "price": one.number(f"{price}/ram:ChargeAmount"), "priceFor": one.number(f"{price}/ram:BasisQuantity"),
                   "priceUnit": one.attribute(f"{price}/ram:BasisQuantity", "unitCode"),
                   "net": one.number("ram:SpecifiedLineTradeSettlement/"
                                     "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount"),
                   "allowances": cii_allowances(one, "ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeAllowanceCharge"),
                   **cii_tax(one, line_tax)} for one in node.all(f"{deal}/ram:IncludedSupplyChainTradeLineItem")],
    }


def ubl_tax(node, path):
    return {"category": node.text(f"{path}/cbc:ID"), "rate": node.number(f"{path}/cbc:Percent"),
            "type": node.text(f"{path}/cac:TaxScheme/cbc:ID")}


def ubl_allowances(node, path):
    return [{"isCharge": one.text("cbc:ChargeIndicator") != "false", "amount": one.number("cbc:Amount"),
             "base": one.number("cbc:BaseAmount"), "percent": one.number("cbc:MultiplierFactorNumeric"),
             "reason": one.text("cbc:AllowanceChargeReason"), "code": one.text("cbc:AllowanceChargeReasonCode"),
             **ubl_tax(one, "cac:TaxCategory")} for one in node.all(path)]


def ubl_party(node, path):
    party = Node(node.element.find(f"{path}/cac:Party", UBL), UBL)
    ids = {one.text("cac:TaxScheme/cbc:ID"): one.text("cbc:CompanyID") for one in party.all("cac:PartyTaxScheme")}
    return {"name": party.text("cac:PartyLegalEntity/cbc:RegistrationName"),
            "id": party.text("cac:PartyIdentification/cbc:ID"), "vatId": ids.get("VAT"), "taxNumber": ids.get("FC"),
            "hasAddress": party.has("cac:PostalAddress"),
            "country": party.text("cac:PostalAddress/cac:Country/cbc:IdentificationCode"),
            "city": party.text("cac:PostalAddress/cbc:CityName"),
            "postalCode": party.text("cac:PostalAddress/cbc:PostalZone"),
            "endpoint": party.text("cbc:EndpointID"), "endpointScheme": party.attribute("cbc:EndpointID", "schemeID"),
            "contact": [party.text(f"cac:Contact/cbc:{part}") for part in ("Name", "Telephone", "ElectronicMail")]}


def read_ubl(root):
    node = Node(root, UBL)
    kind = local(root)
    quantity = "cbc:InvoicedQuantity" if kind == "Invoice" else "cbc:CreditedQuantity"
    sums = "cac:LegalMonetaryTotal"
    return {
        "syntax": "UBL",
        "specification": node.text("cbc:CustomizationID"),
        "number": node.text("cbc:ID"),
        "type": node.text(f"cbc:{kind}TypeCode"),
        "day": node.text("cbc:IssueDate"),
        "currency": node.text("cbc:DocumentCurrencyCode"),
        "buyerReference": node.text("cbc:BuyerReference"),
        "seller": ubl_party(node, "cac:AccountingSupplierParty"),
        "buyer": ubl_party(node, "cac:AccountingCustomerParty"),
        "serviceDay": node.text("cac:Delivery/cbc:ActualDeliveryDate"),
        "due": node.text("cbc:DueDate"),
        "terms": node.text("cac:PaymentTerms/cbc:Note"),
        "reference": node.text("cac:PaymentMeans/cbc:PaymentID"),
        "means": node.text("cac:PaymentMeans/cbc:PaymentMeansCode"),
        "iban": node.text("cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"),
        "credits": node.text("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"),
        "hasCredits": node.has("cac:BillingReference"),
        "allowances": ubl_allowances(node, "cac:AllowanceCharge"),
        "taxes": [{**ubl_tax(one, "cac:TaxCategory"), "taxable": one.number("cbc:TaxableAmount"),
                   "amount": one.number("cbc:TaxAmount"), "reason": one.text("cac:TaxCategory/cbc:TaxExemptionReason"),
                   "code": one.text("cac:TaxCategory/cbc:TaxExemptionReasonCode")}
                  for one in node.all("cac:TaxTotal/cac:TaxSubtotal")],
        "lineNet": node.number(f"{sums}/cbc:LineExtensionAmount"),
        "allowance": node.number(f"{sums}/cbc:AllowanceTotalAmount"),
        "withoutTax": node.number(f"{sums}/cbc:TaxExclusiveAmount"),
        "tax": node.number("cac:TaxTotal/cbc:TaxAmount"),
        "taxCurrency": node.attribute("cac:TaxTotal/cbc:TaxAmount", "currencyID"),
        "withTax": node.number(f"{sums}/cbc:TaxInclusiveAmount"),
        "paid": node.number(f"{sums}/cbc:PrepaidAmount"),
        "rounding": node.number(f"{sums}/cbc:PayableRoundingAmount"),
        "payable": node.number(f"{sums}/cbc:PayableAmount"),
        "lines": [{"id": one.text("cbc:ID"), "name": one.text("cac:Item/cbc:Name"), "quantity": one.number(quantity),
                   "unit": one.attribute(quantity, "unitCode"), "price": one.number("cac:Price/cbc:PriceAmount"),
                   "priceFor": one.number("cac:Price/cbc:BaseQuantity"),
                   "priceUnit": one.attribute("cac:Price/cbc:BaseQuantity", "unitCode"),
                   "net": one.number("cbc:LineExtensionAmount"),
                   "allowances": ubl_allowances(one, "cac:AllowanceCharge"),
                   **ubl_tax(one, "cac:Item/cac:ClassifiedTaxCategory")} for one in node.all(f"cac:{kind}Line")],
    }


def read(source):
    root = ElementTree.fromstring(source)
    return read_cii(root) if local(root) == "CrossIndustryInvoice" else read_ubl(root)


def shape_problems(source):
    """What an XML Schema or a reader would complain about: empty elements, and in UBL another order or name."""
    problems = []
    root = ElementTree.fromstring(source)
    for element in root.iter():
        name = local(element)
        if len(element) == 0 and not (element.text or "").strip() and name != "ApplicableHeaderTradeDelivery":
            problems.append(f"empty {name}")
        if local(root) == "CrossIndustryInvoice" or name not in UBL_ORDER:
            continue
        order = UBL_ORDER[name].split()
        places = [order.index(local(child)) if local(child) in order else -1 for child in element]
        if -1 in places or places != sorted(places):
            problems.append(f"order in {name}")
        several = {"InvoiceLine", "CreditNoteLine", "AllowanceCharge", "TaxSubtotal", "PartyTaxScheme"}
        names = [local(child) for child in element]
        problems += [f"two {one} in {name}" for one in set(names) if names.count(one) > 1 and one not in several]
    for element in root.iter():
        if local(element) in {"Amount", "TaxAmount", "TaxableAmount", "PriceAmount", "PayableAmount"} and \
                local(root) != "CrossIndustryInvoice" and not element.get("currencyID"):
            problems.append(f"{local(element)} without a currency")
    return problems


def decimals(number):
    return max(0, -number.normalize().as_tuple().exponent)


def rounded(number, places):
    unit = Decimal(1).scaleb(-places)
    sign = -1 if number < 0 else 1
    return sign * ((abs(number) / unit + Decimal("0.5")) // 1) * unit


def of_tax(values, category, rate=None):
    return [one for one in values if one["category"] == category and (rate is None or one["rate"] == rate)]


def vat_rules(invoice, add):
    """BR-S, BR-Z, BR-E, BR-AE, BR-O, each number with the same meaning in every category."""
    seller, buyer = invoice["seller"], invoice["buyer"]
    charged = invoice["lines"] + invoice["allowances"]
    categories = {one["category"] for one in charged} | {tax["category"] for tax in invoice["taxes"]}
    for category in categories:
        groups = of_tax(invoice["taxes"], category)
        one_group = len(groups) >= 1 if category == "S" else len(groups) == 1
        if not one_group or not of_tax(charged, category):
            add(f"BR-{category}-01")
        knows_seller = bool(seller["vatId"] or seller["taxNumber"])
        if category in {"S", "Z", "E"} and not knows_seller:
            add(f"BR-{category}-02")
        if category == "AE" and not (knows_seller and buyer["vatId"]):
            add("BR-AE-02")
        if category == "O" and (seller["vatId"] or buyer["vatId"]):
            add("BR-O-02")
        for one in of_tax(charged, category):
            rate = one["rate"]
            if (category == "S" and not (rate is not None and rate > 0)) or (category in WITHOUT_RATE and rate != 0) or \
                    (category == "O" and rate is not None):
                add(f"BR-{category}-05")
        for group in groups:
            rate = group["rate"] if category == "S" else None
            net = sum((line["net"] for line in of_tax(invoice["lines"], category, rate)), Decimal(0))
            less = sum((one["amount"] for one in of_tax(invoice["allowances"], category, rate)), Decimal(0))
            if group["taxable"] != net - less:
                add(f"BR-{category}-08")
            if category != "S" and group["amount"] != 0:
                add(f"BR-{category}-09")
            if category in {"S", "Z"} and (group["reason"] or group["code"]):
                add(f"BR-{category}-10")
            if category in {"E", "AE", "O"} and not (group["reason"] or group["code"]):
                add(f"BR-{category}-10")
            if category == "AE" and group["code"] not in {None, "VATEX-EU-AE"}:
                add("BR-AE-10")
            if category == "O" and group["code"] not in {None, "VATEX-EU-O"}:
                add("BR-O-10")
    if "O" in categories and len(categories) > 1:
        add("BR-O-11")
    for line in charged:
        if not of_tax(invoice["taxes"], line["category"], line["rate"]):
            add("BR-CO-18")


def total_rules(invoice, add):
    def zero(value):
        return Decimal(0) if value is None else value

    places = {"JPY": 0, "KRW": 0, "ISK": 0}.get(invoice["currency"], 2)
    sums = {"BR-12": "lineNet", "BR-13": "withoutTax", "BR-14": "withTax", "BR-15": "payable"}
    for rule, name in sums.items():
        if invoice[name] is None:
            add(rule)
            return
    if invoice["lineNet"] != sum(line["net"] for line in invoice["lines"]):
        add("BR-CO-10")
    if zero(invoice["allowance"]) != sum((one["amount"] for one in invoice["allowances"]), Decimal(0)):
        add("BR-CO-11")
    if invoice["withoutTax"] != invoice["lineNet"] - zero(invoice["allowance"]):
        add("BR-CO-13")
    if zero(invoice["tax"]) != sum((tax["amount"] for tax in invoice["taxes"]), Decimal(0)):
        add("BR-CO-14")
    if invoice["withTax"] != invoice["withoutTax"] + zero(invoice["tax"]):
        add("BR-CO-15")
    if invoice["payable"] != invoice["withTax"] - zero(invoice["paid"]) + zero(invoice["rounding"]):
        add("BR-CO-16")
    for tax in invoice["taxes"]:
        if tax["amount"] != rounded(tax["taxable"] * zero(tax["rate"]) / 100, places):
            add("BR-CO-17")
    amounts = [invoice[name] for name in ("lineNet", "allowance", "withoutTax", "tax", "withTax", "paid", "rounding",
                                          "payable")]
    for tax in invoice["taxes"]:
        amounts += [tax["taxable"], tax["amount"]]
    for one in invoice["allowances"] + [one for line in invoice["lines"] for one in line["allowances"]]:
        amounts += [one["amount"], one["base"]]
    amounts += [line["net"] for line in invoice["lines"]]
    if any(decimals(amount) > 2 for amount in amounts if amount is not None):
        add("BR-DEC")
    if invoice["taxCurrency"] != invoice["currency"]:
        add("BR-53")


def line_rules(invoice, add):
    if not invoice["lines"]:
        add("BR-16")
    if len({line["id"] for line in invoice["lines"]}) != len(invoice["lines"]):
        add("BR-21")
    for line in invoice["lines"]:
        for rule, name in {"BR-21": "id", "BR-24": "net", "BR-25": "name", "BR-26": "price", "BR-22": "quantity",
                           "BR-23": "unit", "BR-CO-04": "category"}.items():
            if line[name] is None or line[name] == "":
                add(rule)
                return
        if line["price"] < 0:
            add("BR-27")
        if line["unit"] not in UNITS or line["priceUnit"] not in {None, line["unit"]}:
            add("BR-CL-23")
        if line["type"] != "VAT":
            add("BR-CO-04")
        if line["priceFor"] is not None and line["priceFor"] <= 0:
            add("PEPPOL-EN16931-R121")
            return
        less = sum((one["amount"] for one in line["allowances"]), Decimal(0))
        net = line["quantity"] * line["price"] / (line["priceFor"] or 1) - less
        # Two hundredths is what validators of the rule allow.
        if abs(net - line["net"]) > Decimal("0.02"):
            add("PEPPOL-EN16931-R120")
    for one in invoice["allowances"] + [one for line in invoice["lines"] for one in line["allowances"]]:
        if one["isCharge"] or one["amount"] is None or one["amount"] < 0:
            add("BR-31")
        if not one["reason"] and not one["code"]:
            add("BR-CO-21")
        if one["code"] not in {None, "95"}:
            add("BR-CL-19")
        if one["percent"] is not None and (
                one["base"] is None or
                abs(one["amount"] - one["base"] * one["percent"] / 100) > Decimal("0.02" if "." in str(one["amount"]) else 1)):
            add("PEPPOL-EN16931-R040")
    for one in invoice["allowances"]:
        if not one["category"]:
            add("BR-32")


def head_rules(invoice, add):
    seller, buyer = invoice["seller"], invoice["buyer"]
    for rule, value in {"BR-01": invoice["specification"], "BR-02": invoice["number"], "BR-03": invoice["day"],
                        "BR-04": invoice["type"], "BR-05": invoice["currency"], "BR-06": seller["name"],
                        "BR-07": buyer["name"], "BR-08": seller["hasAddress"], "BR-09": seller["country"],
                        "BR-10": buyer["hasAddress"], "BR-11": buyer["country"]}.items():
        if not value:
            add(rule)
    if not (invoice["specification"] or "").startswith("urn:cen.eu:en16931:2017"):
        add("BR-01")
    if invoice["type"] not in {"380", "381"}:
        add("BR-CL-01")
    if not re.fullmatch("[A-Z]{3}", invoice["currency"] or ""):
        add("BR-CL-04")
    for party in (seller, buyer):
        if not re.fullmatch("[A-Z]{2}", party["country"] or ""):
            add("BR-CL-14")
        if party["vatId"] and not re.match("[A-Z]{2}", party["vatId"]):
            add("BR-CO-09")
        if party["endpoint"] and party["endpointScheme"] != "EM":
            add("BR-62")
    if not (seller["id"] or seller["vatId"]):
        add("BR-CO-26")
    for name in ("day", "due", "serviceDay"):
        if invoice[name] and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", invoice[name]):
            add("BR-03")
    if invoice["payable"] is not None and invoice["payable"] > 0 and not (invoice["due"] or invoice["terms"]):
        add("BR-CO-25")
    if invoice["means"] is not None:
        if not invoice["iban"]:
            add("BR-61")
        if invoice["means"] not in {"30", "58"}:
            add("BR-CL-16")
    if invoice["hasCredits"] and not invoice["credits"]:
        add("BR-55")
    if "xrechnung" in (invoice["specification"] or ""):
        needed = [invoice["buyerReference"], invoice["means"], seller["city"], seller["postalCode"], buyer["city"],
                  buyer["postalCode"], seller["endpoint"], buyer["endpoint"], *seller["contact"],
                  seller["vatId"] or seller["taxNumber"] or all(tax["category"] == "O" for tax in invoice["taxes"])]
        if not all(needed):
            add("BR-DE")


def broken(invoice):
    """The names of the rules that it breaks."""
    rules = set()
    head_rules(invoice, rules.add)
    line_rules(invoice, rules.add)
    total_rules(invoice, rules.add)
    vat_rules(invoice, rules.add)
    return rules
