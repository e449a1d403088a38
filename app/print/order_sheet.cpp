// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/letterhead.h"
#include "app/print/line_table.h"
#include "app/print/prose.h"

namespace foyer::print {

using namespace Qt::StringLiterals;

namespace {

Result<QByteArray> compose(const OrderSheet& sheet)
{
    Book book{{.paper = sheet.paper,
               .language = sheet.language,
               .title = sheet.title.isEmpty() ? sheet.heading : sheet.title,
               .sender = sheet.letterhead.name,
               .stamp = {},
               .pageOf = sheet.pageOf,
               .accent = ink::accent(sheet.letterhead.accent)}};
    addLetterhead(book, sheet.letterhead);
    addTitle(book, sheet.heading, sheet.title, sheet.stamp);
    addFacts(book, sheet.to, sheet.facts);
    addPlainText(book, sheet.introduction, 22);

    addLineTable(book, sheet.columns, sheet.lines, !sheet.totals.empty());
    addTotals(book, sheet.totals);
    addPlainText(book, sheet.closing, 26);
    return book.print();
}

} // namespace

Result<QByteArray> orderPdf(const OrderSheet& sheet)
{
    return printAlone([&] { return compose(sheet); });
}

} // namespace foyer::print
