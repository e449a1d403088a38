// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/time.h"

#include <QByteArray>
#include <QString>

namespace foyer::contracts {

/// A row of `signature` with what it hangs on. Its digest stands in the evidence, so that a changed row
/// shows.
struct SignatureRecord
{
    QString item; ///< uid
    QByteArray versionSha256;
    int position;   ///< of the signer
    QString signer; ///< name and role as they were sent
    QString role;
    QString name;   ///< as typed
    QString method; ///< "typed" or "drawn"
    QString mark;   ///< the typed name, or the path
    QString inputs; ///< canonical JSON of what was given
    QByteArray consentSha256;
    Instant signedAt;
};
/// SHA-256 of its canonical JSON.
QByteArray digestOf(const SignatureRecord& record);

} // namespace foyer::contracts
