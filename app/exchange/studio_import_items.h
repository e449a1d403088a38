// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/studio_import_names.h"
#include "app/exchange/studio_job.h"

namespace foyer::exchange {

/// Where a document goes, and who is meant in it.
struct ItemPlace
{
    JobId job;
    BrandId brand;
    QString path; ///< in the file
    const ContactNames& names;
};

/// Whether papers can be made here: there is a QGuiApplication.
bool canDraw();

// Each is made as a draft and then goes the way it would have gone, through the same doors: sent, then
// answered or signed by those who did. Evidence says of them that they came by import. PDFs are made where
// the program can draw (there is a QGuiApplication).

Result<void> addOrder(Transaction& transaction, const ItemPlace& place, const StudioOrder& order);
Result<void> addContract(Transaction& transaction, const ItemPlace& place, const StudioContract& contract);
Result<void> addQuestionnaire(Transaction& transaction, const ItemPlace& place,
                              const StudioQuestionnaire& questionnaire);

} // namespace foyer::exchange
