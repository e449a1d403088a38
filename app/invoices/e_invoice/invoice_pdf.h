// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand.h"
#include "app/invoices/issued_invoice.h"

#include <QByteArray>

namespace foyer {

/// The paper of an issued invoice, the bytes that are kept: PDF/A-3b and, where nothing is missing for an
/// e-invoice (see checkForEInvoice), Factur-X of the profile EN 16931: the CII file "factur-x.xml" inside.
/// The same bytes for the same input. Outside of transactions: it takes a while. Needs a QGuiApplication.
/// Faults: Storage (a font is missing)
Result<QByteArray> invoicePdf(const IssuedInvoice& invoice, const BrandDetails& brand);

/// "invoice-2027-0014.pdf"
QString invoicePdfName(const IssuedInvoice& invoice);

} // namespace foyer
