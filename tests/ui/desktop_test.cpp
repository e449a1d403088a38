// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/command_line.h"
#include "ui/desktop/english_plurals.h"
#include "ui/desktop/opening_trouble.h"
#include "ui/desktop/single_instance.h"
#include "ui/main_window/close_decision.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace foyer;
using namespace Qt::StringLiterals;

class DesktopTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_DATA_HOME", m_home.path().toLocal8Bit());
        qputenv("XDG_RUNTIME_DIR", m_home.path().toLocal8Bit());
        QFile::setPermissions(m_home.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    void withoutOptionsTheUsualStudioOpensOrBegins()
    {
        const auto asked = parseCommandLine({u"foyer"_s});
        QVERIFY(asked);
        QCOMPARE(asked->studioFile, defaultStudioFile());
        QVERIFY(asked->studioFile.startsWith(m_home.path()));
        QCOMPARE(asked->startWith, StartWith::New);
    }

    void aNamedStudioMustBeThereUnlessANewOneIsWanted()
    {
        const auto existing = parseCommandLine({u"foyer"_s, u"--studio"_s, u"/somewhere/a.foyer"_s});
        QVERIFY(existing);
        QCOMPARE(existing->studioFile, u"/somewhere/a.foyer"_s);
        QCOMPARE(existing->startWith, StartWith::Existing);
        const auto fresh = parseCommandLine({u"foyer"_s, u"--studio"_s, u"/somewhere/a.foyer"_s, u"--new"_s});
        QVERIFY(fresh);
        QCOMPARE(fresh->startWith, StartWith::New);
    }

    void theSampleHasAFileOfItsOwn()
    {
        const auto asked = parseCommandLine({u"foyer"_s, u"--sample"_s});
        QVERIFY(asked);
        QCOMPARE(asked->studioFile, sampleStudioFile());
        QVERIFY(asked->studioFile != defaultStudioFile());
        QCOMPARE(asked->startWith, StartWith::Sample);
    }

    void filesComeAsAbsolutePaths()
    {
        const auto asked = parseCommandLine({u"foyer"_s, u"list.csv"_s, u"file:///tmp/My%20cards.vcf"_s});
        QVERIFY(asked);
        QCOMPARE(asked->files,
                 (QStringList{QDir::current().filePath(u"list.csv"_s), u"/tmp/My cards.vcf"_s}));
    }

    void mistakesOnTheCommandLineAreNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("names");
        QTest::newRow("unknown option") << QStringList{u"--frobnicate"_s} << u"frobnicate"_s;
        QTest::newRow("no file") << QStringList{u"--studio"_s} << u"studio"_s;
        QTest::newRow("empty file") << QStringList{u"--studio="_s} << u"--studio"_s;
        QTest::newRow("two files") << QStringList{u"--studio=a"_s, u"--studio=b"_s} << u"Only one"_s;
        QTest::newRow("new and sample") << QStringList{u"--new"_s, u"--sample"_s} << u"--sample"_s;
        QTest::newRow("server") << QStringList{u"--studio=postgresql://x/y"_s} << u"studio files only"_s;
    }
    void mistakesOnTheCommandLineAreNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, names);
        const auto asked = parseCommandLine(QStringList{u"foyer"_s} + arguments);
        QVERIFY(!asked);
        QCOMPARE(asked.error().fault, Fault::Invalid);
        QVERIFY2(asked.error().detail.contains(names), qPrintable(asked.error().detail));
    }

    void helpAndVersionAreAnswersNotMistakes()
    {
        QVERIFY(parseCommandLine({u"foyer"_s, u"--help"_s})->answer->contains(u"--sample"_s));
        QVERIFY(parseCommandLine({u"foyer"_s, u"--version"_s})->answer->startsWith(u"foyer "_s));
    }

    void everyReasonNotToOpenAStudioHasItsOwnSentence()
    {
        std::set<QString> titles;
        for (const Fault fault :
             {Fault::Newer, Fault::Conflict, Fault::Denied, Fault::NotFound, Fault::Storage}) {
            const Trouble trouble = openingTrouble(u"/home/ana/studio.foyer"_s, {fault, u"sqlite: no"_s});
            QVERIFY(trouble.text.contains(u"/home/ana/studio.foyer"_s));
            QVERIFY(!trouble.text.contains(u"sqlite"_s));
            QCOMPARE(trouble.details, u"sqlite: no"_s);
            titles.insert(trouble.title);
        }
        QCOMPARE(titles.size(), std::size_t(5));
    }

    void closingTheWindowLeavesThePortalOnlyWhereItCanBeFoundAgain()
    {
        QCOMPARE(closeStep(false, true, {}), CloseStep::Quit);
        QCOMPARE(closeStep(false, true, true), CloseStep::Quit);
        QCOMPARE(closeStep(true, false, {}), CloseStep::AskToGoOffline);
        QCOMPARE(closeStep(true, false, true), CloseStep::AskToGoOffline);
        QCOMPARE(closeStep(true, true, {}), CloseStep::AskToKeep);
        QCOMPARE(closeStep(true, true, true), CloseStep::Hide);
        QCOMPARE(closeStep(true, true, false), CloseStep::AskToGoOffline);
    }

    void englishCountsHaveAPluralOfTheirOwn()
    {
        EnglishPlurals plurals;
        QApplication::installTranslator(&plurals);
        QCOMPARE(QObject::tr("%n client(s) in", nullptr, 1), u"1 client in"_s);
        QCOMPARE(QObject::tr("%n client(s) in", nullptr, 2), u"2 clients in"_s);
        QCOMPARE(QObject::tr("%n client(s) in", nullptr, 0), u"0 clients in"_s);
        QCOMPARE(QObject::tr("a file(s)"), u"a file(s)"_s);
    }

    void aSecondStartHandsItsFilesToTheFirst()
    {
        const QString studio = m_home.filePath(u"one.foyer"_s);
        SingleInstance first{studio};
        QVERIFY(!first.handOver({}));
        QVERIFY(first.listen());
        QSignalSpy started{&first, &SingleInstance::secondStart};
        // From a thread of its own, since it waits for the answer of this one.
        bool wasThere = false;
        const std::unique_ptr<QThread> other{QThread::create([&] {
            wasThere = SingleInstance{studio}.handOver({u"/tmp/cards.vcf"_s, u"/tmp/Ünïcode list.csv"_s});
        })};
        other->start();
        QVERIFY(started.wait());
        QTRY_VERIFY(other->isFinished());
        QVERIFY(wasThere);
        QCOMPARE(started.first().first().toStringList(),
                 (QStringList{u"/tmp/cards.vcf"_s, u"/tmp/Ünïcode list.csv"_s}));
    }

    void anotherStudioIsAnotherProgram()
    {
        SingleInstance first{m_home.filePath(u"one.foyer"_s)};
        QVERIFY(first.listen());
        QVERIFY(!SingleInstance{m_home.filePath(u"two.foyer"_s)}.handOver({}));
    }

    void whatACrashLeftBehindIsNoProgram()
    {
        const QString studio = m_home.filePath(u"crashed.foyer"_s);
        QFile leftover{SingleInstance::socketFor(studio)};
        QVERIFY(leftover.open(QIODevice::WriteOnly));
        leftover.close();
        SingleInstance next{studio};
        QVERIFY(!next.handOver({}));
        QVERIFY(next.listen());
    }
};

QTEST_MAIN(DesktopTest)
#include "desktop_test.moc"
