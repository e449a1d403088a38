// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <string_view>

namespace foyer::web {

struct RequestTarget
{
    QString path;     ///< decoded once
    QByteArray query; ///< raw
};

/// A target in origin form ("/path?query").
/// @returns nothing when it is another form, or when two readers could disagree about the path: bad
/// escapes, encoded slashes or backslashes, empty, "." or ".." segments, control characters, invalid UTF-8
std::optional<RequestTarget> requestTargetFrom(std::string_view target);

/// A Host field: a name or an address, perhaps with a port.
/// @returns it in lower case, or nothing when it is neither
std::optional<QString> hostFrom(std::string_view field);

} // namespace foyer::web
