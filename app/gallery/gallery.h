// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QString>

#include <vector>

/// The Template Gallery: what comes with Foyer, to be copied into the studio with one click, offline.
namespace foyer::gallery {

enum class Kind
{
    Email,
    Automation,
    Questionnaire,
    Package, ///< of products, for orders
    Contract
};

struct Entry
{
    QString key; ///< "portal-invite"; never changes
    Kind kind;
    int edition; ///< rises when we improve it
    QString name;
    QString description;        ///< one or two sentences: when a studio wants it
    QString work;               ///< "Wedding", "Family", "Commercial"; empty: any
    QString preview;            ///< Markdown: what it says, for reading before installing
    std::vector<QString> needs; ///< keys that are installed with it: an automation's mails
};
/// All of them, by kind and name.
const std::vector<Entry>& entries();

/// What the studio has of an entry.
struct Installed
{
    int copies = 0;
    int newestEdition =
        0; ///< 0: none installed. Lower than the entry's: a newer one is offered, never forced
};
Result<Installed> installedOf(const Snapshot& snapshot, const QString& key);

/// Adds an editable copy, and of `needs` what is not there yet. Installed twice: a second copy ("… (2)"). An
/// automation is installed switched off. Faults: NotFound (no such entry)
/// @returns the row of what was made, of the entry's kind
Result<qint64> install(Transaction& transaction, const QString& key);

} // namespace foyer::gallery
