// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/questionnaires/answers_csv.h"

#include "app/contacts/contact_store.h"
#include "app/items/item_store.h"
#include "app/jobs/job_store.h"
#include "app/questionnaires/answer_store.h"
#include "app/questionnaires/questionnaire_json.h"

#include <QHash>

namespace foyer::questionnaires {

using namespace Qt::StringLiterals;
using Question = Questionnaire::Question;

namespace {

/// The same question, asked in two questionnaires that began as one template, is one column.
struct Column
{
    QString id;
    QString label;
    bool operator==(const Column&) const = default;
};

struct Line
{
    QList<QByteArray> beginning;
    QHash<qsizetype, QByteArray> cells; ///< by column
};

QByteArray quoted(QByteArray cell)
{
    const bool needsQuotes = cell.contains('"') || cell.contains(',') || cell.contains(';') ||
                             cell.contains('\n') || cell.contains('\r') || cell.startsWith(' ') ||
                             cell.endsWith(' ');
    return needsQuotes ? '"' + cell.replace('"', "\"\"") + '"' : cell;
}

class Table
{
public:
    void add(Line line, const Questionnaire& questions, const QJsonObject& answers)
    {
        for (const Question& question : questions.questions) {
            if (question.kind == QuestionKind::Section)
                continue;
            const auto column = columnOf({question.id, question.label});
            const QJsonValue answer = answers.value(question.id);
            const QString text = inWords(question, answer);
            line.cells.insert(column, answer.isDouble() ? text.toUtf8() : csvCell(text));
        }
        m_lines.push_back(std::move(line));
    }

    QByteArray text() const
    {
        QByteArray csv = "\xef\xbb\xbf";
        QList<QByteArray> head;
        for (const QString& name : {u"Questionnaire"_s, u"Job"_s, u"Respondent"_s, u"Revision"_s,
                                    u"Submitted"_s, u"Submitted by"_s})
            head.append(csvCell(name));
        for (const Column& column : m_columns)
            head.append(csvCell(column.label));
        csv += head.join(',') + "\r\n";
        for (const Line& line : m_lines) {
            QList<QByteArray> cells = line.beginning;
            for (qsizetype column = 0; column < qsizetype(m_columns.size()); ++column)
                cells.append(line.cells.value(column));
            csv += cells.join(',') + "\r\n";
        }
        return csv;
    }

private:
    static QString inWords(const Question& question, const QJsonValue& answer)
    {
        return answers::inWords(question, answer);
    }
    qsizetype columnOf(const Column& wanted)
    {
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            if (m_columns[i] == wanted)
                return qsizetype(i);
        }
        m_columns.push_back(wanted);
        return qsizetype(m_columns.size()) - 1;
    }

    std::vector<Column> m_columns;
    std::vector<Line> m_lines;
};

} // namespace

QByteArray csvCell(const QString& text)
{
    // What a spreadsheet would calculate. Blanks before it do not stop all of them.
    const QString beginning = text.trimmed();
    const bool isFormula = (!beginning.isEmpty() && u"=+-@＝＋－＠"_s.contains(beginning.front())) ||
                           text.startsWith(u'\t') || text.startsWith(u'\r') || text.startsWith(u'\n');
    return quoted((isFormula ? u'\'' + text : text).toUtf8());
}

Result<QByteArray> answersCsv(const Snapshot& snapshot, const std::vector<ItemId>& questionnaires)
{
    Table table;
    for (const ItemId id : questionnaires) {
        const auto item = items::find(snapshot, id);
        if (!item)
            return fail(item.error());
        const auto job = jobs::find(snapshot, item->job);
        if (!job)
            return fail(job.error());
        const auto revisions = revisionsOf(snapshot, id);
        if (!revisions)
            return fail(revisions.error());
        for (const AnswerRevision& revision : *revisions) {
            const auto version = items::version(snapshot, revision.version);
            if (!version)
                return fail(version.error());
            const auto questions = questionnaireFromBytes(version->content);
            if (!questions)
                return fail(questions.error());
            const auto contact = contacts::brief(snapshot, revision.contact);
            // Who was removed for good left their answers; they are the studio's documents.
            const QString name = contact ? contact->name : QString{};
            table.add({{csvCell(item->title), csvCell(job->details.title), csvCell(name),
                        QByteArray::number(revision.number), csvCell(toIso(revision.submittedAt)),
                        csvCell(revision.submittedBy)},
                       {}},
                      *questions, revision.answers);
        }
    }
    return table.text();
}

} // namespace foyer::questionnaires
