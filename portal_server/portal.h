// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace foyer::payments {
class CardDesk;
}

namespace foyer::web {

struct PortalConfig
{
    QString listen = QStringLiteral("127.0.0.1:8080"); ///< "host:port", "[::1]:port"; port 0: any free one
    QString certificateFile; ///< PEM chain; with keyFile: TLS. Never a fallback to plain http
    QString keyFile;
    QStringList trustedProxies; ///< addresses whose X-Forwarded-For and -Proto count
    /// Speaks to the card gateway. Nothing: the portal makes its own, with keys from a server's store.
    std::shared_ptr<payments::CardDesk> cards = {};
    QString stripeDouble = {}; ///< for tests: where a stand-in for Stripe listens on this machine
};

/// The client portal, published from this process. Made and destroyed on one thread; serves on its own.
class Portal
{
public:
    /// Faults: Conflict (the address is in use), Invalid (no such address, broken certificate), Denied,
    /// Storage
    static Result<std::unique_ptr<Portal>> start(Database& studio, const PortalConfig& config);
    /// Stops accepting, finishes what runs, and is gone within ten seconds whoever is connected.
    ~Portal();
    Q_DISABLE_COPY_MOVE(Portal)

    /// Where it listens, e.g. "http://127.0.0.1:8080": what links use while no address is configured.
    QString origin() const;

private:
    struct Private;
    explicit Portal(std::unique_ptr<Private> made);
    std::unique_ptr<Private> d;
};

} // namespace foyer::web
