// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_window.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/portal_control.h"
#include "ui/main_window/portal_status.h"

#include <QAction>
#include <QApplication>
#include <QDropEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QMimeData>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

class PortalDouble : public PortalControl
{
public:
    State state() const override { return m_state; }
    QString origin() const override { return m_state == State::On ? u"http://127.0.0.1:8080"_s : QString{}; }
    int clientsIn() const override { return m_clients; }
    QString failure() const override { return u"Every address is taken."_s; }
    void start() override { become(State::On); }
    void stop() override { become(State::Off); }
    void become(State state, int clients = 0)
    {
        m_state = state;
        m_clients = clients;
        Q_EMIT changed();
    }

private:
    State m_state = State::Off;
    int m_clients = 0;
};

} // namespace

class WindowTest : public QObject
{
    Q_OBJECT

private:
    struct Fixture
    {
        QTemporaryDir home;
        QSettings settings{home.filePath(u"foyer.conf"_s), QSettings::IniFormat};
        Theme theme{*qApp, settings};
        PortalDouble portal;
        std::unique_ptr<MainWindow> window;

        Fixture() { open(); }
        void open()
        {
            window.reset();
            window = std::make_unique<MainWindow>(MainWindow::Parts{theme, settings, portal}, u"studio"_s);
            window->addPage(new QLabel{u"one"_s}, u"&Address Book"_s, u"book-user"_s);
            window->addPage(new QLabel{u"two"_s}, u"&Outbox"_s, u"inbox"_s);
        }
    };

private Q_SLOTS:
    void everyActionHasATextAndNoTwoShareKeys()
    {
        Fixture f;
        QHash<QKeySequence, QString> takenBy;
        int withKeys = 0;
        for (const QAction* action : f.window->findChildren<QAction*>()) {
            if (action->isSeparator())
                continue;
            QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
            for (const QKeySequence& keys : action->shortcuts()) {
                QVERIFY2(!takenBy.contains(keys), qPrintable(u"%1: %2, %3"_s.arg(
                                                      keys.toString(), action->text(), takenBy.value(keys))));
                takenBy.insert(keys, action->text());
                ++withKeys;
            }
        }
        QVERIFY(withKeys >= 8);
    }

    void noTwoEntriesOfAMenuShareAMnemonic()
    {
        Fixture f;
        for (const QMenu* menu : f.window->findChildren<QMenu*>()) {
            QHash<QChar, QString> takenBy;
            for (const QAction* action : menu->actions()) {
                const qsizetype at = action->text().indexOf(u'&');
                if (action->isSeparator() || at < 0)
                    continue;
                const QChar letter = action->text().at(at + 1).toLower();
                QVERIFY2(!takenBy.contains(letter),
                         qPrintable(action->text() + u", "_s + takenBy.value(letter)));
                takenBy.insert(letter, action->text());
            }
        }
    }

    void aNarrowWindowKeepsTheNamesOfItsPages()
    {
        Fixture f;
        auto* rail = f.window->findChild<QListWidget*>(u"navigationRail"_s);
        f.window->resize(1200, 700);
        f.window->show();
        const int wide = rail->width();
        QCOMPARE(rail->item(0)->text(), u"Address Book"_s);
        f.window->resize(900, 700);
        QTRY_VERIFY(rail->width() < wide);
        QCOMPARE(rail->item(0)->text(), QString{});
        QCOMPARE(rail->item(0)->data(Qt::AccessibleTextRole).toString(), u"Address Book"_s);
        QCOMPARE(rail->item(0)->toolTip(), u"Address Book"_s);
    }

    void theWindowComesBackWhereItWas()
    {
        Fixture f;
        f.window->resize(1111, 707);
        f.window->show();
        f.window->findChild<QListWidget*>(u"navigationRail"_s)->setCurrentRow(1);
        f.open();
        QCOMPARE(f.window->size(), QSize(1111, 707));
        QCOMPARE(f.window->findChild<QListWidget*>(u"navigationRail"_s)->currentRow(), 1);
    }

    void theStateOfThePortalStandsInTheWindow()
    {
        Fixture f;
        auto* status = f.window->findChild<QLabel*>(u"portalStatus"_s);
        QVERIFY(status->text().contains(u"off"_s));
        f.portal.become(PortalControl::State::On, 2);
        QVERIFY(status->text().contains(u"http://127.0.0.1:8080"_s));
        QVERIFY(status->text().contains(u'2'));
        f.portal.become(PortalControl::State::Failed);
        QVERIFY(status->text().contains(u"Every address is taken."_s));
    }

    void aGuardKeepsTheWindowOpen()
    {
        Fixture f;
        f.window->show();
        bool mayClose = false;
        f.window->setCloseGuard([&] { return mayClose; });
        QVERIFY(!f.window->close());
        QVERIFY(f.window->isVisible());
        mayClose = true;
        QVERIFY(f.window->close());
    }

    void onlyFilesThatCanHoldContactsMayBeDropped_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<int>("taken");
        QTest::newRow("cards and table") << QStringList{u"/a.vcf"_s, u"/b.CSV"_s} << 2;
        QTest::newRow("one of two") << QStringList{u"/a.vcf"_s, u"/photo.jpg"_s} << 1;
        QTest::newRow("none") << QStringList{u"/photo.jpg"_s} << 0;
    }
    void onlyFilesThatCanHoldContactsMayBeDropped()
    {
        QFETCH(QStringList, files);
        QFETCH(int, taken);
        Fixture f;
        QSignalSpy offered{f.window.get(), &MainWindow::filesOffered};
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& file : files)
            urls.append(QUrl::fromLocalFile(file));
        data.setUrls(urls);
        QDragEnterEvent enter{{5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
        enter.ignore();
        QApplication::sendEvent(f.window.get(), &enter);
        QCOMPARE(enter.isAccepted(), taken > 0);
        if (taken == 0)
            return;
        QVERIFY(!f.window->statusBar()->currentMessage().isEmpty());
        QDropEvent drop{{5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
        QApplication::sendEvent(f.window.get(), &drop);
        QCOMPARE(offered.count(), 1);
        QCOMPARE(offered.first().first().toStringList().size(), taken);
    }

    /// S55
    void helpIsThereWithoutANetwork()
    {
        HelpWindow help;
        const auto* contents = help.findChild<QListWidget*>();
        const auto* text = help.findChild<QTextBrowser*>();
        QVERIFY(contents->count() >= 6);
        QSet<QString> seen;
        for (int i = 0; i < contents->count(); ++i) {
            help.showPage(contents->item(i)->data(Qt::UserRole).toString());
            QVERIFY2(text->toPlainText().size() > 200, qPrintable(contents->item(i)->text()));
            seen.insert(text->toPlainText());
        }
        QCOMPARE(seen.size(), contents->count());
    }

    void everyLinkOfTheHelpLeadsSomewhere()
    {
        HelpWindow help;
        const auto* contents = help.findChild<QListWidget*>();
        auto* text = help.findChild<QTextBrowser*>();
        QSet<QString> names;
        for (int i = 0; i < contents->count(); ++i)
            names.insert(contents->item(i)->data(Qt::UserRole).toString());
        static const QRegularExpression link{u"href=\"([^\"]+)\\.html\""_s};
        int links = 0;
        for (const QString& name : std::as_const(names)) {
            help.showPage(name);
            for (const auto& match : link.globalMatch(text->toHtml())) {
                QVERIFY2(names.contains(match.captured(1)), qPrintable(name + u" → "_s + match.captured(1)));
                ++links;
            }
        }
        QVERIFY(links > 5);
    }
};

QTEST_MAIN(WindowTest)
#include "window_test.moc"
