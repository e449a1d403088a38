// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/email_templates/email_template_json.h"

#include <QRegularExpression>

namespace foyer::email_templates {

using namespace Qt::StringLiterals;

namespace {

Failure wrong(const QString& path, const QString& sentence)
{
    return fail(Fault::Invalid, path + u": "_s + sentence);
}

Result<TemplateText> textFrom(const QJsonObject& json, const QString& path)
{
    TemplateText text;
    for (const auto& [key, target] :
         {std::pair{"subject"_L1, &text.subject}, std::pair{"body"_L1, &text.body}}) {
        const QJsonValue value = json.value(key);
        if (!value.isString())
            return wrong(path + key, u"A text is needed here."_s);
        *target = value.toString();
    }
    return text;
}

} // namespace

bool isLanguage(const QString& tag)
{
    static const QRegularExpression shape{u"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$"_s};
    return shape.match(tag).hasMatch();
}

QJsonObject toJson(const TemplateContent& content)
{
    QJsonObject json{{u"subject"_s, content.text.subject}, {u"body"_s, content.text.body}};
    if (!content.purpose.isEmpty())
        json.insert(u"purpose"_s, content.purpose);
    QJsonObject translations;
    for (const auto& [language, text] : content.translations)
        translations.insert(language, QJsonObject{{u"subject"_s, text.subject}, {u"body"_s, text.body}});
    if (!translations.isEmpty())
        json.insert(u"translations"_s, translations);
    return json;
}

Result<TemplateContent> templateFromJson(const QJsonObject& json)
{
    for (const QString& key : json.keys()) {
        if (!QStringList{u"subject"_s, u"body"_s, u"purpose"_s, u"translations"_s}.contains(key))
            return wrong(key, u"There is no such field in an email template."_s);
    }
    TemplateContent content;
    const auto text = textFrom(json, {});
    if (!text)
        return fail(text.error());
    content.text = *text;
    const QJsonValue purpose = json.value("purpose"_L1);
    if (!purpose.isUndefined() && !purpose.isString())
        return wrong(u"purpose"_s, u"A text is needed here."_s);
    content.purpose = purpose.toString();
    const QJsonValue translations = json.value("translations"_L1);
    if (!translations.isUndefined() && !translations.isObject())
        return wrong(u"translations"_s, u"An object is needed here: language → subject and body."_s);
    const QJsonObject byLanguage = translations.toObject();
    for (auto one = byLanguage.begin(); one != byLanguage.end(); ++one) {
        const QString path = u"translations."_s + one.key();
        if (!isLanguage(one.key()))
            return wrong(path, u"“%1” is no language; write for example “de” or “pt-BR”."_s.arg(one.key()));
        const auto translated = textFrom(one.value().toObject(), path + u'.');
        if (!translated)
            return fail(translated.error());
        content.translations.emplace(one.key(), *translated);
    }
    return content;
}

} // namespace foyer::email_templates
