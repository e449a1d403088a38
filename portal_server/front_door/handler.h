// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/web/request.h"
#include "portal_server/web/response.h"

#include <QString>

#include <cstddef>

namespace foyer::web {

/// Where a request is answered.
enum class Lane
{
    Here,   ///< on the event loop that read it: quick reads that never wait
    Worker, ///< on a thread of the bounded pool: writes, PDFs, all that waits
    Hash,   ///< on one of the few threads that hash passwords: behind all others, and never in their way
};

/// What the front door needs from the portal, and no more. Every function is called from several threads
/// at once. Exceptions become a 500 without a word about their cause.
class Handler
{
public:
    virtual ~Handler() = default;

    /// Called on an event loop for every complete request: must not wait.
    virtual Lane laneFor(const Request& request) const = 0;

    /// Bytes a body may have, known before it is read. Called on an event loop: must not wait.
    /// @returns Limits::bodyBytesDefault, or Limits::largeBodyBytesDefault where the route table says so
    virtual std::size_t bodyLimitFor(Method method, const QString& path) const = 0;

    /// The answer, without Content-Length, Connection and Date: these are the front door's. For HEAD,
    /// answer as for GET; the body is measured and not sent.
    virtual Response answer(const Request& request) = 0;

    /// The calling thread (an event loop or a worker) ends and asks for nothing more: the place to close
    /// what was opened for it, such as its database connection.
    virtual void leaveThread() {}
};

} // namespace foyer::web
