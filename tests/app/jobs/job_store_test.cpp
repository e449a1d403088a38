// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/jobs/job_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

class JobStoreTest : public QObject
{
    Q_OBJECT

private:
    static qint64 journalled(const JobFixture& studio, const QString& action)
    {
        return **studio.database->read([&](const Snapshot& s) {
            return s.query(u"SELECT count(*) FROM journal WHERE entity = 'job' AND action = :action"_s)
                .bind(":action"_L1, action)
                .first([](const Query& row) { return row.integer(0); });
        });
    }

private Q_SLOTS:
    void whatIsTypedComesBack()
    {
        JobFixture studio;
        ContactDetails chapel;
        chapel.kind = ContactKind::Location;
        chapel.displayName = u"Chapel by the Sea"_s;
        const ContactId place = studio.add(chapel);
        JobDetails details = JobFixture::titled(
            u"  Wedding of Mara & Jonas "_s,
            {{studio.mara, JobRole::Client}, {studio.mara, JobRole::Payer}, {studio.jonas, JobRole::Spouse}});
        details.leadSource = u"a friend"_s;
        details.notes = u"Two dogs.\nBring biscuits 🐕"_s;
        details.custom = {{u"Hashtag"_s, u"#lindlove"_s}};
        details.shoots = {{u"Party"_s, {2027, 6, 13}, {20, 0}, {2, 30}, u"The barn"_s, {}, {}},
                          {u"Ceremony"_s, {2027, 6, 12}, {14, 0}, {15, 0}, {}, place, u"No flash"_s}};
        const JobId id = studio.add(details);
        details.title = u"Wedding of Mara & Jonas"_s;
        const Job job = studio.job(id);
        QCOMPARE(job.details, details);
        QCOMPARE(job.stage, JobStage::Lead);
        QCOMPARE(job.bookings, 0);
        QVERIFY(!job.bookedAt && !job.closedAt && !job.deletedAt);
        const auto brief =
            studio.database->read([&](const Snapshot& s) { return jobs::ofContact(s, studio.mara); });
        QCOMPARE(brief->size(), 1u); // once, in two roles
        QCOMPARE(brief->front().firstDay, QDate(2027, 6, 12));
    }

    void aJobThatBreaksARuleIsRefusedInOneSentence_data()
    {
        QTest::addColumn<int>("broken");
        QTest::newRow("no title") << 0;
        QTest::newRow("title too long") << 1;
        QTest::newRow("the same person twice in one role") << 2;
        QTest::newRow("a day out of range") << 3;
        QTest::newRow("a field that is no text") << 4;
        QTest::newRow("a location that is a person") << 5;
        QTest::newRow("notes too long") << 6;
    }
    void aJobThatBreaksARuleIsRefusedInOneSentence()
    {
        QFETCH(int, broken);
        JobFixture studio;
        JobDetails details = JobFixture::titled(u"Portrait"_s, {{studio.mara, JobRole::Client}});
        Shoot shoot;
        switch (broken) {
        case 0:
            details.title = u" \n "_s;
            break;
        case 1:
            details.title = QString{201, u'x'};
            break;
        case 2:
            details.people.push_back({studio.mara, JobRole::Client});
            break;
        case 3:
            shoot.day = {1899, 12, 31};
            details.shoots = {shoot};
            break;
        case 4:
            details.custom = {{u"Guests"_s, 120}};
            break;
        case 5:
            shoot.location = studio.jonas;
            details.shoots = {shoot};
            break;
        case 6:
            details.notes = QString{20'001, u'x'};
            break;
        }
        const auto added = studio.tryAdd(details);
        QVERIFY(!added);
        QCOMPARE(added.error().fault, Fault::Invalid);
        QVERIFY(added.error().detail.endsWith(u'.'));
        QCOMPARE(journalled(studio, u"created"_s), 0);
    }

    void whoIsNotThereIsNotFound()
    {
        JobFixture studio;
        QCOMPARE(studio.tryAdd(JobFixture::titled(u"Portrait"_s, {{ContactId{4711}, JobRole::Client}}))
                     .error()
                     .fault,
                 Fault::NotFound);
        const auto added = studio.database->write(Actor::studio(), [](Transaction& t) {
            return jobs::add(t, BrandId{4711}, JobFixture::titled(u"Portrait"_s));
        });
        QCOMPARE(added.error().fault, Fault::NotFound);
    }

    void anEditBasedOnAnOlderStateIsAConflict()
    {
        JobFixture studio;
        const JobId id = studio.add(JobFixture::titled(u"Portrait"_s));
        Job mine = studio.job(id);
        Job theirs = mine;
        theirs.details.notes = u"by the window"_s;
        QVERIFY(studio.change([&](Transaction& t) { return jobs::save(t, theirs); }));
        mine.details.title = u"Portraits"_s;
        const auto saved = studio.change([&](Transaction& t) { return jobs::save(t, mine); });
        QCOMPARE(saved.error().fault, Fault::Conflict);
        QCOMPARE(studio.job(id).details.title, u"Portrait"_s);
        QCOMPARE(studio.job(id).details.notes, u"by the window"_s);
    }

    /// S22
    void becomingBookedIsOneEventWhateverCausedIt()
    {
        JobFixture studio;
        const JobId id = studio.add(JobFixture::titled(u"Wedding"_s, {{studio.mara, JobRole::Client}}));
        QVERIFY(studio.book(id, u"contract signed"_s));
        const Job booked = studio.job(id);
        QCOMPARE(booked.stage, JobStage::Booked);
        QCOMPARE(booked.bookings, 1);
        QCOMPARE(booked.bookedAt, std::optional{studio.now});
        QVERIFY(!studio.book(id, u"quote accepted"_s)); // the second cause finds it done
        QVERIFY(studio.change([&](Transaction& t) { return jobs::moveTo(t, id, JobStage::Booked); }));
        QCOMPARE(studio.job(id).bookings, 1);
        QCOMPARE(journalled(studio, u"booked"_s), 1);
    }

    /// S22: two signatures in one moment
    void twoCausesInOneTransactionBookOnce()
    {
        JobFixture studio;
        const JobId id = studio.add(JobFixture::titled(u"Wedding"_s));
        int booked = 0;
        QVERIFY(studio.change([&](Transaction& t) -> Result<void> {
            for (const QString& cause : {u"contract signed"_s, u"quote accepted"_s})
                booked += *jobs::book(t, id, cause);
            return {};
        }));
        QCOMPARE(booked, 1);
        QCOMPARE(studio.job(id).bookings, 1);
    }

    /// S22: an order that is accepted and a contract that is signed, each of which books
    void itemsThatBookTheSameJobBookItOnce()
    {
        JobFixture studio;
        const JobId id = studio.add(JobFixture::titled(u"Wedding"_s, {{studio.mara, JobRole::Client}}));
        for (const ItemKind kind : {ItemKind::Order, ItemKind::Contract}) {
            const ItemId item = studio.addSent(id, kind, u"Item"_s, {studio.mara});
            QVERIFY(studio.change([&](Transaction& t) -> Result<void> {
                Item work = *items::find(t, item);
                work.booksJob = true;
                if (const auto saved = items::saveWork(t, work); !saved)
                    return saved;
                return items::setState(t, item, ItemState::Completed, toWord(kind));
            }));
        }
        QCOMPARE(studio.job(id).stage, JobStage::Booked);
        QCOMPARE(studio.job(id).bookings, 1);
    }

    /// S22
    void bookedAnewAfterItWentBackToLead()
    {
        JobFixture studio;
        const JobId id = studio.add(JobFixture::titled(u"Wedding"_s));
        QVERIFY(studio.book(id, u"by hand"_s));
        QVERIFY(studio.change([&](Transaction& t) { return jobs::moveTo(t, id, JobStage::Lead); }));
        studio.now += std::chrono::hours{24};
        QVERIFY(studio.book(id, u"contract signed"_s));
        QCOMPARE(studio.job(id).bookings, 2);
        QCOMPARE(studio.job(id).bookedAt, std::optional{studio.now});
    }

    void whatIsOnItsWayWasBookedFirst()
    {
        JobFixture studio;
        const JobId id = studio.add(JobFixture::titled(u"Portrait"_s));
        QVERIFY(studio.change([&](Transaction& t) { return jobs::moveTo(t, id, JobStage::Completed); }));
        QCOMPARE(studio.job(id).stage, JobStage::Completed);
        QCOMPARE(studio.job(id).bookings, 1);
    }

    void closingKeepsTheStageAndBookingReopens()
    {
        JobFixture studio;
        const JobId id = studio.add(JobFixture::titled(u"Portrait"_s));
        QVERIFY(studio.change([&](Transaction& t) { return jobs::close(t, id, u"chose\nsomebody else"_s); }));
        QCOMPARE(studio.job(id).closedReason, u"chose somebody else"_s);
        QVERIFY(studio.job(id).closedAt);
        QCOMPARE(studio.job(id).stage, JobStage::Lead);
        QVERIFY(studio.change([&](Transaction& t) { return jobs::reopen(t, id); }));
        QVERIFY(!studio.job(id).closedAt);
        QVERIFY(studio.job(id).closedReason.isEmpty());
        QVERIFY(studio.change([&](Transaction& t) { return jobs::close(t, id, {}); }));
        QVERIFY(studio.book(id, u"quote accepted"_s)); // they came back
        QVERIFY(!studio.job(id).closedAt);
    }

    void aJobWithSentDocumentsIsNotForTheBin()
    {
        JobFixture studio;
        const JobId id = studio.add(JobFixture::titled(u"Wedding"_s, {{studio.mara, JobRole::Client}}));
        const JobId empty = studio.add(JobFixture::titled(u"Mistake"_s));
        studio.addSent(id, ItemKind::Contract, u"Agreement"_s, {studio.mara}, ToDo::Sign);
        const auto moved = studio.change([&](Transaction& t) { return jobs::moveToBin(t, id); });
        QCOMPARE(moved.error().fault, Fault::Conflict);
        QVERIFY(moved.error().detail.contains(u"Close it"_s));
        QVERIFY(!studio.job(id).deletedAt);
        QVERIFY(studio.change([&](Transaction& t) { return jobs::moveToBin(t, empty); }));
        QVERIFY(studio.job(empty).deletedAt);
        QVERIFY(studio.change([&](Transaction& t) { return jobs::restore(t, empty); }));
        QVERIFY(!studio.job(empty).deletedAt);
        QCOMPARE(studio.change([](Transaction& t) { return jobs::restore(t, JobId{4711}); }).error().fault,
                 Fault::NotFound);
    }

    void rolesFollowAMerge()
    {
        JobFixture studio;
        const ContactId twin = studio.addPerson(u"Mara"_s, u"Lindt"_s);
        const JobId id = studio.add(JobFixture::titled(
            u"Wedding"_s, {{twin, JobRole::Client}, {studio.mara, JobRole::Client}, {twin, JobRole::Payer}}));
        const ItemId item = studio.addSent(id, ItemKind::Order, u"Album"_s, {twin});
        QVERIFY(studio.change([&](Transaction& t) -> Result<void> {
            const auto read = contacts::readForMerge(t, studio.mara, twin);
            if (!read)
                return fail(read.error());
            return contacts::merge(t, *read, {});
        }));
        const auto jobs =
            studio.database->read([&](const Snapshot& s) { return jobs::jobsWithRoles(s, studio.mara); });
        QCOMPARE(jobs->size(), 1u);
        const auto& roles = jobs->front().roles;
        QCOMPARE(std::count(roles.begin(), roles.end(), JobRole::Client), 1);
        QCOMPARE(std::count(roles.begin(), roles.end(), JobRole::Payer), 1);
        QCOMPARE(studio.item(item).recipients.front().contact, studio.mara); // S27: items follow
    }

    void aTypeIsMadeOnceAndFoundByName()
    {
        JobFixture studio;
        const auto typed = [&](const QString& name) {
            return studio.database->write(Actor::studio(),
                                          [&](Transaction& t) { return jobs::typeNamed(t, name); });
        };
        const JobTypeId wedding = *typed(u"Wedding"_s);
        QCOMPARE(*typed(u" Wedding "_s), wedding);
        QVERIFY(*typed(u"Portrait"_s) != wedding);
        QCOMPARE(typed(u"  "_s).error().fault, Fault::Invalid);
        QCOMPARE(studio.database->read([](const Snapshot& s) { return jobs::types(s); })->size(), 2u);
    }
};

QTEST_GUILESS_MAIN(JobStoreTest)
#include "job_store_test.moc"
