// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/evidence.h"
#include "app/orders/order_json.h"
#include "app/storage/journal.h"
#include "tests/app/orders/order_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

class OrderStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordersAreNumberedPerYear()
    {
        StudioFixture studio;
        OrderDesk desk{studio};
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Okafor"_s);
        const int year = toLocal(studio.now).date().year();
        QCOMPARE(desk.order(desk.add(someOrder(), {ada})).content.number, u"%1-0001"_s.arg(year));
        QCOMPARE(desk.order(desk.add(someOrder(), {ada})).content.number, u"%1-0002"_s.arg(year));
        studio.now += std::chrono::days{366};
        QCOMPARE(desk.order(desk.add(someOrder(), {ada})).content.number, u"%1-0001"_s.arg(year + 1));
        OrderContent old = someOrder();
        old.number = u"A-17"_s;
        QCOMPARE(desk.order(desk.add(old, {ada})).content.number, u"A-17"_s);
    }

    void aDraftIsSavedAsItIsTyped()
    {
        StudioFixture studio;
        OrderDesk desk{studio};
        const ItemId id = desk.add(someOrder(), {});
        orders::Order order = desk.order(id);
        QCOMPARE(order.item.total->minor(), 267'750);
        orders::Order stale = order;
        order.content.title = u"Wedding by the sea"_s;
        order.content.lines.clear();
        desk.save(order);
        QCOMPARE(desk.order(id).item.title, u"Wedding by the sea"_s);
        QCOMPARE(desk.order(id).item.total->minor(), 0);
        const auto refused =
            studio.change([&](Transaction& transaction) { return orders::save(transaction, stale); });
        QVERIFY(!refused);
        QCOMPARE(refused.error().fault, Fault::Conflict);
    }

    void whatBreaksARuleIsNotKept()
    {
        StudioFixture studio;
        OrderDesk desk{studio};
        orders::Order order = desk.order(desk.add(someOrder(), {}));
        order.content.discount = {10'000, 5};
        const auto refused =
            studio.change([&](Transaction& transaction) { return orders::save(transaction, order); });
        QVERIFY(!refused);
        QCOMPARE(refused.error().fault, Fault::Invalid);
        QVERIFY(desk.order(order.item.id).content == desk.order(order.item.id).content);
        QCOMPARE(desk.order(order.item.id).content.discount.minor, 0);
    }

    void s29_aDraftIsNeverShown()
    {
        StudioFixture studio;
        OrderDesk desk{studio};
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Okafor"_s);
        const ItemId id = desk.add(someOrder(), {ada});
        const auto shown = desk.shownTo(ada, id);
        QVERIFY(!shown);
        QCOMPARE(shown.error().fault, Fault::NotFound);
        desk.send(id);
        QVERIFY(desk.shownTo(ada, id));
    }

    void p2_onlyARecipientSeesIt()
    {
        StudioFixture studio;
        OrderDesk desk{studio};
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Okafor"_s);
        const ContactId ben = studio.addPerson(u"Ben"_s, u"Okafor"_s);
        const ItemId id = desk.sent(someOrder(), {ada});
        const auto shown = desk.shownTo(ben, id);
        QVERIFY(!shown);
        QCOMPARE(shown.error().fault, Fault::NotFound);
    }

    void s2_clientsSeeWhatWasSentUntilItIsSentAgain()
    {
        StudioFixture studio;
        OrderDesk desk{studio};
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Okafor"_s);
        const ItemId id = desk.sent(someOrder(), {ada});
        orders::Order edited = desk.order(id);
        edited.content.title = u"Something else"_s;
        edited.content.lines.front().unitPrice = 1;
        desk.save(edited);
        auto shown = must(desk.shownTo(ada, id));
        QCOMPARE(shown.sent.content.title, u"Wedding at the lake"_s);
        QCOMPARE(shown.shown.item.title, u"Wedding at the lake"_s);
        QCOMPARE(shown.shown.item.total->minor(), 267'750);
        QVERIFY(!shown.shown.item.revisedAt);

        studio.now += std::chrono::hours{48};
        desk.send(id);
        shown = must(desk.shownTo(ada, id));
        QCOMPARE(shown.sent.content.title, u"Something else"_s);
        QCOMPARE(shown.shown.item.title, u"Something else"_s);
        QCOMPARE(*shown.shown.item.revisedAt, studio.now);
        QCOMPARE(
            must(studio.database->read([&](const Snapshot& s) { return items::versionsOf(s, id); })).size(),
            2u);
    }

    void d1_aPdfIsKeptWithItsVersion()
    {
        StudioFixture studio;
        OrderDesk desk{studio};
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Okafor"_s);
        const ItemId id = desk.sent(someOrder(), {ada});
        const VersionId version = *desk.order(id).item.current;
        QCOMPARE(must(studio.database->read([&](const Snapshot& s) { return items::pdfOf(s, version); })),
                 QByteArray{"%PDF-1.7 stands for the paper"});
    }

    void whatChangedWhileItWasPreparedIsNotSent()
    {
        StudioFixture studio;
        OrderDesk desk{studio};
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Okafor"_s);
        const ItemId id = desk.add(someOrder(), {ada});
        const auto isRefused = [&](const orders::Prepared& prepared) {
            const auto sent = desk.trySend(prepared);
            return !sent && sent.error().fault == Fault::Conflict;
        };
        orders::Prepared prepared = desk.prepare(id);
        orders::Order edited = desk.order(id);
        edited.content.closing = u"Changed"_s;
        desk.save(edited);
        QVERIFY(isRefused(prepared));

        prepared = desk.prepare(id);
        Contact contact = studio.find(ada);
        contact.details.familyName = u"Okafor-Lind"_s;
        must(studio.change([&](Transaction& t) { return contacts::save(t, contact); }));
        QVERIFY(isRefused(prepared));

        prepared = desk.prepare(id);
        must(studio.change([&](Transaction& t) -> Result<void> {
            Brand brand = *brands::find(t, studio.brand());
            brand.details.phone = u"+49 30 1234"_s;
            return brands::save(t, brand);
        }));
        QVERIFY(isRefused(prepared));
        QVERIFY(!desk.order(id).item.sentAt);
        QVERIFY(desk.trySend(desk.prepare(id)));
    }

    void sendingNeedsSomebodyAndSomething()
    {
        StudioFixture studio;
        OrderDesk desk{studio};
        const auto refusal = [&](ItemId id) {
            const auto prepared =
                studio.database->read([&](const Snapshot& s) { return orders::prepare(s, id); });
            return prepared ? QString{} : prepared.error().detail;
        };
        QVERIFY(refusal(desk.add(someOrder(), {})).contains(u"for nobody"_s));
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Okafor"_s);
        OrderContent empty = someOrder();
        empty.lines.clear();
        QVERIFY(refusal(desk.add(empty, {ada})).contains(u"Add a line"_s));
        const ItemId gone = desk.sent(someOrder(), {ada});
        desk.voidOrder(gone);
        QVERIFY(refusal(gone).contains(u"void"_s));
    }

    void theFirstRecipientIsAddressedAndNoOtherNamed()
    {
        StudioFixture studio;
        OrderDesk desk{studio};
        ContactDetails details;
        details.givenName = u"Ada"_s;
        details.familyName = u"Okafor"_s;
        details.addresses = {{{}, u"Lake Road 1\nHouse C"_s, u"Lakeville"_s, {}, u"12345"_s, u"Germany"_s}};
        const ContactId ada = studio.add(details);
        const ContactId ben = studio.addPerson(u"Ben"_s, u"Secretly"_s, u"ben@example.com"_s);
        const orders::Prepared prepared = desk.prepare(desk.add(someOrder(), {ada, ben}));
        QCOMPARE(prepared.sheet.to, (QStringList{u"Ada Okafor"_s, u"Lake Road 1"_s, u"House C"_s,
                                                 u"12345 Lakeville"_s, u"Germany"_s}));
        QVERIFY(!prepared.content.contains("Secretly"));
        QVERIFY(!prepared.content.contains("ben@example.com"));
    }

    void aQuoteWaitsForEveryRecipientAnOrderForNobody()
    {
        StudioFixture studio;
        OrderDesk desk{studio};
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Okafor"_s);
        const ContactId ben = studio.addPerson(u"Ben"_s, u"Okafor"_s);
        const ContactId cleo = studio.addPerson(u"Cleo"_s, u"Marsh"_s);
        const auto toDos = [&](ItemId id) {
            std::vector<ToDo> all;
            for (const ItemRecipient& one : desk.order(id).item.recipients)
                all.push_back(one.toDo);
            return all;
        };
        const ItemId order = desk.sent(someOrder(), {ada});
        QCOMPARE(toDos(order), std::vector{ToDo::None});
        const ItemId quote = desk.sent(someQuote(), {ada, ben});
        QCOMPARE(toDos(quote), (std::vector{ToDo::Accept, ToDo::Accept}));
        must(studio.change([&](Transaction& t) { return orders::setRecipients(t, quote, {ada, cleo}); }));
        QCOMPARE(toDos(quote), (std::vector{ToDo::Accept, ToDo::Accept}));
        // It turns out that it was agreed already.
        orders::Order edited = desk.order(quote);
        edited.content.needsAcceptance = false;
        desk.save(edited);
        desk.send(quote);
        QCOMPARE(toDos(quote), (std::vector{ToDo::None, ToDo::None}));
    }

    void theSameRecipientsAgainAreNoChange()
    {
        StudioFixture studio;
        OrderDesk desk{studio};
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Okafor"_s);
        const ContactId ben = studio.addPerson(u"Ben"_s, u"Okafor"_s);
        const ItemId id = desk.add(someOrder(), {ada, ben});
        const auto set = [&](const std::vector<ContactId>& recipients) {
            return studio.change([&](Transaction& t) { return orders::setRecipients(t, id, recipients); });
        };
        QVERIFY(set({ada, ben}));
        QVERIFY(set({ben, ada})); // another one is addressed
        QCOMPARE(desk.order(id).item.recipients.front().contact, ben);
    }

    void s2_twoOrdersMayHaveTwoCurrenciesAndOneNoValue()
    {
        StudioFixture studio;
        OrderDesk desk{studio};
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Okafor"_s);
        OrderContent yen = someOrder();
        yen.currency = *Currency::fromText(u"JPY");
        OrderContent gift = someOrder();
        gift.lines = {lineOf(u"A print as a present"_s, 0)};
        gift.discount = {};
        QCOMPARE(must(desk.shownTo(ada, desk.sent(yen, {ada}))).shown.item.total->currency().code(),
                 u"JPY"_s);
        QCOMPARE(must(desk.shownTo(ada, desk.sent(someOrder(), {ada}))).shown.item.total->currency(), eur);
        QCOMPARE(must(desk.shownTo(ada, desk.sent(gift, {ada}))).shown.item.total->minor(), 0);
    }

    void s2_aVoidOrderStaysToBeSeen()
    {
        StudioFixture studio;
        OrderDesk desk{studio};
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Okafor"_s);
        const ItemId id = desk.sent(someQuote(), {ada});
        desk.voidOrder(id);
        const auto shown = must(desk.shownTo(ada, id));
        QCOMPARE(shown.shown.item.state, ItemState::Void);
        QCOMPARE(shown.shown.own.toDo, ToDo::None);
        const auto events =
            must(studio.database->read([&](const Snapshot& s) { return evidence::of(s, id); }));
        QCOMPARE(events.back().event.event, u"voided"_s);
        const auto again = studio.change([&](Transaction& t) { return orders::voidOrder(t, id); });
        QCOMPARE(again.error().fault, Fault::Conflict);
        const ItemId draft = desk.add(someQuote(), {ada});
        const auto early = studio.change([&](Transaction& t) { return orders::voidOrder(t, draft); });
        QCOMPARE(early.error().fault, Fault::Conflict);
    }

    void anotherKindOfItemIsNoOrder()
    {
        StudioFixture studio;
        OrderDesk desk{studio};
        const ItemId contract = must(studio.database->write(Actor::studio(), [&](Transaction& t) {
            return items::add(t, {ItemKind::Contract, desk.job, {}, u"Contract"_s, {}, {}});
        }));
        const auto found =
            studio.database->read([&](const Snapshot& s) { return orders::find(s, contract); });
        QVERIFY(!found);
        QCOMPARE(found.error().fault, Fault::NotFound);
    }
};

QTEST_GUILESS_MAIN(OrderStoreTest)
#include "order_store_test.moc"
