// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/jobs/job_store.h"
#include "app/orders/order_store.h"
#include "app/studio.h"
#include "ui/contracts/contract_templates_page.h"
#include "ui/desktop/desktop.h"
#include "ui/jobs/jobs_page.h"
#include "ui/orders/order_editor.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QSettings>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

using namespace foyer;
using namespace Qt::StringLiterals;

/// The program as main() builds it, with a real studio and a real portal.
class WholeWindowTest : public QObject
{
    Q_OBJECT

private:
    struct Fixture
    {
        QTemporaryDir home;
        QSettings settings{home.filePath(u"foyer.conf"_s), QSettings::IniFormat};
        Theme theme{*qApp, settings};
        std::unique_ptr<Database> database = *openStudio(home.filePath(u"studio.foyer"_s), StartWith::New);
        Desktop desktop{*database, theme, settings};

        ContactId addMara()
        {
            ContactDetails details;
            details.displayName = u"Mara Lind"_s;
            details.emails = {{u"mara@example.com"_s, {}}};
            return *database->write(Actor::studio(), [&](Transaction& t) {
                return contacts::add(t, brands::all(t)->front().id, details);
            });
        }
    };

private Q_SLOTS:
    void everyActionOfTheWindowHasATextAndNoTwoThatMeetShareKeys()
    {
        Fixture f;
        f.desktop.start();
        auto* rail = f.desktop.window().findChild<QListWidget*>(u"navigationRail"_s);
        for (int page = 0; page < rail->count(); ++page) {
            rail->setCurrentRow(page);
            // An action of a page and one of the window meet wherever the page has the focus; two that live
            // on single widgets only meet on the same widget, and what is on no page in front meets nobody.
            QHash<QKeySequence, QString> takenBy;
            for (const QAction* action : f.desktop.window().findChildren<QAction*>()) {
                const auto* owner = qobject_cast<const QWidget*>(action->parent());
                const bool isAway = action->shortcutContext() == Qt::WidgetWithChildrenShortcut && owner &&
                                    !owner->isVisible();
                if (action->isSeparator() || action->shortcutContext() == Qt::WidgetShortcut || isAway)
                    continue;
                if (action->shortcuts().isEmpty())
                    continue;
                QVERIFY2(!action->text().isEmpty(), qPrintable(action->shortcut().toString()));
                for (const QKeySequence& keys : action->shortcuts()) {
                    QVERIFY2(!takenBy.contains(keys),
                             qPrintable(u"%1: %2, %3, on page %4"_s
                                            .arg(keys.toString(), action->text(), takenBy.value(keys))
                                            .arg(page)));
                    takenBy.insert(keys, action->text());
                }
            }
            QVERIFY(takenBy.size() >= 12);
            QVERIFY(takenBy.contains(QKeySequence{QKeySequence::New}));
        }
    }

    void keysOfTheMenusWorkWhereverTheFocusIs()
    {
        Fixture f;
        f.desktop.start();
        f.desktop.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&f.desktop.window()));
        auto* rail = f.desktop.window().findChild<QListWidget*>(u"navigationRail"_s);
        rail->setCurrentRow(4);
        rail->setFocus();
        QTest::keyClick(rail, Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(rail->currentRow(), 0);
        QVERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
    }

    void theKeysForNewAndFindGoWithThePage()
    {
        Fixture f;
        f.desktop.start();
        f.desktop.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&f.desktop.window()));
        auto* rail = f.desktop.window().findChild<QListWidget*>(u"navigationRail"_s);
        rail->setCurrentRow(1);
        rail->setFocus();
        QTest::keyClick(rail, Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(rail->currentRow(), 1);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"jobSearch"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_N, Qt::ControlModifier);
        QVERIFY(f.desktop.window().findChild<QDialog*>(u"newJobDialog"_s));
    }

    /// S56
    void theWordsOfTheWindowAreTheOnesPeopleLearn()
    {
        Fixture f;
        const auto* rail = f.desktop.window().findChild<QListWidget*>(u"navigationRail"_s);
        QStringList names;
        for (int i = 0; i < rail->count(); ++i)
            names.append(rail->item(i)->data(Qt::AccessibleTextRole).toString());
        QCOMPARE(names, (QStringList{u"Address Book"_s, u"Jobs"_s, u"Invoices"_s, u"Payments"_s,
                                     u"Catalogue"_s, u"Contract Templates"_s, u"Automations"_s, u"Outbox"_s,
                                     u"Conflicts"_s, u"Settings"_s}));
    }

    void everyNameInTheRailIsReadWhole()
    {
        Fixture f;
        f.desktop.start();
        auto* rail = f.desktop.window().findChild<QListWidget*>(u"navigationRail"_s);
        QVERIFY(f.desktop.window().width() >= 1000);
        QVERIFY2(rail->sizeHintForColumn(0) <= rail->viewport()->width(),
                 qPrintable(u"%1 in %2"_s.arg(rail->sizeHintForColumn(0)).arg(rail->viewport()->width())));
    }

    void undoAndNewOfTheTemplatesPageAreInTheMenusWhileItIsShown()
    {
        Fixture f;
        f.desktop.start();
        f.desktop.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&f.desktop.window()));
        auto* rail = f.desktop.window().findChild<QListWidget*>(u"navigationRail"_s);
        auto* page = f.desktop.window().findChild<ContractTemplatesPage*>();
        rail->setCurrentRow(5);
        rail->setFocus();
        QTest::keyClick(rail, Qt::Key_N, Qt::ControlModifier);
        auto* list = page->findChild<QListWidget*>(u"templates"_s);
        QTRY_COMPARE(list->count(), 1);
        QVERIFY(!f.desktop.window().findChild<QDialog*>(u"newJobDialog"_s));
        for (QAction* action : page->findChildren<QAction*>()) {
            if (action->text() == "&Archive"_L1)
                action->trigger();
        }
        QTRY_COMPARE(list->count(), 0);
        rail->setFocus();
        QTest::keyClick(rail, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(list->count(), 1);
        rail->setCurrentRow(0);
        int undos = 0;
        for (const QAction* action : f.desktop.window().findChildren<QAction*>()) {
            if (action->shortcutContext() == Qt::WindowShortcut &&
                action->shortcuts().contains(QKeySequence{Qt::CTRL | Qt::Key_Z}))
                ++undos;
        }
        QCOMPARE(undos, 1);
    }

    void whatIsTypedInADocumentWhenTheProgramEndsIsKept()
    {
        Fixture f;
        f.desktop.start();
        const ContactId mara = f.addMara();
        const JobId job = *f.database->write(Actor::studio(), [&](Transaction& t) {
            JobDetails details;
            details.title = u"Mara's portrait"_s;
            details.people = {{mara, JobRole::Client}};
            return jobs::add(t, brands::all(t)->front().id, details);
        });
        Q_EMIT f.desktop.window().findChild<JobsPage*>()->newItemWanted(job, ItemKind::Order);
        QTRY_VERIFY(f.desktop.window().findChild<OrderEditor*>());
        QPointer<OrderEditor> editor = f.desktop.window().findChild<OrderEditor*>();
        const ItemId item = editor->item();
        auto* title = editor->findChild<QLineEdit*>(u"title"_s);
        title->setFocus();
        title->selectAll();
        QTest::keyClicks(title, u"An hour in the garden"_s);
        f.desktop.quit();
        QVERIFY(!editor);
        const auto kept = f.database->write(
            Actor::studio(), [&](Transaction& t) { return orders::find(t, item); }); // after what was queued
        QVERIFY(kept);
        QCOMPARE(kept->content.title, u"An hour in the garden"_s);
    }

    void thePortalIsPublishedWithTheWindowAndGoesWithIt()
    {
        Fixture f;
        f.desktop.start();
        QVERIFY(f.desktop.portal().isOn());
        const QUrl origin{f.desktop.portal().origin()};
        QCOMPARE(origin.host(), u"127.0.0.1"_s);
        QTcpSocket client;
        client.connectToHost(origin.host(), quint16(origin.port()));
        QVERIFY(client.waitForConnected(5000));
        auto* status = f.desktop.window().findChild<QLabel*>(u"portalStatus"_s);
        QVERIFY(status->text().contains(f.desktop.portal().origin()));
        f.desktop.portal().stop(); // with the client still connected
        QVERIFY(!f.desktop.portal().isOn());
        QTcpSocket late;
        late.connectToHost(origin.host(), quint16(origin.port()));
        QVERIFY(!late.waitForConnected(500));
    }

    void anAddressThatIsTakenIsNotTheEnd()
    {
        Fixture first;
        Fixture second;
        first.desktop.start();
        second.desktop.start();
        QVERIFY(first.desktop.portal().isOn());
        QVERIFY(second.desktop.portal().isOn());
        QVERIFY(first.desktop.portal().origin() != second.desktop.portal().origin());
    }

    void aPortalComesBackAtItsAddress()
    {
        Fixture f;
        f.desktop.start();
        const QString before = f.desktop.portal().origin();
        f.desktop.portal().stop();
        f.desktop.portal().start();
        QCOMPARE(f.desktop.portal().origin(), before);
    }

    /// S13
    void aPreviewIsOnLoopbackAndForPeopleOnly()
    {
        Fixture f;
        const auto url = f.desktop.portal().previewOf(f.addMara());
        QVERIFY(url);
        QCOMPARE(url->host(), u"127.0.0.1"_s);
        QCOMPARE(f.desktop.portal().previewOf(ContactId{4711}).error().fault, Fault::NotFound);
    }
};

QTEST_MAIN(WholeWindowTest)
#include "whole_window_test.moc"
