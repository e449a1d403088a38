// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract_templates.h"

#include "app/base/random.h"
#include "app/base/text.h"

#include <QJsonDocument>

namespace foyer::contracts {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestName = 200;

const QString selectAll = uR"(
    SELECT id, uid, name, content, archived_at, changed_at, version FROM template
    WHERE kind = 'contract' AND (:archived OR archived_at IS NULL) ORDER BY name, id)"_s;
const QString selectOne = uR"(
    SELECT id, uid, name, content, archived_at, changed_at, version FROM template
    WHERE kind = 'contract' AND id = :id)"_s;
const QString selectByUid = u"SELECT id FROM template WHERE kind = 'contract' AND uid = :uid"_s;
const QString insertTemplate = uR"(
    INSERT INTO template (uid, kind, name, content, created_at, changed_at, version)
    VALUES (:uid, 'contract', :name, :content, :now, :now, 1))"_s;
const QString updateTemplate = uR"(
    UPDATE template SET name = :name, content = :content, changed_at = :now, version = version + 1
    WHERE id = :id)"_s;
const QString updateArchived = uR"(
    UPDATE template SET archived_at = :at, changed_at = :now, version = version + 1
    WHERE kind = 'contract' AND id = :id)"_s;

QString contentOf(const QString& title, const ContractTerms& terms, bool booksJob)
{
    QJsonObject json = toJson(terms);
    json.insert(u"title"_s, title);
    json.insert(u"booksJob"_s, booksJob);
    return QString::fromUtf8(QJsonDocument{json}.toJson(QJsonDocument::Compact));
}

ContractTemplate fromRow(const Query& row)
{
    const QJsonObject json = QJsonDocument::fromJson(row.text(3).toUtf8()).object();
    return {TemplateId{row.integer(0)},
            row.text(1),
            row.text(2),
            json.value("title"_L1).toString(),
            termsFromJson(json),
            json.value("booksJob"_L1).toBool(),
            row.optionalInstant(4),
            row.instant(5),
            row.integer(6)};
}

Result<void> check(const QString& name, const QString& title, const ContractTerms& terms)
{
    if (name.isEmpty() || name.size() > longestName || title.size() > longestName)
        return fail(Fault::Invalid, u"A template needs a name of at most %1 characters."_s.arg(longestName));
    if (terms.text.size() > longestText)
        return fail(Fault::Invalid, u"The text is longer than %1 characters."_s.arg(longestText));
    return {};
}

void note(Transaction& transaction, TemplateId id, const QString& action, const QString& name)
{
    transaction.record({u"template"_s, id.row(), action, {{u"name"_s, name}}});
    transaction.touch(Entity::Template, id.row());
}

Result<void> setArchived(Transaction& transaction, TemplateId id, std::optional<Instant> at)
{
    const auto found = findTemplate(transaction, id);
    if (!found)
        return fail(found.error());
    const auto updated = transaction.query(updateArchived)
                             .bind(":at"_L1, at)
                             .bind(":now"_L1, transaction.now())
                             .bind(":id"_L1, id.row())
                             .run();
    if (!updated)
        return updated;
    note(transaction, id, at ? u"archived"_s : u"unarchived"_s, found->name);
    return {};
}

} // namespace

Result<std::vector<ContractTemplate>> templates(const Snapshot& snapshot, bool withArchived)
{
    return snapshot.query(selectAll).bind(":archived"_L1, withArchived).all(fromRow);
}

Result<ContractTemplate> findTemplate(const Snapshot& snapshot, TemplateId id)
{
    auto found = snapshot.query(selectOne).bind(":id"_L1, id.row()).first(fromRow);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Fault::NotFound, u"There is no contract template %1."_s.arg(id.row()));
    return std::move(**found);
}

Result<std::optional<TemplateId>> findTemplateByUid(const Snapshot& snapshot, const QString& uid)
{
    return snapshot.query(selectByUid).bind(":uid"_L1, uid).first([](const Query& row) {
        return TemplateId{row.integer(0)};
    });
}

Result<TemplateId> addTemplate(Transaction& transaction, const NewTemplate& made)
{
    const QString name = singleLine(made.name);
    const QString title = singleLine(made.title);
    if (const auto fits = check(name, title, made.terms); !fits)
        return fail(fits.error());
    auto query = transaction.query(insertTemplate);
    const auto inserted = query.bind(":uid"_L1, made.uid.isEmpty() ? randomUuid() : made.uid)
                              .bind(":name"_L1, name)
                              .bind(":content"_L1, contentOf(title, made.terms, made.booksJob))
                              .bind(":now"_L1, transaction.now())
                              .run();
    if (!inserted)
        return fail(inserted.error());
    const TemplateId id{query.insertedRow()};
    note(transaction, id, u"created"_s, name);
    return id;
}

Result<void> saveTemplate(Transaction& transaction, const ContractTemplate& edited)
{
    const auto before = findTemplate(transaction, edited.id);
    if (!before)
        return fail(before.error());
    if (before->version != edited.version)
        return fail(Fault::Conflict, u"The template “%1” was changed meanwhile."_s.arg(before->name));
    const QString name = singleLine(edited.name);
    const QString title = singleLine(edited.title);
    if (const auto fits = check(name, title, edited.terms); !fits)
        return fits;
    const auto updated = transaction.query(updateTemplate)
                             .bind(":name"_L1, name)
                             .bind(":content"_L1, contentOf(title, edited.terms, edited.booksJob))
                             .bind(":now"_L1, transaction.now())
                             .bind(":id"_L1, edited.id.row())
                             .run();
    if (!updated)
        return updated;
    note(transaction, edited.id, u"edited"_s, name);
    return {};
}

Result<TemplateId> duplicateTemplate(Transaction& transaction, TemplateId id)
{
    const auto found = findTemplate(transaction, id);
    if (!found)
        return fail(found.error());
    const QString ending = u" (copy)"_s;
    return addTemplate(transaction, {found->name.left(longestName - ending.size()) + ending, found->title,
                                     found->terms, found->booksJob});
}

Result<void> archiveTemplate(Transaction& transaction, TemplateId id)
{
    return setArchived(transaction, id, transaction.now());
}

Result<void> unarchiveTemplate(Transaction& transaction, TemplateId id)
{
    return setArchived(transaction, id, std::nullopt);
}

} // namespace foyer::contracts
