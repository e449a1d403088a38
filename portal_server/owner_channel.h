// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QByteArray>
#include <QStringList>

#include <memory>

namespace foyer::cli {

/// Where the process that owns a studio takes commands from others: a local socket of this user, in a folder
/// that only this user can enter, named after the studio file. So `foyer-portal contact invite …` works while
/// the desktop program or a server has the studio open. Commands run one after another on a thread of its
/// own. Made and destroyed on one thread; needs no event loop there.
class OwnerChannel
{
public:
    /// Faults: Denied (no folder for the socket, or it cannot be made)
    static Result<std::unique_ptr<OwnerChannel>> listen(Database& studio);
    /// Waits for the command that is running.
    ~OwnerChannel();
    Q_DISABLE_COPY_MOVE(OwnerChannel)

private:
    class Listener;
    OwnerChannel();

    struct Private;
    std::unique_ptr<Private> d;
};

struct OwnersAnswer
{
    QByteArray out;
    QByteArray err;
    int exit = 1;
};

/// Has the owner of a studio file run a command. Waits 5 seconds to be heard, then until it is done.
/// Faults: NotFound (nobody listens, or is heard), Storage (the owner went away in the middle)
Result<OwnersAnswer> askOwner(const QString& studioFile, const QStringList& words, const QString& folder);

} // namespace foyer::cli
