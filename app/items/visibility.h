// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/item.h"

namespace foyer {

/// Where a client stands while they look: which brand's items that place shows. On the studio address it is
/// all of them, unless the studio keeps its brands apart; on a brand's own domain only that brand's.
struct BrandAddress
{
    std::optional<BrandId> onlyBrand;
};

enum class Because
{
    Visible,
    NotRecipient, ///< being on the job is not enough (behaviour S27)
    Draft,        ///< not sent yet; a file shared with nobody
    Deleted,
    OtherBrand, ///< this address shows another brand's items only
    HistoryOff  ///< done, and the item's brand does not show history (behaviour S28)
};

struct Visibility
{
    Because because;
    bool isVisible() const { return because == Because::Visible; }
};

/// The one rule of what a client is shown. Portal, preview, PDFs, search, tokens and exports all ask it.
/// Reasons come in this order, so that nobody but a recipient ever learns another one than NotRecipient.
/// @param showsHistory  of the item's brand
Visibility visible(const Item& item, bool showsHistory, ContactId contact, const BrandAddress& address);

/// Whether it counts as history for this recipient: a contract that is signed by all, declined, superseded or
/// void; a questionnaire they answered, or that was taken back. Orders, invoices and files never do.
bool isHistoryFor(const Item& item, const ItemRecipient& recipient);

} // namespace foyer
