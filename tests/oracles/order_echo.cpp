// SPDX-License-Identifier: GPL-3.0-or-later
// Reads orders, one JSON object a line, and writes what each adds up to, or the sentence that refuses it. For
// order_oracle.py, which knows better.
#include "app/orders/order_json.h"
#include "app/orders/order_totals.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

QJsonObject asJson(const OrderTotals& totals)
{
    QJsonArray lines;
    for (const LineTotals& line : totals.lines)
        lines.append(QJsonObject{{u"gross"_s, line.gross},
                                 {u"allowance"_s, line.allowance},
                                 {u"shown"_s, line.shown},
                                 {u"net"_s, line.net}});
    QJsonArray taxes;
    for (const TaxTotals& tax : totals.taxes)
        taxes.append(QJsonObject{{u"category"_s, toWord(tax.tax.category)},
                                 {u"milliPercent"_s, tax.tax.milliPercent},
                                 {u"lineNet"_s, tax.lineNet},
                                 {u"allowance"_s, tax.allowance},
                                 {u"taxable"_s, tax.taxable},
                                 {u"amount"_s, tax.amount}});
    return {{u"lines"_s, lines},
            {u"taxes"_s, taxes},
            {u"shownSum"_s, totals.shownSum},
            {u"shownDiscount"_s, totals.shownDiscount},
            {u"lineNet"_s, totals.lineNet},
            {u"allowance"_s, totals.allowance},
            {u"withoutTax"_s, totals.withoutTax},
            {u"tax"_s, totals.tax},
            {u"withTax"_s, totals.withTax},
            {u"rounding"_s, totals.rounding},
            {u"payable"_s, totals.payable}};
}

QJsonObject answerTo(const QByteArray& line)
{
    const auto content = orderContentFromJson(QJsonDocument::fromJson(line).object());
    if (!content)
        return {{u"unreadable"_s, content.error().detail}};
    // What was read is written as it was: the codec loses nothing on the way.
    if (canonicalJson(toJson(*content)) != line)
        return {{u"unreadable"_s,
                 u"the codec changed it: "_s + QString::fromUtf8(canonicalJson(toJson(*content)))}};
    const auto totals = totalsOf(*content);
    return totals ? asJson(*totals) : QJsonObject{{u"refused"_s, totals.error().detail}};
}

} // namespace

int main()
{
    QFile in;
    QFile out;
    if (!in.open(stdin, QIODevice::ReadOnly) || !out.open(stdout, QIODevice::WriteOnly))
        return 1;
    while (true) {
        const QByteArray line = in.readLine();
        if (line.isEmpty())
            return 0;
        out.write(canonicalJson(answerTo(line.trimmed())) + '\n');
    }
}
