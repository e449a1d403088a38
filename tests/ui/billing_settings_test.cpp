// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/schedule_presets.h"
#include "app/secrets/secret_store.h"
#include "tests/ui/invoices/invoice_desk.h"
#include "ui/settings/billing_settings.h"
#include "ui/settings/schedule_settings.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QListWidget>
#include <QMenu>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

template <class Widget>
Widget* part(QWidget& page, const QString& name)
{
    return page.findChild<Widget*>(name);
}

void type(QWidget& page, const QString& name, const QString& text)
{
    auto* line = part<QLineEdit>(page, name);
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
}

void press(QWidget& page, const QString& name)
{
    QTest::mouseClick(part<QAbstractButton>(page, name), Qt::LeftButton);
}

} // namespace

class BillingSettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // Secrets of this test stay in a folder of its own.
        QVERIFY(m_state.isValid());
        qputenv("XDG_STATE_HOME", m_state.path().toUtf8());
        qputenv("FOYER_SECRETS", "file");
    }

    void whatIsTypedIsKeptForItsBrand()
    {
        InvoiceDesk desk;
        BillingSettings page{*desk.database, [] { return u"https://portal.example.com"_s; }};
        page.show();
        QVERIFY(!part<QPushButton>(page, u"saveBilling"_s)->isEnabled());
        type(page, u"legalName"_s, u"Aurora Studio Ltd"_s);
        type(page, u"vatId"_s, u"DE 123 456 789"_s);
        type(page, u"iban"_s, u"de02 1203 0000 0000 2020 51"_s);
        type(page, u"invoicePrefix"_s, u"R"_s);
        part<QSpinBox>(page, u"daysToPay"_s)->setValue(30);
        part<QSpinBox>(page, u"numberDigits"_s)->setValue(3);
        const QString examples = part<QLabel>(page, u"numberExamples"_s)->text();
        QVERIFY2(examples.contains(u"R%1-001"_s.arg(desk.today().year())), qPrintable(examples));
        press(page, u"saveBilling"_s);
        QTRY_VERIFY(part<QLabel>(page, u"said"_s)->text().startsWith(u"Saved."_s));
        const auto kept = desk.look([&](const Snapshot& s) { return brands::billing(s, desk.aurora); });
        QCOMPARE(kept.details.legalName, u"Aurora Studio Ltd"_s);
        QCOMPARE(kept.details.vatId, u"DE123456789"_s);
        QCOMPARE(kept.details.iban, u"DE02120300000000202051"_s);
        QCOMPARE(kept.details.daysToPay, 30);
        QCOMPARE(kept.details.cardSurchargeMilliPercent, 0);
        QCOMPARE(part<QLineEdit>(page, u"iban"_s)->text(), u"DE02 1203 0000 0000 2020 51"_s);
        const auto other = desk.look([&](const Snapshot& s) { return brands::billing(s, desk.borealis); });
        QCOMPARE(other.version, 0);
    }

    void anAccountWithASlipIsNotKept()
    {
        InvoiceDesk desk;
        BillingSettings page{*desk.database, [] { return u"https://portal.example.com"_s; }};
        page.show();
        type(page, u"iban"_s, u"DE03 1203 0000 0000 2020 51"_s);
        press(page, u"saveBilling"_s);
        QTest::qWait(50);
        QVERIFY(part<QLabel>(page, u"said"_s)->text().startsWith(u"Not saved yet"_s));
        QCOMPARE(part<QLineEdit>(page, u"iban"_s)->text(), u"DE03 1203 0000 0000 2020 51"_s);
        QCOMPARE(desk.look([&](const Snapshot& s) { return brands::billing(s, desk.aurora); }).version, 0);
        type(page, u"iban"_s, u"DE02 1203 0000 0000 2020 51"_s);
        for (const QString& wrong : {u"hello"_s, u"DE"_s, u"12345"_s}) {
            type(page, u"vatId"_s, wrong);
            press(page, u"saveBilling"_s);
            QTest::qWait(50);
            QVERIFY(
                part<QLineEdit>(page, u"vatId"_s)->accessibleDescription().contains(u"is no VAT number"_s));
            QCOMPARE(desk.look([&](const Snapshot& s) { return brands::billing(s, desk.aurora); }).version,
                     0);
        }
        type(page, u"vatId"_s, u"CHE-123.456.789 MWST"_s);
        type(page, u"invoicePrefix"_s, u"C"_s); // as credit notes have it
        press(page, u"saveBilling"_s);
        QTest::qWait(50);
        QCOMPARE(desk.look([&](const Snapshot& s) { return brands::billing(s, desk.aurora); }).version, 0);
    }

    void M8_keysAreKeptBesideTheStudioAndNeverShownAgain()
    {
        InvoiceDesk desk;
        BillingSettings page{*desk.database, [] { return u"https://portal.example.com"_s; }};
        page.show();
        part<QCheckBox>(page, u"takesCards"_s)->setChecked(true);
        type(page, u"stripeAccount"_s, u"acct_123"_s);
        const QString webhook = part<QLineEdit>(page, u"webhookAddress"_s)->text();
        QVERIFY2(webhook.startsWith(u"https://portal.example.com/webhooks/stripe/"_s), qPrintable(webhook));
        part<QAbstractButton>(page, u"copyWebhook"_s)->click(); // below what is in sight
        QCOMPARE(QGuiApplication::clipboard()->text(), webhook);
        auto* key = part<QLineEdit>(page, u"stripeKey"_s);
        QCOMPARE(key->echoMode(), QLineEdit::Password);
        type(page, u"stripeKey"_s, u"pk_test_wrong"_s);
        press(page, u"saveBilling"_s);
        QTRY_VERIFY(part<QLabel>(page, u"said"_s)->text().contains(u"not every key"_s));
        QCOMPARE(key->text(), u"pk_test_wrong"_s); // to be corrected
        type(page, u"stripeKey"_s, u"sk_test_right"_s);
        press(page, u"saveBilling"_s);
        QTRY_VERIFY(part<QLabel>(page, u"said"_s)->text().startsWith(u"Saved. Invoices"_s));
        QCOMPARE(key->text(), QString{});
        const auto store = desk.database->read(
            [](const Snapshot& s) { return secrets::open(s, secrets::Machine::Desktop); });
        QVERIFY(store);
        const auto kept = (*store)->find(secrets::stripeKey(desk.aurora));
        QVERIFY(kept && *kept);
        QCOMPARE(**kept, "sk_test_right");
        QTRY_VERIFY(part<QPushButton>(page, u"stripeKeyForget"_s)->isEnabled());
        part<QAbstractButton>(page, u"stripeKeyForget"_s)->click();
        QTRY_VERIFY(!part<QPushButton>(page, u"stripeKeyForget"_s)->isEnabled());
        const auto gone = (*store)->find(secrets::stripeKey(desk.aurora));
        QVERIFY(gone && !*gone);
    }

    void aSurchargeIsOffAndNamesTheLaw()
    {
        InvoiceDesk desk;
        BillingSettings page{*desk.database, [] { return u"https://portal.example.com"_s; }};
        page.show();
        part<QCheckBox>(page, u"takesCards"_s)->setChecked(true);
        auto* surcharge = part<QLineEdit>(page, u"surcharge"_s);
        QCOMPARE(surcharge->text(), QString{});
        QVERIFY(surcharge->accessibleDescription().contains(u"against the law"_s));
        type(page, u"surcharge"_s, u"a lot"_s);
        press(page, u"saveBilling"_s);
        QTest::qWait(50);
        QCOMPARE(surcharge->text(), u"a lot"_s);
        QVERIFY(part<QLabel>(page, u"said"_s)->text().startsWith(u"Not saved yet"_s));
        type(page, u"surcharge"_s, u"1.5 %"_s);
        press(page, u"saveBilling"_s);
        QTRY_COMPARE(desk.look([&](const Snapshot& s) { return brands::billing(s, desk.aurora); })
                         .details.cardSurchargeMilliPercent,
                     1'500);
    }

    void aScheduleIsKeptByNameAndGivenToATypeOfJob()
    {
        InvoiceDesk desk;
        const JobTypeId wedding = desk.done([&](Transaction& t) { return jobs::typeNamed(t, u"Wedding"_s); });
        ScheduleSettings page{*desk.database};
        page.show();
        press(page, u"addSchedule"_s);
        type(page, u"scheduleName"_s, u"Halves"_s);
        press(page, u"addRule"_s);
        press(page, u"addRule"_s);
        auto* types = part<QComboBox>(page, u"scheduleJobType"_s);
        types->setCurrentIndex(types->findText(u"Wedding"_s));
        press(page, u"saveSchedule"_s);
        QTRY_COMPARE(part<QLabel>(page, u"said"_s)->text(), u"Saved."_s);
        QCOMPARE(part<QListWidget>(page, u"schedules"_s)->count(), 1);
        const auto kept = desk.look([](const Snapshot& s) { return invoices::presets(s); });
        QCOMPARE(kept.size(), 1u);
        QCOMPARE(kept[0].name, u"Halves"_s);
        QCOMPARE(kept[0].rules.size(), 2u);
        QCOMPARE(kept[0].jobType, std::optional{wedding});

        // One without a rule is refused, and what was typed stays.
        press(page, u"addSchedule"_s);
        type(page, u"scheduleName"_s, u"Nothing"_s);
        press(page, u"saveSchedule"_s);
        QTRY_VERIFY(part<QLabel>(page, u"said"_s)->text().startsWith(u"Not saved."_s));
        QCOMPARE(part<QLineEdit>(page, u"scheduleName"_s)->text(), u"Nothing"_s);
        press(page, u"discardSchedule"_s);
        auto* ready = page.findChild<QMenu*>(u"readySchedules"_s);
        Q_EMIT ready->aboutToShow();
        QVERIFY(ready->actions().size() >= 2);
        ready->actions().front()->trigger();
        QTRY_COMPARE(part<QListWidget>(page, u"schedules"_s)->count(), 2);
        press(page, u"archiveSchedule"_s);
        QTRY_COMPARE(part<QListWidget>(page, u"schedules"_s)->count(), 1);
    }

private:
    QTemporaryDir m_state;
};

QTEST_MAIN(BillingSettingsTest)
#include "billing_settings_test.moc"
