// SPDX-License-Identifier: GPL-3.0-or-later
// Any text, as a bank's statement or a person brings it: whatever is taken for a code must be one, and must
// be read again as the same.
#include "app/payments/codes/creditor_reference.h"
#include "app/payments/codes/epc_code.h"
#include "app/payments/codes/found_references.h"
#include "app/payments/codes/iban.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace foyer;

namespace {

void must(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

void readCodes(const QString& text)
{
    if (const auto iban = Iban::fromText(text))
        must(Iban::fromText(iban->shown())->text() == iban->text());
    if (const auto bic = bicFromText(text))
        must(bic->size() == 8 || bic->size() == 11);
    if (const auto reference = creditorReferenceOfNumber(text))
        must(creditorReferenceFromText(shownReference(*reference)).value() == *reference);
    if (const auto reference = qrReferenceOfNumber(text))
        must(qrReferenceFromText(shownReference(*reference)).value() == *reference);
}

void writeCode(const QString& text)
{
    const auto payload = epcPayload({.name = text,
                                     .iban = *Iban::fromText(u"DE89370400440532013000"),
                                     .bic = {},
                                     .amount = Money::ofMinor(1, eur),
                                     .purpose = {},
                                     .reference = {},
                                     .text = text,
                                     .note = text});
    if (payload)
        must(payload->size() <= 331 && payload->count('\n') <= 11);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data), qsizetype(size));
    for (const FoundReference& found : findReferences(text)) {
        must(found.at >= 0 && found.at + found.length <= text.size());
        must(isCreditorReference(found.reference) ? creditorReferenceFromText(found.reference).has_value()
                                                  : qrReferenceFromText(found.reference).has_value());
    }
    readCodes(text);
    writeCode(text);
    return 0;
}
