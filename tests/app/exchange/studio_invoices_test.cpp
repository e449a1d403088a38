// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/brands/billing.h"
#include "app/brands/brand_store.h"
#include "app/exchange/studio_import.h"
#include "app/exchange/studio_json.h"
#include "app/invoices/invoice_store.h"
#include "app/invoices/ledger_check.h"
#include "app/invoices/schedule_presets.h"
#include "app/jobs/job_store.h"
#include "app/mail/outbox.h"
#include "app/payments/balance.h"
#include "app/payments/ledger.h"
#include "tests/app/studio_fixture.h"

using namespace foyer;
using namespace foyer::exchange;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray people = R"("contacts":[
    {"uid":"ada","givenName":"Ada","emails":[{"address":"ada@example.com"}]},
    {"uid":"bo","givenName":"Bo"}],)";

Result<StudioDocument> read(const QByteArray& rest)
{
    return readStudioJson("{\"format\":\"foyer-studio\",\"version\":1," + people + rest + '}',
                          neighboursIn(u"/nowhere"_s));
}

QByteArray job(const QByteArray& fields)
{
    return R"("jobs":[{"title":"Wedding","type":"Wedding",)" + fields + "}]";
}

/// 100.00 without tax.
const QByteArray content = R"("content":{"currency":"EUR","lines":[{"title":"Coverage","unitPrice":10000}]})";

QByteArray invoice(const QByteArray& fields)
{
    return job(R"("invoices":[{"uid":"i1","title":"Coverage","recipients":["ada"],)" + content + fields +
               "}]");
}

QByteArray payment(const QByteArray& fields)
{
    return job(R"("payments":[{)" + fields + "}]");
}

} // namespace

/// Invoices and payments, in the studio JSON.
class StudioInvoicesTest : public QObject
{
    Q_OBJECT

private:
    static Result<StudioCounts> bring(StudioFixture& studio, const QByteArray& text)
    {
        const auto document = read(text);
        if (!document)
            return fail(document.error());
        return studio.database->write(Actor::studio(), [&](Transaction& t) { return bringIn(t, *document); });
    }
    template <class Work>
    static auto look(StudioFixture& studio, Work work)
    {
        auto result = studio.database->read(work);
        if (!result)
            qFatal("%s", qPrintable(result.error().detail));
        return std::move(*result);
    }
    static ItemId idOf(StudioFixture& studio, const char* uid)
    {
        return *look(studio,
                     [&](const Snapshot& s) { return items::findByUid(s, QString::fromLatin1(uid)); });
    }
    static Item item(StudioFixture& studio, const char* uid)
    {
        const ItemId id = idOf(studio, uid);
        return look(studio, [&](const Snapshot& s) { return items::find(s, id); });
    }
    static payments::Balance balance(StudioFixture& studio, const char* uid)
    {
        const ItemId id = idOf(studio, uid);
        return look(studio, [&](const Snapshot& s) { return payments::balanceOf(s, id); });
    }
    static QString issueOneMore(StudioFixture& studio)
    {
        const auto number = studio.database->write(Actor::studio(), [&](Transaction& t) -> Result<QString> {
            const ItemId first = **items::findByUid(t, u"i1"_s);
            const auto known = invoices::find(t, first);
            const auto id = invoices::add(
                t, {known->item.job, {}, known->content, {known->item.recipients.front().contact}});
            if (!id)
                return fail(id.error());
            const auto prepared = invoices::prepare(t, *id);
            if (!prepared)
                return fail(prepared.error());
            const auto issued = invoices::issue(t, *prepared, "%PDF-1.7");
            return issued ? Result<QString>{prepared->invoice.number} : fail(issued.error());
        });
        return number ? *number : number.error().detail;
    }

private Q_SLOTS:
    void whatIsNotDocumentedIsRefusedWithItsPlace_data();
    void whatIsNotDocumentedIsRefusedWithItsPlace();
    void moneyComesInAndNobodyIsMailed();
    void M4_numbersFromElsewhereStayAndTheSeriesGoesOn();
    void M4_whatBreaksTheSeriesIsRefused_data();
    void M4_whatBreaksTheSeriesIsRefused();
    void aCreditNoteGivesBack();
    void M6_theSameMovementComesInOnce();
    void billingAndSchedulesComeIn();
};

void StudioInvoicesTest::whatIsNotDocumentedIsRefusedWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("complaint");
    const auto row = [](const char* name, const QByteArray& text, const char* complaint) {
        QTest::newRow(name) << text << QString::fromUtf8(complaint);
    };
    row("state", invoice(R"(,"state":"paid")"), "jobs[0].invoices[0].state: “paid” is none of");
    row("number of a draft", invoice(R"(,"number":"7")"), "jobs[0].invoices[0].number: ");
    row("unknown field", invoice(R"(,"colour":"red")"), "jobs[0].invoices[0].colour: ");
    row("valid until",
        job(R"("invoices":[{"title":"A","content":{"currency":"EUR","validUntil":"2027-01-01"}}])"),
        "jobs[0].invoices[0].content.validUntil: ");
    row("no such schedule", invoice(R"(,"schedulePreset":"gone")"),
        "jobs[0].invoices[0].schedulePreset: “gone”");
    row("too much of a schedule",
        invoice(R"(,"schedule":[{"label":"A","share":"percent","milliPercent":90000},
                              {"label":"B","share":"percent","milliPercent":20000}])"),
        "jobs[0].invoices[0].schedule: The shares are more");
    row("issued for nobody",
        job(R"("invoices":[{"title":"A","state":"issued","content":{"currency":"EUR"}}])"),
        "jobs[0].invoices[0].recipients: ");
    row("credit of nothing", job(R"("creditNotes":[{}])"), "jobs[0].creditNotes[0].of: is missing");
    row("method", payment(R"("method":"gold","currency":"EUR","amount":1,"day":"2025-01-01")"),
        "jobs[0].payments[0].method: “gold”");
    row("no day", payment(R"("method":"cash","currency":"EUR","amount":1)"),
        "jobs[0].payments[0].day: is needed");
    row("no amount", payment(R"("method":"cash","currency":"EUR","amount":0,"day":"2025-01-01")"),
        "jobs[0].payments[0].amount: ");
    row("decimals", payment(R"("method":"cash","currency":"EUR","amount":1.5,"day":"2025-01-01")"),
        "jobs[0].payments[0].amount: ");
    row("returns of a pending one",
        payment(R"("method":"cash","currency":"EUR","amount":5,"day":"2025-01-01","state":"pending",
                   "returns":[{"amount":1,"day":"2025-01-02"}])"),
        "jobs[0].payments[0].returns: ");
    row("a key of a gateway", R"("brands":[{"name":"A","username":"aa","billing":{"stripeKey":"sk_x"}}])",
        "brands[0].billing: ");
    row("a schedule without a name", R"("schedulePresets":[{"uid":"p"}])",
        "schedulePresets[0].name: is missing");
}

void StudioInvoicesTest::whatIsNotDocumentedIsRefusedWithItsPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, complaint);
    const auto document = read(text);
    QVERIFY(!document);
    QCOMPARE(document.error().fault, Fault::Invalid);
    QVERIFY2(document.error().detail.startsWith(complaint), qPrintable(document.error().detail));
}

void StudioInvoicesTest::moneyComesInAndNobodyIsMailed()
{
    StudioFixture studio;
    const auto counts = bring(studio, job(R"(
        "invoices":[
            {"uid":"i1","title":"One","recipients":["ada","bo"],"state":"issued",)" +
                                          content + R"(},
            {"uid":"i2","title":"Two","recipients":["ada"],"state":"issued",)" +
                                          content + R"(},
            {"uid":"i3","title":"Three",)" +
                                          content + R"(}],
        "payments":[
            {"contact":"ada","method":"bank","currency":"EUR","amount":15000,"day":"2025-05-01",
             "account":"bank:test","reference":"b1",
             "towards":[{"invoice":"i1"},{"invoice":"i2","amount":2000}],
             "returns":[{"amount":1000,"day":"2025-05-03"}]},
            {"contact":"bo","method":"cheque","currency":"EUR","amount":500,"day":"2025-05-02","state":"failed",
             "towards":[{"invoice":"i2"}]}])"));
    QVERIFY2(counts, qPrintable(counts ? QString{} : counts.error().detail));
    QCOMPARE(counts->documents, 3);
    QCOMPARE(counts->payments, 2);
    QCOMPARE(item(studio, "i1").state, ItemState::Completed);
    QCOMPARE(balance(studio, "i2").open(), 8'000);
    QCOMPARE(item(studio, "i3").state, ItemState::Draft);
    const auto all = look(studio, [](const Snapshot& s) { return payments::newest(s, 10); });
    QCOMPARE(all.size(), std::size_t{3});
    QCOMPARE(look(studio, payments::withCredit).front().credit(), 2'000);
    QVERIFY(look(studio, [](const Snapshot& s) { return mail::all(s, 10); }).empty());
    const auto report = look(studio, invoices::verifyLedger);
    QCOMPARE(report.problems, QStringList{});
    QCOMPARE(report.receipts, 1);
}

void StudioInvoicesTest::M4_numbersFromElsewhereStayAndTheSeriesGoesOn()
{
    StudioFixture studio;
    const QString year = toLocal(studio.now).toString(u"yyyy"_s);
    const auto brought =
        bring(studio, job(R"(
        "invoices":[
            {"uid":"i1","title":"One","recipients":["ada"],"state":"issued","number":")" +
                          year.toLatin1() + R"(-0041","day":")" + year.toLatin1() + R"(-01-15",)" + content +
                          R"(},
            {"uid":"i2","title":"Two","recipients":["ada"],"state":"issued","number":"Old 7/2019",
             "day":"2019-03-02",)" +
                          content + R"(},
            {"uid":"i3","title":"Three","recipients":["ada"],"state":"issued",)" +
                          content + "}]"));
    QVERIFY2(brought, qPrintable(brought ? QString{} : brought.error().detail));
    QCOMPARE(item(studio, "i1").number, year + u"-0041"_s);
    QCOMPARE(item(studio, "i2").number, u"Old 7/2019"_s);
    QCOMPARE(item(studio, "i3").number, year + u"-0042"_s); // behind the highest
    QCOMPARE(balance(studio, "i2").instalments.front().due, QDate(2019, 3, 16));
    QCOMPARE(issueOneMore(studio), year + u"-0043"_s);
    const ItemId old = idOf(studio, "i2");
    QCOMPARE(look(studio, [&](const Snapshot& s) { return invoices::issued(s, old); }).day,
             QDate(2019, 3, 2));
}

void StudioInvoicesTest::M4_whatBreaksTheSeriesIsRefused_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QByteArray>("day");
    QTest::newRow("there already") << QByteArrayLiteral("A-1") << QByteArrayLiteral("2020-01-01");
    QTest::newRow("to come") << QByteArrayLiteral("A-2") << QByteArrayLiteral("2099-01-01");
    QTest::newRow("a line break") << QByteArrayLiteral("A\\n2") << QByteArrayLiteral("2020-01-01");
    QTest::newRow("long") << QByteArray(36, '1') << QByteArrayLiteral("2020-01-01");
}

void StudioInvoicesTest::M4_whatBreaksTheSeriesIsRefused()
{
    QFETCH(QByteArray, number);
    QFETCH(QByteArray, day);
    StudioFixture studio;
    const QByteArray first =
        R"({"uid":"i1","title":"One","recipients":["ada"],"state":"issued","number":"A-1","day":"2020-01-01",)" +
        content + "},";
    const auto brought = bring(studio, job(R"("invoices":[)" + first +
                                           R"({"uid":"i2","title":"Two","recipients":["ada"],"state":"issued",
                                               "number":")" +
                                           number + R"(","day":")" + day + "\"," + content + "}]"));
    QVERIFY(!brought);
    QVERIFY2(brought.error().detail.startsWith("jobs[0].invoices[1]"_L1), qPrintable(brought.error().detail));
    // All or nothing: neither came in.
    QVERIFY(!look(studio, [](const Snapshot& s) { return items::findByUid(s, u"i1"_s); }));
}

void StudioInvoicesTest::aCreditNoteGivesBack()
{
    StudioFixture studio;
    const auto brought = bring(studio, job(R"(
        "invoices":[
            {"uid":"i1","title":"One","recipients":["ada"],"state":"issued",)" +
                                           content + R"(},
            {"uid":"i2","title":"Two","recipients":["ada"],"state":"issued",)" +
                                           content + R"(}],
        "payments":[{"contact":"ada","method":"cash","currency":"EUR","amount":10000,"day":"2025-05-01",
                     "towards":[{"invoice":"i1"}]}],
        "creditNotes":[
            {"uid":"c1","of":"i1","title":"Rain","content":{"currency":"EUR",
             "lines":[{"title":"The hour it rained","unitPrice":2500}]}},
            {"uid":"c2","of":"i2","number":"C-old","day":"2025-05-02"}])"));
    QVERIFY2(brought, qPrintable(brought ? QString{} : brought.error().detail));
    QCOMPARE(balance(studio, "i1").credited, 2'500);
    QCOMPARE(look(studio, payments::withCredit).front().credit(), 2'500);
    QCOMPARE(item(studio, "i2").state, ItemState::Void);
    QCOMPARE(item(studio, "c2").number, u"C-old"_s);
    QVERIFY(item(studio, "c1").number.startsWith(u'C'));
    QCOMPARE(look(studio, invoices::verifyLedger).problems, QStringList{});
    const auto nothingLeft = bring(studio, job(R"("creditNotes":[{"of":"i2"}])"));
    QVERIFY(!nothingLeft);
    QVERIFY(nothingLeft.error().detail.startsWith("jobs[0].creditNotes[0]"_L1));
}

void StudioInvoicesTest::M6_theSameMovementComesInOnce()
{
    StudioFixture studio;
    const QByteArray one = payment(R"("method":"bank","currency":"EUR","amount":700,"day":"2025-05-01",
                                      "account":"bank:test","reference":"b1")");
    QVERIFY(bring(studio, one));
    const auto again = bring(studio, one);
    QVERIFY(!again);
    QCOMPARE(again.error().fault, Fault::Conflict);
    QVERIFY2(again.error().detail.startsWith("jobs[0].payments[0].reference"_L1),
             qPrintable(again.error().detail));
    QCOMPARE(look(studio, [](const Snapshot& s) { return payments::newest(s, 10); }).size(), std::size_t{1});
}

void StudioInvoicesTest::billingAndSchedulesComeIn()
{
    StudioFixture studio;
    const auto brought = bring(studio, R"(
        "brands":[{"name":"Aurora","username":"aurora","billing":{"invoicePrefix":"A","daysToPay":30,
                   "reminders":{"everyDays":10}}}],
        "schedulePresets":[{"uid":"p1","name":"Halves","jobType":"Wedding","rules":[
            {"label":"Now","share":"percent","milliPercent":50000},
            {"label":"Later","share":"rest","from":"shoot","days":-14}]}],)" +
                                           job(R"("shoots":[{"day":"2027-06-19"}],"invoices":[
            {"uid":"i1","title":"One","recipients":["ada"],"state":"issued","schedulePreset":"p1",)" +
                                               content + "}]"));
    QVERIFY2(brought, qPrintable(brought ? QString{} : brought.error().detail));
    const auto brand = look(studio, [](const Snapshot& s) { return brands::findByUsername(s, u"aurora"_s); });
    const auto billing = look(studio, [&](const Snapshot& s) { return brands::billing(s, brand->id); });
    QCOMPARE(billing.details.daysToPay, 30);
    QCOMPARE(billing.details.reminders.everyDays, 10);
    QVERIFY(item(studio, "i1").number.startsWith(u'A'));
    const auto parts = balance(studio, "i1").instalments;
    QCOMPARE(parts.size(), std::size_t{2});
    QCOMPARE(parts.back().due, QDate(2027, 6, 5));
    const Item first = item(studio, "i1");
    QCOMPARE(look(studio, [&](const Snapshot& s) { return invoices::scheduleFor(s, first.job); }).size(),
             std::size_t{2});
}

QTEST_GUILESS_MAIN(StudioInvoicesTest)
#include "studio_invoices_test.moc"
