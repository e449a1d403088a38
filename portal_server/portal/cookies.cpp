// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/cookies.h"

#include "app/base/random.h"

#include <QList>

#include <algorithm>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

QByteArray nameOf(const Request& request, Cookie cookie)
{
    QByteArray name = [&]() -> QByteArray {
        switch (cookie) {
        case Cookie::Session:
            return "foyer";
        case Cookie::Form:
            return "foyer-form";
        case Cookie::Link:
            return "foyer-link";
        case Cookie::Choice:
            return "foyer-choice";
        case Cookie::Device:
            return "foyer-device";
        case Cookie::Reset:
            return "foyer-reset";
        case Cookie::Wanted:
            return "foyer-wanted";
        }
        Q_UNREACHABLE();
    }();
    return request.peer.isSecure ? "__Host-" + name : name;
}

} // namespace

bool isTokenShaped(const QString& text)
{
    const auto isPlain = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ||
               c == u'-' || c == u'_';
    };
    return !text.isEmpty() && text.size() <= 100 && std::all_of(text.begin(), text.end(), isPlain);
}

std::optional<QString> readCookie(const Request& request, Cookie cookie)
{
    const QByteArray wanted = nameOf(request, cookie);
    std::optional<QString> value;
    for (const QByteArray& pair : request.header("cookie").split(';')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals <= 0 || pair.first(equals).trimmed() != wanted)
            continue;
        if (value)
            return std::nullopt; // two of one name: somebody planted one
        value = QString::fromLatin1(pair.sliced(equals + 1).trimmed());
    }
    return value;
}

QByteArray setCookie(const Request& request, Cookie cookie, const QString& value, std::chrono::seconds life)
{
    QByteArray text = nameOf(request, cookie) + '=' + value.toLatin1() + "; Path=/; HttpOnly; SameSite=Lax";
    if (life.count() > 0)
        text += "; Max-Age=" + QByteArray::number(qint64{life.count()});
    if (life.count() < 0)
        text += "; Max-Age=0";
    if (request.peer.isSecure)
        text += "; Secure";
    return text;
}

QString sealed(const QByteArray& key, const char* purpose, const QString& value)
{
    return value + u'.' + toBase64Url(hmacSha256(key, QByteArray{purpose} + '\0' + value.toUtf8()));
}

std::optional<QString> unsealed(const QByteArray& key, const char* purpose, const QString& text)
{
    const qsizetype dot = text.lastIndexOf(u'.');
    if (dot < 0)
        return std::nullopt;
    const QString value = text.first(dot);
    return equalInConstantTime(sealed(key, purpose, value).toUtf8(), text.toUtf8()) ? std::optional{value}
                                                                                    : std::nullopt;
}

QString sessionCookieText(const QByteArray& key, const SessionCookie& cookie)
{
    return sealed(key, "session", cookie.token + u'.' + QString::number(toSeconds(cookie.seenAt)));
}

std::optional<SessionCookie> readSessionCookie(const QByteArray& key, const QString& text)
{
    const auto value = unsealed(key, "session", text);
    if (!value)
        return std::nullopt;
    return SessionCookie{value->section(u'.', 0, 0), fromSeconds(value->section(u'.', 1, 1).toLongLong())};
}

QString formTokenFor(const QByteArray& key, const QString& boundTo)
{
    return toBase64Url(hmacSha256(key, QByteArray{"form"} + '\0' + boundTo.toUtf8()));
}

} // namespace foyer::web
