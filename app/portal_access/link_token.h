// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace foyer::portal_access {

/// What a link of ours names: one contact, and which of that contact's links.
struct LinkSubject
{
    ContactId contact;
    qint64 number; ///< 1 … 2^32 - 1
};

/// 59 URL-safe characters: an authenticator of 256 bits and the subject, hidden, so that an address tells a
/// stranger neither how many contacts there are nor how often one was reset.
/// @param key  a secret of the studio;  @param purpose  a token of one purpose is none of another
QString linkToken(const QByteArray& key, const char* purpose, const LinkSubject& subject);

/// Nothing for what this key never made for this purpose.
std::optional<LinkSubject> readLinkToken(const QByteArray& key, const char* purpose, const QString& token);

} // namespace foyer::portal_access
