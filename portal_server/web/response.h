// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <utility>
#include <vector>

namespace foyer::web {

/// What a handler answers. Security headers, dates, lengths and connection handling are the
/// dispatcher's and the front door's business.
struct Response
{
    int status = 200;
    QByteArray contentType = "text/html; charset=utf-8";
    QByteArray body;
    std::vector<std::pair<QByteArray, QByteArray>> headers; ///< Location, Set-Cookie, Cache-Control, …
    bool closesConnection = false;
    /// Sent no earlier than this after the request came, so that its time does not tell what was found. Zero:
    /// at once. Nobody's thread waits for it.
    std::chrono::milliseconds notBefore{0};
};

} // namespace foyer::web
