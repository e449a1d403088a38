// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/orders/order_preview.h"

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

template <class Sheet>
QString headOf(const Sheet& sheet, const QString& studio)
{
    QString facts;
    for (const auto& [label, value] : sheet.facts)
        facts += u"%1: %2<br>"_s.arg(escaped(label), escaped(value));
    return u"<h3>%1</h3><p>%2</p><h1>%3</h1><table width='100%'><tr><td>%4</td>"
           "<td align='right'>%5</td></tr></table>"_s.arg(escaped(studio), escaped(sheet.heading),
                                                          escaped(sheet.title), escaped(sheet.to.join(u'\n')),
                                                          facts);
}

template <class Sheet>
QString linesOf(const Sheet& sheet)
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

QString paragraph(const QString& text)
{
    return text.isEmpty() ? text : u"<p>%1</p>"_s.arg(escaped(text));
}

QString scheduleOf(const print::InvoiceSheet& sheet)
{
    if (sheet.schedule.empty())
        return {};
    QString rows;
    for (const print::InstalmentLine& line : sheet.schedule)
        rows += u"<tr>%1%2%3</tr>"_s.arg(cell(line.due, {}), cell(line.label, {}), cell(line.amount));
    return u"<h3>%1</h3><table width='100%' cellpadding='4'>%2</table>"_s.arg(escaped(sheet.scheduleHeading),
                                                                              rows);
}

QString paymentOf(const print::PaymentSheet& payment)
{
    if (payment.heading.isEmpty())
        return {};
    QString rows;
    for (const auto& [label, value] : payment.facts)
        rows += u"<tr>%1%2</tr>"_s.arg(cell(label, {}), cell(value, {}));
    return u"<h3>%1</h3><table cellpadding='2'>%2</table>%3"_s.arg(escaped(payment.heading), rows,
                                                                   paragraph(payment.text));
}

} // namespace

OrderPreview::OrderPreview(QWidget* parent)
    : QTextBrowser{parent}
{
    setObjectName(u"preview"_s);
    setAccessibleName(tr("How the client will read it"));
    setOpenLinks(false);
    document()->setDocumentMargin(theme::space::page);
}

void OrderPreview::show(const print::OrderSheet& sheet, const QString& studio)
{
    replace(headOf(sheet, studio) + paragraph(sheet.introduction) + linesOf(sheet) +
            paragraph(sheet.closing));
}

void OrderPreview::show(const print::InvoiceSheet& sheet, const QString& studio)
{
    replace(headOf(sheet, studio) + paragraph(sheet.introduction) + linesOf(sheet) +
            paragraph(sheet.taxNotes.join(u'\n')) + scheduleOf(sheet) + paragraph(sheet.closing) +
            paymentOf(sheet.payment) + paragraph(sheet.imprint));
}

void OrderPreview::replace(const QString& html)
{
    const int place = verticalScrollBar()->value();
    setHtml(html);
    verticalScrollBar()->setValue(place);
}

} // namespace foyer
