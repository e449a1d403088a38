// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/country.h"

#include "app/base/text.h"

#include <QHash>
#include <QSet>

#include <unicode/uloc.h>

#include <array>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QSet<QString>& codes()
{
    static const QSet<QString> all = [] {
        QSet<QString> known{u"XK"_s};
        for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code)
            known.insert(QString::fromLatin1(*code));
        return known;
    }();
    return all;
}

/// Letters and digits only, so that "U.S.A." and "Bosnia & Herzegovina" meet their other spellings.
QString key(QStringView name)
{
    QString letters;
    for (const QChar c : foldedForSearch(name)) {
        if (c.isLetterOrNumber())
            letters += c;
    }
    return letters;
}

QString displayName(const QString& code, const char* language)
{
    std::array<char16_t, 128> name{};
    UErrorCode status = U_ZERO_ERROR;
    const int length = uloc_getDisplayCountry(("und_" + code.toLatin1()).constData(), language, name.data(),
                                              int(name.size()), &status);
    return U_SUCCESS(status) && length < int(name.size()) ? QString::fromUtf16(name.data(), length)
                                                          : QString{};
}

QHash<QString, QString> codesByName()
{
    QHash<QString, QString> found;
    // What ICU does not call them, though people do.
    for (const auto& [name, code] : std::initializer_list<std::pair<QString, QString>>{
             {u"USA"_s, u"US"_s},
             {u"America"_s, u"US"_s},
             {u"United States of America"_s, u"US"_s},
             {u"UK"_s, u"GB"_s},
             {u"Great Britain"_s, u"GB"_s},
             {u"England"_s, u"GB"_s},
             {u"Scotland"_s, u"GB"_s},
             {u"Wales"_s, u"GB"_s},
             {u"Northern Ireland"_s, u"GB"_s},
             {u"Großbritannien"_s, u"GB"_s},
             {u"Holland"_s, u"NL"_s},
             {u"The Netherlands"_s, u"NL"_s},
             {u"Czech Republic"_s, u"CZ"_s},
             {u"Tschechische Republik"_s, u"CZ"_s},
             {u"Deutschland"_s, u"DE"_s},
             {u"Republic of Ireland"_s, u"IE"_s},
             {u"Turkey"_s, u"TR"_s},
         })
        found.insert(key(name), code);
    for (const char* const language :
         {"en", "de", "fr", "it", "es", "pt", "nl", "da", "sv", "nb", "fi", "is", "pl", "cs", "sk", "hu",
          "sl", "hr", "ro", "bg", "el", "et", "lv", "lt", "mt", "ga", "ca", "eu", "gl", "rm", "uk", "tr"}) {
        for (const QString& code : codes()) {
            const QString shown = displayName(code, language);
            // "Bosnia & Herzegovina": people write the word.
            for (const QString& name : {key(shown), key(QString{shown}.replace(u'&', u"and"_s))}) {
                if (!name.isEmpty() && !found.contains(name))
                    found.insert(name, code);
            }
        }
    }
    return found;
}

} // namespace

bool isCountryCode(QStringView code)
{
    return codes().contains(code.toString());
}

std::optional<QString> countryCodeOf(QStringView typed)
{
    const QString code = typed.trimmed().toString().toUpper();
    if (isCountryCode(code))
        return code;
    static const QHash<QString, QString> byName = codesByName();
    const auto found = byName.constFind(key(typed));
    return found == byName.cend() ? std::nullopt : std::optional{*found};
}

} // namespace foyer
