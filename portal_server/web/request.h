// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace foyer::web {

enum class Method
{
    Get,
    Head,
    Post
};

/// Who is at the other end, as the front door saw it (or a configured proxy told it), never as the
/// client claims.
struct Peer
{
    QString address;         ///< textual IPv4 or IPv6, without port
    QString network;         ///< what counts as one source: the IPv4 address, the /64 of an IPv6 one
    bool isSecure = false;   ///< came over TLS (here, or at the configured proxy)
    bool isLoopback = false; ///< from this machine
};

/// One complete request, checked by the front door: small, unambiguous, wholly in memory.
struct Request
{
    Method method = Method::Get;
    QString path;     ///< percent-decoded once, starts with "/", no NUL, no "." or ".." segments, no "//"
    QByteArray query; ///< raw, without "?"
    QString host;     ///< lower case, A-label, with ":port" when one was sent
    QByteArray body;
    QByteArray contentType;                ///< lower case, without parameters
    QHash<QByteArray, QByteArray> headers; ///< lower-case names; only those the portal reads
    Peer peer;

    QByteArray header(QByteArrayView name) const { return headers.value(name.toByteArray()); }
};

} // namespace foyer::web
