// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QByteArray>

#include <memory>
#include <optional>

class QCborStreamReader;
struct evp_pkey_st;

namespace foyer::portal_access {

/// A public key as authenticators write it (RFC 9052's COSE_Key, in the narrow form of Web Authentication):
/// ES256 on P-256, Ed25519, or RS256 with 2048 to 4096 bits.
class CoseKey
{
public:
    /// The key at the beginning of these bytes. Faults: Denied (damaged, of another kind, or no point of its
    /// curve)
    static Result<CoseKey> read(const QByteArray& bytes);

    int algorithm() const { return m_algorithm; } ///< the COSE registry's number
    qsizetype length() const { return m_length; } ///< how many bytes it took
    bool hasSigned(const QByteArray& message, const QByteArray& signature) const;

private:
    using Key = std::shared_ptr<evp_pkey_st>;
    CoseKey(int algorithm, qsizetype length, Key key);

    int m_algorithm;
    qsizetype m_length;
    Key m_key;
};

/// The byte string that comes next, if it is in one piece and no longer than that.
std::optional<QByteArray> takeBytes(QCborStreamReader& reader, qsizetype most);

} // namespace foyer::portal_access
