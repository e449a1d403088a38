// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/time.h"
#include "portal_server/web/request.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>

namespace foyer::web {

/// The cookies of the portal. Over TLS they carry the __Host- prefix and Secure; on the plain http of
/// loopback or the studio's own network they are the same without (invariant P6).
enum class Cookie
{
    Session, ///< token, idle clock and their signature
    Form,    ///< what a form token of somebody not logged in is bound to
    Link,    ///< the Direct Link somebody came in by, for ten minutes
    Choice,  ///< who the chooser may offer, after the password was proven; two minutes
    Device,  ///< where somebody logged in before; opens nothing (see known_device.h)
    Reset,   ///< the reset link somebody came in by, for as long as it lives
    Wanted,  ///< which item somebody asked for who must log in first; opens nothing (see wanted_item.h)
};

/// Whether a text may be a link's token, and hence stand in a cookie: URL-safe characters, 1 to 100 of them.
bool isTokenShaped(const QString& text);

std::optional<QString> readCookie(const Request& request, Cookie cookie);
/// A Set-Cookie value. @param life  zero: until the browser closes; negative: forget it now
QByteArray setCookie(const Request& request, Cookie cookie, const QString& value,
                     std::chrono::seconds life = std::chrono::seconds{0});

/// Text that only this studio can have written: value.signature
QString sealed(const QByteArray& key, const char* purpose, const QString& value);
/// The value, if the seal is whole.
std::optional<QString> unsealed(const QByteArray& key, const char* purpose, const QString& text);

/// The session cookie's content: which token, and when it was last used.
struct SessionCookie
{
    QString token;
    Instant seenAt;
};
QString sessionCookieText(const QByteArray& key, const SessionCookie& cookie);
std::optional<SessionCookie> readSessionCookie(const QByteArray& key, const QString& text);

/// What the hidden field of every form carries: bound to a session's token or to the form cookie.
QString formTokenFor(const QByteArray& key, const QString& boundTo);

} // namespace foyer::web
