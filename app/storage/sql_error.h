// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QSqlError>

namespace foyer {

/// What the database's refusal means to us. Constraint violations are a Conflict, a full queue of locks is
/// Busy, all else is Storage. The detail holds the database's words, never bound values.
inline Error sqlError(const QSqlError& error)
{
    // SQLite's result codes, the low byte: https://www.sqlite.org/rescode.html
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return {Fault::Busy, error.text()};
    case 19: // SQLITE_CONSTRAINT
        return {Fault::Conflict, error.text()};
    default:
        return {Fault::Storage, error.text()};
    }
}

} // namespace foyer
