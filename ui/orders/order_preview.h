// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/print/sheets.h"

#include <QTextBrowser>

namespace foyer {

/// An order, or an invoice, as its client will read it. The same words and amounts as page and PDF: they come
/// from one sheet.
class OrderPreview : public QTextBrowser
{
    Q_OBJECT

public:
    explicit OrderPreview(QWidget* parent = nullptr);

    /// @param studio  whose letterhead it stands under
    void show(const print::OrderSheet& sheet, const QString& studio);
    void show(const print::InvoiceSheet& sheet, const QString& studio);
    using QTextBrowser::show;

private:
    /// Where somebody is reading stays in sight while they type.
    void replace(const QString& html);
};

} // namespace foyer
