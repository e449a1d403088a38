// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QString>
#include <QUrl>

#include <memory>

namespace foyer::web {

/// Shows staff exactly what a client will see: the same pages by the same rules, read-only by construction
/// (it holds a const Database), on loopback only. Leaves no trace. Made and destroyed on one thread.
class PreviewServer
{
public:
    /// Faults: Conflict, Storage
    static Result<std::unique_ptr<PreviewServer>> start(const Database& studio);
    ~PreviewServer();
    Q_DISABLE_COPY_MOVE(PreviewServer)

    /// An address that opens this contact's portal once, within 60 seconds. The preview then lasts 15
    /// minutes. Works for disabled and never invited contacts. Faults: NotFound, Invalid (not a person)
    Result<QUrl> urlFor(ContactId contact);

    /// What every address of a preview begins with: nothing else may be loaded in its window.
    QString origin() const;

private:
    struct Private;
    explicit PreviewServer(std::unique_ptr<Private> made);
    std::unique_ptr<Private> d;
};

} // namespace foyer::web
