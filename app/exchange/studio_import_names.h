// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QHash>
#include <QString>

#include <optional>

namespace foyer::exchange {

/// "jobs[2].orders[0]: …"
Failure failAt(const QString& path, const Error& error);

/// Who is meant by a ref or uid in the file being brought in.
class ContactNames
{
public:
    void add(const QString& name, ContactId contact)
    {
        if (!name.isEmpty())
            m_known.insert(name, contact);
    }
    /// In the file, else by uid in the studio. Faults: Invalid (nobody, with the place), Storage
    Result<ContactId> find(const Snapshot& snapshot, const QString& name, const QString& path) const;

private:
    QHash<QString, ContactId> m_known;
};

/// The brand of this username, else `otherwise`. Faults: Invalid (no such brand), Storage
Result<BrandId> brandNamed(const Snapshot& snapshot, const QString& username, const QString& path,
                           BrandId otherwise);

} // namespace foyer::exchange
