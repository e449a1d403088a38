// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/evidence.h"
#include "tests/app/orders/order_fixture.h"

#include <QThread>

#include <atomic>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;
using orders::Answer;

namespace {

struct Quoted : StudioFixture
{
    OrderDesk desk{*this};
    ContactId ada = addPerson(u"Ada"_s, u"Okafor"_s);
    ContactId ben = addPerson(u"Ben"_s, u"Okafor"_s);
    ItemId quote = desk.sent(someQuote(), {ada, ben}, true);

    std::vector<evidence::Row> events(const QString& event)
    {
        auto all = must(database->read([&](const Snapshot& s) { return evidence::of(s, quote); }));
        std::erase_if(all, [&](const evidence::Row& row) { return row.event.event != event; });
        return all;
    }
    ItemState state() { return desk.order(quote).item.state; }
};

} // namespace

class OrderAnswerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptingCompletesTheQuoteAndBooksTheJob()
    {
        Quoted studio;
        QCOMPARE(studio.desk.stage(), JobStage::Lead);
        auto yes = studio.desk.answering(studio.ada, studio.quote, Answer::Accept);
        yes.note = u"Gladly!"_s;
        const auto done = studio.desk.answer(yes);
        QVERIFY(done);
        QVERIFY(*done);
        const Item item = studio.desk.order(studio.quote).item;
        QCOMPARE(item.state, ItemState::Completed);
        QCOMPARE(*item.completedAt, studio.now);
        QCOMPARE(*item.recipients[0].doneAt, studio.now);
        QVERIFY(!item.recipients[1].doneAt);
        QCOMPARE(item.recipients[1].toDo, ToDo::None);
        QCOMPARE(studio.desk.stage(), JobStage::Booked);
    }

    void d2_theEvidenceSaysWhoAcceptedWhatAndFromWhere()
    {
        Quoted studio;
        auto yes = studio.desk.answering(studio.ada, studio.quote, Answer::Accept);
        yes.note = u"Gladly!"_s;
        QVERIFY(studio.desk.answer(yes));
        const auto accepted = studio.events(u"accepted"_s);
        QCOMPARE(accepted.size(), 1u);
        const evidence::Event& event = accepted.front().event;
        QCOMPARE(*event.contact, studio.ada);
        QCOMPARE(event.detail.value("sha256"_L1).toString(), QString::fromLatin1(yes.seenSha256.toHex()));
        QCOMPARE(event.detail.value("peer"_L1).toString(), u"192.0.2.7"_s);
        QCOMPARE(event.detail.value("userAgent"_L1).toString(), u"Browser of a test"_s);
        QCOMPARE(event.detail.value("note"_L1).toString(), u"Gladly!"_s);
        const auto report =
            must(studio.database->read([](const Snapshot& s) { return evidence::verify(s); }));
        QVERIFY(!report.firstBadRow);
    }

    void decliningTellsTheStudioAndBooksNothing()
    {
        Quoted studio;
        auto no = studio.desk.answering(studio.ben, studio.quote, Answer::Decline);
        no.note = u"Too far away"_s;
        QVERIFY(studio.desk.answer(no));
        QCOMPARE(studio.state(), ItemState::Declined);
        QCOMPARE(studio.desk.stage(), JobStage::Lead);
        QCOMPARE(studio.events(u"declined"_s).size(), 1u);
        const auto late = studio.desk.answer(studio.desk.answering(studio.ada, studio.quote, Answer::Accept));
        QVERIFY(!late);
        QCOMPARE(late.error().fault, Fault::Conflict);
    }

    void whoIsNoRecipientFindsNothingToAnswer()
    {
        Quoted studio;
        auto yes = studio.desk.answering(studio.ada, studio.quote, Answer::Accept);
        yes.viewer.contact = studio.addPerson(u"Eve"_s, u"Stranger"_s);
        const auto refused = studio.desk.answer(yes);
        QVERIFY(!refused);
        QCOMPARE(refused.error().fault, Fault::NotFound);
        QCOMPARE(studio.state(), ItemState::Sent);
    }

    void s2_aQuoteRevisedSinceItWasSeenIsNotAccepted()
    {
        Quoted studio;
        const auto yes = studio.desk.answering(studio.ada, studio.quote, Answer::Accept);
        studio.desk.revise(studio.quote, 999'00);
        const auto refused = studio.desk.answer(yes);
        QVERIFY(!refused);
        QCOMPARE(refused.error().fault, Fault::Conflict);
        QCOMPARE(studio.state(), ItemState::Sent);
        QVERIFY(studio.events(u"accepted"_s).empty());
        QVERIFY(studio.desk.answer(studio.desk.answering(studio.ada, studio.quote, Answer::Accept)));
    }

    void theSameAnswerTwiceIsDoneOnce()
    {
        Quoted studio;
        const auto yes = studio.desk.answering(studio.ada, studio.quote, Answer::Accept);
        QCOMPARE(studio.desk.answer(yes).value(), true);
        QCOMPARE(studio.desk.answer(yes).value(), false);
        QCOMPARE(studio.events(u"accepted"_s).size(), 1u);
    }

    void sixtyFourParallelAnswersGiveOne()
    {
        Quoted studio;
        const auto yes = studio.desk.answering(studio.ada, studio.quote, Answer::Accept);
        const auto no = studio.desk.answering(studio.ben, studio.quote, Answer::Decline);
        std::atomic<int> did = 0;
        std::vector<std::unique_ptr<QThread>> threads;
        for (int i = 0; i < 64; ++i) {
            threads.emplace_back(QThread::create([&, i] {
                const auto done = studio.desk.answer(i % 2 == 0 ? yes : no);
                if (done && *done)
                    ++did;
            }));
            threads.back()->start();
        }
        for (const auto& thread : threads)
            thread->wait();
        QCOMPARE(did.load(), 1);
        QCOMPARE(studio.events(u"accepted"_s).size() + studio.events(u"declined"_s).size(), 1u);
    }

    void afterItsLastDayAQuoteCanBeDeclinedButNotAccepted()
    {
        Quoted studio;
        OrderContent content = someQuote();
        content.validUntil = toLocal(studio.now).date();
        studio.quote = studio.desk.sent(content, {studio.ada});
        QCOMPARE(studio.desk.order(studio.quote).item.dueDay, content.validUntil);
        const auto shown = must(studio.desk.shownTo(studio.ada, studio.quote));
        QCOMPARE(orders::asked(shown, content.validUntil), orders::Asked::IsWaiting);
        QCOMPARE(orders::asked(shown, content.validUntil.addDays(1)), orders::Asked::Lapsed);
        studio.now += std::chrono::hours{24};
        const auto late = studio.desk.answer(studio.desk.answering(studio.ada, studio.quote, Answer::Accept));
        QVERIFY(!late);
        QCOMPARE(late.error().fault, Fault::Denied);
        QVERIFY(studio.desk.answer(studio.desk.answering(studio.ada, studio.quote, Answer::Decline)));
    }

    void anOrderThatIsNoQuoteWaitsForNoAnswer()
    {
        Quoted studio;
        studio.quote = studio.desk.sent(someOrder(), {studio.ada});
        const auto refused =
            studio.desk.answer(studio.desk.answering(studio.ada, studio.quote, Answer::Accept));
        QVERIFY(!refused);
        QCOMPARE(refused.error().fault, Fault::Conflict);
    }

    void whatWasTakenBackIsNotAccepted()
    {
        Quoted studio;
        const auto yes = studio.desk.answering(studio.ada, studio.quote, Answer::Accept);
        studio.desk.voidOrder(studio.quote);
        QCOMPARE(studio.desk.answer(yes).error().fault, Fault::Conflict);
    }

    void aNoteThatIsTooLongIsRefused()
    {
        Quoted studio;
        auto yes = studio.desk.answering(studio.ada, studio.quote, Answer::Accept);
        yes.note = QString{orders::longestNote + 1, u'x'};
        QCOMPARE(studio.desk.answer(yes).error().fault, Fault::Invalid);
    }

    void whatWasAcceptedIsNotRevised()
    {
        Quoted studio;
        QVERIFY(studio.desk.answer(studio.desk.answering(studio.ada, studio.quote, Answer::Accept)));
        const auto prepared =
            studio.database->read([&](const Snapshot& s) { return orders::prepare(s, studio.quote); });
        QVERIFY(!prepared);
        QCOMPARE(prepared.error().fault, Fault::Conflict);
    }
};

QTEST_GUILESS_MAIN(OrderAnswerTest)
#include "order_answer_test.moc"
