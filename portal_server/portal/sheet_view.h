// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/postal_address.h"
#include "app/print/sheets.h"
#include "portal_server/pages/view.h"

#include <QStringList>

namespace foyer::web {

// What the pages of orders and invoices have in common: the same words as on paper, as views.

/// line_title, line_details, line_quantity, line_price, line_amount
std::vector<View> lineViews(const std::vector<print::OrderLine>& lines);
/// total_label, total_amount, is_strong
std::vector<View> totalViews(const std::vector<print::TotalLine>& totals);
/// fact_label, fact_value
std::vector<View> factViews(const print::Facts& facts);
/// One view for each text, by that name.
std::vector<View> textViews(const QStringList& texts, const char* name);

/// Street, place, region and country, without those that are empty.
QStringList addressLines(const PostalAddress& address);

} // namespace foyer::web
