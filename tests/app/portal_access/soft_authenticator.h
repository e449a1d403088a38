// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/random.h"
#include "app/portal_access/webauthn.h"

#include <QCborMap>
#include <QCborValue>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>

namespace foyer::test {

/// A device with one passkey, and the browser before it, which say whatever a test wants them to.
class SoftAuthenticator
{
public:
    enum class Kind
    {
        Es256,
        EdDsa,
        Rs256
    };

    /// What the two say; the defaults are what honest ones would.
    struct Claims
    {
        portal_access::RelyingParty party;
        QByteArray challenge;
        quint32 signCount = 0;
        quint8 flags = 0x05; ///< present and verified
        QByteArray type = {};
        QJsonObject more = {{QStringLiteral("crossOrigin"), false}}; ///< in the client data
        QByteArray extensions = {};
    };

    explicit SoftAuthenticator(Kind kind = Kind::Es256)
        : m_kind{kind}
        , m_key{made(kind), EVP_PKEY_free}
        , m_id{randomBytes(32)}
    {
    }

    QByteArray id() const { return m_id; }

    portal_access::RegistrationAnswer create(const Claims& claims) const { return create(claims, coseKey()); }
    portal_access::RegistrationAnswer create(const Claims& claims, const QByteArray& key) const
    {
        QByteArray length(2, '\0');
        qToBigEndian(quint16(m_id.size()), length.data());
        const QByteArray data = head(claims, quint8(claims.flags | 0x40)) + QByteArray(16, '\0') + length +
                                m_id + key + claims.extensions;
        return {clientData(claims, "webauthn.create"), attestation(data)};
    }

    static QByteArray attestation(const QByteArray& data, const QString& format = QStringLiteral("none"),
                                  const QCborMap& statement = {})
    {
        return QCborMap{{QStringLiteral("fmt"), format},
                        {QStringLiteral("attStmt"), statement},
                        {QStringLiteral("authData"), data}}
            .toCborValue()
            .toCbor();
    }

    portal_access::AssertionAnswer get(const Claims& claims) const
    {
        const QByteArray client = clientData(claims, "webauthn.get");
        const QByteArray data = head(claims, claims.flags) + claims.extensions;
        return {client, data, sign(data + sha256(client))};
    }

    QByteArray coseKey() const
    {
        QCborMap key;
        switch (m_kind) {
        case Kind::Es256: {
            const QByteArray point = octets(OSSL_PKEY_PARAM_PUB_KEY); // uncompressed
            key = {{1, 2}, {3, -7}, {-1, 1}, {-2, point.sliced(1, 32)}, {-3, point.sliced(33, 32)}};
            break;
        }
        case Kind::EdDsa:
            key = {{1, 1}, {3, -8}, {-1, 6}, {-2, octets(OSSL_PKEY_PARAM_PUB_KEY)}};
            break;
        case Kind::Rs256:
            key = {
                {1, 3}, {3, -257}, {-1, number(OSSL_PKEY_PARAM_RSA_N)}, {-2, number(OSSL_PKEY_PARAM_RSA_E)}};
            break;
        }
        return key.toCborValue().toCbor();
    }

private:
    static EVP_PKEY* made(Kind kind)
    {
        switch (kind) {
        case Kind::Es256:
            return EVP_EC_gen("prime256v1");
        case Kind::EdDsa:
            return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
        case Kind::Rs256:
            return EVP_RSA_gen(2048);
        }
        return nullptr;
    }

    static QByteArray clientData(const Claims& claims, const QByteArray& type)
    {
        QJsonObject said = claims.more;
        const auto give = [&](const char* name, const QString& value) {
            if (!said.contains(QLatin1StringView{name}))
                said.insert(QLatin1StringView{name}, value);
        };
        give("type", QString::fromLatin1(claims.type.isEmpty() ? type : claims.type));
        give("challenge", toBase64Url(claims.challenge));
        give("origin", claims.party.origin);
        return QJsonDocument{said}.toJson(QJsonDocument::Compact);
    }

    static QByteArray head(const Claims& claims, quint8 flags)
    {
        QByteArray count(4, '\0');
        qToBigEndian(claims.signCount, count.data());
        return sha256(claims.party.id.toUtf8()) + char(flags) + count;
    }

    QByteArray sign(const QByteArray& message) const
    {
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        QByteArray signature(1024, '\0');
        auto length = std::size_t(signature.size());
        EVP_DigestSignInit(context, nullptr, m_kind == Kind::EdDsa ? nullptr : EVP_sha256(), nullptr,
                           m_key.get());
        EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &length,
                       reinterpret_cast<const unsigned char*>(message.constData()),
                       std::size_t(message.size()));
        EVP_MD_CTX_free(context);
        return signature.first(qsizetype(length));
    }

    QByteArray octets(const char* name) const
    {
        QByteArray bytes(256, '\0');
        std::size_t length = 0;
        EVP_PKEY_get_octet_string_param(m_key.get(), name, reinterpret_cast<unsigned char*>(bytes.data()),
                                        std::size_t(bytes.size()), &length);
        return bytes.first(qsizetype(length));
    }

    QByteArray number(const char* name) const
    {
        BIGNUM* value = nullptr;
        EVP_PKEY_get_bn_param(m_key.get(), name, &value);
        QByteArray bytes(BN_num_bytes(value), '\0');
        BN_bn2bin(value, reinterpret_cast<unsigned char*>(bytes.data()));
        BN_free(value);
        return bytes;
    }

    Kind m_kind;
    std::shared_ptr<EVP_PKEY> m_key;
    QByteArray m_id;
};

} // namespace foyer::test
