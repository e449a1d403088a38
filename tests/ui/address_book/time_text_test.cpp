// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/time_text.h"

#include <QLocale>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class TimeTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesAsPeopleTypeThem_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QTime>("time");
        QTest::newRow("hour") << u"14"_s << QTime{14, 0};
        QTest::newRow("colon") << u" 14:30 "_s << QTime{14, 30};
        QTest::newRow("dot") << u"9.05"_s << QTime{9, 5};
        QTest::newRow("digits") << u"1430"_s << QTime{14, 30};
        QTest::newRow("pm") << u"2 pm"_s << QTime{14, 0};
        QTest::newRow("PM with minutes") << u"2:30PM"_s << QTime{14, 30};
        QTest::newRow("midnight") << u"12 am"_s << QTime{0, 0};
        QTest::newRow("noon") << u"12pm"_s << QTime{12, 0};
        QTest::newRow("French") << u"14h30"_s << QTime{14, 30};
        QTest::newRow("no such hour") << u"25"_s << QTime{};
        QTest::newRow("no such minute") << u"14:60"_s << QTime{};
        QTest::newRow("no such half") << u"14 pm"_s << QTime{};
        QTest::newRow("words") << u"after lunch"_s << QTime{};
        QTest::newRow("nothing") << QString{} << QTime{};
    }
    void timesAsPeopleTypeThem()
    {
        QFETCH(QString, typed);
        QFETCH(QTime, time);
        QCOMPARE(timeFrom(typed).value_or(QTime{}), time);
        if (time.isValid())
            QCOMPARE(timeFrom(timeForTyping(time)).value_or(QTime{}), time); // what is shown is understood
    }

    void daysAsPeopleTypeThem_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QDate>("day");
        QTest::newRow("ISO") << u"2027-06-12"_s << QDate{2027, 6, 12};
        QTest::newRow("without a year, to come") << u"5.12."_s << QDate{2026, 12, 5};
        QTest::newRow("without a year, over") << u"3.11"_s << QDate{2027, 11, 3};
        QTest::newRow("today counts") << u"26.11."_s << QDate{2026, 11, 26};
        QTest::newRow("the leap day comes") << u"29.2."_s << QDate{2028, 2, 29};
        QTest::newRow("today") << u"Today"_s << QDate{2026, 11, 26};
        QTest::newRow("tomorrow") << u"tomorrow"_s << QDate{2026, 11, 27};
        QTest::newRow("no such day") << u"31.2."_s << QDate{};
        QTest::newRow("words") << u"in June"_s << QDate{};
    }
    void daysAsPeopleTypeThem()
    {
        QFETCH(QString, typed);
        QFETCH(QDate, day);
        QCOMPARE(shootDayFrom(typed, {2026, 11, 26}).value_or(QDate{}), day);
    }

    void aSlashGoesByTheLocale()
    {
        const QLocale before;
        QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
        const auto american = shootDayFrom(u"12/5"_s, {2026, 1, 1});
        QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedKingdom});
        const auto british = shootDayFrom(u"12/5"_s, {2026, 1, 1});
        QLocale::setDefault(before);
        QCOMPARE(american, (std::optional{QDate{2026, 12, 5}}));
        QCOMPARE(british, (std::optional{QDate{2026, 5, 12}}));
    }
};

QTEST_MAIN(TimeTextTest)
#include "time_text_test.moc"
