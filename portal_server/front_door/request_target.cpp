// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/request_target.h"

#include <QStringDecoder>

#include <algorithm>
#include <string>

namespace foyer::web {

namespace {

constexpr std::string_view pathPunctuation = "/-._~!$&'()*+,;=:@"; // RFC 3986, pchar and the slash
constexpr std::size_t longestHostName = 253;                       // RFC 1035

bool isAlphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// The byte an escape stands for, or -1. What would change the meaning of a path is no character of it.
int escapedByte(std::string_view path, std::size_t percent)
{
    if (percent + 2 >= path.size())
        return -1;
    const int high = hexDigit(path[percent + 1]);
    const int low = hexDigit(path[percent + 2]);
    if (high < 0 || low < 0)
        return -1;
    const int byte = high * 16 + low;
    const bool changesMeaning = byte < 0x20 || byte == 0x7f || byte == '/' || byte == '\\';
    return changesMeaning ? -1 : byte;
}

std::optional<std::string> decodedOnce(std::string_view path)
{
    std::string decoded;
    decoded.reserve(path.size());
    for (std::size_t i = 0; i < path.size(); ++i) {
        const char c = path[i];
        if (c == '%') {
            const int byte = escapedByte(path, i);
            if (byte < 0)
                return std::nullopt;
            decoded += static_cast<char>(byte);
            i += 2;
        } else if (isAlphanumeric(c) || pathPunctuation.find(c) != std::string_view::npos) {
            decoded += c;
        } else {
            return std::nullopt;
        }
    }
    return decoded;
}

/// Every segment but the last must have a name, and none may point elsewhere.
bool hasPlainSegments(std::string_view path)
{
    std::size_t begin = 1;
    for (;;) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string_view segment = path.substr(begin, end - begin);
        if (segment == "." || segment == "..")
            return false;
        if (end == path.size())
            return true;
        if (segment.empty())
            return false;
        begin = end + 1;
    }
}

bool isQueryText(std::string_view query)
{
    // Browsers leave more than RFC 3986 allows unescaped, yet never blanks, controls or a fragment.
    return std::all_of(query.begin(), query.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
}

bool isPort(std::string_view digits)
{
    if (digits.empty() || digits.size() > 5)
        return false;
    int port = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return false;
        port = port * 10 + (c - '0');
    }
    return port > 0 && port <= 65535;
}

bool isBracketedAddress(std::string_view host)
{
    if (host.size() < 4 || host.front() != '[' || host.back() != ']')
        return false;
    const std::string_view inside = host.substr(1, host.size() - 2);
    return std::all_of(inside.begin(), inside.end(),
                       [](char c) { return hexDigit(c) >= 0 || c == ':' || c == '.'; });
}

bool isHostName(std::string_view host)
{
    return !host.empty() && host.size() <= longestHostName && host.front() != '.' &&
           host.find("..") == std::string_view::npos && std::all_of(host.begin(), host.end(), [](char c) {
               return isAlphanumeric(c) || c == '-' || c == '.' || c == '_';
           });
}

} // namespace

std::optional<RequestTarget> requestTargetFrom(std::string_view target)
{
    if (target.empty() || target.front() != '/')
        return std::nullopt;
    const std::size_t mark = std::min(target.find('?'), target.size());
    const std::string_view query = target.substr(std::min(mark + 1, target.size()));
    if (!isQueryText(query))
        return std::nullopt;
    const auto decoded = decodedOnce(target.substr(0, mark));
    if (!decoded || !hasPlainSegments(*decoded))
        return std::nullopt;

    QStringDecoder decoder{QStringDecoder::Utf8, QStringDecoder::Flag::Stateless}; // nothing may be left over
    QString path = decoder.decode(QByteArrayView{decoded->data(), static_cast<qsizetype>(decoded->size())});
    if (decoder.hasError())
        return std::nullopt;
    return RequestTarget{std::move(path), QByteArray{query.data(), static_cast<qsizetype>(query.size())}};
}

std::optional<QString> hostFrom(std::string_view field)
{
    std::string_view host = field;
    const std::size_t colon = field.rfind(':');
    const std::size_t bracket = field.rfind(']');
    if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
        if (!isPort(field.substr(colon + 1)))
            return std::nullopt;
        host = field.substr(0, colon);
    }
    if (!isHostName(host) && !isBracketedAddress(host))
        return std::nullopt;
    return QString::fromLatin1(field.data(), static_cast<qsizetype>(field.size())).toLower();
}

} // namespace foyer::web
