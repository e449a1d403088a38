// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/writing/markdown_commands.h"
#include "ui/writing/markdown_paste.h"
#include "ui/writing/spell_words.h"
#include "ui/writing/tokens.h"
#include "ui/writing/writing_preview.h"

#include <QTest>
#include <QTextDocument>

using namespace foyer::writing;
using namespace Qt::StringLiterals;

namespace {

/// A text with its selection: "a[b]c"; "a|b" without one.
struct Text
{
    explicit Text(const QString& shown)
    {
        QString plain = shown;
        int start = int(plain.indexOf(u'‹'));
        int end = int(plain.indexOf(u'›')) - 1;
        if (start < 0)
            start = end = int(plain.indexOf(u'|'));
        plain.remove(u'‹').remove(u'›').remove(u'|');
        document.setPlainText(plain);
        cursor = QTextCursor{&document};
        cursor.setPosition(start);
        cursor.setPosition(end, QTextCursor::KeepAnchor);
    }
    QString shown() const
    {
        QString text = document.toPlainText();
        if (!cursor.hasSelection())
            return text.insert(cursor.position(), u'|');
        return text.insert(cursor.selectionEnd(), u'›').insert(cursor.selectionStart(), u'‹');
    }
    QTextDocument document;
    QTextCursor cursor;
};

const std::vector<TokenOffer> offers{
    {u"client.name"_s, u"Name of the client"_s, u"Mara Lind"_s},
    {u"job.title"_s, u"Title of the job"_s, u"Wedding at the lake"_s},
    {u"job.date"_s, u"Day of the first shoot"_s, u"12 June 2027"_s},
    {u"studio.name"_s, u"Name of the studio"_s, u"Heron & Thimble"_s},
};

} // namespace

class WritingTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void strongAndSlantedAreSignsAroundTheWord_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("sign");
        QTest::addColumn<QString>("after");
        QTest::newRow("selection") << u"one ‹two› three"_s << u"**"_s << u"one **‹two›** three"_s;
        QTest::newRow("and back") << u"one **‹two›** three"_s << u"**"_s << u"one ‹two› three"_s;
        QTest::newRow("signs selected, too") << u"one ‹**two**› three"_s << u"**"_s << u"one ‹two› three"_s;
        QTest::newRow("blanks stay outside") << u"one‹ two ›three"_s << u"**"_s << u"one **‹two›** three"_s;
        QTest::newRow("word of the cursor") << u"one tw|o three"_s << u"*"_s << u"one *‹two›* three"_s;
        QTest::newRow("nothing there yet") << u"one | three"_s << u"**"_s << u"one **|** three"_s;
        QTest::newRow("nothing there any more") << u"one **|** three"_s << u"**"_s << u"one | three"_s;
        QTest::newRow("slanted in strong") << u"**‹two›**"_s << u"*"_s << u"***‹two›***"_s;
        QTest::newRow("at the very beginning") << u"‹one›"_s << u"*"_s << u"*‹one›*"_s;
    }
    void strongAndSlantedAreSignsAroundTheWord()
    {
        QFETCH(QString, before);
        QFETCH(QString, sign);
        QFETCH(QString, after);
        Text text{before};
        toggleAround(text.cursor, sign);
        QCOMPARE(text.shown(), after);
        if (text.document.isUndoAvailable()) {
            text.document.undo();
            QCOMPARE(text.document.toPlainText(), Text{before}.document.toPlainText()); // one step
        }
    }

    void linesBecomeOfAKindAndPlainAgain_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("after");
        const auto row = [](const char* name, const QString& before, LineKind kind, const QString& after) {
            QTest::newRow(name) << before << int(kind) << after;
        };
        row("heading", u"Wor|ds"_s, LineKind::Heading, u"## Words"_s);
        row("another heading", u"# Wor|ds"_s, LineKind::Subheading, u"### Words"_s);
        row("plain again", u"## Wor|ds"_s, LineKind::Heading, u"Words"_s);
        row("list of three", u"‹one\ntwo\n\nthree›"_s, LineKind::Bullet, u"- one\n- two\n\n- three"_s);
        row("numbers", u"‹- one\n- two›"_s, LineKind::Numbered, u"1. one\n2. two"_s);
        row("no list", u"‹- one\n- two›"_s, LineKind::Bullet, u"one\ntwo"_s);
        row("half a list", u"‹- one\ntwo›"_s, LineKind::Bullet, u"- one\n- two"_s);
        row("deeper items keep their place", u"  - on|e"_s, LineKind::Numbered, u"  1. one"_s);
        row("quote", u"on|e"_s, LineKind::Quote, u"> one"_s);
        row("tick box", u"I agr|ee"_s, LineKind::TickBox, u"[ ] I agree"_s);
        row("no tick box", u"[ ] I agr|ee"_s, LineKind::TickBox, u"I agree"_s);
        row("empty line", u"|"_s, LineKind::Bullet, u"- "_s);
    }
    void linesBecomeOfAKindAndPlainAgain()
    {
        QFETCH(QString, before);
        QFETCH(int, kind);
        QFETCH(QString, after);
        Text text{before};
        toggleLines(text.cursor, LineKind(kind));
        QCOMPARE(text.document.toPlainText(), after);
        text.document.undo();
        QCOMPARE(text.document.toPlainText(), Text{before}.document.toPlainText());
    }

    void enterGoesOnWithAListAndEndsIt_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("words") << u"one|"_s << u"one\n|"_s;
        QTest::newRow("item") << u"- one|"_s << u"- one\n- |"_s;
        QTest::newRow("item split") << u"- one| two"_s << u"- one\n- | two"_s;
        QTest::newRow("number") << u"9. one|"_s << u"9. one\n10. |"_s;
        QTest::newRow("deeper") << u"   * one|"_s << u"   * one\n   * |"_s;
        QTest::newRow("tick box") << u"[ ] one|"_s << u"[ ] one\n[ ] |"_s;
        QTest::newRow("quote") << u"> one|"_s << u"> one\n> |"_s;
        QTest::newRow("heading ends by itself") << u"## one|"_s << u"## one\n|"_s;
        QTest::newRow("empty item ends the list") << u"- one\n- |"_s << u"- one\n|"_s;
        QTest::newRow("empty tick box ends them") << u"[ ] |"_s << u"|"_s;
        QTest::newRow("before the marker") << u"|- one"_s << u"\n|- one"_s;
        QTest::newRow("a rule is no list") << u"---|"_s << u"---\n|"_s;
    }
    void enterGoesOnWithAListAndEndsIt()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        Text text{before};
        breakLine(text.cursor);
        QCOMPARE(text.shown(), after);
    }

    void itemsGoDeeperOnlyFromTheirBeginning()
    {
        Text text{u"- |one"_s};
        QVERIFY(indentItem(text.cursor, true));
        QCOMPARE(text.shown(), u"  - |one"_s);
        QVERIFY(indentItem(text.cursor, false));
        QCOMPARE(text.shown(), u"- |one"_s);
        QVERIFY(!indentItem(text.cursor, false)); // the key is free to leave the text
        Text words{u"- on|e"_s};
        QVERIFY(!indentItem(words.cursor, true));
        Text plain{u"|one"_s};
        QVERIFY(!indentItem(plain.cursor, true));
    }

    void backspaceTakesTheWholeMarker()
    {
        Text text{u"- [ ] |one"_s};
        QVERIFY(dropMarker(text.cursor));
        QCOMPARE(text.shown(), u"|one"_s);
        QVERIFY(!dropMarker(text.cursor));
    }

    void tokensAreFoundWithBlanksInsideAndNotAfterABackslash()
    {
        const auto found = tokensIn(u"For {{ client.name }} and {{job.title}}, \\{{not.this}} {{open"_s);
        QCOMPARE(found.size(), 2U);
        QCOMPARE(found[0].name, u"client.name"_s);
        QCOMPARE(found[0].start, 4);
        QCOMPARE(found[0].length, 17);
        QCOMPARE(found[1].name, u"job.title"_s);
    }

    void anOpenTokenIsKnownWhileItIsTyped()
    {
        QCOMPARE(openTokenBefore(u"For {{cli"_s, 9), 4);
        QCOMPARE(openTokenBefore(u"For {{"_s, 6), 4);
        QCOMPARE(openTokenBefore(u"For {{client.name}} and"_s, 23), -1);
        QCOMPARE(openTokenBefore(u"For {client"_s, 11), -1);
    }

    void theNearestTokenIsProposedAndNoFarOne_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("meant");
        QTest::newRow("letters swapped") << u"client.nmae"_s << u"client.name"_s;
        QTest::newRow("upper case") << u"Job.Title"_s << u"job.title"_s;
        QTest::newRow("half") << u"jobdate"_s << u"job.date"_s;
        QTest::newRow("its last part") << u"contract.title"_s << u"job.title"_s;
        QTest::newRow("something else") << u"bank.account"_s << QString{};
        QTest::newRow("nothing") << QString{} << QString{};
    }
    void theNearestTokenIsProposedAndNoFarOne()
    {
        QFETCH(QString, typed);
        QFETCH(QString, meant);
        QCOMPARE(nearestToken(typed, offers), meant);
    }

    void tokensAreFilteredByNameDescriptionAndExample()
    {
        const auto names = [](const QString& filter) {
            QStringList all;
            for (const TokenOffer& offer : tokensMatching(filter, offers))
                all.append(offer.name);
            return all;
        };
        QCOMPARE(names(QString{}).size(), 4);
        QCOMPARE(names(u"job"_s), (QStringList{u"job.title"_s, u"job.date"_s}));
        QCOMPARE(names(u"name"_s), (QStringList{u"client.name"_s, u"studio.name"_s}));
        QCOMPARE(names(u"LAKE"_s), QStringList{u"job.title"_s});
        QCOMPARE(names(u"studio n"_s), QStringList{u"studio.name"_s});
        QCOMPARE(names(u"nothing like it"_s), QStringList{});
    }

    void whatIsNoWordIsNotLookedUp_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("words") << u"The photographer’s work, don't wait"_s
                               << QStringList{u"The"_s, u"photographer’s"_s, u"work"_s, u"don't"_s,
                                              u"wait"_s};
        QTest::newRow("token") << u"for {{ clent.nmae }} only"_s << QStringList{u"for"_s, u"only"_s};
        QTest::newRow("initials") << u"[initials] here"_s << QStringList{u"here"_s};
        QTest::newRow("addresses") << u"see https://exampel.com/wrnog or mail mara@exampel.com now"_s
                                   << QStringList{u"see"_s, u"or"_s, u"mail"_s, u"now"_s};
        QTest::newRow("numbers") << u"1st 2027 A4 x in 20min"_s << QStringList{u"in"_s};
        QTest::newRow("signs") << u"**bold**words and _under_ ‘quoted’"_s
                               << QStringList{u"bold"_s, u"words"_s, u"and"_s, u"under"_s, u"quoted"_s};
        QTest::newRow("link") << u"[our page](https://example.com/abuot)"_s
                              << QStringList{u"our"_s, u"page"_s};
        QTest::newRow("umlauts") << u"Größe über Änderung"_s
                                 << QStringList{u"Größe"_s, u"über"_s, u"Änderung"_s};
    }
    void whatIsNoWordIsNotLookedUp()
    {
        QFETCH(QString, line);
        QFETCH(QStringList, words);
        QStringList found;
        for (const WordSpot& word : spellWords(line))
            found.append(line.mid(word.start, word.length));
        QCOMPARE(found, words);
    }

    void wordsAreCountedAsAPersonCounts()
    {
        QCOMPARE(countWords({}), 0);
        QCOMPARE(countWords(u"# Title\n\n- one, two\n- **three**\n---\n"_s), 4);
        QCOMPARE(countWords(u"Dear {{ client.name }}, hello"_s), 3);
    }

    void richTextComesInAsMarkdown_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("markdown");
        QTest::newRow("strong") << u"<p>one <b>two</b> <i>three</i></p>"_s << u"one **two** *three*"_s;
        QTest::newRow("blanks go outside") << u"<p>one<b> two </b>three</p>"_s << u"one **two** three"_s;
        QTest::newRow("headings") << u"<h1>One</h1><p>two</p><h3><b>Three</b></h3>"_s
                                  << u"# One\n\ntwo\n\n### Three"_s;
        QTest::newRow("lists") << u"<ul><li>one</li><li>two</li></ul><p>x</p><ol><li>a</li><li>b</li></ol>"_s
                               << u"- one\n- two\n\nx\n\n1. a\n2. b"_s;
        QTest::newRow("link") << u"<p><a href='https://example.com/x'>our page</a></p>"_s
                              << u"[our page](https://example.com/x)"_s;
        QTest::newRow("no script") << u"<p><a href='javascript:alert(1)'>press</a></p><script>x()</script>"_s
                                   << u"press"_s;
        QTest::newRow("pictures go") << u"<p>one<img src='file:///etc/hostname'> two</p>"_s << u"one two"_s;
        QTest::newRow("stars stay stars") << u"<p>3*4 = 12*</p>"_s << u"3\\*4 = 12\\*"_s;
        QTest::newRow("soft hyphens and hard blanks")
            << u"<p>pho&shy;to&nbsp;graph&#8203;</p>"_s << u"photo graph"_s;
    }
    void richTextComesInAsMarkdown()
    {
        QFETCH(QString, html);
        QFETCH(QString, markdown);
        QCOMPARE(markdownFromHtml(html), markdown);
    }

    void plainTextLosesWhatCannotBeSeen()
    {
        QCOMPARE(cleanedText(u"a\r\nb\rc\u00a0d\u200be\ufeff\u0007"_s), u"a\nb\nc de"_s);
    }

    void piecesAreCountedAsAReaderSeesThem()
    {
        const QString text = u"# Title\none\nstill one\n\ntwo\n- a\n- b\n\nthree"_s;
        QCOMPARE(partsUpTo(text, 0), 1);
        QCOMPARE(partsUpTo(text, 1), 2);
        QCOMPARE(partsUpTo(text, 2), 2);
        QCOMPARE(partsUpTo(text, 4), 3);
        QCOMPARE(partsUpTo(text, 6), 5);
        QCOMPARE(partsUpTo(text, 100), 6);
    }
};

QTEST_MAIN(WritingTextTest)
#include "writing_text_test.moc"
