// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/base/time.h"

#include <QByteArray>

#include <optional>

/// The one shape of CMS (RFC 5652, with RFC 5035's signing certificate) that a seal of Foyer has: SHA-256,
/// one signer with a P-256 key, its certificate inside, four signed attributes, none unsigned, DER
/// throughout. Because everything else is fixed, four values determine every byte, and a single changed one
/// is found by encoding again.
namespace foyer::print {

struct CmsParts
{
    QByteArray certificate; ///< X.509, DER
    Instant at;
    QByteArray digest;    ///< SHA-256 of the content
    QByteArray signature; ///< DER, of signedAttributes()
};

/// What is signed.
QByteArray signedAttributes(const CmsParts& parts);

/// Faults: Invalid (the certificate cannot be read)
Result<QByteArray> encodeCms(const CmsParts& parts);

/// Nothing for everything that encodeCms() would not have made, byte by byte.
std::optional<CmsParts> decodeCms(const QByteArray& der);

} // namespace foyer::print
