// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/web/request.h"
#include "portal_server/web/response.h"

#include <QByteArray>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace foyer::web {

/// An answer as it goes over the wire. The body travels beside the head, so that a large one is never copied.
struct WireAnswer
{
    std::string head; ///< from "HTTP/1.1" to the blank line
    QByteArray body;  ///< empty in answer to HEAD
    bool closesConnection = false;
    std::chrono::milliseconds notBefore{0}; ///< see Response
};

/// Hands a request to cpp-httplib from memory and takes its answer back from memory. The library sees no
/// socket, no stranger's bytes, no body and none of the fields it mistreats (Accept-Encoding, Range,
/// Transfer-Encoding, Expect, percent signs in values): only a head that we wrote. The handler gets the
/// front door's request, not what the library would make of it.
///
/// One per thread: not safe on two at once.
class HttplibBridge
{
public:
    using Answering = std::function<Response(const Request&)>;

    explicit HttplibBridge(Answering answering);
    ~HttplibBridge();
    HttplibBridge(const HttplibBridge&) = delete;
    HttplibBridge& operator=(const HttplibBridge&) = delete;

    /// Never throws.
    /// @param keepsAlive what the client and the front door would like; the handler may close all the same
    /// @returns nothing after an exception of the handler, and for answers that must not leave the house: a
    /// line break in a header, a status that is none. The client gets a bare 500.
    std::optional<WireAnswer> answer(const Request& request, bool keepsAlive);

private:
    class Server;
    std::unique_ptr<Server> m_server;
};

} // namespace foyer::web
