// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/refusal.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <iterator>

namespace foyer::web {

namespace {

struct Words
{
    int status;
    const char* text;
    const char* extraHeader;
};
constexpr Words words[] = {
    {400, "Bad Request", ""},
    {405, "Method Not Allowed", "Allow: GET, HEAD, POST\r\n"},
    {408, "Request Timeout", ""},
    {411, "Length Required", ""},
    {413, "Content Too Large", ""},
    {414, "URI Too Long", ""},
    {415, "Unsupported Media Type", ""},
    {417, "Expectation Failed", ""},
    {431, "Request Header Fields Too Large", ""},
    {500, "Internal Server Error", ""},
    {501, "Not Implemented", ""},
    {503, "Service Unavailable", "Retry-After: 5\r\n"},
    {505, "HTTP Version Not Supported", ""},
};

constexpr char guardHeaders[] = "Content-Type: text/plain; charset=utf-8\r\n"
                                "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; "
                                "base-uri 'none'; form-action 'none'\r\n"
                                "X-Content-Type-Options: nosniff\r\n"
                                "X-Frame-Options: DENY\r\n"
                                "Referrer-Policy: no-referrer\r\n"
                                "Cache-Control: no-store\r\n"
                                "Connection: close\r\n";

} // namespace

QByteArray refusal(int status, const QByteArray& strictTransport, bool hasBody)
{
    const auto* found = std::find_if(std::begin(words), std::end(words),
                                     [=](const Words& each) { return each.status == status; });
    const Words& say = found == std::end(words) ? words[0] : *found;
    const QByteArray body = QByteArray{say.text} + '\n';

    QByteArray answer;
    answer.reserve(640);
    answer += "HTTP/1.1 " + QByteArray::number(say.status) + ' ' + say.text + "\r\n";
    answer += "Date: " + httpDate() + "\r\n";
    answer += guardHeaders;
    if (!strictTransport.isEmpty())
        answer += "Strict-Transport-Security: " + strictTransport + "\r\n";
    answer += say.extraHeader;
    answer += "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n";
    if (hasBody)
        answer += body;
    return answer;
}

const QByteArray& httpDate()
{
    // Names by hand: strftime's follow the locale.
    static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    thread_local std::time_t madeAt = 0;
    thread_local QByteArray text;
    const std::time_t now = std::time(nullptr);
    if (now != madeAt) {
        std::tm utc{};
        gmtime_r(&now, &utc);
        const auto two = [](int number) { return QByteArray::number(number).rightJustified(2, '0'); };
        text = QByteArray{days[static_cast<std::size_t>(utc.tm_wday)]} + ", " + two(utc.tm_mday) + ' ' +
               months[static_cast<std::size_t>(utc.tm_mon)] + ' ' + QByteArray::number(utc.tm_year + 1900) +
               ' ' + two(utc.tm_hour) + ':' + two(utc.tm_min) + ':' + two(utc.tm_sec) + " GMT";
        madeAt = now;
    }
    return text;
}

} // namespace foyer::web
