// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/invoices/invoices_fixture.h"
#include "tests/app/orders/order_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

class InvoiceStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void issuingFreezesAndAsksForPayment();
    void m4AnIssuedInvoiceNeverChanges();
    void m4NumbersHaveNoGapsAndCountApart();
    void m3InstalmentsAddUpAndFollowTheShoot();
    void whatHangsOnTheLastShootFollowsThatOne();
    void nothingIsMovedBeforeItsInvoice();
    void aCreditNoteGivesBackAndMakesItVoid();
    void whatIsLeftAfterAPartlyGivenBackInvoice();
    void anOrderIsSharedByItsPayers();
    void m3SharesOfAnOrderAddUpToIt_data();
    void m3SharesOfAnOrderAddUpToIt();
    void p15WhoSharesAnInvoiceIsToldNoEmail();
};

void InvoiceStoreTest::issuingFreezesAndAsksForPayment()
{
    InvoicesFixture studio;
    const ItemId id = studio.addInvoice(someInvoice(), {studio.ada, studio.bo});
    QCOMPARE(studio.item(id).state, ItemState::Draft);
    studio.issue(id);
    const Item item = studio.item(id);
    QCOMPARE(item.state, ItemState::Sent);
    QVERIFY(!item.number.isEmpty());
    QCOMPARE(item.dueDay, studio.today().addDays(14));
    for (const ItemRecipient& recipient : item.recipients)
        QCOMPARE(recipient.toDo, ToDo::Pay);
    const auto issued = studio.look([&](const Snapshot& s) { return invoices::issued(s, id); });
    QCOMPARE(issued.number, item.number);
    QCOMPARE(totalsOf(issued).payable, 119'000);
    QCOMPARE(studio.balance(id).open(), 119'000);
    QCOMPARE(issued.buyer.name, u"Ada Aster"_s);
}

void InvoiceStoreTest::m4AnIssuedInvoiceNeverChanges()
{
    InvoicesFixture studio;
    const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
    auto edited = studio.look([&](const Snapshot& s) { return invoices::find(s, id); });
    edited.content.goods.lines[0].unitPrice = 1;
    const auto saved = studio.change([&](Transaction& t) { return invoices::save(t, edited); });
    QCOMPARE(saved.error().fault, Fault::Conflict);
    for (const QString& field : {u"number = 'X'"_s, u"content = '{}'"_s, u"total_minor = 1"_s}) {
        const auto forced = studio.change([&](Transaction& t) -> Result<void> {
            t.declareHousekeeping();
            return t.query(u"UPDATE item SET %1 WHERE id = %2"_s.arg(field).arg(id.row())).run();
        });
        QVERIFY2(!forced, qPrintable(field));
    }
    const auto again = studio.database->read([&](const Snapshot& s) { return invoices::prepare(s, id); });
    QCOMPARE(again.error().fault, Fault::Conflict);
}

void InvoiceStoreTest::m4NumbersHaveNoGapsAndCountApart()
{
    InvoicesFixture studio;
    const ItemId first = studio.addInvoice(someInvoice(), {studio.ada});
    const ItemId second = studio.addInvoice(someInvoice(), {studio.bo});
    const auto one = studio.look([&](const Snapshot& s) { return invoices::prepare(s, first); });
    const auto two = studio.look([&](const Snapshot& s) { return invoices::prepare(s, second); });
    QCOMPARE(one.invoice.number, two.invoice.number);
    studio.done([&](Transaction& t) { return invoices::issue(t, one, "%PDF"); });
    const auto late = studio.database->write(Actor::studio(),
                                             [&](Transaction& t) { return invoices::issue(t, two, "%PDF"); });
    QCOMPARE(late.error().fault, Fault::Conflict);
    studio.issue(second);
    const int year = studio.today().year();
    QCOMPARE(studio.item(first).number, u"%1-0001"_s.arg(year));
    QCOMPARE(studio.item(second).number, u"%1-0002"_s.arg(year));
    const ItemId other = studio.issuedInvoice(someInvoice(), {studio.ada}, {}, studio.borealis);
    QCOMPARE(studio.item(other).number, u"%1-0001"_s.arg(year));
}

void InvoiceStoreTest::m3InstalmentsAddUpAndFollowTheShoot()
{
    InvoicesFixture studio;
    const QDate shoot = studio.today().addDays(100);
    const JobId job = studio.addJob(u"Wedding"_s, {studio.ada}, shoot);
    InvoiceContent content = someInvoice(100'001);
    content.schedule = retainerAndRest();
    const ItemId id = studio.issuedInvoice(content, {studio.ada}, job);
    payments::Balance balance = studio.balance(id);
    QCOMPARE(balance.instalments.size(), 2u);
    QCOMPARE(balance.instalments[0].amount + balance.instalments[1].amount, balance.total);
    QCOMPARE(balance.instalments[1].due, shoot.addDays(-14));
    QCOMPARE(studio.item(id).dueDay, studio.today());
    studio.pay(id, balance.instalments[0].amount, studio.ada);
    QCOMPARE(studio.item(id).dueDay, shoot.addDays(-14));

    studio.does([&](Transaction& t) -> Result<void> {
        auto edited = jobs::find(t, job);
        edited->details.shoots[0].day = shoot.addDays(30);
        return jobs::save(t, *edited);
    });
    const auto moved = studio.done([&](Transaction& t) { return invoices::reschedule(t, job); });
    QCOMPARE(moved.size(), 1u);
    QCOMPARE(studio.item(id).dueDay, shoot.addDays(16));
    QCOMPARE(studio.balance(id).instalments[0].due, studio.today());
}

void InvoiceStoreTest::whatHangsOnTheLastShootFollowsThatOne()
{
    InvoicesFixture studio;
    const QDate workshop = studio.today().addDays(100);
    const QDate wedding = studio.today().addDays(200);
    const JobId job = studio.addJob(u"Wedding"_s, {studio.ada}, workshop);
    const auto setShoots = [&](QDate first, QDate last) {
        studio.does([&](Transaction& t) -> Result<void> {
            auto edited = jobs::find(t, job);
            edited->details.shoots.resize(1);
            edited->details.shoots[0].day = first;
            edited->details.shoots.push_back({{}, last, {}, {}, {}, {}, {}});
            return jobs::save(t, *edited);
        });
    };
    setShoots(workshop, wedding);
    InvoiceContent content = someInvoice();
    content.schedule = retainerAndRest();
    content.schedule[1].from = DueFrom::LastShoot;
    const ItemId id = studio.issuedInvoice(content, {studio.ada}, job);
    QCOMPARE(studio.balance(id).instalments[1].due, wedding.addDays(-14));
    const auto moves = [&] {
        return studio.look([&](const Snapshot& s) { return invoices::moves(s, job); });
    };
    setShoots(workshop.addDays(7), wedding);
    QVERIFY(moves().empty());
    setShoots(workshop, wedding.addDays(90));
    QCOMPARE(moves().size(), 1u);
    QCOMPARE(moves()[0].to, wedding.addDays(76));
}

void InvoiceStoreTest::nothingIsMovedBeforeItsInvoice()
{
    InvoicesFixture studio;
    const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
    const payments::InstalmentState before = studio.balance(id).instalments[0];
    const auto moved = studio.change(
        [&](Transaction& t) { return invoices::moveInstalment(t, before.id, studio.today().addDays(-1)); });
    QCOMPARE(moved.error().fault, Fault::Invalid);
    QCOMPARE(studio.balance(id).instalments[0].due, before.due);
}

void InvoiceStoreTest::aCreditNoteGivesBackAndMakesItVoid()
{
    InvoicesFixture studio;
    const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
    const PaymentId payment = studio.pay(id, 119'000, studio.ada);
    QCOMPARE(studio.item(id).state, ItemState::Completed);
    const auto content = studio.look([&](const Snapshot& s) { return invoices::creditNoteFor(s, id); });
    const ItemId note = studio.addInvoice(content, {studio.ada});
    studio.issue(note);
    QVERIFY(studio.item(note).number.startsWith(u'C'));
    QCOMPARE(studio.item(id).state, ItemState::Void);
    QCOMPARE(studio.balance(id).open(), 0);
    QCOMPARE(studio.paymentNow(payment).credit(), 119'000);
    const auto more =
        studio.database->read([&](const Snapshot& s) { return invoices::creditNoteFor(s, id); });
    QCOMPARE(more.error().fault, Fault::Conflict);
    QCOMPARE(studio.look([&](const Snapshot& s) { return invoices::creditNotesOf(s, id); }),
             std::vector{note});
}

void InvoiceStoreTest::whatIsLeftAfterAPartlyGivenBackInvoice()
{
    InvoicesFixture studio;
    const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
    InvoiceContent part = studio.look([&](const Snapshot& s) { return invoices::creditNoteFor(s, id); });
    part.goods.lines[0].unitPrice = 10'001;
    studio.issue(studio.addInvoice(part, {studio.ada}));
    QCOMPARE(studio.balance(id).open(), 119'000 - 11'901);
    const InvoiceContent rest =
        studio.look([&](const Snapshot& s) { return invoices::creditNoteFor(s, id); });
    studio.issue(studio.addInvoice(rest, {studio.ada}));
    QCOMPARE(studio.balance(id).open(), 0);
    QCOMPARE(studio.item(id).state, ItemState::Void);
}

void InvoiceStoreTest::anOrderIsSharedByItsPayers()
{
    InvoicesFixture studio;
    const auto none = studio.database->read([&](const Snapshot& s) {
        return invoices::fromOrder(s, studio.addItem(ItemKind::Order, {studio.ada}), {100'000});
    });
    QVERIFY(!none);
}

void InvoiceStoreTest::m3SharesOfAnOrderAddUpToIt_data()
{
    QTest::addColumn<bool>("includesTax");
    QTest::newRow("prices before tax") << false;
    QTest::newRow("prices with tax") << true;
}
void InvoiceStoreTest::m3SharesOfAnOrderAddUpToIt()
{
    QFETCH(const bool, includesTax);
    InvoicesFixture studio;
    OrderDesk desk{studio};
    for (qint64 price = 1; price < 60; ++price) {
        OrderContent goods = someInvoice(price).goods;
        goods.pricesIncludeTax = includesTax;
        OrderLine book = goods.lines.front();
        book.unitPrice = 3 * price + 1;
        book.tax.milliPercent = 7'000;
        goods.lines.push_back(book);
        const ItemId order = desk.sent(goods, {studio.ada});
        for (const std::vector<int>& parts :
             {std::vector<int>{50'000, 50'000}, {33'333, 33'333, 33'334}, {70'000, 30'000}}) {
            const auto shares =
                studio.look([&](const Snapshot& s) { return invoices::fromOrder(s, order, parts); });
            qint64 sum = 0;
            for (const InvoiceContent& share : shares)
                sum += share.goods.lines.empty() ? 0 : totalsOf(share.goods)->payable;
            QCOMPARE(sum, totalsOf(goods)->payable);
        }
    }
}

void InvoiceStoreTest::p15WhoSharesAnInvoiceIsToldNoEmail()
{
    InvoicesFixture studio;
    const auto buyerOf = [&](const std::vector<ContactId>& recipients) {
        const ItemId id = studio.issuedInvoice(someInvoice(), recipients);
        return studio.look([&](const Snapshot& s) { return invoices::issued(s, id); }).buyer;
    };
    const ContactId dora = studio.addPerson(u"Dora"_s, u"Dahl"_s, u"dora@example.com"_s);
    QCOMPARE(buyerOf({dora}).email, u"dora@example.com"_s);
    QCOMPARE(buyerOf({dora, studio.bo}).email, QString{});
}

QTEST_GUILESS_MAIN(InvoiceStoreTest)
#include "invoice_store_test.moc"
