// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/text.h"

#include <QRegularExpression>
#include <QUrl>

#include <unicode/coll.h>
#include <unicode/idna.h>
#include <unicode/translit.h>

#include <algorithm>
#include <memory>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestEmail = 254; // RFC 5321 §4.5.3.1.3: 256 with its angle brackets

icu::UnicodeString toIcu(QStringView text)
{
    return {reinterpret_cast<const UChar*>(text.utf16()), static_cast<int32_t>(text.size())};
}

QString fromIcu(const icu::UnicodeString& text)
{
    return QString{reinterpret_cast<const QChar*>(text.getBuffer()), text.length()};
}

/// The domain in its ASCII form, or nothing when UTS #46 refuses it.
std::optional<QString> asciiDomain(QStringView domain)
{
    UErrorCode status = U_ZERO_ERROR;
    static const std::unique_ptr<icu::IDNA> idna{icu::IDNA::createUTS46Instance(
        UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_USE_STD3_RULES, status)};
    if (!idna)
        return std::nullopt;
    icu::UnicodeString ascii;
    icu::IDNAInfo info;
    status = U_ZERO_ERROR;
    idna->nameToASCII(toIcu(domain), ascii, info, status);
    if (U_FAILURE(status) || info.hasErrors())
        return std::nullopt;
    return fromIcu(ascii).toLower();
}

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

bool hasControlOrBlank(QStringView text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.isSpace() || c.unicode() < 0x20 || c.unicode() == 0x7f ||
               c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
    });
}

/// An ICU transliterator is not safe to share between threads, and costs milliseconds to make.
icu::Transliterator* folder()
{
    thread_local const std::unique_ptr<icu::Transliterator> instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>{icu::Transliterator::createInstance(
            "Any-Latin; NFD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower; NFC", UTRANS_FORWARD, status)};
    }();
    // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDelete): it takes a thread_local for a local
    return instance.get();
}

/// Comparing and making keys is const and safe on any thread once the attributes are set.
const icu::Collator& collator()
{
    static const std::unique_ptr<icu::Collator> instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Collator> made{icu::Collator::createInstance(icu::Locale::getRoot(), status)};
        made->setStrength(icu::Collator::SECONDARY);
        made->setAttribute(UCOL_ALTERNATE_HANDLING, UCOL_SHIFTED, status); // "de Vries" beside "Devries"
        return made;
    }();
    return *instance;
}

} // namespace

std::optional<QString> normalisedEmail(QStringView typed)
{
    const QStringView text = typed.trimmed();
    const qsizetype at = text.lastIndexOf(u'@');
    if (at <= 0 || at == text.size() - 1)
        return std::nullopt;
    const QString local = text.first(at).toString().normalized(QString::NormalizationForm_C);
    if (hasControlOrBlank(text) || local.size() > 64)
        return std::nullopt;
    static const QString forbidden = u"@\"(),:;<>[\\]"_s; // only allowed quoted, which we do not take
    for (const QChar c : local) {
        if (forbidden.contains(c))
            return std::nullopt;
    }
    if (local.startsWith(u'.') || local.endsWith(u'.') || local.contains(".."_L1))
        return std::nullopt;
    const auto domain = asciiDomain(text.sliced(at + 1));
    if (!domain || !domain->contains(u'.') || domain->startsWith(u'.') || domain->endsWith(u'.') ||
        domain->contains(".."_L1))
        return std::nullopt;
    QString email = local.toCaseFolded().normalized(QString::NormalizationForm_C) + u'@' + *domain;
    return email.size() <= longestEmail ? std::optional{std::move(email)} : std::nullopt;
}

bool isEmailAddress(QStringView typed)
{
    return normalisedEmail(typed).has_value();
}

std::optional<QString> wireEmail(QStringView typed)
{
    if (!normalisedEmail(typed))
        return std::nullopt;
    const QStringView text = typed.trimmed();
    const qsizetype at = text.lastIndexOf(u'@');
    return text.first(at).toString().normalized(QString::NormalizationForm_C) + u'@' +
           *asciiDomain(text.sliced(at + 1));
}

std::optional<QString> asciiHostName(QStringView typed)
{
    const QStringView text = typed.trimmed();
    if (text.isEmpty() || hasControlOrBlank(text))
        return std::nullopt;
    auto host = asciiDomain(text);
    static const QRegularExpression names{
        u"\\A(?=.{1,253}\\z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\z"_s};
    static const QRegularExpression digitsLast{u"(?:\\A|\\.)[0-9]+\\z"_s}; // an IPv4 address, or meant as one
    if (!host || !names.match(*host).hasMatch() || digitsLast.match(*host).hasMatch())
        return std::nullopt;
    return host;
}

bool isAsciiText(QStringView text)
{
    return isAscii(text);
}

QString foldedForSearch(QStringView text)
{
    if (isAscii(text))
        return text.toString().toLower().simplified();
    icu::UnicodeString folded = toIcu(text);
    if (auto* transliterator = folder())
        transliterator->transliterate(folded);
    return fromIcu(folded).toLower().simplified();
}

QByteArray sortKey(QStringView text)
{
    const auto source = toIcu(text);
    QByteArray key(64, Qt::Uninitialized);
    auto length = collator().getSortKey(source, reinterpret_cast<uint8_t*>(key.data()), int32_t(key.size()));
    if (length > key.size()) {
        key.resize(length);
        length = collator().getSortKey(source, reinterpret_cast<uint8_t*>(key.data()), int32_t(key.size()));
    }
    key.resize(length > 0 ? length - 1 : 0); // without ICU's closing zero
    return key;
}

QString phoneDigits(QStringView number)
{
    QString digits;
    for (const QChar c : number) {
        if (const int value = c.digitValue(); value >= 0)
            digits += QChar(u'0' + value);
    }
    return digits;
}

const QStringList& reservedUsernames()
{
    static const QStringList words{
        u"account"_s, u"acme"_s,       u"admin"_s,   u"api"_s,    u"app"_s,     u"asset"_s,   u"assets"_s,
        u"c"_s,       u"calendar"_s,   u"contact"_s, u"dav"_s,    u"favicon"_s, u"foyer"_s,   u"health"_s,
        u"help"_s,    u"home"_s,       u"hook"_s,    u"hooks"_s,  u"ical"_s,    u"login"_s,   u"logout"_s,
        u"lead"_s,    u"leads"_s,      u"logo"_s,    u"pay"_s,    u"portal"_s,  u"preview"_s, u"privacy"_s,
        u"reset"_s,   u"robots"_s,     u"static"_s,  u"status"_s, u"studio"_s,  u"webhook"_s, u"webhooks"_s,
        u"welcome"_s, u"well-known"_s, u"www"_s,
    };
    return words;
}

bool isUsername(QStringView text)
{
    static const QRegularExpression shape{u"\\A[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){1,39}\\z"_s};
    return shape.match(text).hasMatch() && !reservedUsernames().contains(text);
}

QString usernameFrom(QStringView name)
{
    QString username;
    const QString folded = foldedForSearch(name);
    for (const QChar c : folded) {
        const char16_t u = c.unicode();
        const bool isPlain = (u >= u'a' && u <= u'z') || (u >= u'0' && u <= u'9');
        if (isPlain)
            username += c;
        else if (!username.isEmpty() && !username.endsWith(u'-'))
            username += u'-';
    }
    username.truncate(40);
    while (username.endsWith(u'-'))
        username.chop(1);
    if (isUsername(username))
        return username;
    const QString fallback = u"studio-"_s + username;
    return isUsername(fallback.first(std::min<qsizetype>(fallback.size(), 40))) ? fallback.left(40)
                                                                                : u"studio-1"_s;
}

std::optional<QString> webAddress(QStringView typed)
{
    QString text = typed.trimmed().toString();
    if (text.isEmpty() || hasControlOrBlank(text))
        return std::nullopt;
    static const QRegularExpression scheme{u"\\A[a-zA-Z][a-zA-Z0-9+.-]*:"_s};
    static const QRegularExpression hostAndPort{u"\\A[^/:]+:\\d+(?:/|\\z)"_s};
    if (!scheme.match(text).hasMatch() || hostAndPort.match(text).hasMatch())
        text.prepend("https://"_L1);
    const QUrl url{text, QUrl::StrictMode};
    const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (!url.isValid() || !isWeb || !url.host().contains(u'.') || !url.userInfo().isEmpty())
        return std::nullopt;
    return text;
}

QString singleLine(QStringView text)
{
    QString line;
    line.reserve(text.size());
    for (const QChar c : text) {
        const bool breaks = c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line ||
                            c.category() == QChar::Separator_Paragraph;
        line += breaks ? QChar(u' ') : c;
    }
    return line.trimmed();
}

} // namespace foyer
