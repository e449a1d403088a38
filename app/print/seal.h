// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/base/time.h"

#include <QByteArray>
#include <QString>

#include <optional>

/// The studio's digital signature on a PDF: CMS (RFC 5652) over the whole file, in an incremental update as
/// PDF 32000-1 §12.8 has it, so that standard readers check it. Safe on any thread.
namespace foyer::print {

struct SealKey
{
    QByteArray privateKey;  ///< PKCS #8, DER
    QByteArray certificate; ///< X.509, DER; made by the studio for itself
};
/// @param name  common name: the studio's. Faults: Storage (no randomness)
Result<SealKey> makeSealKey(const QString& name, Instant now);

/// The PDF with the signature in it. Faults: Invalid (no PDF that Foyer made)
/// @param reason  stands in the signature: "Signed by all parties"
Result<QByteArray> seal(const QByteArray& pdf, const SealKey& key, const QString& reason, Instant now);

enum class SealState
{
    Unaltered,
    Altered,  ///< bytes that the seal covers were changed, or something was added behind it
    NotSealed ///< a PDF without a signature of this shape
};
struct SealReport
{
    SealState state;
    std::optional<Instant> sealedAt;
    QString signer;               ///< common name of the certificate
    QByteArray certificateSha256; ///< to compare with the studio's own
    QString detail;               ///< what was changed: one sentence
};
/// Faults: Invalid (no PDF at all)
Result<SealReport> checkSeal(const QByteArray& pdf);

} // namespace foyer::print
