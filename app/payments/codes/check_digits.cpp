// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/check_digits.h"

#include <array>

namespace foyer {

int remainder97(int before, QChar next)
{
    Q_ASSERT(isAsciiDigit(next) || isAsciiCapital(next));
    if (isAsciiDigit(next))
        return (before * 10 + (next.unicode() - u'0')) % 97;
    return (before * 100 + (next.unicode() - u'A' + 10)) % 97;
}

int remainder97(QStringView text)
{
    int remainder = 0;
    for (const QChar c : text)
        remainder = remainder97(remainder, c);
    return remainder;
}

int recursiveModulo10(QStringView digits)
{
    // The carry over to the next place. Source: SIX, Implementation Guidelines QR-bill, annex B.
    static constexpr std::array carries{0, 9, 4, 6, 8, 2, 7, 1, 3, 5};
    int carry = 0;
    for (const QChar c : digits) {
        Q_ASSERT(isAsciiDigit(c));
        carry = carries[std::size_t(carry + c.unicode() - u'0') % 10];
    }
    return (10 - carry) % 10;
}

bool isAsciiDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isAsciiCapital(QChar c)
{
    return c >= u'A' && c <= u'Z';
}

bool isCheckNumber(QChar tens, QChar units)
{
    if (!isAsciiDigit(tens) || !isAsciiDigit(units))
        return false;
    const int number = (tens.unicode() - u'0') * 10 + units.unicode() - u'0';
    return number >= 2 && number <= 98;
}

QString compactCode(QStringView typed)
{
    QString code;
    code.reserve(typed.size());
    for (const QChar c : typed) {
        if (c.isSpace() || c.category() == QChar::Other_Format)
            continue;
        // Not toUpper(): it would make two letters of "ß" and an "I" of the Turkish dotless one.
        code += c >= u'a' && c <= u'z' ? QChar{char16_t(c.unicode() - u'a' + u'A')} : c;
    }
    return code;
}

QString inGroupsOfFour(QStringView code)
{
    QString grouped;
    for (qsizetype i = 0; i < code.size(); ++i) {
        if (i > 0 && i % 4 == 0)
            grouped += u' ';
        grouped += code[i];
    }
    return grouped;
}

} // namespace foyer
