// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/database.h"
#include "app/storage/migrations.h"
#include "app/storage/schema.h"
#include "app/storage/settings.h"
#include "tests/app/studio_fixture.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <thread>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// What somebody with another tool does to the file.
void meddle(const QString& file, const QStringList& statements)
{
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"meddler"_s);
        database.setDatabaseName(file);
        QVERIFY(database.open());
        for (const QString& statement : statements) {
            QSqlQuery query{database};
            QVERIFY2(query.exec(statement), qPrintable(statement));
        }
    }
    QSqlDatabase::removeDatabase(u"meddler"_s);
}

Result<void> setName(Transaction& transaction, const QString& name)
{
    return settings::set(transaction, QLatin1StringView{settings::studioName}, name);
}

QString nameOf(Database& database)
{
    return database
        .read([](const Snapshot& s) { return settings::get(s, QLatin1StringView{settings::studioName}); })
        .value();
}

bool verified(Database& database)
{
    const auto report = database.read([](const Snapshot& s) { return verifyJournal(s); });
    return report && !report->firstBadRow;
}

QStringList schemaOf(Database& database)
{
    const auto rows = database.read([](const Snapshot& s) {
        return s
            .query(u"SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1"_s)
            .all([](const Query& row) { return row.text(0); });
    });
    return {rows->begin(), rows->end()};
}

} // namespace

class DatabaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void failedWorkLeavesNoTrace()
    {
        test::StudioFixture studio;
        const auto done = studio.change([](Transaction& t) -> Result<void> {
            if (const auto set = setName(t, u"half"_s); !set)
                return set;
            return fail(Fault::Invalid, u"no"_s);
        });
        QVERIFY(!done);
        QCOMPARE(nameOf(*studio.database), QString{});
    }

    void workThatThrowsLeavesNoTrace()
    {
        test::StudioFixture studio;
        const auto done = studio.change([](Transaction& t) -> Result<void> {
            std::ignore = setName(t, u"half"_s);
            throw std::runtime_error{"bang"};
        });
        QVERIFY(!done);
        QCOMPARE(nameOf(*studio.database), QString{});
        QVERIFY(studio.change([](Transaction& t) { return setName(t, u"whole"_s); }));
        QCOMPARE(nameOf(*studio.database), u"whole"_s);
    }

    void aRehearsalIsTakenBackAndHasAClockOfItsOwn()
    {
        test::StudioFixture studio;
        const QString before = nameOf(*studio.database);
        int heard = 0;
        connect(
            studio.database.get(), &Database::changed, this, [&] { ++heard; }, Qt::DirectConnection);
        const auto seen = studio.database->rehearse(Actor::system(), [&](Rehearsal& rehearsal) {
            rehearsal.advanceTo(studio.now + std::chrono::days{40});
            rehearsal.advanceTo(studio.now); // time does not go back
            return setName(rehearsal, u"Rehearsed"_s)
                       ? Result<std::pair<Instant, std::size_t>>{{rehearsal.now(),
                                                                  rehearsal.recorded().size()}}
                       : fail(Fault::Storage, u"not set"_s);
        });
        QVERIFY(seen);
        QCOMPARE(seen->first, studio.now + std::chrono::days{40});
        QCOMPARE(seen->second, std::size_t{1});
        QCOMPARE(nameOf(*studio.database), before);
        QCOMPARE(heard, 0);
        QVERIFY(verified(*studio.database));

        std::optional<Fault> fault;
        studio.database->rehearseLater(
            Actor::system(), this,
            [](Rehearsal& rehearsal) -> Result<int> {
                std::ignore = setName(rehearsal, u"Rehearsed"_s);
                return fail(Fault::Conflict, u"no"_s);
            },
            [&](const Result<int>& answer) { fault = answer.error().fault; });
        QTRY_COMPARE(fault, std::optional{Fault::Conflict});
        QCOMPARE(nameOf(*studio.database), before);
    }

    void aChangeWithoutAJournalEntryIsRefused()
    {
        test::StudioFixture studio;
        const auto done = studio.change([](Transaction& t) {
            return t.query(u"INSERT INTO setting (key, value) VALUES ('studio.name', 'sneaked')"_s).run();
        });
        QVERIFY(!done);
        QCOMPARE(done.error().fault, Fault::Invalid);
        QCOMPARE(nameOf(*studio.database), QString{});
    }

    void readersCannotWriteByConstruction()
    {
        test::StudioFixture studio;
        const auto done = studio.database->read([](const Snapshot& s) {
            return s.query(u"INSERT INTO setting (key, value) VALUES ('studio.name', 'sneaked')"_s).run();
        });
        QVERIFY(!done);
        QCOMPARE(nameOf(*studio.database), QString{});
    }

    void aSnapshotIsOfOneMoment()
    {
        test::StudioFixture studio;
        QVERIFY(studio.change([](Transaction& t) { return setName(t, u"before"_s); }));
        const auto seen = studio.database->read([&](const Snapshot& s) -> Result<QString> {
            const auto first = settings::get(s, QLatin1StringView{settings::studioName});
            std::thread writer{
                [&] { std::ignore = studio.change([](Transaction& t) { return setName(t, u"after"_s); }); }};
            writer.join();
            const auto second = settings::get(s, QLatin1StringView{settings::studioName});
            return *first + u' ' + *second;
        });
        QCOMPARE(*seen, u"before before"_s);
        QCOMPARE(nameOf(*studio.database), u"after"_s);
    }

    void answersComeBackOnTheAskersThread()
    {
        test::StudioFixture studio;
        QObject window;
        QThread* answeredOn = nullptr;
        studio.database->writeLater(
            Actor::studio(), &window, [](Transaction& t) { return setName(t, u"later"_s); },
            [&](const Result<void>& done) {
                QVERIFY(done);
                answeredOn = QThread::currentThread();
            });
        QTRY_COMPARE(answeredOn, QThread::currentThread());
        QCOMPARE(nameOf(*studio.database), u"later"_s);
    }

    void anAnswerToWhoIsGoneIsDropped()
    {
        test::StudioFixture studio;
        auto window = std::make_unique<QObject>();
        bool isAnswered = false;
        studio.database->writeLater(
            Actor::studio(), window.get(), [](Transaction& t) { return setName(t, u"later"_s); },
            [&](const Result<void>&) { isAnswered = true; });
        window.reset();
        QVERIFY(studio.change([](Transaction& t) { return setName(t, u"next"_s); })); // comes after it
        QCoreApplication::processEvents();
        QVERIFY(!isAnswered);
    }

    void everyCommittedChangeIsThereAfterReopening()
    {
        test::StudioFixture studio;
        QVERIFY(studio.change([](Transaction& t) { return setName(t, u"kept"_s); }));
        studio.database.reset();
        auto again = openStudio(studio.file(), StartWith::Existing);
        QVERIFY(again);
        QCOMPARE(nameOf(**again), u"kept"_s);
    }

    void oneProcessOwnsTheFileAndOthersMayLook()
    {
        test::StudioFixture studio;
        const auto second = openStudio(studio.file(), StartWith::Existing);
        QVERIFY(!second);
        QCOMPARE(second.error().fault, Fault::Conflict);
        QVERIFY(second.error().detail.contains("open in"_L1));
        const auto reader = Database::open(studio.file(), Database::Mode::ReadOnly);
        QVERIFY(reader);
        QCOMPARE(nameOf(**reader), QString{});
        const auto denied =
            (*reader)->write(Actor::studio(), [](Transaction& t) { return setName(t, u"x"_s); });
        QVERIFY(!denied);
        QCOMPARE(denied.error().fault, Fault::Denied);
    }

    void t4_aNewerFileIsRefusedAndUntouched()
    {
        test::StudioFixture studio;
        studio.database.reset();
        meddle(studio.file(), {u"PRAGMA journal_mode = DELETE"_s, u"PRAGMA user_version = 9999"_s});
        QFile file{studio.file()};
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        const auto opened = openStudio(studio.file(), StartWith::Existing);
        QVERIFY(!opened);
        QCOMPARE(opened.error().fault, Fault::Newer);
        file.seek(0);
        // Only the write-ahead mark in the header may differ: bytes 18 and 19, and the change counter with
        // it.
        QCOMPARE(file.readAll().size(), before.size());
        QVERIFY(QDir{QFileInfo{studio.file()}.absolutePath()}.entryList({u"*.bak"_s}).isEmpty());
    }

    void t4_anOlderFileIsCopiedAndThenUpgraded()
    {
        for (int version = 1; version < currentVersion(); ++version) {
            test::StudioFixture studio;
            const QString older = studio.path(u"older.foyer"_s);
            QStringList statements{u"PRAGMA application_id = %1"_s.arg(0x464f5952)};
            for (int step = 0; step < version; ++step)
                statements += migrations()[std::size_t(step)].statements;
            meddle(older, statements + QStringList{u"PRAGMA user_version = %1"_s.arg(version)});
            auto opened = openStudio(older, StartWith::Existing);
            QVERIFY2(opened, qPrintable(opened ? QString{} : opened.error().detail));
            QCOMPARE(QDir{QFileInfo{older}.absolutePath()}.entryList({u"*.bak"_s}).size(), 1);
            QCOMPARE(schemaOf(**opened), schemaOf(*studio.database));
        }
    }

    void whatIsNoStudioFileIsRefused()
    {
        test::StudioFixture studio;
        const QString text = studio.path(u"letter.foyer"_s);
        QFile letter{text};
        QVERIFY(letter.open(QIODevice::WriteOnly));
        letter.write(QByteArray(5000, 'x'));
        letter.close();
        const auto opened = openStudio(text, StartWith::Existing);
        QVERIFY(!opened);
        const QString other = studio.path(u"other.foyer"_s);
        meddle(other, {u"CREATE TABLE something (x)"_s});
        const auto foreign = openStudio(other, StartWith::Existing);
        QVERIFY(!foreign);
        QCOMPARE(foreign.error().fault, Fault::Invalid);
        QCOMPARE(openStudio(studio.path(u"missing.foyer"_s), StartWith::Existing).error().fault,
                 Fault::NotFound);
    }

    void aStudioFileIsNobodyElsesToRead()
    {
        test::StudioFixture studio;
        QCOMPARE(QFile::permissions(studio.file()) & (QFileDevice::ReadGroup | QFileDevice::ReadOther), 0);
    }

    void t5_everyEditOfTheJournalIsFound_data()
    {
        QTest::addColumn<QString>("meddling");
        QTest::newRow("another action") << u"UPDATE journal SET action = 'x' WHERE id = 3"_s;
        QTest::newRow("another time") << u"UPDATE journal SET at = at + 1 WHERE id = 3"_s;
        QTest::newRow("another detail") << u"UPDATE journal SET detail = '{}' WHERE id = 3"_s;
        QTest::newRow("another person") << u"UPDATE journal SET actor_contact = 7 WHERE id = 3"_s;
        QTest::newRow("another thing") << u"UPDATE journal SET entity_row = 7 WHERE id = 3"_s;
        QTest::newRow("another hash") << u"UPDATE journal SET hash = zeroblob(32) WHERE id = 3"_s;
        QTest::newRow("taken out") << u"DELETE FROM journal WHERE id = 3"_s;
        QTest::newRow("first one taken out") << u"DELETE FROM journal WHERE id = 1"_s;
    }
    void t5_everyEditOfTheJournalIsFound()
    {
        QFETCH(QString, meddling);
        test::StudioFixture studio;
        for (int i = 0; i < 5; ++i)
            QVERIFY(studio.change([&](Transaction& t) { return setName(t, QString::number(i)); }));
        const auto whole = studio.database->read([](const Snapshot& s) { return verifyJournal(s); });
        QVERIFY(!whole->firstBadRow);
        QVERIFY(whole->rows >= 5);
        studio.database.reset();
        meddle(studio.file(), {u"DROP TRIGGER journal_keeps_its_rows"_s,
                               u"DROP TRIGGER journal_changes_nothing_but_erasure"_s, meddling});
        const auto reader = Database::open(studio.file(), Database::Mode::ReadOnly);
        const auto report = (*reader)->read([](const Snapshot& s) { return verifyJournal(s); });
        QVERIFY(report->firstBadRow);
        QVERIFY(*report->firstBadRow <= 4);
    }

    void t5_theJournalItselfRefusesEdits()
    {
        test::StudioFixture studio;
        for (const QString& sql : {u"DELETE FROM journal"_s, u"UPDATE journal SET action = 'x'"_s}) {
            const auto done = studio.change([&](Transaction& t) {
                t.declareHousekeeping();
                return t.query(sql).run();
            });
            QVERIFY2(!done, qPrintable(sql));
        }
    }

    void p16_statementsArePreparedOnceAndCounted()
    {
        test::StudioFixture studio;
        std::ignore = nameOf(*studio.database);
        const qint64 before = studio.database->statementsReadHere();
        std::ignore = nameOf(*studio.database);
        QCOMPARE(studio.database->statementsReadHere() - before, 3); // BEGIN, the one, ROLLBACK
    }
};

QTEST_GUILESS_MAIN(DatabaseTest)
#include "database_test.moc"
