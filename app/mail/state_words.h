// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/outbox.h"

namespace foyer::mail {

/// As states stand in the studio file. Words that are none: MailState::Unknown.
MailState stateFromWord(const QString& word);
QString wordFor(MailState state);

} // namespace foyer::mail
