// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/email_templates/template_text.h"
#include "app/mail/mail_body.h"
#include "app/mail/tokens.h"
#include "tests/app/email_templates/hostile_texts.h"

#include <QRegularExpression>
#include <QTest>

using namespace foyer;
using namespace foyer::email_templates;
using namespace Qt::StringLiterals;

namespace {

const QString portal = u"https://portal.example.com/c/abc"_s;

TemplateText bodyOf(const QString& body)
{
    return {u"Subject"_s, body};
}

QString filledWith(const QString& body, const TokenValues& values)
{
    const FilledText text = filled(bodyOf(body), values);
    if (!text.problems.empty())
        qFatal("%s", qPrintable(sentenceFor(text.problems.front())));
    return text.body;
}

mail::RenderedBody rendered(const QString& body)
{
    return mail::rendered(body, {portal, portal}, {u"Aurora"_s, u"#335577"_s, {}, u"en"_s, u"Preheader"_s});
}

/// The tags and addresses of a mail, without its words.
QString skeleton(const QString& body)
{
    static const QRegularExpression words{u">[^<]*<"_s};
    static const QRegularExpression breaks{u"<br>"_s};
    QString html = rendered(body).html;
    html.replace("rtl"_L1, "ltr"_L1)
        .replace("right"_L1, "left"_L1); // a name of other letters may turn the lines
    return html.replace(breaks, {}).replace(words, u"><"_s);
}

/// A place for a name wherever a studio could want one.
const QString everywhere = uR"(# For {{recipient.name}}

Hello {{recipient.name}},
*{{recipient.name}}*, **{{ recipient.name }}** and [{{recipient.name}} here](https://example.com/a) <{{recipient.name}}>.
{{recipient.name}}. What a day!

> {{recipient.name}}

- {{recipient.name}}
- a `{{recipient.name}}` b

1. {{recipient.name}}

[x](https://example.com/?who={{recipient.name}} "{{recipient.name}}") and ![{{recipient.name}}](https://example.com/p.png)

<div {{recipient.name}}>

```
{{recipient.name}}
```

{{recipient.portal_linked: Open it}}

Last line {{recipient.name}}
)"_s;

TextProblem::Kind firstKind(const TemplateText& text)
{
    const auto problems = check(text);
    return problems.empty() ? TextProblem::Kind::Unresolved : problems.front().kind;
}

} // namespace

class TemplateTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s17_blanksAndCaseInsideBracesDoNotMatter()
    {
        for (const QString& token : {u"{{recipient.name}}"_s, u"{{ recipient.name }}"_s,
                                     u"{{\trecipient.name  }}"_s, u"{{Recipient.Name}}"_s}) {
            QCOMPARE(filledWith(u"Dear "_s + token + u'!', {{u"recipient.name"_s, u"Ada"_s}}),
                     u"Dear Ada!"_s);
            QVERIFY(check({token, token}).empty());
        }
        for (const QString& token : {u"{{recipient.portal_linked}}"_s, u"{{ recipient.portal_linked }}"_s,
                                     u"{{ Recipient.Portal_Linked }}"_s})
            QCOMPARE(filledWith(token, {}), u"{{recipient.portal_linked}}"_s);
    }

    void s17_aMisspeltTokenIsNamedWithTheOneThatWasMeant()
    {
        const auto problems = check({u"Hi {{recipient.frist_name}}"_s, u"{{brand.naem}} and {{xyz}}"_s});
        QCOMPARE(problems.size(), 3u);
        QCOMPARE(problems[0], (TextProblem{TextProblem::Kind::Unknown, true, u"recipient.frist_name"_s,
                                           u"recipient.first_name"_s, 3, 24}));
        QCOMPARE(problems[1].suggestion, u"brand.name"_s);
        QCOMPARE(problems[2].suggestion, QString{});
        QCOMPARE(sentenceFor(problems[0]),
                 u"There is no token “recipient.frist_name”. Did you mean “recipient.first_name”?"_s);
        QVERIFY(!filled({u"Hi {{recipient.frist_name}}"_s, u"x"_s}, exampleValues()).problems.empty());
    }

    void s17_aSubjectCarriesNoLink()
    {
        for (const QString& token :
             {u"{{recipient.portal_linked}}"_s, u"{{recipient.portal_linked: Words}}"_s,
              u"{{ recipient.portal_link }}"_s, u"{{document.portal_linked}}"_s})
            QCOMPARE(firstKind({token, u"x"_s}), TextProblem::Kind::InSubject);
    }

    void s47_aResetLinkIsForNoTemplate()
    {
        QCOMPARE(firstKind(bodyOf(u"{{recipient.reset_link}}"_s)), TextProblem::Kind::Unknown);
    }

    void bracesWithoutAPartnerAreNamed_data()
    {
        QTest::addColumn<QString>("body");
        QTest::newRow("open") << u"a {{recipient.name"_s;
        QTest::newRow("close") << u"a recipient.name}}"_s;
        QTest::newRow("twice") << u"{{ {{recipient.name}}"_s;
        QTest::newRow("over a paragraph") << u"{{recipient\n\n.name}}"_s;
    }
    void bracesWithoutAPartnerAreNamed()
    {
        QFETCH(QString, body);
        QCOMPARE(firstKind(bodyOf(body)), TextProblem::Kind::Unclosed);
    }

    void emptyAndTooLongTextsAreNoMail()
    {
        QCOMPARE(firstKind({u" "_s, u"x"_s}), TextProblem::Kind::Empty);
        QCOMPARE(firstKind({u"x"_s, u" \n"_s}), TextProblem::Kind::Empty);
        QCOMPARE(firstKind({QString(301, u'x'), u"x"_s}), TextProblem::Kind::TooLong);
        QCOMPARE(firstKind({u"x"_s, QString(50'001, u'x')}), TextProblem::Kind::TooLong);
        // Short enough to be kept, too long as HTML.
        const auto text = filled(bodyOf(u"- a\n"_s.repeated(3000)), {});
        QCOMPARE(text.problems.size(), 1u);
        QCOMPARE(text.problems.front().kind, TextProblem::Kind::TooLong);
    }

    void whatIsNotKnownStopsTheMail()
    {
        const auto text = filled({u"{{job.title}}"_s, u"{{recipient.name}} {{job.custom.dress_code}}"_s},
                                 {{u"recipient.name"_s, u" "_s}});
        QCOMPARE(text.problems.size(), 3u);
        for (const TextProblem& problem : text.problems)
            QCOMPARE(problem.kind, TextProblem::Kind::Unresolved);
    }

    void s18_theWordsOfTheLinkCanBeChosen()
    {
        const QString body = filledWith(u"{{recipient.portal_linked:  See *our* [quote] }}"_s, {});
        const auto mail = rendered(body);
        QVERIFY(mail.html.contains(">See *our* [quote]</a>"_L1));
        QVERIFY(mail.html.contains("href=\""_L1 + portal + u'"'));
        QVERIFY(mail.text.contains(portal));
        QCOMPARE(filledWith(u"{{recipient.portal_linked}}"_s, {{u"recipient.portal_words"_s, u"Log in"_s}}),
                 u"{{recipient.portal_linked: Log in}}"_s);
        QCOMPARE(filledWith(u"[Yours]({{ recipient.portal_link }})"_s, {}),
                 u"[Yours]({{recipient.portal_link}})"_s);
        QCOMPARE(filledWith(u"{{document.portal_linked}}"_s, {{u"document.title"_s, u"A {{b}}"_s}}),
                 u"{{recipient.portal_linked: Open “A ((b))”}}"_s);
    }

    void a4_namesNeverBecomeMarkupTokensOrLinks_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& text : test::hostileTexts())
            QTest::newRow(qPrintable(text)) << text;
    }
    void a4_namesNeverBecomeMarkupTokensOrLinks()
    {
        QFETCH(QString, name);
        const FilledText text =
            filled({u"{{recipient.name}}: hello"_s, everywhere}, {{u"recipient.name"_s, name}});
        QVERIFY(text.problems.empty());
        QVERIFY(!text.subject.contains(u'\n') && !text.subject.contains(u'\r') &&
                !text.subject.contains(QChar{0}));
        QVERIFY(!text.subject.contains("{{"_L1));
        QCOMPARE(text.body.count("{{"_L1), 1);
        const auto expectedAddress = [](QString html) {
            static const QRegularExpression query{u"who=[^\"]*"_s};
            return html.replace(query, u"who="_s);
        };
        const QString plain = filledWith(everywhere, {{u"recipient.name"_s, u"Ada"_s}});
        QCOMPARE(expectedAddress(skeleton(text.body)), expectedAddress(skeleton(plain)));
    }

    void a4_norDoesAnythingMadeOfTheirParts()
    {
        QRandomGenerator random{20'270'503};
        const QString plain = filledWith(everywhere, {{u"recipient.name"_s, u"Ada"_s}});
        static const QRegularExpression query{u"who=[^\"]*"_s};
        const QString expected = skeleton(plain).replace(query, u"who="_s);
        for (int i = 0; i < 3000; ++i) {
            const QString name = test::randomHostileText(random);
            if (name.trimmed().isEmpty())
                continue;
            const QString body = filledWith(everywhere, {{u"recipient.name"_s, name}});
            QVERIFY2(body.count("{{"_L1) == 1, qPrintable(name));
            const QString got = skeleton(body).replace(query, u"who="_s);
            if (got != expected) {
                qsizetype same = 0;
                while (same < std::min(got.size(), expected.size()) && got[same] == expected[same])
                    ++same;
                QFAIL(qPrintable(name + u"\n— is —\n"_s + got.sliced(same).left(200) + u"\n— is not —\n"_s +
                                 expected.sliced(same).left(200)));
            }
        }
    }

    void a4_whatAValueSaysIsNeverReadAgain()
    {
        const FilledText text =
            filled({u"{{recipient.name}}"_s, u"{{recipient.name}} {{brand.name}}"_s},
                   {{u"recipient.name"_s, u"{{brand.name}}"_s}, {u"brand.name"_s, u"{{recipient.name}}"_s}});
        QVERIFY(text.problems.empty());
        QCOMPARE(rendered(text.body).text, u"{{brand.name}} {{recipient.name}}\n"_s);
        // Two values side by side make no token either.
        const FilledText split =
            filled({u"{{recipient.name}}{{brand.name}}"_s, u"{{recipient.name}}{{brand.name}}"_s},
                   {{u"recipient.name"_s, u"{"_s}, {u"brand.name"_s, u"{recipient.portal_link}}"_s}});
        QVERIFY(!split.subject.contains("{{"_L1));
        QVERIFY(!split.body.contains("{{"_L1));
        QVERIFY(!rendered(split.body).html.contains(portal));
    }

    void s15_theTextSaysEveryValueAsItWasTyped()
    {
        for (const QString& name : test::hostileTexts()) {
            if (name.contains(u'\n') || name.contains(QChar{0xE000}))
                continue;
            const QString body =
                filledWith(u"Hello {{recipient.name}} there"_s, {{u"recipient.name"_s, name}});
            QString shown = name.trimmed();
            shown.replace(u'\t', u' ').replace(QChar{0}, u' ');
            QCOMPARE(rendered(body).text.trimmed(), u"Hello "_s + shown + u" there"_s);
        }
    }

    void aLinkTakesAddressesAndNumbers()
    {
        const TokenValues values{{u"brand.website"_s, u"https://aurora.example/a_(b)?c=d&copy=1"_s},
                                 {u"brand.email"_s, u"hello+x@aurora.example"_s},
                                 {u"brand.phone"_s, u"+44 20 7946-0100"_s},
                                 {u"recipient.name"_s, u"Ada & Bo/?#"_s}};
        const auto href = [&](const QString& body) {
            static const QRegularExpression address{u"class=\"link\" href=\"([^\"]*)\""_s};
            return address.match(rendered(filledWith(body + u" x"_s, values)).html).captured(1);
        };
        QCOMPARE(href(u"[site]({{brand.website}})"_s), u"https://aurora.example/a_%28b%29?c=d&amp;copy=1"_s);
        QCOMPARE(href(u"[mail](mailto:{{brand.email}})"_s), u"mailto:hello%2Bx@aurora.example"_s);
        QCOMPARE(href(u"[call](tel:{{brand.phone}})"_s), u"tel:+442079460100"_s);
        QCOMPARE(href(u"[find](https://example.com/?q={{recipient.name}})"_s),
                 u"https://example.com/?q=Ada%20%26%20Bo%2F%3F%23"_s);
        // Nobody else's words are a whole address.
        QCOMPARE(href(u"[x]({{recipient.name}})"_s), QString{});
    }

    void p14_aWholeAddressEndsWhereItEnds()
    {
        QRandomGenerator random{5};
        QStringList all = test::hostileTexts();
        for (int i = 0; i < 2000; ++i)
            all += u"https://e.example/"_s + test::randomHostileText(random);
        for (const QString& address : all) {
            const QString body =
                filledWith(u"a [site]({{brand.website}}) b"_s, {{u"brand.website"_s, address}});
            QVERIFY2(!body.contains("{{"_L1), qPrintable(address));
            const auto mail = rendered(body);
            const qsizetype sheet = mail.html.indexOf("class=\"words\""_L1);
            QVERIFY2(mail.html.sliced(sheet).count("<a "_L1) <= 1, qPrintable(address + u'\n' + body));
            QVERIFY2(!mail.html.contains("<em"_L1) && !mail.html.contains("<strong"_L1), qPrintable(address));
            QVERIFY2(mail.text.contains("site"_L1) && mail.text.endsWith(" b\n"_L1), qPrintable(address));
        }
    }

    void aBackslashKeepsBracesAsTheyAre()
    {
        QCOMPARE(rendered(filledWith(u"Write \\{{recipient.name}} here"_s, {})).text,
                 u"Write {{recipient.name}} here\n"_s);
        QVERIFY(!rendered(filledWith(u"Write \\{{recipient.portal_link}} here"_s, {})).html.contains(portal));
    }
};

QTEST_GUILESS_MAIN(TemplateTextTest)
#include "template_text_test.moc"
