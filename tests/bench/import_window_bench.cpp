// SPDX-License-Identifier: GPL-3.0-or-later
// Imports a CSV of contacts through the window, as a person would, with the Address Book open beside it: how
// long the window is deaf meanwhile, what a keystroke in the search costs then and afterwards, and how soon
// Cancel is heard. Prints one line a figure; with --check, fails when a bound is broken.
//
// Usage: import_window_bench FILE.csv [--check]
#include "app/contacts/contact_list.h"
#include "app/studio.h"
#include "tests/bench/figures.h"
#include "ui/address_book/address_book_page.h"
#include "ui/import/import_dialog.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace foyer;
using namespace foyer::bench;
using namespace Qt::StringLiterals;
using Step = ImportSession::Step;

namespace {

constexpr int importTakesAtMost = 15 * 60 * 1000; // ms; on a busy machine

/// How long the event loop left a timer waiting: what a person feels as a window that does not answer.
class Pulse
{
public:
    Pulse()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(beat);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_pauses.push_back(std::max(0.0, milliseconds(m_since) - beat));
            m_since.start();
        });
    }
    void start()
    {
        m_pauses.clear();
        m_since.start();
        m_timer.start();
    }
    void stop() { m_timer.stop(); }
    double worst() const { return percentile(m_pauses, 1); }
    double usual(double share) const { return percentile(m_pauses, share); }

private:
    static constexpr int beat = 5; // ms
    QTimer m_timer;
    QElapsedTimer m_since;
    std::vector<double> m_pauses;
};

bool waitFor(const ImportDialog& dialog, Step step)
{
    return QTest::qWaitFor([&] { return dialog.session().step() == step; }, importTakesAtMost);
}

/// Opens the file and goes through the questions up to the one that starts it.
void prepare(ImportDialog& dialog, const QString& file)
{
    dialog.show();
    dialog.open(file);
    if (!waitFor(dialog, Step::Columns))
        giveUp(u"the columns were not shown"_s);
    QTest::mouseClick(dialog.findChild<QPushButton*>(u"next"_s), Qt::LeftButton);
    if (!waitFor(dialog, Step::Ready))
        giveUp(u"the forecast was not shown"_s);
}

/// One letter after the other, each with all that the window does about it.
std::vector<double> typeWords(AddressBookPage& page, const QStringList& words)
{
    auto* search = page.findChild<QLineEdit*>(u"search"_s);
    std::vector<double> keys;
    for (const QString& word : words) {
        search->clear();
        for (const QChar letter : word) {
            QElapsedTimer timer;
            timer.start();
            QTest::keyClick(search, letter.toLatin1());
            QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers);
            keys.push_back(milliseconds(timer));
        }
    }
    search->clear();
    return keys;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication program{argc, argv};
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2)
        giveUp(u"Usage: import_window_bench FILE.csv [--check]"_s);
    Figures figures{arguments.contains(u"--check"_s)};
    QStandardPaths::setTestModeEnabled(true);
    QTemporaryDir folder;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    QSettings settings{folder.filePath(u"foyer.conf"_s), QSettings::IniFormat};
    auto studio = valueOf(openStudio(folder.filePath(u"bench.foyer"_s), StartWith::New));
    AddressBookPage page{*studio, [] { return QString{}; }};
    page.resize(1200, 800);
    page.show();

    const QStringList words{u"anna"_s, u"muell"_s, u"example"_s, u"0171"_s, u"zz"_s};
    Pulse pulse;
    QElapsedTimer timer;
    const auto countOf = [&] {
        const auto listing =
            studio->read([](const Snapshot& snapshot) { return contacts::list(snapshot, {}); });
        return valueOf(listing).total;
    };

    // Cancel, after the first tenth.
    {
        ImportDialog dialog{*studio, settings};
        prepare(dialog, arguments[1]);
        const qint64 tenth = dialog.session().forecast().newContacts / 10;
        QTest::mouseClick(dialog.findChild<QPushButton*>(u"next"_s), Qt::LeftButton);
        if (!QTest::qWaitFor([&] { return countOf() > tenth; }, importTakesAtMost))
            giveUp(u"nothing was brought in"_s);
        timer.start();
        dialog.close();
        if (!waitFor(dialog, Step::Failed))
            giveUp(u"Cancel was not heard"_s);
        figures.add(u"Cancel to nothing left"_s, milliseconds(timer) / 1000, u"s"_s, 0);
        figures.add(u"contacts left by it"_s, double(countOf()), u""_s, 0);
        if (countOf() != 0)
            giveUp(u"a cancelled import left contacts behind"_s);
    }

    // The whole file, with somebody typing into the search all the while.
    std::vector<double> keysMeanwhile;
    ImportDialog dialog{*studio, settings};
    pulse.start();
    prepare(dialog, arguments[1]);
    timer.start();
    QTest::mouseClick(dialog.findChild<QPushButton*>(u"next"_s), Qt::LeftButton);
    while (dialog.session().step() == Step::Running && timer.elapsed() < importTakesAtMost) {
        QTest::qWait(1000);
        for (const double key : typeWords(page, {words[std::size_t(keysMeanwhile.size()) % 5]}))
            keysMeanwhile.push_back(key);
    }
    if (dialog.session().step() != Step::Done)
        giveUp(u"the import did not end"_s);
    pulse.stop();
    figures.add(u"contacts brought in"_s, double(countOf()), u""_s, 0);
    figures.add(u"bringing them in"_s, milliseconds(timer) / 1000, u"s"_s, 0);
    figures.add(u"window deaf meanwhile, 99 of 100"_s, pulse.usual(0.99), u"ms"_s, 100);
    figures.add(u"window deaf meanwhile, at worst"_s, pulse.worst(), u"ms"_s, 0);
    figures.add(u"a keystroke meanwhile, 95 of 100"_s, percentile(keysMeanwhile, 0.95), u"ms"_s, 0);
    dialog.close();

    const auto keys = typeWords(page, words);
    figures.add(u"a keystroke afterwards, painted, 95 of 100"_s, percentile(keys, 0.95), u"ms"_s, 50);
    figures.add(u"a keystroke afterwards, at worst"_s, percentile(keys, 1), u"ms"_s, 0);
    timer.start();
    AddressBookPage another{*studio, [] { return QString{}; }};
    another.resize(1200, 800);
    another.show();
    QCoreApplication::processEvents();
    another.grab();
    figures.add(u"opening the page, painted"_s, milliseconds(timer), u"ms"_s, 300);
    return figures.status();
}
