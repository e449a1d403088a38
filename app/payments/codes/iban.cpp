// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/iban.h"

#include "app/base/country.h"
#include "app/payments/codes/check_digits.h"

#include <algorithm>
#include <array>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

enum class Area
{
    Eea,  ///< hence of SEPA as well
    Sepa, ///< of SEPA only
    Other
};

struct Country
{
    QLatin1StringView code;
    int length; ///< of the whole IBAN
    Area area = Area::Other;
};

/// By code. Sources: SWIFT, IBAN Registry (ISO 13616); European Payments Council, EPC409-09 for the areas.
constexpr std::array countries{
    Country{"AD"_L1, 24, Area::Sepa},
    Country{"AE"_L1, 23},
    Country{"AL"_L1, 28, Area::Sepa},
    Country{"AT"_L1, 20, Area::Eea},
    Country{"AZ"_L1, 28},
    Country{"BA"_L1, 20},
    Country{"BE"_L1, 16, Area::Eea},
    Country{"BG"_L1, 22, Area::Eea},
    Country{"BH"_L1, 22},
    Country{"BI"_L1, 27},
    Country{"BR"_L1, 29},
    Country{"BY"_L1, 28},
    Country{"CH"_L1, 21, Area::Sepa},
    Country{"CR"_L1, 22},
    Country{"CY"_L1, 28, Area::Eea},
    Country{"CZ"_L1, 24, Area::Eea},
    Country{"DE"_L1, 22, Area::Eea},
    Country{"DJ"_L1, 27},
    Country{"DK"_L1, 18, Area::Eea},
    Country{"DO"_L1, 28},
    Country{"EE"_L1, 20, Area::Eea},
    Country{"EG"_L1, 29},
    Country{"ES"_L1, 24, Area::Eea},
    Country{"FI"_L1, 18, Area::Eea},
    Country{"FK"_L1, 18},
    Country{"FO"_L1, 18},
    Country{"FR"_L1, 27, Area::Eea},
    Country{"GB"_L1, 22, Area::Sepa},
    Country{"GE"_L1, 22},
    Country{"GI"_L1, 23, Area::Sepa},
    Country{"GL"_L1, 18},
    Country{"GR"_L1, 27, Area::Eea},
    Country{"GT"_L1, 28},
    Country{"HN"_L1, 28},
    Country{"HR"_L1, 21, Area::Eea},
    Country{"HU"_L1, 28, Area::Eea},
    Country{"IE"_L1, 22, Area::Eea},
    Country{"IL"_L1, 23},
    Country{"IQ"_L1, 23},
    Country{"IS"_L1, 26, Area::Eea},
    Country{"IT"_L1, 27, Area::Eea},
    Country{"JO"_L1, 30},
    Country{"KW"_L1, 30},
    Country{"KZ"_L1, 20},
    Country{"LB"_L1, 28},
    Country{"LC"_L1, 32},
    Country{"LI"_L1, 21, Area::Eea},
    Country{"LT"_L1, 20, Area::Eea},
    Country{"LU"_L1, 20, Area::Eea},
    Country{"LV"_L1, 21, Area::Eea},
    Country{"LY"_L1, 25},
    Country{"MC"_L1, 27, Area::Sepa},
    Country{"MD"_L1, 24, Area::Sepa},
    Country{"ME"_L1, 22, Area::Sepa},
    Country{"MK"_L1, 19, Area::Sepa},
    Country{"MN"_L1, 20},
    Country{"MR"_L1, 27},
    Country{"MT"_L1, 31, Area::Eea},
    Country{"MU"_L1, 30},
    Country{"NI"_L1, 28},
    Country{"NL"_L1, 18, Area::Eea},
    Country{"NO"_L1, 15, Area::Eea},
    Country{"OM"_L1, 23},
    Country{"PK"_L1, 24},
    Country{"PL"_L1, 28, Area::Eea},
    Country{"PS"_L1, 29},
    Country{"PT"_L1, 25, Area::Eea},
    Country{"QA"_L1, 29},
    Country{"RO"_L1, 24, Area::Eea},
    Country{"RS"_L1, 22, Area::Sepa},
    Country{"RU"_L1, 33},
    Country{"SA"_L1, 24},
    Country{"SC"_L1, 31},
    Country{"SD"_L1, 18},
    Country{"SE"_L1, 24, Area::Eea},
    Country{"SI"_L1, 19, Area::Eea},
    Country{"SK"_L1, 24, Area::Eea},
    Country{"SM"_L1, 27, Area::Sepa},
    Country{"SO"_L1, 23},
    Country{"ST"_L1, 25},
    Country{"SV"_L1, 28},
    Country{"TL"_L1, 23},
    Country{"TN"_L1, 24},
    Country{"TR"_L1, 26},
    Country{"UA"_L1, 29},
    Country{"VA"_L1, 22, Area::Sepa},
    Country{"VG"_L1, 24},
    Country{"XK"_L1, 20},
    Country{"YE"_L1, 30},
};

const Country* countryOf(QStringView iban)
{
    const auto* found = std::find_if(countries.begin(), countries.end(), [iban](const Country& country) {
        return iban.first(2) == country.code;
    });
    return found == countries.end() ? nullptr : found;
}

bool isAlphanumeric(QChar c)
{
    return isAsciiDigit(c) || isAsciiCapital(c);
}

/// The first character that has no place in a code, as it may be shown; empty when there is none.
QString foreignCharacter(const QString& code)
{
    for (qsizetype i = 0; i < code.size(); ++i) {
        if (!isAlphanumeric(code[i]))
            return code.mid(i, code[i].isHighSurrogate() ? 2 : 1);
    }
    return {};
}

} // namespace

Result<Iban> Iban::fromText(QStringView typed)
{
    QString text = compactCode(typed);
    if (text.startsWith("IBAN"_L1)) // no country is called IB
        text = text.sliced(text.startsWith("IBAN:"_L1) ? 5 : 4);
    if (text.isEmpty())
        return fail(Fault::Invalid, u"An IBAN is missing."_s);
    if (const QString foreign = foreignCharacter(text); !foreign.isEmpty())
        return fail(Fault::Invalid,
                    u"An IBAN consists of the letters A to Z and digits; “%1” is neither."_s.arg(foreign));
    if (text.size() < 4 || !isAsciiCapital(text[0]) || !isAsciiCapital(text[1]))
        return fail(Fault::Invalid, u"An IBAN begins with the two letters of its country, such as DE."_s);
    const Country* country = countryOf(text);
    if (!country)
        return fail(Fault::Invalid, u"No IBAN begins with %1."_s.arg(text.first(2)));
    if (text.size() != country->length)
        return fail(Fault::Invalid,
                    u"An IBAN that begins with %1 has %2 characters; this one has %3."_s.arg(country->code)
                        .arg(country->length)
                        .arg(text.size()));
    if (!isAsciiDigit(text[2]) || !isAsciiDigit(text[3]))
        return fail(Fault::Invalid, u"The third and fourth character of an IBAN are digits."_s);
    if (!isCheckNumber(text[2], text[3]) || remainder97(QString{text.sliced(4) + text.first(4)}) != 1)
        return fail(Fault::Invalid, u"The check digits of this IBAN do not fit: a character is mistyped, or "
                                    "two are swapped."_s);
    return Iban{std::move(text)};
}

QString Iban::shown() const
{
    return inGroupsOfFour(m_text);
}

bool Iban::isSwiss() const
{
    return m_text.startsWith("CH"_L1) || m_text.startsWith("LI"_L1);
}

bool Iban::isSwissQr() const
{
    return isSwiss() && (m_text.sliced(4).startsWith("30"_L1) || m_text.sliced(4).startsWith("31"_L1));
}

bool Iban::isSepa() const
{
    return countryOf(m_text)->area != Area::Other;
}

bool Iban::isEea() const
{
    return countryOf(m_text)->area == Area::Eea;
}

Result<QString> bicFromText(QStringView typed)
{
    QString bic = compactCode(typed);
    if (const QString foreign = foreignCharacter(bic); !foreign.isEmpty())
        return fail(Fault::Invalid,
                    u"A BIC consists of the letters A to Z and digits; “%1” is neither."_s.arg(foreign));
    if (bic.size() != 8 && bic.size() != 11)
        return fail(Fault::Invalid, u"A BIC has 8 or 11 characters; this one has %1."_s.arg(bic.size()));
    if (!isCountryCode(bic.sliced(4, 2)))
        return fail(Fault::Invalid,
                    u"The fifth and sixth character of a BIC name its country; “%1” is none."_s.arg(
                        bic.sliced(4, 2)));
    return bic;
}

} // namespace foyer
