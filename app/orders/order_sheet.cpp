// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders/order_sheet.h"

#include "app/base/money_text.h"
#include "app/orders/order_totals.h"

#include <QLocale>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// The words of one order in one language.
class Words
{
public:
    Words(const OrderContent& content, QString language)
        : m_content{content}
        , m_language{std::move(language)}
    {
    }

    QString money(qint64 minor) const
    {
        return moneyText(Money::ofMinor(minor, m_content.currency), m_language);
    }

    QString percent(int milliPercent) const { return percentText(milliPercent, m_language); }

    print::OrderLine line(const OrderLine& line, const LineTotals& totals) const
    {
        QStringList details;
        if (!line.details.trimmed().isEmpty())
            details.append(line.details.trimmed());
        // Of a discount the reader wants to see from what to what.
        if (line.discount.milliPercent != 0)
            details.append(u"%1, less %2 (%3)"_s.arg(money(totals.gross), percent(line.discount.milliPercent),
                                                     money(totals.allowance)));
        else if (line.discount.minor != 0)
            details.append(u"%1, less %2"_s.arg(money(totals.gross), money(totals.allowance)));
        const QString quantity = decimalText(line.milliQuantity, 3, m_language);
        return {line.title, details.join(u'\n'),
                line.unit.isEmpty() ? quantity : quantity + QChar{0x00a0} + line.unit, money(line.unitPrice),
                money(totals.shown)};
    }

    std::vector<print::TotalLine> totals(const OrderTotals& totals) const
    {
        std::vector<print::TotalLine> lines;
        const bool hasDiscount = totals.shownDiscount != 0;
        const auto taxes = taxLines(totals);
        const bool addsTax = !taxes.empty() && !m_content.pricesIncludeTax;
        if (hasDiscount || addsTax)
            lines.push_back({u"Subtotal"_s, money(totals.shownSum)});
        if (hasDiscount) {
            const int share = m_content.discount.milliPercent;
            lines.push_back({share != 0 ? u"Discount of %1"_s.arg(percent(share)) : u"Discount"_s,
                             money(-totals.shownDiscount)});
        }
        if (addsTax)
            lines.insert(lines.end(), taxes.begin(), taxes.end());
        lines.push_back({u"Total"_s, money(totals.payable), true});
        if (!taxes.empty() && m_content.pricesIncludeTax) {
            lines.push_back({u"Total without tax"_s, money(totals.withoutTax)});
            lines.insert(lines.end(), taxes.begin(), taxes.end());
            if (totals.rounding != 0)
                lines.push_back({u"Rounding"_s, money(totals.rounding)});
        }
        return lines;
    }

private:
    std::vector<print::TotalLine> taxLines(const OrderTotals& totals) const
    {
        std::vector<print::TotalLine> lines;
        for (const TaxTotals& tax : totals.taxes) {
            if (tax.tax.name.isEmpty())
                continue; // outside the scope, and nobody wants to say so
            lines.push_back({u"%1 on %2"_s.arg(tax.tax.name, money(tax.taxable)), money(tax.amount)});
        }
        return lines;
    }

    const OrderContent& m_content;
    QString m_language;
};

} // namespace

QString percentText(int milliPercent, const QString& language)
{
    return decimalText(milliPercent, 3, language) + QChar{0x00a0} + u'%';
}

print::OrderSheet sheetOf(const SentOrder& order, const QString& language)
{
    const OrderContent& content = order.content;
    const Words words{content, language};
    print::OrderSheet sheet;
    sheet.language = language;
    sheet.heading = content.needsAcceptance ? u"Quote"_s : u"Order"_s;
    sheet.title = content.title;
    sheet.to = order.to;
    if (!content.number.isEmpty())
        sheet.facts.emplace_back(u"Number"_s, content.number);
    sheet.facts.emplace_back(u"Date"_s, dayText(order.day, language));
    if (content.needsAcceptance && content.validUntil.isValid())
        sheet.facts.emplace_back(u"Valid until"_s, dayText(content.validUntil, language));
    sheet.introduction = content.introduction;
    sheet.columns = {u"Description"_s, u"Quantity"_s, u"Price"_s, u"Amount"_s};
    sheet.closing = content.closing;
    sheet.pageOf = u"Page %1 of %2"_s;
    const auto totals = totalsOf(content);
    if (!totals)
        return sheet; // half typed in the editor; what is sent was checked
    for (std::size_t i = 0; i < content.lines.size(); ++i)
        sheet.lines.push_back(words.line(content.lines[i], totals->lines[i]));
    sheet.totals = words.totals(*totals);
    return sheet;
}

} // namespace foyer
