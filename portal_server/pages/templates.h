// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "portal_server/pages/view.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>

namespace foyer::web {

/// The pages of resources/portal, compiled once. Not for use by two threads at once: every thread that
/// renders has its own, see ofThisThread().
class Templates
{
public:
    Templates();
    ~Templates();
    Q_DISABLE_COPY_MOVE(Templates)

    static Templates& ofThisThread();

    /// @param name  a file of resources/portal without its ending: "login"
    /// Faults: NotFound (no such page), Invalid (the page asks for names that the view lacks; the detail
    /// lists them)
    Result<QByteArray> render(const QString& name, const View& view);

    /// Every page there is, for tests.
    static QStringList names();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer::web
