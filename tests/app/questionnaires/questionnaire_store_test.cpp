// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/evidence.h"
#include "app/questionnaires/questionnaire_json.h"
#include "app/questionnaires/questionnaire_templates.h"
#include "tests/app/questionnaires/questionnaire_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

Questionnaire simple()
{
    Questionnaire questions;
    questions.questions = {required(question(u"where"_s, QuestionKind::ShortText, u"Where?"_s))};
    return questions;
}

class QuestionnaireStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void D4_whatIsSentIsFrozenAndAWorkingCopyIsNot()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(simple(), {studio.mara});
        QCOMPARE(studio.item(id).state, ItemState::Sent);
        QCOMPARE(studio.recipient(id, studio.mara).toDo, ToDo::Answer);

        Questionnaire reworded = simple();
        reworded.questions[0].label = u"Where exactly?"_s;
        QVERIFY(studio.change([&](Transaction& transaction) {
            return questionnaires::saveWork(transaction, *items::find(transaction, id), reworded);
        }));
        const auto sent = studio.database->read([&](const Snapshot& snapshot) {
            return questionnaires::sentQuestions(snapshot, *items::find(snapshot, id));
        });
        QCOMPARE(*sent, simple());
        QCOMPARE(*questionnaires::workOf(studio.item(id)), reworded);
    }

    void D4_aTemplateEditChangesNothingSent()
    {
        QuestionnaireFixture studio;
        const auto made = studio.database->write(Actor::studio(), [&](Transaction& transaction) {
            return questionnaires::addTemplate(transaction, u"Weddings"_s, simple());
        });
        const ItemId id = studio.sent(simple(), {studio.mara});
        QVERIFY(studio.change([&](Transaction& transaction) -> Result<void> {
            auto edited = questionnaires::findTemplate(transaction, *made);
            edited->questions.questions[0].label = u"Elsewhere?"_s;
            return questionnaires::saveTemplate(transaction, *edited);
        }));
        const auto sent = studio.database->read([&](const Snapshot& snapshot) {
            return questionnaires::sentQuestions(snapshot, *items::find(snapshot, id));
        });
        QCOMPARE(*sent, simple());
    }

    void nothingUnfitIsSent()
    {
        QuestionnaireFixture studio;
        Questionnaire unfit = simple();
        unfit.questions[0].label.clear();
        const auto send = [&](ItemId id, qint64 version) {
            return studio.database->write(Actor::studio(), [&](Transaction& transaction) {
                return questionnaires::send(transaction, id, version);
            });
        };
        const ItemId wordless = studio.draft(unfit, {studio.mara});
        const auto refused = send(wordless, studio.item(wordless).version);
        QVERIFY(!refused);
        QCOMPARE(refused.error().detail, u"Write the question."_s);
        const ItemId lonely = studio.draft(simple(), {});
        QCOMPARE(send(lonely, studio.item(lonely).version).error().fault, Fault::Invalid);
        const ItemId stale = studio.draft(simple(), {studio.mara});
        QCOMPARE(send(stale, studio.item(stale).version - 1).error().fault, Fault::Conflict);
        QCOMPARE(studio.item(stale).state, ItemState::Draft);
    }

    void P12_addingARecipientLaterAsksThemAndNobodyElse()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(simple(), {studio.mara});
        QVERIFY(studio.fillIn(id, studio.mara, {{u"where"_s, u"At home"_s}}));
        QVERIFY(studio.submit(id, studio.mara)->revision);
        QCOMPARE(studio.item(id).state, ItemState::Completed);

        const auto recipients = [&](const std::vector<ContactId>& contacts) {
            return studio.change([&](Transaction& transaction) {
                return questionnaires::setRecipients(transaction, id, contacts);
            });
        };
        QVERIFY(recipients({studio.mara, studio.jonas}));
        QCOMPARE(studio.item(id).state, ItemState::Sent);
        QCOMPARE(studio.recipient(id, studio.jonas).toDo, ToDo::Answer);
        QVERIFY(studio.recipient(id, studio.mara).doneAt);
        QCOMPARE(studio.recipient(id, studio.mara).toDo, ToDo::None);

        // Removed before answering: all that are left have answered.
        QVERIFY(recipients({studio.mara}));
        QCOMPARE(studio.item(id).state, ItemState::Completed);
        // Back again after answering: their answers still count.
        QVERIFY(recipients({studio.mara, studio.jonas}));
        QVERIFY(recipients({studio.jonas}));
        QVERIFY(recipients({studio.jonas, studio.mara}));
        QVERIFY(studio.recipient(id, studio.mara).doneAt);
        QCOMPARE(studio.recipient(id, studio.mara).toDo, ToDo::None);
        QVERIFY(!recipients({}));
    }

    void theDueDayIsExtendedAfterSending()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(simple(), {studio.mara});
        const QDate day{2027, 5, 20};
        QVERIFY(studio.change(
            [&](Transaction& transaction) { return questionnaires::setDueDay(transaction, id, day); }));
        QCOMPARE(studio.item(id).dueDay, day);
        QVERIFY(!questionnaires::isOverdue(studio.item(id), day));
        QVERIFY(questionnaires::isOverdue(studio.item(id), day.addDays(1)));
        QVERIFY(!questionnaires::isClosed(studio.item(id), simple(), day.addDays(1)));
        Questionnaire closing = simple();
        closing.closesAfterDueDay = true;
        QVERIFY(questionnaires::isClosed(studio.item(id), closing, day.addDays(1)));
        QVERIFY(!questionnaires::isClosed(studio.item(id), closing, day));
    }

    void templatesAreCopiedArchivedAndFoundByName()
    {
        QuestionnaireFixture studio;
        const auto names = [&](bool alsoArchived) {
            QStringList list;
            const auto all = studio.database->read(
                [&](const Snapshot& snapshot) { return questionnaires::templates(snapshot, alsoArchived); });
            for (const auto& one : *all)
                list.append(one.name);
            return list;
        };
        const auto write = [&](auto work) { return studio.database->write(Actor::studio(), work); };
        const auto wedding =
            write([](Transaction& t) { return questionnaires::addTemplate(t, u"wedding"_s, simple()); });
        QVERIFY(write([](Transaction& t) { return questionnaires::addTemplate(t, u"Ärzte"_s, simple()); }));
        QVERIFY(write([&](Transaction& t) { return questionnaires::duplicateTemplate(t, *wedding); }));
        QCOMPARE(names(false), (QStringList{u"Ärzte"_s, u"wedding"_s, u"wedding (copy)"_s}));
        QVERIFY(write([&](Transaction& t) { return questionnaires::archiveTemplate(t, *wedding); }));
        QCOMPARE(names(false), (QStringList{u"Ärzte"_s, u"wedding (copy)"_s}));
        QCOMPARE(names(true).size(), 3);
        QVERIFY(write([&](Transaction& t) { return questionnaires::unarchiveTemplate(t, *wedding); }));
        QCOMPARE(names(false).size(), 3);
        QVERIFY(!write([](Transaction& t) { return questionnaires::addTemplate(t, u" "_s, simple()); }));

        auto old = studio.database->read(
            [&](const Snapshot& s) { return questionnaires::findTemplate(s, *wedding); });
        QVERIFY(write([&](Transaction& t) { return questionnaires::saveTemplate(t, *old); }));
        const auto late = write([&](Transaction& t) { return questionnaires::saveTemplate(t, *old); });
        QCOMPARE(late.error().fault, Fault::Conflict);
    }
};

} // namespace

QTEST_GUILESS_MAIN(QuestionnaireStoreTest)
#include "questionnaire_store_test.moc"
