// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract.h"
#include "app/contracts/contract_text.h"
#include "app/contracts/drawn_mark.h"

#include <QTest>

using namespace foyer;
using namespace foyer::contracts;
using namespace Qt::StringLiterals;

namespace {

TokenValues values()
{
    TokenValues known = exampleValues();
    known[u"client.name"_s] = u"Ada *Okafor* <b>"_s;
    known[u"client.address"_s] = u"12 Harbour Lane\n# Port Ellen"_s;
    known[u"client.phone"_s] = QString{};
    return known;
}

QString html(const QString& markdown)
{
    return htmlForPrint(renderedContract(markdown, values()).parts);
}

std::vector<TextProblem> problems(const QString& markdown)
{
    return renderedContract(markdown, values()).problems;
}

} // namespace

class ContractTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void markdownBecomesTheClosedSetOfElements()
    {
        QCOMPARE(html(u"# One\n\nA *b* **c**\nd  \ne\n\n- x\n- y\n\n3. z\n\n> q\n\n---\n"_s),
                 u"<h2>One</h2><p>A <em>b</em> <strong>c</strong>\nd<br>e</p><ul><li>x</li><li>y</li></ul>"
                 "<ol start=\"3\"><li>z</li></ol><blockquote><p>q</p></blockquote><hr>"_s);
        QCOMPARE(html(u"#### four\n\n###### six"_s), u"<h4>four</h4><h4>six</h4>"_s);
    }

    void htmlLinksAndPicturesShowAsText()
    {
        QCOMPARE(html(u"<script>alert(1)</script>\n\na <b onclick=x>b</b>"_s),
                 u"<p>&lt;script&gt;alert(1)&lt;/script&gt;</p><p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>"_s);
        QCOMPARE(html(u"[site](javascript:alert(1)) ![logo](http://e.example/x.png)"_s),
                 u"<p>site (javascript:alert(1)) logo</p>"_s);
        QCOMPARE(html(u"<https://example.org>"_s), u"<p>https://example.org</p>"_s);
    }

    void tokensAreReplacedOnceAndNeverReadAsAnything()
    {
        QCOMPARE(html(u"For **{{ client.name }}**,\n{{client.address}}"_s),
                 u"<p>For <strong>Ada *Okafor* &lt;b&gt;</strong>,\n12 Harbour Lane<br># Port Ellen</p>"_s);
        TokenValues sly = exampleValues();
        sly[u"client.name"_s] = u"{{ brand.name }} [initials] [ ] \uE0000\uE001"_s;
        const auto rendered = renderedContract(u"{{ client.name }}"_s, sly);
        QCOMPARE(rendered.parts.size(), std::size_t{1});
        QVERIFY(
            std::get<QString>(rendered.parts.front()).startsWith(u"<p>{{ brand.name }} [initials] [ ] "_s));
        QVERIFY(rendered.problems.empty());
        QCOMPARE(html(u"{{\nCLIENT.given_name\n}}"_s), u"<p>Ada</p>"_s);
        QCOMPARE(html(u"\\{{ client.name }}"_s), u"<p>{{ client.name }}</p>"_s);
    }

    void whatCannotBeResolvedIsNamedWithItsPlace()
    {
        using enum TextProblem::Kind;
        const auto found = problems(u"Hello\n  {{ client.nmae }} and {{client.phone}}\n{{ brand.name"_s);
        QCOMPARE(found.size(), std::size_t{3});
        QCOMPARE(found[0], (TextProblem{Unknown, u"client.nmae"_s, 2, 3}));
        QCOMPARE(found[1], (TextProblem{Unresolved, u"client.phone"_s, 2, 25}));
        QCOMPARE(found[2].kind, Unclosed);
        QCOMPARE(found[2].line, 3);
        QVERIFY(sentenceFor(found[0]).contains(u"Line 2"_s));
        QCOMPARE(problems(u"a }} b"_s).front().kind, Unclosed);
        QVERIFY(html(u"{{ client.nmae }}"_s).contains(u"{{ client.nmae }}"_s));
        QCOMPARE(problems(QString{longestText + 1, u'x'}).front().kind, TooLong);
    }

    void aLineThatBeginsWithABoxIsATick()
    {
        const auto rendered = renderedContract(
            u"Please confirm:\n[ ] I may be **photographed**\n[ ] and my dog\ntoo\n\n- [ ] In a list [initials]\n\nNot [ ] here"_s,
            values());
        const auto fields = fieldsOf(rendered.parts);
        QCOMPARE(fields.size(), std::size_t{4});
        QCOMPARE(fields[0], (Field{Field::Kind::Tick, 1, u"I may be <strong>photographed</strong>"_s,
                                   u"I may be photographed"_s}));
        QCOMPARE(fields[1].label, u"and my dog too"_s);
        QCOMPARE(fields[2].label, u"In a list"_s);
        QCOMPARE(fields[3].kind, Field::Kind::Initials);
        QCOMPARE(
            htmlForPrint(rendered.parts, {{1, u"yes"_s}, {4, u"A<O"_s}}),
            u"<p>Please confirm:</p><p>☒ I may be <strong>photographed</strong></p><p>☐ and my dog\ntoo</p>"
            "<ul><li><p>☐ In a list</p><p><strong>[A&lt;O]</strong></p></li></ul><p>Not [ ] here</p>"_s);
        QVERIFY(
            fieldsOf(renderedContract(u"    [ ] code\n\n\\[ ] escaped\n\n**x\n[ ] y**"_s, {}).parts).empty());
    }

    void initialsStandWhereTheyAreWritten()
    {
        const auto rendered =
            renderedContract(u"Clause one. [initials] Clause `[initials]` two.\n\n\\[initials]"_s, {});
        const auto fields = fieldsOf(rendered.parts);
        QCOMPARE(fields.size(), std::size_t{1});
        QCOMPARE(fields.front(), (Field{Field::Kind::Initials, 1, {}, u"Clause one."_s}));
        QCOMPARE(htmlForPrint(rendered.parts, {}),
                 u"<p>Clause one. [____] Clause [initials] two.</p><p>[initials]</p>"_s);
        QString many;
        for (int i = 0; i <= mostFields; ++i)
            many += u"[initials] "_s;
        QCOMPARE(renderedContract(many, {}).problems.front().kind, TextProblem::Kind::TooManyFields);
    }

    void whateverIsWrittenOnlySafeHtmlLeaves_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::newRow("entities") << u"&#xE000;99&#xE001; &#xE003; x &#xE002; &lt;script&gt;"_s;
        QTest::newRow("entity at a line's beginning") << u"&#xE003; forged"_s;
        QTest::newRow("open mark") << u"&#xE000;0"_s;
        QTest::newRow("quotations") << QString{3000, u'>'} + u"x"_s;
        QTest::newRow("lists") << u"- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - x"_s;
        QTest::newRow("emphasis") << u"*_"_s.repeated(500) + u"x"_s + u"_*"_s.repeated(500);
        QTest::newRow("html") << u"<div style=x>\n<p>y</p>\n</div>\n\n<!-- c --> <?php ?> <![CDATA[x]]>"_s;
        QTest::newRow("token in a link")
            << u"[a](mailto:{{ brand.email }} \"{{client.name}}\") ![{{client.name}}](x)"_s;
        QTest::newRow("token in code")
            << u"`{{client.name}}`\n\n```{{client.name}}\n{{client.name}} [initials]\n```"_s;
        QTest::newRow("controls") << u"a\0b\a\u202Ec\uFFFE"_s;
        QTest::newRow("surrogate") << QString{QChar{0xD800}} + u"[ ] x"_s;
        QTest::newRow("empty") << QString{};
    }
    void whateverIsWrittenOnlySafeHtmlLeaves()
    {
        QFETCH(QString, markdown);
        const auto rendered = renderedContract(markdown, values());
        QVERIFY(isSafe(rendered.parts));
        QVERIFY(!htmlForPrint(rendered.parts).contains(u"<script"_s));
    }

    void htmlFromElsewhereIsRefused()
    {
        QVERIFY(isSafe({u"<p>a &amp; b<br></p><ol start=\"7\"><li>"_s,
                        Field{Field::Kind::Tick, 1, u"<em>x</em>"_s, {}}, u"</li></ol>"_s}));
        for (const QString& bad :
             {u"<p>"_s, u"</p>"_s, u"<script></script>"_s, u"<p class=\"x\"></p>"_s, u"<img>"_s,
              u"<ol start=\"1\" onclick=\"x\"></ol>"_s, u"&nbsp;"_s, u"&#60;"_s, u"a > b"_s,
              u"<p><em></p></em>"_s, u"<P></P>"_s, u"<a></a>"_s, u"<p"_s, u"<!--x-->"_s})
            QVERIFY2(!isSafe({bad}), qPrintable(bad));
        QVERIFY(!isSafe({Field{Field::Kind::Tick, 1, u"<p>x</p>"_s, {}}}));
        FrozenContract contract{u"uid"_s, u"T"_s, u"en"_s, u"B"_s, {}, u"c"_s, {u"<img src=x>"_s}, {}};
        QVERIFY(!frozenFromJson(canonical(contract)));
        contract.parts = {u"<p>x</p>"_s};
        QCOMPARE(*frozenFromJson(canonical(contract)), contract);
    }

    void D5_aDrawnSignatureIsStrokesAndNothingElse()
    {
        QVERIFY(isDrawnMark(u"M 0 0 L 600 200"));
        QVERIFY(isDrawnMark(u"M 1.5 2 L 3 4.5 L 5 6 M 7 8 L 9 10"));
        for (const QString& bad : {QString{},
                                   u"M 0 0"_s,
                                   u"L 0 0"_s,
                                   u"M 0 0 L"_s,
                                   u"M 0 0 L 601 0"_s,
                                   u"M 0 0 L 600.5 0"_s,
                                   u"M 0 0 L 0 -1"_s,
                                   u"m 0 0 l 1 1"_s,
                                   u"M 0 0 C 1 1"_s,
                                   u"M 0 0  L 1 1"_s,
                                   u"M 0 0 L 1e2 1"_s,
                                   u"M 0 0 L 1.25 1"_s,
                                   u"M 0 0 L 1 1 Z"_s,
                                   u"M 0 0 L 1 1 "_s,
                                   u"M 0 0 L 1 1\"/><script>"_s,
                                   u"M 0 0 M 1 1 L 2 2"_s,
                                   u"M 0 0 L 01 1"_s,
                                   u"M 0 0 L 1. 1"_s,
                                   u"M 0 0 L .5 1"_s,
                                   u"M 0 0 L ١ 1"_s})
            QVERIFY2(!isDrawnMark(bad), qPrintable(bad));
        QVERIFY(!isDrawnMark(u"M 0 0"_s + u" L 100 100"_s.repeated(2000)));
    }
};

QTEST_GUILESS_MAIN(ContractTextTest)
#include "contract_text_test.moc"
