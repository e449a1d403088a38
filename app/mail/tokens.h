// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/text.h"

#include <QRegularExpression>
#include <QString>

namespace foyer::mail {

/// Stands in a stored mail where the recipient's own Direct Link goes when it is sent or read.
inline const QString portalLinkToken = QStringLiteral("{{recipient.portal_link}}");

/// The same for a link that resets the recipient's password.
inline const QString resetLinkToken = QStringLiteral("{{recipient.reset_link}}");

/// Stands where the secret part of a link would be read.
inline const QString maskedToken = QStringLiteral("••••••••");

/// What somebody typed about themselves, for a subject: one line of text, never a token. For the lines of a
/// body there is inertLine() in mail_body.h.
inline QString withoutTokens(const QString& typed)
{
    static const QRegularExpression pair{QStringLiteral("\\{(?=\\{)")};
    return singleLine(typed).replace(pair, QStringLiteral("{ "));
}

} // namespace foyer::mail
