// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QString>

namespace foyer {

/// Why a webhook may not be sent there, as one sentence; empty: it may. https to anywhere public, and plain
/// http to this very machine: what a webhook tells must not be read on its way, and no studio's automation
/// shall knock at the doors of the network it stands in.
QString webhookAddressProblem(const QString& url);

/// Whether a name or a literal means this machine: "localhost", 127.0.0.0/8, ::1.
bool isThisMachine(const QString& host);

/// Whether a connection may really be made. Asked of what a name resolved to, when the connection is made: a
/// name that pointed elsewhere a moment ago changes nothing.
/// @param isToThisMachine  the address named this machine: nothing else will do then
bool mayConnectTo(const QHostAddress& address, bool isToThisMachine);

} // namespace foyer
