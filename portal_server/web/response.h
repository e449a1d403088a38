// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

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
};

} // namespace foyer::web
