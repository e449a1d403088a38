// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/codes/swiss_bill.h"
#include "tests/app/payments/codes/codes_fixture.h"

namespace foyer::test {

inline const Currency francs{"CHF"};

/// With everything a bill can show: a QR-IBAN and its reference, an amount, a debtor, a message.
inline SwissBill someBill()
{
    return {.iban = must(Iban::fromText(u"CH44 3199 9123 0008 8901 2")),
            .creditor = {QStringLiteral("Studio Morgenrot GmbH"), QStringLiteral("Seestrasse"),
                         QStringLiteral("12a"), QStringLiteral("8002"), QStringLiteral("Zürich"),
                         QStringLiteral("CH")},
            .currency = francs,
            .amount = Money::ofMinor(194'975, francs),
            .debtor = SwissAddress{QStringLiteral("Élodie Châtelain"), QStringLiteral("Rue du Lac"),
                                   QStringLiteral("1268"), QStringLiteral("2501"),
                                   QStringLiteral("Biel/Bienne"), QStringLiteral("CH")},
            .reference = QStringLiteral("210000000003139471430009017"),
            .message = QStringLiteral("Rechnung 2026-0017, Hochzeit am See")};
}

/// With as little as a bill may: an ordinary account, no reference, amount and debtor to be written in.
inline SwissBill sparseBill()
{
    SwissBill bill = someBill();
    bill.iban = must(Iban::fromText(u"CH93 0076 2011 6238 5295 7"));
    bill.amount.reset();
    bill.debtor.reset();
    bill.reference.clear();
    bill.message.clear();
    return bill;
}

} // namespace foyer::test
