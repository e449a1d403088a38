// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/issued_invoice.h"
#include "app/print/sheets.h"

#include <vector>

/// Sheets as hard as clients' names and photographers' texts make them, for goldens and measuring.
namespace foyer::test {

struct SampleSheet
{
    QString name;
    int pages; ///< how many it must have
    Result<QByteArray> (*make)();
};

print::OrderSheet oneLineOrder();
print::OrderSheet longOrder();
print::ContractSheet shortContract();
print::ContractSheet longContract();

/// An ordinary one: a page, two rates, an account in Germany.
IssuedInvoice sampleInvoice();
/// Invoices, credit notes and a receipt, of all currencies and papers; among the others already.
std::vector<SampleSheet> sampleInvoices();

const std::vector<SampleSheet>& sampleSheets();

} // namespace foyer::test
