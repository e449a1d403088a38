// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/commands/command_line.h"

#include <QSet>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class CommandLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongUsageNamesTheWayOut_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("complaint");
        const auto row = [](const char* name, const QStringList& words, const QString& complaint) {
            QTest::newRow(name) << words << complaint;
        };
        row("no such command", {u"dance"_s}, u"There is no command “dance”"_s);
        row("half a command", {u"contact"_s}, u"needs one of: list, show, link"_s);
        row("no such action", {u"contact"_s, u"dance"_s}, u"needs one of"_s);
        row("no such option", {u"contact"_s, u"list"_s, u"--colour"_s}, u"There is no option “--colour”"_s);
        row("short option", {u"contact"_s, u"list"_s, u"-j"_s}, u"There is no option “-j”"_s);
        row("value missing", {u"contact"_s, u"show"_s, u"--id"_s}, u"“--id” needs a value"_s);
        row("value too much", {u"contact"_s, u"list"_s, u"--json=1"_s}, u"“--json” takes no value"_s);
        row("operand too much", {u"dump"_s, u"all"_s}, u"“all” is too much"_s);
        row("operand missing", {u"settings"_s, u"set"_s, u"studio.name"_s},
            u"Something is missing: KEY VALUE"_s);
        row("option of another command", {u"dump"_s, u"--json"_s}, u"There is no option “--json”"_s);
    }
    void wrongUsageNamesTheWayOut()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, complaint);
        const auto parsed = cli::parse(words);
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().detail.contains(complaint), qPrintable(parsed.error().detail));
    }

    void valuesStandBehindAnEqualsSignOrABlank()
    {
        const auto parsed = cli::parse({u"serve"_s, u"--listen=127.0.0.1:0"_s, u"--behind-proxy"_s,
                                        u"10.0.0.1"_s, u"--behind-proxy=10.0.0.2"_s, u"--new"_s});
        QVERIFY(parsed);
        QCOMPARE(parsed->value("listen"_L1), u"127.0.0.1:0"_s);
        QCOMPARE(parsed->values("behind-proxy"_L1), (QStringList{u"10.0.0.1"_s, u"10.0.0.2"_s}));
        QVERIFY(parsed->has("new"_L1) && !parsed->has("sample"_L1));
    }

    void afterTwoDashesEverythingIsAnOperand()
    {
        const auto parsed = cli::parse({u"settings"_s, u"set"_s, u"--"_s, u"studio.name"_s, u"--json"_s});
        QVERIFY(parsed);
        QCOMPARE(parsed->operands(), (QStringList{u"studio.name"_s, u"--json"_s}));
    }

    /// A command that only looks works while another process owns the studio.
    void onlyChangesNeedTheStudioForThemselves()
    {
        QVERIFY(cli::parse({u"import"_s, u"a.json"_s})->changes());
        QVERIFY(!cli::parse({u"import"_s, u"a.json"_s, u"--dry-run"_s})->changes());
        QVERIFY(cli::parse({u"contact"_s, u"invite"_s, u"--id"_s, u"1"_s})->changes());
        QVERIFY(!cli::parse({u"contact"_s, u"link"_s, u"--id"_s, u"1"_s})->changes());
        QVERIFY(!cli::parse({u"dump"_s})->changes());
    }

    void everyCommandIsInTheHelpAndHasItsOwn()
    {
        QSet<QString> names;
        for (const cli::Command& command : cli::commands()) {
            const QString name = command.name();
            QVERIFY2(!names.contains(name), qPrintable(name));
            names.insert(name);
            QVERIFY(cli::helpFor({}).contains(name));
            const QString own = cli::helpFor(name.split(u' '));
            QVERIFY2(own.contains(u"Usage: foyer-portal "_s + name), qPrintable(own));
            QVERIFY(own.contains(command.help));
        }
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
