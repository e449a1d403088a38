// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/evidence.h"
#include "app/storage/journal.h"
#include "tests/app/orders/order_fixture.h"
#include "tests/portal/portal_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

struct Orders : PortalFixture
{
    OrderDesk desk{*this};
    ContactId ben = addPerson(u"Ben"_s, u"Anders"_s, u"ben@example.com"_s);

    QString page(ItemId id) { return u"/my-studio/orders/"_s + desk.order(id).item.uid; }
    QString pdf(ItemId id) { return u"/my-studio/orders-pdf/"_s + desk.order(id).item.uid; }
    ItemState state(ItemId id) { return desk.order(id).item.state; }
    std::size_t events(ItemId id, const QString& event)
    {
        const auto all = must(database->read([&](const Snapshot& s) { return evidence::of(s, id); }));
        return std::size_t(std::count_if(all.begin(), all.end(),
                                         [&](const evidence::Row& row) { return row.event.event == event; }));
    }
};

} // namespace

class PortalOrdersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s2_anOrderShowsLinesDiscountTaxAndTotal()
    {
        Orders portal;
        OrderContent content = someQuote();
        content.lines[1].details = u"Linen, 30 × 30 cm"_s;
        content.lines[1].discount.minor = 10'00;
        content.discount = {};
        const ItemId id = portal.desk.sent(content, {portal.ana});
        Browser ana = portal.atHome(portal.ana);
        ana.get(portal.page(id));
        QCOMPARE(ana.status(), 200);
        for (const QString& text :
             {u"Wedding at the lake"_s, u"Coverage of the day"_s, u"€2,000.00"_s, u"Linen, 30 × 30 cm"_s,
              u"€500.00, less €10.00"_s, u"€490.00"_s, u"VAT 19 % on €2,490.00"_s, u"€473.10"_s,
              u"€2,963.10"_s, u"As we talked about."_s, u"We are looking forward to it."_s})
            QVERIFY2(ana.shows(text), qPrintable(text));
        QVERIFY(!ana.shows(u"Updated on"_s));
        QVERIFY(ana.html().contains("<caption"));
        QVERIFY(ana.html().contains("<th scope=\"row\""));
    }

    void s3_thePrintedPageHasTheLetterheadOfTheOrdersOwnBrand()
    {
        Orders portal;
        BrandDetails second;
        second.name = u"Borealis"_s;
        second.username = u"borealis"_s;
        second.address.street = u"2 Northern Quay"_s;
        const BrandId borealis = must(
            portal.database->write(Actor::studio(), [&](Transaction& t) { return brands::add(t, second); }));
        const ItemId id = must(portal.database->write(Actor::studio(), [&](Transaction& t) {
            return orders::add(t, {portal.desk.job, borealis, someOrder(), {portal.ana}});
        }));
        portal.desk.send(id);
        Browser ana = portal.atHome(portal.ana);
        ana.get(portal.page(id)); // at the other brand's address
        QCOMPARE(ana.status(), 200);
        QVERIFY(ana.html().contains("2 Northern Quay"));
    }

    void s2_zeroValueAndAnotherCurrencyAreShownAsTheyAre()
    {
        Orders portal;
        OrderContent yen = someOrder();
        yen.currency = *Currency::fromText(u"JPY");
        OrderContent gift = someOrder();
        gift.lines = {lineOf(u"A print as a present"_s, 0)};
        gift.discount = {};
        const ItemId first = portal.desk.sent(yen, {portal.ana});
        const ItemId second = portal.desk.sent(gift, {portal.ana});
        Browser ana = portal.atHome(portal.ana);
        ana.get(portal.page(first));
        QVERIFY(ana.shows(u"¥267,750"_s));
        ana.get(portal.page(second));
        QVERIFY(ana.shows(u"€0.00"_s));
        QVERIFY(!ana.html().contains("name=\"do\"")); // no quote: nothing to accept
    }

    void s29_draftsAndOthersOrdersAreNotFound()
    {
        Orders portal;
        const ItemId draft = portal.desk.add(someOrder(), {portal.ana});
        const ItemId bens = portal.desk.sent(someOrder(), {portal.ben});
        Browser ana = portal.atHome(portal.ana);
        ana.get(u"/my-studio/orders/5f0c3c3e-8a77-4ac5-9c9d-3b1de0b0f1aa"_s);
        const QByteArray nothing = ana.html();
        QCOMPARE(ana.status(), 404);
        for (const QString& path :
             {portal.page(draft), portal.pdf(draft), portal.page(bens), portal.pdf(bens)}) {
            ana.get(path);
            QCOMPARE(ana.status(), 404);
            QCOMPARE(ana.html(), nothing);
        }
        ana.get(u"/my-studio/home"_s);
        ana.submit(portal.page(bens), {{u"do"_s, u"accept"_s}});
        QCOMPARE(ana.status(), 404);
        QCOMPARE(ana.html(), nothing);
    }

    void aClientAcceptsAQuoteOnce()
    {
        Orders portal;
        const ItemId id = portal.desk.sent(someQuote(), {portal.ana, portal.ben}, true);
        Browser ana = portal.atHome(portal.ana);
        ana.get(portal.page(id));
        const QString token = ana.field(u"form_token"_s);
        const QString seen = ana.field(u"seen"_s);
        ana.submit(portal.page(id), {{u"do"_s, u"accept"_s}, {u"note"_s, u"Gladly!"_s}});
        QCOMPARE(ana.path(), portal.page(id) + u"?accepted"_s);
        QVERIFY(ana.shows(u"You accepted this quote on"_s));
        QVERIFY(!ana.hasField(u"seen"_s));
        QCOMPARE(portal.state(id), ItemState::Completed);
        QCOMPARE(portal.desk.stage(), JobStage::Booked);
        // The button pressed twice, the page loaded again.
        ana.submit(portal.page(id), {{u"do"_s, u"accept"_s}, {u"form_token"_s, token}, {u"seen"_s, seen}});
        QCOMPARE(ana.status(), 200);
        QCOMPARE(portal.events(id, u"accepted"_s), 1u);
        // The other one learns that it was accepted, not by whom.
        Browser ben = portal.atHome(portal.ben, u"heron river eleven"_s);
        ben.get(portal.page(id));
        QVERIFY(ben.shows(u"This quote was accepted on"_s));
        QVERIFY(!ben.shows(u"You accepted"_s));
    }

    void anAddressAloneClaimsNothing()
    {
        Orders portal;
        const ItemId id = portal.desk.sent(someQuote(), {portal.ana, portal.ben});
        Browser ana = portal.atHome(portal.ana);
        for (const QString& query : {u"?accepted"_s, u"?declined"_s}) {
            ana.get(portal.page(id) + query);
            QVERIFY(!ana.shows(u"Thank you"_s));
        }
        ana.submit(portal.page(id), {{u"do"_s, u"accept"_s}});
        QVERIFY(ana.shows(u"Thank you. You have accepted this quote."_s));
        Browser ben = portal.atHome(portal.ben, u"heron river eleven"_s);
        ben.get(portal.page(id) + u"?accepted"_s);
        QVERIFY(!ben.shows(u"Thank you"_s));
    }

    void d2_theEvidenceSaysWhenTheQuoteWasShown()
    {
        Orders portal;
        const ItemId id = portal.desk.sent(someQuote(), {portal.ana, portal.ben});
        Browser ben = portal.atHome(portal.ben, u"heron river eleven"_s);
        ben.get(portal.page(id));
        const QString bens = ben.field(u"seen"_s);
        Browser ana = portal.atHome(portal.ana);
        const Instant shownAt = portal.now;
        ana.get(portal.page(id));
        QCOMPARE(portal.events(id, u"viewed"_s), 0u); // looking writes nothing
        portal.now += std::chrono::minutes{12};
        // A stamp that was made for another one, or by nobody, answers for nothing.
        for (const QString& seen : {bens, u"1|x|1|00|1.abc"_s, QString{}}) {
            Browser copy = ana;
            copy.submit(portal.page(id), {{u"do"_s, u"accept"_s}, {u"seen"_s, seen}});
            QCOMPARE(copy.status(), 409);
            QCOMPARE(portal.state(id), ItemState::Sent);
        }
        ana.submit(portal.page(id), {{u"do"_s, u"accept"_s}});
        QCOMPARE(portal.state(id), ItemState::Completed);
        const auto all = must(portal.database->read([&](const Snapshot& s) { return evidence::of(s, id); }));
        const auto viewed = std::find_if(all.begin(), all.end(),
                                         [](const auto& row) { return row.event.event == u"viewed"_s; });
        QVERIFY(viewed != all.end());
        QCOMPARE(viewed->event.contact, std::optional{portal.ana});
        QCOMPARE(viewed->event.detail.value("shownAt"_L1).toString(), toIso(shownAt));
        QCOMPARE(std::next(viewed)->event.event, u"accepted"_s);
        QCOMPARE(viewed->event.detail.value("sha256"_L1), std::next(viewed)->event.detail.value("sha256"_L1));
        QCOMPARE(std::next(viewed)->at, portal.now);
    }

    void aClientDeclinesAQuote()
    {
        Orders portal;
        const ItemId id = portal.desk.sent(someQuote(), {portal.ana});
        Browser ana = portal.atHome(portal.ana);
        ana.get(portal.page(id));
        ana.submit(portal.page(id), {{u"do"_s, u"decline"_s}, {u"note"_s, u"Too far away"_s}});
        QVERIFY(ana.shows(u"You declined this quote on"_s));
        QCOMPARE(portal.state(id), ItemState::Declined);
    }

    void s2_aQuoteUpdatedAfterItWasOpenedIsShownAgain()
    {
        Orders portal;
        const ItemId id = portal.desk.sent(someQuote(), {portal.ana});
        Browser ana = portal.atHome(portal.ana);
        ana.get(portal.page(id));
        portal.desk.revise(id, 3'000'00);
        ana.submit(portal.page(id), {{u"do"_s, u"accept"_s}, {u"note"_s, u"Gladly!"_s}});
        QCOMPARE(ana.status(), 409);
        QVERIFY(ana.shows(u"We updated this quote after you opened it."_s));
        QVERIFY(ana.shows(u"Updated on"_s));
        QVERIFY(ana.shows(u"€3,000.00"_s));
        QCOMPARE(ana.field(u"note"_s), u"Gladly!"_s);
        QCOMPARE(portal.state(id), ItemState::Sent);
        ana.submit(portal.page(id), {{u"do"_s, u"accept"_s}});
        QVERIFY(ana.shows(u"You accepted this quote on"_s));
    }

    void s2_aVoidOrderSaysSo()
    {
        Orders portal;
        const ItemId id = portal.desk.sent(someQuote(), {portal.ana});
        Browser ana = portal.atHome(portal.ana);
        ana.get(portal.page(id));
        portal.desk.voidOrder(id);
        ana.submit(portal.page(id), {{u"do"_s, u"accept"_s}});
        QCOMPARE(ana.status(), 409);
        QVERIFY(ana.shows(u"We have taken this quote back."_s));
        ana.get(portal.page(id));
        QCOMPARE(ana.status(), 200);
        QVERIFY(!ana.html().contains("name=\"do\""));
    }

    void aQuoteWhoseLastDayIsOverSaysSo()
    {
        Orders portal;
        OrderContent content = someQuote();
        content.validUntil = toLocal(portal.now).date();
        const ItemId id = portal.desk.sent(content, {portal.ana});
        Browser ana = portal.atHome(portal.ana);
        ana.get(portal.page(id));
        const QString seen = ana.field(u"seen"_s);
        QVERIFY(!seen.isEmpty());
        portal.now += std::chrono::hours{24};
        ana.get(u"/my-studio/login"_s);
        ana.submit(u"/my-studio/login"_s, {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, password}});
        ana.get(portal.page(id));
        QVERIFY(ana.shows(u"This quote could be accepted until"_s));
        QVERIFY(!ana.hasField(u"seen"_s));
        ana.submit(portal.page(id), {{u"do"_s, u"accept"_s}, {u"seen"_s, seen}});
        QCOMPARE(ana.status(), 409);
        QCOMPARE(portal.state(id), ItemState::Sent);
    }

    void aNoteThatIsTooLongComesBack()
    {
        Orders portal;
        const ItemId id = portal.desk.sent(someQuote(), {portal.ana});
        Browser ana = portal.atHome(portal.ana);
        ana.get(portal.page(id));
        const QString note(orders::longestNote + 1, u'x');
        ana.submit(portal.page(id), {{u"do"_s, u"accept"_s}, {u"note"_s, note}});
        QCOMPARE(ana.status(), 422);
        QCOMPARE(ana.field(u"note"_s), note);
        QCOMPARE(portal.state(id), ItemState::Sent);
    }

    void p11_anExpiredSessionBringsTheNoteBack()
    {
        Orders portal;
        const ItemId id = portal.desk.sent(someQuote(), {portal.ana});
        Browser ana = portal.atHome(portal.ana);
        ana.get(portal.page(id));
        portal.now += std::chrono::hours{13};
        ana.submit(portal.page(id), {{u"do"_s, u"accept"_s}, {u"note"_s, u"Gladly!"_s}});
        QVERIFY(ana.hasField(u"password"_s));
        QCOMPARE(portal.state(id), ItemState::Sent);
        ana.submit(u"/my-studio/login"_s, {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, password}});
        QVERIFY(ana.shows(u"Wedding at the lake"_s));
        QCOMPARE(ana.field(u"note"_s), u"Gladly!"_s);
        QCOMPARE(portal.state(id), ItemState::Sent); // looking again accepts nothing
    }

    void s3_thePdfIsTheOneThatWasKept()
    {
        Orders portal;
        OrderContent content = someQuote();
        content.number = u"2027-0007"_s;
        const ItemId id = portal.desk.sent(content, {portal.ana});
        Browser ana = portal.atHome(portal.ana);
        ana.get(portal.pdf(id));
        QCOMPARE(ana.status(), 200);
        QCOMPARE(ana.html(), QByteArray{"%PDF-1.7 stands for the paper"});
        QVERIFY(ana.header("content-disposition").contains("2027-0007 Wedding at the lake.pdf"));
        Browser stranger = portal.browser();
        stranger.getOnly(portal.pdf(id));
        QCOMPARE(stranger.status(), 303); // to the login page, like everything
    }

    void p3_lookingChangesNothing()
    {
        Orders portal;
        const ItemId id = portal.desk.sent(someQuote(), {portal.ana});
        Browser ana = portal.atHome(portal.ana);
        ana.get(portal.page(id));
        const auto rows = [&] {
            return portal.database->read([](const Snapshot& s) { return verifyJournal(s); })->rows;
        };
        const qint64 before = rows();
        for (int i = 0; i < 5; ++i) {
            ana.get(portal.page(id));
            ana.get(portal.pdf(id));
        }
        QCOMPARE(rows(), before);
        QCOMPARE(portal.state(id), ItemState::Sent);
    }

    void p14_whatIsTypedIsShownAsText()
    {
        Orders portal;
        OrderContent content = someQuote();
        content.title = u"<script>alert(1)</script>"_s;
        content.introduction = u"</p><img src=x onerror=alert(1)>"_s;
        content.lines[0].title = u"{{form_token}}\"><b>"_s;
        content.lines[0].tax.name = u"<i>VAT"_s;
        const ItemId id = portal.desk.sent(content, {portal.ana});
        Browser ana = portal.atHome(portal.ana);
        ana.get(portal.page(id));
        QCOMPARE(ana.status(), 200);
        for (const char* tag : {"<script>alert", "<img src=x", "\"><b>", "<i>VAT"})
            QVERIFY2(!ana.html().contains(tag), tag);
        QVERIFY(ana.html().contains("{{form_token}}&quot;"));
    }

    void p16_aPageNeedsFewStatementsHoweverManyLines()
    {
        Orders portal;
        OrderContent content = someQuote();
        content.lines.assign(300, lineOf(u"Print"_s, 500, vat));
        const ItemId id = portal.desk.sent(content, {portal.ana, portal.ben});
        Browser ana = portal.atHome(portal.ana);
        for (const QString& path : {portal.page(id), portal.pdf(id)}) {
            ana.getOnly(path);
            const qint64 before = portal.database->statementsReadHere();
            ana.getOnly(path);
            QCOMPARE(ana.status(), 200);
            const qint64 count = portal.database->statementsReadHere() - before;
            QVERIFY2(count > 0 && count <= 10, qPrintable(QString::number(count)));
        }
    }
};

QTEST_GUILESS_MAIN(PortalOrdersTest)
#include "portal_orders_test.moc"
