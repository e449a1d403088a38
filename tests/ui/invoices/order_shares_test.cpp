// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders/order_store.h"
#include "tests/ui/invoices/invoice_desk.h"
#include "ui/invoices/order_shares_dialog.h"

#include <QRadioButton>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

ItemId sentOrder(InvoiceDesk& desk, const std::vector<ContactId>& recipients)
{
    const ItemId id = desk.done([&](Transaction& t) {
        orders::NewOrder order{desk.job, {}, someInvoice(10'001).goods, recipients};
        return orders::add(t, order);
    });
    const auto prepared = desk.look([&](const Snapshot& s) { return orders::prepare(s, id); });
    desk.done([&](Transaction& t) { return orders::send(t, prepared, "%PDF-1.7 order"); });
    return id;
}

} // namespace

class OrderSharesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOrderBecomesOneInvoice()
    {
        InvoiceDesk desk;
        const ItemId order = sentOrder(desk, {desk.ada});
        QWidget window;
        QPointer dialog = new OrderSharesDialog{*desk.database, order, &window};
        std::vector<ItemId> made;
        connect(dialog, &OrderSharesDialog::made, this,
                [&](const std::vector<ItemId>& invoices) { made = invoices; });
        dialog->open();
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!dialog);
        QCOMPARE(made.size(), 1u);
        QCOMPARE(desk.kept(made[0]).goods.lines, someInvoice(10'001).goods.lines);
        QCOMPARE(desk.item(made[0]).recipients.front().contact, desk.ada);
    }

    void whatIsInvoicedAlreadyIsSaidBeforeItIsInvoicedAgain()
    {
        InvoiceDesk desk;
        const ItemId order = sentOrder(desk, {desk.ada});
        QWidget window;
        const auto shares = [&] { return new OrderSharesDialog{*desk.database, order, &window}; };
        QPointer dialog = shares();
        dialog->open();
        QVERIFY(!dialog->findChild<QLabel*>(u"already"_s)->isVisibleTo(dialog));
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!dialog);
        QPointer again = shares();
        again->open();
        auto* already = again->findChild<QLabel*>(u"already"_s);
        QVERIFY(already->isVisibleTo(again));
        QCOMPARE(already->text(), u"€119.01 of this order is invoiced already: a draft of €119.01. What you "
                                  "make here comes on top."_s);
        QTest::keyClick(again, Qt::Key_Escape);
        // Issued as one, given back as another: nothing of it counts.
        const auto charged = [&] {
            return desk.look([&](const Snapshot& s) -> Result<std::vector<invoices::OrderInvoice>> {
                return invoices::ofOrder(s, *items::find(s, order));
            });
        };
        const ItemId made = charged().at(0).id;
        desk.issue(made);
        QCOMPARE(charged().at(0).number, desk.item(made).number);
        const auto note = desk.look([&](const Snapshot& s) { return invoices::creditNoteFor(s, made); });
        const ItemId credit = desk.done([&](Transaction& t) {
            return invoices::add(t, {desk.job, {}, note, {desk.ada}});
        });
        QCOMPARE(charged().size(), 1u);
        desk.issue(credit);
        QVERIFY(charged().empty());
    }

    void M3_sharesOfSeveralPayersAddUpToTheOrder()
    {
        InvoiceDesk desk;
        const ItemId order = sentOrder(desk, {desk.ada, desk.bo});
        QWidget window;
        QPointer dialog = new OrderSharesDialog{*desk.database, order, &window};
        std::vector<ItemId> made;
        connect(dialog, &OrderSharesDialog::made, this,
                [&](const std::vector<ItemId>& invoices) { made = invoices; });
        dialog->open();
        dialog->findChild<QRadioButton*>(u"shared"_s)->setChecked(true);
        auto percents = dialog->findChildren<QLineEdit*>(u"percent"_s);
        auto boxes = dialog->findChildren<QCheckBox*>(u"payer"_s);
        QCOMPARE(percents.size(), 3); // both, and who else is on the job
        QCOMPARE(percents[0]->text(), u"50"_s);
        QVERIFY(!boxes[2]->isChecked());

        // What is not the whole is refused, and stays.
        percents[0]->setText(u"60"_s);
        Q_EMIT percents[0]->textEdited(u"60"_s);
        QCOMPARE(dialog->findChild<QLabel*>(u"sum"_s)->text(), u"Together 110 %: 10 % too much."_s);
        auto* make = dialog->findChild<QPushButton*>(u"make"_s);
        QTest::mouseClick(make, Qt::LeftButton);
        QVERIFY(dialog->findChild<QLabel*>(u"problem"_s)->isVisible());
        percents[1]->setText(u"all"_s);
        QTest::mouseClick(make, Qt::LeftButton);
        QVERIFY(dialog && percents[1]->text() == u"all"_s);

        boxes[2]->setChecked(true);
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"equally"_s), Qt::LeftButton);
        QCOMPARE(percents[0]->text(), u"33.334"_s);
        QCOMPARE(percents[2]->text(), u"33.333"_s);
        QTest::mouseClick(make, Qt::LeftButton);
        QTRY_VERIFY(!dialog);
        QCOMPARE(made.size(), 3u);
        qint64 sum = 0;
        for (const ItemId id : made)
            sum += desk.item(id).total->minor();
        QCOMPARE(sum, desk.item(order).total->minor());
        QCOMPARE(desk.item(made[1]).recipients.front().contact, desk.bo);
    }

    void whatCannotBeInvoicedSaysWhy()
    {
        InvoiceDesk desk;
        const ItemId draft = desk.done([&](Transaction& t) {
            orders::NewOrder order{desk.job, {}, someInvoice().goods, {desk.ada}};
            return orders::add(t, order);
        });
        QWidget window;
        QPointer dialog = new OrderSharesDialog{*desk.database, draft, &window};
        dialog->open();
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"make"_s), Qt::LeftButton);
        QTRY_VERIFY(dialog->findChild<QLabel*>(u"problem"_s)->isVisible());
        QVERIFY(dialog->findChild<QLabel*>(u"problem"_s)->text().contains(u"that was sent"_s));
    }
};

QTEST_MAIN(OrderSharesTest)
#include "order_shares_test.moc"
