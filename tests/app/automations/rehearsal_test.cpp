// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/direct_link.h"
#include "tests/app/automations/rehearsal_fixture.h"

#include <QSignalSpy>

namespace foyer::test {

using namespace Qt::StringLiterals;
using automations::Rehearsed;
using automations::RehearsedStep;
using automations::StepState;

/// What a rehearsal tells is what then really happens: same moments, same people, same words.
class RehearsalTest : public QObject
{
    Q_OBJECT

private:
    using Studio = RehearsalFixture;
    static Step mailStep(const QString& uid, std::vector<JobRole> roles = {})
    {
        return AutomationsFixture::mailStep(uid, std::move(roles));
    }
    static AutomationContent of(Trigger::Kind kind, std::vector<Step> steps)
    {
        return AutomationsFixture::on(kind, std::move(steps));
    }

private Q_SLOTS:
    void rehearsedIsWhatHappens_data();
    void rehearsedIsWhatHappens();
    void itLeavesNothingBehind();
    void linksAreMasked();
    void saysWhyNothingHappens();
    void anObstacleIsAFault();
    void anEndlessOneEnds();
    void otherJobsOfThatDayAreNoneOfIt();
};

void RehearsalTest::rehearsedIsWhatHappens_data()
{
    QTest::addColumn<AutomationContent>("content");
    QTest::addColumn<int>("count");
    const auto wait = [](int days, WaitStep::From from = WaitStep::From::Step, QTime at = {}) {
        return AutomationsFixture::waitStep(days, from, at);
    };
    Step approved = mailStep(u"after"_s, {JobRole::Client});
    approved.asks = true;
    DocumentStep document;
    document.templateUid = u"about"_s;
    document.isSent = true;

    QTest::newRow("booked") << of(Trigger::Kind::JobBooked, {mailStep(u"welcome"_s),
                                                             wait(2, WaitStep::From::Step, QTime{10, 30}),
                                                             mailStep(u"soon"_s, {JobRole::Client}),
                                                             {TaskStep{u"Order"_s, 2}},
                                                             {StageStep{JobStage::Fulfilment}}})
                            << 5;
    QTest::newRow("around the shoot")
        << of(Trigger::Kind::JobBooked, {wait(-7, WaitStep::From::Shoot), mailStep(u"soon"_s),
                                         wait(3, WaitStep::From::Shoot, QTime{18, 0}), approved})
        << 3;
    AutomationContent day =
        of(Trigger::Kind::DayOfShoot, {mailStep(u"soon"_s), wait(10), mailStep(u"welcome"_s)});
    day.trigger.days = -14;
    QTest::newRow("a day of the shoot") << day << 4;
    AutomationContent noPassword = of(Trigger::Kind::JobBooked, {mailStep(u"welcome"_s)});
    noPassword.conditions = {{Condition::Kind::HasPassword, {}, true},
                             {Condition::Kind::Stage, u"booked"_s, false}};
    QTest::newRow("without those who have a password") << noPassword << 2;
    QTest::newRow("with a questionnaire")
        << of(Trigger::Kind::JobBooked, {{document}, wait(1), mailStep(u"soon"_s)}) << 3;
    QTest::newRow("too late for a part of it")
        << of(Trigger::Kind::JobBooked, {wait(-120, WaitStep::From::Shoot), mailStep(u"welcome"_s)}) << 2;
    QTest::newRow("closed") << of(Trigger::Kind::JobClosed, {wait(1), mailStep(u"welcome"_s)}) << 2;
    AutomationContent stage =
        of(Trigger::Kind::StageChanged, {mailStep(u"soon"_s), {StageStep{JobStage::Completed}}});
    stage.trigger.stage = JobStage::Fulfilment;
    QTest::newRow("a stage") << stage << 3;
    AutomationContent back =
        of(Trigger::Kind::JobBooked,
           {mailStep(u"welcome"_s), {StageStep{JobStage::Completed}}, wait(5), mailStep(u"after"_s)});
    back.conditions = {{Condition::Kind::Stage, u"booked"_s, false}};
    QTest::newRow("conditions that its own steps undo") << back << 5;
}

void RehearsalTest::rehearsedIsWhatHappens()
{
    QFETCH(AutomationContent, content);
    QFETCH(int, count);
    Studio studio;
    if (std::any_of(content.conditions.begin(), content.conditions.end(),
                    [](const Condition& one) { return one.kind == Condition::Kind::HasPassword; }))
        studio.setPassword(studio.ben);
    const auto rehearsed = studio.rehearsed(content);
    QVERIFY2(rehearsed.has_value(), rehearsed ? "" : qPrintable(rehearsed.error().detail));
    QCOMPARE(rehearsed->note, QString{});
    const AutomationId id = studio.switchedOn(content);
    studio.cause(content.trigger);
    const auto lived = studio.lived(id, 75);
    QCOMPARE(int(lived.size()), count);
    QCOMPARE(rehearsed->steps.size(), lived.size());
    for (std::size_t i = 0; i < lived.size(); ++i) {
        QCOMPARE(Studio::textOf(rehearsed->steps[i]), Studio::textOf(lived[i]));
        QCOMPARE(rehearsed->steps[i].text, lived[i].text);
        QCOMPARE(rehearsed->steps[i].html, lived[i].html);
        QVERIFY(rehearsed->steps[i] == lived[i]);
    }
}

void RehearsalTest::itLeavesNothingBehind()
{
    Studio studio;
    const QByteArray before = studio.dumped();
    QSignalSpy heard{studio.database.get(), &Database::changed};
    DocumentStep document;
    document.templateUid = u"about"_s;
    document.isSent = true;
    const auto rehearsed =
        studio.rehearsed(of(Trigger::Kind::JobBooked, {mailStep(u"welcome"_s),
                                                       {document},
                                                       {StageStep{JobStage::Completed}},
                                                       {TaskStep{u"x"_s, 0}},
                                                       {WebhookStep{u"https://hooks.example.com/"_s}}}));
    QVERIFY(rehearsed.has_value());
    QCOMPARE(rehearsed->steps.size(), std::size_t{6});
    QCOMPARE(studio.dumped(), before);
    QCOMPARE(heard.count(), 0);
    // Nor does it wake what else is switched on.
    const AutomationId other =
        studio.switchedOn(of(Trigger::Kind::JobBooked, {mailStep(u"welcome"_s)}), u"Other"_s);
    const auto alone = studio.rehearsed(of(Trigger::Kind::JobBooked, {{TaskStep{u"x"_s, 0}}}));
    QCOMPARE(alone->steps.size(), std::size_t{1});
    studio.tick();
    QCOMPARE(studio.runs(other).size(), std::size_t{0});
    QCOMPARE(studio.mails().size(), std::size_t{0});
}

void RehearsalTest::linksAreMasked()
{
    Studio studio;
    const auto rehearsed = studio.rehearsed(of(Trigger::Kind::JobBooked, {mailStep(u"welcome"_s)}));
    QCOMPARE(rehearsed->steps.size(), std::size_t{2});
    for (const RehearsedStep& step : rehearsed->steps) {
        const QString token = studio.must(
            studio.read([&](const Snapshot& s) { return portal_access::directLinkToken(s, *step.contact); }));
        QVERIFY(step.text.contains(u"https://portal.example.com/"_s));
        QVERIFY(!step.text.contains(token) && !step.html.contains(token));
        QCOMPARE(step.toAddress, u"both@example.com"_s);
    }
    QCOMPARE(rehearsed->steps[0].subject, u"Welcome, Ada"_s);
    QCOMPARE(rehearsed->steps[1].toName, u"Ben Moss"_s);
}

void RehearsalTest::saysWhyNothingHappens()
{
    Studio studio;
    const auto noteOf = [&](const AutomationContent& content) {
        const auto rehearsed = studio.rehearsed(content);
        if (!rehearsed)
            qFatal("%s", qPrintable(rehearsed.error().detail));
        return rehearsed->note;
    };
    AutomationContent portraits = of(Trigger::Kind::JobBooked, {mailStep(u"welcome"_s)});
    portraits.conditions = {{Condition::Kind::JobType, u"Portrait"_s, false}};
    QCOMPARE(noteOf(portraits), u"the job is not of the type “Portrait”"_s);
    AutomationContent passed = of(Trigger::Kind::DayOfShoot, {mailStep(u"welcome"_s)});
    passed.trigger.days = -200;
    QVERIFY(noteOf(passed).contains(u"has passed"_s));
    AutomationContent sent = of(Trigger::Kind::DocumentSent, {mailStep(u"welcome"_s)});
    QCOMPARE(noteOf(sent), u"the job has no contract yet with which it could begin"_s);
    studio.moveShoot({});
    QCOMPARE(noteOf(passed), u"waits for the day of a shoot"_s);
    QCOMPARE(noteOf(of(Trigger::Kind::JobBooked,
                       {AutomationsFixture::waitStep(1, WaitStep::From::Shoot), mailStep(u"welcome"_s)})),
             u"waits for the day of a shoot"_s);
}

void RehearsalTest::anObstacleIsAFault()
{
    Studio studio;
    const auto gone = studio.rehearsed(of(Trigger::Kind::JobBooked, {mailStep(u"nowhere"_s)}));
    QVERIFY(!gone);
    QCOMPARE(gone.error().fault, Fault::Invalid);
    const auto nobody = studio.database->rehearse(Actor::system(), [&](foyer::Rehearsal& rehearsal) {
        return automations::rehearse(rehearsal, of(Trigger::Kind::JobBooked, {mailStep(u"welcome"_s)}),
                                     JobId{999});
    });
    QVERIFY(!nobody);
    QCOMPARE(nobody.error().fault, Fault::NotFound);
}

void RehearsalTest::anEndlessOneEnds()
{
    Studio studio;
    std::vector<Step> steps;
    for (int i = 0; i < 25; ++i) {
        steps.push_back(AutomationsFixture::waitStep(400));
        steps.push_back({TaskStep{u"x"_s, 0}});
    }
    const auto rehearsed = studio.rehearsed(of(Trigger::Kind::JobBooked, steps));
    QVERIFY(rehearsed.has_value());
    QCOMPARE(rehearsed->note, u"the rehearsal ends ten years ahead"_s);
    QCOMPARE(rehearsed->steps.size(), std::size_t{9});
}

void RehearsalTest::otherJobsOfThatDayAreNoneOfIt()
{
    Studio studio;
    const QDate day{2027, 5, 3};
    const auto others = [&](QDate shoot, int count) {
        studio.must(studio.change([&](Transaction& t) -> Result<void> {
            JobDetails details;
            details.title = u"Another wedding"_s;
            details.people = {{studio.ben, JobRole::Client}};
            details.shoots = {{{}, shoot, {}, {}, {}, {}, {}}};
            for (int i = 0; i < count; ++i) {
                if (const auto added = jobs::add(t, studio.brand(), details); !added)
                    return fail(added.error());
            }
            return {};
        }));
    };
    studio.moveShoot(day);
    AutomationContent content = of(Trigger::Kind::DayOfShoot, {mailStep(u"soon"_s, {JobRole::Client})});
    content.trigger.days = -7;
    const auto alone = studio.rehearsed(content);
    QCOMPARE(alone->steps.size(), std::size_t{1});
    others(day, 1);
    others(day.addDays(-1), 110); // more than one transaction begins, all of them sooner
    const auto rehearsed = studio.rehearsed(content);
    QVERIFY(rehearsed.has_value());
    QCOMPARE(rehearsed->steps.size(), std::size_t{1});
    QVERIFY(rehearsed->steps[0] == alone->steps[0]);
}

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::RehearsalTest)
#include "rehearsal_test.moc"
