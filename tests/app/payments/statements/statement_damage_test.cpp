// SPDX-License-Identifier: GPL-3.0-or-later
// Files that were cut or damaged on their way: reading ends, and nothing adds up to something else unsaid.
#include "app/payments/statements/statement_reader.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <ctime>
#include <random>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

std::vector<std::pair<QString, QByteArray>> fixtures()
{
    std::vector<std::pair<QString, QByteArray>> files;
    const QDir folder{QStringLiteral(FOYER_TEST_DATA "/statements")};
    for (const QString& name : folder.entryList(QDir::Files, QDir::Name)) {
        QFile file{folder.filePath(name)};
        if (file.open(QIODevice::ReadOnly))
            files.emplace_back(name, file.readAll());
    }
    return files;
}

struct Sum
{
    qint64 minor = 0;
    bool isWarned = false;
};

/// What all lines add up to, and whether anything was said. @returns nothing when the file was refused
std::optional<Sum> sumOf(const QByteArray& file)
{
    const auto read = readStatements(file, u"file"_s);
    if (!read)
        return std::nullopt;
    Sum sum;
    for (const Statement& statement : *read) {
        for (const StatementLine& line : statement.lines)
            sum.minor += line.amount.minor();
        sum.isWarned = sum.isWarned || !statement.warnings.empty();
    }
    return sum;
}

/// The formats that always tell both balances; two of the tables do not.
bool hasBalances(const QByteArray& file)
{
    const StatementFormat format = statementFormatOf(file);
    return format == StatementFormat::Camt053 || format == StatementFormat::Mt940;
}

} // namespace

class StatementDamageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCutFileIsRefusedOrSaysSo()
    {
        const auto files = fixtures();
        QVERIFY(files.size() >= 9);
        for (const auto& [name, whole] : files) {
            const std::optional<Sum> right = sumOf(whole);
            QVERIFY2(right, qPrintable(name));
            for (qsizetype length = 0; length < whole.size(); ++length) {
                const std::optional<Sum> cut = sumOf(whole.left(length));
                if (!cut || !hasBalances(whole))
                    continue;
                QVERIFY2(cut->isWarned || cut->minor == right->minor,
                         qPrintable(u"%1 cut at %2"_s.arg(name).arg(length)));
            }
        }
    }

    void aChangedByteNeverChangesTheSumUnsaid()
    {
        std::mt19937 dice{20260331};
        for (const auto& [name, whole] : fixtures()) {
            const std::optional<Sum> right = sumOf(whole);
            for (qsizetype at = 0; at < whole.size(); ++at) {
                for (int round = 0; round < 3; ++round) {
                    QByteArray damaged = whole;
                    // Digits hurt most; any byte may come.
                    damaged[at] = round == 0 ? char('0' + dice() % 10) : char(dice() % 256);
                    const std::optional<Sum> sum = sumOf(damaged);
                    if (!sum || !hasBalances(whole) || !hasBalances(damaged))
                        continue;
                    QVERIFY2(sum->isWarned || sum->minor == right->minor,
                             qPrintable(u"%1 at %2: %3"_s.arg(name).arg(at).arg(
                                 QString::fromLatin1(damaged.mid(at - 20, 60)))));
                }
            }
        }
    }

    void aRemovedLineOfATableWithBalancesIsNoticed()
    {
        const QByteArray table = "Date,Description,Amount,Currency,Balance\n2026-01-01,a,1.00,EUR,1.00\n"
                                 "2026-01-02,b,2.00,EUR,3.00\n2026-01-03,c,3.00,EUR,6.00\n";
        QVERIFY(!sumOf(table)->isWarned);
        const QByteArray without = QByteArray{table}.replace("2026-01-02,b,2.00,EUR,3.00\n", "");
        QVERIFY(sumOf(without)->isWarned);
    }

    void hostileFilesOfFullSizeEndInTime_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QByteArray>("repeated");
        const QByteArray camt =
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt>";
        const QByteArray mt = ":20:A\n:25:B\n:60F:C260330EUR1,\n";
        const auto row = [](const char* name, const QByteArray& start, const QByteArray& repeated) {
            QTest::newRow(name) << start << repeated;
        };
        row("statements", camt, "<Stmt/>");
        row("entries", camt + "<Stmt>", "<Ntry/>");
        row("elements of an entry", camt + "<Stmt><Ntry>", "<a/>");
        row("elements of nothing", camt, "<a/>");
        row("text", camt + "<Stmt><Ntry><Ustrd>", "&#65;");
        row("comments", camt, "<!---->");
        row("fields", "", ":20:\n");
        row("lines of a field", mt + ":61:260331C1,NTRFX\n:86:", "/REMI/x\n");
        row("full lines of a field", mt + ":61:260331C1,NTRFX\n:86:", QByteArray(65, '/') + '\n');
        row("one line", mt + ":61:260331C1,NTRFX\n:86:", "/REMI/");
        row("entries of MT940", mt, ":61:260331C1,NTRFX\n");
        row("empty lines", mt, "\n");
        row("values", "<OFX>", "<A>x");
        row("unclosed", "<OFX>", "<A>");
        row("entities", "<OFX><A>", "&amp;");
        row("brackets", "<OFX><A>x", "< ");
        row("cells", "Date,Amount,Currency\n", ",");
        row("rows", "Date,Amount,Currency\n", "2026-01-01,1.00,EUR\n");
        row("short rows", "Date,Amount,Currency\n", "1\n");
        row("a quoted cell", "Date,Amount\n", "\"\"");
        row("digits", "Date,Amount,Currency\n2026-01-01,", "1");
    }
    void hostileFilesOfFullSizeEndInTime()
    {
        QFETCH(QByteArray, start);
        QFETCH(QByteArray, repeated);
        const qsizetype size = StatementLimits{}.fileBytes;
        const QByteArray file =
            (start + repeated.repeated((size - start.size()) / repeated.size())).left(size);
        const std::clock_t before = std::clock();
        const auto read = readStatements(file, u"file"_s);
        const double seconds = double(std::clock() - before) / CLOCKS_PER_SEC;
        QVERIFY2(seconds < 20, qPrintable(u"%1 s"_s.arg(seconds)));
        QVERIFY(read || read.error().detail.endsWith(u'.'));
    }

    void bytesOfAllKindsEndInASentence()
    {
        std::mt19937 dice{7};
        for (const QByteArray& start :
             {QByteArray{}, QByteArray{"<OFX>"}, QByteArray{":20:A\n:25:B\n"},
              QByteArray{"<Document xmlns=\"urn:camt.053.\">"}, QByteArray{"Date,Amount\n"}}) {
            for (int round = 0; round < 300; ++round) {
                QByteArray bytes = start;
                static constexpr char marks[] = "<>/&;:,.-\n\r\"'{}?+0123ABCOFX \x00\xff\xc3";
                const auto length = dice() % 400;
                for (unsigned i = 0; i < length; ++i)
                    bytes += marks[dice() % (sizeof(marks) - 1)];
                const auto read = readStatements(bytes, u"file"_s);
                QVERIFY(read || read.error().detail.endsWith(u'.'));
            }
        }
    }
};

QTEST_GUILESS_MAIN(StatementDamageTest)
#include "statement_damage_test.moc"
