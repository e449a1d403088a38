// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/webauthn.h"

#include "app/base/random.h"
#include "app/portal_access/cose_key.h"

#include <QCborStreamReader>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <optional>

namespace foyer::portal_access {

using namespace Qt::StringLiterals;

namespace {

// Far above what honest ones send, far below what would be a burden.
constexpr qsizetype longestClientData = 4096;
constexpr qsizetype longestAttestation = qsizetype{16} * 1024;
constexpr qsizetype longestAuthenticatorData = qsizetype{8} * 1024;
constexpr qsizetype longestCredentialId = 1023; // the specification's
constexpr int deepestStatement = 8;

Failure denied(QString reason)
{
    return fail(Fault::Denied, std::move(reason));
}

Result<void> checkClientData(const QByteArray& json, QLatin1StringView type, const RelyingParty& party,
                             const QByteArray& challenge)
{
    if (json.size() > longestClientData)
        return denied(u"the client data are too long"_s);
    const QJsonObject said = QJsonDocument::fromJson(json).object();
    if (said.value("type"_L1) != QJsonValue{type})
        return denied(u"the client data are of another type"_s);
    if (challenge.isEmpty() ||
        !equalInConstantTime(fromBase64Url(said.value("challenge"_L1).toString()), challenge))
        return denied(u"the challenge is another"_s);
    if (said.value("origin"_L1) != QJsonValue{party.origin})
        return denied(u"the origin is another"_s);
    // Nobody frames our pages, so nobody may ask in their name from a frame.
    const QJsonValue crossOrigin = said.value("crossOrigin"_L1);
    if ((!crossOrigin.isUndefined() && crossOrigin != QJsonValue{false}) || said.contains("topOrigin"_L1))
        return denied(u"asked from a frame of another origin"_s);
    return {};
}

enum Flag : quint8
{
    UserPresent = 0x01,
    UserVerified = 0x04,
    BackupEligible = 0x08,
    BackedUp = 0x10,
    HasCredential = 0x40,
    HasExtensions = 0x80,
};

struct AuthenticatorData
{
    quint8 flags;
    quint32 signCount;
    QByteArray rest; ///< credential and extensions
};

Result<AuthenticatorData> readAuthenticatorData(const QByteArray& bytes, const RelyingParty& party)
{
    constexpr qsizetype head = 32 + 1 + 4;
    if (bytes.size() < head || bytes.size() > longestAuthenticatorData)
        return denied(u"the authenticator's data are too short or too long"_s);
    if (!equalInConstantTime(QByteArrayView{bytes}.first(32), sha256(party.id.toUtf8())))
        return denied(u"the passkey is for another host"_s);
    const auto flags = quint8(bytes[32]);
    if (!(flags & UserPresent) || !(flags & UserVerified))
        return denied(u"nobody was present, or the device did not check who"_s);
    if ((flags & BackedUp) && !(flags & BackupEligible))
        return denied(u"the passkey is backed up and cannot be"_s);
    return AuthenticatorData{flags, qFromBigEndian<quint32>(bytes.constData() + 33), bytes.sliced(head)};
}

/// Extensions, which nobody asked for, may stand there when their flag does, and nothing else may.
Result<void> checkExtensions(quint8 flags, const QByteArray& bytes)
{
    if (!(flags & HasExtensions))
        return bytes.isEmpty() ? Result<void>{} : denied(u"something follows the authenticator's data"_s);
    QCborStreamReader reader{bytes};
    if (!reader.isMap() || !reader.next(deepestStatement) || reader.currentOffset() != bytes.size())
        return denied(u"the extensions are damaged"_s);
    return {};
}

std::optional<QString> takeText(QCborStreamReader& reader)
{
    if (!reader.isString() || !reader.isLengthKnown() || reader.length() > 32)
        return std::nullopt;
    const auto text = reader.readString();
    if (text.status != QCborStreamReader::Ok || reader.readString().status != QCborStreamReader::EndOfString)
        return std::nullopt;
    return text.data;
}

/// The authenticator's data out of {"fmt": …, "attStmt": {…}, "authData": …}. The statement is not judged.
std::optional<QByteArray> authenticatorDataOf(const QByteArray& attestation)
{
    QCborStreamReader reader{attestation};
    if (!reader.isMap() || !reader.isLengthKnown() || reader.length() != 3 || !reader.enterContainer())
        return std::nullopt;
    std::optional<QString> format;
    std::optional<QByteArray> data;
    bool hasStatement = false;
    bool isStatementEmpty = false;
    for (int i = 0; i < 3; ++i) {
        const auto key = takeText(reader);
        if (key == u"fmt"_s && !format) {
            format = takeText(reader);
            if (!format)
                return std::nullopt;
        } else if (key == u"attStmt"_s && !hasStatement) {
            hasStatement = reader.isMap() && reader.isLengthKnown();
            isStatementEmpty = hasStatement && reader.length() == 0;
            if (!hasStatement || !reader.next(deepestStatement))
                return std::nullopt;
        } else if (key == u"authData"_s && !data) {
            data = takeBytes(reader, longestAuthenticatorData);
            if (!data)
                return std::nullopt;
        } else {
            return std::nullopt;
        }
    }
    if (!reader.leaveContainer() || reader.currentOffset() != attestation.size())
        return std::nullopt;
    if (format == u"none"_s && !isStatementEmpty)
        return std::nullopt;
    return data;
}

} // namespace

Result<NewCredential> verifyRegistration(const RelyingParty& party, const QByteArray& challenge,
                                         const RegistrationAnswer& answer)
{
    if (const auto said = checkClientData(answer.clientData, "webauthn.create"_L1, party, challenge); !said)
        return fail(said.error());
    if (answer.attestation.size() > longestAttestation)
        return denied(u"the attestation is too long"_s);
    const auto bytes = authenticatorDataOf(answer.attestation);
    if (!bytes)
        return denied(u"the attestation is damaged"_s);
    const auto data = readAuthenticatorData(*bytes, party);
    if (!data)
        return fail(data.error());

    constexpr qsizetype head = 16 + 2; // the make of the device, which we do not ask, and a length
    const QByteArray& rest = data->rest;
    if (!(data->flags & HasCredential) || rest.size() < head)
        return denied(u"there is no credential"_s);
    const auto length = qsizetype{qFromBigEndian<quint16>(rest.constData() + 16)};
    if (length == 0 || length > longestCredentialId || rest.size() < head + length)
        return denied(u"the credential's id is too short or too long"_s);
    const QByteArray keyAndMore = rest.sliced(head + length);
    const auto key = CoseKey::read(keyAndMore);
    if (!key)
        return fail(key.error());
    if (const auto checked = checkExtensions(data->flags, keyAndMore.sliced(key->length())); !checked)
        return fail(checked.error());
    return NewCredential{rest.sliced(head, length), keyAndMore.first(key->length()), key->algorithm(),
                         data->signCount};
}

Result<quint32> verifyAssertion(const RelyingParty& party, const QByteArray& challenge,
                                const QByteArray& publicKey, const AssertionAnswer& answer)
{
    if (const auto said = checkClientData(answer.clientData, "webauthn.get"_L1, party, challenge); !said)
        return fail(said.error());
    const auto data = readAuthenticatorData(answer.authenticatorData, party);
    if (!data)
        return fail(data.error());
    if (data->flags & HasCredential)
        return denied(u"a credential stands where none belongs"_s);
    if (const auto checked = checkExtensions(data->flags, data->rest); !checked)
        return fail(checked.error());
    const auto key = CoseKey::read(publicKey);
    if (!key)
        return fail(key.error());
    if (key->length() != publicKey.size())
        return denied(u"something follows the key"_s);
    if (!key->hasSigned(answer.authenticatorData + sha256(answer.clientData), answer.signature))
        return denied(u"the signature is wrong"_s);
    return data->signCount;
}

} // namespace foyer::portal_access
