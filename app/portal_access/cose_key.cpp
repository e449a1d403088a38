// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/cose_key.h"

#include <QCborStreamReader>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <array>

namespace foyer::portal_access {

using namespace Qt::StringLiterals;

namespace {

// RFC 9053 and the registry it began.
enum KeyType
{
    Okp = 1,
    Ec2 = 2,
    Rsa = 3
};
enum Algorithm
{
    EdDsa = -8,
    Es256 = -7,
    Rs256 = -257
};
constexpr qint64 p256 = 1;
constexpr qint64 ed25519 = 6;

constexpr qsizetype longestModulus = 512; // 4096 bits
constexpr qsizetype shortestModulus = 256;
constexpr qsizetype longestSignature = 512;

/// What stood under the labels. -1 is a curve's number or a modulus, as the type says.
struct Parameters
{
    std::optional<qint64> type;         // 1
    std::optional<qint64> algorithm;    // 3
    std::optional<qint64> curve;        // -1
    std::optional<QByteArray> modulus;  // -1
    std::optional<QByteArray> xOrPower; // -2: x, or RSA's exponent
    std::optional<QByteArray> y;        // -3
};

/// Small ones only, so that no huge unsigned number passes for a negative one.
std::optional<qint64> takeInteger(QCborStreamReader& reader)
{
    std::optional<qint64> value;
    if (reader.isUnsignedInteger() && reader.toUnsignedInteger() <= 0xffff)
        value = qint64(reader.toUnsignedInteger());
    else if (reader.isNegativeInteger() && quint64(reader.toNegativeInteger()) - 1 <= 0xffff)
        value = -qint64(quint64(reader.toNegativeInteger()));
    return value && reader.next() ? value : std::nullopt;
}

bool takeParameter(QCborStreamReader& reader, Parameters& parameters)
{
    const auto label = takeInteger(reader);
    const auto keep = [](auto& place, auto value) { // no label twice
        return !place && (place = std::move(value)).has_value();
    };
    if (label == 1)
        return keep(parameters.type, takeInteger(reader));
    if (label == 3)
        return keep(parameters.algorithm, takeInteger(reader));
    if (label == -1 && reader.isByteArray())
        return keep(parameters.modulus, takeBytes(reader, longestModulus));
    if (label == -1)
        return keep(parameters.curve, takeInteger(reader));
    if (label == -2)
        return keep(parameters.xOrPower, takeBytes(reader, 32));
    if (label == -3)
        return keep(parameters.y, takeBytes(reader, 32));
    return false;
}

const unsigned char* raw(const QByteArray& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}

std::size_t size(const QByteArray& bytes)
{
    return std::size_t(bytes.size());
}

template <auto release>
struct Release
{
    template <class T>
    void operator()(T* thing) const
    {
        release(thing);
    }
};
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Release<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Release<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Release<BN_free>>;

/// Null when the numbers make no key.
EVP_PKEY* keyOf(const char* kind, const Builder& builder)
{
    const Params params{OSSL_PARAM_BLD_to_param(builder.get())};
    const KeyContext context{EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr)};
    EVP_PKEY* key = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
        return nullptr;
    return key;
}

EVP_PKEY* curveKey(const QByteArray& x, const QByteArray& y)
{
    if (x.size() != 32 || y.size() != 32)
        return nullptr;
    const QByteArray point = '\4' + x + y; // uncompressed; one that is not on the curve is refused
    const Builder builder{OSSL_PARAM_BLD_new()};
    if (!builder ||
        OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.constData(),
                                         size(point)) != 1)
        return nullptr;
    return keyOf("EC", builder);
}

EVP_PKEY* edwardsKey(const QByteArray& x)
{
    return x.size() == 32 ? EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(x), size(x)) : nullptr;
}

EVP_PKEY* rsaKey(const QByteArray& modulus, const QByteArray& power)
{
    // Without leading zeros, odd, and with a power that costs little.
    if (modulus.size() < shortestModulus || !(modulus.front() & 0x80) || !(modulus.back() & 1) ||
        power.isEmpty() || power.size() > 4 || !(power.back() & 1) || power == QByteArray{"\1"})
        return nullptr;
    const Number n{BN_bin2bn(raw(modulus), int(modulus.size()), nullptr)};
    const Number e{BN_bin2bn(raw(power), int(power.size()), nullptr)};
    const Builder builder{OSSL_PARAM_BLD_new()};
    if (!builder || !n || !e || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
        return nullptr;
    return keyOf("RSA", builder);
}

EVP_PKEY* keyOf(const Parameters& found)
{
    const bool isPoint = found.xOrPower && !found.modulus;
    if (found.type == Ec2 && found.algorithm == Es256 && found.curve == p256 && isPoint && found.y)
        return curveKey(*found.xOrPower, *found.y);
    if (found.type == Okp && found.algorithm == EdDsa && found.curve == ed25519 && isPoint && !found.y)
        return edwardsKey(*found.xOrPower);
    if (found.type == Rsa && found.algorithm == Rs256 && !found.curve && found.modulus && found.xOrPower &&
        !found.y)
        return rsaKey(*found.modulus, *found.xOrPower);
    return nullptr;
}

} // namespace

std::optional<QByteArray> takeBytes(QCborStreamReader& reader, qsizetype most)
{
    if (!reader.isByteArray() || !reader.isLengthKnown() || reader.length() > quint64(most))
        return std::nullopt;
    QByteArray bytes;
    for (;;) {
        const auto piece = reader.readByteArray();
        if (piece.status == QCborStreamReader::Error)
            return std::nullopt;
        if (piece.status == QCborStreamReader::EndOfString)
            return bytes;
        bytes += piece.data;
    }
}

CoseKey::CoseKey(int algorithm, qsizetype length, Key key)
    : m_algorithm{algorithm}
    , m_length{length}
    , m_key{std::move(key)}
{
}

Result<CoseKey> CoseKey::read(const QByteArray& bytes)
{
    const auto denied = fail(Fault::Denied, u"the key is damaged or of a kind we did not ask for"_s);
    QCborStreamReader reader{bytes};
    if (!reader.isMap() || !reader.isLengthKnown() || reader.length() > 5)
        return denied;
    const auto count = reader.length();
    if (!reader.enterContainer())
        return denied;
    Parameters parameters;
    for (quint64 i = 0; i < count; ++i) {
        if (!takeParameter(reader, parameters))
            return denied;
    }
    if (!reader.leaveContainer())
        return denied;
    Key key{keyOf(parameters), EVP_PKEY_free};
    if (!key) {
        ERR_clear_error(); // the thread's next TLS call must not find it
        return denied;
    }
    return CoseKey{int(*parameters.algorithm), qsizetype(reader.currentOffset()), std::move(key)};
}

bool CoseKey::hasSigned(const QByteArray& message, const QByteArray& signature) const
{
    if (signature.isEmpty() || signature.size() > longestSignature)
        return false;
    const DigestContext context{EVP_MD_CTX_new()};
    const EVP_MD* digest = m_algorithm == EdDsa ? nullptr : EVP_sha256(); // Ed25519 digests by itself
    const bool isRight =
        context && EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, m_key.get()) == 1 &&
        EVP_DigestVerify(context.get(), raw(signature), size(signature), raw(message), size(message)) == 1;
    ERR_clear_error();
    return isRight;
}

} // namespace foyer::portal_access
