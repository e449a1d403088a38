// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/item.h"

#include <QDate>
#include <QString>
#include <QStringList>

namespace foyer::exchange {

/// What every document on a job has. What recipients are sent begins when the file is brought in: nothing is
/// dated back.
struct StudioItem
{
    QString uid;   ///< empty: the studio makes one
    QString brand; ///< empty: the job's
    QString title;
    QStringList recipients;
    QDate dueDay; ///< invalid: none
    bool booksJob = false;
    ItemState state = ItemState::Draft;
};

} // namespace foyer::exchange
