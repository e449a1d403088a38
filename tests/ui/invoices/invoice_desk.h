// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/outbox.h"
#include "tests/app/invoices/invoices_fixture.h"
#include "ui/invoices/invoice_editor.h"
#include "ui/orders/order_lines_model.h"
#include "ui/orders/order_lines_view.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

#include <tuple>

namespace foyer::test {

/// A studio with a couple and a wedding of theirs in half a year.
struct InvoiceDesk : InvoicesFixture
{
    InvoiceDesk() { QLocale::setDefault(QLocale{QStringLiteral("en")}); }

    ContactId dora =
        addPerson(QStringLiteral("Dora"), QStringLiteral("Elm"), QStringLiteral("dora@example.com"));
    JobId lake = addJob(QStringLiteral("Wedding at the lake"), {ada, bo}, today().addDays(180));

    InvoiceContent kept(ItemId id)
    {
        return look([&](const Snapshot& s) { return invoices::find(s, id); }).content;
    }
};

/// Somebody at the window of an invoice.
class Biller
{
public:
    Biller(InvoiceDesk& desk, ItemId item)
        : window{new InvoiceEditor{*desk.database, item}}
    {
        window->issuing().setPaper([](const invoices::Prepared& prepared) -> Result<QByteArray> {
            return "%PDF-1.7 " + prepared.invoice.number.toUtf8();
        });
        window->show();
        std::ignore = QTest::qWaitForWindowActive(window); // shortcuts belong to the active one
        lines = window->findChild<OrderLinesView*>();
        model = window->findChild<OrderLinesModel*>();
    }
    ~Biller()
    {
        if (window)
            delete window.data();
    }

    template <class Widget>
    Widget* find(const QString& name)
    {
        return window->findChild<Widget*>(name);
    }
    template <class Widget>
    QList<Widget*> all(const QString& name)
    {
        QList<Widget*> shown;
        for (Widget* one : window->findChildren<Widget*>(name)) {
            if (one->isVisibleTo(window))
                shown.append(one);
        }
        return shown;
    }
    static void retype(QLineEdit* line, const QString& text)
    {
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    void type(const QString& name, const QString& text) { retype(find<QLineEdit>(name), text); }
    QString status() { return find<QLabel>(QStringLiteral("status"))->text(); }
    void press(const QString& name) { find<QAction>(name)->trigger(); }
    QMessageBox* box() { return window->findChild<QMessageBox*>(QStringLiteral("question")); }
    void answer(const QString& button = QStringLiteral("accept"))
    {
        QTRY_VERIFY(box());
        QTest::mouseClick(box()->findChild<QPushButton*>(button), Qt::LeftButton);
    }
    /// The rows of the instalments as they are read, one text each.
    QStringList instalments()
    {
        QStringList rows;
        for (QTreeWidget* tree : all<QTreeWidget>(QStringLiteral("instalments"))) {
            for (int i = 0; i < tree->topLevelItemCount(); ++i) {
                QStringList cells;
                for (int column = 0; column < tree->columnCount(); ++column)
                    cells.append(tree->topLevelItem(i)->text(column));
                rows.append(cells.join(u'|'));
            }
        }
        return rows;
    }

    QPointer<InvoiceEditor> window;
    OrderLinesView* lines;
    OrderLinesModel* model;
};

} // namespace foyer::test
