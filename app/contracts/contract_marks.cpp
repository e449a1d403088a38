// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract_marks.h"

#include "app/base/token_scan.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace foyer::contracts {

using namespace Qt::StringLiterals;

namespace {

QString withoutMarks(QString text)
{
    for (QChar& c : text) {
        if (isOurMark(c))
            c = QChar::ReplacementCharacter;
    }
    return text;
}

bool isToken(const QString& name)
{
    static const QStringList known = [] {
        QStringList names;
        for (const Token& token : tokens())
            names += token.name;
        return names;
    }();
    return known.contains(name);
}

/// The length of what a line may begin with before a tick box: blanks, marks of lists and quotations.
qsizetype tickAt(QStringView line)
{
    static const QRegularExpression box{
        u"^[ \\t]*(?:(?:[-*+]|[0-9]{1,9}[.)]|>)[ \\t]+)*(\\[ \\])(?=[ \\t]+[^ \\t])"_s};
    const auto match = box.match(line.toString());
    return match.hasMatch() ? match.capturedStart(1) : -1;
}

/// Puts marks in the place of tokens, tick boxes and initials.
class Marker
{
public:
    Marker(QString text, const TokenValues& values)
        : m_text{std::move(text)}
        , m_values{values}
    {
    }

    Marked run()
    {
        while (m_at < m_text.size())
            step();
        return std::move(m_marked);
    }

private:
    void step()
    {
        if (m_at == m_lineStart) {
            qsizetype end = m_text.indexOf(u'\n', m_at);
            end = end < 0 ? m_text.size() : end;
            const qsizetype box = tickAt(QStringView{m_text}.sliced(m_at, end - m_at));
            m_tickAt = box < 0 ? -1 : m_at + box;
        }
        const QStringView rest = QStringView{m_text}.sliced(m_at);
        if (rest.startsWith(u'\\') && rest.size() > 1 && rest[1] != u'\n') {
            take(2); // an escaped mark is no mark
        } else if (m_at == m_tickAt) {
            m_marked.markdown += tickMark;
            m_at += 3;
        } else if (rest.startsWith("[initials]"_L1, Qt::CaseInsensitive)) {
            m_marked.markdown += initialsMark;
            m_at += 10;
        } else if (rest.startsWith("{{"_L1)) {
            token(rest);
        } else if (rest.startsWith("}}"_L1)) {
            problem(TextProblem::Kind::Unclosed, u"}}"_s);
            take(2);
        } else {
            const bool isLineEnd = rest.front() == u'\n';
            take(1);
            if (isLineEnd)
                newLine();
        }
    }

    void token(QStringView rest)
    {
        const auto braced = bracedAt(rest);
        if (!braced) {
            problem(TextProblem::Kind::Unclosed, rest.first(std::min<qsizetype>(rest.size(), 24)).toString());
            take(2);
            return;
        }
        const QString written = rest.first(braced->length).toString();
        const QString& name = braced->inside;
        const auto value = m_values.find(name.toLower());
        QString shown;
        if (value != m_values.end() && !value->second.trimmed().isEmpty())
            shown = shownText(withoutMarks(value->second));
        else
            problem(value == m_values.end() && !isToken(name.toLower()) ? TextProblem::Kind::Unknown
                                                                        : TextProblem::Kind::Unresolved,
                    name);
        if (shown.isEmpty())
            shown = written.simplified();
        m_marked.markdown += tokenBegins + QString::number(m_marked.tokens.size()) + tokenEnds;
        m_marked.tokens.push_back(std::move(shown));
        for (const QChar c : written) {
            ++m_at;
            if (c == u'\n')
                newLine();
        }
    }

    void newLine()
    {
        ++m_line;
        m_lineStart = m_at;
    }

    void take(qsizetype count)
    {
        m_marked.markdown += QStringView{m_text}.sliced(m_at, count);
        m_at += count;
    }

    void problem(TextProblem::Kind kind, const QString& name)
    {
        m_marked.problems.push_back({kind, name, m_line, int(m_at - m_lineStart) + 1});
    }

    QString m_text;
    const TokenValues& m_values;
    Marked m_marked;
    qsizetype m_at = 0;
    qsizetype m_lineStart = 0;
    qsizetype m_tickAt = -1;
    int m_line = 1;
};

} // namespace

Marked marked(const QString& markdown, const TokenValues& values)
{
    QString text = withoutMarks(markdown);
    text.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    return Marker{std::move(text), values}.run();
}

} // namespace foyer::contracts
