// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/item_store.h"
#include "app/jobs/job_store.h"
#include "app/questionnaires/answer_store.h"
#include "app/questionnaires/questionnaire_store.h"
#include "tests/app/studio_fixture.h"

#include <QJsonArray>

namespace foyer::test {

using Question = Questionnaire::Question;

inline Question question(const QString& id, QuestionKind kind, const QString& label)
{
    Question asked;
    asked.id = id;
    asked.kind = kind;
    asked.label = label;
    return asked;
}

inline Question required(Question asked)
{
    asked.isRequired = true;
    return asked;
}

inline Question choiceOf(const QString& id, QuestionKind kind, const QString& label,
                         const QStringList& labels)
{
    Question asked = question(id, kind, label);
    int number = 0;
    for (const QString& one : labels)
        asked.options.push_back({QStringLiteral("o%1").arg(++number), one});
    return asked;
}

inline Question onlyIf(Question asked, const QString& other, ShownIf::Test test, const QString& value = {})
{
    asked.shownIf = ShownIf{other, test, value};
    return asked;
}

inline Question into(Question asked, MappedField field, const QString& name = {})
{
    asked.mapsTo = MapsTo{field, name};
    return asked;
}

/// A wedding of two, with a questionnaire for whoever is named.
class QuestionnaireFixture : public StudioFixture
{
public:
    ContactId mara =
        addPerson(QStringLiteral("Mara"), QStringLiteral("Quill"), QStringLiteral("mara@example.com"));
    ContactId jonas =
        addPerson(QStringLiteral("Jonas"), QStringLiteral("Quill"), QStringLiteral("mara@example.com"));
    JobId job = addJob();

    JobId addJob()
    {
        JobDetails details;
        details.title = QStringLiteral("Quill wedding");
        details.people = {{mara, JobRole::Client}, {jonas, JobRole::Spouse}};
        const BrandId first = brand();
        return *database->write(Actor::studio(), [&](Transaction& transaction) {
            return jobs::add(transaction, first, details);
        });
    }

    ItemId draft(const Questionnaire& questions, const std::vector<ContactId>& recipients)
    {
        const auto id = database->write(Actor::studio(), [&](Transaction& transaction) {
            return questionnaires::add(transaction, {.job = job,
                                                     .title = QStringLiteral("Your day"),
                                                     .questions = questions,
                                                     .recipients = recipients});
        });
        if (!id)
            qFatal("%s", qPrintable(id.error().detail));
        return *id;
    }

    ItemId sent(const Questionnaire& questions, const std::vector<ContactId>& recipients)
    {
        const ItemId id = draft(questions, recipients);
        const auto done = change([&](Transaction& transaction) -> Result<void> {
            const auto version = questionnaires::send(transaction, id, items::find(transaction, id)->version);
            return version ? Result<void>{} : fail(version.error());
        });
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
        return id;
    }

    Item item(ItemId id) const
    {
        return *database->read([&](const Snapshot& snapshot) { return items::find(snapshot, id); });
    }

    ItemRecipient recipient(ItemId id, ContactId contact) const
    {
        for (const ItemRecipient& one : item(id).recipients) {
            if (one.contact == contact)
                return one;
        }
        qFatal("no recipient");
    }

    Job jobNow() const
    {
        return *database->read([&](const Snapshot& snapshot) { return jobs::find(snapshot, job); });
    }

    Result<questionnaires::SheetSaved> fillIn(ItemId id, ContactId contact, const QJsonObject& answers,
                                              std::optional<QHash<QString, QString>> opened = {},
                                              std::optional<Actor> actor = {})
    {
        return database->write(
            actor.value_or(Actor::client(contact, QStringLiteral("192.0.2.7"))),
            [&](Transaction& transaction) {
                return questionnaires::saveAnswers(transaction, id, contact, {answers, opened});
            });
    }

    Result<questionnaires::Submitted> submit(ItemId id, ContactId contact, std::optional<Actor> actor = {})
    {
        return database->write(
            actor.value_or(Actor::client(contact, QStringLiteral("192.0.2.7"))),
            [&](Transaction& transaction) { return questionnaires::submit(transaction, id, contact); });
    }

    std::optional<questionnaires::AnswerSheet> sheet(ItemId id, ContactId contact) const
    {
        return *database->read(
            [&](const Snapshot& snapshot) { return questionnaires::sheetOf(snapshot, id, contact); });
    }

    std::vector<questionnaires::AnswerRevision> revisions(ItemId id) const
    {
        return *database->read(
            [&](const Snapshot& snapshot) { return questionnaires::revisionsOf(snapshot, id); });
    }
};

} // namespace foyer::test
