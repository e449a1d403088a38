// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/statement_values.h"

#include "app/base/money_text.h"
#include "app/base/text.h"
#include "app/payments/codes/iban.h"

#include <QRegularExpression>

namespace foyer {

using namespace Qt::StringLiterals;

QString statementFormatName(StatementFormat format)
{
    switch (format) {
    case StatementFormat::Camt053:
        return u"CAMT.053"_s;
    case StatementFormat::Mt940:
        return u"MT940"_s;
    case StatementFormat::Ofx:
        return u"OFX"_s;
    case StatementFormat::Csv:
        return u"CSV"_s;
    }
    Q_UNREACHABLE();
}

Failure failAtLine(int line, const QString& sentence)
{
    return fail(Fault::Invalid, u"Line %1: %2"_s.arg(line).arg(sentence));
}

QString tooManyStatements(const StatementLimits& limits)
{
    return u"the file has more than %1 statements."_s.arg(limits.statements);
}

std::optional<Money> amountFromDigits(QStringView digits, QChar mark, Currency currency)
{
    const int exponent = currency.exponent();
    qint64 minor = 0;
    int decimals = -1; // none yet
    bool hasDigits = false;
    for (const QChar c : digits) {
        if (c == mark && decimals < 0) {
            decimals = 0;
            continue;
        }
        if (c < u'0' || c > u'9')
            return std::nullopt;
        const int digit = c.unicode() - u'0';
        hasDigits = true;
        if (decimals >= 0 && ++decimals > exponent) {
            if (digit != 0)
                return std::nullopt;
            continue;
        }
        minor = minor * 10 + digit;
        if (minor > largestAmount)
            return std::nullopt;
    }
    if (!hasDigits)
        return std::nullopt;
    for (int i = std::max(decimals, 0); i < exponent; ++i) {
        minor *= 10;
        if (minor > largestAmount)
            return std::nullopt;
    }
    return Money::ofMinor(minor, currency);
}

QString accountFromText(QStringView text)
{
    QString account;
    for (const QChar c : text) {
        if (!c.isSpace() && c.isPrint())
            account += c.toUpper();
    }
    return account.left(64);
}

Result<QString> ownAccountFromText(QStringView typed)
{
    const QString account = accountFromText(typed);
    static const QRegularExpression number{u"^[0-9][0-9./-]{3,30}$"_s};
    if (number.match(account).hasMatch())
        return QString{account}.remove(QRegularExpression{u"[./-]"_s});
    static const QRegularExpression beginning{u"^(IBAN)?[A-Z]{2}[0-9]{2}"_s};
    if (!beginning.match(account).hasMatch())
        return fail(Fault::Invalid, u"“%1” is no account. Write its IBAN, or its number where banks have no "
                                    "IBAN."_s.arg(typed.trimmed().left(64).toString()));
    const auto iban = Iban::fromText(account);
    return iban ? Result<QString>{iban->text()} : fail(iban.error());
}

QString statementText(QStringView text, const StatementLimits& limits)
{
    return singleLine(text).simplified().left(limits.textLength);
}

WrappedText unwrapped(const std::vector<QString>& pieces, qsizetype width)
{
    WrappedText text;
    bool isFull = true; // nothing before the first piece
    for (const QString& piece : pieces) {
        if (!isFull)
            text.joined += u' ';
        if (!text.apart.isEmpty())
            text.apart += u' ';
        if (isFull && !text.joined.isEmpty())
            text.wraps.push_back(text.joined.size());
        text.joined += piece;
        text.apart += piece;
        isFull = piece.size() >= width;
    }
    return text;
}

void setWrappedText(StatementLine& line, const WrappedText& text, const StatementLimits& limits)
{
    line.text = statementText(text.joined, limits);
    line.otherText = statementText(text.apart, limits);
    if (line.otherText == line.text)
        line.otherText.clear();
}

QString endToEndIdFrom(QStringView text)
{
    const QString id = singleLine(text).simplified().left(70);
    const QString bare = id.toUpper().remove(u' ');
    return bare == u"NOTPROVIDED" || bare == u"NONREF" || bare == u"NOTAVAILABLE" ? QString{} : id;
}

} // namespace foyer
