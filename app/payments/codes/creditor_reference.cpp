// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/creditor_reference.h"

#include "app/base/money.h"
#include "app/payments/codes/check_digits.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int shortestReference = 5; ///< RF, two check digits, one character
constexpr int longestReference = longestReferenceBody + 4;
constexpr int longestCustomerId = 10;

bool isBodyCharacter(QChar c)
{
    return isAsciiDigit(c) || isAsciiCapital(c);
}

bool isBody(QStringView body)
{
    return std::all_of(body.begin(), body.end(), isBodyCharacter);
}

bool isDigits(QStringView text)
{
    return std::all_of(text.begin(), text.end(), isAsciiDigit);
}

/// The character as it may stand in a sentence.
QString named(QStringView text, qsizetype at)
{
    return text.mid(at, text[at].isHighSurrogate() ? 2 : 1).toString();
}

/// Those that stand for something when they follow an X.
bool isMeaningAfterX(QChar c)
{
    return c >= u'T' && c <= u'Z';
}

/// What stands for this character of a number; empty when nothing does.
QString escaped(QStringView number, qsizetype at)
{
    const QChar c = number[at];
    if (c == u'X')
        return u"XX"_s;
    if (isBodyCharacter(c))
        return c;
    if (c >= u'a' && c <= u'z')
        return u"XT"_s + c.toUpper();
    switch (c.unicode()) {
    case u'/':
        return u"XY"_s;
    case u'.':
        return u"XZ"_s;
    case u' ':
        return u"XW"_s;
    case u'_':
        return u"XV"_s;
    case u'-': {
        // A lone X reads better, and is clear as long as what follows cannot be taken for a part of it.
        const bool isLast = at + 1 == number.size();
        const bool isClear = !isLast && isBodyCharacter(number[at + 1]) && !isMeaningAfterX(number[at + 1]);
        return isClear ? u"X"_s : u"XU"_s;
    }
    default:
        return {};
    }
}

/// 1 to 67; 0 for what is none of them. Bijective numeration: no digit is nothing, so "0" and "00" differ.
int packedValue(QChar c)
{
    static const QString alphabet = u"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-/._ "_s;
    return int(alphabet.indexOf(c)) + 1;
}
constexpr int packedBase = 67;

WideInteger powerOf10(qsizetype exponent)
{
    WideInteger power = 1;
    for (qsizetype i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

QString withCheckDigit(const QString& digits)
{
    return digits + QString::number(recursiveModulo10(digits));
}

} // namespace

Result<QString> creditorReference(QStringView body)
{
    if (body.isEmpty() || body.size() > longestReferenceBody)
        return fail(Fault::Invalid, u"An RF reference holds 1 to %1 letters and digits; these are %2."_s
                                        .arg(longestReferenceBody)
                                        .arg(body.size()));
    if (!isBody(body))
        return fail(Fault::Invalid, u"An RF reference holds the capitals A to Z and digits only."_s);
    const int check = 98 - remainder97(QString{body.toString() + "RF00"_L1});
    return u"RF%1%2"_s.arg(check, 2, 10, QChar{u'0'}).arg(body);
}

Result<QString> creditorReferenceOfNumber(QStringView number)
{
    QString body;
    for (qsizetype i = 0; i < number.size(); ++i) {
        const QString part = escaped(number, i);
        if (part.isEmpty())
            return fail(Fault::Invalid,
                        u"“%1” in the invoice's number cannot be written in an RF reference; "
                        "letters A to Z, digits, - / . _ and blanks can."_s.arg(named(number, i)));
        body += part;
    }
    if (body.size() > longestReferenceBody)
        return fail(
            Fault::Invalid,
            u"The invoice's number is too long for an RF reference: with its signs written as letters "
            "it has %1 characters, and %2 is the most."_s.arg(body.size())
                .arg(longestReferenceBody));
    return creditorReference(body);
}

Result<QString> creditorReferenceFromText(QStringView typed)
{
    QString reference = compactCode(typed);
    if (!reference.startsWith("RF"_L1))
        return fail(Fault::Invalid, u"A creditor reference begins with RF."_s);
    if (reference.size() < shortestReference || reference.size() > longestReference)
        return fail(Fault::Invalid,
                    u"An RF reference has %1 to %2 characters; this one has %3."_s.arg(shortestReference)
                        .arg(longestReference)
                        .arg(reference.size()));
    if (!isBody(reference))
        return fail(Fault::Invalid, u"An RF reference consists of the letters A to Z and digits."_s);
    if (!isCheckNumber(reference[2], reference[3]) ||
        remainder97(QString{reference.sliced(4) + reference.first(4)}) != 1)
        return fail(Fault::Invalid, u"The check digits of this RF reference do not fit: a character is "
                                    "mistyped, or two are swapped."_s);
    return reference;
}

Result<QString> qrReference(QStringView digits)
{
    constexpr int most = qrReferenceDigits - 1;
    if (digits.isEmpty() || digits.size() > most || !isDigits(digits))
        return fail(Fault::Invalid, u"A QR reference holds 1 to %1 digits and nothing else."_s.arg(most));
    if (digits.front() == u'0')
        return fail(Fault::Invalid, u"The digits of a QR reference do not begin with 0: zeros are put in "
                                    "front of them, and two references would be the same."_s);
    return withCheckDigit(digits.toString().rightJustified(most, u'0'));
}

Result<QString> qrReferenceOfNumber(QStringView number, QStringView customerId)
{
    if (customerId.size() > longestCustomerId || !isDigits(customerId))
        return fail(Fault::Invalid,
                    u"The customer id of a QR reference has at most %1 digits and nothing else."_s.arg(
                        longestCustomerId));
    if (number.isEmpty())
        return fail(Fault::Invalid, u"The invoice has no number."_s);
    const qsizetype room = qrReferenceDigits - 1 - customerId.size();
    const WideInteger limit = powerOf10(room);
    WideInteger packed = 0;
    for (qsizetype i = 0; i < number.size(); ++i) {
        const int value = packedValue(number[i]);
        if (value == 0)
            return fail(Fault::Invalid,
                        u"“%1” in the invoice's number cannot be written in a QR reference; "
                        "letters A to Z, digits, - / . _ and blanks can."_s.arg(named(number, i)));
        packed = packed * packedBase + value;
        if (packed >= limit)
            return fail(
                Fault::Invalid,
                u"The invoice's number is too long for a QR reference: of its 26 digits %1 are left for "
                "it."_s.arg(room));
    }
    QString digits;
    for (qsizetype i = 0; i < room; ++i, packed /= 10)
        digits.prepend(QChar{char16_t(u'0' + int(packed % 10))});
    return withCheckDigit(customerId.toString() + digits);
}

Result<QString> qrReferenceFromText(QStringView typed)
{
    QString reference = compactCode(typed);
    if (reference.size() != qrReferenceDigits || !isDigits(reference))
        return fail(Fault::Invalid,
                    u"A QR reference has %1 digits and nothing else."_s.arg(qrReferenceDigits));
    if (reference.count(u'0') == qrReferenceDigits)
        return fail(Fault::Invalid, u"A QR reference is more than zeros."_s);
    if (recursiveModulo10(QStringView{reference}.chopped(1)) != reference.back().unicode() - u'0')
        return fail(Fault::Invalid,
                    u"The check digit of this QR reference does not fit: a digit is mistyped, "
                    "or two are swapped."_s);
    return reference;
}

bool isCreditorReference(QStringView reference)
{
    return reference.startsWith("RF"_L1);
}

QString shownReference(const QString& reference)
{
    if (isCreditorReference(reference))
        return inGroupsOfFour(reference);
    QString grouped;
    for (qsizetype i = 0; i < reference.size(); ++i) {
        // Two, then fives: counted from the end, so that they stand below each other.
        if (i > 0 && (reference.size() - i) % 5 == 0)
            grouped += u' ';
        grouped += reference[i];
    }
    return grouped;
}

} // namespace foyer
