// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tasks/task_store.h"
#include "ui/address_book/studio_edits.h"

/// What can be done with a task, each with its way back.
namespace foyer::task_edits {

/// Ticks it off, or opens it again.
void setDone(StudioEdits& edits, const Task& task, bool isDone);
/// @param edited  with another title, other notes or another day
void save(StudioEdits& edits, const Task& before, const Task& edited);
void remove(StudioEdits& edits, const Task& task);

/// "today", "3 days late", "12 May 2027"; empty: some time
QString dueWords(QDate due, QDate today);

} // namespace foyer::task_edits
