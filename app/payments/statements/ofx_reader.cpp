// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/ofx_reader.h"

#include "app/contacts/csv_text.h"
#include "app/payments/statements/ofx_markup.h"
#include "app/payments/statements/statement_check.h"
#include "app/payments/statements/statement_values.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Signed, with the one decimal mark the bank uses: "-12.50", "+12,50", "12".
Result<Money> amountFrom(const MarkupNode& node, Currency currency)
{
    QStringView digits = node.text;
    const bool isNegative = digits.startsWith(u'-');
    if (isNegative || digits.startsWith(u'+'))
        digits = digits.mid(1);
    const QChar mark = digits.contains(u',') ? u',' : u'.';
    const std::optional<Money> amount = amountFromDigits(digits, mark, currency);
    if (!amount)
        return failAtLine(node.line, u"“%1” is no amount in %2."_s.arg(node.text.left(40), currency.code()));
    return isNegative ? -*amount : *amount;
}

/// YYYYMMDD, whatever time and zone follow: the bank's day is what counts.
QDate dayFrom(const MarkupNode& node)
{
    return QDate::fromString(node.text.left(8), u"yyyyMMdd"_s);
}

Result<Currency> currencyFrom(const MarkupNode& node)
{
    const std::optional<Currency> currency = Currency::fromText(node.text);
    if (!currency)
        return failAtLine(node.line, u"“%1” is no currency."_s.arg(node.text.left(20)));
    return *currency;
}

void readWords(const MarkupNode& entry, const StatementLimits& limits, StatementLine& line)
{
    const QString& payee = entry.at({u"PAYEE", u"NAME"}).text;
    const QString& longName = entry.child(u"EXTDNAME").text;
    const QString& name = entry.child(u"NAME").text;
    line.payerName = statementText(!longName.isEmpty() ? longName : !payee.isEmpty() ? payee : name, limits);
    line.payerName.truncate(200);
    const MarkupNode& account =
        entry.child(u"BANKACCTFROM").isThere() ? entry.child(u"BANKACCTFROM") : entry.child(u"BANKACCTTO");
    line.payerIban = accountFromText(account.child(u"ACCTID").text);
    // Many banks have only NAME and MEMO, and cut the purpose into both.
    line.text = statementText(
        QStringList{entry.child(u"MEMO").text, line.payerName == name ? QString{} : name}.join(u' '), limits);
    if (line.text.isEmpty())
        line.text = statementText(name, limits);
    line.endToEndId = endToEndIdFrom(entry.child(u"REFNUM").text);
}

Result<StatementLine> lineFrom(const MarkupNode& entry, Currency currency, const StatementLimits& limits)
{
    StatementLine line;
    line.line = entry.line;
    if (const MarkupNode& other = entry.at({u"CURRENCY", u"CURSYM"}); other.isThere()) {
        const Result<Currency> stated = currencyFrom(other);
        if (!stated)
            return fail(stated.error());
        currency = *stated;
    }
    if (!entry.child(u"TRNAMT").isThere())
        return failAtLine(entry.line, u"the entry has no amount."_s);
    const Result<Money> amount = amountFrom(entry.child(u"TRNAMT"), currency);
    if (!amount)
        return fail(amount.error());
    line.amount = *amount;
    line.bookedDay = dayFrom(entry.child(u"DTPOSTED"));
    if (!line.bookedDay.isValid())
        return failAtLine(entry.line, u"the entry has no day."_s);
    if (entry.child(u"DTAVAIL").isThere())
        line.valueDay = dayFrom(entry.child(u"DTAVAIL"));
    line.bankReference = statementText(entry.child(u"FITID").text, limits).left(140);
    line.isReversal = entry.child(u"CORRECTFITID").isThere();
    readWords(entry, limits, line);
    return line;
}

Result<Statement> statementFrom(const MarkupNode& node, const StatementLimits& limits)
{
    Statement statement;
    statement.format = StatementFormat::Ofx;
    const Result<Currency> currency = currencyFrom(node.child(u"CURDEF"));
    if (!currency)
        return node.child(u"CURDEF").isThere() ? fail(currency.error())
                                               : failAtLine(node.line, u"the statement names no currency."_s);
    const bool isCard = node.child(u"CCACCTFROM").isThere();
    statement.account =
        accountFromText(node.child(isCard ? u"CCACCTFROM"_s : u"BANKACCTFROM"_s).child(u"ACCTID").text);
    const MarkupNode& list = node.child(u"BANKTRANLIST");
    for (const MarkupNode& entry : list.children) {
        if (entry.name != u"STMTTRN")
            continue;
        if (statement.lines.size() >= limits.lines)
            return failAtLine(entry.line, u"the file has more than %1 entries."_s.arg(limits.lines));
        const Result<StatementLine> line = lineFrom(entry, *currency, limits);
        if (!line)
            return fail(line.error());
        if (line->isReversal)
            statement.warnings.push_back({line->line, u"The bank corrects an earlier entry with this one; "
                                                      "look at both."_s});
        statement.lines.push_back(*line);
    }
    const MarkupNode& balance = node.at({u"LEDGERBAL", u"BALAMT"});
    if (balance.isThere()) {
        const Result<Money> closing = amountFrom(balance, *currency);
        if (!closing)
            return fail(closing.error());
        statement.closing = *closing;
    }
    finishStatement(statement);
    return statement;
}

/// Every STMTRS and CCSTMTRS, wherever it stands.
void collect(const MarkupNode& node, std::vector<const MarkupNode*>& found)
{
    for (const MarkupNode& child : node.children) {
        if (child.name == u"STMTRS" || child.name == u"CCSTMTRS")
            found.push_back(&child);
        else
            collect(child, found);
    }
}

} // namespace

bool looksLikeOfx(const QByteArray& file)
{
    const QByteArray start = file.left(4000).toUpper();
    return start.trimmed().startsWith("OFXHEADER:") || start.contains("<?OFX") || start.contains("<OFX>");
}

Result<std::vector<Statement>> readOfx(const QByteArray& file, const StatementLimits& limits)
{
    if (file.size() > limits.fileBytes)
        return fail(Fault::Invalid, u"The file has more than %1 bytes."_s.arg(limits.fileBytes));
    // What the header claims about its encoding is often wrong; UTF-8 proves itself, the rest is 1252.
    const CsvText text = CsvText::decode(file);
    if (!text.problems().empty())
        return failAtLine(text.problems().front().line, text.problems().front().detail + u'.');
    const Result<MarkupNode> tree = readOfxMarkup(QString::fromUtf8(text.utf8()), limits);
    if (!tree)
        return fail(tree.error());
    std::vector<const MarkupNode*> found;
    collect(*tree, found);
    if (found.empty())
        return fail(Fault::Invalid, u"This OFX file holds no bank statement."_s);
    if (found.size() > limits.statements)
        return failAtLine(found.back()->line, tooManyStatements(limits));
    std::vector<Statement> statements;
    std::size_t lines = 0;
    for (const MarkupNode* node : found) {
        Result<Statement> statement = statementFrom(*node, limits);
        if (!statement)
            return fail(statement.error());
        lines += statement->lines.size();
        if (lines > limits.lines)
            return failAtLine(node->line, u"the file has more than %1 entries."_s.arg(limits.lines));
        statements.push_back(std::move(*statement));
    }
    numberEquals(statements);
    return statements;
}

} // namespace foyer
