// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/day_text.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class DayTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDayIsWrittenAsItsReaderWouldWriteIt_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("text");
        QTest::newRow("nobody said") << QString{} << u"3 May 2027"_s;
        QTest::newRow("English") << u"en"_s << u"3 May 2027"_s;
        QTest::newRow("English of America") << u"en-US"_s << u"May 3, 2027"_s;
        QTest::newRow("German") << u"de"_s << u"3. Mai 2027"_s;
        QTest::newRow("French") << u"fr"_s << u"3 mai 2027"_s;
        QTest::newRow("Japanese") << u"ja"_s << u"2027年5月3日"_s;
        QTest::newRow("no language at all") << u"!!"_s << u"3 May 2027"_s;
    }
    void aDayIsWrittenAsItsReaderWouldWriteIt()
    {
        QFETCH(QString, language);
        QFETCH(QString, text);
        QCOMPARE(dayText(QDate{2027, 5, 3}, language), text);
        QCOMPARE(dayText(QDate{2027, 5, 3}, language), text); // from the kept format as well
    }

    void noDayIsNoText() { QCOMPARE(dayText(QDate{}, u"de"_s), QString{}); }

    /// A5: these tests run far east of Greenwich, where it is tomorrow.
    void a5_aDayIsTheSameEverywhere()
    {
        QCOMPARE(dayText(QDate{1969, 12, 31}, {}), u"31 December 1969"_s);
        QCOMPARE(dayText(QDate{2027, 12, 31}, {}), u"31 December 2027"_s);
        const Instant noon = fromSeconds(1'809'346'800); // 2027-05-03 15:00 UTC
        QCOMPARE(dayText(noon, {}), dayText(toLocal(noon).date(), {}));
    }
};

QTEST_APPLESS_MAIN(DayTextTest)
#include "day_text_test.moc"
