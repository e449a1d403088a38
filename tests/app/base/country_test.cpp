// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/country.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class CountryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countriesAreKnownHoweverPeopleWriteThem_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("code");
        for (const auto& [typed, code] : std::initializer_list<std::pair<QString, QString>>{
                 {u"ch"_s, u"CH"_s},
                 {u" DE "_s, u"DE"_s},
                 {u"Switzerland"_s, u"CH"_s},
                 {u"SCHWEIZ"_s, u"CH"_s},
                 {u"Suisse"_s, u"CH"_s},
                 {u"Svizzera"_s, u"CH"_s},
                 {u"svizra"_s, u"CH"_s},
                 {u"Österreich"_s, u"AT"_s},
                 {u"Osterreich"_s, u"AT"_s},
                 {u"U.S.A."_s, u"US"_s},
                 {u"United States"_s, u"US"_s},
                 {u"uk"_s, u"GB"_s},
                 {u"England"_s, u"GB"_s},
                 {u"The Netherlands"_s, u"NL"_s},
                 {u"Česko"_s, u"CZ"_s},
                 {u"Czech Republic"_s, u"CZ"_s},
                 {u"Ελλάδα"_s, u"GR"_s},
                 {u"Україна"_s, u"UA"_s},
                 {u"Bosnia and Herzegovina"_s, u"BA"_s},
                 {u"España"_s, u"ES"_s},
                 {u"Liechtenstein"_s, u"LI"_s},
                 {u"Kosovo"_s, u"XK"_s},
             })
            QTest::newRow(qPrintable(typed)) << typed << code;
    }
    void countriesAreKnownHoweverPeopleWriteThem()
    {
        QFETCH(QString, typed);
        QFETCH(QString, code);
        QCOMPARE(countryCodeOf(typed).value_or(u"none"_s), code);
    }

    void whatIsNoCountryIsNotGuessed()
    {
        for (const QString& typed : {u""_s, u" "_s, u"Atlantis"_s, u"QQ"_s, u"-"_s, u"Zürich"_s, u"D"_s})
            QVERIFY2(!countryCodeOf(typed), qPrintable(typed));
        QVERIFY(isCountryCode(u"LI"));
        QVERIFY(!isCountryCode(u"li"));
        QVERIFY(!isCountryCode(u""));
    }
};

QTEST_GUILESS_MAIN(CountryTest)
#include "country_test.moc"
