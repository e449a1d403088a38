// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/invoices/issued_invoice.h"

#include <QStringList>

#include <optional>
#include <vector>

/// An issued invoice by the business terms (BT) of EN 16931, before it is written in one of the two syntaxes:
/// so both say the same. Amounts are minor units of the invoice's currency.
namespace foyer {

struct EInvoiceParty
{
    QString name;       ///< BT-27, BT-44
    QString identifier; ///< BT-29: of a seller without a VAT number to be known by; empty: none
    QString vatId;      ///< BT-31, BT-48; with its country's letters
    QString taxNumber;  ///< BT-32
    QStringList street; ///< BT-35, -36, -162: at most three lines
    QString city;
    QString postalCode;
    QString region;
    QString country;     ///< ISO 3166-1, two letters
    QString email;       ///< BT-34, BT-49: where e-invoices may go; scheme "EM"
    QString contactName; ///< BT-41, BT-56
    QString phone;
};

struct EInvoiceTax
{
    TaxCategory category;
    int milliPercent;
    QString reason;     ///< BT-120; empty where a rate, or zero-rated
    QString reasonCode; ///< BT-121
};

/// BG-20 or BG-27.
struct EInvoiceAllowance
{
    qint64 amount;
    std::optional<qint64> base;
    int milliPercent; ///< 0: not said
    QString reason;
};

struct EInvoiceLine
{
    QString name;
    QString description;
    qint64 milliQuantity;      ///< BT-129
    QString unit;              ///< BT-130: UNECE Recommendation 20
    qint64 price;              ///< BT-146, not below zero
    qint64 priceMilliQuantity; ///< BT-149: what the price is for; 0: one unit
    std::optional<EInvoiceAllowance> allowance;
    qint64 net; ///< BT-131
    EInvoiceTax tax;
};

/// BG-23, and the part of the invoice's allowance that falls on it.
struct EInvoiceTaxGroup
{
    EInvoiceTax tax;
    qint64 taxable;
    qint64 amount;
    qint64 allowance; ///< BT-92; 0: none
};

struct EInvoice
{
    bool isCreditNote = false;
    QString number;
    QDate day;
    QDate serviceDay; ///< BT-72; invalid: not said
    QDate due;        ///< BT-9, of the last instalment; invalid: nothing to pay
    Currency currency = eur;
    QString buyerReference;
    QStringList notes;
    EInvoiceParty seller;
    EInvoiceParty buyer;
    CreditedInvoice credits; ///< of a credit note
    std::vector<EInvoiceLine> lines;
    std::vector<EInvoiceTaxGroup> taxes;
    QString allowanceReason;
    OrderTotals totals{};
    QString terms; ///< BT-20
    TransferDetails transfer;
    QString accountHolder;
    bool isSepa = false;      ///< BT-81: 58, else 30
    bool isXRechnung = false; ///< has everything that the German profile asks for
};

/// What is missing for an e-invoice, each with what to do about it; empty: nothing.
QStringList checkForEInvoice(const IssuedInvoice& invoice);
/// Faults: Invalid (the first sentence of the check)
Result<EInvoice> eInvoiceOf(const IssuedInvoice& invoice);

/// In decimal digits: "1234.50", "1000", "-0.05".
/// @param decimals  of the number
QString plainDecimal(qint64 scaled, int decimals);
/// As EN 16931 writes amounts: with the currency's decimals, but never more than two.
QString amountText(qint64 minor, Currency currency);
/// Quantities and percentages, without needless zeros: 1'500 is "1.5".
QString milliText(qint64 milli);
/// "hour" is HUR; what nobody knows is a piece, C62.
QString unitCode(const QString& unit);

/// Without what XML cannot hold, ends trimmed.
QString xmlText(const QString& text);

/// "invoice-2027-0014.xml"
QString eInvoiceFileName(const IssuedInvoice& invoice);
inline const QString eInvoiceMediaType = QStringLiteral("application/xml");

} // namespace foyer
