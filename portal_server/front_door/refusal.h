// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace foyer::web {

/// The whole answer to what never reaches the portal: a status, the headers pages have, three words. It
/// says nothing about the studio, for whoever asked did not even name one.
/// @param status       one of those the front door gives; others are answered as 400
/// @param strictTransport value of Strict-Transport-Security, or empty (plain connections)
/// @param hasBody      false in answer to HEAD
QByteArray refusal(int status, const QByteArray& strictTransport = {}, bool hasBody = true);

/// "Sun, 22 Nov 2026 10:00:00 GMT", made anew once a second. Safe on any thread.
const QByteArray& httpDate();

} // namespace foyer::web
