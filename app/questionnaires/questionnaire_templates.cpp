// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/questionnaires/questionnaire_templates.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "app/questionnaires/questionnaire_json.h"

#include <QJsonDocument>

#include <algorithm>

namespace foyer::questionnaires {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestName = 200;

const QString selectAll = uR"(
    SELECT id, uid, name, content, archived_at, version FROM template
    WHERE kind = 'questionnaire' AND (:archived OR archived_at IS NULL))"_s;
const QString selectById = uR"(
    SELECT id, uid, name, content, archived_at, version FROM template
    WHERE kind = 'questionnaire' AND id = :id)"_s;
const QString insertTemplate = uR"(
    INSERT INTO template (uid, kind, name, content, created_at, changed_at, version)
    VALUES (:uid, 'questionnaire', :name, :content, :now, :now, 1))"_s;
const QString updateTemplate = uR"(
    UPDATE template SET name = :name, content = :content, changed_at = :now, version = version + 1 WHERE id = :id)"_s;
const QString updateArchived = uR"(
    UPDATE template SET archived_at = :at, changed_at = :now, version = version + 1 WHERE id = :id)"_s;

struct Row
{
    QuestionnaireTemplate value;
    QJsonObject content;
};

Row fromRow(const Query& row)
{
    return {
        {TemplateId{row.integer(0)}, row.text(1), row.text(2), {}, row.optionalInstant(4), row.integer(5)},
        QJsonDocument::fromJson(row.text(3).toUtf8()).object()};
}

Result<QuestionnaireTemplate> read(Row row)
{
    auto questions = questionnaireFromJson(row.content);
    if (!questions)
        return fail(questions.error());
    row.value.questions = std::move(*questions);
    return std::move(row.value);
}

Result<QString> checkedName(const QString& typed)
{
    const QString name = singleLine(typed);
    if (name.isEmpty() || name.size() > longestName)
        return fail(Fault::Invalid, u"A template needs a name of at most %1 characters."_s.arg(longestName));
    return name;
}

QString textOf(const Questionnaire& questions)
{
    return QString::fromUtf8(canonicalJson(toJson(questions)));
}

Result<void> setArchived(Transaction& transaction, TemplateId id, std::optional<Instant> at,
                         const QString& action)
{
    if (const auto known = findTemplate(transaction, id); !known)
        return fail(known.error());
    const auto updated = transaction.query(updateArchived)
                             .bind(":at"_L1, at)
                             .bind(":now"_L1, transaction.now())
                             .bind(":id"_L1, id.row())
                             .run();
    if (!updated)
        return updated;
    transaction.record({u"template"_s, id.row(), action, {}});
    transaction.touch(Entity::Template, id.row());
    return {};
}

} // namespace

Result<std::vector<QuestionnaireTemplate>> templates(const Snapshot& snapshot, bool alsoArchived)
{
    auto rows = snapshot.query(selectAll).bind(":archived"_L1, alsoArchived).all(fromRow);
    if (!rows)
        return fail(rows.error());
    std::vector<QuestionnaireTemplate> all;
    for (Row& row : *rows) {
        auto one = read(std::move(row));
        if (!one)
            return fail(one.error());
        all.push_back(std::move(*one));
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return sortKey(a.name) < sortKey(b.name); });
    return all;
}

Result<QuestionnaireTemplate> findTemplate(const Snapshot& snapshot, TemplateId id)
{
    auto row = snapshot.query(selectById).bind(":id"_L1, id.row()).first(fromRow);
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(Fault::NotFound, u"There is no questionnaire template %1."_s.arg(id.row()));
    return read(std::move(**row));
}

Result<TemplateId> addTemplate(Transaction& transaction, const QString& name, const Questionnaire& questions,
                               const QString& uid)
{
    const auto known = checkedName(name);
    if (!known)
        return fail(known.error());
    auto query = transaction.query(insertTemplate);
    const auto inserted = query.bind(":uid"_L1, uid.isEmpty() ? randomUuid() : uid)
                              .bind(":name"_L1, *known)
                              .bind(":content"_L1, textOf(questions))
                              .bind(":now"_L1, transaction.now())
                              .run();
    if (!inserted)
        return fail(inserted.error());
    const TemplateId id{query.insertedRow()};
    transaction.record({u"template"_s, id.row(), u"created"_s, {{u"name"_s, *known}}});
    transaction.touch(Entity::Template, id.row());
    return id;
}

Result<void> saveTemplate(Transaction& transaction, const QuestionnaireTemplate& edited)
{
    const auto before = findTemplate(transaction, edited.id);
    if (!before)
        return fail(before.error());
    if (before->version != edited.version)
        return fail(Fault::Conflict, u"The template “%1” was changed meanwhile."_s.arg(before->name));
    const auto name = checkedName(edited.name);
    if (!name)
        return fail(name.error());
    const auto saved = transaction.query(updateTemplate)
                           .bind(":name"_L1, *name)
                           .bind(":content"_L1, textOf(edited.questions))
                           .bind(":now"_L1, transaction.now())
                           .bind(":id"_L1, edited.id.row())
                           .run();
    if (!saved)
        return saved;
    transaction.record({u"template"_s, edited.id.row(), u"edited"_s, {{u"name"_s, *name}}});
    transaction.touch(Entity::Template, edited.id.row());
    return {};
}

Result<TemplateId> duplicateTemplate(Transaction& transaction, TemplateId id)
{
    const auto original = findTemplate(transaction, id);
    if (!original)
        return fail(original.error());
    const QString ending = u" (copy)"_s;
    return addTemplate(transaction, original->name.left(longestName - ending.size()) + ending,
                       original->questions);
}

Result<void> archiveTemplate(Transaction& transaction, TemplateId id)
{
    return setArchived(transaction, id, transaction.now(), u"archived"_s);
}

Result<void> unarchiveTemplate(Transaction& transaction, TemplateId id)
{
    return setArchived(transaction, id, std::nullopt, u"unarchived"_s);
}

} // namespace foyer::questionnaires
