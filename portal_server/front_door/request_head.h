// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/front_door/limits.h"
#include "portal_server/web/request.h"

#include <QByteArray>

#include <cstddef>
#include <string_view>
#include <variant>

namespace foyer::web {

/// What the head of one request says, once nothing about it is in doubt.
struct RequestHead
{
    Request request; ///< all but body and peer
    std::size_t contentLength = 0;
    bool keepsAlive = true;
    bool expectsContinue = false; ///< the client waits for "100 Continue" before it sends the body

    // What a proxy in front says. Believed only when the peer is one (see PeerAddress).
    QByteArray forwardedFor;
    QByteArray forwardedProto;
};

/// The status to refuse with; 400 unless another says more.
struct Refused
{
    int status;
    const char* reason; ///< static, for the log and the tests; never sent
};

/// Where the head ends.
/// @returns the number of bytes up to and including the first CR LF CR LF, 0 when there is none yet
std::size_t headLength(std::string_view bytes, std::size_t searchFrom = 0);

/// Reads a head strictly: whatever two servers could understand differently is refused, since a proxy in
/// front of us may be the other one. Pure; safe on any thread.
///
/// Refused: methods other than GET, HEAD, POST (405 known, 501 unknown); versions other than 1.1 and 1.0;
/// targets that do not start with "/"; "//", "." and ".." segments, encoded slashes, backslashes, NUL and
/// control characters in paths, bad escapes, paths that are not UTF-8; no Host or two; two lengths, signs or
/// lists in them; every transfer coding (501); content codings (415) and multipart bodies (415); bodies on
/// GET and HEAD; POST without a length (411); bare CR or LF, folded lines, blanks before a colon, control
/// characters, names that are no tokens; expectations other than 100-continue (417); more than the limits
/// (414, 431).
/// @param head from the first byte to the blank line, both included
std::variant<RequestHead, Refused> readRequestHead(std::string_view head, const Limits& limits = {});

/// What can be refused before the head is complete, so that a flood of garbage needs no patience.
/// @returns the refusal when no further byte can make these bytes the start of a head
std::variant<std::monostate, Refused> refuseEarly(std::string_view begun, const Limits& limits = {});

} // namespace foyer::web
