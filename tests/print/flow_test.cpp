// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/flow.h"
#include "app/print/html_prose.h"
#include "app/print/signature_path.h"

#include <QTest>

using namespace foyer::print;
using namespace Qt::StringLiterals;

namespace {

Block block(double height, bool keepsWithNext = false)
{
    Block made;
    made.height = height;
    made.keepsWithNext = keepsWithNext;
    return made;
}

/// Which blocks stand on which page: "0 1|2", a repeated head as "h".
QString pagesOf(const std::vector<Block>& blocks, double first = 100, double other = 100)
{
    QStringList pages;
    for (const PlacedPage& page : paginate(blocks, first, other)) {
        QStringList names;
        for (const PlacedBlock& placed : page) {
            const auto index = placed.block - blocks.data();
            names << (index >= 0 && index < std::ssize(blocks) ? QString::number(index) : u"h"_s);
        }
        pages << names.join(u' ');
    }
    return pages.join(u'|');
}

QString textsOf(const QString& html)
{
    QStringList texts;
    for (const ProsePart& part : readHtml(html)) {
        QString text = part.text.text;
        for (const auto& row : part.rows) {
            QStringList cells;
            for (const ProseText& cell : row)
                cells << cell.text;
            text += u'[' + cells.join(u',') + u']';
        }
        const QString kind = part.kind == ProsePart::Kind::Heading ? u"h%1 "_s.arg(part.level)
                             : part.kind == ProsePart::Kind::Rule  ? u"-"_s
                                                                   : QString{};
        texts << QString{part.depth, u'>'} + part.marker + kind + text;
    }
    return texts.join(u'|');
}

} // namespace

class FlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocksFillPages()
    {
        QCOMPARE(pagesOf({}), QString{});
        QCOMPARE(pagesOf({block(50), block(50), block(1)}), u"0 1|2"_s);
        QCOMPARE(pagesOf({block(50), block(50), block(50)}, 60, 100), u"0|1 2"_s);
        QCOMPARE(pagesOf({block(500), block(1)}), u"0|1"_s);
    }

    void aHeadingIsNeverTheLastOfItsPage_S3()
    {
        QCOMPARE(pagesOf({block(80), block(10, true), block(20)}), u"0|1 2"_s);
        QCOMPARE(pagesOf({block(80), block(5, true), block(5, true), block(20)}), u"0|1 2 3"_s);
        QCOMPARE(pagesOf({block(60), block(10, true), block(20)}), u"0 1 2"_s);
    }

    void whatNoPageHoldsIsTornSomewhere()
    {
        QCOMPARE(pagesOf({block(1), block(60, true), block(60, true), block(60)}), u"0|1|2|3"_s);
    }

    void roomAboveIsLeftOutAtTheHeadOfAPage()
    {
        std::vector<Block> blocks{block(90), block(95)};
        blocks[1].before = 30;
        const auto pages = paginate(blocks, 100, 100);
        QCOMPARE(pages.size(), std::size_t{2});
        QCOMPARE(pages[1][0].top, 0.0);
        blocks[0].height = 40;
        blocks[1].height = 30;
        QCOMPARE(paginate(blocks, 100, 100)[0][1].top, 70.0);
    }

    void aTableRepeatsItsHead_S3()
    {
        const auto head = std::make_shared<const Block>(block(10, true));
        std::vector<Block> blocks{*head};
        for (int i = 0; i < 6; ++i) {
            blocks.push_back(block(40));
            blocks.back().repeatedHead = head;
        }
        QCOMPARE(pagesOf(blocks), u"0 1 2|h 3 4|h 5 6"_s);
    }

    void totalsStayTogether_S3()
    {
        std::vector<Block> blocks{block(40), block(30, true), block(10, true), block(10, true), block(11)};
        QCOMPARE(pagesOf(blocks), u"0|1 2 3 4"_s);
    }

    void aNewPageIsBegunWhereItIsAskedFor()
    {
        std::vector<Block> blocks{block(10, true), block(10)};
        blocks[1].startsPage = true;
        QCOMPARE(pagesOf(blocks), u"0|1"_s);
    }

    void linesAreNeverLeftAlone()
    {
        EmojiStock emoji;
        const Paragraph paragraph{u"a\nb\nc\nd"_s, {}, 100, Qt::LeftToRight, emoji};
        std::vector<Block> blocks{block(0)};
        addLines(blocks, paragraph, 0, 0);
        QCOMPARE(blocks.size(), std::size_t{5});
        const double line = paragraph.pitch();
        blocks[0].height = 100 - 1.5 * line;
        QCOMPARE(pagesOf(blocks), u"0|1 2 3 4"_s);
        blocks[0].height = 100 - 3.5 * line;
        QCOMPARE(pagesOf(blocks), u"0 1 2|3 4"_s);
    }

    void wideWordsAreBroken_S3()
    {
        EmojiStock emoji;
        const Paragraph paragraph{u"w"_s.repeated(300), {}, 100, Qt::LeftToRight, emoji};
        QVERIFY(paragraph.lines() > 5);
        QVERIFY(paragraph.naturalWidth() <= 100.01);
    }

    void htmlIsReadIntoParts_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("parts");
        QTest::newRow("nothing") << QString{} << QString{};
        QTest::newRow("paragraphs") << u"<p>One\n two</p>\n<p> three </p>"_s << u"One two|three"_s;
        QTest::newRow("bare") << u"only text"_s << u"only text"_s;
        QTest::newRow("headings") << u"<h1>A</h1><h4>B</h4><h5>C</h5>"_s << u"h1 A|h4 B|C"_s;
        QTest::newRow("break") << u"<p>a<br>b<br/>c</p>"_s << u"a\nb\nc"_s;
        QTest::newRow("rule") << u"<p>a</p><hr/><p>b"_s << u"a|-|b"_s;
        QTest::newRow("lists") << u"<ol start=\"3\"><li>a</li><li><p>b</p><p>c</p><ul><li>d</ul></li></ol>e"_s
                               << u">3.a|>4.b|>c|>>•d|e"_s;
        QTest::newRow("quotation") << u"<blockquote><p>q</p></blockquote>"_s << u">q"_s;
        QTest::newRow("table")
            << u"<table><tr><th>A</th><th>B</th></tr><tr><td><p>1</p></td><td>2</td></tr></table>x"_s
            << u"[A,B][1,2]|x"_s;
        QTest::newRow("unclosed table") << u"<table><tr><td>a<td>b<tr><td>c"_s << u"[a,b][c]"_s;
        QTest::newRow("entities") << u"a &lt;b&gt; &amp;amp; &#x2014; &#8364; &nbsp;&nope; &#0; &"_s
                                  << u"a <b> &amp; — € \u00a0&nope; &#0; &"_s;
        QTest::newRow("unknown") << u"a<video src=x>b</video><u>c</u><b><i>d</i></b>"_s << u"a|b|cd"_s;
        QTest::newRow("hidden") << u"a<script>x<y</script >b<style>z</style>c<!-- d -->e<script>f"_s
                                << u"abce"_s;
        QTest::newRow("broken") << u"a < b</p></p></ul></table><p"_s << u"a < b|<p"_s;
    }
    void htmlIsReadIntoParts()
    {
        QFETCH(QString, html);
        QFETCH(QString, parts);
        QCOMPARE(textsOf(html), parts);
    }

    void emphasesLieOnTheirWords()
    {
        const auto parts =
            readHtml(u"<p>a <strong>bold <em>both</em></strong> <em>slanted</em></p><p>x</p>"_s);
        QCOMPARE(parts.size(), std::size_t{2});
        const auto& emphases = parts[0].text.emphases;
        QCOMPARE(emphases.size(), std::size_t{3});
        QCOMPARE(parts[0].text.text.mid(emphases[0].from, emphases[0].length), u"bold "_s);
        QVERIFY(emphases[0].isBold && !emphases[0].isItalic);
        QCOMPARE(parts[0].text.text.mid(emphases[1].from, emphases[1].length), u"both"_s);
        QVERIFY(emphases[1].isBold && emphases[1].isItalic);
        QCOMPARE(parts[0].text.text.mid(emphases[2].from, emphases[2].length), u"slanted"_s);
        QVERIFY(!emphases[2].isBold && emphases[2].isItalic);
        QVERIFY(parts[1].text.emphases.empty());
    }

    void drawnSignaturesAreRead()
    {
        const auto path = signaturePath(u"M10,20 L 30-40l1 1 h5V9 C1 2 3 4 5 6q.5.5 1e1 10z"_s);
        QVERIFY(path);
        QCOMPARE(path->elementAt(0).x, 10.0);
        QCOMPARE(path->elementAt(1).y, -40.0);
        QCOMPARE(path->elementAt(2).x, 31.0);
        QCOMPARE(path->elementAt(4).y, 9.0);
        QCOMPARE(signaturePath(u"M 1 1 2 2 3 3"_s)->elementCount(), 3);
        for (const QString& bad :
             {u""_s, u"L 1 1"_s, u"M 1"_s, u"M 1 1 L"_s, u"M 1 1 L 2"_s, u"M 1 1 A 1 1 0 0 0 2 2"_s,
              u"M 1 1 L 99999 1"_s, u"M 1 1 L x"_s, u"1 1"_s, u"M 1 1 <script>"_s})
            QVERIFY2(!signaturePath(bad), qPrintable(bad));
        QVERIFY(!signaturePath(u"M 1 1"_s + u" L 1 1"_s.repeated(20000)));
    }
};

QTEST_MAIN(FlowTest)
#include "flow_test.moc"
