// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/money_text.h"
#include "app/brands/billing.h"
#include "app/contacts/contact_store.h"
#include "tests/ui/invoices/invoice_desk.h"
#include "ui/invoices/invoice_paper.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QListWidget>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTextBrowser>
#include <QThread>
#include <QToolButton>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

class InvoiceEditorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsTypedIsKeptAndCanBeUndone()
    {
        InvoiceDesk desk;
        const ItemId id = desk.addInvoice(someInvoice(), {desk.ada});
        Biller biller{desk, id};
        biller.type(u"buyerName"_s, u"Lake Weddings Ltd"_s);
        biller.type(u"buyerVatId"_s, u"DE123456789"_s);
        biller.type(u"buyerReference"_s, u"PO 77"_s);
        biller.type(u"serviceDay"_s, u"2027-05-03"_s);
        QTRY_COMPARE(desk.kept(id).serviceDay, QDate(2027, 5, 3));
        QCOMPARE(desk.kept(id).buyerName, u"Lake Weddings Ltd"_s);
        QCOMPARE(desk.kept(id).buyerReference, u"PO 77"_s);
        // With a VAT number an e-invoice is offered anyway.
        QVERIFY(biller.find<QCheckBox>(u"wantsEInvoice"_s)->isChecked());
        QVERIFY(!biller.find<QCheckBox>(u"wantsEInvoice"_s)->isEnabled());

        QTest::keyClick(biller.window, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(desk.kept(id).serviceDay, QDate{});
        QTest::keyClick(biller.window, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(desk.kept(id).serviceDay, QDate(2027, 5, 3));
    }

    void aDayThatIsNoneStaysToBeCorrectedAndIsNotIssued()
    {
        InvoiceDesk desk;
        const ItemId id = desk.addInvoice(someInvoice(), {desk.ada});
        Biller biller{desk, id};
        biller.type(u"serviceDay"_s, u"sometime"_s);
        QCOMPARE(biller.find<QLineEdit>(u"serviceDay"_s)->text(), u"sometime"_s);
        biller.press(u"issue"_s);
        QVERIFY2(biller.status().contains(u"“sometime” is no day"_s), qPrintable(biller.status()));
        QVERIFY(!biller.box());
    }

    void M3_theScheduleShowsInstalmentsThatAddUpWhileItIsTyped()
    {
        InvoiceDesk desk;
        const ItemId id = desk.addInvoice(someInvoice(841, eur), {desk.ada}); // 8.41 and 19 %: 10.01
        Biller biller{desk, id};
        QCOMPARE(biller.instalments().size(), 1);
        QVERIFY(biller.instalments().front().contains(u"€10.01"_s));

        auto* add = biller.find<QPushButton>(u"addRule"_s);
        QTest::mouseClick(add, Qt::LeftButton);
        QTest::mouseClick(add, Qt::LeftButton);
        QTest::mouseClick(add, Qt::LeftButton);
        QCOMPARE(biller.all<QWidget>(u"rule"_s).size(), 3);
        const auto shares = biller.all<QLineEdit>(u"ruleShare"_s);
        Biller::retype(shares[0], u"35"_s);
        auto* second = biller.all<QComboBox>(u"ruleShareKind"_s)[1];
        second->setCurrentIndex(second->findText(u"per cent"_s));
        Q_EMIT second->activated(second->currentIndex());
        Biller::retype(biller.all<QLineEdit>(u"ruleShare"_s)[1], u"35 %"_s);
        Biller::retype(biller.all<QLineEdit>(u"ruleShare"_s)[2], u"30"_s);
        const QStringList rows = biller.instalments();
        QCOMPARE(rows.size(), 4);
        QVERIFY(rows.last().contains(u"Together|€10.01"_s));
        qint64 sum = 0;
        for (const QString& row : rows.first(3))
            sum += moneyFromText(row.section(u'|', 2, 2), eur, u"en"_s)->minor();
        QCOMPARE(sum, 1001);
        QTRY_COMPARE(desk.kept(id).schedule.size(), 3u);
        QTRY_COMPARE(desk.kept(id).schedule[2].milliPercent, 30'000);

        // Too much is said beside it, and not kept.
        Biller::retype(biller.all<QLineEdit>(u"ruleShare"_s)[2], u"60"_s);
        QCOMPARE(biller.find<QLabel>(u"scheduleProblem"_s)->text(), u"The shares are more than 100 %."_s);
        QTRY_VERIFY(biller.status().startsWith(u"Not saved yet"_s));
        biller.press(u"issue"_s);
        QVERIFY(biller.status().contains(u"more than 100 %"_s));
        // Nor is what cannot be read.
        Biller::retype(biller.all<QLineEdit>(u"ruleShare"_s)[2], u"some"_s);
        QCOMPARE(biller.all<QLineEdit>(u"ruleShare"_s)[2]->text(), u"some"_s);
        QVERIFY(biller.all<QLabel>(u"ruleProblem"_s).front()->text().contains(u"“some” is no share"_s));
    }

    void aScheduleIsWrittenByTheKeyboard()
    {
        InvoiceDesk desk;
        const ItemId id = desk.addInvoice(someInvoice(), {desk.ada});
        Biller biller{desk, id};
        QTest::keyClick(biller.find<QPushButton>(u"addRule"_s), Qt::Key_Space);
        QCOMPARE(biller.window->focusWidget()->objectName(), u"ruleName"_s);
        QTest::keyClick(biller.find<QPushButton>(u"addRule"_s), Qt::Key_Space);
        QTRY_COMPARE(desk.kept(id).schedule.size(), 2u);
        QCOMPARE(desk.kept(id).schedule[0].from, DueFrom::Booking);
        QCOMPARE(desk.kept(id).schedule[1].days, -14);
        QCOMPARE(desk.kept(id).schedule[1].from, DueFrom::LastShoot);
        auto names = biller.all<QLineEdit>(u"ruleName"_s);
        QTest::keyClick(names[1], Qt::Key_Up, Qt::AltModifier);
        QTRY_COMPARE(desk.kept(id).schedule[0].from, DueFrom::LastShoot);

        auto* when = biller.all<QComboBox>(u"ruleWhen"_s)[0];
        when->setCurrentIndex(when->findText(u"on this day:"_s));
        Q_EMIT when->activated(when->currentIndex());
        Biller::retype(biller.all<QLineEdit>(u"ruleDay"_s)[0], u"2027-08-01"_s);
        QTRY_COMPARE(desk.kept(id).schedule[0].day, QDate(2027, 8, 1));
        biller.all<QSpinBox>(u"ruleMonths"_s)[0]->setValue(3);
        QTRY_COMPARE(desk.kept(id).schedule[0].months, 3);
        QTest::mouseClick(biller.all<QToolButton>(u"removeRule"_s)[1], Qt::LeftButton);
        QTRY_COMPARE(desk.kept(id).schedule.size(), 1u);
        QTest::keyClick(biller.window, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(desk.kept(id).schedule.size(), 2u);
    }

    void theStatusSaysWhatCannotBeReadAsLongAsItCannot()
    {
        InvoiceDesk desk;
        Biller biller{desk, desk.addInvoice(someInvoice(), {desk.ada})};
        const QModelIndex price = biller.model->index(0, OrderLinesModel::Price);
        biller.model->setData(price, u"abc"_s, Qt::EditRole);
        QVERIFY2(biller.status().contains(u"“abc” is no price"_s), qPrintable(biller.status()));
        QTest::qWait(1'000); // saved, as far as it can be
        QVERIFY2(biller.status().contains(u"“abc” is no price"_s), qPrintable(biller.status()));
        biller.model->setData(price, u"1000.00"_s, Qt::EditRole);
        QVERIFY2(!biller.status().contains(u"abc"_s), qPrintable(biller.status()));
    }

    void amountsAndInstalmentsAreInSightAsAWhole()
    {
        InvoiceDesk desk;
        InvoiceContent content = someInvoice(1'234'567'890);
        content.goods.lines[0].unit = u"half days"_s;
        content.schedule = retainerAndRest();
        Biller biller{desk, desk.addInvoice(content, {desk.ada}, desk.lake)};
        for (const int column : {int(OrderLinesModel::Price), int(OrderLinesModel::Amount)}) {
            const QString text = biller.model->index(0, column).data().toString();
            const int needed = biller.lines->fontMetrics().horizontalAdvance(text);
            QVERIFY2(biller.lines->columnWidth(column) > needed, qPrintable(text));
        }
        auto* parts = biller.all<QTreeWidget>(u"instalments"_s).value(0);
        QVERIFY(parts);
        QCOMPARE(parts->verticalScrollBar()->maximum(), 0);
        QCOMPARE(parts->visualItemRect(parts->topLevelItem(0)).top(), 0);
    }

    void whatNoInstalmentAsksForIsSaidAndAdded()
    {
        InvoiceDesk desk;
        InvoiceContent content = someInvoice();
        content.schedule = {retainerAndRest().front()};
        const ItemId id = desk.addInvoice(content, {desk.ada}, desk.lake);
        Biller biller{desk, id};
        auto* notice = biller.find<QLabel>(u"scheduleNotice"_s);
        auto* add = biller.find<QPushButton>(u"addRest"_s);
        QVERIFY(notice->isVisibleTo(biller.window) && add->isVisibleTo(biller.window));
        QCOMPARE(notice->text(),
                 u"No instalment asks for the other €833.00, so it falls due with “Retainer”."_s);
        QTest::keyClick(add, Qt::Key_Space);
        QVERIFY(!notice->isVisibleTo(biller.window) && !add->isVisibleTo(biller.window));
        QTRY_COMPARE(desk.kept(id).schedule.size(), 2u);
        QCOMPARE(desk.kept(id).schedule[1].share, Share::Rest);
        QCOMPARE(desk.kept(id).schedule[1].from, DueFrom::LastShoot);
    }

    void monthlyPartsThatDoNotFitAreSaid()
    {
        InvoiceDesk desk;
        InvoiceContent content = someInvoice();
        content.schedule = retainerAndRest();
        content.schedule[1].from = DueFrom::Issue;
        content.schedule[1].days = 14;
        content.schedule[1].months = 4;
        Biller biller{desk, desk.addInvoice(content, {desk.ada}, desk.lake)};
        auto* notice = biller.find<QLabel>(u"scheduleNotice"_s);
        QVERIFY2(notice->text().contains(u"“Rest” stays in one part"_s), qPrintable(notice->text()));
        QVERIFY(!biller.find<QPushButton>(u"addRest"_s)->isVisibleTo(biller.window));
    }

    void anotherCurrencyKeepsTheNumbersOfTheSchedule()
    {
        InvoiceDesk desk;
        InvoiceContent content = someInvoice();
        ScheduleRule sum;
        sum.label = u"Retainer"_s;
        sum.share = Share::Sum;
        sum.minor = 50'000;
        content.schedule = {sum};
        const ItemId id = desk.addInvoice(content, {desk.ada});
        Biller biller{desk, id};
        biller.find<QComboBox>(u"currency"_s)->setCurrentText(u"JPY"_s);
        QTRY_COMPARE(desk.kept(id).goods.currency.code(), u"JPY"_s);
        QCOMPARE(desk.kept(id).schedule[0].minor, 500);
    }

    void M4_issuingTakesTheNumberShowsItAndTellsTheRecipients()
    {
        InvoiceDesk desk;
        const ItemId id = desk.addInvoice(someInvoice(), {desk.ada, desk.dora});
        Biller biller{desk, id};
        QSignalSpy issued{biller.window, &InvoiceEditor::issued};
        QTest::keyClick(biller.window, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(biller.box());
        QVERIFY2(biller.box()->text().contains(u"€1,190.00"_s), qPrintable(biller.box()->text()));
        QVERIFY(biller.box()->informativeText().contains(u"never changes again"_s));
        biller.answer();
        QTRY_COMPARE(issued.size(), 1);
        const Item item = desk.item(id);
        QCOMPARE(item.state, ItemState::Sent);
        QVERIFY(biller.window->windowTitle().contains(item.number));
        QVERIFY(biller.find<QLabel>(u"openAmount"_s)->text().contains(u"€1,190.00 open of €1,190.00"_s));
        QCOMPARE(biller.find<QLabel>(u"standing"_s)->text(), u"Open"_s);
        QVERIFY(!biller.find<QAction>(u"issue"_s)->isVisible());
        QVERIFY(biller.find<QAction>(u"recordPayment"_s)->isEnabled());
        const auto pdf = desk.look([&](const Snapshot& s) { return items::pdfOf(s, *item.current); });
        QCOMPARE(pdf, "%PDF-1.7 " + item.number.toUtf8());
        const auto mails = desk.look([](const Snapshot& s) { return mail::all(s, 10); });
        QCOMPARE(mails.size(), 1u);
        // Whom no mail reaches is named.
        QVERIFY(biller.find<QWidget>(u"notice"_s)->isVisible());
    }

    void theRealPaperIsMadeOffTheWindowsThread()
    {
        InvoiceDesk desk;
        const ItemId id = desk.addInvoice(someInvoice(), {desk.dora});
        Biller biller{desk, id};
        QThread* madeOn = nullptr;
        biller.window->issuing().setPaper([&](const invoices::Prepared& prepared) {
            madeOn = QThread::currentThread();
            return invoicePaper(prepared);
        });
        biller.press(u"issue"_s);
        biller.answer();
        QTRY_COMPARE_WITH_TIMEOUT(desk.item(id).state, ItemState::Sent, 20'000);
        QVERIFY(madeOn && madeOn != QThread::currentThread());
        const auto pdf =
            desk.look([&](const Snapshot& s) { return items::pdfOf(s, *desk.item(id).current); });
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.size() > 5'000);
    }

    void anEInvoiceThatLacksSomethingSaysWhat()
    {
        InvoiceDesk desk;
        const ItemId id = desk.issuedInvoice(someInvoice(), {desk.ada});
        Biller biller{desk, id};
        biller.press(u"saveEInvoice"_s);
        QVERIFY2(biller.status().startsWith(u"An e-invoice cannot be made of it. "_s),
                 qPrintable(biller.status()));
        QVERIFY(biller.status().size() > 50);
        QVERIFY(!biller.find<QDialog>(u"saveFileDialog"_s));
    }

    void whatCannotBeIssuedSaysSoAndTakesNoNumber()
    {
        InvoiceDesk desk;
        InvoiceContent empty;
        empty.goods.title = u"Nothing yet"_s;
        const ItemId id = desk.addInvoice(empty, {desk.ada});
        Biller biller{desk, id};
        biller.press(u"issue"_s);
        QVERIFY(!biller.status().isEmpty());
        QVERIFY(!biller.box());

        const ItemId forNobody = desk.addInvoice(someInvoice(), {});
        Biller other{desk, forNobody};
        other.press(u"issue"_s);
        QVERIFY(other.status().contains(u"for nobody yet"_s));

        const ItemId third = desk.addInvoice(someInvoice(), {desk.ada});
        Biller unlucky{desk, third};
        unlucky.window->issuing().setPaper([](const invoices::Prepared&) -> Result<QByteArray> {
            return fail(Fault::Storage, u"no font"_s);
        });
        unlucky.press(u"issue"_s);
        unlucky.answer();
        QTRY_VERIFY(unlucky.status().startsWith(u"It was not issued, and no number was taken."_s));
        QCOMPARE(desk.item(third).state, ItemState::Draft);
        QVERIFY(unlucky.find<QAction>(u"issue"_s)->isEnabled());
    }

    void M4_anotherInvoiceThatTakesTheNumberMeanwhileIsNoTrouble()
    {
        InvoiceDesk desk;
        const ItemId id = desk.addInvoice(someInvoice(), {desk.ada});
        const ItemId other = desk.addInvoice(someInvoice(), {desk.ada});
        Biller biller{desk, id};
        int papers = 0;
        biller.window->issuing().setPaper([&](const invoices::Prepared& prepared) -> Result<QByteArray> {
            if (++papers == 1)
                desk.issue(other); // on the thread that prints: as if another window had done it
            return "%PDF-1.7 " + prepared.invoice.number.toUtf8();
        });
        biller.press(u"issue"_s);
        biller.answer();
        QTRY_COMPARE(desk.item(id).state, ItemState::Sent);
        QCOMPARE(papers, 2);
        QVERIFY(desk.item(id).number != desk.item(other).number);
        const auto pdf =
            desk.look([&](const Snapshot& s) { return items::pdfOf(s, *desk.item(id).current); });
        QCOMPARE(pdf, "%PDF-1.7 " + desk.item(id).number.toUtf8());
    }

    void S30_itShowsHowItStandsAndItsPayments()
    {
        InvoiceDesk desk;
        InvoiceContent content = someInvoice();
        content.schedule = retainerAndRest();
        const ItemId id = desk.issuedInvoice(content, {desk.ada}, desk.lake);
        Biller biller{desk, id};
        QCOMPARE(biller.instalments().size(), 3);
        desk.pay(id, 50'000, desk.ada);
        QTRY_COMPARE(biller.find<QLabel>(u"standing"_s)->text(), u"Part paid"_s);
        QVERIFY(biller.instalments().front().contains(u"settled"_s));
        auto* movements = biller.find<QTreeWidget>(u"movements"_s);
        QCOMPARE(movements->topLevelItemCount(), 1);
        QCOMPARE(movements->topLevelItem(0)->text(3), u"€500.00"_s);
        movements->setCurrentItem(movements->topLevelItem(0));
        QTest::mouseClick(biller.find<QPushButton>(u"showReceipt"_s), Qt::LeftButton);
        QTRY_VERIFY(biller.find<QLabel>(u"receipt"_s));
        QVERIFY(biller.find<QLabel>(u"receipt"_s)->text().contains(u"€500.00"_s));
        desk.now += std::chrono::days{400};
        desk.pay(id, 100, desk.ada);
        QTRY_VERIFY(biller.find<QLabel>(u"standing"_s)->text().startsWith(u"Overdue"_s));
    }

    void theReferenceIsCopiedAndAllActsHaveWords()
    {
        InvoiceDesk desk;
        const ItemId id = desk.issuedInvoice(someInvoice(), {desk.ada});
        Biller biller{desk, id};
        biller.press(u"copyReference"_s);
        const auto issued = desk.look([&](const Snapshot& s) { return invoices::issued(s, id); });
        QCOMPARE(QGuiApplication::clipboard()->text(), issued.transfer.reference);
        for (const QAction* action : biller.window->findChildren<QAction*>()) {
            if (!action->objectName().isEmpty() && !action->isSeparator())
                QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
        }
    }

    void aDueDayMovesAndWhatIsNoDayIsRefused()
    {
        InvoiceDesk desk;
        InvoiceContent content = someInvoice();
        content.schedule = retainerAndRest();
        const ItemId id = desk.issuedInvoice(content, {desk.ada}, desk.lake);
        Biller biller{desk, id};
        biller.press(u"moveDueDay"_s);
        auto* dialog = biller.find<QDialog>(u"dueDayDialog"_s);
        QVERIFY(dialog);
        auto* day = dialog->findChild<QLineEdit*>(u"day"_s);
        day->setText(u"soon"_s);
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"move"_s), Qt::LeftButton);
        QVERIFY(dialog->isVisible());
        QCOMPARE(day->text(), u"soon"_s);
        // A slip of the year would have clients reminded of it for years.
        day->setText(desk.today().addYears(-5).toString(Qt::ISODate));
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"move"_s), Qt::LeftButton);
        QVERIFY(day->accessibleDescription().contains(u"nothing of it is due before that day"_s));
        desk.now += std::chrono::days{10};
        const QDate past = desk.today().addDays(-3);
        day->setText(past.toString(Qt::ISODate));
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"move"_s), Qt::LeftButton);
        auto* question = dialog->findChild<QMessageBox*>(u"question"_s);
        QVERIFY(question && question->text().contains(u"which is past"_s));
        question->reject();
        QVERIFY(desk.balance(id).instalments.front().due != past);
        day->setText(u"2028-01-31"_s);
        QTest::keyClick(day, Qt::Key_Return);
        QTRY_COMPARE(desk.balance(id).instalments.back().due, QDate(2028, 1, 31));
    }

    void theQuestionNamesWhatIsMissing()
    {
        InvoiceDesk desk;
        const auto asked = [&](const InvoiceContent& content, ContactId recipient) {
            const ItemId id = desk.addInvoice(content, {recipient});
            Biller biller{desk, id};
            QTest::keyClick(biller.window, Qt::Key_Return, Qt::ControlModifier);
            return QTest::qWaitFor([&] { return biller.box() != nullptr; }) ? biller.box()->informativeText()
                                                                            : QString{};
        };
        const QString all = asked(someInvoice(0), desk.ada); // she has no email
        for (const QString& missing : {u"Its total is €0.00."_s, u"no address of"_s, u"no tax number"_s,
                                       u"No mail reaches Ada Aster"_s})
            QVERIFY2(all.contains(missing), qPrintable(all));
        QVERIFY(!all.contains(u"way to pay"_s)); // of nothing
        QVERIFY(asked(someInvoice(), desk.dora).contains(u"no way to pay"_s));
        desk.does([&](Transaction& t) -> Result<void> {
            auto brand = brands::find(t, desk.aurora);
            brand->details.address.street = u"Pier 1"_s;
            brand->details.address.city = u"Lakeside"_s;
            if (const auto saved = brands::save(t, *brand); !saved)
                return saved;
            auto billing = brands::billing(t, desk.aurora);
            billing->details.taxNumber = u"12/345"_s;
            billing->details.iban = u"DE02120300000000202051"_s;
            return brands::saveBilling(t, desk.aurora, *billing);
        });
        const QString none = asked(someInvoice(), desk.dora);
        QVERIFY2(!none.isEmpty() && !none.contains(u"too late"_s), qPrintable(none));
    }

    void theDraftsPreviewSaysWhatWillBeIssued()
    {
        InvoiceDesk desk;
        desk.does([&](Transaction& t) -> Result<void> {
            auto contact = contacts::find(t, desk.dora);
            contact->details.addresses = {{{}, u"Mill Lane 4"_s, u"Lakeside"_s, {}, u"12345"_s, {}}};
            if (const auto saved = contacts::save(t, *contact); !saved)
                return saved;
            auto billing = brands::billing(t, desk.aurora);
            billing->details.vatId = u"DE123456789"_s;
            billing->details.iban = u"DE02120300000000202051"_s;
            return brands::saveBilling(t, desk.aurora, *billing);
        });
        Biller biller{desk, desk.addInvoice(someInvoice(), {desk.dora})};
        auto* preview = biller.find<QTextBrowser>(u"preview"_s);
        for (const QString& said : {u"Mill Lane 4"_s, u"VAT number DE123456789"_s,
                                    u"DE02 1203 0000 0000 2020 51"_s, u"How to pay by bank transfer"_s})
            QTRY_VERIFY2(preview->toPlainText().contains(said), qPrintable(preview->toPlainText()));
    }

    void aCreditNoteIsCalledSoEverywhere()
    {
        InvoiceDesk desk;
        const ItemId id = desk.issuedInvoice(someInvoice(), {desk.dora});
        const auto note = desk.look([&](const Snapshot& s) { return invoices::creditNoteFor(s, id); });
        const ItemId credit = desk.addInvoice(note, {desk.dora});
        {
            Biller biller{desk, credit};
            QVERIFY(!biller.find<QCheckBox>(u"booksJob"_s)->isVisibleTo(biller.window));
            QVERIFY(!biller.find<QComboBox>(u"currency"_s)->isEnabled());
            QTest::keyClick(biller.window, Qt::Key_Return, Qt::ControlModifier);
            QTRY_VERIFY(biller.box());
            QVERIFY(!biller.box()->informativeText().contains(u"by a credit note"_s));
            biller.answer();
            QTRY_VERIFY(biller.status().startsWith(u"Issued as"_s));
        }
        const auto mails = desk.look([](const Snapshot& s) { return mail::all(s, 10); });
        QVERIFY(std::any_of(mails.begin(), mails.end(), [](const mail::Mail& one) {
            return one.subject.contains(u"a credit note from"_s);
        }));
    }

    void voidIsACreditNoteOverAllThatIsLeft()
    {
        InvoiceDesk desk;
        const ItemId id = desk.issuedInvoice(someInvoice(), {desk.ada});
        const PaymentId paid = desk.pay(id, 19'000, desk.ada);
        Biller biller{desk, id};
        biller.press(u"void"_s);
        QTRY_VERIFY(biller.box());
        QVERIFY(biller.box()->informativeText().contains(u"credit note over €1,190.00"_s));
        QVERIFY(biller.box()->informativeText().contains(u"€190.00 was paid"_s));
        biller.answer();
        QTRY_COMPARE(desk.item(id).state, ItemState::Void);
        QCOMPARE(desk.paymentNow(paid).credit(), 19'000);
        QTRY_VERIFY(biller.find<QLabel>(u"state"_s)->isVisible());
        QVERIFY(!biller.find<QAction>(u"void"_s)->isEnabled());
        QVERIFY(!biller.find<QAction>(u"recordPayment"_s)->isEnabled());
        QTRY_COMPARE(biller.all<QPushButton>(u"linkedInvoice"_s).size(), 1); // drawn a moment later
    }

    void aCreditNoteAndADuplicateBeginAsDrafts()
    {
        InvoiceDesk desk;
        const ItemId id = desk.issuedInvoice(someInvoice(), {desk.ada});
        Biller biller{desk, id};
        std::vector<ItemId> wanted;
        connect(biller.window, &InvoiceEditor::invoiceWanted, this,
                [&](ItemId item) { wanted.push_back(item); });
        biller.press(u"creditNote"_s);
        QTRY_COMPARE(wanted.size(), 1u);
        const ItemId note = wanted[0];
        QCOMPARE(desk.kept(note).type, InvoiceType::CreditNote);
        Biller second{desk, note};
        QVERIFY(second.find<QLabel>(u"credits"_s)->isVisible());
        QVERIFY(!second.find<QWidget>(u"schedule"_s)->isVisible());
        biller.press(u"duplicate"_s);
        QTRY_COMPARE(wanted.size(), 2u);
        const ItemId copy = wanted[1];
        QCOMPARE(desk.item(copy).state, ItemState::Draft);
        QCOMPARE(desk.kept(copy).goods.lines, desk.kept(id).goods.lines);
    }

    void nothingTypedIsLostWhenTheWindowCloses()
    {
        InvoiceDesk desk;
        const ItemId id = desk.addInvoice(someInvoice(), {desk.ada});
        {
            Biller biller{desk, id};
            auto* line = biller.find<QLineEdit>(u"buyerName"_s);
            line->setFocus();
            QTest::keyClicks(line, u"Lake"_s);
            biller.window->close();
            QTRY_VERIFY(!biller.window);
        }
        QCOMPARE(desk.kept(id).buyerName, u"Lake"_s);
        Biller biller{desk, id};
        biller.type(u"serviceDay"_s, u"whenever"_s);
        biller.window->close();
        QTRY_VERIFY(biller.box());
        QVERIFY(biller.box()->informativeText().contains(u"whenever"_s));
    }

    void whatSomebodyElseSavedIsAskedAbout()
    {
        InvoiceDesk desk;
        const ItemId id = desk.addInvoice(someInvoice(), {desk.ada});
        Biller biller{desk, id};
        auto* line = biller.find<QLineEdit>(u"buyerName"_s);
        line->setFocus();
        QTest::keyClicks(line, u"Mine"_s);
        auto theirs = desk.look([&](const Snapshot& s) { return invoices::find(s, id); });
        theirs.content.buyerName = u"Theirs"_s;
        desk.does([&](Transaction& t) { return invoices::save(t, theirs); });
        QTRY_VERIFY(biller.find<QWidget>(u"notice"_s)->isVisible());
        QTest::mouseClick(biller.find<QPushButton>(u"noticeFirst"_s), Qt::LeftButton);
        QTRY_COMPARE(desk.kept(id).buyerName, u"Mine"_s);
    }
};

QTEST_MAIN(InvoiceEditorTest)
#include "invoice_editor_test.moc"
