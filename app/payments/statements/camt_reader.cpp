// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/camt_reader.h"

#include "app/payments/statements/camt_entry.h"
#include "app/payments/statements/statement_check.h"
#include "app/payments/statements/statement_values.h"

#include <QXmlStreamReader>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Comparing the attributes of one tag takes the square of their number, so a tag is bounded first.
constexpr qsizetype longestTag = 4096;

std::optional<int> lineOfTooLongTag(const QByteArray& file)
{
    int line = 1;
    qsizetype open = -1;
    for (qsizetype i = 0; i < file.size(); ++i) {
        const char c = file[i];
        if (c == '\n')
            ++line;
        else if (c == '<')
            open = i;
        else if (c == '>')
            open = -1;
        if (open >= 0 && i - open > longestTag)
            return line;
    }
    return std::nullopt;
}

class CamtReader
{
public:
    CamtReader(const QByteArray& file, const StatementLimits& limits)
        : m_xml{file}
        , m_limits{limits}
    {
    }

    Result<std::vector<Statement>> read()
    {
        if (!toChild())
            return broken();
        if (const Result<void> root = checkRoot(); !root)
            return fail(root.error());
        bool hasMessage = false;
        while (toChild()) {
            if (m_xml.name() != u"BkToCstmrStmt") {
                if (!skip())
                    return broken();
                continue;
            }
            hasMessage = true;
            if (!readMessage())
                return broken();
        }
        while (!m_xml.atEnd())
            advance();
        if (m_failure || m_xml.hasError())
            return broken();
        if (!hasMessage)
            return fail(Fault::Invalid, u"This CAMT file holds no statement."_s);
        numberEquals(m_statements);
        return std::move(m_statements);
    }

private:
    int line() const { return static_cast<int>(m_xml.lineNumber()); }

    bool stop(Failure failure)
    {
        if (!m_failure)
            m_failure = std::move(failure);
        return false;
    }

    Failure broken()
    {
        if (m_failure)
            return *m_failure;
        if (m_xml.error() == QXmlStreamReader::PrematureEndOfDocumentError)
            return failAtLine(line(), u"the file ends too early; fetch it from the bank once more."_s);
        return failAtLine(line(), u"this is no well-formed XML."_s);
    }

    /// The next token. @returns false at the end and at what is not read
    bool advance()
    {
        if (m_failure || m_xml.atEnd())
            return false;
        const QXmlStreamReader::TokenType token = m_xml.readNext();
        if (token == QXmlStreamReader::Invalid)
            return false;
        if (token == QXmlStreamReader::DTD || token == QXmlStreamReader::EntityReference)
            return stop(failAtLine(line(), u"statements with a document type declaration are not read."_s));
        return true;
    }

    /// Into the next child of the open element. @returns false behind the last
    bool toChild()
    {
        while (advance()) {
            if (m_xml.isStartElement())
                return true;
            if (m_xml.isEndElement())
                return false;
        }
        return false;
    }

    bool skip()
    {
        int depth = 1;
        while (depth > 0) {
            if (!advance())
                return false;
            if (m_xml.isStartElement() && ++depth > m_limits.depth)
                return tooDeep();
            if (m_xml.isEndElement())
                --depth;
        }
        return true;
    }

    bool tooDeep()
    {
        return stop(failAtLine(line(), u"more than %1 elements inside each other."_s.arg(m_limits.depth)));
    }

    Result<void> checkRoot()
    {
        const QStringView space = m_xml.namespaceUri();
        if (m_xml.name() == u"Document" && space.contains(u":camt.053."))
            return {};
        if (space.contains(u":camt.052."))
            return fail(Fault::Invalid, u"This is a report of the running day (CAMT.052), which may still "
                                        "change; fetch the statement (CAMT.053)."_s);
        if (space.contains(u":camt.054."))
            return fail(Fault::Invalid,
                        u"This is a list of single bookings (CAMT.054); fetch the statement (CAMT.053)."_s);
        return failAtLine(line(), u"this XML is no CAMT.053 statement."_s);
    }

    bool readMessage()
    {
        while (toChild()) {
            if (!(m_xml.name() == u"Stmt" ? readStatement() : skip()))
                return false;
        }
        return !m_failure && !m_xml.hasError();
    }

    bool readStatement()
    {
        if (m_statements.size() >= m_limits.statements)
            return stop(failAtLine(line(), tooManyStatements(m_limits)));
        Statement statement;
        statement.format = StatementFormat::Camt053;
        while (toChild()) {
            const QStringView name = m_xml.name();
            const bool isWanted = name == u"Acct" || name == u"Bal" || name == u"Ntry";
            if (!isWanted) {
                if (!skip())
                    return false;
                continue;
            }
            m_nodes = 0;
            MarkupNode node;
            if (!readNode(node, 1))
                return false;
            if (const Result<void> taken = take(node, statement); !taken)
                return stop(fail(taken.error()));
            if (m_lines + statement.lines.size() > m_limits.lines)
                return stop(failAtLine(line(), u"the file has more than %1 entries."_s.arg(m_limits.lines)));
        }
        if (m_failure || m_xml.hasError())
            return false;
        m_lines += statement.lines.size();
        finishStatement(statement);
        m_statements.push_back(std::move(statement));
        return true;
    }

    Result<void> take(const MarkupNode& node, Statement& statement)
    {
        if (node.name == u"Acct") {
            const MarkupNode& id = node.child(u"Id");
            const QString& iban = id.child(u"IBAN").text;
            statement.account = accountFromText(iban.isEmpty() ? id.at({u"Othr", u"Id"}).text : iban);
            return {};
        }
        if (node.name == u"Ntry")
            return readCamtEntry(node, m_limits, statement);
        if (node.name != u"Bal")
            return {};
        const QString& kind = node.at({u"Tp", u"CdOrPrtry", u"Cd"}).text;
        // Interim balances stand in statements of several pages, with or without the outer ones.
        const bool isOpening = kind == u"OPBD" || kind == u"PRCD";
        if (!isOpening && kind != u"CLBD")
            return {};
        const Result<Money> balance = camtAmount(node);
        if (!balance)
            return fail(balance.error());
        (isOpening ? statement.opening : statement.closing) = *balance;
        return {};
    }

    bool readNode(MarkupNode& node, int depth)
    {
        if (depth > m_limits.depth)
            return tooDeep();
        if (++m_nodes > m_limits.nodes)
            return stop(failAtLine(line(), u"one entry has more than %1 elements."_s.arg(m_limits.nodes)));
        node.name = m_xml.name().toString();
        node.line = line();
        node.currency = m_xml.attributes().value(u"Ccy"_s).toString();
        while (advance()) {
            if (m_xml.isStartElement()) {
                node.children.emplace_back();
                if (!readNode(node.children.back(), depth + 1))
                    return false;
            } else if (m_xml.isCharacters()) {
                node.text += m_xml.text();
            } else if (m_xml.isEndElement()) {
                node.text = node.text.trimmed();
                return true;
            }
        }
        return false;
    }

    QXmlStreamReader m_xml;
    StatementLimits m_limits;
    std::vector<Statement> m_statements;
    std::size_t m_nodes = 0;
    std::size_t m_lines = 0;
    std::optional<Failure> m_failure;
};

} // namespace

bool looksLikeCamt(const QByteArray& file)
{
    const QByteArrayView start = QByteArrayView{file}.first(std::min<qsizetype>(file.size(), 4096));
    return start.contains("camt.05") || start.contains("BkToCstmr");
}

Result<std::vector<Statement>> readCamt(const QByteArray& file, const StatementLimits& limits)
{
    if (file.size() > limits.fileBytes)
        return fail(Fault::Invalid, u"The file has more than %1 bytes."_s.arg(limits.fileBytes));
    if (const std::optional<int> line = lineOfTooLongTag(file))
        return failAtLine(*line, u"a tag of more than %1 characters."_s.arg(longestTag));
    return CamtReader{file, limits}.read();
}

} // namespace foyer
