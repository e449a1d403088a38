// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/outbox.h"
#include "tests/app/orders/order_fixture.h"
#include "ui/orders/order_editor.h"
#include "ui/orders/order_form.h"
#include "ui/orders/order_lines_model.h"
#include "ui/orders/order_lines_view.h"
#include "ui/orders/order_preview.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>

#include <tuple>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

struct Desk : StudioFixture
{
    Desk()
    {
        QLocale::setDefault(QLocale{u"en"_s});
        must(change([&](Transaction& t) -> Result<void> {
            Job job = *jobs::find(t, desk.job);
            job.details.people = {{ada, JobRole::Client}, {ben, JobRole::Spouse}};
            return jobs::save(t, job);
        }));
    }

    OrderDesk desk{*this};
    ContactId ada = addPerson(u"Ada"_s, u"Okafor"_s, u"ada@example.com"_s);
    ContactId ben = addPerson(u"Ben"_s, u"Okafor"_s);

    OrderContent kept(ItemId id) { return desk.order(id).content; }
};

/// Somebody who writes an order.
class Writer
{
public:
    Writer(Desk& desk, ItemId item)
        : window{new OrderEditor{*desk.database, item}}
    {
        window->show();
        std::ignore = QTest::qWaitForWindowActive(window); // shortcuts belong to the active one
        lines = window->findChild<OrderLinesView*>();
        model = window->findChild<OrderLinesModel*>();
    }
    ~Writer()
    {
        if (window)
            delete window.data();
    }

    template <class Widget>
    Widget* find(const QString& name)
    {
        return window->findChild<Widget*>(name);
    }
    QWidget* open() { return lines->indexWidget(lines->currentIndex()); }
    void cell(int row, int column)
    {
        lines->setCurrentIndex(model->index(row, column));
        lines->edit(model->index(row, column));
    }
    void typeInCell(int row, int column, const QString& text)
    {
        cell(row, column);
        auto* line = qobject_cast<QLineEdit*>(open());
        line->selectAll();
        QTest::keyClicks(line, text);
        lines->commit();
    }
    void type(const QString& name, const QString& text)
    {
        auto* line = find<QLineEdit>(name);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    QString text(int row, int column) { return model->index(row, column).data().toString(); }
    QString status() { return find<QLabel>(u"status"_s)->text(); }
    void press(const QString& name) { find<QAction>(name)->trigger(); }
    void answer(const QString& button)
    {
        QTRY_VERIFY(window->findChild<QMessageBox*>(u"question"_s));
        auto* box = window->findChild<QMessageBox*>(u"question"_s);
        QTest::mouseClick(box->findChild<QPushButton*>(button), Qt::LeftButton);
    }
    QString question()
    {
        auto* box = window->findChild<QMessageBox*>(u"question"_s);
        return box ? box->text() : QString{};
    }

    QPointer<OrderEditor> window;
    OrderLinesView* lines;
    OrderLinesModel* model;
};

} // namespace

class OrderEditorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writingALineAndEnterGoesOnWithTheNext()
    {
        Desk studio;
        OrderContent content;
        content.title = u"Prints"_s;
        const ItemId id = studio.desk.add(content, {studio.ada});
        Writer writer{studio, id};
        QAbstractItemModelTester tester{writer.model};
        writer.lines->setFocus();
        QTest::keyClick(writer.lines, Qt::Key_Return);
        QCOMPARE(writer.model->rowCount(), 1);
        QVERIFY(writer.open());
        // A table lets the field have its Enter first and takes it afterwards.
        QTest::keyClicks(writer.open(), u"Fine art print"_s);
        QTest::keyClick(writer.open(), Qt::Key_Return);
        QTRY_COMPARE(writer.model->rowCount(), 2);
        QTRY_VERIFY(writer.open());
        QTest::keyClicks(writer.open(), u"Frame"_s);
        QTest::keyClick(writer.open(), Qt::Key_Return);
        QTRY_COMPARE(writer.model->rowCount(), 3);
        QTRY_VERIFY(writer.open());
        // Enter on an empty line: that was all, and the empty line is not kept.
        QTest::keyClick(writer.open(), Qt::Key_Return);
        QTRY_VERIFY(!writer.open());
        QCOMPARE(writer.model->rowCount(), 3);
        QTRY_COMPARE(studio.kept(id).lines.size(), 2u);
        QCOMPARE(studio.kept(id).lines[1].title, u"Frame"_s);
    }

    void amountsAreTakenAsTypedAndWhatIsUnclearStaysToBeCorrected()
    {
        Desk studio;
        const ItemId id = studio.desk.add(someOrder(), {studio.ada});
        Writer writer{studio, id};
        writer.typeInCell(0, OrderLinesModel::Price, u"1.234,50"_s);
        QCOMPARE(writer.text(0, OrderLinesModel::Price), u"€1,234.50"_s);
        writer.typeInCell(0, OrderLinesModel::Quantity, u"1.5"_s);
        QCOMPARE(writer.text(0, OrderLinesModel::Amount), u"€1,851.75"_s);
        writer.typeInCell(1, OrderLinesModel::Discount, u"5 %"_s);
        QTRY_COMPARE(studio.kept(id).lines[1].discount.milliPercent, 5'000);

        writer.typeInCell(0, OrderLinesModel::Price, u"about 12"_s);
        QCOMPARE(writer.text(0, OrderLinesModel::Price), u"about 12"_s);
        QVERIFY(writer.model->index(0, OrderLinesModel::Price)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(u"is no price"_s));
        writer.press(u"send"_s);
        QVERIFY2(writer.status().contains(u"about 12"_s), qPrintable(writer.status()));
        QVERIFY(writer.question().isEmpty());
        QCOMPARE(studio.kept(id).lines[0].unitPrice, 123450);
    }

    void theCatalogueCompletesALine()
    {
        Desk studio;
        must(studio.change([&](Transaction& t) -> Result<void> {
            const auto rate = catalogue::addTaxRate(t, vat);
            ProductDetails album;
            album.name = u"Linen album"_s;
            album.description = u"30 × 30 cm"_s;
            album.unitPrice = Money::ofMinor(490'00, eur);
            album.taxRate = *rate;
            const auto added = catalogue::add(t, album);
            return added ? Result<void>{} : fail(added.error());
        }));
        OrderContent content;
        content.title = u"Album"_s;
        const ItemId id = studio.desk.add(content, {studio.ada});
        Writer writer{studio, id};
        writer.lines->setFocus();
        QTest::keyClick(writer.lines, Qt::Key_Return);
        QTest::keyClicks(writer.open(), u"linen album"_s);
        writer.lines->commit();
        QCOMPARE(writer.text(0, OrderLinesModel::Price), u"€490.00"_s);
        QCOMPARE(writer.text(0, OrderLinesModel::TaxColumn), u"VAT 19 %"_s);
        QCOMPARE(writer.find<QPlainTextEdit>(u"details"_s)->toPlainText(), u"30 × 30 cm"_s);
        QTRY_COMPARE(studio.kept(id).lines.size(), 1u);
        QCOMPARE(studio.kept(id).lines[0].title, u"Linen album"_s);
        QVERIFY(!studio.kept(id).lines[0].product.isEmpty());
    }

    void totalsAndPreviewFollowWhatIsTyped()
    {
        Desk studio;
        const ItemId id = studio.desk.add(someOrder(), {studio.ada});
        Writer writer{studio, id};
        QCOMPARE(writer.find<QLabel>(u"total"_s)->text(), u"Total: €2,677.50"_s);
        writer.type(u"discount"_s, u"100"_s);
        QCOMPARE(writer.find<QLabel>(u"total"_s)->text(), u"Total: €2,856.00"_s);
        auto* preview = writer.window->findChild<OrderPreview*>();
        QTRY_VERIFY(preview->toPlainText().contains(u"€2,856.00"_s));
        QVERIFY(preview->toPlainText().contains(u"Ada Okafor"_s));
        writer.type(u"discount"_s, u"much"_s);
        QCOMPARE(writer.find<QLineEdit>(u"discount"_s)->text(), u"much"_s);
        QCOMPARE(writer.find<QLabel>(u"total"_s)->text(), u"Total: €2,856.00"_s);
        writer.type(u"discount"_s, u"9999"_s);
        QVERIFY(writer.find<QLabel>(u"total"_s)->text().contains(u"more than the order costs"_s));
    }

    void linesMoveByKeys()
    {
        Desk studio;
        const ItemId id = studio.desk.add(someOrder(), {studio.ada});
        Writer writer{studio, id};
        writer.lines->setCurrentIndex(writer.model->index(0, 0));
        QTest::keyClick(writer.lines, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(writer.text(1, OrderLinesModel::Title), u"Coverage of the day"_s);
        QCOMPARE(writer.lines->currentIndex().row(), 1);
        QTest::keyClick(writer.lines, Qt::Key_Down, Qt::AltModifier); // there is nothing below
        QTRY_COMPARE(studio.kept(id).lines[0].title, u"Album"_s);
        QTest::keyClick(writer.lines, Qt::Key_Delete, Qt::ControlModifier);
        QTRY_COMPARE(studio.kept(id).lines.size(), 1u);
    }

    void typingInAnEmptyTableBeginsALineAndEnterDoesNotPileUpBlankOnes()
    {
        Desk desk;
        OrderContent content;
        content.title = u"Prints"_s;
        Writer writer{desk, desk.desk.add(content, {desk.ada})};
        QCOMPARE(writer.model->rowCount(), 0);
        writer.lines->setFocus();
        QTest::keyClick(writer.lines, 'p');
        QCOMPARE(writer.model->rowCount(), 1);
        auto* line = qobject_cast<QLineEdit*>(writer.open());
        QVERIFY(line);
        QCOMPARE(line->text(), u"p"_s);
        QTest::keyClicks(line, u"rint"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(writer.text(0, OrderLinesModel::Title), u"print"_s);
        QTRY_COMPARE(writer.model->rowCount(), 2);
        QTest::keyClick(writer.open(), Qt::Key_Escape);
        QTest::keyClick(writer.lines, Qt::Key_Return);
        QCOMPARE(writer.model->rowCount(), 2); // the blank one is written in
        QVERIFY(writer.open());
    }

    void keysChangeNothingOfAnOrderThatIsOver()
    {
        Desk desk;
        const ItemId id = desk.desk.sent(someOrder(), {desk.ada});
        must(desk.change([&](Transaction& t) { return orders::voidOrder(t, id); }));
        Writer writer{desk, id};
        const std::vector<DraftLine> before = writer.model->lines();
        writer.lines->setCurrentIndex(writer.model->index(0, 0));
        QTest::keyClick(writer.lines, Qt::Key_Return);
        QTest::keyClick(writer.lines, Qt::Key_Down, Qt::AltModifier);
        QTest::keyClick(writer.lines, Qt::Key_Delete, Qt::ControlModifier);
        QTest::keyClicks(writer.lines, u"x"_s);
        QVERIFY(writer.model->lines() == before);
        QVERIFY(!writer.open());
        QVERIFY(writer.window->isSaved());
    }

    void linesAreDraggedWithoutLosingOne()
    {
        Desk studio;
        OrderContent content = someOrder();
        content.lines.push_back(lineOf(u"Frame"_s, 5'000, vat));
        Writer writer{studio, studio.desk.add(content, {studio.ada})};
        const std::unique_ptr<QMimeData> dragged{writer.model->mimeData({writer.model->index(0, 0)})};
        QVERIFY(!writer.model->dropMimeData(dragged.get(), Qt::MoveAction, 2, 0, {}));
        QCOMPARE(writer.model->rowCount(), 3);
        QCOMPARE(writer.text(0, 0), u"Album"_s);
        QCOMPARE(writer.text(1, 0), u"Coverage of the day"_s);
        QCOMPARE(writer.text(2, 0), u"Frame"_s);
    }

    void undoAndRedoGoThroughEverything()
    {
        Desk studio;
        const ItemId id = studio.desk.add(someOrder(), {studio.ada});
        Writer writer{studio, id};
        auto* title = writer.find<QLineEdit>(u"title"_s);
        title->setFocus();
        title->selectAll();
        QTest::keyClicks(title, u"By the sea"_s);
        writer.typeInCell(0, OrderLinesModel::Price, u"100"_s);
        title->setFocus();
        QTest::keyClick(title, Qt::Key_Z, Qt::ControlModifier); // in a field, but of the whole window
        QCOMPARE(writer.text(0, OrderLinesModel::Price), u"€2,000.00"_s);
        QTest::keyClick(title, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(title->text(), u"Wedding at the lake"_s); // the whole of what was typed there
        QTest::keyClick(title, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(title->text(), u"By the sea"_s);
        QTRY_COMPARE(studio.kept(id).title, u"By the sea"_s);
    }

    void anotherWindowsChangeIsNotOverwritten()
    {
        Desk studio;
        const ItemId id = studio.desk.add(someOrder(), {studio.ada});
        Writer writer{studio, id};
        const auto meanwhile = [&](const QString& closing) {
            orders::Order other = studio.desk.order(id);
            other.content.closing = closing;
            studio.desk.save(other);
        };
        meanwhile(u"From the other desk"_s);
        QTRY_COMPARE(writer.find<QPlainTextEdit>(u"closing"_s)->toPlainText(), u"From the other desk"_s);

        writer.type(u"title"_s, u"Mine"_s);
        meanwhile(u"Again from there"_s);
        auto* notice = writer.find<QWidget>(u"notice"_s);
        QTRY_VERIFY(notice->isVisible());
        QCOMPARE(studio.kept(id).closing, u"Again from there"_s);
        QTest::mouseClick(writer.find<QPushButton>(u"noticeFirst"_s), Qt::LeftButton);
        QTRY_COMPARE(studio.kept(id).title, u"Mine"_s);
        QVERIFY(!notice->isVisible());

        writer.type(u"title"_s, u"Mine again"_s);
        meanwhile(u"Third time"_s);
        QTRY_VERIFY(notice->isVisible());
        QTest::mouseClick(writer.find<QPushButton>(u"noticeSecond"_s), Qt::LeftButton);
        QCOMPARE(writer.find<QPlainTextEdit>(u"closing"_s)->toPlainText(), u"Third time"_s);
        QCOMPARE(writer.find<QLineEdit>(u"title"_s)->text(), u"Mine"_s);
        QTest::keyClick(writer.find<QLineEdit>(u"title"_s), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(writer.find<QLineEdit>(u"title"_s)->text(), u"Mine again"_s); // not lost either
    }

    void sendingNamesItsRecipientsAndTellsThem()
    {
        Desk studio;
        const ItemId id = studio.desk.add(someQuote(), {});
        Writer writer{studio, id};
        writer.press(u"send"_s);
        QVERIFY(writer.status().contains(u"for nobody"_s));
        auto* people = writer.find<QListWidget>(u"recipients"_s);
        QCOMPARE(people->count(), 2);
        people->item(1)->setCheckState(Qt::Checked);
        people->item(0)->setCheckState(people->item(0)->checkState()); // Ben stands first now
        QCOMPARE(people->item(0)->text(), u"Ben Okafor · Spouse"_s);
        people->item(1)->setCheckState(Qt::Checked);
        int papers = 0;
        writer.window->setPaper([&](const orders::Prepared& prepared) -> Result<QByteArray> {
            ++papers;
            return "%PDF of " + prepared.sheet.title.toUtf8();
        });
        QSignalSpy sent{writer.window, &OrderEditor::sent};
        writer.press(u"send"_s);
        QCOMPARE(writer.question(), u"Send this to Ben Okafor and Ada Okafor?"_s);
        writer.answer(u"accept"_s);
        QTRY_COMPARE(sent.size(), 1);
        QCOMPARE(papers, 1);
        const Item item = studio.desk.order(id).item;
        QCOMPARE(item.state, ItemState::Sent);
        QCOMPARE(item.recipients.front().contact, studio.ben);
        QCOMPARE(
            must(studio.database->read([&](const Snapshot& s) { return items::pdfOf(s, *item.current); })),
            QByteArray{"%PDF of Wedding at the lake"});
        const auto mails = must(studio.database->read([](const Snapshot& s) { return mail::all(s, 10); }));
        QCOMPARE(mails.size(), 1u); // Ben has no email
        QVERIFY(writer.find<QWidget>(u"notice"_s)->isVisible());
    }

    void whatCannotBePrintedIsNotSent()
    {
        Desk studio;
        const ItemId id = studio.desk.add(someQuote(), {studio.ada});
        Writer writer{studio, id};
        writer.window->setPaper([](const orders::Prepared&) -> Result<QByteArray> {
            return fail(Fault::Storage, u"A font is missing."_s);
        });
        QSignalSpy failed{writer.window, &OrderEditor::failed};
        writer.press(u"send"_s);
        writer.answer(u"accept"_s);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(studio.desk.order(id).item.state, ItemState::Draft);
        QVERIFY(writer.find<QAction>(u"send"_s)->isEnabled());
    }

    void namesTickedOnASentOrderWaitUntilItIsSentAgain()
    {
        Desk studio;
        const ItemId id = studio.desk.sent(someQuote(), {studio.ada});
        Writer writer{studio, id};
        writer.find<QListWidget>(u"recipients"_s)->item(1)->setCheckState(Qt::Checked);
        QTRY_VERIFY(writer.window->isSaved());
        QCOMPARE(studio.desk.order(id).item.recipients.size(), 1u);
        QSignalSpy sent{writer.window, &OrderEditor::sent};
        writer.press(u"send"_s);
        writer.answer(u"accept"_s);
        QTRY_COMPARE(sent.size(), 1);
        QCOMPARE(studio.desk.order(id).item.recipients.size(), 2u);
        QVERIFY(studio.desk.order(id).item.revisedAt);
    }

    void whatAClientAcceptedMeanwhileIsNoLongerWrittenIn()
    {
        Desk studio;
        const ItemId id = studio.desk.sent(someQuote(), {studio.ada});
        Writer writer{studio, id};
        QVERIFY(studio.desk.answer(studio.desk.answering(studio.ada, id, orders::Answer::Accept)));
        QTRY_VERIFY(writer.find<QLineEdit>(u"title"_s)->isReadOnly());
        QVERIFY(writer.find<QLabel>(u"state"_s)->text().startsWith(u"Accepted on"_s));
        QVERIFY(!writer.find<QAction>(u"send"_s)->isEnabled());
        QVERIFY(!writer.model->flags(writer.model->index(0, 0)).testFlag(Qt::ItemIsEditable));
    }

    void anOrderIsTakenBackAfterAQuestion()
    {
        Desk studio;
        const ItemId id = studio.desk.sent(someQuote(), {studio.ada});
        Writer writer{studio, id};
        writer.press(u"void"_s);
        QCOMPARE(studio.desk.order(id).item.state, ItemState::Sent);
        writer.answer(u"accept"_s);
        QTRY_COMPARE(studio.desk.order(id).item.state, ItemState::Void);
        QTRY_VERIFY(!writer.find<QAction>(u"void"_s)->isEnabled());
    }

    void closingKeepsWhatWasTyped()
    {
        Desk studio;
        const ItemId id = studio.desk.add(someOrder(), {studio.ada});
        Writer writer{studio, id};
        writer.cell(0, OrderLinesModel::Title);
        auto* line = qobject_cast<QLineEdit*>(writer.open());
        line->selectAll();
        QTest::keyClicks(line, u"Half a day"_s);
        writer.window->close();
        QTRY_VERIFY(!writer.window);
        QCOMPARE(studio.kept(id).lines[0].title, u"Half a day"_s);
    }

    void closingAsksBeforeWhatCannotBeKeptIsLost()
    {
        Desk studio;
        const ItemId id = studio.desk.add(someOrder(), {studio.ada});
        Writer writer{studio, id};
        writer.typeInCell(0, OrderLinesModel::Price, u"about 12"_s);
        writer.window->close();
        QTRY_COMPARE(writer.question(), u"Close without saving everything?"_s);
        QVERIFY(writer.window->isVisible());
        writer.answer(u"accept"_s);
        QTRY_VERIFY(!writer.window);
    }

    void anotherCurrencyKeepsTheNumbers()
    {
        Desk studio;
        const ItemId id = studio.desk.add(someOrder(), {studio.ada});
        Writer writer{studio, id};
        writer.find<QComboBox>(u"currency"_s)->setCurrentText(u"JPY"_s);
        QCOMPARE(writer.text(0, OrderLinesModel::Price), u"¥2,000"_s);
        QTRY_COMPARE(studio.kept(id).currency.code(), u"JPY"_s);
        writer.find<QComboBox>(u"currency"_s)->setCurrentText(u"KWD"_s);
        QCOMPARE(writer.text(0, OrderLinesModel::Price), u"KWD\u00a02,000.000"_s);
    }

    void aFirstLineBeginsWithTheTaxItsBrandChargedLast()
    {
        Desk studio;
        must(studio.change([&](Transaction& t) -> Result<void> {
            const auto rate =
                catalogue::addTaxRate(t, {u"VAT 13.5 %"_s, TaxCategory::Standard, 13'500}); // another firm's
            return rate ? Result<void>{} : fail(rate.error());
        }));
        OrderContent empty;
        empty.title = u"Prints"_s;
        const auto taxOfFirstLine = [&] {
            Writer writer{studio, studio.desk.add(empty, {studio.ada})};
            writer.lines->setFocus();
            QTest::keyClick(writer.lines, Qt::Key_Return);
            return writer.text(0, OrderLinesModel::TaxColumn);
        };
        QCOMPARE(taxOfFirstLine(), u"No tax"_s); // nothing was charged yet
        OrderContent taxed = someOrder();
        taxed.lines[0].tax = {u"MwSt 19 %"_s, TaxCategory::Standard, 19'000};
        studio.desk.add(taxed, {studio.ada});
        QCOMPARE(taxOfFirstLine(), u"MwSt 19 %"_s);
    }

    void thereAndBackAnotherCurrencyGivesWhatWasTyped()
    {
        Desk studio;
        const ItemId id = studio.desk.add(someOrder(), {studio.ada});
        Writer writer{studio, id};
        writer.typeInCell(0, OrderLinesModel::Price, u"1000.50"_s);
        QTRY_COMPARE(studio.kept(id).lines[0].unitPrice, 100'050);
        auto* currency = writer.find<QComboBox>(u"currency"_s);
        currency->setCurrentText(u"JPY"_s);
        // Yen have no decimals: it asks for another price instead of rounding this one.
        QCOMPARE(writer.text(0, OrderLinesModel::Price), u"1,000.50"_s);
        QVERIFY(writer.model->index(0, OrderLinesModel::Price)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(u"is no price in this currency"_s));
        currency->setCurrentText(u"EUR"_s);
        QCOMPARE(writer.text(0, OrderLinesModel::Price), u"€1,000.50"_s);
        QTRY_COMPARE(studio.kept(id).currency.code(), u"EUR"_s);
        QTRY_COMPARE(studio.kept(id).lines[0].unitPrice, 100'050);
    }
};

QTEST_MAIN(OrderEditorTest)
#include "order_editor_test.moc"
