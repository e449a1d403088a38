// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/mail_body.h"
#include "tests/app/email_templates/hostile_texts.h"

#include <QRegularExpression>
#include <QTest>

using namespace foyer;
using namespace foyer::mail;
using namespace Qt::StringLiterals;

namespace {

const QString portal = u"https://portal.example.com/aurora/c/0123456789abcdef"_s;
const QString reset = u"https://portal.example.com/aurora/r/fedcba9876543210"_s;

RenderedBody of(const QString& markdown)
{
    return rendered(markdown, {portal, reset},
                    {u"Aurora & Sons"_s, u"#335577"_s, u"https://aurora.example"_s, {}, {}});
}

/// What stands on the sheet: without head, preheader and foot.
QString sheetOf(const QString& html)
{
    const qsizetype from = html.indexOf(u'>', html.indexOf("class=\"words\""_L1)) + 1;
    return html.sliced(from, html.indexOf("</td></tr></table>\n<!--[if mso]></td>"_L1) - from);
}

QString wordsOf(QString html)
{
    static const QRegularExpression tags{u"<[^>]*>"_s};
    html.replace("<br>"_L1, " "_L1).replace(tags, u" "_s);
    html.replace("&lt;"_L1, "<"_L1)
        .replace("&gt;"_L1, ">"_L1)
        .replace("&quot;"_L1, "\""_L1)
        .replace("&amp;"_L1, "&"_L1);
    return html.simplified();
}

/// Letters and digits alone: bullets, quotation marks and line ends are each part's own.
QStringList lettersOf(const QString& text)
{
    static const QRegularExpression others{u"[^\\p{L}\\p{N}]+"_s};
    return QString{text}.split(others, Qt::SkipEmptyParts);
}

QString randomMarkdown(QRandomGenerator& random)
{
    static const QStringList lines{u"# Head {1}"_s,
                                   u"Some words {1} and more"_s,
                                   u"- item {1}"_s,
                                   u"  - below {1}"_s,
                                   u"1. first {1}"_s,
                                   u"2) second {1}"_s,
                                   u"> quoted {1}"_s,
                                   u"> > twice {1}"_s,
                                   u"> - in a list {1}"_s,
                                   u"**strong {1}** and *em {1}*"_s,
                                   u"`code {1}`"_s,
                                   u"    indented {1}"_s,
                                   u"```\nfence {1}\n```"_s,
                                   u"---"_s,
                                   u""_s,
                                   u""_s,
                                   u""_s,
                                   u"<b>html {1}</b>"_s,
                                   u"<div>\nblock {1}\n</div>"_s,
                                   u"[words {1}](https://example.com/{1})"_s,
                                   u"![picture {1}](https://example.com/p.png)"_s,
                                   u"[bad {1}](javascript:alert)"_s,
                                   u"{{recipient.portal_linked: Open {1}}}"_s,
                                   u"{{recipient.portal_link}}"_s,
                                   u"line one {1}  \nline two"_s,
                                   u"***deep {1}***"_s};
    QString markdown;
    const int count = random.bounded(1, 25);
    for (int i = 0; i < count; ++i)
        markdown += QString{lines[random.bounded(int(lines.size()))]}
                        .replace("{1}"_L1, "w%1"_L1)
                        .replace("%1"_L1, QString::number(random.bounded(1000))) +
                    u'\n';
    return markdown;
}

} // namespace

class MailBodyTest : public QObject
{
    Q_OBJECT

private:
    /// Every tag closes the one that is open, and each is one of ours.
    static QString faultOf(const QString& html)
    {
        static const QRegularExpression tag{u"<(/?)([a-z0-9]+)((?:\\s+[a-z-]+=\"[^\"<>]*\")*)\\s*>"_s};
        static const QStringList empty{u"br"_s, u"hr"_s};
        static const QStringList known{u"p"_s,  u"h2"_s, u"blockquote"_s, u"ul"_s, u"ol"_s,
                                       u"li"_s, u"em"_s, u"strong"_s,     u"a"_s,  u"table"_s,
                                       u"tr"_s, u"td"_s, u"br"_s,         u"hr"_s};
        QStringList open;
        qsizetype from = 0;
        auto matches = tag.globalMatch(html);
        while (matches.hasNext()) {
            const auto match = matches.next();
            const QString between = html.sliced(from, match.capturedStart() - from);
            if (between.contains(u'<') || between.contains(u'>'))
                return u"a bracket in "_s + between;
            from = match.capturedEnd();
            const QString name = match.captured(2);
            if (!known.contains(name))
                return u"unknown tag "_s + name;
            if (empty.contains(name))
                continue;
            if (match.captured(1).isEmpty())
                open += name;
            else if (open.isEmpty() || open.takeLast() != name)
                return u"crossed at </%1>"_s.arg(name);
        }
        if (html.sliced(from).contains(u'<'))
            return u"a bracket at the end"_s;
        return open.isEmpty() ? QString{} : u"left open: "_s + open.join(u' ');
    }

private Q_SLOTS:
    void s18_aLinkAloneIsAButtonWithItsAddressBelow()
    {
        const auto mail = of(u"Hello,\n\n{{recipient.portal_linked: See it}}\n\nBye"_s);
        QCOMPARE(mail.text, u"Hello,\n\n%1\n\nBye\n"_s.arg(portal));
        QCOMPARE(mail.html.count("href=\""_L1 + portal + u'"'), 2);
        QVERIFY(mail.html.contains(">See it</a>"_L1));
        QVERIFY(mail.html.contains(u'>' + portal + "</a>"_L1));
    }

    void s18_linksInsideOfSentences()
    {
        const auto mail = of(
            u"Go [here]({{ recipient.portal_link }}) or {{recipient.portal_link}} or [site](https://e.example)."_s);
        QCOMPARE(mail.text, u"Go here (%1) or %1 or site (https://e.example).\n"_s.arg(portal));
        QCOMPARE(mail.html.count("href=\""_L1 + portal + u'"'), 2);
    }

    void s47_theResetLinkIsAButtonToo()
    {
        const auto mail = of(u"[Choose a new password]({{recipient.reset_link}})"_s);
        QCOMPARE(mail.text, u"Choose a new password:\n%1\n"_s.arg(reset));
        QCOMPARE(mail.html.count("href=\""_L1 + reset + u'"'), 2);
    }

    void aLinkThatIsNotThereIsItsWords()
    {
        const auto mail =
            rendered(u"{{recipient.portal_linked: See it}}"_s, {}, {u"Aurora"_s, {}, {}, {}, {}});
        QCOMPARE(mail.text, u"See it\n"_s);
        QVERIFY(!mail.html.contains("<a"_L1));
    }

    void p14_onlyLinksThatLeadSomewhereGood_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isGood");
        for (const char* good :
             {"https://e.example/a", "http://e.example", "mailto:a@e.example", "tel:+44123"})
            QTest::newRow(good) << QString::fromLatin1(good) << true;
        for (const char* bad : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x",
                                "file:///etc/passwd", "vbscript:x", "//e.example", "/login", "e.example",
                                "ftp://e.example", "about:blank", "https:", "java&#115;cript:alert(1)"})
            QTest::newRow(bad) << QString::fromLatin1(bad) << false;
    }
    void p14_onlyLinksThatLeadSomewhereGood()
    {
        QFETCH(QString, address);
        QFETCH(bool, isGood);
        for (const QString& markdown : {u"a [b](<%1>) c"_s.arg(address), u"[b](<%1>)"_s.arg(address)}) {
            const QString sheet = sheetOf(of(markdown).html);
            QCOMPARE(sheet.contains("<a"_L1), isGood);
            QVERIFY(wordsOf(sheet).contains(u'b'));
        }
    }

    void p14_htmlShowsAsTheTextItIs()
    {
        const auto mail = of(u"<script>alert(1)</script>\n\n<b onclick=\"x\">hi</b> &lt;"_s);
        QVERIFY(!mail.html.contains("<script"_L1));
        QVERIFY(!mail.html.contains("<b "_L1));
        QVERIFY(mail.text.contains(u"<b onclick=\"x\">hi</b> <"_s));
    }

    void p14_whateverSomebodyTypedShowsAsTyped()
    {
        QRandomGenerator random{7};
        QStringList all = test::hostileTexts();
        for (int i = 0; i < 2000; ++i)
            all += test::randomHostileText(random);
        for (const QString& typed : all) {
            const QString written = inert(typed);
            QVERIFY2(!written.contains("{{"_L1), qPrintable(typed));
            const auto mail = of(u"Hello "_s + inertLine(typed) + u" there"_s);
            const QString sheet = sheetOf(mail.html);
            QVERIFY2(!sheet.contains("<a"_L1) && !sheet.contains("<em"_L1) && !sheet.contains("<h2"_L1),
                     qPrintable(typed));
            QString expected = typed;
            for (QChar& c : expected) {
                if (c.category() == QChar::Other_Control)
                    c = u' ';
            }
            QCOMPARE(mail.text.simplified(), (u"Hello "_s + expected + u" there"_s).simplified());
            // On lines of its own no more than paragraphs come of it.
            const QString alone = sheetOf(of(written).html);
            QVERIFY2(!alone.contains("<a"_L1) && !alone.contains("<li"_L1) && !alone.contains("<h"_L1) &&
                         !alone.contains("<blockquote"_L1) && !alone.contains("<em"_L1) &&
                         !alone.contains("<strong"_L1),
                     qPrintable(typed));
        }
    }

    void whatTheTextSaysTheHtmlSaysToo()
    {
        QRandomGenerator random{11};
        for (int i = 0; i < 1500; ++i) {
            const QString markdown = randomMarkdown(random);
            const auto mail = of(markdown);
            const QString sheet = sheetOf(mail.html);
            const QString fault = faultOf(sheet);
            QVERIFY2(fault.isEmpty(), qPrintable(fault + u'\n' + markdown + u'\n' + sheet));
            QVERIFY2(!mail.html.contains("{{"_L1) && !mail.text.contains("{{"_L1), qPrintable(markdown));
            QVERIFY2(!mail.html.contains("foyer:"_L1) && !mail.text.contains("foyer:"_L1),
                     qPrintable(markdown));
            // In the order of the text part; what only HTML shows are the words of buttons.
            const QStringList said = lettersOf(wordsOf(sheet));
            for (const QString& word : lettersOf(mail.text)) {
                static const QRegularExpression number{u"^[0-9]+$"_s}; // of a list
                QVERIFY2(said.contains(word) || number.match(word).hasMatch() || sheet.contains(word),
                         qPrintable(word + u'\n' + markdown + u'\n' + sheet));
            }
            if (markdown.contains(u"portal_linked"_s))
                continue; // which is the address alone as text
            for (const QString& word : said)
                QVERIFY2(mail.text.contains(word), qPrintable(word + u'\n' + markdown));
        }
    }

    void deepNestingLosesNoWord()
    {
        QString quotes = QString(40, u'>') + u" deep words\n\n"_s;
        QString lists;
        for (int i = 0; i < 40; ++i)
            lists += QString(i * 2, u' ') + u"- level%1\n"_s.arg(i);
        QString stars = u"*a **b "_s.repeated(20) + u"core"_s + u"** c*"_s.repeated(20);
        for (const QString& markdown : {quotes, lists, stars}) {
            const auto mail = of(markdown);
            const QString fault = faultOf(sheetOf(mail.html));
            QVERIFY2(fault.isEmpty(), qPrintable(fault));
            const QString word = markdown.contains(u"level39"_s) ? u"level39"_s
                                 : markdown.contains(u"core"_s)  ? u"core"_s
                                                                 : u"deep words"_s;
            QVERIFY2(mail.text.contains(word), qPrintable(mail.text));
            QVERIFY(mail.html.contains(word));
        }
    }

    void lineEndsStay()
    {
        const auto mail = of(u"Best wishes\nAda\nAurora"_s);
        QCOMPARE(mail.text, u"Best wishes\nAda\nAurora\n"_s);
        QVERIFY(mail.html.contains("Best wishes<br>\nAda<br>\nAurora"_L1));
    }

    void aQuotedListReadsWellAsText()
    {
        QCOMPARE(of(u"> - one\n>   more\n> - two\n"_s).text, u"> - one\n>   more\n> - two\n"_s);
        QCOMPARE(of(u"1. one\n2. two\n\nEnd"_s).text, u"1. one\n2. two\n\nEnd\n"_s);
    }

    void thePreheaderIsWordsWithoutAnybodysLink()
    {
        const auto mail = of(u"Hello Ada,\n\n{{recipient.portal_linked}}\n\nmore words"_s);
        const qsizetype from = mail.html.indexOf("overflow:hidden\">"_L1) + 17;
        QCOMPARE(mail.html.sliced(from, mail.html.indexOf(u'<', from) - from), u"Hello Ada, more words"_s);
    }

    void directionFollowsTheWords()
    {
        const auto direction = [](const QString& markdown, const QString& language) {
            static const QRegularExpression words{u"<html lang=\"[^\"]*\" dir=\"([a-z]+)\""_s};
            return words.match(rendered(markdown, {portal, {}}, {u"A"_s, {}, {}, language, {}}).html)
                .captured(1);
        };
        QCOMPARE(direction(u"مرحبا {{recipient.portal_link}} https://example.com/long/address"_s, u"ar"_s),
                 u"rtl"_s);
        QCOMPARE(direction(u"שלום"_s, {}), u"rtl"_s);
        QCOMPARE(direction(u"Hello, in English"_s, u"ar"_s), u"ltr"_s);
        QVERIFY(rendered(u"> مرحبا"_s, {}, {}).html.contains("border-right:3px"_L1));
    }

    void tokensInCodeAreAddressesToo()
    {
        const auto mail = of(u"`{{recipient.portal_link}}` and `{{recipient.portal_linked: Go}}`"_s);
        QCOMPARE(mail.text, u"%1 and %1\n"_s.arg(portal));
        QVERIFY(of(u"\\{{recipient.portal_link}}"_s).text.contains(u"{{recipient.portal_link}}"_s));
    }

    void ordinaryMailsAreSmall()
    {
        QString long_text;
        for (int i = 0; i < 60; ++i)
            long_text +=
                u"A paragraph of about a hundred characters, as people write them when they have something to say.\n\n"_s;
        QVERIFY(of(long_text).html.toUtf8().size() < largestHtml / 4);
    }
};

QTEST_GUILESS_MAIN(MailBodyTest)
#include "mail_body_test.moc"
