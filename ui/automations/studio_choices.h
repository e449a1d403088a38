// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/database.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace foyer {

/// What an automation can be told to use, by the uid under which it stands in its content.
struct StudioChoice
{
    QString key; ///< a uid; of a brand its username
    QString name;
    bool isArchived = false; ///< still named, but offered no more
    bool operator==(const StudioChoice&) const = default;
};

struct StudioChoices
{
    std::vector<StudioChoice> mails; ///< email templates
    std::vector<StudioChoice> questionnaires;
    std::vector<StudioChoice> contracts;
    std::vector<StudioChoice> packages;
    std::vector<StudioChoice> brands;
    QStringList jobTypes;
    bool operator==(const StudioChoices&) const = default;
};
Result<StudioChoices> studioChoices(const Snapshot& snapshot);

/// @returns nothing when it is gone
std::optional<QString> nameOf(const std::vector<StudioChoice>& choices, const QString& key);

} // namespace foyer
