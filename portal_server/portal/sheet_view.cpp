// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/sheet_view.h"

namespace foyer::web {

std::vector<View> lineViews(const std::vector<print::OrderLine>& lines)
{
    std::vector<View> views;
    for (const print::OrderLine& line : lines) {
        View view;
        view.text("line_title", line.title)
            .optionalText("line_details", line.details)
            .text("line_quantity", line.quantity)
            .text("line_price", line.unitPrice)
            .text("line_amount", line.amount);
        views.push_back(std::move(view));
    }
    return views;
}

std::vector<View> totalViews(const std::vector<print::TotalLine>& totals)
{
    std::vector<View> views;
    for (const print::TotalLine& total : totals) {
        View view;
        view.text("total_label", total.label)
            .text("total_amount", total.amount)
            .flag("is_strong", total.isStrong);
        views.push_back(std::move(view));
    }
    return views;
}

std::vector<View> factViews(const print::Facts& facts)
{
    std::vector<View> views;
    for (const auto& [label, value] : facts) {
        View view;
        view.text("fact_label", label).text("fact_value", value);
        views.push_back(std::move(view));
    }
    return views;
}

std::vector<View> textViews(const QStringList& texts, const char* name)
{
    std::vector<View> views;
    for (const QString& text : texts) {
        View view;
        view.text(name, text);
        views.push_back(std::move(view));
    }
    return views;
}

QStringList addressLines(const PostalAddress& address)
{
    QStringList lines = address.street.split(u'\n');
    lines += {(address.postalCode + u' ' + address.city).trimmed(), address.region, address.country};
    lines.removeAll(QString{});
    return lines;
}

} // namespace foyer::web
