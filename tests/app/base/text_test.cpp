// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/random.h"
#include "app/base/text.h"

#include <QSet>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class TextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s36_emailsAreEqualHoweverTheyAreTyped_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("normalised");
        QTest::newRow("plain") << u"ana@example.com"_s << u"ana@example.com"_s;
        QTest::newRow("blanks around") << u"  ana@example.com\t"_s << u"ana@example.com"_s;
        QTest::newRow("capitals") << u"Ana@Example.COM"_s << u"ana@example.com"_s;
        QTest::newRow("international domain") << u"ana@Bücher.example"_s << u"ana@xn--bcher-kva.example"_s;
        QTest::newRow("composed or not") << u"zoe\u0301@example.com"_s << u"zoé@example.com"_s;
        QTest::newRow("sharp s folds") << u"STRASSE@example.com"_s << u"strasse@example.com"_s;
        QTest::newRow("plus stays") << u"ana+wedding@example.com"_s << u"ana+wedding@example.com"_s;
        QTest::newRow("ideographic full stop") << u"ana@example。com"_s << u"ana@example.com"_s;
    }
    void s36_emailsAreEqualHoweverTheyAreTyped()
    {
        QFETCH(QString, typed);
        QTEST(normalisedEmail(typed).value_or(u"(refused)"_s), "normalised");
    }

    void whatIsNoEmailIsRefused()
    {
        const QStringList texts{u""_s,
                                u"ana"_s,
                                u"@example.com"_s,
                                u"ana@"_s,
                                u"ana@localhost"_s,
                                u"ana@@example.com"_s,
                                u"a b@example.com"_s,
                                u"ana@exam ple.com"_s,
                                u"ana@example..com"_s,
                                u".ana@example.com"_s,
                                u"ana.@example.com"_s,
                                u"ana@example.com\r\nBcc: x@example.com"_s,
                                u"<ana@example.com>"_s,
                                u"ana,ben@example.com"_s,
                                u"ana@-example.com"_s,
                                u"a\u0000b@example.com"_s,
                                u"ana@example.com\u202e"_s,
                                QString(65, u'a') + u"@example.com"_s,
                                u"ana@"_s + QString(250, u'a') + u".com"_s,
                                u"\"ana\"@example.com"_s};
        for (const QString& text : texts)
            QVERIFY2(!isEmailAddress(text), qPrintable(text));
    }

    void accentsCaseAndScriptFold_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("folded");
        QTest::newRow("accents") << u"Zoë  Łukasiewicz"_s << u"zoe lukasiewicz"_s;
        QTest::newRow("sharp s") << u"Straße"_s << u"strasse"_s;
        QTest::newRow("o with stroke") << u"Søren Ærø"_s << u"soren aero"_s;
        QTest::newRow("cyrillic") << u"Анна"_s << u"anna"_s;
        QTest::newRow("greek") << u"Ελένη"_s << u"elene"_s;
        QTest::newRow("empty") << u""_s << u""_s;
    }
    void accentsCaseAndScriptFold()
    {
        QFETCH(QString, text);
        QTEST(foldedForSearch(text), "folded");
    }

    void namesSortAsInADictionary()
    {
        QVERIFY(sortKey(u"Émile") < sortKey(u"Fabien"));
        QVERIFY(sortKey(u"anna") == sortKey(u"Anna"));
        QVERIFY(sortKey(u"Zoe") < sortKey(u"Zoë"));
        QVERIFY(sortKey(u"Özil") < sortKey(u"Pamuk"));
        QVERIFY(sortKey(QString(500, u'x')).size() > 400);
    }

    void phonesAreFoundByTheirDigits()
    {
        QCOMPARE(phoneDigits(u"+49 (0)30 / 12-34"), u"490301234"_s);
        QCOMPARE(phoneDigits(u"٠١٢"), u"012"_s);
        QCOMPARE(phoneDigits(u"none"), QString{});
    }

    void usernames_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("plain") << u"aurora"_s << true;
        QTest::newRow("hyphen and digits") << u"studio-54"_s << true;
        QTest::newRow("too short") << u"a"_s << false;
        QTest::newRow("too long") << QString(41, u'a') << false;
        QTest::newRow("capital") << u"Aurora"_s << false;
        QTest::newRow("reserved") << u"login"_s << false;
        QTest::newRow("ends with a hyphen") << u"aurora-"_s << false;
        QTest::newRow("double hyphen") << u"a--b"_s << false;
        QTest::newRow("path") << u"a/b"_s << false;
        QTest::newRow("line break at the end") << u"aurora\n"_s << false;
    }
    void usernames()
    {
        QFETCH(QString, text);
        QTEST(isUsername(text), "isGood");
    }

    void usernamesAreMadeFromAnyName()
    {
        QCOMPARE(usernameFrom(u"Aurora & Co."), u"aurora-co"_s);
        QCOMPARE(usernameFrom(u"Студия Света"), u"studia-sveta"_s);
        for (const QString& name : {u""_s, u"!!!"_s, u"login"_s, u"x"_s, QString(90, u'y'), u"\u0001"_s})
            QVERIFY2(isUsername(usernameFrom(name)), qPrintable(usernameFrom(name)));
    }

    void p14_onlyWebAddressesBecomeLinks()
    {
        QCOMPARE(webAddress(u"example.com/a"), u"https://example.com/a"_s);
        QCOMPARE(webAddress(u" http://example.com "), u"http://example.com"_s);
        QCOMPARE(webAddress(u"example.com:8443/x"), u"https://example.com:8443/x"_s);
        for (const QString& text :
             {u"javascript:alert(1)"_s, u"data:text/html,x"_s, u"ftp://example.com"_s,
              u"mailto:a@example.com"_s, u"localhost"_s, u"https://user:pw@example.com"_s,
              u"https://exa mple.com"_s, u""_s, u"JaVaScRiPt:alert(1)//x.y"_s})
            QVERIFY2(!webAddress(text), qPrintable(text));
    }

    void p4_tokensAreLongAndDiffer()
    {
        QSet<QString> seen;
        for (int i = 0; i < 10'000; ++i) {
            const QString token = randomToken();
            QCOMPARE(token.size(), 43);
            QCOMPARE(fromBase64Url(token).size(), 32);
            seen.insert(token);
        }
        QCOMPARE(seen.size(), 10'000);
    }

    void hashesAgreeWithTheStandards()
    {
        QCOMPARE(sha256("abc").toHex(),
                 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"_ba);
        QCOMPARE(hmacSha256("Jefe", "what do ya want for nothing?").toHex(), // RFC 4231, test case 2
                 "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"_ba);
        QVERIFY(equalInConstantTime("same", "same"));
        QVERIFY(!equalInConstantTime("same", "sane"));
        QVERIFY(!equalInConstantTime("same", "sames"));
    }
};

QTEST_GUILESS_MAIN(TextTest)
#include "text_test.moc"
