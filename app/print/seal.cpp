// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/seal.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "app/print/pdf_file.h"
#include "app/print/pdf_text.h"
#include "app/print/seal_cms.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <map>
#include <memory>

namespace foyer::print {

using namespace Qt::StringLiterals;

namespace {

template <class T, auto free_>
struct Freeing
{
    void operator()(T* thing) const { free_(thing); }
};
template <class T, auto free_>
using Owned = std::unique_ptr<T, Freeing<T, free_>>;
using Key = Owned<EVP_PKEY, EVP_PKEY_free>;
using Certificate = Owned<X509, X509_free>;

constexpr qsizetype contentsRoom = 3072; ///< bytes of CMS; a studio's name stands in it three times
constexpr int longestName = 64;          ///< of a common name (X.520)
constexpr int years = 50;                ///< contracts are kept for long

const unsigned char* data(const QByteArray& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}

Failure noKey()
{
    ERR_clear_error();
    return fail(Fault::Storage, u"The key for sealing documents could not be made."_s);
}

/// @returns whether the extension is in
bool extend(X509* certificate, int nid, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION, X509_EXTENSION_free> extension{
        X509V3_EXT_conf_nid(nullptr, &context, nid, value)};
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

QByteArray commonName(const QString& name)
{
    QString text = singleLine(name).left(longestName);
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1);
    return text.isEmpty() ? QByteArray{"Foyer"} : text.toUtf8();
}

QByteArray moment(Instant at)
{
    return QDateTime::fromSecsSinceEpoch(toSeconds(at), Qt::UTC).toString(u"yyyyMMddHHmmss"_s).toLatin1() +
           'Z';
}

Result<QByteArray> signWith(const QByteArray& privateKey, const QByteArray& message)
{
    const auto* bytes = data(privateKey);
    const Key key{d2i_AutoPrivateKey(nullptr, &bytes, long(privateKey.size()))};
    const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context{EVP_MD_CTX_new()};
    std::size_t size = 0;
    if (!key || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &size, data(message), std::size_t(message.size())) != 1)
        return noKey();
    QByteArray signature{qsizetype(size), '\0'};
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       data(message), std::size_t(message.size())) != 1)
        return noKey();
    signature.truncate(qsizetype(size));
    return signature;
}

bool isSignedBy(X509* certificate, const QByteArray& signature, const QByteArray& message)
{
    EVP_PKEY* key = X509_get0_pubkey(certificate);
    const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context{EVP_MD_CTX_new()};
    const bool holds = key && EVP_PKEY_is_a(key, "EC") == 1 &&
                       EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
                       EVP_DigestVerify(context.get(), data(signature), std::size_t(signature.size()),
                                        data(message), std::size_t(message.size())) == 1;
    ERR_clear_error();
    return holds;
}

/// An update of objects behind a PDF, as PDF 32000-1 §7.5.6 has it.
class Update
{
public:
    explicit Update(const PdfFile& pdf)
        : m_pdf{pdf}
        , m_bytes{pdf.bytes()}
        , m_next{pdf.size()}
    {
        if (!m_bytes.endsWith('\n'))
            m_bytes += '\n';
    }

    int newNumber() { return m_next++; }

    /// @returns where the body begins
    qsizetype put(int number, const QByteArray& body)
    {
        m_offsets[number] = m_bytes.size();
        m_bytes += QByteArray::number(number) + " 0 obj\n";
        const qsizetype at = m_bytes.size();
        m_bytes += body + "\nendobj\n";
        return at;
    }

    QByteArray finish()
    {
        const qsizetype table = m_bytes.size();
        m_bytes += "xref\n";
        for (const auto& [number, at] : m_offsets)
            m_bytes += QByteArray::number(number) + " 1\n" + QByteArray::number(at).rightJustified(10, '0') +
                       " 00000 n \n";
        m_bytes += "trailer\n<< /Size " + QByteArray::number(m_next) + " /Root " +
                   QByteArray::number(m_pdf.root()) + " 0 R";
        if (m_pdf.info() > 0)
            m_bytes += " /Info " + QByteArray::number(m_pdf.info()) + " 0 R";
        m_bytes += " /Prev " + QByteArray::number(m_pdf.tableAt()) + " >>\nstartxref\n" +
                   QByteArray::number(table) + "\n%%EOF\n";
        return m_bytes;
    }

private:
    const PdfFile& m_pdf;
    QByteArray m_bytes;
    std::map<int, qsizetype> m_offsets;
    int m_next;
};

/// Hangs the field into the first page's annotations, an object of their own in what Qt writes.
void addToPage(Update& update, const PdfFile& pdf, int page, int field)
{
    const QByteArray entry = QByteArray::number(field) + " 0 R";
    const QByteArrayView body = pdf.object(page);
    const int annotations = PdfFile::reference(body, "/Annots");
    const QByteArrayView list = pdf.object(annotations);
    if (list.startsWith('[') && list.endsWith(']'))
        update.put(annotations, list.chopped(1).toByteArray() + ' ' + entry + ']');
    else
        update.put(page, withEntry(body, "/Annots [" + entry + "]"));
}

} // namespace

Result<SealKey> makeSealKey(const QString& name, Instant now)
{
    const Key key{EVP_EC_gen("P-256")};
    const Certificate certificate{X509_new()};
    if (!key || !certificate)
        return noKey();
    QByteArray serial = randomBytes(16);
    serial[0] = char((serial[0] & 0x3f) | 0x40); // positive and never shorter
    const Owned<BIGNUM, BN_free> number{BN_bin2bn(data(serial), int(serial.size()), nullptr)};
    const QByteArray common = commonName(name);
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    const auto ends =
        std::chrono::sys_days{std::chrono::floor<std::chrono::days>(now)} + std::chrono::days{365 * years};
    const bool isMade =
        X509_set_version(certificate.get(), 2) == 1 &&
        BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get())) &&
        ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate.get()), moment(now).constData()) == 1 &&
        ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate.get()), moment(ends).constData()) == 1 &&
        X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8, data(common), int(common.size()),
                                   -1, 0) == 1 &&
        X509_set_issuer_name(certificate.get(), subject) == 1 &&
        X509_set_pubkey(certificate.get(), key.get()) == 1 &&
        extend(certificate.get(), NID_basic_constraints, "critical,CA:FALSE") &&
        extend(certificate.get(), NID_key_usage, "critical,digitalSignature,nonRepudiation") &&
        extend(certificate.get(), NID_subject_key_identifier, "hash") &&
        X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0;
    if (!isMade)
        return noKey();

    SealKey made;
    unsigned char* bytes = nullptr;
    const Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free> wrapped{EVP_PKEY2PKCS8(key.get())};
    int size = wrapped ? i2d_PKCS8_PRIV_KEY_INFO(wrapped.get(), &bytes) : 0;
    if (size <= 0)
        return noKey();
    made.privateKey = QByteArray{reinterpret_cast<const char*>(bytes), size};
    OPENSSL_clear_free(bytes, std::size_t(size));
    bytes = nullptr;
    size = i2d_X509(certificate.get(), &bytes);
    if (size <= 0)
        return noKey();
    made.certificate = QByteArray{reinterpret_cast<const char*>(bytes), size};
    OPENSSL_free(bytes);
    return made;
}

Result<QByteArray> seal(const QByteArray& pdf, const SealKey& key, const QString& reason, Instant now)
{
    const auto file = PdfFile::parse(pdf);
    if (!file)
        return fail(file.error());
    const int page = file->firstPage();
    if (file->object(page).isEmpty())
        return fail(Fault::Invalid, u"This is no PDF that Foyer made."_s);
    if (pdf.contains("/ByteRange") || file->object(file->root()).contains(QByteArrayView{"/AcroForm"}))
        return fail(Fault::Invalid, u"This PDF is sealed already."_s);
    const auto* bytes = data(key.certificate);
    const Certificate certificate{d2i_X509(nullptr, &bytes, long(key.certificate.size()))};
    if (!certificate)
        return fail(Fault::Invalid, u"The certificate of the seal cannot be read."_s);

    Update update{*file};
    const int signature = update.newNumber();
    const int field = update.newNumber();
    const QByteArray rangeRoom{36, ' '};
    const QByteArray before =
        "<<\n/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /adbe.pkcs7.detached\n/M (D:" + moment(now) +
        ")\n/Reason " + pdfText(reason) + "\n/ByteRange [";
    const QByteArray between = "]\n/Contents ";
    const qsizetype body = update.put(signature, before + rangeRoom + between + '<' +
                                                     QByteArray{2 * contentsRoom, '0'} + ">\n>>");
    update.put(field,
               "<<\n/Type /Annot\n/Subtype /Widget\n/FT /Sig\n/T (Seal)\n/F 132\n/Rect [0 0 0 0]\n/P " +
                   QByteArray::number(page) + " 0 R\n/V " + QByteArray::number(signature) + " 0 R\n>>");
    addToPage(update, *file, page, field);
    update.put(file->root(),
               withEntry(file->object(file->root()),
                         "/AcroForm << /Fields [" + QByteArray::number(field) + " 0 R] /SigFlags 3 >>"));
    QByteArray sealedPdf = update.finish();

    const qsizetype rangeAt = body + before.size();
    const qsizetype open = rangeAt + rangeRoom.size() + between.size();
    const qsizetype close = open + 2 * contentsRoom + 2;
    const QByteArray range = "0 " + QByteArray::number(open) + ' ' + QByteArray::number(close) + ' ' +
                             QByteArray::number(sealedPdf.size() - close);
    sealedPdf.replace(rangeAt, range.size(), range);
    CmsParts parts{key.certificate, now, sha256(sealedPdf.first(open) + sealedPdf.sliced(close)), {}};
    const auto signed_ = signWith(key.privateKey, signedAttributes(parts));
    if (!signed_)
        return fail(signed_.error());
    parts.signature = *signed_;
    const auto cms = encodeCms(parts);
    if (!cms)
        return fail(cms.error());
    if (cms->size() > contentsRoom)
        return fail(Fault::Invalid, u"The certificate of the seal is too long."_s);
    const QByteArray hex = cms->toHex();
    sealedPdf.replace(open + 1, hex.size(), hex);
    return sealedPdf;
}

namespace {

/// Where the signature stands and what it says it covers.
struct Coverage
{
    qsizetype open = 0;  ///< of "<"
    qsizetype close = 0; ///< behind ">"
    qsizetype end = 0;   ///< of what is covered
    QByteArray hex;
};

/// The first signature of the shape that seal() gives it.
std::optional<Coverage> findCoverage(const QByteArray& pdf)
{
    const QByteArray key = "\n/ByteRange [0 ";
    for (qsizetype at = pdf.indexOf(key); at >= 0; at = pdf.indexOf(key, at + 1)) {
        const qsizetype from = at + key.size();
        const qsizetype bracket = pdf.indexOf(']', from);
        if (bracket < 0 || bracket - from > 40)
            continue;
        const QList<QByteArray> numbers = pdf.sliced(from, bracket - from).trimmed().split(' ');
        const QByteArray next = "]\n/Contents <";
        const qsizetype open = bracket + next.size() - 1;
        const qsizetype end = pdf.indexOf('>', open);
        if (numbers.size() != 3 || pdf.mid(bracket, next.size()) != next || end < 0)
            continue;
        Coverage coverage{open, end + 1, 0, pdf.sliced(open + 1, end - open - 1)};
        const qint64 length = numbers[2].toLongLong();
        if (numbers[0].toLongLong() != coverage.open || numbers[1].toLongLong() != coverage.close ||
            length < 0 || length > 0xffffffff)
            continue;
        coverage.end = coverage.close + length;
        return coverage;
    }
    return {};
}

/// The CMS in the hexadecimal digits; what fills the rest of their room must be nothing but zeros.
std::optional<CmsParts> signatureIn(const QByteArray& hex)
{
    const QByteArray bytes = QByteArray::fromHex(hex);
    if (bytes.size() != contentsRoom || bytes.toHex() != hex)
        return {};
    // SEQUENCE with two bytes of length, as every CMS of ours has.
    if (!bytes.startsWith(QByteArray::fromHex("3082")))
        return {};
    const qsizetype size = 4 + (qsizetype(uchar(bytes[2])) << 8) + uchar(bytes[3]);
    if (size > bytes.size() || bytes.sliced(size).count('\0') != bytes.size() - size)
        return {};
    const auto parts = decodeCms(bytes.first(size));
    ERR_clear_error();
    return parts;
}

QString commonNameOf(X509* certificate)
{
    const X509_NAME* subject = X509_get_subject_name(certificate);
    const int index = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (index < 0)
        return {};
    unsigned char* utf8 = nullptr;
    const int size =
        ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index)));
    if (size < 0)
        return {};
    const QString name = QString::fromUtf8(reinterpret_cast<const char*>(utf8), size);
    OPENSSL_free(utf8);
    return name;
}

} // namespace

Result<SealReport> checkSeal(const QByteArray& pdf)
{
    if (!pdf.startsWith("%PDF-"))
        return fail(Fault::Invalid, u"This is no PDF."_s);
    SealReport report{SealState::Altered, {}, {}, {}, {}};
    const auto coverage = findCoverage(pdf);
    if (!coverage) {
        if (pdf.contains("\n/T (Seal)\n")) {
            report.detail = u"The entry that holds the seal was changed."_s;
            return report;
        }
        report.state = SealState::NotSealed;
        report.detail = u"There is no seal of Foyer in this PDF."_s;
        return report;
    }
    const auto parts = signatureIn(coverage->hex);
    if (!parts) {
        report.detail = u"The signature itself was changed."_s;
        return report;
    }
    const auto* bytes = data(parts->certificate);
    const Certificate certificate{d2i_X509(nullptr, &bytes, long(parts->certificate.size()))};
    if (!certificate || !isSignedBy(certificate.get(), parts->signature, signedAttributes(*parts))) {
        report.detail = u"The signature itself was changed."_s;
        return report;
    }
    report.sealedAt = parts->at;
    report.signer = commonNameOf(certificate.get());
    report.certificateSha256 = sha256(parts->certificate);
    if (coverage->end > pdf.size()) {
        report.detail = u"The end of the file is missing."_s;
        return report;
    }
    const QByteArray covered =
        pdf.first(coverage->open) + pdf.sliced(coverage->close, coverage->end - coverage->close);
    if (sha256(covered) != parts->digest) {
        report.detail = u"The document was changed after it was sealed."_s;
        return report;
    }
    if (coverage->end < pdf.size()) {
        const qsizetype added = pdf.size() - coverage->end;
        report.detail = added == 1 ? u"One byte was added after it was sealed."_s
                                   : u"%1 bytes were added after it was sealed."_s.arg(added);
        return report;
    }
    report.state = SealState::Unaltered;
    return report;
}

} // namespace foyer::print
