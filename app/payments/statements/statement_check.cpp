// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/statement_check.h"

#include "app/base/money_text.h"
#include "app/base/random.h"

#include <QHash>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Of all that files of one bank tell alike. Blanks are left out: banks wrap the same text differently.
QString fingerprint(const StatementLine& line)
{
    const QString all = QStringList{line.bookedDay.toString(Qt::ISODate),
                                    QString::number(line.amount.minor()),
                                    line.amount.currency().code(),
                                    line.payerName,
                                    line.payerIban,
                                    line.text,
                                    line.endToEndId,
                                    line.isReversal ? u"R"_s : QString{}}
                            .join(QChar{0x1f})
                            .remove(u' ');
    return u"~"_s + QString::fromLatin1(sha256(all.toUtf8()).toHex().left(32));
}

QString referenceOf(const StatementLine& line)
{
    if (line.bankReference.isEmpty())
        return fingerprint(line);
    return u"%1|%2|%3%4"_s.arg(line.bankReference, line.bookedDay.toString(u"yyyyMMdd"_s),
                               line.amount.currency().code(), QString::number(line.amount.minor()));
}

void checkBalances(Statement& statement)
{
    const bool alwaysHasBalances =
        statement.format == StatementFormat::Camt053 || statement.format == StatementFormat::Mt940;
    if (!statement.opening || !statement.closing) {
        if (alwaysHasBalances)
            statement.warnings.push_back(
                {0,
                 u"The statement lacks its %1 balance, so nothing shows that its lines are complete."_s.arg(
                     !statement.opening ? u"opening"_s : u"closing"_s)});
        return;
    }
    WideInteger sum = statement.opening->minor();
    for (const StatementLine& line : statement.lines) {
        if (line.amount.currency() != statement.opening->currency()) {
            statement.warnings.push_back({line.line, u"This line is in another currency than the balance, so "
                                                     "the statement cannot be added up."_s});
            return;
        }
        sum += line.amount.minor();
    }
    if (statement.closing->currency() != statement.opening->currency()) {
        statement.warnings.push_back({0, u"The balances are in two currencies."_s});
        return;
    }
    // Bounded by the largest amount and the number of lines, so it fits again.
    const auto difference = static_cast<qint64>(statement.closing->minor() - sum);
    if (difference != 0)
        statement.warnings.push_back(
            {0, u"Opening balance and lines do not add up to the closing balance: %1 differ. The file is "
                "incomplete or damaged."_s.arg(
                    moneyText(Money::ofMinor(difference, statement.opening->currency()), {}))});
}

} // namespace

void finishStatement(Statement& statement)
{
    for (StatementLine& line : statement.lines) {
        line.account = statement.account;
        if (!line.valueDay.isValid())
            line.valueDay = line.bookedDay;
        line.reference = referenceOf(line);
    }
    checkBalances(statement);
}

void numberEquals(std::vector<Statement>& statements)
{
    QHash<QString, int> count;
    for (Statement& statement : statements) {
        for (StatementLine& line : statement.lines) {
            const int ordinal = ++count[line.account + u'\n' + line.reference];
            if (ordinal > 1)
                line.reference += u"#%1"_s.arg(ordinal);
        }
    }
}

} // namespace foyer
