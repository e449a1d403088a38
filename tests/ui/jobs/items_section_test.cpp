// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders/order_store.h"
#include "tests/ui/invoices/invoice_desk.h"
#include "ui/jobs/items_section.h"

#include <QUndoStack>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

/// The card of one thing on a job, as it is read.
struct Cards
{
    Cards(InvoiceDesk& desk, JobId job)
        : edits{*desk.database, stack}
        , section{edits}
    {
        section.resize(700, 900);
        section.show(job);
        section.show();
    }
    QString text(ItemId item, const QString& label)
    {
        section.refresh();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // the cards of before
        for (QWidget* card : section.findChildren<QWidget*>(u"item"_s)) {
            if (card->property("item").toString() == item.text())
                return card->findChild<QLabel*>(label)->text();
        }
        return {};
    }

    QUndoStack stack;
    StudioEdits edits;
    ItemsSection section;
};

} // namespace

class ItemsSectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOrderSaysWhatOfItIsInvoiced()
    {
        InvoiceDesk desk;
        const ItemId order = desk.done([&](Transaction& t) {
            return orders::add(t, {desk.job, {}, someInvoice(10'000).goods, {desk.ada}});
        });
        const auto prepared = desk.look([&](const Snapshot& s) { return orders::prepare(s, order); });
        desk.done([&](Transaction& t) { return orders::send(t, prepared, "%PDF-1.7 order"); });
        Cards cards{desk, desk.job};
        QVERIFY(!cards.text(order, u"itemFacts"_s).contains(u"invoice"_s));
        const auto shares = desk.look([&](const Snapshot& s) {
            return invoices::fromOrder(s, order, {40'000, 60'000});
        });
        const ItemId first = desk.addInvoice(shares[0], {desk.ada});
        const ItemId second = desk.addInvoice(shares[1], {desk.bo});
        desk.issue(first);
        QVERIFY2(
            cards.text(order, u"itemFacts"_s).contains(u"€47.60 of it invoiced · €71.40 in draft invoices"_s),
            qPrintable(cards.text(order, u"itemFacts"_s)));
        desk.issue(second);
        QVERIFY2(cards.text(order, u"itemFacts"_s).contains(u" · invoiced"_s),
                 qPrintable(cards.text(order, u"itemFacts"_s)));
    }

    void anInvoiceSaysHowItStands()
    {
        InvoiceDesk desk;
        const ItemId id = desk.issuedInvoice(someInvoice(10'000), {desk.ada});
        const ItemId whole = desk.issuedInvoice(someInvoice(20'000), {desk.ada});
        Cards cards{desk, desk.job};
        QCOMPARE(cards.text(id, u"itemState"_s), u"Open"_s);
        desk.pay(id, 4'000, desk.ada);
        QCOMPARE(cards.text(id, u"itemState"_s), u"Part paid"_s);
        QVERIFY2(cards.text(id, u"itemFacts"_s).contains(u"€119.00 · €79.00 open"_s),
                 qPrintable(cards.text(id, u"itemFacts"_s)));
        desk.pay(whole, 23'800, desk.ada);
        QCOMPARE(cards.text(whole, u"itemState"_s), u"Paid"_s);
        desk.now += std::chrono::days{60};
        QVERIFY2(cards.text(id, u"itemState"_s).startsWith(u"Overdue"_s),
                 qPrintable(cards.text(id, u"itemState"_s)));
        const auto note = desk.look([&](const Snapshot& s) { return invoices::creditNoteFor(s, whole); });
        const ItemId credit = desk.done([&](Transaction& t) {
            return invoices::add(t, {desk.job, {}, note, {desk.ada}});
        });
        desk.issue(credit);
        QVERIFY2(cards.text(credit, u"itemFacts"_s).startsWith(u"Credit note "_s),
                 qPrintable(cards.text(credit, u"itemFacts"_s)));
    }
};

QTEST_MAIN(ItemsSectionTest)
#include "items_section_test.moc"
