// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/vcard_encoding.h"

#include <QStringDecoder>
#include <QUtf8StringView>

#include <unicode/ucnv.h>

#include <algorithm>
#include <memory>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

std::optional<QStringConverter::Encoding> utf16Of(const QByteArray& file)
{
    if (file.startsWith("\xff\xfe"))
        return QStringConverter::Utf16LE;
    if (file.startsWith("\xfe\xff"))
        return QStringConverter::Utf16BE;
    // Without a mark: a card begins with "BEGIN", and ASCII in UTF-16 has a zero in every other byte.
    if (file.size() >= 4 && file[1] == '\0' && file[3] == '\0' && file[0] != '\0')
        return QStringConverter::Utf16LE;
    if (file.size() >= 4 && file[0] == '\0' && file[2] == '\0' && file[1] != '\0')
        return QStringConverter::Utf16BE;
    return std::nullopt;
}

/// ICU reads options and paths out of names: only plain ones get there.
bool isPlainCharsetName(const QString& name)
{
    return !name.isEmpty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ||
               c == u'-' || c == u'_' || c == u':' || c == u'.';
    });
}

struct CloseConverter
{
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

std::optional<QString> decodedWithIcu(QByteArrayView bytes, const char* charset)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> converter{ucnv_open(charset, &status)};
    if (U_FAILURE(status))
        return std::nullopt;
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    QString text{bytes.size() * 2 + 1, Qt::Uninitialized};
    const int32_t length = ucnv_toUChars(converter.get(), reinterpret_cast<UChar*>(text.data()),
                                         static_cast<int32_t>(text.size()), bytes.data(),
                                         static_cast<int32_t>(bytes.size()), &status);
    if (U_FAILURE(status))
        return std::nullopt;
    text.truncate(length);
    return text;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

bool isUtf8Name(const QString& charset)
{
    return charset.compare("UTF-8"_L1, Qt::CaseInsensitive) == 0 ||
           charset.compare("UTF8"_L1, Qt::CaseInsensitive) == 0;
}

} // namespace

std::optional<VcardBytes> vcardBytesOf(const QByteArray& file)
{
    if (const auto encoding = utf16Of(file)) {
        QStringDecoder decoder{*encoding};
        const QString text = decoder(file);
        if (decoder.hasError() || file.size() % 2 != 0)
            return std::nullopt;
        return VcardBytes{text.toUtf8(), true, true};
    }
    const bool isMarked = file.startsWith("\xef\xbb\xbf");
    const QByteArray bytes = isMarked ? file.sliced(3) : file;
    return VcardBytes{bytes, QUtf8StringView{bytes}.isValidUtf8(), isMarked};
}

std::optional<QString> decodedFrom(QByteArrayView bytes, const QString& charset)
{
    if (isUtf8Name(charset)) {
        if (!QUtf8StringView{bytes.data(), bytes.size()}.isValidUtf8())
            return std::nullopt;
        return QString::fromUtf8(bytes);
    }
    if (!isPlainCharsetName(charset))
        return std::nullopt;
    return decodedWithIcu(bytes, charset.toLatin1().constData());
}

std::optional<QString> decodedFromWindows1252(QByteArrayView bytes)
{
    for (const char c : bytes) {
        if (c == '\x81' || c == '\x8d' || c == '\x8f' || c == '\x90' || c == '\x9d')
            return std::nullopt;
    }
    return decodedWithIcu(bytes, "windows-1252");
}

bool isAsciiSafe(const QString& charset)
{
    return charset.isEmpty() || isUtf8Name(charset) ||
           charset.startsWith("ISO-8859"_L1, Qt::CaseInsensitive) ||
           charset.startsWith("WINDOWS-125"_L1, Qt::CaseInsensitive) ||
           charset.compare("US-ASCII"_L1, Qt::CaseInsensitive) == 0;
}

std::optional<QByteArray> decodedQuotedPrintable(QByteArrayView text, bool marksSeparators)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    bool isAfterBackslash = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char c = text[i];
        const bool isEncoded = c == '=';
        if (isEncoded) {
            if (i + 2 >= text.size())
                return std::nullopt;
            const int high = hexDigit(text[i + 1]);
            const int low = hexDigit(text[i + 2]);
            if (high < 0 || low < 0)
                return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (marksSeparators && isEncoded && !isAfterBackslash && (c == ';' || c == ','))
            bytes += '\\';
        bytes += c;
        isAfterBackslash = c == '\\' && !isAfterBackslash;
    }
    return bytes;
}

std::optional<QByteArray> decodedBase64(QByteArrayView text)
{
    QByteArray compact;
    compact.reserve(text.size());
    for (const char c : text) {
        if (c != ' ' && c != '\t')
            compact += c;
    }
    qsizetype digits = compact.size();
    while (digits > 0 && digits > compact.size() - 2 && compact[digits - 1] == '=')
        --digits;
    if (digits % 4 == 1)
        return std::nullopt; // six bits are no byte; Qt would drop them silently
    auto decoded =
        QByteArray::fromBase64Encoding(std::move(compact), QByteArray::AbortOnBase64DecodingErrors);
    if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
        return std::nullopt;
    return std::move(decoded.decoded);
}

} // namespace foyer
