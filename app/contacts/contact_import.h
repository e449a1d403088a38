// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/import_plan.h"
#include "app/storage/database.h"

#include <QString>

#include <functional>

namespace foyer::contacts {

/// What an import would do, counted before anything is written.
struct ImportForecast
{
    int newContacts = 0;
    int alreadyHere = 0;  ///< cards whose UID is in the studio already: they are left out
    int sharedEmails = 0; ///< new contacts whose email somebody else uses, here or in the file; never merged
    int problems = 0;
    int hints = 0;
};
Result<ImportForecast> forecast(const Snapshot& snapshot, const ImportPlan& plan);

struct ImportOutcome
{
    ImportId id;
    int added = 0;
    int leftOut = 0; ///< already here
};

/// Told often; returns false to cancel. Called on the importing thread.
using ImportProgress = std::function<bool(int done, int total)>;

/// Brings a plan in, in transactions of a few hundred contacts, so that clients and window are served
/// meanwhile. All or nothing for people: cancelling or failing takes back what was brought in, and so does
/// the next start after a crash. Not for the window's thread.
/// Faults: Invalid (the plan has problems), Cancelled, Storage.
Result<ImportOutcome> bringIn(Database& database, const Actor& actor, BrandId brand, const ImportPlan& plan,
                              const QString& fileName, const QString& format, const ImportProgress& progress);

/// Takes a whole import back: contacts it brought in leave for good, also if they were edited since.
/// Not for the window's thread. @returns how many left
Result<int> takeBack(Database& database, const Actor& actor, ImportId import, const ImportProgress& progress);

struct ImportRecord
{
    ImportId id;
    QString fileName;
    QString format;
    int contactCount;
    Instant startedAt;
};
/// Imports that can still be taken back, newest first.
Result<std::vector<ImportRecord>> imports(const Snapshot& snapshot);

/// Takes back what a crash left unfinished. At start, before anything else.
Result<void> recoverImports(Database& database);

} // namespace foyer::contacts
