// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/country.h"

#include "app/base/text.h"

#include <unicode/locid.h>

#include <QHash>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Earlier languages win where two call two countries the same.
constexpr const char* languages[] = {"en", "de", "fr", "it", "es", "pt", "nl", "da", "sv", "nb",
                                     "nn", "fi", "is", "pl", "cs", "sk", "hu", "sl", "hr", "sr",
                                     "ro", "bg", "el", "et", "lv", "lt", "ga", "mt", "ca", "eu",
                                     "gl", "cy", "tr", "uk", "ru", "he", "ar", "ja", "zh", "ko"};

struct ShortForm
{
    const char* name;
    const char* code;
};
/// What people write and ICU does not call them.
constexpr ShortForm shortForms[] = {{"uk", "GB"},
                                    {"u k", "GB"},
                                    {"great britain", "GB"},
                                    {"england", "GB"},
                                    {"scotland", "GB"},
                                    {"wales", "GB"},
                                    {"cymru", "GB"},
                                    {"northern ireland", "GB"},
                                    {"u s", "US"},
                                    {"u s a", "US"},
                                    {"united states of america", "US"},
                                    {"america", "US"},
                                    {"the united states", "US"},
                                    {"holland", "NL"},
                                    {"the netherlands", "NL"},
                                    {"czech republic", "CZ"},
                                    {"tschechische republik", "CZ"},
                                    {"republic of ireland", "IE"},
                                    {"eire", "IE"},
                                    {"slovak republic", "SK"},
                                    {"bundesrepublik deutschland", "DE"},
                                    {"brd", "DE"},
                                    {"turkey", "TR"},
                                    {"macedonia", "MK"},
                                    {"south korea", "KR"},
                                    {"korea", "KR"},
                                    {"russia", "RU"}};

QString folded(QStringView text)
{
    QString key = foldedForSearch(text);
    for (QChar& c : key) {
        if (!c.isLetterOrNumber())
            c = u' ';
    }
    return key.simplified();
}

QString fromIcu(const icu::UnicodeString& text)
{
    return QString{reinterpret_cast<const QChar*>(text.getBuffer()), text.length()};
}

/// Names of one language that two countries share belong to neither.
void addLanguage(QHash<QString, QString>& codes, const char* language)
{
    QHash<QString, QString> names;
    for (const char* const* country = icu::Locale::getISOCountries(); *country; ++country) {
        icu::UnicodeString name;
        icu::Locale{"", *country}.getDisplayCountry(icu::Locale{language}, name);
        const QString key = folded(fromIcu(name));
        const QString code = QString::fromLatin1(*country);
        names[key] = !names.contains(key) || names[key] == code ? code : QString{};
    }
    for (auto name = names.cbegin(); name != names.cend(); ++name) {
        if (!name->isEmpty() && !name.key().isEmpty() && !codes.contains(name.key()))
            codes[name.key()] = *name;
    }
}

QHash<QString, QString> allCodes()
{
    QHash<QString, QString> codes;
    for (const char* const* country = icu::Locale::getISOCountries(); *country; ++country) {
        const QString code = QString::fromLatin1(*country);
        codes[code.toLower()] = code;
        const QString three = QString::fromLatin1(icu::Locale{"", *country}.getISO3Country()).toLower();
        if (three.size() == 3)
            codes[three] = code;
    }
    for (const ShortForm& form : shortForms)
        codes[QString::fromLatin1(form.name)] = QString::fromLatin1(form.code);
    for (const char* language : languages)
        addLanguage(codes, language);
    return codes;
}

} // namespace

std::optional<QString> countryCode(QStringView typed)
{
    static const QHash<QString, QString> codes = allCodes();
    const auto found = codes.constFind(folded(typed));
    if (found == codes.constEnd())
        return std::nullopt;
    return *found;
}

} // namespace foyer
