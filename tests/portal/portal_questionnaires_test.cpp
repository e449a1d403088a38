// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/brands/brand_store.h"
#include "app/items/evidence.h"
#include "portal_server/front_door/limits.h"
#include "portal_server/portal/routes.h"
#include "tests/app/questionnaires/questionnaire_fixture.h"
#include "tests/portal/portal_fixture.h"

#include <QJsonDocument>

#include <semaphore>
#include <thread>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

Questionnaire wedding()
{
    Questionnaire all;
    all.introduction = u"Take your time."_s;
    all.questions = {required(question(u"where"_s, QuestionKind::ShortText, u"Where do we meet?"_s)),
                     question(u"guests"_s, QuestionKind::Number, u"How many guests?"_s),
                     question(u"church"_s, QuestionKind::YesNo, u"A ceremony?"_s),
                     onlyIf(required(question(u"priest"_s, QuestionKind::ShortText, u"Who leads it?"_s)),
                            u"church"_s, ShownIf::Test::Equals, u"yes"_s),
                     choiceOf(u"m"_s, QuestionKind::SeveralChoices, u"Moments"_s, {u"Cake"_s, u"Dance"_s}),
                     question(u"home"_s, QuestionKind::Address, u"Your address"_s),
                     question(u"who"_s, QuestionKind::People, u"Who helps?"_s),
                     question(u"more"_s, QuestionKind::LongText, u"Anything else?"_s)};
    return all;
}

/// Mara and Jonas share a mailbox and a job; each has the same questionnaire.
class Couple : public PortalFixture
{
public:
    ContactId mara = addPerson(u"Mara"_s, u"Quill"_s, u"quill@example.com"_s);
    ContactId jonas = addPerson(u"Jonas"_s, u"Quill"_s, u"quill@example.com"_s);
    JobId job = addJob();
    ItemId id = sent(wedding(), {mara, jonas});
    QString page = u"/my-studio/questionnaires/"_s + item(id).uid;

    JobId addJob()
    {
        JobDetails details;
        details.title = u"Quill wedding"_s;
        details.people = {{mara, JobRole::Client}, {jonas, JobRole::Spouse}, {ana, JobRole::Planner}};
        const BrandId first = brand();
        return *database->write(Actor::studio(),
                                [&](Transaction& t) { return jobs::add(t, first, details); });
    }

    ItemId sent(const Questionnaire& questions, const std::vector<ContactId>& recipients, QDate due = {})
    {
        const auto made = database->write(Actor::studio(), [&](Transaction& t) -> Result<ItemId> {
            const auto added = questionnaires::add(t, {.job = job,
                                                       .title = u"Your day"_s,
                                                       .questions = questions,
                                                       .recipients = recipients,
                                                       .dueDay = due});
            if (!added)
                return added;
            const auto version = questionnaires::send(t, *added, items::find(t, *added)->version);
            return version ? added : fail(version.error());
        });
        if (!made)
            qFatal("%s", qPrintable(made.error().detail));
        return *made;
    }

    Item item(ItemId which) const
    {
        return *database->read([&](const Snapshot& s) { return items::find(s, which); });
    }
    QString pageOf(ItemId which) const { return u"/my-studio/questionnaires/"_s + item(which).uid; }
    QJsonObject kept(ContactId contact) const
    {
        const auto sheet =
            database->read([&](const Snapshot& s) { return questionnaires::sheetOf(s, id, contact); });
        return *sheet ? (*sheet)->answers : QJsonObject{};
    }
    std::vector<questionnaires::AnswerRevision> revisions() const
    {
        return *database->read([&](const Snapshot& s) { return questionnaires::revisionsOf(s, id); });
    }
    void showHistory(bool isOn)
    {
        const auto done = change([&](Transaction& t) -> Result<void> {
            auto edited = brands::find(t, brandId);
            edited->details.showsHistory = isOn;
            return brands::save(t, *edited);
        });
        QVERIFY(done);
    }
};

class PortalQuestionnairesTest : public QObject
{
    Q_OBJECT

    /// The test's browser sends every box, ticked or not, and the last one of radios: rows say what they
    /// mean.
    static void post(Browser& browser, const QString& page,
                     const std::vector<std::pair<QString, QString>>& fields)
    {
        browser.submit(page, fields);
    }

private Q_SLOTS:
    void S31_halfFilledAnswersComeBackOnAnotherDevice()
    {
        Couple studio;
        Browser phone = studio.atHome(studio.mara);
        phone.get(studio.page);
        QCOMPARE(phone.status(), 200);
        QVERIFY(phone.shows(u"Where do we meet?"_s));
        QVERIFY(phone.shows(u"Only if “A ceremony?” is “Yes”."_s));
        post(phone, studio.page,
             {{u"a_where"_s, u"Mill"_s}, {u"a_guests"_s, u"about 80"_s}, {u"do"_s, u"save"_s}});
        QVERIFY(phone.path().endsWith(u"?saved"_s));
        QVERIFY(phone.shows(u"Your answers are saved."_s));

        Browser laptop = studio.browser();
        laptop.get(studio.link(studio.mara));
        laptop.submit(u"/my-studio/login"_s, {{u"password"_s, password}});
        laptop.get(studio.page);
        QCOMPARE(laptop.field(u"a_where"_s), u"Mill"_s);
        QCOMPARE(laptop.field(u"a_guests"_s), u"about 80"_s); // as typed, though it is no number yet
        QVERIFY(studio.revisions().empty());
    }

    void S32_twoPartnersWithOneQuestionnaireInOneBrowserDoNotCross()
    {
        Couple studio;
        Browser browser = studio.atHome(studio.mara);
        browser.get(studio.page);
        post(browser, studio.page, {{u"a_where"_s, u"Mara's mill"_s}, {u"do"_s, u"save"_s}});
        const QByteArray marasPage = browser.html();
        const QString marasToken = browser.field(u"form_token"_s);

        browser.submit(u"/my-studio/logout"_s, {});
        browser.get(studio.link(studio.jonas));
        browser.submit(u"/my-studio/set-password"_s, {{u"new_password"_s, u"another garden nine"_s}});
        browser.get(studio.page);
        QCOMPARE(browser.status(), 200);
        QVERIFY(!browser.shows(u"Mara"_s));
        QCOMPARE(browser.field(u"a_where"_s), QString{});
        // The tab that Mara left open saves itself: into nobody's sheet.
        post(browser, studio.page,
             {{u"form_token"_s, marasToken}, {u"a_where"_s, u"Mara's barn"_s}, {u"do"_s, u"save"_s}});
        QVERIFY(browser.path().endsWith(u"/home"_s));
        QCOMPARE(studio.kept(studio.jonas), QJsonObject{});
        QCOMPARE(studio.kept(studio.mara).value(u"where"_s).toString(), u"Mara's mill"_s);

        browser.get(studio.page);
        post(browser, studio.page,
             {{u"a_where"_s, u"Jonas' barn"_s}, {u"do"_s, u"submit"_s}, {u"a_church"_s, u"no"_s}});
        QCOMPARE(studio.revisions().size(), std::size_t(1));
        QCOMPARE(studio.revisions()[0].contact, studio.jonas);
        QCOMPARE(studio.kept(studio.mara).value(u"where"_s).toString(), u"Mara's mill"_s);
        QCOMPARE(browser.header("cache-control"), QByteArray("no-store"));
    }

    void P1_whoIsNoRecipientGetsTheSamePageAsForNothing()
    {
        Couple studio;
        const ItemId only = studio.sent(wedding(), {studio.mara});
        Browser planner = studio.atHome(studio.ana); // on the job, but no recipient
        planner.get(u"/my-studio/questionnaires/5f0c3c3e-8a77-4ac5-9c9d-3b1de0b0f1aa"_s);
        QCOMPARE(planner.status(), 404);
        const QByteArray nothing = planner.html();
        planner.get(studio.pageOf(only));
        QCOMPARE(planner.status(), 404);
        QCOMPARE(planner.html(), nothing);
        planner.get(u"/my-studio/home"_s);
        planner.submit(studio.pageOf(only), {{u"a_where"_s, u"x"_s}, {u"do"_s, u"submit"_s}});
        QCOMPARE(planner.status(), 404);
        QCOMPARE(planner.html(), nothing);
        Browser stranger = studio.browser();
        stranger.getOnly(studio.pageOf(only));
        QCOMPARE(stranger.status(), 303);
    }

    void P3_lookingChangesNothing()
    {
        Couple studio;
        Browser browser = studio.atHome(studio.mara);
        studio.settle();
        const auto version = studio.item(studio.id).version;
        for (int i = 0; i < 5; ++i)
            browser.get(studio.page);
        browser.head(studio.page);
        QCOMPARE(studio.item(studio.id).version, version);
        QVERIFY(!*studio.database->read(
            [&](const Snapshot& s) { return questionnaires::sheetOf(s, studio.id, studio.mara); }));
    }

    void D4_everyKindIsSubmittedByPlainForms()
    {
        Couple studio;
        studio.showHistory(true);
        Browser browser = studio.atHome(studio.mara);
        browser.get(studio.page);
        // One more row for people, by a plain submit: nothing is saved, everything stays.
        post(browser, studio.page,
             {{u"a_where"_s, u"Mill"_s}, {u"a_who_1_name"_s, u"Ida"_s}, {u"do"_s, u"more_who"_s}});
        QCOMPARE(browser.status(), 200);
        QVERIFY(browser.hasField(u"a_who_2_name"_s));
        QCOMPARE(browser.field(u"a_who_1_name"_s), u"Ida"_s);
        QCOMPARE(studio.kept(studio.mara), QJsonObject{});

        post(browser, studio.page,
             {{u"a_who_2_name"_s, u"Bo"_s},
              {u"a_who_2_email"_s, u"bo@example.com"_s},
              {u"a_guests"_s, u"80,5"_s},
              {u"a_church"_s, u"no"_s},
              {u"a_priest"_s, u"typed, then hidden"_s},
              {u"a_home_city"_s, u"Brook"_s},
              {u"a_more"_s, u"first\nsecond"_s},
              {u"do"_s, u"submit"_s}});
        QVERIFY2(browser.path().endsWith(u"?sent"_s), browser.html().constData());
        QVERIFY(browser.shows(u"Thank you, we have your answers"_s));
        const auto all = studio.revisions();
        QCOMPARE(all.size(), std::size_t(1));
        const QJsonObject answers = all[0].answers;
        QCOMPARE(answers.value(u"where"_s).toString(), u"Mill"_s);
        QCOMPARE(answers.value(u"guests"_s).toDouble(), 80.5);
        QCOMPARE(answers.value(u"church"_s), QJsonValue{false});
        QVERIFY(!answers.contains(u"priest"_s));
        QCOMPARE(answers.value(u"home"_s).toObject().value(u"city"_s).toString(), u"Brook"_s);
        QCOMPARE(answers.value(u"who"_s).toArray().size(), 2);
        QCOMPARE(answers.value(u"more"_s).toString(), u"first\nsecond"_s);
        QCOMPARE(answers.value(u"m"_s).toArray().size(), 2); // the test's browser ticks every box
    }

    void whatIsMissingIsSaidAndEverythingTypedStays()
    {
        Couple studio;
        Browser browser = studio.atHome(studio.mara);
        browser.get(studio.page);
        post(browser, studio.page,
             {{u"a_guests"_s, u"many"_s}, {u"a_church"_s, u"yes"_s}, {u"do"_s, u"submit"_s}});
        QCOMPARE(browser.status(), 422);
        QVERIFY(browser.shows(u"Please answer “Where do we meet?”."_s));
        QVERIFY(browser.shows(u"Please answer “Who leads it?”."_s));
        QVERIFY(browser.html().contains("href=\"#a_guests\""));
        QCOMPARE(browser.field(u"a_guests"_s), u"many"_s);
        QCOMPARE(studio.kept(studio.mara).value(u"guests"_s).toString(), u"many"_s);
        QVERIFY(studio.revisions().empty());
        // Put right on that same page, it goes through.
        post(browser, studio.page,
             {{u"a_guests"_s, u"80"_s},
              {u"a_where"_s, u"Mill"_s},
              {u"a_church"_s, u"no"_s},
              {u"do"_s, u"submit"_s}});
        QCOMPARE(studio.revisions().size(), std::size_t(1));
    }

    void twoDevicesAreToldOfEachOther()
    {
        Couple studio;
        Browser phone = studio.atHome(studio.mara);
        Browser laptop = studio.browser();
        laptop.get(studio.link(studio.mara));
        laptop.submit(u"/my-studio/login"_s, {{u"password"_s, password}});
        phone.get(studio.page);
        laptop.get(studio.page);
        post(phone, studio.page,
             {{u"a_where"_s, u"Mill"_s}, {u"a_more"_s, u"by phone"_s}, {u"do"_s, u"save"_s}});
        post(laptop, studio.page, {{u"a_where"_s, u"Barn"_s}, {u"do"_s, u"save"_s}});
        QCOMPARE(laptop.status(), 409);
        QVERIFY(laptop.shows(u"Meanwhile this was answered on another device: “Mill”."_s));
        QCOMPARE(laptop.field(u"a_where"_s), u"Barn"_s);
        QCOMPARE(laptop.field(u"a_more"_s), u"by phone"_s); // not touched here: what the phone wrote
        QCOMPARE(studio.kept(studio.mara).value(u"where"_s).toString(), u"Mill"_s);
        post(laptop, studio.page, {{u"do"_s, u"save"_s}});
        QCOMPARE(studio.kept(studio.mara).value(u"where"_s).toString(), u"Barn"_s);
        QCOMPARE(studio.kept(studio.mara).value(u"more"_s).toString(), u"by phone"_s);
    }

    void theScriptSavesAndIsToldWhatStandsNow()
    {
        Couple studio;
        Browser browser = studio.atHome(studio.mara);
        browser.get(studio.page);
        const auto fields = [&](const QString& where, const QString& opened) {
            return std::vector<std::pair<QString, QString>>{
                {u"form_token"_s, m_token}, {u"version"_s, m_version}, {u"a_where"_s, where},
                {u"opened"_s, opened},      {u"do"_s, u"save"_s},      {u"by"_s, u"script"_s}};
        };
        m_token = browser.field(u"form_token"_s);
        m_version = browser.field(u"version"_s);
        post(browser, studio.page, fields(u"Mill"_s, {}));
        QCOMPARE(browser.status(), 200);
        const QJsonObject said = QJsonDocument::fromJson(browser.html()).object();
        QCOMPARE(said.value(u"state"_s).toString(), u"saved"_s);
        const QString opened = said.value(u"opened"_s).toString();
        QVERIFY(opened.contains(u"where:"_s));
        post(browser, studio.page, fields(u"Barn"_s, opened));
        QCOMPARE(browser.status(), 200);
        post(browser, studio.page, fields(u"Hall"_s, opened)); // that form is old by now
        QCOMPARE(browser.status(), 409);
        QCOMPARE(QJsonDocument::fromJson(browser.html()).object().value(u"state"_s).toString(),
                 u"conflict"_s);
        QCOMPARE(studio.kept(studio.mara).value(u"where"_s).toString(), u"Barn"_s);
    }

    void P11_answersOutliveTheirSession()
    {
        Couple studio;
        Browser browser = studio.atHome(studio.mara);
        browser.get(studio.page);
        studio.now += std::chrono::hours{2};
        post(browser, studio.page,
             {{u"a_where"_s, u"Mill"_s}, {u"a_guests"_s, u"many"_s}, {u"do"_s, u"submit"_s}});
        QCOMPARE(browser.status(), 403);
        QVERIFY(browser.hasField(u"kept"_s));
        browser.submit(u"/my-studio/login"_s,
                       {{u"username"_s, u"quill@example.com"_s}, {u"password"_s, password}});
        QVERIFY2(browser.shows(u"what you typed is still here"_s), browser.html().constData());
        QCOMPARE(browser.field(u"a_where"_s), u"Mill"_s);
        QCOMPARE(browser.field(u"a_guests"_s), u"many"_s);
        QCOMPARE(studio.kept(studio.mara), QJsonObject{});
        post(browser, studio.page, {{u"do"_s, u"save"_s}});
        QCOMPARE(studio.kept(studio.mara).value(u"where"_s).toString(), u"Mill"_s);
    }

    void S28_submittedAnswersShowOnceAndThenOnlyWithHistory()
    {
        Couple studio;
        studio.showHistory(false);
        Browser browser = studio.atHome(studio.mara);
        browser.get(studio.page);
        post(browser, studio.page,
             {{u"a_where"_s, u"Mill"_s}, {u"a_church"_s, u"no"_s}, {u"do"_s, u"submit"_s}});
        QCOMPARE(browser.status(), 200);
        QVERIFY(browser.shows(u"Thank you, we have your answers"_s));
        QVERIFY(browser.shows(u"Mill"_s)); // right after submitting
        browser.get(studio.page);
        QVERIFY(browser.shows(u"This questionnaire is done"_s));
        QVERIFY(!browser.shows(u"Mill"_s));
        studio.showHistory(true);
        browser.get(studio.page);
        QVERIFY(browser.shows(u"Mill"_s));
        QVERIFY(browser.shows(u"You sent us these answers on"_s));
        // Sent once more from an old tab: nothing new.
        browser.get(u"/my-studio/home"_s);
        browser.submit(studio.page, {{u"a_where"_s, u"Barn"_s}, {u"do"_s, u"submit"_s}});
        QCOMPARE(studio.revisions().size(), std::size_t(1));
    }

    void S28_completedWhileThePageIsOpenTheAnswerIsKind()
    {
        Couple studio;
        studio.showHistory(false);
        Browser phone = studio.atHome(studio.mara);
        phone.get(studio.page);
        Browser laptop = phone;
        const std::vector<std::pair<QString, QString>> answers{
            {u"a_where"_s, u"Mill"_s}, {u"a_church"_s, u"no"_s}, {u"do"_s, u"submit"_s}};
        post(laptop, studio.page, answers);
        post(phone, studio.page, answers);
        QCOMPARE(phone.status(), 200);
        QVERIFY(phone.shows(u"This questionnaire is done"_s));
        QCOMPARE(studio.revisions().size(), std::size_t(1));
    }

    void S31_reopenedItWaitsAgainWithWhatWasSent()
    {
        Couple studio;
        Browser browser = studio.atHome(studio.mara);
        browser.get(studio.page);
        post(browser, studio.page,
             {{u"a_where"_s, u"Mill"_s}, {u"a_church"_s, u"no"_s}, {u"do"_s, u"submit"_s}});
        browser.get(u"/my-studio/home"_s);
        QVERIFY(browser.shows(u"All is done."_s));
        QVERIFY(
            studio.change([&](Transaction& t) { return questionnaires::reopen(t, studio.id, studio.mara); }));
        browser.get(u"/my-studio/home"_s);
        QVERIFY(browser.shows(u"What needs you now"_s) && browser.shows(u"Your day"_s));
        browser.get(studio.page);
        QCOMPARE(browser.field(u"a_where"_s), u"Mill"_s);
        post(browser, studio.page,
             {{u"a_where"_s, u"Barn"_s}, {u"a_church"_s, u"no"_s}, {u"do"_s, u"submit"_s}});
        QCOMPARE(studio.revisions().size(), std::size_t(2));
    }

    void D2_theEvidenceSaysWhenTheQuestionsWereShown()
    {
        Couple studio;
        Browser browser = studio.atHome(studio.mara);
        const Instant shownAt = studio.now;
        browser.get(studio.page);
        const auto viewed = [&] {
            std::vector<evidence::Row> rows;
            for (const auto& row :
                 *studio.database->read([&](const Snapshot& s) { return evidence::of(s, studio.id); })) {
                if (row.event.event == u"viewed"_s)
                    rows.push_back(row);
            }
            return rows;
        };
        studio.now += std::chrono::minutes{7};
        post(browser, studio.page,
             {{u"a_where"_s, u"Mill"_s}, {u"a_church"_s, u"no"_s}, {u"do"_s, u"submit"_s}});
        QCOMPARE(viewed().size(), std::size_t(1));
        QCOMPARE(viewed().front().event.contact, std::optional{studio.mara});
        QCOMPARE(viewed().front().event.detail.value("shownAt"_L1).toString(), toIso(shownAt));
        // A form whose stamp is not ours is answered all the same: the answers are what counts.
        Browser jonas = studio.atHome(studio.jonas, u"heron river eleven"_s);
        jonas.get(studio.page);
        post(jonas, studio.page,
             {{u"a_where"_s, u"Mill"_s},
              {u"a_church"_s, u"no"_s},
              {u"seen"_s, u"x"_s},
              {u"do"_s, u"submit"_s}});
        QCOMPARE(studio.revisions().size(), std::size_t(2));
        QCOMPARE(viewed().size(), std::size_t(1));
    }

    void S31_theDeadlineIsShownAndOnlyClosesWhereItWasSaid()
    {
        Couple studio;
        const QDate today = questionnaires::studioDay(studio.now);
        Browser browser = studio.atHome(studio.mara);
        browser.get(studio.pageOf(studio.sent(wedding(), {studio.mara}, today)));
        QVERIFY(browser.shows(u"Please answer by 16 June 2025."_s));
        browser.get(studio.pageOf(studio.sent(wedding(), {studio.mara}, today.addDays(-1))));
        QVERIFY(browser.shows(u"We had asked for your answers by 15 June 2025. You can still send them."_s));

        Questionnaire closing = wedding();
        closing.closesAfterDueDay = true;
        const ItemId id = studio.sent(closing, {studio.mara}, today);
        browser.get(studio.pageOf(id));
        QVERIFY(browser.shows(u"after that day it is closed"_s));
        QVERIFY(studio.change(
            [&](Transaction& t) { return questionnaires::setDueDay(t, id, today.addDays(-1)); }));
        post(browser, studio.pageOf(id), {{u"a_where"_s, u"Mill, typed late"_s}, {u"do"_s, u"submit"_s}});
        QCOMPARE(browser.status(), 409);
        QVERIFY(browser.shows(u"The time for answers ended on 15 June 2025."_s));
        QVERIFY(browser.shows(u"Mill, typed late"_s)); // nothing lost: it can still be copied from here
        browser.get(studio.pageOf(id));
        QVERIFY(browser.shows(u"The time for answers ended on 15 June 2025."_s));
    }

    void questionsThatChangedMeanwhileAreShownWithWhatWasTyped()
    {
        Couple studio;
        Browser browser = studio.atHome(studio.mara);
        browser.get(studio.page);
        Questionnaire revised = wedding();
        revised.questions[0].label = u"Where exactly do we meet?"_s;
        QVERIFY(studio.change([&](Transaction& t) -> Result<void> {
            if (const auto saved = questionnaires::saveWork(t, *items::find(t, studio.id), revised); !saved)
                return saved;
            const auto version = questionnaires::send(t, studio.id, items::find(t, studio.id)->version);
            return version ? Result<void>{} : fail(version.error());
        }));
        post(browser, studio.page,
             {{u"a_where"_s, u"Mill"_s}, {u"a_church"_s, u"no"_s}, {u"do"_s, u"submit"_s}});
        QCOMPARE(browser.status(), 409);
        QVERIFY(browser.shows(u"We changed some of the questions meanwhile."_s));
        QVERIFY(browser.shows(u"Where exactly do we meet?"_s));
        QCOMPARE(browser.field(u"a_where"_s), u"Mill"_s);
        QVERIFY(studio.revisions().empty());
        post(browser, studio.page, {{u"a_church"_s, u"no"_s}, {u"do"_s, u"submit"_s}});
        QCOMPARE(studio.revisions().size(), std::size_t(1));
    }

    void D4_questionsSentWhileAnswersWereOnTheirWayAreNotAnsweredByThem()
    {
        Couple studio;
        Browser browser = studio.atHome(studio.mara);
        browser.get(studio.page);
        Questionnaire revised = wedding();
        revised.questions[0].label = u"Where do we NOT meet?"_s;
        // The studio's sending holds the one writer while the form is read against what was there before.
        std::binary_semaphore isWriting{0};
        std::thread sending{[&] {
            const auto sent = studio.change([&](Transaction& t) -> Result<void> {
                isWriting.release();
                std::this_thread::sleep_for(std::chrono::milliseconds{400});
                if (const auto saved = questionnaires::saveWork(t, *items::find(t, studio.id), revised);
                    !saved)
                    return saved;
                const auto version = questionnaires::send(t, studio.id, items::find(t, studio.id)->version);
                return version ? Result<void>{} : fail(version.error());
            });
            if (!sent)
                qFatal("%s", qPrintable(sent.error().detail));
        }};
        isWriting.acquire();
        post(browser, studio.page,
             {{u"a_where"_s, u"Mill"_s}, {u"a_church"_s, u"no"_s}, {u"do"_s, u"submit"_s}});
        sending.join();
        QVERIFY(studio.revisions().empty());
        QCOMPARE(browser.status(), 409);
        QVERIFY(browser.shows(u"We changed some of the questions meanwhile."_s));
        QVERIFY(browser.shows(u"Where do we NOT meet?"_s));
        QCOMPARE(browser.field(u"a_where"_s), u"Mill"_s);
    }

    void P14_nothingThatWasTypedIsMarkup()
    {
        Couple studio;
        const QString naughty = u"\"><script>alert('1')</script>{{form_token}}"_s;
        Questionnaire asked = wedding();
        asked.introduction = naughty;
        for (Question& one : asked.questions) {
            one.label = naughty + one.id;
            one.help = naughty;
            for (QuestionOption& option : one.options)
                option.label = naughty + option.id;
        }
        const ItemId id = studio.sent(asked, {studio.mara});
        Browser browser = studio.atHome(studio.mara);
        browser.get(studio.pageOf(id));
        QCOMPARE(browser.status(), 200);
        post(browser, studio.pageOf(id),
             {{u"a_where"_s, naughty},
              {u"a_more"_s, naughty},
              {u"a_who_1_name"_s, naughty},
              {u"do"_s, u"save"_s}});
        QVERIFY(!browser.html().contains("<script>"));
        QCOMPARE(browser.field(u"a_where"_s), naughty);
    }

    void P16_thePageKeepsToItsStatements()
    {
        Couple studio;
        Browser browser = studio.atHome(studio.mara);
        browser.get(studio.page);
        const qint64 before = studio.database->statementsReadHere();
        browser.getOnly(studio.page);
        QVERIFY2(studio.database->statementsReadHere() - before <= 10,
                 qPrintable(QString::number(studio.database->statementsReadHere() - before)));
    }

    void onlyThisRouteTakesALargeBody()
    {
        Couple studio;
        const auto limit = [&](web::Method method, const QString& path) {
            return studio.dispatcher.bodyLimitFor(method, path);
        };
        QCOMPARE(limit(web::Method::Post, u"/my-studio/questionnaires/abc"_s),
                 web::Limits::largeBodyBytesDefault);
        QCOMPARE(limit(web::Method::Post, u"/studio/my-studio/Questionnaires/abc/"_s),
                 web::Limits::largeBodyBytesDefault);
        for (const QString& path : {u"/my-studio/login"_s, u"/my-studio/questionnaires"_s,
                                    u"/questionnaires/a/b"_s, u"/my-studio/details/edit"_s})
            QCOMPARE(limit(web::Method::Post, path), web::Limits::bodyBytesDefault);
        QCOMPARE(limit(web::Method::Get, u"/my-studio/questionnaires/abc"_s), web::Limits::bodyBytesDefault);
    }

private:
    QString m_token;
    QString m_version;
};

} // namespace

QTEST_GUILESS_MAIN(PortalQuestionnairesTest)
#include "portal_questionnaires_test.moc"
