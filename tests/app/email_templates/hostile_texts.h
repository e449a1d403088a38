// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRandomGenerator>
#include <QString>
#include <QStringList>

namespace foyer::test {

/// What people, and those who mean harm, type as a name (invariant P14).
inline const QStringList& hostileTexts()
{
    using namespace Qt::StringLiterals;
    static const QStringList texts{
        u"<script>alert(1)</script>\"'&{{form_token}}"_s,
        u"{{recipient.portal_link}}"_s,
        u"{{{recipient.portal_link}}"_s,
        u"{{ recipient.portal_linked : Win }}"_s,
        u"{{recipient.reset_link}}"_s,
        u"\\{{recipient.portal_link}}"_s,
        u"{\\{recipient.portal_link}}"_s,
        u"[win](https://evil.example/)"_s,
        u"![x](https://evil.example/x.png)"_s,
        u"<https://evil.example/>"_s,
        u"https://evil.example/"_s,
        u"](https://evil.example/)"_s,
        u"x](https://evil.example/) [y"_s,
        u"[ref]: https://evil.example/"_s,
        u"mail@evil.example"_s,
        u"# big"_s,
        u"> quoted"_s,
        u"- item"_s,
        u"+ item"_s,
        u"* item"_s,
        u"1. item"_s,
        u"1) item"_s,
        u"12"_s,
        u"---"_s,
        u"==="_s,
        u"***"_s,
        u"``` sh"_s,
        u"~~~"_s,
        u"`code`"_s,
        u"    indented"_s,
        u"*strong* _em_ __x__ **y**"_s,
        u"&lt;b&gt; &#60; &copy"_s,
        u"\\"_s,
        u"\\\\"_s,
        u"a\\"_s,
        u"!"_s,
        u"%1 %2 %L1"_s,
        u"<b title=\"x"_s,
        u"--> x"_s,
        u"<!-- x"_s,
        u"]]> x"_s,
        u"javascript:alert(1)"_s,
        u"'; DROP TABLE mail; --"_s,
        u"a\r\nBcc: everybody@evil.example"_s,
        u"a\n\nb"_s,
        u"a\n# b"_s,
        u"a\n- b\n- c"_s,
        u"a\n    b"_s,
        u"a\n---"_s,
        u"a\n```\nb"_s,
        u"a  \nb"_s,
        u"\ta\tb"_s,
        u"a\u0000b"_s,
        u"\uE0000\uE001"_s,
        u"\uE000"_s,
        u"\u202Egnp.exe"_s,
        u"مرحبا בְּרֵאשִׁית"_s,
        u"Zoë 🕊️ 田中さん"_s,
        u"|a|b|"_s,
        u":--|--:"_s,
        u"www.evil.example"_s,
        u"${7*7} #{7*7} <%= 7 %>"_s,
    };
    return texts;
}

/// Any text made of what means something to Markdown, to tokens or to HTML.
inline QString randomHostileText(QRandomGenerator& random)
{
    using namespace Qt::StringLiterals;
    static const QStringList pieces{u"{{"_s,
                                    u"}}"_s,
                                    u"{"_s,
                                    u"}"_s,
                                    u"\\"_s,
                                    u"["_s,
                                    u"]"_s,
                                    u"("_s,
                                    u")"_s,
                                    u"<"_s,
                                    u">"_s,
                                    u"*"_s,
                                    u"_"_s,
                                    u"`"_s,
                                    u"~~~"_s,
                                    u"#"_s,
                                    u"-"_s,
                                    u"+"_s,
                                    u"1."_s,
                                    u"!"_s,
                                    u"&amp;"_s,
                                    u"\n"_s,
                                    u"\n\n"_s,
                                    u" "_s,
                                    u"a"_s,
                                    u"https://e.example"_s,
                                    u"recipient.portal_link"_s,
                                    u"\""_s,
                                    u"'"_s,
                                    u"="_s,
                                    u"@"_s,
                                    u":"_s,
                                    u"|"_s,
                                    u"\t"_s};
    QString text;
    const int count = random.bounded(1, 12);
    for (int i = 0; i < count; ++i)
        text += pieces[random.bounded(int(pieces.size()))];
    return text;
}

} // namespace foyer::test
