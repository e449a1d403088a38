// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "portal_server/front_door/handler.h"
#include "portal_server/front_door/limits.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QtGlobal>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

struct sockaddr;

namespace foyer::web {

enum class Security
{
    Plain,
    Tls, ///< with the certificates of the options
};

/// One place where clients knock.
struct ListenAddress
{
    QString host = QStringLiteral("127.0.0.1"); ///< an IPv4 or IPv6 address; "::" means both families
    quint16 port = 0;                           ///< 0: any free one, see FrontDoor::ports
    Security security = Security::Plain;
    QString socketPath; ///< when not empty: a UNIX socket here instead (mode 0660, for a proxy)
};

/// "127.0.0.1:8080", "[::1]:8080", "unix:/run/foyer/portal.sock".
/// @returns Invalid for names: listening must not depend on a resolver
Result<ListenAddress> listenAddressFrom(const QString& text, Security security = Security::Plain);

/// PEM files. The certificate file holds the chain, the server's own first.
struct CertificateFiles
{
    QString certificate;
    QString key;
};

struct FrontDoorOptions
{
    std::vector<ListenAddress> listen;
    /// The first one serves clients that name no host, or one we have no certificate for.
    std::vector<CertificateFiles> certificates;
    /// Addresses or networks ("127.0.0.1", "10.0.0.0/8", "::1") whose X-Forwarded-For and
    /// X-Forwarded-Proto are believed. Whoever may use a UNIX socket of ours is one, too.
    QStringList trustedProxies;
    int eventLoops = 0; ///< 0: as many as cores
    int workers = 0;    ///< 0: as many as cores, two at the least
    int hashers = 0;    ///< 0: one less than there are cores, one at the least
    Limits limits;
    /// Strict-Transport-Security of refusals over TLS, as the pages say it.
    QByteArray strictTransport = "max-age=63072000";
    /// In the place of accept4(), for tests that let it fail.
    std::function<int(int, sockaddr*, unsigned*)> acceptCall;
};

/// Accepts clients, speaks TLS, reads one whole request under hard limits and absolute deadlines, refuses
/// what is ambiguous, and hands the rest to a Handler. Requests of one connection are answered one after
/// the other, in their order.
class FrontDoor
{
public:
    /// @param handler outlives this object
    FrontDoor(Handler& handler, FrontDoorOptions options);
    /// Drains without patience: running handlers are waited for, clients are not.
    ~FrontDoor();
    Q_DISABLE_COPY_MOVE(FrontDoor)

    /// Opens every address, or none. Once per object; the calling thread returns at once. Raises the
    /// process's limit of open files as far as it may.
    /// @returns Conflict when an address is in use, Denied when it needs rights, Invalid for bad options
    Result<void> start();

    /// The ports as they really are, in the order of the options (0 for UNIX sockets). After start().
    std::vector<quint16> ports() const;

    /// Reads the certificate files again, for new connections; after an error the old ones stay in use.
    /// Safe on any thread.
    Result<void> reloadCertificates();

    /// Stops accepting, closes idle connections, lets running requests finish, then closes what is left.
    /// Waits for it. A second call does nothing. Safe on any thread but the front door's own.
    /// @param patience at most Limits::drainMost
    void drain(std::chrono::milliseconds patience = Limits::drainMost);

    /// Open connections right now.
    int connectionCount() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer::web
