// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/visibility.h"

#include <algorithm>

namespace foyer {

bool isHistoryFor(const Item& item, const ItemRecipient& recipient)
{
    switch (item.kind) {
    case ItemKind::Order:
    case ItemKind::Invoice:
    case ItemKind::File:
        return false;
    case ItemKind::Contract:
        return item.state != ItemState::Draft && item.state != ItemState::Sent;
    case ItemKind::Questionnaire:
        return recipient.doneAt.has_value() ||
               (item.state != ItemState::Draft && item.state != ItemState::Sent &&
                item.state != ItemState::Completed);
    }
    Q_UNREACHABLE();
}

Visibility visible(const Item& item, bool showsHistory, ContactId contact, const BrandAddress& address)
{
    const auto recipient = std::find_if(item.recipients.begin(), item.recipients.end(),
                                        [&](const ItemRecipient& one) { return one.contact == contact; });
    if (recipient == item.recipients.end())
        return {Because::NotRecipient};
    if (item.deletedAt)
        return {Because::Deleted};
    if (item.state == ItemState::Draft || !item.sentAt)
        return {Because::Draft};
    if (address.onlyBrand && *address.onlyBrand != item.brand)
        return {Because::OtherBrand};
    if (!showsHistory && isHistoryFor(item, *recipient))
        return {Because::HistoryOff};
    return {Because::Visible};
}

} // namespace foyer
