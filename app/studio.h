// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QString>

#include <memory>

namespace foyer {

enum class StartWith
{
    Existing, ///< the file must be there
    New,      ///< a fresh studio with one brand when there is no file
    Sample,   ///< the sample studio when there is no file
};

/// Opens a studio for use: database, recovery of what a crash left, first brand, sample if asked for.
/// Faults: those of Database::open; NotFound (StartWith::Existing and no file)
Result<std::unique_ptr<Database>> openStudio(const QString& file, StartWith start, Clock clock = systemNow);

/// Forgets what has had its time: ended sessions, counters, devices nobody used for long, the bin's contacts.
/// Done on opening; whoever keeps a studio open calls it now and then.
Result<void> tidyStudio(Transaction& transaction);

/// $XDG_DATA_HOME/foyer/studio.foyer
QString defaultStudioFile();
/// $XDG_DATA_HOME/foyer/sample.foyer
QString sampleStudioFile();

} // namespace foyer
