// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/contracts/sealing.h"

namespace foyer::contracts {

// What takes a moment: printing and sealing. None of it runs inside a transaction of the caller's, and all of
// it needs a QGuiApplication (offscreen will do). Safe on any thread but the window's, where writing waits.

/// What send() keeps beside the text. Faults: Storage (a font is missing)
Result<QByteArray> pdfToSend(const Prepared& prepared);

/// Seals a contract that everybody signed: prints it with its evidence, signs the PDF with the studio's key,
/// which is made when it is first needed, and keeps it.
/// @returns false when somebody else had sealed it meanwhile. Faults: NotFound, Conflict (not signed by
/// everybody), Storage
Result<bool> seal(Database& studio, ItemId id);

/// Seals whatever waits for it. One that fails is logged and does not keep the others waiting.
/// @returns how many were sealed
Result<int> sealAll(Database& studio);

/// SHA-256 of the studio's own certificate, to tell its seals from others; empty while there is none.
Result<QByteArray> sealCertificateSha256(const Snapshot& snapshot);

} // namespace foyer::contracts
