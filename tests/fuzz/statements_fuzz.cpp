// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever the bytes: reading ends; it gives statements whose lines have a day, a reference and an amount
// within bounds, no two alike, or it ends with a sentence.
#include "app/base/money_text.h"
#include "app/payments/statements/matching.h"
#include "app/payments/statements/statement_reader.h"

#include <cstdint>
#include <cstdlib>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray file{reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)};
    const auto read = readStatements(file, u"file"_s);
    if (!read) {
        require(read.error().detail.endsWith(u'.'));
        return 0;
    }
    OpenInvoice invoice;
    invoice.number = u"2026-0017"_s;
    invoice.references = {u"RF18539007547034"_s};
    invoice.open = Money::ofMinor(125000, eur);
    QSet<QString> seen;
    for (const Statement& statement : *read) {
        for (const StatementLine& line : statement.lines) {
            require(line.bookedDay.isValid() && line.valueDay.isValid());
            require(line.amount.minor() <= largestAmount && line.amount.minor() >= -largestAmount);
            require(!seen.contains(lineKey(line)));
            seen.insert(lineKey(line));
        }
        for (const LineMatch& match : matchLines(statement.lines, {invoice}))
            require(!match.invoice ||
                    (match.amount.minor() > 0 && match.amount.minor() <= invoice.open.minor()));
    }
    return 0;
}
