// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/tsv.h"

#include "app/base/text.h"
#include "ui/common/words.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;
using contacts::ContactRow;

namespace {

bool isPhoneLike(const QString& text)
{
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return c.isDigit() || u"+-() ./"_s.contains(c); });
}

QString cell(const QString& text)
{
    QString line = singleLine(text);
    const bool isFormula = !line.isEmpty() && u"=+-@"_s.contains(line.front()) && !isPhoneLike(line);
    return isFormula ? u'\'' + line : line;
}

QString textOf(const ContactRow& row, ContactListModel::Column column)
{
    switch (column) {
    case ContactListModel::Name:
        return row.name;
    case ContactListModel::Email:
        return row.email;
    case ContactListModel::Phone:
        return row.phone;
    case ContactListModel::Tags:
        return row.tags.join(u", "_s);
    case ContactListModel::Portal:
        return words::portalState(row.portal);
    case ContactListModel::ColumnCount:
        break;
    }
    return {};
}

} // namespace

QString toTsv(const ContactListModel& model, const std::vector<ContactRow>& rows,
              const std::vector<ContactListModel::Column>& columns)
{
    QString text;
    const auto addLine = [&](const auto& textAt) {
        for (std::size_t i = 0; i < columns.size(); ++i)
            text += (i > 0 ? u"\t"_s : QString{}) + cell(textAt(columns[i]));
        text += u'\n';
    };
    addLine(
        [&](ContactListModel::Column column) { return model.headerData(column, Qt::Horizontal).toString(); });
    for (const ContactRow& row : rows)
        addLine([&](ContactListModel::Column column) { return textOf(row, column); });
    return text;
}

} // namespace foyer
