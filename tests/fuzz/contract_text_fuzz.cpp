// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever stands in a contract's text: reading ends, only safe HTML leaves, every field is there once, and
// what is frozen is read again as it was. The same bytes are tried as a drawn signature and as frozen
// content.
#include "app/contracts/contract.h"
#include "app/contracts/contract_text.h"
#include "app/contracts/drawn_mark.h"

#include <QRegularExpression>

#include <cstdint>
#include <cstdlib>

using namespace foyer::contracts;
using namespace Qt::StringLiterals;

namespace {

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

void judgeText(const QString& text)
{
    TokenValues values = exampleValues();
    values[u"client.name"_s] = text.left(40); // what a client is called is hostile, too
    const ContractText rendered = renderedContract(text, values);
    require(isSafe(rendered.parts));
    int number = 0;
    for (const Field& field : fieldsOf(rendered.parts))
        require(field.number == ++number);
    const FrozenContract contract{u"uid"_s, u"title"_s,   u"en"_s,        u"brand"_s,
                                  {},       u"I agree"_s, rendered.parts, {}};
    const auto again = frozenFromJson(canonical(contract));
    require(again && *again == contract);
}

void judgeDrawing(const QString& text)
{
    static const QRegularExpression strokes{
        u"^(M [0-9.]+ [0-9.]+( L [0-9.]+ [0-9.]+)+)( M [0-9.]+ [0-9.]+( L [0-9.]+ [0-9.]+)+)*\\z"_s};
    if (isDrawnMark(text))
        require(strokes.match(text).hasMatch());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes{reinterpret_cast<const char*>(data), qsizetype(size)};
    const QString text = QString::fromUtf8(bytes);
    judgeText(text);
    judgeDrawing(text);
    if (const auto frozen = frozenFromJson(bytes))
        require(isSafe(frozen->parts));
    return 0;
}
