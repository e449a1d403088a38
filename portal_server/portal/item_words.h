// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/shown_items.h"

#include <QString>

namespace foyer::web {

/// What clients are told of an item, in words: never by colour or place alone.
/// @param language  of the client, for days and amounts

/// "Quote" while an order waits for acceptance, else "Order", "Contract", …
QString kindWord(const items::ShownItem& shown);
/// What became of it: "Waiting for your signature", "Signed on 3 May 2027", "Void", "Updated on 2 May 2027".
/// @param paidOn  of a paid invoice: when the money came; invalid: when it counted as paid
QString stateWords(const items::ShownItem& shown, const QString& language, QDate paidOn = {});

/// What waits for this very client. Only for items with something to do.
struct NeedWords
{
    QString note;   ///< "Please sign by 20 May 2027"
    QString action; ///< what the button says: "Read and sign"
    bool isOverdue;
};
/// @param today  where the studio is
NeedWords needWords(const items::ShownItem& shown, QDate today, const QString& language);

} // namespace foyer::web
