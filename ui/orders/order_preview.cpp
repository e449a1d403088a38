// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/orders/order_preview.h"

#include "ui/theme/colours.h"
#include "ui/theme/metrics.h"

#include <QScrollBar>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QString escaped(const QString& text)
{
    return text.toHtmlEscaped().replace(u'\n', u"<br>"_s);
}

QString cell(const QString& text, const QString& attributes = u"align='right'"_s)
{
    return u"<td %1>%2</td>"_s.arg(attributes, escaped(text));
}

QString headOf(const print::OrderSheet& sheet, const QString& studio)
{
    QString facts;
    for (const auto& [label, value] : sheet.facts)
        facts += u"%1: %2<br>"_s.arg(escaped(label), escaped(value));
    return u"<h3>%1</h3><p>%2</p><h1>%3</h1><table width='100%'><tr><td>%4</td>"
           "<td align='right'>%5</td></tr></table>"_s.arg(escaped(studio), escaped(sheet.heading),
                                                          escaped(sheet.title), escaped(sheet.to.join(u'\n')),
                                                          facts);
}

QString linesOf(const print::OrderSheet& sheet)
{
    QString rows;
    for (int i = 0; i < sheet.columns.size(); ++i)
        rows += u"<th align='%1'>%2</th>"_s.arg(i == 0 ? u"left"_s : u"right"_s, escaped(sheet.columns[i]));
    rows = u"<tr>%1</tr>"_s.arg(rows);
    for (const print::OrderLine& line : sheet.lines) {
        const QString details =
            line.details.isEmpty() ? QString{} : u"<br><small>%1</small>"_s.arg(escaped(line.details));
        rows += u"<tr><td><b>%1</b>%2</td>%3%4%5</tr>"_s.arg(
            escaped(line.title), details, cell(line.quantity), cell(line.unitPrice), cell(line.amount));
    }
    for (const print::TotalLine& total : sheet.totals) {
        const QString weight = total.isStrong ? u"<b>%1</b>"_s : u"%1"_s;
        rows += u"<tr><td colspan='3' align='right'>%1</td><td align='right'>%2</td></tr>"_s.arg(
            weight.arg(escaped(total.label)), weight.arg(escaped(total.amount)));
    }
    return u"<table width='100%' cellpadding='4'>%1</table>"_s.arg(rows);
}

} // namespace

OrderPreview::OrderPreview(QWidget* parent)
    : QTextBrowser{parent}
{
    setObjectName(u"preview"_s);
    setAccessibleName(tr("How the client will read it"));
    setOpenLinks(false);
    setPalette(theme::palette(theme::colours(theme::Scheme::Light)));
    document()->setDocumentMargin(theme::space::page);
}

void OrderPreview::show(const print::OrderSheet& sheet, const QString& studio)
{
    // Where somebody is reading stays in sight while they type.
    const int place = verticalScrollBar()->value();
    const QString paragraph = u"<p>%1</p>"_s;
    QString html = headOf(sheet, studio);
    if (!sheet.introduction.isEmpty())
        html += paragraph.arg(escaped(sheet.introduction));
    html += linesOf(sheet);
    if (!sheet.closing.isEmpty())
        html += paragraph.arg(escaped(sheet.closing));
    setHtml(html);
    verticalScrollBar()->setValue(place);
}

} // namespace foyer
