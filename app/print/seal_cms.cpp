// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/seal_cms.h"

#include "app/base/random.h"

#include <openssl/cms.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>

namespace foyer::print {

using namespace Qt::StringLiterals;

namespace {

constexpr char sequenceTag = 0x30;
constexpr char setTag = 0x31;
constexpr char octetsTag = 0x04;

// Object identifiers, with tag and length.
const QByteArray oidData = QByteArray::fromHex("06092a864886f70d010701");
const QByteArray oidSignedData = QByteArray::fromHex("06092a864886f70d010702");
const QByteArray oidContentType = QByteArray::fromHex("06092a864886f70d010903");
const QByteArray oidMessageDigest = QByteArray::fromHex("06092a864886f70d010904");
const QByteArray oidSigningTime = QByteArray::fromHex("06092a864886f70d010905");
const QByteArray oidSigningCertificateV2 = QByteArray::fromHex("060b2a864886f70d010910022f");
const QByteArray oidSha256 = QByteArray::fromHex("0609608648016503040201");
const QByteArray oidEcdsaWithSha256 = QByteArray::fromHex("06082a8648ce3d040302");
const QByteArray one = QByteArray::fromHex("020101"); ///< the integer

QByteArray tagged(char tag, const QByteArray& content)
{
    QByteArray length;
    if (content.size() < 128) {
        length.append(char(content.size()));
    } else {
        for (qsizetype rest = content.size(); rest > 0; rest >>= 8)
            length.prepend(char(rest & 0xff));
        length.prepend(char(0x80 | length.size()));
    }
    return tag + length + content;
}

QByteArray sequence(const QByteArray& content)
{
    return tagged(sequenceTag, content);
}

QByteArray attribute(const QByteArray& oid, const QByteArray& value)
{
    return sequence(oid + tagged(setTag, value));
}

/// X.690's two ways to write a moment; RFC 5652 wants the short one until 2049.
QByteArray encodedTime(Instant at)
{
    const QByteArray text =
        QDateTime::fromSecsSinceEpoch(toSeconds(at), Qt::UTC).toString(u"yyyyMMddHHmmss"_s).toLatin1() + 'Z';
    const int year = text.first(4).toInt();
    return year >= 1950 && year < 2050 ? tagged(0x17, text.sliced(2)) : tagged(0x18, text);
}

QByteArray attributesContent(const CmsParts& parts)
{
    std::array<QByteArray, 4> attributes{
        attribute(oidContentType, oidData), attribute(oidSigningTime, encodedTime(parts.at)),
        attribute(oidMessageDigest, tagged(octetsTag, parts.digest)),
        attribute(oidSigningCertificateV2,
                  sequence(sequence(sequence(tagged(octetsTag, sha256(parts.certificate))))))};
    std::sort(attributes.begin(), attributes.end()); // DER's order of a SET OF
    QByteArray content;
    for (const QByteArray& each : attributes)
        content += each;
    return content;
}

template <class T, auto free_>
struct Freeing
{
    void operator()(T* thing) const { free_(thing); }
};
using X509Pointer = std::unique_ptr<X509, Freeing<X509, X509_free>>;
using CmsPointer = std::unique_ptr<CMS_ContentInfo, Freeing<CMS_ContentInfo, CMS_ContentInfo_free>>;

template <class T, class Encode>
QByteArray derOf(const T* thing, Encode encode)
{
    unsigned char* bytes = nullptr;
    const int size = encode(thing, &bytes);
    if (size <= 0)
        return {};
    const QByteArray der{reinterpret_cast<const char*>(bytes), size};
    OPENSSL_free(bytes);
    return der;
}

std::optional<Instant> timeOf(const CMS_SignerInfo* signer)
{
    const auto* time = static_cast<const ASN1_TIME*>(
        CMS_signed_get0_data_by_OBJ(signer, OBJ_nid2obj(NID_pkcs9_signingTime), -3, V_ASN1_UTCTIME));
    if (!time)
        time = static_cast<const ASN1_TIME*>(CMS_signed_get0_data_by_OBJ(
            signer, OBJ_nid2obj(NID_pkcs9_signingTime), -3, V_ASN1_GENERALIZEDTIME));
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return fromSeconds(timegm(&parts));
}

std::optional<QByteArray> digestOf(const CMS_SignerInfo* signer)
{
    const auto* digest = static_cast<const ASN1_OCTET_STRING*>(
        CMS_signed_get0_data_by_OBJ(signer, OBJ_nid2obj(NID_pkcs9_messageDigest), -3, V_ASN1_OCTET_STRING));
    if (!digest || ASN1_STRING_length(digest) != 32)
        return {};
    return QByteArray{reinterpret_cast<const char*>(ASN1_STRING_get0_data(digest)), 32};
}

} // namespace

QByteArray signedAttributes(const CmsParts& parts)
{
    return tagged(setTag, attributesContent(parts));
}

Result<QByteArray> encodeCms(const CmsParts& parts)
{
    const auto* bytes = reinterpret_cast<const unsigned char*>(parts.certificate.constData());
    const X509Pointer certificate{d2i_X509(nullptr, &bytes, long(parts.certificate.size()))};
    if (!certificate)
        return fail(Fault::Invalid, u"The certificate of the seal cannot be read."_s);
    const QByteArray signer = derOf(X509_get_issuer_name(certificate.get()), i2d_X509_NAME) +
                              derOf(X509_get0_serialNumber(certificate.get()), i2d_ASN1_INTEGER);
    const QByteArray signerInfo =
        sequence(one + sequence(signer) + sequence(oidSha256) + tagged(char(0xa0), attributesContent(parts)) +
                 sequence(oidEcdsaWithSha256) + tagged(octetsTag, parts.signature));
    const QByteArray signedData =
        sequence(one + tagged(setTag, sequence(oidSha256)) + sequence(oidData) +
                 tagged(char(0xa0), parts.certificate) + tagged(setTag, signerInfo));
    return sequence(oidSignedData + tagged(char(0xa0), signedData));
}

std::optional<CmsParts> decodeCms(const QByteArray& der)
{
    const auto* bytes = reinterpret_cast<const unsigned char*>(der.constData());
    const CmsPointer cms{d2i_CMS_ContentInfo(nullptr, &bytes, long(der.size()))};
    if (!cms || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed)
        return {};
    STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(cms.get());
    STACK_OF(X509)* certificates = CMS_get1_certs(cms.get());
    CmsParts parts;
    if (sk_X509_num(certificates) == 1)
        parts.certificate = derOf(sk_X509_value(certificates, 0), i2d_X509);
    sk_X509_pop_free(certificates, X509_free);
    if (parts.certificate.isEmpty() || sk_CMS_SignerInfo_num(signers) != 1)
        return {};
    CMS_SignerInfo* signer = sk_CMS_SignerInfo_value(signers, 0);
    const auto at = timeOf(signer);
    const auto digest = digestOf(signer);
    const ASN1_OCTET_STRING* signature = CMS_SignerInfo_get0_signature(signer);
    if (!at || !digest || !signature)
        return {};
    parts.at = *at;
    parts.digest = *digest;
    parts.signature = QByteArray{reinterpret_cast<const char*>(ASN1_STRING_get0_data(signature)),
                                 ASN1_STRING_length(signature)};
    const auto again = encodeCms(parts);
    if (!again || *again != der)
        return {};
    return parts;
}

} // namespace foyer::print
