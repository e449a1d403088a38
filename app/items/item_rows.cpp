// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/item_rows.h"

#include <QJsonDocument>

namespace foyer::items {

Item itemFromRow(const Query& row)
{
    Item item{ItemId{row.integer(0)},
              row.text(1),
              itemKindFromWord(row.text(2)).value_or(ItemKind::File),
              JobId{row.integer(3)},
              BrandId{row.integer(4)},
              row.text(5),
              row.text(6),
              itemStateFromWord(row.text(7)).value_or(ItemState::Draft),
              QJsonDocument::fromJson(row.text(8).toUtf8()).object(),
              {},
              row.day(11),
              row.flag(12),
              {},
              {},
              row.optionalInstant(15),
              row.optionalInstant(16),
              row.optionalInstant(17),
              row.optionalInstant(18),
              row.instant(19),
              row.instant(20),
              row.integer(21),
              {}};
    if (const auto currency = Currency::fromText(row.text(9)))
        item.total = Money::ofMinor(row.integer(10), *currency);
    if (!row.isNull(13))
        item.current = VersionId{row.integer(13)};
    if (!row.isNull(14))
        item.replaces = ItemId{row.integer(14)};
    return item;
}

ItemRecipient recipientFromRow(const Query& row, int firstColumn)
{
    return {ContactId{row.integer(firstColumn)}, toDoFromWord(row.text(firstColumn + 1)).value_or(ToDo::None),
            row.optionalInstant(firstColumn + 2)};
}

} // namespace foyer::items
