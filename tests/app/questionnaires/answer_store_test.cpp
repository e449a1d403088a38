// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/random.h"
#include "app/items/evidence.h"
#include "app/items/version_check.h"
#include "app/storage/journal.h"
#include "tests/app/questionnaires/questionnaire_fixture.h"

#include <atomic>
#include <thread>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

Questionnaire wedding()
{
    Questionnaire questions;
    questions.questions = {required(question(u"where"_s, QuestionKind::ShortText, u"Where?"_s)),
                           question(u"guests"_s, QuestionKind::Number, u"How many guests?"_s),
                           question(u"church"_s, QuestionKind::YesNo, u"A ceremony?"_s),
                           onlyIf(question(u"priest"_s, QuestionKind::ShortText, u"Who?"_s), u"church"_s,
                                  ShownIf::Test::Equals, u"yes"_s)};
    return questions;
}

QHash<QString, QString> fingerprintsOf(const QJsonObject& answers)
{
    QHash<QString, QString> opened;
    for (auto answer = answers.begin(); answer != answers.end(); ++answer)
        opened.insert(answer.key(), answers::fingerprint(*answer));
    return opened;
}

class AnswerStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void S31_halfFilledAnswersAreKept()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(wedding(), {studio.mara});
        QVERIFY(!studio.sheet(id, studio.mara));
        QVERIFY(studio.fillIn(id, studio.mara, {{u"guests"_s, u"about 80"_s}}));
        QCOMPARE(studio.sheet(id, studio.mara)->answers, (QJsonObject{{u"guests"_s, u"about 80"_s}}));
        QCOMPARE(studio.sheet(id, studio.mara)->savedBy, u"client"_s);
        QVERIFY(studio.fillIn(id, studio.mara, {{u"where"_s, u"Mill"_s}}));
        QCOMPARE(studio.sheet(id, studio.mara)->answers, (QJsonObject{{u"where"_s, u"Mill"_s}}));
        QCOMPARE(studio.sheet(id, studio.mara)->version, 2);
        QCOMPARE(studio.item(id).state, ItemState::Sent);
        QVERIFY(studio.revisions(id).empty());
    }

    void typingForAnHourIsOneLineInTheJournal()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(wedding(), {studio.mara});
        const auto lines = [&] {
            return studio.database
                ->read([&](const Snapshot& snapshot) {
                    return journalOf(snapshot, u"answer_sheet"_s, id.row(), 100);
                })
                ->size();
        };
        for (int minute = 0; minute < 60; ++minute) {
            studio.now += std::chrono::minutes{1};
            QVERIFY(studio.fillIn(id, studio.mara, {{u"guests"_s, minute}}));
        }
        QCOMPARE(lines(), std::size_t(1));
        studio.now += std::chrono::minutes{10};
        QVERIFY(studio.fillIn(id, studio.mara, {{u"guests"_s, 99}}));
        QCOMPARE(lines(), std::size_t(2));
    }

    void twoDevicesNeverOverwriteEachOtherSilently()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(wedding(), {studio.mara});
        const QJsonObject first{{u"where"_s, u"Mill"_s}};
        QVERIFY(studio.fillIn(id, studio.mara, first));
        const auto opened = fingerprintsOf(first); // both devices open the form now

        // The phone answers another question, the laptop then another one: both stay.
        QVERIFY(studio.fillIn(id, studio.mara, {{u"where"_s, u"Mill"_s}, {u"guests"_s, 80}}, opened)
                    ->conflicts.isEmpty());
        QVERIFY(studio.fillIn(id, studio.mara, {{u"where"_s, u"Mill"_s}, {u"church"_s, true}}, opened)
                    ->conflicts.isEmpty());
        const QJsonObject both{{u"where"_s, u"Mill"_s}, {u"guests"_s, 80}, {u"church"_s, true}};
        QCOMPARE(studio.sheet(id, studio.mara)->answers, both);

        // The same question, differently: told, and nothing of that save is written.
        const auto refused = studio.fillIn(
            id, studio.mara, {{u"where"_s, u"Barn"_s}, {u"guests"_s, 90}, {u"church"_s, true}}, opened);
        QCOMPARE(refused->conflicts, QStringList{u"guests"_s});
        QCOMPARE(studio.sheet(id, studio.mara)->answers, both);
        // Decided with the newest before one's eyes: it is saved.
        QVERIFY(studio
                    .fillIn(id, studio.mara,
                            {{u"where"_s, u"Barn"_s}, {u"guests"_s, 90}, {u"church"_s, true}},
                            fingerprintsOf(both))
                    ->conflicts.isEmpty());
        QCOMPARE(studio.sheet(id, studio.mara)->answers.value(u"guests"_s).toDouble(), 90.0);
        // Both typed the same: no conflict.
        QVERIFY(studio
                    .fillIn(id, studio.mara,
                            {{u"where"_s, u"Barn"_s}, {u"guests"_s, 90}, {u"church"_s, true}}, opened)
                    ->conflicts.isEmpty());
    }

    void twoDevicesEmptyingAndTypingConflictToo()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(wedding(), {studio.mara});
        const QJsonObject first{{u"where"_s, u"Mill"_s}};
        QVERIFY(studio.fillIn(id, studio.mara, first));
        QVERIFY(studio.fillIn(id, studio.mara, {}, fingerprintsOf(first))->conflicts.isEmpty());
        QCOMPARE(studio.fillIn(id, studio.mara, {{u"where"_s, u"Barn"_s}}, fingerprintsOf(first))->conflicts,
                 QStringList{u"where"_s});
    }

    void D4_submittingMakesARevisionForGood()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(wedding(), {studio.mara});
        QVERIFY(studio.fillIn(id, studio.mara,
                              {{u"where"_s, u"Mill"_s}, {u"church"_s, false}, {u"priest"_s, u"nobody"_s}}));
        const auto submitted = studio.submit(id, studio.mara);
        QVERIFY(submitted && submitted->revision);
        QCOMPARE(submitted->revision->number, 1);
        QCOMPARE(submitted->revision->answers, (QJsonObject{{u"where"_s, u"Mill"_s}, {u"church"_s, false}}));
        QCOMPARE(submitted->revision->submittedBy, u"client"_s);
        QCOMPARE(studio.item(id).state, ItemState::Completed);
        QCOMPARE(studio.recipient(id, studio.mara).toDo, ToDo::None);
        QCOMPARE(studio.recipient(id, studio.mara).doneAt, std::optional{studio.now});
        // What was typed into a hidden question is not submitted, and not lost.
        QCOMPARE(studio.sheet(id, studio.mara)->answers.value(u"priest"_s).toString(), u"nobody"_s);

        const auto chain = studio.database->read([&](const Snapshot& s) { return evidence::of(s, id); });
        const auto& event = chain->back().event;
        QCOMPARE(event.event, u"answered"_s);
        QCOMPARE(event.contact, std::optional{studio.mara});
        QCOMPARE(event.detail.value(u"sha256"_s).toString(),
                 QString::fromLatin1(submitted->revision->sha256.toHex()));
        QCOMPARE(event.detail.value(u"peer"_s).toString(), u"192.0.2.7"_s);

        QCOMPARE(studio.submit(id, studio.mara).error().fault, Fault::Conflict);
        QCOMPARE(studio.fillIn(id, studio.mara, {{u"where"_s, u"Barn"_s}}).error().fault, Fault::Conflict);
        for (const QString& sql :
             {u"UPDATE answer_revision SET answers = x'7b7d'"_s, u"DELETE FROM answer_revision"_s}) {
            QVERIFY(!studio.change([&](Transaction& transaction) -> Result<void> {
                transaction.declareHousekeeping();
                return transaction.query(sql).run();
            }));
        }
        QCOMPARE(studio.revisions(id).size(), std::size_t(1));
    }

    void D1_aByteOfARevisionThatFlippedIsFound()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(wedding(), {studio.mara});
        QVERIFY(studio.fillIn(id, studio.mara, {{u"where"_s, u"Mill"_s}}));
        QVERIFY(studio.submit(id, studio.mara)->revision);
        QVERIFY(studio.change([&](Transaction& transaction) -> Result<void> {
            transaction.declareHousekeeping();
            if (const auto open = transaction.query(u"DROP TRIGGER answer_revision_stays"_s).run(); !open)
                return open;
            return transaction
                .query(
                    u"UPDATE answer_revision SET answers = CAST(replace(CAST(answers AS TEXT), 'Mill', 'Mall') AS BLOB)"_s)
                .run();
        }));
        const auto read =
            studio.database->read([&](const Snapshot& s) { return questionnaires::revisionsOf(s, id); });
        QVERIFY(!read);
        QCOMPARE(read.error().fault, Fault::Storage);
    }

    void whatIsMissingIsSaidAndNothingIsSubmitted()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(wedding(), {studio.mara});
        QVERIFY(studio.fillIn(id, studio.mara, {{u"guests"_s, u"many"_s}}));
        const auto submitted = studio.submit(id, studio.mara);
        QVERIFY(submitted && !submitted->revision);
        QCOMPARE(submitted->problems.size(), std::size_t(2));
        QCOMPARE(submitted->problems[0].sentence, u"Please answer “Where?”."_s);
        QVERIFY(studio.revisions(id).empty());
        QCOMPARE(studio.recipient(id, studio.mara).toDo, ToDo::Answer);
    }

    void D4_submittedAnswersThatWereChangedAreFound_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("a byte") << u"UPDATE answer_revision SET answers = "
                                   "CAST(replace(CAST(answers AS TEXT), 'Mill', 'Mall') AS BLOB)"_s;
        QTest::newRow("with its fingerprint")
            << u"UPDATE answer_revision SET answers = x'7b7d', "
               "sha256 = x'44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'"_s;
        QTest::newRow("taken away") << u"DELETE FROM answer_revision"_s;
    }
    void D4_submittedAnswersThatWereChangedAreFound()
    {
        QFETCH(const QString, sql);
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(wedding(), {studio.mara});
        QVERIFY(studio.fillIn(id, studio.mara, {{u"where"_s, u"Mill"_s}}));
        QVERIFY(studio.submit(id, studio.mara)->revision);
        const auto firstBad = [&] {
            return studio.database->read([](const Snapshot& s) { return items::verifyVersions(s); })
                ->firstBad;
        };
        QVERIFY(!firstBad());
        QVERIFY(studio.change([&](Transaction& t) -> Result<void> {
            t.declareHousekeeping();
            for (const QString& trigger : {u"answer_revision_stays"_s, u"answer_revision_keeps_its_rows"_s}) {
                if (const auto gone = t.query(u"DROP TRIGGER "_s + trigger).run(); !gone)
                    return gone;
            }
            return t.query(sql).run();
        }));
        QCOMPARE(firstBad(), std::optional{id});
    }

    void D4_otherQuestionsThanThoseThatStoodThereAreNotAnswered()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(wedding(), {studio.mara});
        const auto shown = studio.item(id).current;
        QVERIFY(studio.change([&](Transaction& t) -> Result<void> {
            const auto sent = questionnaires::send(t, id, items::find(t, id)->version);
            return sent ? Result<void>{} : fail(sent.error());
        }));
        const auto save = [&](std::optional<VersionId> version) {
            return studio.database->write(Actor::client(studio.mara, {}), [&](Transaction& t) {
                return questionnaires::saveAnswers(t, id, studio.mara,
                                                   {{{u"where"_s, u"Mill"_s}}, {}, version});
            });
        };
        QCOMPARE(save(shown).error().fault, Fault::Conflict);
        QVERIFY(!studio.sheet(id, studio.mara));
        QVERIFY(save(studio.item(id).current));
    }

    void S31_sentToTwoThereAreTwoIndependentAnswers()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(wedding(), {studio.mara, studio.jonas});
        QVERIFY(studio.fillIn(id, studio.mara, {{u"where"_s, u"Mill"_s}}));
        QVERIFY(!studio.sheet(id, studio.jonas));
        QVERIFY(studio.fillIn(id, studio.jonas, {{u"where"_s, u"Barn"_s}}));
        QCOMPARE(studio.sheet(id, studio.mara)->answers.value(u"where"_s).toString(), u"Mill"_s);
        QVERIFY(studio.submit(id, studio.mara)->revision);
        QCOMPARE(studio.item(id).state, ItemState::Sent);
        QCOMPARE(studio.recipient(id, studio.jonas).toDo, ToDo::Answer);
        QCOMPARE(studio.sheet(id, studio.jonas)->answers.value(u"where"_s).toString(), u"Barn"_s);
        QVERIFY(studio.submit(id, studio.jonas)->revision);
        QCOMPARE(studio.item(id).state, ItemState::Completed);
        QCOMPARE(studio.revisions(id).size(), std::size_t(2));
    }

    void S32_whoIsNoRecipientFindsNothing()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(wedding(), {studio.mara}); // Jonas is on the same job
        QCOMPARE(studio.fillIn(id, studio.jonas, {{u"where"_s, u"Barn"_s}}).error().fault, Fault::NotFound);
        QCOMPARE(studio.submit(id, studio.jonas).error().fault, Fault::NotFound);
        const ItemId draft = studio.draft(wedding(), {studio.mara});
        QCOMPARE(studio.fillIn(draft, studio.mara, {}).error().fault, Fault::Conflict);
    }

    void S31_reopenedItBeginsWithWhatWasSubmitted()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(wedding(), {studio.mara});
        const auto reopen = [&](ContactId contact) {
            return studio.change([&](Transaction& t) { return questionnaires::reopen(t, id, contact); });
        };
        QCOMPARE(reopen(studio.mara).error().fault, Fault::Conflict);
        QVERIFY(studio.fillIn(id, studio.mara, {{u"where"_s, u"Mill"_s}}));
        QVERIFY(studio.submit(id, studio.mara)->revision);
        studio.now += std::chrono::hours{24};
        QVERIFY(reopen(studio.mara));
        QCOMPARE(studio.item(id).state, ItemState::Sent);
        QCOMPARE(studio.recipient(id, studio.mara).toDo, ToDo::Answer);
        QVERIFY(!studio.recipient(id, studio.mara).doneAt);
        QCOMPARE(studio.sheet(id, studio.mara)->answers, (QJsonObject{{u"where"_s, u"Mill"_s}}));
        QCOMPARE(reopen(studio.mara).error().fault, Fault::Conflict);
        QCOMPARE(reopen(studio.jonas).error().fault, Fault::NotFound);

        QVERIFY(studio.fillIn(id, studio.mara, {{u"where"_s, u"Barn"_s}}));
        QCOMPARE(studio.submit(id, studio.mara)->revision->number, 2);
        const auto all = studio.revisions(id);
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all[0].answers.value(u"where"_s).toString(), u"Mill"_s);
        QCOMPARE(all[1].answers.value(u"where"_s).toString(), u"Barn"_s);
        QVERIFY(all[0].sha256 != all[1].sha256);
        const auto report = studio.database->read([](const Snapshot& s) { return evidence::verify(s); });
        QVERIFY(!report->firstBadRow && !report->cutItem);
    }

    void theStudioAnswersForAClientAndItSaysSo()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(wedding(), {studio.mara});
        QVERIFY(studio.fillIn(id, studio.mara, {{u"where"_s, u"On the phone"_s}}, {}, Actor::studio()));
        QCOMPARE(studio.sheet(id, studio.mara)->savedBy, u"studio"_s);
        QCOMPARE(studio.submit(id, studio.mara, Actor::studio())->revision->submittedBy, u"studio"_s);
        const auto chain = studio.database->read([&](const Snapshot& s) { return evidence::of(s, id); });
        QVERIFY(!chain->back().event.contact);
        QCOMPARE(chain->back().event.detail.value(u"by"_s).toString(), u"studio"_s);
        QCOMPARE(chain->back().event.detail.value(u"for"_s).toInteger(), studio.mara.row());
    }

    void S31_aPassedDeadlineClosesOnlyWhereTheStudioSaidSo()
    {
        QuestionnaireFixture studio;
        const auto due = [&](ItemId id, QDate day) {
            return studio.change([&](Transaction& t) { return questionnaires::setDueDay(t, id, day); });
        };
        const QDate yesterday = questionnaires::studioDay(studio.now).addDays(-1);
        const ItemId open = studio.sent(wedding(), {studio.mara});
        QVERIFY(due(open, yesterday));
        QVERIFY(studio.fillIn(open, studio.mara, {{u"where"_s, u"Mill"_s}}));
        QVERIFY(studio.submit(open, studio.mara)->revision);

        Questionnaire closing = wedding();
        closing.closesAfterDueDay = true;
        const ItemId closed = studio.sent(closing, {studio.mara});
        QVERIFY(due(closed, questionnaires::studioDay(studio.now)));
        QVERIFY(studio.fillIn(closed, studio.mara, {{u"where"_s, u"Mill"_s}}));
        QVERIFY(due(closed, yesterday));
        QCOMPARE(studio.fillIn(closed, studio.mara, {{u"where"_s, u"Barn"_s}}).error().fault, Fault::Denied);
        QCOMPARE(studio.submit(closed, studio.mara).error().fault, Fault::Denied);
        QCOMPARE(studio.sheet(closed, studio.mara)->answers.value(u"where"_s).toString(), u"Mill"_s);
        QVERIFY(studio.submit(closed, studio.mara, Actor::studio())->revision);
    }

    void takenBackNothingCanBeAnswered()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(wedding(), {studio.mara});
        QVERIFY(studio.change([&](Transaction& t) { return items::setState(t, id, ItemState::Void); }));
        QCOMPARE(studio.fillIn(id, studio.mara, {{u"where"_s, u"Mill"_s}}).error().fault, Fault::Conflict);
    }

    void sentAgainTheAnswersAreKeptByTheirQuestions()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(wedding(), {studio.mara});
        QVERIFY(studio.fillIn(id, studio.mara, {{u"where"_s, u"Mill"_s}, {u"guests"_s, 80}}));
        Questionnaire revised = wedding();
        revised.questions.erase(revised.questions.begin() + 1);
        revised.questions[0].label = u"Where exactly?"_s;
        QVERIFY(studio.change([&](Transaction& t) -> Result<void> {
            if (const auto saved = questionnaires::saveWork(t, *items::find(t, id), revised); !saved)
                return saved;
            const auto sent = questionnaires::send(t, id, items::find(t, id)->version);
            return sent ? Result<void>{} : fail(sent.error());
        }));
        const auto submitted = studio.submit(id, studio.mara);
        QCOMPARE(submitted->revision->answers, (QJsonObject{{u"where"_s, u"Mill"_s}}));
        QCOMPARE(submitted->revision->version, *studio.item(id).current);
    }

    void submittedBySixtyFourAtOnceThereIsOneRevision()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(wedding(), {studio.mara});
        QVERIFY(studio.fillIn(id, studio.mara, {{u"where"_s, u"Mill"_s}}));
        std::atomic<int> made = 0;
        std::vector<std::thread> all;
        for (int i = 0; i < 64; ++i)
            all.emplace_back([&] {
                if (const auto submitted = studio.submit(id, studio.mara); submitted && submitted->revision)
                    ++made;
            });
        for (std::thread& one : all)
            one.join();
        QCOMPARE(made.load(), 1);
        QCOMPARE(studio.revisions(id).size(), std::size_t(1));
    }
};

} // namespace

QTEST_GUILESS_MAIN(AnswerStoreTest)
#include "answer_store_test.moc"
