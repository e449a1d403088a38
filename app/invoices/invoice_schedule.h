// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/invoices/schedule.h"
#include "app/storage/database.h"

namespace foyer::invoices {

/// The days a job's schedule is counted from, as the job is now.
Result<ScheduleDays> scheduleDaysOf(const Snapshot& snapshot, JobId job, QDate issue, int daysToPay);

} // namespace foyer::invoices
