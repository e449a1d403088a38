// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/email_templates/email_template_store.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "app/email_templates/email_template_json.h"

#include <QJsonDocument>

#include <algorithm>

namespace foyer::email_templates {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 200;
constexpr std::size_t mostTranslations = 50;
/// What is kept may be longer than what can be sent: nothing that was written is lost.
constexpr qsizetype longestKept = 200'000;

const QString columns = uR"(
    SELECT id, uid, name, content, gallery_key, gallery_edition, archived_at, changed_at, version FROM template
    WHERE kind = 'email' )"_s;
const QString selectAll =
    columns + u"AND (:archived OR archived_at IS NULL) ORDER BY name COLLATE NOCASE, id"_s;
const QString selectOne = columns + u"AND id = :id"_s;
const QString selectNewestFirst = columns + u"AND archived_at IS NULL ORDER BY id DESC"_s;
const QString selectByUid = u"SELECT id FROM template WHERE kind = 'email' AND uid = :uid"_s;
const QString insertTemplate = uR"(
    INSERT INTO template (uid, kind, name, content, gallery_key, gallery_edition, created_at, changed_at, version)
    VALUES (:uid, 'email', :name, :content, :gallery_key, :gallery_edition, :now, :now, 1))"_s;
const QString updateTemplate = uR"(
    UPDATE template SET name = :name, content = :content, gallery_key = :gallery_key,
           gallery_edition = :gallery_edition, changed_at = :now, version = version + 1
    WHERE id = :id)"_s;
const QString updateArchived = uR"(
    UPDATE template SET archived_at = :at, changed_at = :now, version = version + 1
    WHERE kind = 'email' AND id = :id)"_s;
// Uids are random, so that one stands in the content of those that name it and of no other.
const QString selectAutomations = uR"(
    SELECT name FROM automation WHERE archived_at IS NULL AND instr(content, :uid) > 0
    ORDER BY name COLLATE NOCASE, id)"_s;

TemplateContent contentOf(const TemplateText& text, const std::map<QString, TemplateText>& translations,
                          const QString& purpose)
{
    return {text, translations, purpose};
}

QString jsonOf(const TemplateContent& content)
{
    return QString::fromUtf8(QJsonDocument{toJson(content)}.toJson(QJsonDocument::Compact));
}

EmailTemplate fromRow(const Query& row)
{
    const auto content = templateFromJson(QJsonDocument::fromJson(row.text(3).toUtf8()).object());
    const TemplateContent read = content ? *content : TemplateContent{};
    return {TemplateId{row.integer(0)}, row.text(1),    row.text(2),   read.text,
            read.translations,          read.purpose,   row.text(4),   int(row.integer(5)),
            row.optionalInstant(6),     row.instant(7), row.integer(8)};
}

Result<void> checkKept(const QString& name, const TemplateContent& content)
{
    if (name.isEmpty() || name.size() > longestName)
        return fail(Fault::Invalid, u"A template needs a name of at most %1 characters."_s.arg(longestName));
    if (content.translations.size() > mostTranslations)
        return fail(Fault::Invalid, u"A template has at most %1 translations."_s.arg(mostTranslations));
    std::vector<TemplateText> texts{content.text};
    for (const auto& [language, text] : content.translations) {
        if (!isLanguage(language))
            return fail(Fault::Invalid,
                        u"“%1” is no language; write for example “de” or “pt-BR”."_s.arg(language));
        texts.push_back(text);
    }
    for (const TemplateText& text : texts) {
        if (text.subject.size() + text.body.size() > longestKept)
            return fail(Fault::Invalid, u"The text is longer than %1 characters."_s.arg(longestKept));
    }
    return {};
}

void note(Transaction& transaction, TemplateId id, const QString& action, const QString& name)
{
    transaction.record({u"template"_s, id.row(), action, {{u"name"_s, name}}});
    transaction.touch(Entity::Template, id.row());
}

Result<void> setArchived(Transaction& transaction, const EmailTemplate& which, std::optional<Instant> at)
{
    const auto updated = transaction.query(updateArchived)
                             .bind(":at"_L1, at)
                             .bind(":now"_L1, transaction.now())
                             .bind(":id"_L1, which.id.row())
                             .run();
    if (!updated)
        return updated;
    note(transaction, which.id, at ? u"archived"_s : u"unarchived"_s, which.name);
    return {};
}

} // namespace

Result<std::vector<EmailTemplate>> all(const Snapshot& snapshot, bool withArchived)
{
    return snapshot.query(selectAll).bind(":archived"_L1, withArchived).all(fromRow);
}

Result<EmailTemplate> find(const Snapshot& snapshot, TemplateId id)
{
    auto found = snapshot.query(selectOne).bind(":id"_L1, id.row()).first(fromRow);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Fault::NotFound, u"There is no email template %1."_s.arg(id.row()));
    return std::move(**found);
}

Result<std::optional<TemplateId>> findByUid(const Snapshot& snapshot, const QString& uid)
{
    return snapshot.query(selectByUid).bind(":uid"_L1, uid).first([](const Query& row) {
        return TemplateId{row.integer(0)};
    });
}

Result<std::optional<EmailTemplate>> forPurpose(const Snapshot& snapshot, const QString& purpose)
{
    const auto found = snapshot.query(selectNewestFirst).all(fromRow);
    if (!found)
        return fail(found.error());
    const auto one = std::find_if(found->begin(), found->end(),
                                  [&](const EmailTemplate& each) { return each.purpose == purpose; });
    return one == found->end() ? std::optional<EmailTemplate>{} : std::optional{*one};
}

Result<TemplateId> add(Transaction& transaction, const NewEmailTemplate& made)
{
    const QString name = singleLine(made.name);
    const TemplateContent content = contentOf(made.text, made.translations, made.purpose);
    if (const auto fits = checkKept(name, content); !fits)
        return fail(fits.error());
    auto query = transaction.query(insertTemplate);
    const auto inserted = query.bind(":uid"_L1, made.uid.isEmpty() ? randomUuid() : made.uid)
                              .bind(":name"_L1, name)
                              .bind(":content"_L1, jsonOf(content))
                              .bind(":gallery_key"_L1, made.galleryKey)
                              .bind(":gallery_edition"_L1, made.galleryEdition)
                              .bind(":now"_L1, transaction.now())
                              .run();
    if (!inserted)
        return fail(inserted.error());
    const TemplateId id{query.insertedRow()};
    note(transaction, id, u"created"_s, name);
    return id;
}

Result<void> save(Transaction& transaction, const EmailTemplate& edited)
{
    const auto before = find(transaction, edited.id);
    if (!before)
        return fail(before.error());
    if (before->version != edited.version)
        return fail(Fault::Conflict, u"The template “%1” was changed meanwhile."_s.arg(before->name));
    const QString name = singleLine(edited.name);
    const TemplateContent content = contentOf(edited.text, edited.translations, edited.purpose);
    if (const auto fits = checkKept(name, content); !fits)
        return fits;
    const auto updated = transaction.query(updateTemplate)
                             .bind(":name"_L1, name)
                             .bind(":content"_L1, jsonOf(content))
                             .bind(":gallery_key"_L1, edited.galleryKey)
                             .bind(":gallery_edition"_L1, edited.galleryEdition)
                             .bind(":now"_L1, transaction.now())
                             .bind(":id"_L1, edited.id.row())
                             .run();
    if (!updated)
        return updated;
    note(transaction, edited.id, u"edited"_s, name);
    return {};
}

Result<TemplateId> duplicate(Transaction& transaction, TemplateId id)
{
    const auto found = find(transaction, id);
    if (!found)
        return fail(found.error());
    const QString ending = u" (copy)"_s;
    // Without the purpose: else the copy, being newer, would be sent instead before anybody wrote in it.
    return add(transaction,
               {found->name.left(longestName - ending.size()) + ending, found->text, found->translations});
}

Result<std::vector<QString>> automationsUsing(const Snapshot& snapshot, TemplateId id)
{
    const auto found = find(snapshot, id);
    if (!found)
        return fail(found.error());
    return snapshot.query(selectAutomations).bind(":uid"_L1, found->uid).all([](const Query& row) {
        return row.text(0);
    });
}

Result<void> archive(Transaction& transaction, TemplateId id)
{
    const auto found = find(transaction, id);
    if (!found)
        return fail(found.error());
    const auto users = automationsUsing(transaction, id);
    if (!users)
        return fail(users.error());
    if (!users->empty()) {
        QStringList names;
        for (const QString& name : *users)
            names += u'“' + name + u'”';
        return fail(
            Fault::Conflict,
            u"“%1” is sent by %2 and would be missing there. Choose another template there first."_s.arg(
                found->name, names.join(u", "_s)));
    }
    return setArchived(transaction, *found, transaction.now());
}

Result<void> unarchive(Transaction& transaction, TemplateId id)
{
    const auto found = find(transaction, id);
    return found ? setArchived(transaction, *found, std::nullopt) : fail(found.error());
}

const TemplateText& textFor(const EmailTemplate& which, const QString& language)
{
    const auto isSame = [](const QString& a, const QString& b) {
        return a.compare(b, Qt::CaseInsensitive) == 0;
    };
    for (const auto& [tag, text] : which.translations) {
        if (isSame(tag, language))
            return text;
    }
    const QString primary = language.section(u'-', 0, 0);
    // The plain language before its regional ones: "de" stands before "de-CH" in the map.
    for (const auto& [tag, text] : which.translations) {
        if (!primary.isEmpty() && isSame(tag.section(u'-', 0, 0), primary))
            return text;
    }
    return which.text;
}

} // namespace foyer::email_templates
