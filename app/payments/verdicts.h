// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/card_events.h"

/// For the files that judge events.
namespace foyer::payments {

inline Verdict applied()
{
    return {Verdict::Outcome::Applied, {}};
}
inline Verdict nothing(const QString& reason)
{
    return {Verdict::Outcome::Nothing, reason};
}
inline Verdict quarantined(const QString& reason)
{
    return {Verdict::Outcome::Quarantined, reason};
}

/// What the ledger does not take for a reason of its own is the studio's to look at; a disk that fails is
/// not. The ledger decides before it writes, so nothing half done is kept with the verdict.
inline Result<Verdict> fromLedger(const Error& error)
{
    switch (error.fault) {
    case Fault::Invalid:
    case Fault::Conflict:
    case Fault::NotFound:
        return quarantined(error.detail);
    case Fault::Denied:
    case Fault::Busy:
    case Fault::Cancelled:
    case Fault::Storage:
    case Fault::Newer:
        return fail(error);
    }
    Q_UNREACHABLE();
}

/// The day of a movement, as the studio's calendar has it.
inline QDate dayOf(Instant at)
{
    return toLocal(at).date();
}

} // namespace foyer::payments
