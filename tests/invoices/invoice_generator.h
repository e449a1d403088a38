// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/issued_invoice.h"
#include "tests/invoices/random.h"

namespace foyer::test {

struct InvoiceWishes
{
    bool forEInvoice = false; ///< nothing is missing: see checkForEInvoice
    bool withIban = false;    ///< always a European account and a reference
    bool inEuros = false;
};

/// Invoices and credit notes as studios might issue them, and as nobody would: every category and combination
/// of taxes, both kinds of prices, discounts of lines and the whole, things given back, currencies of 0, 2
/// and 3 decimals, schedules, many scripts. All of them pass checkForIssuing(), and their instalments add up.
/// The same seed gives the same invoices.
class InvoiceGenerator
{
public:
    explicit InvoiceGenerator(quint64 seed, InvoiceWishes wishes = {})
        : m_random{seed}
        , m_wishes{wishes}
    {
    }

    IssuedInvoice next();

private:
    IssuedInvoice attempt();
    Currency currency();
    std::vector<Tax> taxes();
    OrderLine line(const std::vector<Tax>& taxes, Currency currency);
    Discount discount(qint64 most);
    Schedule schedule(qint64 total);
    Party party(bool isSeller);
    TransferDetails transfer(Currency currency);
    QString words(int most);

    Random m_random;
    InvoiceWishes m_wishes;
    int m_number = 0;
};

} // namespace foyer::test
