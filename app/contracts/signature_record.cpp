// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/signature_record.h"

#include "app/base/canonical_json.h"
#include "app/base/random.h"

namespace foyer::contracts {

using namespace Qt::StringLiterals;

QByteArray digestOf(const SignatureRecord& record)
{
    const QJsonObject json{{u"item"_s, record.item},
                           {u"version"_s, QString::fromLatin1(record.versionSha256.toHex())},
                           {u"position"_s, record.position},
                           {u"signer"_s, record.signer},
                           {u"role"_s, record.role},
                           {u"name"_s, record.name},
                           {u"method"_s, record.method},
                           {u"mark"_s, record.mark},
                           {u"inputs"_s, record.inputs},
                           {u"consent"_s, QString::fromLatin1(record.consentSha256.toHex())},
                           {u"at"_s, QString::number(toSeconds(record.signedAt))}};
    return sha256(canonicalJson(json));
}

} // namespace foyer::contracts
