// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/automation_store.h"
#include "app/email_templates/email_template_store.h"
#include "app/exchange/studio_import.h"
#include "app/exchange/studio_json.h"
#include "app/items/evidence.h"
#include "app/items/item_store.h"
#include "app/items/shown_items.h"
#include "app/items/version_check.h"
#include "app/jobs/job_store.h"
#include "app/mail/outbox.h"
#include "app/orders/catalogue.h"
#include "app/orders/order_store.h"
#include "tests/app/studio_fixture.h"

#include <algorithm>

using namespace foyer;
using namespace foyer::exchange;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray people = R"("contacts":[
    {"uid":"ada","givenName":"Ada"},{"uid":"bo","givenName":"Bo"},
    {"uid":"house","kind":"location","displayName":"The Orchard"}],)";

Result<StudioDocument> read(const QByteArray& rest)
{
    return readStudioJson("{\"format\":\"foyer-studio\",\"version\":1," + people + rest + '}',
                          neighboursIn(u"/nowhere"_s));
}

QByteArray job(const QByteArray& fields)
{
    return R"("jobs":[{"title":"First"},{"title":"Second",)" + fields + "}]";
}

QByteArray order(const QByteArray& fields)
{
    return job(R"("orders":[{"title":"Prints",)" + fields + "}]");
}

QByteArray contract(const QByteArray& fields)
{
    return job(R"("contracts":[{"title":"Agreement",)" + fields + "}]");
}

QByteArray questionnaire(const QByteArray& fields)
{
    return job(R"("questionnaires":[{"title":"Before","questions":{"questions":[
        {"id":"a","kind":"shortText","label":"Where?","required":true}]},)" +
               fields + "}]");
}

const QByteArray line = R"({"title":"Print","unitPrice":1500,"milliQuantity":2000})";

} // namespace

/// Jobs and what is on them, in the studio JSON.
class StudioJobsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotDocumentedIsRefusedWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("complaint");
        const auto row = [](const char* name, const QByteArray& text, const char* complaint) {
            QTest::newRow(name) << text << QString::fromUtf8(complaint);
        };
        row("no title", R"("jobs":[{}])", "jobs[0].title: is missing");
        row("unknown field", job(R"("colour":"red")"), "jobs[1].colour: Foyer does not know");
        row("stage", job(R"("stage":"maybe")"), "jobs[1].stage: “maybe” is none of lead");
        row("role", job(R"("people":[{"contact":"ada","role":"friend"}])"),
            "jobs[1].people[0].role: “friend”");
        row("somebody without a name", job(R"("people":[{"role":"client"}])"),
            "jobs[1].people[0].contact: is missing");
        row("time", job(R"("shoots":[{"starts":"9:30"}])"), "jobs[1].shoots[0].starts: “9:30”");
        row("day", job(R"("shoots":[{"day":"2027-02-30"}])"), "jobs[1].shoots[0].day: “2027-02-30”");
        row("custom", job(R"("custom":{"Dress":7})"), "jobs[1].custom.Dress: must be a text");
        row("reason of an open one", job(R"("closedReason":"lost")"), "jobs[1].closedReason: ");
        row("uid twice", R"("jobs":[{"uid":"x","title":"A"},{"uid":"x","title":"B"}])",
            "jobs[1].uid: “x” is the uid of jobs[0]");
        row("uid of an order twice",
            job(R"("uid":"x","orders":[{"uid":"x","title":"A","content":{"currency":"EUR"}}])"),
            "jobs[1].orders[0].uid: “x” is the uid of jobs[1]");
        row("state of an order", order(R"("state":"signed")"),
            "jobs[1].orders[0].state: “signed” is none of draft");
        row("sent to nobody", order(R"("state":"sent")"), "jobs[1].orders[0].recipients: ");
        row("price with decimals",
            order(R"("content":{"currency":"EUR","lines":[{"title":"A","unitPrice":1.5}]})"),
            "jobs[1].orders[0].content.lines[0].unitPrice must be a whole number");
        row("no currency", order(R"("content":{"currency":"EUROS"})"), "jobs[1].orders[0].content.currency");
        row("a number", order(R"("content":{"currency":"EUR","number":"7"})"),
            "jobs[1].orders[0].content.number: ");
        row("accepting no quote",
            order(R"("recipients":["ada"],"state":"accepted","content":{"currency":"EUR"})"),
            "jobs[1].orders[0].state: only an order");
        row("state of a contract", contract(R"("state":"accepted")"),
            "jobs[1].contracts[0].state: “accepted” is none of draft");
        row("no such template", contract(R"("template":"gone")"),
            "jobs[1].contracts[0].template: “gone” is the uid of no template");
        row("terms", contract(R"("terms":{"signingOrder":"backwards"})"),
            "jobs[1].contracts[0].terms.signingOrder: “backwards” is none of together, in turn");
        row("signed by a stranger",
            contract(R"("state":"sent","signers":[{"contact":"ada"}],"signedBy":["bo"])"),
            "jobs[1].contracts[0].signedBy: “bo” is none of the signers");
        row("signed draft", contract(R"("signers":[{"contact":"ada"}],"signedBy":["ada"])"),
            "jobs[1].contracts[0].signedBy: ");
        row("question of an unknown kind",
            job(R"("questionnaires":[{"title":"B","questions":{"questions":[{"id":"a","kind":"riddle","label":"?"}]}}])"),
            "jobs[1].questionnaires[0].questions: ");
        row("answers of a draft", questionnaire(R"("recipients":["ada"],"answers":[{"contact":"ada"}])"),
            "jobs[1].questionnaires[0].answers: ");
        row("answers of a stranger",
            questionnaire(R"("state":"sent","recipients":["ada"],"answers":[{"contact":"bo"}])"),
            "jobs[1].questionnaires[0].answers[0].contact: “bo” is none of the recipients");
        row("answered without answers", questionnaire(R"("state":"answered","recipients":["ada"])"),
            "jobs[1].questionnaires[0].state: ");
        row("tax", R"("taxes":[{"name":"VAT","category":"X"}])", "taxes[0].category: “X”");
        row("zero rate of S", R"("taxes":[{"name":"VAT","category":"S","milliPercent":0}])",
            "taxes[0].milliPercent: ");
        row("rate with decimals", R"("taxes":[{"name":"VAT","category":"S","milliPercent":0.19}])",
            "taxes[0].milliPercent: must be a whole number");
        row("product without currency", R"("products":[{"uid":"p","name":"Print"}])",
            "products[0].currency: is missing");
        row("template without name", R"("contractTemplates":[{"uid":"t"}])",
            "contractTemplates[0].name: is missing");
        row("mail without subject", R"("emailTemplates":[{"uid":"t","name":"T","mail":{"body":"b"}}])",
            "emailTemplates[0].mail: subject: ");
        row("translation into nothing",
            R"("emailTemplates":[{"uid":"t","name":"T","mail":{"subject":"s","body":"b","translations":{"!":{"subject":"s","body":"b"}}}}])",
            "emailTemplates[0].mail: translations.!: ");
        row("trigger that is none",
            R"("automations":[{"uid":"a","name":"A","content":{"trigger":{"kind":"full moon"}}}])",
            "automations[0].content: trigger.kind: ");
    }
    void whatIsNotDocumentedIsRefusedWithItsPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, complaint);
        const auto document = read(text);
        QVERIFY(!document);
        QCOMPARE(document.error().fault, Fault::Invalid);
        QVERIFY2(document.error().detail.startsWith(complaint), qPrintable(document.error().detail));
    }

    void whoIsNamedMustBeThere_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("place");
        QTest::newRow("on the job") << job(R"("people":[{"contact":"eve","role":"client"}])")
                                    << u"jobs[1].people[0].contact: “eve”"_s;
        QTest::newRow("a place") << job(R"("shoots":[{"location":"eve"}])")
                                 << u"jobs[1].shoots[0].location"_s;
        QTest::newRow("a place that is a person") << job(R"("shoots":[{"location":"ada"}])")
                                                  << u"jobs[1].shoots[0].location: “Ada” is no location"_s;
        QTest::newRow("recipient") << order(R"("recipients":["eve"],"content":{"currency":"EUR"})")
                                   << u"jobs[1].orders[0].recipients: “eve”"_s;
        QTest::newRow("signer") << contract(R"("signers":[{"contact":"eve"}])")
                                << u"jobs[1].contracts[0].signers: “eve”"_s;
        QTest::newRow("brand") << job(R"("brand":"gull")") << u"jobs[1].brand: there is no brand “gull”"_s;
        QTest::newRow("brand of an order")
            << order(R"("brand":"gull","content":{"currency":"EUR"})") << u"jobs[1].orders[0].brand: "_s;
        QTest::newRow("tax")
            << QByteArray{R"("products":[{"uid":"p","name":"P","currency":"EUR","tax":"VAT"}])"}
            << u"products[0].tax: there is no tax “VAT”"_s;
        QTest::newRow("part")
            << QByteArray{R"("products":[{"uid":"p","name":"P","currency":"EUR","parts":[{"product":"q"}]}])"}
            << u"products[0].parts[0].product: “q”"_s;
        QTest::newRow("what cannot be sent")
            << order(R"("state":"sent","recipients":["ada"],"content":{"currency":"EUR"})")
            << u"jobs[1].orders[0]: "_s;
        QTest::newRow("an unknown token")
            << contract(R"("state":"sent","signers":[{"contact":"ada"}],"terms":{"text":"{{nobody.knows}}"})")
            << u"jobs[1].contracts[0]: "_s;
        QTest::newRow("a required answer")
            << questionnaire(
                   R"("state":"answered","recipients":["ada"],"answers":[{"contact":"ada","submitted":true}])")
            << u"jobs[1].questionnaires[0].answers[0].answers.a: "_s;
    }
    void whoIsNamedMustBeThere()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, place);
        StudioFixture studio;
        const auto document = read(text);
        QVERIFY2(document, qPrintable(document ? QString{} : document.error().detail));
        const auto brought =
            studio.database->write(Actor::studio(), [&](Transaction& t) { return bringIn(t, *document); });
        QVERIFY(!brought);
        QVERIFY2(brought.error().detail.startsWith(place), qPrintable(brought.error().detail));
        // All or nothing.
        const auto left = studio.database->read([](const Snapshot& s) {
            return s.query(u"SELECT (SELECT count(*) FROM contact) + (SELECT count(*) FROM job)"_s)
                .first([](const Query& row) { return row.integer(0); });
        });
        QCOMPARE(**left, 0);
    }

    void s22_mailsAndAutomationsComeSwitchedOff()
    {
        StudioFixture studio;
        const auto document = read(
            R"("emailTemplates":[{"uid":"mt","name":"Thanks","mail":{"subject":"Hi {{recipient.name}}","body":"{{recipient.portal_linked}}",
                "purpose":"portal invite","translations":{"de":{"subject":"Hallo","body":"{{recipient.portal_linked}}"}}}}],
            "automations":[{"uid":"at","name":"Booking","content":{"trigger":{"kind":"job booked"},
                "steps":[{"kind":"mail","template":"mt","to":{"kind":"people"}}]}}])");
        QVERIFY2(document, qPrintable(document ? QString{} : document.error().detail));
        for (int round = 0; round < 2; ++round) { // the second time they are here
            const auto brought = studio.database->write(
                Actor::studio(), [&](Transaction& t) { return bringIn(t, *document); });
            QVERIFY2(brought, qPrintable(brought ? QString{} : brought.error().detail));
        }
        const auto mails = studio.database->read([](const Snapshot& s) { return email_templates::all(s); });
        QCOMPARE(mails->size(), 1u);
        QCOMPARE(mails->front().uid, u"mt"_s);
        QCOMPARE(mails->front().purpose, email_templates::portalInvite);
        QCOMPARE(email_templates::textFor(mails->front(), u"de-AT"_s).subject, u"Hallo"_s);
        const auto all = studio.database->read([](const Snapshot& s) { return automations::all(s); });
        QCOMPARE(all->size(), 1u);
        QVERIFY(!all->front().onSince);
        const auto obstacles = studio.database->read(
            [&](const Snapshot& s) { return automations::obstaclesOf(s, all->front().content); });
        QVERIFY(obstacles->empty());
    }

    void everythingComesAsFarAsItWent()
    {
        StudioFixture studio;
        const auto document = read(
            R"("taxes":[{"name":"VAT 23 %","category":"S","milliPercent":23000}],
            "products":[{"uid":"print","name":"Print","currency":"EUR","unitPrice":1500,"tax":"VAT 23 %"},
                {"uid":"box","name":"Box","currency":"EUR","unitPrice":9000,"parts":[{"product":"print","milliQuantity":10000}]}],
            "contractTemplates":[{"uid":"ct","name":"Wedding","booksJob":true,"terms":{"text":"We meet {{client.name}}. [initials]\n\n[ ] Yes","countersign":"last"}}],
            "questionnaireTemplates":[{"uid":"qt","name":"Before","questions":{"questions":[{"id":"a","kind":"shortText","label":"Where?","required":true}]}}],
            "jobs":[{"uid":"wedding","title":"Wedding","type":"Wedding","stage":"fulfilment","leadSource":"Fair","custom":{"Dress":"boots"},
                "people":[{"contact":"ada","role":"client"},{"contact":"bo","role":"spouse"}],
                "shoots":[{"title":"Day","day":"2027-06-12","starts":"14:00","ends":"01:00","location":"house"}],
                "orders":[
                    {"uid":"o1","title":"Draft","recipients":["ada"],"content":{"currency":"EUR","lines":[)" +
            line + R"(]}},
                    {"uid":"o2","title":"Sent","recipients":["ada"],"state":"sent","content":{"currency":"EUR","needsAcceptance":true,"lines":[)" +
            line + R"(]}},
                    {"uid":"o3","title":"Accepted","recipients":["bo"],"state":"accepted","booksJob":true,"content":{"currency":"EUR","needsAcceptance":true,"lines":[)" +
            line + R"(]}},
                    {"uid":"o4","title":"Declined","recipients":["ada"],"state":"declined","content":{"currency":"EUR","needsAcceptance":true,"lines":[)" +
            line + R"(]}},
                    {"uid":"o5","title":"Void","recipients":["ada"],"state":"void","content":{"currency":"EUR","lines":[)" +
            line + R"(]}}],
                "contracts":[
                    {"uid":"c1","title":"Waits for both","state":"sent","template":"ct","signers":[{"contact":"ada"},{"contact":"bo"}],"due":"2027-01-31"},
                    {"uid":"c2","title":"Waits for Bo","state":"sent","template":"ct","signers":[{"contact":"ada"},{"contact":"bo"}],"signedBy":["ada"]},
                    {"uid":"c3","title":"Signed","state":"signed","template":"ct","signers":[{"contact":"ada","role":"Bride"}]}],
                "questionnaires":[
                    {"uid":"q1","title":"Half","state":"sent","template":"qt","recipients":["ada","bo"],"answers":[{"contact":"ada","answers":{"a":"here"}}]},
                    {"uid":"q2","title":"Answered","state":"answered","template":"qt","recipients":["ada"],"answers":[{"contact":"ada","answers":{"a":"there"},"submitted":true}]}]},
              {"uid":"lost","title":"Lost","closed":true,"closedReason":"Too far"}])");
        QVERIFY2(document, qPrintable(document ? QString{} : document.error().detail));
        const auto forecasted =
            studio.database->read([&](const Snapshot& s) { return forecast(s, *document); });
        QVERIFY2(forecasted, qPrintable(forecasted ? QString{} : forecasted.error().detail));
        QCOMPARE(forecasted->jobs, 2);
        QCOMPARE(forecasted->documents, 10);
        const auto brought =
            studio.database->write(Actor::studio(), [&](Transaction& t) { return bringIn(t, *document); });
        QVERIFY2(brought, qPrintable(brought ? QString{} : brought.error().detail));
        QCOMPARE(*brought, *forecasted);

        const auto look = [&](auto work) { return *studio.database->read(work); };
        const Job wedding =
            look([](const Snapshot& s) { return jobs::find(s, **jobs::findByUid(s, u"wedding"_s)); });
        QCOMPARE(wedding.stage, JobStage::Fulfilment);
        QCOMPARE(wedding.bookings, 1);
        QCOMPARE(wedding.details.people.size(), 2u);
        QCOMPARE(wedding.details.shoots.front().ends, QTime(1, 0));
        QVERIFY(wedding.details.shoots.front().location);
        QCOMPARE(wedding.details.custom.value("Dress"_L1).toString(), u"boots"_s);
        const Job lost =
            look([](const Snapshot& s) { return jobs::find(s, **jobs::findByUid(s, u"lost"_s)); });
        QVERIFY(lost.closedAt && lost.closedReason == u"Too far"_s);

        const auto item = [&](const char* uid) {
            return look([&](const Snapshot& s) {
                return items::find(s, **items::findByUid(s, QString::fromLatin1(uid)));
            });
        };
        QCOMPARE(item("o1").state, ItemState::Draft);
        QCOMPARE(item("o2").state, ItemState::Sent);
        QCOMPARE(item("o2").recipients.front().toDo, ToDo::Accept);
        QCOMPARE(item("o2").total->minor(), 3000);
        QCOMPARE(item("o3").state, ItemState::Completed);
        QCOMPARE(item("o4").state, ItemState::Declined);
        QCOMPARE(item("o5").state, ItemState::Void);
        QCOMPARE(item("c1").state, ItemState::Sent);
        QCOMPARE(item("c1").dueDay, QDate(2027, 1, 31));
        QVERIFY(item("c1").booksJob); // as its template says
        QCOMPARE(item("c2").state, ItemState::Sent);
        QCOMPARE(item("c2").recipients[0].toDo, ToDo::None);
        QCOMPARE(item("c2").recipients[1].toDo, ToDo::Sign);
        QCOMPARE(item("c3").state, ItemState::Completed);
        QCOMPARE(item("q1").state, ItemState::Sent);
        QCOMPARE(item("q2").state, ItemState::Completed);
        const auto products =
            look([](const Snapshot& s) { return catalogue::products(s, catalogue::Which::All); });
        QCOMPARE(products.size(), 2u);

        // What happened in the file is told as what it is.
        const auto causes = look([](const Snapshot& s) {
            return s.query(u"SELECT detail FROM journal WHERE entity = 'job' AND action = 'booked'"_s)
                .all([](const Query& row) { return row.text(0); });
        });
        QCOMPARE(causes.size(), 1u);
        QVERIFY2(causes.front().contains(u"\"import\""_s), qPrintable(causes.front()));
        const auto events = look([&](const Snapshot& s) { return evidence::of(s, item("c3").id); });
        const auto signing = std::find_if(events.begin(), events.end(),
                                          [](const auto& row) { return row.event.event == "signed"_L1; });
        QVERIFY(signing != events.end());
        QCOMPARE(signing->event.detail.value("peer"_L1).toString(), u"import"_s);
        const auto report = look([](const Snapshot& s) { return evidence::verify(s); });
        QVERIFY(!report.firstBadRow && !report.cutItem);
        QVERIFY(!look([](const Snapshot& s) { return items::verifyVersions(s); }).firstBad);
        QVERIFY(look([](const Snapshot& s) { return mail::all(s, 10); }).empty());

        // S32: two on one job; each is shown what they are recipients of.
        const auto shownTo = [&](const char* uid) {
            const auto page = look([&](const Snapshot& s) {
                return items::newest(s, {**contacts::findByUid(s, QString::fromLatin1(uid)), {}}, {}, 50);
            });
            QStringList titles;
            for (const auto& shown : page.items)
                titles.append(shown.item.title);
            titles.sort();
            return titles;
        };
        QCOMPARE(shownTo("bo"),
                 (QStringList{u"Accepted"_s, u"Half"_s, u"Waits for Bo"_s, u"Waits for both"_s}));
    }

    void aSecondImportAddsNothing()
    {
        StudioFixture studio;
        const auto document = read(
            R"("taxes":[{"name":"VAT","category":"S","milliPercent":19000}],
            "products":[{"uid":"p","name":"Print","currency":"EUR","tax":"VAT"}],
            "contractTemplates":[{"uid":"ct","name":"W","terms":{"text":"Hello"}}],
            "questionnaireTemplates":[{"uid":"qt","name":"B","questions":{"questions":[{"id":"a","kind":"shortText","label":"?"}]}}],
            "jobs":[{"uid":"j","title":"Wedding","orders":[{"title":"Prints"}]}])");
        // Its order says no currency.
        QVERIFY(!document);
        const auto fit = read(
            R"("taxes":[{"name":"VAT","category":"S","milliPercent":19000}],
            "products":[{"uid":"p","name":"Print","currency":"EUR","tax":"VAT"}],
            "contractTemplates":[{"uid":"ct","name":"W","terms":{"text":"Hello"}}],
            "questionnaireTemplates":[{"uid":"qt","name":"B","questions":{"questions":[{"id":"a","kind":"shortText","label":"?"}]}}],
            "jobs":[{"uid":"j","title":"Wedding","orders":[{"title":"Prints","content":{"currency":"EUR"}}]}])");
        QVERIFY2(fit, qPrintable(fit ? QString{} : fit.error().detail));
        const auto rows = [&] {
            return **studio.database->read([](const Snapshot& s) {
                return s
                    .query(u"SELECT (SELECT count(*) FROM job) + (SELECT count(*) FROM item) + "
                           "(SELECT count(*) FROM tax_rate) + (SELECT count(*) FROM product) + "
                           "(SELECT count(*) FROM template)"_s)
                    .first([](const Query& row) { return row.integer(0); });
            });
        };
        for (int i = 0; i < 2; ++i) {
            const auto brought =
                studio.database->write(Actor::studio(), [&](Transaction& t) { return bringIn(t, *fit); });
            QVERIFY2(brought, qPrintable(brought ? QString{} : brought.error().detail));
            QCOMPARE(brought->jobs, i == 0 ? 1 : 0);
            QCOMPARE(brought->jobsAlreadyHere, i);
            QCOMPARE(rows(), 6);
        }
    }
};

QTEST_GUILESS_MAIN(StudioJobsTest)
#include "studio_jobs_test.moc"
