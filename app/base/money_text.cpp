// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/money_text.h"

#include <unicode/dcfmtsym.h>
#include <unicode/numberformatter.h>

#include <QHash>
#include <QStringList>

#include <memory>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

using icu::number::LocalizedNumberFormatter;
using icu::number::NumberFormatter;
using icu::number::Precision;

icu::Locale localeOf(const QString& language)
{
    UErrorCode status = U_ZERO_ERROR;
    const QByteArray tag = language.isEmpty() ? QByteArray{"en"} : language.toUtf8();
    icu::Locale locale = icu::Locale::forLanguageTag(tag.constData(), status);
    return U_SUCCESS(status) && !locale.isBogus() ? locale : icu::Locale::getEnglish();
}

/// Exact: ICU reads decimal digits, so no amount goes through a double.
QByteArray digitsOf(qint64 scaled, int decimals)
{
    QByteArray digits = QByteArray::number(scaled < 0 ? -scaled : scaled);
    while (digits.size() <= decimals)
        digits.prepend('0');
    if (decimals > 0)
        digits.insert(digits.size() - decimals, '.');
    return scaled < 0 ? '-' + digits : digits;
}

QString formatted(const LocalizedNumberFormatter& formatter, const QByteArray& digits)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto number = formatter.formatDecimal({digits.constData(), int(digits.size())}, status);
    const icu::UnicodeString text = number.toString(status);
    if (U_FAILURE(status))
        return QString::fromLatin1(digits);
    return QString{reinterpret_cast<const QChar*>(text.getBuffer()), text.length()};
}

struct Marks
{
    QString decimal;
    QString grouping;
};

Marks marksOf(const QString& language)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::DecimalFormatSymbols symbols{localeOf(language), status};
    const auto text = [&](icu::DecimalFormatSymbols::ENumberFormatSymbol which) {
        const icu::UnicodeString mark = symbols.getSymbol(which);
        // As in plainOf: the Arabic marks stand for the same two.
        return QString{reinterpret_cast<const QChar*>(mark.getBuffer()), mark.length()}
            .replace(QChar{0x066b}, u'.')
            .replace(QChar{0x066c}, u',');
    };
    if (U_FAILURE(status))
        return {u"."_s, u","_s};
    return {text(icu::DecimalFormatSymbols::kDecimalSeparatorSymbol),
            text(icu::DecimalFormatSymbols::kGroupingSeparatorSymbol)};
}

bool isBlank(QChar c)
{
    return c.isSpace() || c == QChar{0x00a0} || c == QChar{0x202f} || c == QChar{0x2009};
}

/// Marks of writing direction travel with copied amounts and mean nothing here.
QString withoutFormatMarks(QStringView text)
{
    QString plain = text.toString();
    plain.removeIf([](QChar c) { return c.category() == QChar::Other_Format; });
    return plain;
}

bool isApostrophe(QChar c)
{
    return c == u'\'' || c == QChar{0x2019};
}

/// The digits in Latin, with '.', ',' and '_' (any other mark between thousands) left; the sign apart.
struct Plain
{
    QString text;
    bool isNegative = false;
};

std::optional<Plain> plainOf(QStringView typed)
{
    Plain plain;
    QString text = withoutFormatMarks(typed.trimmed());
    if (!text.isEmpty() && (text.front() == u'-' || text.front() == QChar{0x2212})) {
        plain.isNegative = true;
        text = text.mid(1).trimmed();
    } else if (!text.isEmpty() && text.front() == u'+') {
        text = text.mid(1).trimmed();
    }
    for (const QChar c : std::as_const(text)) {
        if (c.digitValue() >= 0)
            plain.text += QChar{u'0' + c.digitValue()};
        else if (c == u'.' || c == QChar{0x066b})
            plain.text += u'.';
        else if (c == u',' || c == QChar{0x066c})
            plain.text += u',';
        else if (isBlank(c) || isApostrophe(c))
            plain.text += u'_';
        else
            return std::nullopt;
    }
    const bool beginsAndEndsWithDigits =
        !plain.text.isEmpty() && plain.text.back().isDigit() &&
        (plain.text.front().isDigit() || plain.text.startsWith(u'.') || plain.text.startsWith(u','));
    return beginsAndEndsWithDigits ? std::optional{plain} : std::nullopt;
}

/// Whether a mark parts thousands: one to three digits, then three each.
bool isGrouped(QStringView whole, QChar mark)
{
    const auto parts = whole.split(mark);
    if (parts.front().isEmpty() || parts.front().size() > 3)
        return false;
    for (auto part = parts.begin() + 1; part != parts.end(); ++part) {
        if (part->size() != 3)
            return false;
    }
    return true;
}

/// Where the decimals begin in the plain text: the index of their mark, -1 for none, nothing when it could
/// be read in two ways.
std::optional<qsizetype> decimalMark(QStringView text, int decimals, const QString& language)
{
    const auto lastDot = text.lastIndexOf(u'.');
    const auto lastComma = text.lastIndexOf(u',');
    if (lastDot < 0 && lastComma < 0)
        return -1;
    if (lastDot >= 0 && lastComma >= 0)
        return std::max(lastDot, lastComma);
    const QChar mark = lastDot >= 0 ? u'.' : u',';
    const auto last = std::max(lastDot, lastComma);
    if (text.count(mark) > 1)
        return -1; // no number has two decimal marks
    if (text.size() - last - 1 != 3 || last == 0 || last > 3 || text.contains(u'_'))
        return last;
    // Three digits behind a single mark: thousandths or thousands, as the language has it.
    const Marks marks = marksOf(language);
    if (decimals >= 3)
        return marks.decimal == mark ? std::optional{last} : std::nullopt;
    return marks.grouping == mark && marks.decimal != mark ? std::optional{qsizetype{-1}} : std::nullopt;
}

/// Without the currency's sign or code, on either side.
QStringView withoutCurrency(QStringView text, Currency currency, const QString& language)
{
    QStringList names{currency.code()};
    const QString code = currency.code();
    for (const UCurrNameStyle style : {UCURR_SYMBOL_NAME, UCURR_NARROW_SYMBOL_NAME}) {
        for (const QString& tongue : {language, u"en"_s}) {
            int32_t length = 0;
            UErrorCode status = U_ZERO_ERROR;
            const UChar* name = ucurr_getName(reinterpret_cast<const UChar*>(code.utf16()),
                                              localeOf(tongue).getName(), style, nullptr, &length, &status);
            if (U_SUCCESS(status))
                names.append(withoutFormatMarks({reinterpret_cast<const QChar*>(name), length}));
        }
    }
    text = text.trimmed();
    for (const QString& name : std::as_const(names)) {
        if (text.endsWith(name, Qt::CaseInsensitive))
            return text.chopped(name.size()).trimmed();
        if (text.startsWith(name, Qt::CaseInsensitive))
            return text.mid(name.size()).trimmed();
    }
    return text;
}

std::optional<qint64> scaledFrom(QStringView typed, int decimals, const QString& language)
{
    auto plain = plainOf(typed);
    if (!plain)
        return std::nullopt;
    const auto mark = decimalMark(plain->text, decimals, language);
    if (!mark)
        return std::nullopt;
    QString whole = *mark < 0 ? plain->text : plain->text.left(*mark);
    QString fraction = *mark < 0 ? QString{} : plain->text.mid(*mark + 1);
    if (fraction.size() > decimals)
        return std::nullopt;
    for (const QChar c : {QChar{u'.'}, QChar{u','}, QChar{u'_'}}) {
        if (fraction.contains(c))
            return std::nullopt;
        if (!whole.contains(c))
            continue;
        if (!isGrouped(whole, c))
            return std::nullopt;
        whole.remove(c);
    }
    const QString digits = whole + fraction.leftJustified(decimals, u'0');
    bool isNumber = false;
    const qint64 value = digits.toLongLong(&isNumber);
    if (!isNumber || value > largestAmount)
        return std::nullopt;
    return plain->isNegative ? -value : value;
}

} // namespace

QString exactText(Money amount)
{
    return QString::fromLatin1(digitsOf(amount.minor(), amount.currency().exponent()));
}

QString moneyText(Money amount, const QString& language)
{
    // Making a formatter costs far more than using it, and a page of one order needs one.
    struct Kept
    {
        QString language;
        Currency currency{"EUR"};
        LocalizedNumberFormatter formatter;
    };
    static thread_local std::unique_ptr<Kept> kept;
    if (!kept || kept->language != language || kept->currency != amount.currency()) {
        UErrorCode status = U_ZERO_ERROR;
        const QString code = amount.currency().code();
        const icu::CurrencyUnit unit{reinterpret_cast<const UChar*>(code.utf16()), status};
        kept = std::make_unique<Kept>(
            Kept{language, amount.currency(),
                 NumberFormatter::withLocale(localeOf(language))
                     .unit(unit)
                     .precision(Precision::fixedFraction(amount.currency().exponent()))});
    }
    return formatted(kept->formatter, digitsOf(amount.minor(), amount.currency().exponent()));
}

QString decimalText(qint64 scaled, int decimals, const QString& language)
{
    Q_ASSERT(decimals >= 0 && decimals <= 6);
    return formatted(
        NumberFormatter::withLocale(localeOf(language)).precision(Precision::maxFraction(decimals)),
        digitsOf(scaled, decimals));
}

std::optional<Money> moneyFromText(QStringView text, Currency currency, const QString& language)
{
    const QString plain = withoutFormatMarks(text);
    const QStringView rest = QStringView{plain}.trimmed();
    // The sign may stand before the currency: "-€ 3".
    const bool isNegative = !rest.isEmpty() && (rest.front() == u'-' || rest.front() == QChar{0x2212});
    const QStringView unsignedText =
        withoutCurrency(isNegative ? rest.mid(1).trimmed() : rest, currency, language);
    const auto scaled = scaledFrom(unsignedText, currency.exponent(), language);
    if (!scaled || (isNegative && *scaled < 0))
        return std::nullopt;
    return Money::ofMinor(isNegative ? -*scaled : *scaled, currency);
}

std::optional<qint64> decimalFromText(QStringView text, int decimals, const QString& language)
{
    Q_ASSERT(decimals >= 0 && decimals <= 6);
    return scaledFrom(text, decimals, language);
}

} // namespace foyer
