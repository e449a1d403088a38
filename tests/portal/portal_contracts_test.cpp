// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract_check.h"
#include "app/contracts/contract_pdf.h"
#include "app/contracts/contract_store.h"
#include "app/contracts/sealing.h"
#include "app/contracts/signing.h"
#include "app/exchange/dump.h"
#include "app/items/evidence.h"
#include "app/jobs/job_store.h"
#include "app/print/seal.h"
#include "app/storage/settings.h"
#include "tests/portal/portal_fixture.h"

#include <QBuffer>

#include <atomic>
#include <thread>

using namespace foyer;
using namespace Qt::StringLiterals;
using contracts::Countersign;
using contracts::SigningOrder;
using foyer::test::Browser;
using foyer::test::PortalFixture;

namespace {

const QString withFields =
    u"We agree, {{ client.name }}.\n\n[ ] I may be **photographed**\n\nClause 4. [initials]"_s;
using Typed = std::vector<std::pair<QString, QString>>;

class Fixture : public PortalFixture
{
public:
    Fixture()
        : ben{addPerson(u"Ben"_s, u"Moss"_s, u"ana@example.com"_s)}
        , job{addJob()}
    {
    }

    ItemId sent(std::vector<ContactId> signers, const QString& text = u"We agree."_s,
                SigningOrder order = SigningOrder::Together, Countersign countersign = Countersign::None)
    {
        contracts::ContractWork work;
        work.terms.text = text;
        work.terms.order = order;
        work.terms.countersign = countersign;
        for (const ContactId signer : signers)
            work.signers.push_back({signer, u"Client"_s});
        const auto id = database->write(Actor::studio(), [&](Transaction& t) {
            return contracts::add(t, {job, u"Photography agreement"_s, work});
        });
        if (!id)
            qFatal("%s", qPrintable(id.error().detail));
        send(*id);
        return *id;
    }

    void send(ItemId id)
    {
        const auto sent = database->write(Actor::studio(), [&](Transaction& t) -> Result<VersionId> {
            const auto prepared = contracts::prepare(t, id);
            return prepared ? contracts::send(t, *prepared, "%PDF-1.7 sent") : fail(prepared.error());
        });
        if (!sent)
            qFatal("%s", qPrintable(sent.error().detail));
    }

    contracts::Contract contract(ItemId id)
    {
        const Database& studio = *database;
        const auto found = studio.read([&](const Snapshot& s) { return contracts::find(s, id); });
        if (!found)
            qFatal("%s", qPrintable(found.error().detail));
        return *found;
    }

    /// The studio writes something else and sends it again.
    void edit(ItemId id, const QString& text)
    {
        contracts::Contract edited = contract(id);
        edited.work.terms.text = text;
        if (!change([&](Transaction& t) { return contracts::save(t, edited); }))
            qFatal("not saved");
        send(id);
    }

    QString page(ItemId id) { return u"/my-studio/contracts/"_s + contract(id).item.uid; }
    QString pdf(ItemId id) { return u"/my-studio/contracts-pdf/"_s + contract(id).item.uid; }

    void showHistory()
    {
        Brand brand = *database->read([&](const Snapshot& s) { return brands::find(s, brandId); });
        brand.details.showsHistory = true;
        if (!change([&](Transaction& t) { return brands::save(t, brand); }))
            qFatal("not saved");
    }

    QStringList events(ItemId id)
    {
        QStringList names;
        for (const evidence::Row& row :
             *database->read([&](const Snapshot& s) { return evidence::of(s, id); }))
            names += row.event.event;
        return names;
    }

    QByteArray everything()
    {
        settle();
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        if (!database->read([&](const Snapshot& s) { return exchange::dump(s, buffer); }))
            qFatal("no dump");
        return buffer.data();
    }

    ContactId ben;
    JobId job;

private:
    JobId addJob()
    {
        JobDetails details;
        details.title = u"Wedding at the lake"_s;
        details.people = {{ana, JobRole::Client}, {ben, JobRole::Spouse}};
        return *database->write(Actor::studio(),
                                [&](Transaction& t) { return jobs::add(t, brandId, details); });
    }
};

const Typed wellSigned{{u"do"_s, u"sign"_s}, {u"name"_s, u"Ana Anders"_s}};

} // namespace

class PortalContractsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void S4_theExactTextStandsThereWithItsFieldsAndFingerprint()
    {
        Fixture studio;
        const ItemId id = studio.sent({studio.ana, studio.ben}, withFields);
        Browser ana = studio.atHome(studio.ana);
        ana.get(studio.page(id));
        QCOMPARE(ana.status(), 200);
        QVERIFY(ana.html().contains("<p>We agree, Ana Anders.</p>"));
        QVERIFY(ana.html().contains("<span>I may be <strong>photographed</strong></span></label>"));
        QVERIFY(ana.hasField(u"field_1"_s) && ana.hasField(u"field_2"_s) && ana.hasField(u"seen"_s));
        QVERIFY(ana.shows(contracts::standardConsent()));
        QVERIFY(ana.shows(u"Not signed"_s));
        const auto version = *studio.database->read(
            [&](const Snapshot& s) { return items::version(s, *studio.contract(id).item.current); });
        QVERIFY(ana.html().contains(version.sha256.toHex()));
        ana.get(studio.pdf(id));
        QCOMPARE(ana.header("content-disposition").left(40),
                 QByteArray{"inline; filename=\"Photography agreement."});
        QCOMPARE(ana.html(), QByteArray{"%PDF-1.7 sent"});
    }

    void P3_lookingWritesNothingAndFiveLooksDoNoHarm()
    {
        Fixture studio;
        const ItemId id = studio.sent({studio.ana});
        Browser ana = studio.atHome(studio.ana);
        const QByteArray before = studio.everything();
        for (int i = 0; i < 5; ++i)
            ana.get(studio.page(id));
        ana.head(studio.page(id));
        ana.get(studio.pdf(id));
        QCOMPARE(studio.everything(), before);
        ana.get(studio.page(id));
        ana.submit(studio.page(id), wellSigned);
        QCOMPARE(studio.contract(id).item.state, ItemState::Completed);
    }

    void S28_afterTheLastSignatureThereAreThanksEvenWithoutHistory()
    {
        Fixture studio;
        const ItemId id = studio.sent({studio.ana});
        Browser ana = studio.atHome(studio.ana);
        ana.get(studio.page(id));
        ana.submit(studio.page(id), wellSigned);
        QCOMPARE(ana.status(), 200);
        QVERIFY(ana.shows(u"Thank you. Your signature is recorded."_s));
        QVERIFY(ana.shows(u"This contract is done"_s));
        // A mail from long ago leads to the same explanation.
        ana.get(studio.page(id));
        QCOMPARE(ana.status(), 200);
        QVERIFY(ana.shows(u"This contract is done"_s));
        studio.showHistory();
        ana.get(studio.page(id));
        QVERIFY(ana.shows(u"Signed by everybody on 15 June 2025 at 15:06 UTC."_s));
        QVERIFY(ana.html().contains("<bdi>Ana Anders</bdi>"));
        QVERIFY(!ana.hasField(u"seen"_s));
    }

    void P16_aContractCostsAtMostTenStatements()
    {
        Fixture studio;
        const ItemId id =
            studio.sent({studio.ana, studio.ben}, withFields, SigningOrder::InTurn, Countersign::Last);
        Browser ana = studio.atHome(studio.ana);
        ana.get(studio.page(id)); // what is kept between requests is there
        for (const QString& path : {studio.page(id), studio.pdf(id)}) {
            const qint64 before = studio.database->statementsReadHere();
            ana.getOnly(path);
            QCOMPARE(ana.status(), 200);
            const qint64 count = studio.database->statementsReadHere() - before;
            QVERIFY2(count <= 10, qPrintable(u"%1: %2"_s.arg(path).arg(count)));
        }
    }

    void D2_theEvidenceSaysWhenTheTextWasShown()
    {
        Fixture studio;
        const ItemId id = studio.sent({studio.ana});
        Browser ana = studio.atHome(studio.ana);
        ana.setHeader("user-agent", "Lantern/1.0");
        const Instant shownAt = studio.now;
        ana.get(studio.page(id));
        studio.now += std::chrono::minutes{12};
        ana.submit(studio.page(id),
                   {{u"do"_s, u"sign"_s}, {u"name"_s, QString{}}}); // shown again with an error
        QCOMPARE(ana.status(), 422);
        studio.now += std::chrono::minutes{1};
        ana.submit(studio.page(id), wellSigned);
        const auto rows = *studio.database->read([&](const Snapshot& s) { return evidence::of(s, id); });
        QCOMPARE(rows[2].event.event, u"viewed"_s);
        QCOMPARE(rows[2].event.detail.value("shownAt"_L1).toString(), toIso(shownAt));
        QCOMPARE(rows[2].event.detail.value("userAgent"_L1).toString(), u"Lantern/1.0"_s);
        QCOMPARE(rows[2].event.detail.value("peer"_L1).toString(), u"127.0.0.1"_s);
        QVERIFY(rows[2].event.detail.value("session"_L1).toString().toLongLong() > 0);
        QCOMPARE(rows[4].event.event, u"signed"_s);
        QCOMPARE(rows[4].at, studio.now);
    }

    void whatIsMissingIsNamedWhereItIs()
    {
        Fixture studio;
        const ItemId id = studio.sent({studio.ana}, withFields);
        Browser ana = studio.atHome(studio.ana);
        ana.get(studio.page(id));
        ana.submit(studio.page(id), {{u"do"_s, u"sign"_s},
                                     {u"name"_s, QString{}},
                                     {u"field_1"_s, QString{}},
                                     {u"field_2"_s, QString{}},
                                     {u"consent"_s, QString{}},
                                     {u"drawn"_s, u"M 0 0 Z"_s}});
        QCOMPARE(ana.status(), 422);
        for (const char* target : {"field_1", "field_2", "name", "drawing", "consent"})
            QVERIFY2(ana.html().contains(QByteArray{"<a href=\"#"} + target + "\">"), target);
        QVERIFY(ana.shows(u"Please tick “I may be photographed”."_s));
        QVERIFY(!ana.html().contains("M 0 0 Z"));
        ana.submit(studio.page(id), {{u"do"_s, u"sign"_s},
                                     {u"name"_s, QString{}},
                                     {u"field_1"_s, u"yes"_s},
                                     {u"field_2"_s, u"A\"<A"_s},
                                     {u"drawn"_s, u"M 1 2 L 3 4"_s}});
        QCOMPARE(ana.field(u"field_2"_s), u"A\"<A"_s);
        QCOMPARE(ana.field(u"drawn"_s), u"M 1 2 L 3 4"_s);
        QVERIFY(ana.html().contains("value=\"yes\" checked"));
        QCOMPARE(studio.events(id), (QStringList{u"created"_s, u"sent"_s}));
        ana.submit(studio.page(id), wellSigned);
        QCOMPARE(studio.contract(id).item.state, ItemState::Completed);
        const auto signature = *studio.contract(id).signers.front().signature;
        QCOMPARE(signature.drawn, u"M 1 2 L 3 4"_s);
        QCOMPARE(signature.given.at(2), u"A\"<A"_s);
    }

    void D3_aContractEditedAfterItWasOpenedAnswers409AndIsShownAgain()
    {
        Fixture studio;
        const ItemId id = studio.sent({studio.ana}, withFields);
        Browser ana = studio.atHome(studio.ana);
        ana.get(studio.page(id));
        studio.edit(id, u"Twice the price.\n\n[ ] I agree\n\n[initials]"_s);
        ana.submit(studio.page(id),
                   {{u"do"_s, u"sign"_s}, {u"name"_s, u"Ana Typed"_s}, {u"field_2"_s, u"AA"_s}});
        QCOMPARE(ana.status(), 409);
        QVERIFY(ana.html().contains("<p>Twice the price.</p>"));
        QCOMPARE(ana.field(u"name"_s), u"Ana Typed"_s);
        QCOMPARE(ana.field(u"field_2"_s), u"AA"_s);
        QVERIFY(!ana.html().contains(" checked")); // ticks were about another text
        QVERIFY(!studio.contract(id).isSignedByAnybody());
        ana.submit(studio.page(id), {{u"do"_s, u"sign"_s}});
        QCOMPARE(studio.contract(id).item.state, ItemState::Completed);
    }

    void D3_aStampOfSomebodyElseOrOfAnotherContractSignsNothing()
    {
        Fixture studio;
        const ItemId one = studio.sent({studio.ana, studio.ben});
        const ItemId other = studio.sent({studio.ana, studio.ben});
        Browser ana = studio.atHome(studio.ana);
        Browser ben = studio.atHome(studio.ben, u"another garden gate"_s);
        ana.get(studio.page(other));
        const QString ofOther = ana.field(u"seen"_s);
        ben.get(studio.page(one));
        const QString ofBen = ben.field(u"seen"_s);
        for (const QString& stamp : {ofOther, ofBen, QString{}, u"x.y"_s}) {
            ana.get(studio.page(one));
            ana.submit(studio.page(one), {{u"do"_s, u"sign"_s}, {u"name"_s, u"Ana"_s}, {u"seen"_s, stamp}});
            QCOMPARE(ana.status(), 409);
        }
        QVERIFY(!studio.contract(one).isSignedByAnybody());
    }

    void D3_sixtyFourPostsAtOnceGiveOneSignature()
    {
        Fixture studio;
        const ItemId id = studio.sent({studio.ana, studio.ben});
        Browser ana = studio.atHome(studio.ana);
        ana.get(studio.page(id));
        std::atomic<int> fine = 0;
        std::vector<std::thread> threads;
        const QString page = studio.page(id);
        for (int i = 0; i < 64; ++i) {
            threads.emplace_back([&, browser = ana]() mutable {
                browser.submit(page, wellSigned);
                if (browser.status() == 200 && browser.shows(u"Thank you. Your signature is recorded."_s))
                    ++fine;
                studio.dispatcher.leaveThread();
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(fine.load(), 64);
        QCOMPARE(studio.events(id).count(u"signed"_s), 1);
        QCOMPARE(studio.events(id).count(u"viewed"_s), 1);
    }

    void anAddressAloneClaimsNothing()
    {
        Fixture studio;
        const ItemId id = studio.sent({studio.ana, studio.ben});
        Browser ana = studio.atHome(studio.ana);
        for (const QString& query : {u"?signed"_s, u"?declined"_s}) {
            ana.get(studio.page(id) + query);
            QCOMPARE(ana.status(), 200);
            QVERIFY(!ana.shows(u"Thank you."_s));
        }
        ana.submit(studio.page(id), wellSigned);
        QVERIFY(ana.shows(u"Thank you. Your signature is recorded."_s));
        ana.get(studio.page(id) + u"?declined"_s);
        QVERIFY(!ana.shows(u"Thank you."_s));
    }

    void D3_onlyTheButtonThatSaysSoSigns()
    {
        Fixture studio;
        const ItemId id = studio.sent({studio.ana});
        Browser ana = studio.atHome(studio.ana);
        for (const QString& wish : {QString{}, u"save"_s}) {
            ana.get(studio.page(id));
            ana.submit(studio.page(id), {{u"do"_s, wish}, {u"name"_s, u"Ana Anders"_s}});
            QCOMPARE(ana.status(), 200);
            QCOMPARE(studio.contract(id).item.state, ItemState::Sent);
            QCOMPARE(ana.field(u"name"_s), u"Ana Anders"_s);
        }
    }

    void theBackButtonSignsNothingTwice()
    {
        Fixture studio;
        const ItemId id = studio.sent({studio.ana, studio.ben});
        Browser ana = studio.atHome(studio.ana);
        ana.get(studio.page(id));
        const QString seen = ana.field(u"seen"_s);
        const QString token = ana.field(u"form_token"_s);
        ana.submit(studio.page(id), wellSigned);
        ana.submit(
            studio.page(id),
            {{u"do"_s, u"sign"_s}, {u"name"_s, u"Ana Again"_s}, {u"seen"_s, seen}, {u"form_token"_s, token}});
        QCOMPARE(ana.status(), 200);
        QVERIFY(ana.shows(u"It now waits for Ben Moss."_s));
        QCOMPARE(studio.events(id).count(u"signed"_s), 1);
        QCOMPARE(studio.contract(id).signers.front().signature->name, u"Ana Anders"_s);
    }

    void twoOfOneMailboxSignEachForThemselves()
    {
        Fixture studio;
        const ItemId both =
            studio.sent({studio.ana, studio.ben}, u"Yes."_s, SigningOrder::InTurn, Countersign::Last);
        const ItemId anas = studio.sent({studio.ana});
        Browser ana = studio.atHome(studio.ana);
        Browser ben = studio.atHome(studio.ben, u"another garden gate"_s);
        ben.get(studio.page(anas));
        QCOMPARE(ben.status(), 404);
        ben.get(u"/my-studio/contracts/0e9a7a6e-0000-4000-8000-000000000000"_s);
        QCOMPARE(ben.status(), 404);
        ben.get(studio.pdf(anas));
        QCOMPARE(ben.status(), 404);

        ben.get(studio.page(both));
        QVERIFY(ben.shows(u"Before you, it waits for Ana Anders."_s));
        QVERIFY(!ben.hasField(u"seen"_s));
        ana.get(studio.page(both));
        ben.submit(studio.page(both), {{u"do"_s, u"sign"_s},
                                       {u"name"_s, u"Ben"_s},
                                       {u"seen"_s, ana.field(u"seen"_s)},
                                       {u"consent"_s, ana.field(u"consent"_s)}});
        QCOMPARE(ben.status(), 409);
        QVERIFY(!studio.contract(both).isSignedByAnybody());
        ana.submit(studio.page(both), wellSigned);
        ben.get(studio.page(both));
        QVERIFY(ben.shows(u"Please read it, and sign it at the end."_s));
        ben.submit(studio.page(both), {{u"do"_s, u"sign"_s}, {u"name"_s, u"Ben Moss"_s}});
        QVERIFY(ben.shows(u"It now waits for My Studio."_s));
        QCOMPARE(studio.contract(both).item.state, ItemState::Sent);
    }

    void decliningEndsItAndSaysSo()
    {
        Fixture studio;
        studio.showHistory();
        const ItemId id = studio.sent({studio.ana, studio.ben});
        Browser ana = studio.atHome(studio.ana);
        ana.get(studio.page(id));
        ana.submit(studio.page(id), {{u"do"_s, u"decline"_s}, {u"reason"_s, QString{3000, u'x'}}});
        QCOMPARE(ana.status(), 422);
        ana.submit(studio.page(id), {{u"do"_s, u"decline"_s}, {u"reason"_s, u"The date is wrong."_s}});
        QVERIFY(ana.shows(u"This contract was declined and is not in force."_s));
        QVERIFY(ana.shows(u"Declined"_s));
        QCOMPARE(studio.contract(id).item.state, ItemState::Declined);
        // It was taken back while somebody had it open.
        const ItemId taken = studio.sent({studio.ana});
        ana.get(studio.page(taken));
        QVERIFY(studio.change([&](Transaction& t) { return contracts::makeVoid(t, taken, {}); }));
        ana.submit(studio.page(taken), wellSigned);
        QCOMPARE(ana.status(), 409);
        QVERIFY(ana.shows(u"We took this contract back."_s));
        QVERIFY(!studio.contract(taken).isSignedByAnybody());
    }

    void P11_whatWasTypedComesBackAfterTheSessionEnded()
    {
        Fixture studio;
        const ItemId id = studio.sent({studio.ana}, withFields);
        Browser ana = studio.atHome(studio.ana);
        ana.get(studio.page(id));
        studio.now += std::chrono::hours{2};
        ana.submit(studio.page(id),
                   {{u"do"_s, u"sign"_s}, {u"name"_s, u"Ana Typed"_s}, {u"field_2"_s, u"AA"_s}});
        QCOMPARE(ana.status(), 403);
        QVERIFY(!studio.contract(id).isSignedByAnybody());
        ana.submit(u"/my-studio/login"_s,
                   {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, test::password}});
        QCOMPARE(ana.status(), 200);
        QCOMPARE(ana.field(u"name"_s), u"Ana Typed"_s);
        QCOMPARE(ana.field(u"field_2"_s), u"AA"_s);
        QVERIFY(ana.shows(u"It is not saved yet."_s));
        QVERIFY(!studio.contract(id).isSignedByAnybody());
        ana.submit(studio.page(id), {{u"do"_s, u"sign"_s}});
        QCOMPARE(studio.contract(id).item.state, ItemState::Completed);
    }

    void theSealedPdfIsTheOneOnceItIsThere()
    {
        Fixture studio;
        studio.showHistory();
        const ItemId id = studio.sent({studio.ana, studio.ben});
        Browser ana = studio.atHome(studio.ana);
        ana.get(studio.page(id));
        QVERIFY(!ana.shows(u"The PDF still shows it without signatures."_s));
        ana.submit(studio.page(id), wellSigned);
        QVERIFY(ana.shows(u"The PDF still shows it without signatures."_s));
        ana.get(studio.pdf(id));
        QCOMPARE(ana.html(), QByteArray{"%PDF-1.7 sent"});
        Browser ben = studio.atHome(studio.ben, u"another garden gate"_s);
        ben.get(studio.page(id));
        ben.submit(studio.page(id), {{u"do"_s, u"sign"_s},
                                     {u"name"_s, u"Ben Moss"_s},
                                     {u"drawn"_s, u"M 10 20 L 300 150.5 L 420 60"_s}});
        ana.get(studio.pdf(id));
        ben.get(studio.pdf(id));
        QCOMPARE(ana.html(), ben.html());
        QCOMPARE(ana.header("cache-control"), QByteArray{"no-store"});
        const auto report = print::checkSeal(ana.html());
        QVERIFY(report);
        QCOMPARE(report->state, print::SealState::Unaltered);
        QCOMPARE(report->signer, u"My Studio"_s);
        QCOMPARE(report->certificateSha256, *studio.database->read([](const Snapshot& s) {
            return contracts::sealCertificateSha256(s);
        }));
        QCOMPARE(studio.events(id).count(u"sealed"_s), 1);
        // Sealing again, by whomever, changes nothing.
        QVERIFY(!*contracts::seal(*studio.database, id));
        QCOMPARE(*contracts::sealAll(*studio.database), 0);
        QVERIFY(studio.database->read([](const Snapshot& s) { return contracts::verifyAll(s); })->empty());
        QVERIFY(!studio.everything().contains(*studio.database->read(
            [](const Snapshot& s) { return settings::secret(s, QLatin1StringView{settings::sealKey}); })));
    }

    void whatWasLeftUnsealedIsSealedLater()
    {
        Fixture studio;
        const ItemId id = studio.sent({studio.ana});
        const contracts::Contract seen = studio.contract(id);
        const auto version =
            *studio.database->read([&](const Snapshot& s) { return items::version(s, *seen.item.current); });
        QVERIFY(studio.database->write(Actor::client(studio.ana, {}), [&](Transaction& t) {
            return contracts::sign(t, {studio.ana, {}}, seen.item.uid,
                                   {{version.id, version.sha256, studio.now},
                                    contracts::consentHash(*seen.sent),
                                    u"Ana"_s,
                                    {},
                                    {}},
                                   {});
        }));
        QVERIFY(!studio.contract(id).isSealed);
        std::atomic<int> made = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                made += *contracts::sealAll(*studio.database);
                studio.database->releaseThisThread();
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(made.load(), 1);
        QVERIFY(studio.contract(id).isSealed);
        QCOMPARE(studio.events(id).count(u"sealed"_s), 1);
    }

    void P14_whatIsTypedNeverBecomesMarkup()
    {
        Fixture studio;
        studio.showHistory();
        const ItemId id = studio.sent({studio.ana, studio.ben},
                                      u"Yes <script>alert(1)</script> **b** {{ contract.title }}"_s);
        Browser ana = studio.atHome(studio.ana);
        ana.get(studio.page(id));
        QVERIFY(!ana.html().contains("<script>alert"));
        QVERIFY(ana.html().contains("&lt;script&gt;alert(1)&lt;/script&gt; <strong>b</strong>"));
        ana.submit(studio.page(id),
                   {{u"do"_s, u"sign"_s}, {u"name"_s, u"<img src=x onerror=alert(2)>{{form_token}}"_s}});
        QVERIFY(ana.html().contains("&lt;img src=x onerror=alert(2)&gt;{{form_token}}"));
        QVERIFY(!ana.html().contains("<img src=x"));
    }
};

QTEST_MAIN(PortalContractsTest)
#include "portal_contracts_test.moc"
