// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/vcard_decoding.h"

#include "app/contacts/vcard_encoding.h"
#include "app/contacts/vcard_vocabulary.h"

#include <QUtf8StringView>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostParameters = 1000;

DecodedLine broken(ImportProblemCode code, QString detail)
{
    return {std::nullopt, code, std::move(detail), false};
}

struct Guess
{
    QString text;
    bool isGuess = false;
};

/// UTF-8, else Windows-1252 where the file leaves room for doubt.
std::optional<Guess> guessedText(QByteArrayView bytes, bool mustBeUtf8, bool isKnownUtf8)
{
    if (isKnownUtf8 || QUtf8StringView{bytes.data(), bytes.size()}.isValidUtf8())
        return Guess{QString::fromUtf8(bytes)};
    if (mustBeUtf8)
        return std::nullopt;
    auto text = decodedFromWindows1252(bytes);
    return text ? std::optional{Guess{std::move(*text), true}} : std::nullopt;
}

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c < u'\x80'; });
}

std::optional<QChar> findControl(QStringView text, bool allowsLineBreaks)
{
    const auto found = std::find_if(text.begin(), text.end(), [allowsLineBreaks](QChar c) {
        return (c < u' ' && c != u'\t' && !(allowsLineBreaks && c == u'\n')) || c == u'\x7f';
    });
    return found == text.end() ? std::nullopt : std::optional{*found};
}

QString controlDetail(QChar control)
{
    return u"a control character, U+%1"_s.arg(control.unicode(), 4, 16, QChar{u'0'});
}

/// TYPE=pref and a bare PREF become PREF=1, TYPE="voice,home" two types, VALUE=URL a uri.
void normaliseParams(VcardLine& line)
{
    line.setParam("ENCODING"_L1, {});
    line.setParam("CHARSET"_L1, {});
    if (line.hasValueType("url"_L1))
        line.setParam("VALUE"_L1, {u"uri"_s});
    const auto type = std::find_if(line.params.begin(), line.params.end(),
                                   [](const VcardParam& param) { return param.name == "TYPE"_L1; });
    if (type == line.params.end())
        return;
    QStringList types;
    bool isPreferred = false;
    for (const QString& value : type->values) {
        for (const QString& piece : value.split(u',')) {
            const QString word = piece.trimmed();
            if (word.compare("pref"_L1, Qt::CaseInsensitive) == 0)
                isPreferred = true;
            else if (!word.isEmpty() && !types.contains(word, Qt::CaseInsensitive))
                types += word;
        }
    }
    const auto after = types.isEmpty() ? line.params.erase(type) : type + 1;
    if (!types.isEmpty())
        (after - 1)->values = types;
    if (isPreferred && !line.findParam("PREF"_L1))
        line.params.insert(after, {u"PREF"_s, {u"1"_s}});
}

/// 2.1 knows a backslash before separators only; everywhere else it is a backslash.
QString modernEscapes(const QString& legacy)
{
    if (!legacy.contains(u'\\'))
        return legacy;
    QString modern;
    for (qsizetype i = 0; i < legacy.size(); ++i) {
        modern += legacy[i];
        if (legacy[i] != u'\\')
            continue;
        const QChar next = i + 1 < legacy.size() ? legacy[i + 1] : QChar{};
        if (next == u';' || next == u',' || next == u':' || next == u'\\')
            modern += legacy[++i];
        else
            modern += u'\\';
    }
    return modern;
}

QString eachEscaped(const QStringList& pieces, QChar separator)
{
    QString joined;
    for (const QString& piece : pieces) {
        if (&piece != &pieces.front())
            joined += separator;
        joined += escapedText(textOf(piece));
    }
    return joined;
}

/// Nearly every value: nothing in it needs another writing.
bool isCanonical(const QString& value, ValueShape shape, bool isLegacy)
{
    if (shape == ValueShape::Date || value.contains(u'\\'))
        return false;
    const bool isList = shape == ValueShape::TextList || (shape == ValueShape::StructuredLists && !isLegacy);
    const bool isStructured = shape == ValueShape::Structured || shape == ValueShape::StructuredLists;
    const bool isFree =
        shape == ValueShape::Uri || shape == ValueShape::Binary || shape == ValueShape::Opaque;
    return isFree || ((isList || !value.contains(u',')) && (isStructured || !value.contains(u';')));
}

QString canonicalValue(const QString& value, ValueShape shape, bool isLegacy)
{
    if (isCanonical(value, shape, isLegacy))
        return value;
    switch (shape) {
    case ValueShape::Text:
        return escapedText(textOf(value));
    case ValueShape::TextList:
        return eachEscaped(splitUnescaped(value, u','), u',');
    case ValueShape::Structured:
        return eachEscaped(splitUnescaped(value, u';'), u';');
    case ValueShape::StructuredLists: {
        if (isLegacy)
            return eachEscaped(splitUnescaped(value, u';'), u';');
        QStringList components;
        for (const QString& component : splitUnescaped(value, u';'))
            components += eachEscaped(splitUnescaped(component, u','), u',');
        return components.join(u';');
    }
    case ValueShape::Uri:
        return escapedUri(uriOf(value)).remove(u'\n');
    case ValueShape::Date: {
        const QString date = value.trimmed();
        const bool isExtended = date.size() == 10 && date[4] == u'-' && date[7] == u'-' && date[0] != u'-';
        return isExtended ? QString{date}.remove(u'-') : date;
    }
    case ValueShape::Binary:
    case ValueShape::Opaque:
        break;
    }
    return value;
}

/// The type of a picture from its first bytes, for cards that do not say.
QString sniffedMediaType(const QByteArray& data)
{
    if (data.startsWith("\x89PNG\r\n"))
        return u"image/png"_s;
    if (data.startsWith("\xff\xd8\xff"))
        return u"image/jpeg"_s;
    if (data.startsWith("GIF8"))
        return u"image/gif"_s;
    if (data.startsWith("RIFF") && data.sliced(0, std::min<qsizetype>(12, data.size())).endsWith("WEBP"))
        return u"image/webp"_s;
    return u"application/octet-stream"_s;
}

/// The type from TYPE=JPEG or MEDIATYPE, taken out of the parameters, as an address of data holds it.
QString takeMediaType(VcardLine& line, const QByteArray& data)
{
    QString mediaType = mediaTypeFromWord(line.paramText("MEDIATYPE"_L1));
    QStringList kept;
    if (const VcardParam* type = line.findParam("TYPE"_L1)) {
        for (const QString& word : type->values) {
            const QString meant = mediaTypeFromWord(word);
            if (meant.isEmpty())
                kept += word;
            else if (mediaType.isEmpty())
                mediaType = meant;
        }
        line.setParam("TYPE"_L1, kept);
    }
    line.setParam("MEDIATYPE"_L1, {});
    return mediaType.isEmpty() ? sniffedMediaType(data) : mediaType;
}

DecodedLine withBinary(VcardLine line, QStringView base64)
{
    const QString detail = u"%1 holds no base64"_s.arg(line.name);
    const auto data = decodedBase64(base64.toUtf8());
    if (!data)
        return broken(ImportProblemCode::BrokenValue, detail);
    if (data->size() > largestVcardPicture)
        return broken(ImportProblemCode::TooLarge, u"%1 is larger than 20 MiB"_s.arg(line.name));
    if (shapeOf(line) != ValueShape::Binary) {
        line.setParam("ENCODING"_L1, {u"b"_s});
        line.value = QString::fromLatin1(data->toBase64());
    } else if (!data->isEmpty()) {
        line.setParam("VALUE"_L1, {});
        line.value =
            u"data:%1;base64,"_s.arg(takeMediaType(line, *data)) + QString::fromLatin1(data->toBase64());
    }
    return {std::move(line), {}, {}, false};
}

DecodedLine withDataAddress(VcardLine line, const QString& value)
{
    line.value = uriOf(value);
    const qsizetype start = line.value.indexOf(";base64,"_L1);
    if (start >= 0 && !line.value.contains(u'%')) {
        const auto data = decodedBase64(QStringView{line.value}.sliced(start + 8).toUtf8());
        if (!data)
            return broken(ImportProblemCode::BrokenValue, u"%1 holds no base64"_s.arg(line.name));
        if (data->size() > largestVcardPicture)
            return broken(ImportProblemCode::TooLarge, u"%1 is larger than 20 MiB"_s.arg(line.name));
        line.value.truncate(start + 8);
        line.value += QString::fromLatin1(data->toBase64()); // with its padding, without blanks
        line.value.truncate(start + 8);
        line.value += QString::fromLatin1(data->toBase64()); // with its padding, without blanks
    }
    return {std::move(line), {}, {}, false};
}

/// Words of others for what 4.0 has a word for.
void renameToStandard(VcardLine& line)
{
    if (line.is("X-ABSHOWAS"_L1) && line.value.compare("COMPANY"_L1, Qt::CaseInsensitive) == 0) {
        line.name = u"KIND"_s;
        line.value = u"org"_s;
    } else if (line.is("X-ADDRESSBOOKSERVER-KIND"_L1) || line.is("X-FOYER-KIND"_L1)) {
        line.name = u"KIND"_s;
    } else if (line.is("X-ANNIVERSARY"_L1)) {
        line.name = u"ANNIVERSARY"_s;
        line.value = canonicalValue(line.value, ValueShape::Date, false);
    }
}

/// What a transfer encoding or a charset hid.
struct Unwrapped
{
    std::optional<QString> text;
    bool isGuess = false;
};

Unwrapped textOfBytes(const QByteArray& bytes, const QString& charset, CardVersion version)
{
    if (!charset.isEmpty())
        return {decodedFrom(bytes, charset), false};
    const auto guess = guessedText(bytes, version == CardVersion::V40, false);
    return guess ? Unwrapped{guess->text, guess->isGuess} : Unwrapped{};
}

DecodedLine finished(VcardLine line, QString value, CardVersion version, bool isGuess)
{
    value.replace("\r\n"_L1, "\n"_L1);
    if (const auto control = findControl(value, true))
        return broken(ImportProblemCode::BrokenValue, controlDetail(*control));
    const bool isLegacy = version == CardVersion::V21;
    if (isLegacy)
        value = modernEscapes(value);
    if (value.contains(u'\n'))
        value.replace(u'\n', "\\n"_L1);
    line.value = canonicalValue(value, shapeOf(line), isLegacy);
    renameToStandard(line);
    return {std::move(line), {}, {}, isGuess};
}

} // namespace

DecodedLine decodedLine(const LogicalLine& raw, CardVersion version, FileText file)
{
    if (raw.isTooLong)
        return broken(ImportProblemCode::TooLarge, u"a line is longer than any picture may be"_s);
    const bool mustBeUtf8 = version == CardVersion::V40 || file.isMarked;
    auto guess = guessedText(raw.text, mustBeUtf8, file.isUtf8);
    // With a CHARSET the bytes have another meaning, which the ASCII of the header does not depend on.
    const bool isReadable = guess.has_value();
    if (!isReadable)
        guess = Guess{QString::fromLatin1(raw.text), false};
    const QStringView text = guess->text;
    if (const auto control = findControl(text, false))
        return broken(ImportProblemCode::BrokenLine, controlDetail(*control));

    const qsizetype colon = colonOf(text);
    if (colon < 0) {
        const QString name = text.trimmed().toString().toUpper();
        if (!isStandardProperty(name))
            return broken(ImportProblemCode::BrokenLine, u"a line without a colon"_s);
        VcardLine empty; // some programs leave out the colon of what has no value
        empty.name = name;
        return {std::move(empty), {}, {}, false};
    }
    const auto isSeparator = [](QChar c) { return c == u';' || c == u','; };
    if (std::count_if(text.begin(), text.begin() + colon, isSeparator) > mostParameters)
        return broken(ImportProblemCode::TooLarge, u"a property with more than 1000 parameters"_s);
    const auto rules = version == CardVersion::V21 ? ParamRules::Legacy : ParamRules::Modern;
    auto header = parseHeader(text.first(colon), rules);
    if (!header)
        return broken(ImportProblemCode::BrokenLine, u"no property name, or parameters that are none"_s);
    VcardLine line = std::move(*header);
    const QString encoding = line.paramText("ENCODING"_L1).toUpper();
    const QString charset = line.paramText("CHARSET"_L1);
    if (!isReadable && charset.isEmpty())
        return broken(ImportProblemCode::BrokenEncoding, u"bytes that are no text"_s);
    normaliseParams(line);

    const QStringView value = text.sliced(colon + 1);
    const bool isBase64 = encoding == "B"_L1 || encoding == "BASE64"_L1;
    const bool isData = value.startsWith("data:"_L1, Qt::CaseInsensitive);
    if (!isBase64 && !isData && raw.text.size() > longestVcardText)
        return broken(ImportProblemCode::TooLarge, u"%1 is longer than 1 MiB"_s.arg(line.name));
    const ValueShape shape = shapeOf(line);
    if (isBase64 && (shape == ValueShape::Binary || shape == ValueShape::Opaque))
        return withBinary(std::move(line), value);
    if (isData && shape == ValueShape::Binary)
        return withDataAddress(std::move(line), value.toString());

    const auto decodedWith = [&](const std::optional<QByteArray>& bytes, const QString& brokenDetail) {
        if (!bytes)
            return broken(ImportProblemCode::BrokenValue, brokenDetail);
        const Unwrapped unwrapped = textOfBytes(*bytes, charset, version);
        if (!unwrapped.text)
            return broken(ImportProblemCode::BrokenEncoding, u"bytes that are no text"_s);
        return finished(std::move(line), *unwrapped.text, version, unwrapped.isGuess);
    };
    const bool isOneByteEach = !isReadable || guess->isGuess;
    const qsizetype headerBytes = isOneByteEach ? colon : text.first(colon).toUtf8().size();
    const QByteArrayView valueBytes = raw.text.sliced(headerBytes + 1);
    if (isBase64)
        return decodedWith(decodedBase64(valueBytes), u"%1 holds no base64"_s.arg(line.name));
    if (encoding == "QUOTED-PRINTABLE"_L1) {
        const auto bytes =
            raw.hasBrokenSoftBreak ? std::nullopt : decodedQuotedPrintable(valueBytes, isAsciiSafe(charset));
        return decodedWith(bytes, u"%1 breaks quoted-printable"_s.arg(line.name));
    }
    // In UTF-16 there are no bytes left of which a CHARSET could speak.
    if (!charset.isEmpty() && !isAscii(value) && !file.isMarked) {
        const auto decoded = decodedFrom(valueBytes, charset);
        if (!decoded)
            return broken(ImportProblemCode::BrokenEncoding, u"bytes that are no text in %1"_s.arg(charset));
        return finished(std::move(line), *decoded, version, false);
    }
    return finished(std::move(line), value.toString(), version, guess->isGuess);
}

DecodedLine decodedAgent(QByteArrayView card, FileText file)
{
    const auto guess = guessedText(card, file.isMarked, file.isUtf8);
    if (!guess)
        return broken(ImportProblemCode::BrokenEncoding, u"bytes that are no text"_s);
    if (const auto control = findControl(guess->text, true))
        return broken(ImportProblemCode::BrokenLine, controlDetail(*control));
    VcardLine line;
    line.name = u"AGENT"_s;
    line.value = escapedText(guess->text);
    return {std::move(line), {}, {}, guess->isGuess};
}

} // namespace foyer
