// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/portal_access/passwords.h"
#include "portal_server/portal/visit.h"

#include <QStringList>

namespace foyer::web {

/// What a new password needs, in one sentence, before anything is typed.
QString passwordRule();
/// Why this one was refused; empty for None.
QString sentenceFor(portal_access::PasswordFault fault);
/// What a new password of this client must not be made of: names and addresses of client and brand.
Result<QStringList> ownWords(const Visit& visit, ContactId contact);

} // namespace foyer::web
