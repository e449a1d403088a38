// SPDX-License-Identifier: GPL-3.0-or-later
// mail_samples FOLDER: writes the mails of the gallery, filled with examples, and some that are harder, as
// NAME.html and NAME.txt.
#include "app/email_templates/template_text.h"
#include "app/gallery/recipes.h"
#include "app/mail/mail_body.h"

#include <QDir>
#include <QFile>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const QString everything = uR"(# All that a mail can say

Hello Ada,
a line end is a line end. *Softly*, **loudly**, and ***both***.

- one
- two
  - below two
    - further below

> A quotation
> of two lines
>
> - with a list

1. first
2. second

---

[Look at it](https://example.com/somewhere) alone is a button. In words it is [a link](https://example.com/), a number is [one](tel:+441234567) and an email is [another](mailto:hello@example.com).

[A button of its own](https://example.com/with/a/rather/long/path/that/does/not/end/soon?and=a&query=too)

{{recipient.portal_linked: Open your portal}}

Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorstandssitzung

`code` and <b>HTML</b> show as they are.

With kind regards
Aurora
)"_s;

const QString fromTheRight = uR"(مرحبا آدا،

شكراً لك على الحجز. تجدين كل شيء في بوابتك:

{{recipient.portal_linked: افتحي بوابتك}}

> اقتباس قصير

- أولاً
- ثانياً

مع أطيب التحيات
أورورا
)"_s;

bool write(const QString& path, const QString& text)
{
    QFile file{path};
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2)
        return 2;
    const QDir folder{QString::fromLocal8Bit(argv[1])};
    std::map<QString, QString> bodies{{u"everything"_s, everything}, {u"from-the-right"_s, fromTheRight}};
    for (const gallery::Recipe& recipe : gallery::recipes()) {
        const auto* mail = std::get_if<gallery::MailRecipe>(&recipe.what);
        if (!mail)
            continue;
        const auto filled =
            email_templates::filled({mail->subject, mail->body}, email_templates::exampleValues());
        if (!filled.problems.empty())
            return 1;
        bodies.emplace(recipe.entry.key, filled.body);
    }
    const QString link =
        u"https://portal.example.com/harbour-heron/c/Hq3k1xG5mZ9bT0vWc7RyLd2fUj8sN4pAe6iKoQhXtYw"_s;
    // Accents that are dark, light, and in between.
    const QStringList accents{u"#335577"_s, u"#f2c14e"_s, u"#7a5c3e"_s, u"#888888"_s};
    qsizetype number = 0;
    for (const auto& [name, body] : bodies) {
        const QString language = name == "from-the-right"_L1 ? u"ar"_s : u"en"_s;
        const auto rendered = mail::rendered(body, {link, link},
                                             {u"Harbour & Heron"_s,
                                              accents[number++ % accents.size()],
                                              u"https://harbourheron.example"_s,
                                              language,
                                              {}});
        if (!write(folder.filePath(name + u".html"_s), rendered.html) ||
            !write(folder.filePath(name + u".txt"_s), rendered.text))
            return 1;
    }
    return 0;
}
