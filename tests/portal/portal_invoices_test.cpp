// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/random.h"
#include "app/brands/billing.h"
#include "app/storage/journal.h"
#include "tests/app/invoices/invoices_fixture.h"
#include "tests/portal/portal_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

/// Ana and Ben, a couple; invoices are for both unless a test says otherwise.
struct Invoices : InvoicesFixtureOn<PortalFixture>
{
    Invoices() { now += std::chrono::hours{12}; } // 16 June 2025 in London and on the Chatham Islands

    ContactId ben = addPerson(u"Ben"_s, u"Anders"_s, u"ben@example.com"_s);

    ItemId forBoth(const InvoiceContent& content = withSchedule())
    {
        return issuedInvoice(content, {ana, ben});
    }
    /// 300.00 due in two weeks, the rest in six.
    static InvoiceContent withSchedule()
    {
        InvoiceContent content = someInvoice();
        ScheduleRule first;
        first.label = u"Retainer"_s;
        first.share = Share::Sum;
        first.minor = 300'00;
        first.days = 14;
        ScheduleRule rest;
        rest.label = u"Rest"_s;
        rest.days = 42;
        content.schedule = {first, rest};
        return content;
    }
    void billBy(const std::function<void(BillingDetails&)>& change)
    {
        does([&](Transaction& t) -> Result<void> {
            auto billing = brands::billing(t, aurora);
            if (!billing)
                return fail(billing.error());
            change(billing->details);
            return brands::saveBilling(t, aurora, *billing);
        });
    }
    void takeTransfers()
    {
        billBy([](BillingDetails& details) {
            details.iban = u"DE02120300000000202051"_s;
            details.bic = u"BYLADEM1001"_s;
            details.accountHolder = u"Aurora Pictures"_s;
        });
    }
    QString page(ItemId id) { return u"/my-studio/invoices/"_s + item(id).uid; }
    QString receipt(ItemId id, PaymentId payment)
    {
        return page(id) + u"/receipts/"_s + paymentNow(payment).uid;
    }
    Browser anas() { return atHome(ana); }
    Browser bens() { return atHome(ben, u"heron river eleven"_s); }

    /// Somebody is about to pay by card, in this state.
    AttemptId attempt(ItemId invoice, ContactId contact, qint64 minor, const QString& state)
    {
        return done([&](Transaction& t) -> Result<AttemptId> {
            auto insert = t.query(uR"(
                INSERT INTO payment_attempt (uid, invoice_id, contact_id, account, currency, amount_minor,
                    surcharge_minor, idempotency_key, state, session, address, cause, created_at, expires_at)
                VALUES (:uid, :invoice, :contact, 'stripe:acct_1', 'EUR', :amount, 0, :uid, :state, '', '', '',
                    :now, :expires))"_s);
            const auto run = insert.bind(":uid"_L1, randomUuid())
                                 .bind(":invoice"_L1, invoice.row())
                                 .bind(":contact"_L1, contact.row())
                                 .bind(":amount"_L1, minor)
                                 .bind(":state"_L1, state)
                                 .bind(":now"_L1, t.now())
                                 .bind(":expires"_L1, t.now() + std::chrono::minutes{30})
                                 .run();
            t.record({u"payment attempt"_s, insert.insertedRow(), u"made"_s, {}});
            return run ? Result<AttemptId>{AttemptId{insert.insertedRow()}} : fail(run.error());
        });
    }
    PaymentId byCard(ItemId invoice, ContactId payer, qint64 minor, PaymentState state)
    {
        payments::NewPayment card = payment(minor, payer, {});
        card.account = u"stripe:acct_1"_s;
        card.reference = u"pi_"_s + randomUuid();
        card.method = PaymentMethod::Card;
        card.state = state;
        card.attempt =
            attempt(invoice, payer, minor, state == PaymentState::Pending ? u"pending"_s : u"failed"_s);
        return done([&](Transaction& t) { return payments::record(t, card); }).id;
    }
    ItemId creditNote(ItemId invoice, qint64 unitPrice, const std::vector<ContactId>& recipients)
    {
        InvoiceContent note = look([&](const Snapshot& s) { return invoices::creditNoteFor(s, invoice); });
        if (unitPrice > 0)
            note.goods.lines.front().unitPrice = unitPrice;
        return issuedInvoice(note, recipients);
    }
};

} // namespace

class PortalInvoicesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s6_anInvoiceShowsItsPartiesLinesTaxScheduleAndWhatIsOpen()
    {
        Invoices studio;
        studio.takeTransfers();
        studio.billBy([](BillingDetails& details) {
            details.legalName = u"Aurora Pictures Ltd"_s;
            details.vatId = u"DE123456789"_s;
            details.note = u"Delivered under our terms."_s;
        });
        const ItemId id = studio.forBoth();
        Browser ana = studio.anas();
        ana.get(studio.page(id));
        QCOMPARE(ana.status(), 200);
        for (const QString& text : {u"Invoice <bdi>2025-0001"_s,
                                    u"Wedding coverage"_s,
                                    u"Aurora Pictures Ltd"_s,
                                    u"VAT number DE123456789"_s,
                                    u"Ana Anders"_s,
                                    u"€1,000.00"_s,
                                    u"VAT 19 % on €1,000.00"_s,
                                    u"€190.00"_s,
                                    u"€1,190.00"_s,
                                    u"Retainer"_s,
                                    u"€300.00"_s,
                                    u"30 June 2025"_s,
                                    u"Rest"_s,
                                    u"€890.00"_s,
                                    u"28 July 2025"_s,
                                    u"Upcoming"_s,
                                    u"€300.00 is due by 30 June 2025. In all, €1,190.00 is open."_s,
                                    u"Delivered under our terms."_s,
                                    u"DE02 1203 0000 0000 2020 51"_s,
                                    u"BYLADEM1001"_s,
                                    u"Aurora Pictures"_s})
            QVERIFY2(ana.shows(text), qPrintable(text));
    }

    void s6_partPaidOverdueAndPaidAreSaidInWords()
    {
        Invoices studio;
        const ItemId id = studio.forBoth();
        studio.pay(id, 100'00, studio.ana);
        Browser ana = studio.anas();
        ana.get(studio.page(id));
        QVERIFY(ana.shows(u"Upcoming, €100.00 of it is paid"_s));
        QVERIFY(ana.shows(u"€200.00 is due by 30 June 2025. In all, €1,090.00 is open."_s));
        studio.now += std::chrono::hours{24 * 20};
        Browser later = studio.browser();
        later.get(u"/my-studio/login"_s);
        later.submit(u"/my-studio/login"_s,
                     {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, password}});
        later.get(studio.page(id));
        QVERIFY(later.shows(u"Overdue"_s));
        QVERIFY(later.shows(u"€200.00 was due on 30 June 2025."_s));
        studio.pay(id, 1'090'00, studio.ana);
        later.get(studio.page(id));
        QVERIFY(later.shows(u"Paid in full on"_s));
        QVERIFY(!later.shows(u"How to pay"_s));
        QVERIFY(!later.shows(u"Overdue"_s));
    }

    void s30_anInvoiceIsPaidOnTheDayOfTheMoney()
    {
        Invoices studio;
        const ItemId id = studio.forBoth();
        auto facts = studio.payment(1'190'00, studio.ana, {{id}});
        facts.day = QDate{2025, 4, 14}; // and typed in two months later
        studio.done([&](Transaction& t) { return payments::record(t, facts); });
        Browser ana = studio.anas();
        ana.get(studio.page(id));
        QVERIFY(ana.shows(u"Paid in full on 14 April 2025"_s));
        ana.get(u"/my-studio/home"_s);
        QVERIFY(ana.shows(u"Paid on 14 April 2025"_s));
    }

    void s6_moneyOnItsWayIsNotAskedForAgain()
    {
        Invoices studio;
        studio.takeTransfers();
        const ItemId id = studio.forBoth();
        studio.byCard(id, studio.ben, 300'00, PaymentState::Pending);
        Browser ana = studio.anas();
        ana.get(studio.page(id));
        QVERIFY(
            ana.shows(u"A payment of €300.00 is on its way since 16 June 2025. There is nothing for you"_s));
        QVERIFY(!ana.shows(u"How to pay"_s));
        Browser ben = studio.bens();
        ben.get(studio.page(id));
        QVERIFY(ben.shows(u"Your payment of €300.00 is on its way"_s));
        ben.get(u"/my-studio/home"_s);
        QVERIFY(ben.shows(u"€300.00 on its way"_s));
        QVERIFY(!ben.shows(u"Look and pay"_s)); // it is in the list, and not among what needs him
    }

    void s6_aPaymentThatFailedIsSaidAndCanBePaidAgain()
    {
        Invoices studio;
        studio.takeTransfers();
        const ItemId id = studio.forBoth();
        const PaymentId payment = studio.byCard(id, studio.ana, 300'00, PaymentState::Pending);
        studio.does([&](Transaction& t) {
            return payments::setState(t, payment, PaymentState::Failed, u"declined by issuer 51"_s);
        });
        Browser ana = studio.anas();
        ana.get(studio.page(id));
        QVERIFY(ana.shows(u"Not paid"_s));
        QVERIFY(
            ana.shows(u"Your payment of €300.00 on 16 June 2025 did not go through. It is open again."_s));
        QVERIFY(ana.shows(u"How to pay"_s));
        QVERIFY(!ana.shows(u"issuer 51"_s));
        Browser ben = studio.bens();
        ben.get(studio.page(id));
        QVERIFY(ben.shows(u"The payment of €300.00 on"_s));
    }

    void s6_withoutAccountOrCardsThePageSaysHowToAsk()
    {
        Invoices studio;
        Browser ana = studio.anas();
        ana.get(studio.page(studio.forBoth()));
        QVERIFY(ana.shows(u"This invoice cannot be paid online."_s));
        studio.billBy(
            [](BillingDetails& details) { details.transferNote = u"Routing 021000021, account 7"_s; });
        ana.get(studio.page(studio.forBoth()));
        QVERIFY(ana.shows(u"Routing 021000021, account 7"_s));
        QVERIFY(!ana.shows(u"cannot be paid online"_s));
        QVERIFY(!ana.html().contains("name=\"amount\"")); // no keys of a gateway: no button
    }

    void s6_cardsPayWhatIsDueTheWholeOrAnAmountOfOnesOwn()
    {
        Invoices studio;
        studio.billBy([](BillingDetails& details) {
            details.takesCards = true;
            details.stripeAccount = u"acct_1"_s;
        });
        const ItemId id = studio.forBoth();
        Browser ana = studio.anas();
        ana.get(studio.page(id));
        QVERIFY(ana.shows(u"Pay €300.00 by card"_s));
        QVERIFY(ana.shows(u"Pay the whole balance, €1,190.00"_s));
        QVERIFY(!ana.hasField(u"other"_s)); // this brand allows no other amounts
        QCOMPARE(ana.field(u"seen"_s), u"119000-30000"_s);
        studio.billBy([](BillingDetails& details) {
            details.allowsPartial = true;
            details.cardSurchargeMilliPercent = 1'500;
        });
        studio.attempt(id, studio.ben, 300'00, u"open"_s);
        ana.get(studio.page(id));
        QVERIFY(ana.hasField(u"other"_s));
        QVERIFY(ana.shows(u"At most €1,190.00."_s));
        QVERIFY(ana.shows(u"Paying by card adds 1.5\u00a0% to the amount."_s));
        QVERIFY(ana.shows(u"A payment page for this invoice is open until"_s));
        QVERIFY(!ana.shows(u"Ben"_s));
        // Looked at before the other one paid in cash: nothing is charged, and how it stands is shown.
        studio.pay(id, 100'00, studio.ben);
        ana.submit(studio.page(id) + u"/pay"_s, {{u"amount"_s, u"all"_s}});
        QCOMPARE(ana.status(), 409);
        QVERIFY(ana.shows(u"Nothing was charged."_s));
        QCOMPARE(ana.field(u"seen"_s), u"109000-20000"_s);
        ana.submit(studio.page(id) + u"/pay"_s, {{u"amount"_s, u"other"_s}, {u"other"_s, u"ten"_s}});
        QCOMPARE(ana.status(), 422);
        QCOMPARE(ana.field(u"other"_s), u"ten"_s);
    }

    void s30_paidAndVoidInvoicesShowWhateverTheHistorySetting()
    {
        Invoices studio;
        studio.showHistory(studio.aurora, false);
        const ItemId paid = studio.forBoth();
        studio.pay(paid, 1'190'00, studio.ana);
        const ItemId back = studio.forBoth();
        const ItemId note = studio.creditNote(back, 0, {studio.ana, studio.ben});
        const ItemId draft = studio.addInvoice(someInvoice(), {studio.ana});
        Browser ana = studio.anas();
        ana.get(u"/my-studio/home"_s);
        for (const ItemId id : {paid, back, note})
            QVERIFY(ana.html().contains(studio.page(id).toUtf8()));
        QVERIFY(!ana.html().contains(studio.page(draft).toUtf8()));
        QVERIFY(ana.shows(u"Paid on 16 June 2025"_s));
        QVERIFY(ana.shows(u"Credit note"_s));
        ana.get(studio.page(back));
        QVERIFY(ana.shows(u"We gave back this invoice as a whole."_s));
        QVERIFY(ana.html().contains(studio.page(note).toUtf8()));
        ana.get(studio.page(note));
        QVERIFY(ana.shows(u"With this we give back €1,190.00 of invoice 2025-0002 of 16 June 2025."_s));
        QVERIFY(ana.html().contains(studio.page(back).toUtf8()));
        QVERIFY(!ana.shows(u"How to pay"_s));
        ana.get(studio.page(draft));
        QCOMPARE(ana.status(), 404);
    }

    void s30_refundsAndPartialCreditNotesAreInTheBalance()
    {
        Invoices studio;
        const ItemId id = studio.forBoth();
        const PaymentId payment = studio.pay(id, 500'00, studio.ana);
        studio.done([&](Transaction& t) {
            return payments::recordReturn(t, {PaymentKind::Refund, payment, 150'00, studio.today()});
        });
        const ItemId note = studio.creditNote(id, 100'00, {studio.ben});
        Browser ana = studio.anas();
        ana.get(studio.page(id));
        QVERIFY(ana.shows(u"Refunded on 16 June 2025"_s));
        QVERIFY(ana.shows(u"-€150.00"_s));
        QVERIFY(ana.shows(u"€500.00"_s)); // what was paid at first stays as it was
        QVERIFY(ana.shows(u"-€350.00"_s));
        QVERIFY(ana.shows(u"-€119.00"_s));
        QVERIFY(ana.shows(u"€721.00"_s));
        QVERIFY(!ana.html().contains(studio.page(note).toUtf8())); // Ben's alone
        Browser ben = studio.bens();
        ben.get(studio.page(id));
        QVERIFY(ben.html().contains(studio.page(note).toUtf8()));
    }

    void p15_aPartnerSeesWhatWasPaidButNotByWhom()
    {
        Invoices studio;
        const ItemId id = studio.forBoth();
        const PaymentId payment = studio.pay(id, 300'00, studio.ana);
        Browser ana = studio.anas();
        ana.get(studio.page(id));
        QVERIFY(ana.shows(u"by you"_s));
        QVERIFY(ana.html().contains(studio.receipt(id, payment).toUtf8()));
        ana.get(studio.receipt(id, payment));
        QCOMPARE(ana.status(), 200);
        QVERIFY(ana.shows(u"Ana Anders"_s));
        QVERIFY(ana.shows(u"€300.00"_s));
        QVERIFY(ana.shows(u"€890.00"_s)); // still open then
        Browser ben = studio.bens();
        ben.get(studio.page(id));
        QVERIFY(ben.shows(u"Received on 16 June 2025"_s));
        QVERIFY(ben.shows(u"Cash"_s));
        QVERIFY(!ben.shows(u"by you"_s));
        QVERIFY(!ben.html().contains(studio.paymentNow(payment).uid.toUtf8()));
        QVERIFY(!ben.html().contains("ana@example.com"));
        const QByteArray nothing = [&] {
            ben.get(studio.page(id) + u"/receipts/"_s + randomUuid());
            return ben.html();
        }();
        ben.get(studio.receipt(id, payment));
        QCOMPARE(ben.status(), 404);
        QCOMPARE(ben.html(), nothing);
    }

    void p15_aReceiptWithoutANameIsForAllWhoShareTheInvoiceAlone()
    {
        Invoices studio;
        const ItemId shared = studio.forBoth();
        const ItemId bensOwn = studio.issuedInvoice(someInvoice(), {studio.ben});
        const auto nameless = [&](qint64 minor, const std::vector<payments::Towards>& towards) {
            payments::NewPayment transfer = studio.payment(minor, studio.ana, towards);
            transfer.contact = {};
            transfer.method = PaymentMethod::BankTransfer;
            transfer.note = u"from the account of Grandmother"_s;
            return studio.done([&](Transaction& t) { return payments::record(t, transfer); }).id;
        };
        const PaymentId here = nameless(100'00, {{shared}});
        const PaymentId both = nameless(250'00, {{shared, 50'00}, {bensOwn, 200'00}});
        Browser ana = studio.anas();
        ana.get(studio.receipt(shared, here));
        QCOMPARE(ana.status(), 200);
        ana.get(studio.receipt(shared, both)); // it names Ben's invoice
        QCOMPARE(ana.status(), 404);
        ana.get(studio.page(shared));
        QVERIFY(ana.shows(u"€50.00"_s));
        QVERIFY(!ana.shows(u"€250.00"_s));
        QVERIFY(!ana.shows(u"€200.00"_s) || ana.shows(u"€200.00 of it"_s));
        QVERIFY(!ana.shows(u"Grandmother"_s));
    }

    void m9_whatWasPaidTooMuchIsToldToItsPayerAlone()
    {
        Invoices studio;
        const ItemId id = studio.forBoth();
        studio.pay(id, 1'240'00, studio.ana);
        Browser ana = studio.anas();
        ana.get(studio.page(id));
        QVERIFY(ana.shows(u"€50.00 of it was more than is open here."_s));
        Browser ben = studio.bens();
        ben.get(studio.page(id));
        QVERIFY(!ben.shows(u"€50.00"_s));
        QVERIFY(!ben.shows(u"€1,240.00"_s));
        QVERIFY(ben.shows(u"€1,190.00"_s));
    }

    void p1_whatIsAnotherPersonsIsNotFoundByAnyAddress()
    {
        Invoices studio;
        const ItemId bens = studio.issuedInvoice(someInvoice(), {studio.ben});
        const ItemId anas = studio.issuedInvoice(someInvoice(), {studio.ana});
        const PaymentId bensPayment = studio.pay(bens, 100'00, studio.ben);
        const PaymentId anasPayment = studio.pay(anas, 100'00, studio.ana);
        Browser ana = studio.anas();
        ana.get(u"/my-studio/invoices/"_s + randomUuid());
        QCOMPARE(ana.status(), 404);
        const QByteArray nothing = ana.html();
        for (const QString& path :
             {studio.page(bens), studio.page(bens) + u"/pdf"_s, studio.receipt(bens, bensPayment),
              studio.receipt(anas, bensPayment), studio.receipt(bens, anasPayment),
              studio.page(anas) + u"/receipts/"_s + randomUuid(), studio.page(anas) + u"/receipts"_s}) {
            ana.get(path);
            QVERIFY2(ana.status() == 404, qPrintable(path));
            QVERIFY2(ana.html() == nothing, qPrintable(path));
        }
        for (const QString& path :
             {studio.page(anas), studio.page(anas) + u"/pdf"_s, studio.receipt(anas, anasPayment),
              studio.page(anas).toUpper().replace(studio.item(anas).uid.toUpper(), studio.item(anas).uid) +
                  u'/'}) {
            ana.get(path);
            QVERIFY2(ana.status() == 200, qPrintable(path));
        }
    }

    void p3_lookingChangesNothing()
    {
        Invoices studio;
        const ItemId id = studio.forBoth();
        const PaymentId payment = studio.pay(id, 100'00, studio.ana);
        Browser ana = studio.anas();
        const auto rows = [&] {
            return studio.database->read([](const Snapshot& s) { return verifyJournal(s); })->rows;
        };
        const qint64 before = rows();
        for (int i = 0; i < 5; ++i) {
            for (const QString& path :
                 {studio.page(id), studio.page(id) + u"/pdf"_s, studio.receipt(id, payment)}) {
                ana.get(path);
                QCOMPARE(ana.status(), 200);
            }
        }
        QCOMPARE(rows(), before);
    }

    void thePdfIsTheOneThatWasKept()
    {
        Invoices studio;
        const ItemId id = studio.forBoth();
        Browser ana = studio.anas();
        ana.get(studio.page(id) + u"/pdf"_s);
        QCOMPARE(ana.html(), QByteArray{"%PDF-1.7 invoice"});
        QVERIFY(ana.header("content-disposition").contains("2025-0001 Wedding coverage.pdf"));
        Browser stranger = studio.browser();
        stranger.getOnly(studio.page(id) + u"/pdf"_s);
        QCOMPARE(stranger.status(), 303);
        // Logged in by the link of a mail, they are at the invoice.
        stranger.get(studio.page(id) + u"/pdf"_s);
        stranger.submit(u"/my-studio/login"_s,
                        {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, password}});
        QCOMPARE(stranger.path(), studio.page(id));
    }

    void s6_aBankingAppReadsWhatIsDueFromACode()
    {
        Invoices studio;
        studio.takeTransfers();
        const ItemId id = studio.forBoth();
        const ItemId yen =
            studio.issuedInvoice(someInvoice(100'000, *Currency::fromText(u"JPY")), {studio.ana});
        Browser ana = studio.anas();
        ana.get(studio.page(id));
        QVERIFY(ana.html().contains("<svg "));
        QVERIFY(ana.shows(u"Scan with your banking app to pay €300.00."_s));
        QVERIFY(ana.html().contains("data-copy=\"RF"));
        ana.get(studio.page(yen)); // no banking app would take it
        QVERIFY(!ana.html().contains("<svg "));
        QVERIFY(ana.shows(u"DE02 1203 0000 0000 2020 51"_s));
    }

    void theEInvoiceIsForWhoWantsItOrHasAVatNumber()
    {
        Invoices studio;
        studio.takeTransfers();
        studio.billBy([](BillingDetails& details) { details.vatId = u"DE123456789"_s; });
        studio.does([&](Transaction& t) -> Result<void> {
            auto brand = brands::find(t, studio.aurora);
            brand->details.address = {{}, u"Quay 4"_s, u"Hamburg"_s, {}, u"20457"_s, u"Germany"_s};
            brand->details.email = u"hello@aurora.example"_s;
            return brands::save(t, *brand);
        });
        studio.does([&](Transaction& t) -> Result<void> {
            auto contact = contacts::find(t, studio.ana);
            contact->details.addresses = {{{}, u"Row 9"_s, u"Bremen"_s, {}, u"28195"_s, u"Germany"_s}};
            return contacts::save(t, *contact);
        });
        InvoiceContent wanted = someInvoice();
        wanted.wantsEInvoice = true;
        wanted.goods.lines.front().unit = u"hour"_s;
        const ItemId with = studio.forBoth(wanted);
        const ItemId without = studio.forBoth();
        Browser ana = studio.anas();
        ana.get(studio.page(with));
        QVERIFY(ana.html().contains((studio.page(with) + u"/e-invoice"_s).toUtf8()));
        ana.get(studio.page(with) + u"/e-invoice"_s);
        QCOMPARE(ana.status(), 200);
        QCOMPARE(ana.header("content-disposition"),
                 QByteArray{"attachment; filename=\"invoice-2025-0001.xml\""});
        QVERIFY(ana.html().contains("urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"));
        ana.get(studio.page(without));
        QVERIFY(!ana.html().contains("/e-invoice"));
        ana.get(studio.page(without) + u"/e-invoice"_s);
        QCOMPARE(ana.status(), 404);
    }

    void aReceiptIsOnPaperToo()
    {
        Invoices studio;
        const ItemId id = studio.forBoth();
        const PaymentId payment = studio.pay(id, 300'00, studio.ana);
        Browser ana = studio.anas();
        ana.get(studio.receipt(id, payment) + u"/pdf"_s);
        QCOMPARE(ana.status(), 200);
        QVERIFY(ana.html().startsWith("%PDF-"));
        const QByteArray first = ana.html();
        ana.get(studio.receipt(id, payment) + u"/pdf"_s);
        QCOMPARE(ana.html(), first);
        Browser ben = studio.bens();
        ben.get(studio.receipt(id, payment) + u"/pdf"_s);
        QCOMPARE(ben.status(), 404);
    }

    void homeAsksForWhatIsOpenAndNamesTheNextDay()
    {
        Invoices studio;
        const ItemId id = studio.forBoth();
        studio.pay(id, 100'00, studio.ben);
        Browser ana = studio.anas();
        ana.get(u"/my-studio/home"_s);
        QVERIFY(ana.shows(u"Please pay €200.00 by 30 June 2025"_s));
        QVERIFY(ana.shows(u"€1,090.00 open"_s));
        QVERIFY(ana.shows(u"€200.00 due by 30 June 2025, €1,090.00 open in all"_s));
        studio.now += std::chrono::hours{24 * 20};
        ana.get(u"/my-studio/login"_s);
        ana.submit(u"/my-studio/login"_s, {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, password}});
        QVERIFY(ana.shows(u"Overdue: €200.00 was due on 30 June 2025"_s));
    }

    void amountsAndDaysAreInTheClientsLanguage()
    {
        Invoices studio;
        studio.does([&](Transaction& t) -> Result<void> {
            auto contact = contacts::find(t, studio.ana);
            contact->details.language = u"de"_s;
            return contacts::save(t, *contact);
        });
        InvoiceContent yen = someInvoice(100'000, *Currency::fromText(u"JPY"));
        const ItemId id = studio.forBoth();
        const ItemId other = studio.issuedInvoice(yen, {studio.ana});
        Browser ana = studio.anas();
        ana.get(studio.page(id));
        QVERIFY(ana.shows(u"1.190,00\u00a0€"_s));
        QVERIFY(ana.shows(u"30. Juni 2025"_s));
        ana.get(studio.page(other));
        QVERIFY(ana.shows(u"119.000\u00a0¥"_s));
    }

    void p14_whatIsTypedIsShownAsText()
    {
        Invoices studio;
        InvoiceContent content = someInvoice();
        content.goods.title = u"<script>alert(1)</script>"_s;
        content.goods.lines[0].details = u"{{form_token}}</td><b>"_s;
        content.buyerName = u"\"><img src=x onerror=alert(1)>"_s;
        ScheduleRule rule;
        rule.label = u"<i>all</i>"_s;
        content.schedule = {rule};
        studio.billBy([](BillingDetails& details) { details.transferNote = u"<b>note"_s; });
        const ItemId id = studio.forBoth(content);
        Browser ana = studio.anas();
        ana.get(studio.page(id));
        QCOMPARE(ana.status(), 200);
        for (const char* tag : {"<script>alert", "<img src=x", "</td><b>", "<i>all", "<b>note"})
            QVERIFY2(!ana.html().contains(tag), tag);
        QVERIFY(ana.html().contains("{{form_token}}"));
    }

    void p16_aPageNeedsFewStatementsHoweverMuchWasPaid()
    {
        Invoices studio;
        InvoiceContent content = someInvoice();
        content.goods.lines.resize(200, content.goods.lines.front());
        content.schedule.resize(1);
        content.schedule.front().label = u"Month"_s;
        content.schedule.front().months = 12;
        content.schedule.front().days = 330;
        const ItemId id = studio.forBoth(content);
        PaymentId payment = studio.pay(id, 1'00, studio.ana);
        for (int i = 0; i < 60; ++i)
            payment = studio.pay(id, 1'00, i % 2 ? studio.ana : studio.ben);
        for (int i = 0; i < 5; ++i)
            studio.creditNote(id, 1'00, {studio.ana, studio.ben});
        Browser ana = studio.anas();
        for (const QString& path :
             {studio.page(id), studio.page(id) + u"/pdf"_s, studio.receipt(id, payment)}) {
            ana.getOnly(path);
            const qint64 before = studio.database->statementsReadHere();
            ana.getOnly(path);
            QCOMPARE(ana.status(), 200);
            const qint64 count = studio.database->statementsReadHere() - before;
            // Ten, and two pairs of BEGIN and ROLLBACK.
            QVERIFY2(count > 0 && count <= 14, qPrintable(path + QString::number(count)));
        }
    }
};

QTEST_MAIN(PortalInvoicesTest) // a receipt is drawn when it is asked for
#include "portal_invoices_test.moc"
