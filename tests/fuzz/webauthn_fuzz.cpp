// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a browser or an authenticator sends: reading ends, and a key that was taken is one that we read
// again.
#include "app/base/random.h"
#include "app/portal_access/cose_key.h"
#include "app/portal_access/webauthn.h"

#include <QCborMap>
#include <QCborValue>

#include <cstdint>
#include <cstdlib>

using namespace foyer;
using namespace foyer::portal_access;
using namespace Qt::StringLiterals;

namespace {

const RelyingParty party{u"localhost"_s, u"http://localhost"_s};
const QByteArray challenge(32, '\0');

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

QByteArray clientData(const QByteArray& type)
{
    return R"({"type":"webauthn.)" + type + R"(","challenge":")" + toBase64Url(challenge).toLatin1() +
           R"(","origin":"http:\/\/localhost"})";
}

void judge(const QByteArray& attestation)
{
    const auto made = verifyRegistration(party, challenge, {clientData("create"), attestation});
    if (!made)
        return;
    const auto key = CoseKey::read(made->publicKey);
    require(key && key->length() == made->publicKey.size() && key->algorithm() == made->algorithm);
    require(!made->id.isEmpty() && made->id.size() <= 1023);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes{reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)};
    judge(bytes);
    // Past the hash of the host, which nobody finds by trying: flags, counter, credential.
    const QByteArray credential = sha256(party.id.toUtf8()) + bytes;
    judge(QCborMap{{u"fmt"_s, u"none"_s}, {u"attStmt"_s, QCborMap{}}, {u"authData"_s, credential}}
              .toCborValue()
              .toCbor());
    if (const auto key = CoseKey::read(bytes))
        require(!verifyAssertion(party, challenge, bytes.first(key->length()),
                                 {clientData("get"), credential.left(37), bytes}));
    require(!verifyAssertion(party, challenge, bytes, {bytes, bytes, bytes}));
    require(!verifyAssertion(party, challenge, bytes, {clientData("get"), credential, bytes}));
    return 0;
}
