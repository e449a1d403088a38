// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_import.h"

#include "app/base/text.h"
#include "app/contacts/contact_rules.h"
#include "app/contacts/contact_store.h"
#include "app/contacts/contact_words.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace foyer::contacts {

using namespace Qt::StringLiterals;

namespace {

/// Contacts per transaction: clients who log in meanwhile wait for one of these at most (a few ten ms).
constexpr int batchSize = 250;

const QString insertImport = uR"(
    INSERT INTO import (file_name, format, state, contact_count, started_at)
    VALUES (:file_name, :format, 'running', 0, :now))"_s;
const QString finishImport = uR"(
    UPDATE import SET state = 'complete', contact_count = :count, finished_at = :now WHERE id = :id)"_s;
const QString undoImport = u"UPDATE import SET state = 'undone', finished_at = :now WHERE id = :id"_s;
const QString selectFinished = uR"(
    SELECT id, file_name, format, contact_count, started_at FROM import WHERE state = 'complete' ORDER BY id DESC)"_s;
const QString selectRunning = u"SELECT id FROM import WHERE state = 'running'"_s;
const QString selectState = u"SELECT state FROM import WHERE id = :id"_s;
const QString selectSomeOf = u"SELECT id FROM contact WHERE import_id = :id LIMIT :limit"_s;
const QString countOf = u"SELECT count(*) FROM contact WHERE import_id = :id"_s;
const QString emailIsUsed = uR"(
    SELECT 1 FROM contact_email CROSS JOIN contact ON contact.id = contact_email.contact_id
    WHERE contact_email.normalised = :normalised AND contact.deleted_at IS NULL AND contact.archived_at IS NULL)"_s;
const QString insertRelation =
    u"INSERT OR IGNORE INTO contact_relation (contact_id, other_id, kind) VALUES (:id, :other, :kind)"_s;

Result<bool> isEmailUsed(const Snapshot& snapshot, const QString& normalised)
{
    auto query = snapshot.query(emailIsUsed);
    query.bind(":normalised"_L1, normalised);
    const bool found = query.next();
    if (query.error())
        return fail(*query.error());
    return found;
}

/// The first thing in the plan that the store would refuse, as one sentence.
std::optional<QString> refusal(const ImportPlan& plan)
{
    if (!plan.problems.empty()) {
        const ImportProblem& first = plan.problems.front();
        return u"Line %1: %2"_s.arg(QString::number(first.line), first.detail);
    }
    for (const ImportedContact& contact : plan.contacts) {
        const ContactDetails details = tidied(contact.details);
        const auto problems = contactProblems(details, details);
        if (!problems.empty())
            return u"Line %1: %2"_s.arg(QString::number(contact.line), describe(problems.front()));
    }
    return std::nullopt;
}

class Run
{
public:
    Run(Database& database, const Actor& actor, BrandId brand, const ImportPlan& plan, ImportId id)
        : m_database{database}
        , m_actor{actor}
        , m_brand{brand}
        , m_plan{plan}
        , m_outcome{id, 0, 0}
    {
    }

    Result<ImportOutcome> bringIn(const ImportProgress& progress)
    {
        const int total = int(m_plan.contacts.size());
        for (int begin = 0; begin < total; begin += batchSize) {
            if (!progress(begin, total))
                return fail(Fault::Cancelled, u"The import was cancelled."_s);
            const int end = std::min(begin + batchSize, total);
            const auto added = m_database.write(
                m_actor, [&](Transaction& transaction) { return addBatch(transaction, begin, end); });
            if (!added)
                return fail(added.error());
        }
        if (!progress(total, total))
            return fail(Fault::Cancelled, u"The import was cancelled."_s);
        const auto finished =
            m_database.write(m_actor, [&](Transaction& transaction) { return finish(transaction); });
        if (!finished)
            return fail(finished.error());
        return m_outcome;
    }

private:
    Result<void> addBatch(Transaction& transaction, int begin, int end)
    {
        int added = 0;
        int leftOut = 0;
        QHash<QString, ContactId> batch;
        for (int i = begin; i < end; ++i) {
            const ImportedContact& imported = m_plan.contacts[std::size_t(i)];
            if (!imported.uid.isEmpty()) {
                const auto known = findByUid(transaction, imported.uid);
                if (!known)
                    return fail(known.error());
                if (*known) {
                    ++leftOut;
                    continue;
                }
            }
            const auto id = add(transaction, m_brand, imported.details, imported.uid, m_outcome.id);
            if (!id)
                return fail(id.error().fault,
                            u"Line %1: %2"_s.arg(QString::number(imported.line), id.error().detail));
            if (!imported.uid.isEmpty())
                batch.insert(imported.uid, *id);
            ++added;
        }
        transaction.record({u"import"_s,
                            m_outcome.id.row(),
                            u"contacts brought in"_s,
                            {{u"count"_s, added}, {u"left_out"_s, leftOut}}});
        // The transaction may still fail at commit, but then the whole import is taken back and nobody
        // counts.
        m_idsByUid.insert(batch);
        m_outcome.added += added;
        m_outcome.leftOut += leftOut;
        return {};
    }

    Result<void> finish(Transaction& transaction)
    {
        for (const ImportedContact& imported : m_plan.contacts) {
            const auto self = m_idsByUid.constFind(imported.uid);
            if (self == m_idsByUid.constEnd())
                continue;
            for (const ImportedRelation& relation : imported.relations) {
                const auto other = otherOf(transaction, relation);
                if (!other)
                    return fail(other.error());
                if (!*other || **other == *self)
                    continue;
                const auto related = transaction.query(insertRelation)
                                         .bind(":id"_L1, self->row())
                                         .bind(":other"_L1, (*other)->row())
                                         .bind(":kind"_L1, toWord(relation.kind))
                                         .run();
                if (!related)
                    return related;
            }
        }
        const auto done = transaction.query(finishImport)
                              .bind(":id"_L1, m_outcome.id.row())
                              .bind(":count"_L1, m_outcome.added)
                              .bind(":now"_L1, transaction.now())
                              .run();
        if (!done)
            return done;
        transaction.record({u"import"_s, m_outcome.id.row(), u"finished"_s, {{u"count"_s, m_outcome.added}}});
        transaction.touch(Entity::Import, m_outcome.id.row());
        transaction.touch(Entity::Contact, 0);
        return {};
    }

    Result<std::optional<ContactId>> otherOf(Transaction& transaction, const ImportedRelation& relation) const
    {
        const auto here = m_idsByUid.constFind(relation.otherUid);
        if (here != m_idsByUid.constEnd())
            return std::optional{*here};
        return findByUid(transaction, relation.otherUid);
    }

    Database& m_database;
    const Actor& m_actor;
    BrandId m_brand;
    const ImportPlan& m_plan;
    ImportOutcome m_outcome;
    QHash<QString, ContactId> m_idsByUid;
};

} // namespace

Result<ImportForecast> forecast(const Snapshot& snapshot, const ImportPlan& plan)
{
    ImportForecast forecast;
    forecast.problems = int(plan.problems.size());
    forecast.hints = int(plan.hints.size());
    QHash<QString, int> usesInFile;
    for (const ImportedContact& imported : plan.contacts) {
        QSet<QString> own;
        for (const ContactEmail& email : imported.details.emails) {
            if (const auto normalised = normalisedEmail(email.address))
                own.insert(*normalised);
        }
        for (const QString& address : std::as_const(own))
            ++usesInFile[address];
    }
    for (const ImportedContact& imported : plan.contacts) {
        if (!imported.uid.isEmpty()) {
            const auto known = findByUid(snapshot, imported.uid);
            if (!known)
                return fail(known.error());
            if (*known) {
                ++forecast.alreadyHere;
                continue;
            }
        }
        ++forecast.newContacts;
        for (const ContactEmail& email : imported.details.emails) {
            const auto normalised = normalisedEmail(email.address);
            if (!normalised)
                continue;
            const auto used = isEmailUsed(snapshot, *normalised);
            if (!used)
                return fail(used.error());
            if (*used || usesInFile.value(*normalised) > 1) {
                ++forecast.sharedEmails;
                break;
            }
        }
    }
    return forecast;
}

Result<ImportOutcome> bringIn(Database& database, const Actor& actor, BrandId brand, const ImportPlan& plan,
                              const QString& fileName, const QString& format, const ImportProgress& progress)
{
    if (const auto refused = refusal(plan))
        return fail(Fault::Invalid, *refused);
    const auto id = database.write(actor, [&](Transaction& transaction) -> Result<ImportId> {
        auto query = transaction.query(insertImport);
        query.bind(":file_name"_L1, fileName).bind(":format"_L1, format).bind(":now"_L1, transaction.now());
        if (const auto inserted = query.run(); !inserted)
            return fail(inserted.error());
        const ImportId made{query.insertedRow()};
        transaction.record(
            {u"import"_s, made.row(), u"started"_s, {{u"file"_s, fileName}, {u"format"_s, format}}});
        return made;
    });
    if (!id)
        return fail(id.error());
    auto outcome = Run{database, actor, brand, plan, *id}.bringIn(progress);
    if (outcome)
        return outcome;
    // What was brought in so far leaves again. If that fails too, the next start does it.
    const auto undone = takeBack(database, actor, *id, [](int, int) { return true; });
    if (!undone)
        return fail(
            outcome.error().fault,
            u"%1 What was brought in so far is removed at the next start."_s.arg(outcome.error().detail));
    return outcome;
}

Result<int> takeBack(Database& database, const Actor& actor, ImportId import, const ImportProgress& progress)
{
    const auto total = database.read([&](const Snapshot& snapshot) -> Result<int> {
        auto state = snapshot.query(selectState);
        state.bind(":id"_L1, import.row());
        if (!state.next() || state.text(0) == "undone"_L1)
            return fail(Fault::NotFound, u"There is no such import to take back."_s);
        auto count = snapshot.query(countOf);
        count.bind(":id"_L1, import.row());
        return count.next() ? int(count.integer(0)) : 0;
    });
    if (!total)
        return fail(total.error());

    int removed = 0;
    for (bool isDone = false; !isDone;) {
        progress(removed, *total); // an undo is not cancelled half-way
        const auto batch = database.write(actor, [&](Transaction& transaction) -> Result<int> {
            const auto ids = transaction.query(selectSomeOf)
                                 .bind(":id"_L1, import.row())
                                 .bind(":limit"_L1, batchSize)
                                 .all([](const Query& row) { return ContactId{row.integer(0)}; });
            if (!ids)
                return fail(ids.error());
            for (const ContactId id : *ids) {
                if (const auto gone = remove(transaction, id); !gone)
                    return fail(gone.error());
            }
            if (ids->empty()) {
                const auto undone = transaction.query(undoImport)
                                        .bind(":id"_L1, import.row())
                                        .bind(":now"_L1, transaction.now())
                                        .run();
                if (!undone)
                    return fail(undone.error());
                transaction.touch(Entity::Import, import.row());
                transaction.touch(Entity::Contact, 0);
            }
            transaction.record({u"import"_s,
                                import.row(),
                                ids->empty() ? u"taken back"_s : u"contacts removed"_s,
                                {{u"count"_s, qint64(ids->size())}}});
            return int(ids->size());
        });
        if (!batch)
            return fail(batch.error());
        removed += *batch;
        isDone = *batch == 0;
    }
    return removed;
}

Result<std::vector<ImportRecord>> imports(const Snapshot& snapshot)
{
    return snapshot.query(selectFinished).all([](const Query& row) {
        return ImportRecord{ImportId{row.integer(0)}, row.text(1), row.text(2), int(row.integer(3)),
                            row.instant(4)};
    });
}

Result<void> recoverImports(Database& database)
{
    const auto running = database.read([](const Snapshot& snapshot) {
        return snapshot.query(selectRunning).all([](const Query& row) { return ImportId{row.integer(0)}; });
    });
    if (!running)
        return fail(running.error());
    for (const ImportId id : *running) {
        const auto undone = takeBack(database, Actor::system(), id, [](int, int) { return true; });
        if (!undone)
            return fail(undone.error());
    }
    return {};
}

} // namespace foyer::contacts
