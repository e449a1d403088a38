// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/email_templates/template_text.h"

#include <QJsonObject>

#include <map>

namespace foyer::email_templates {

/// What a template says, in every language, and what Foyer sends with it.
struct TemplateContent
{
    TemplateText text;
    std::map<QString, TemplateText> translations;
    QString purpose;
    bool operator==(const TemplateContent&) const = default;
};

/// The shape in which it stands in the database, the gallery and the studio JSON: subject, body, purpose, and
/// translations by language.
QJsonObject toJson(const TemplateContent& content);
/// Faults: Invalid (one sentence, with the path of the field)
Result<TemplateContent> templateFromJson(const QJsonObject& json);

/// "de", "pt-BR": the beginning of a BCP 47 tag.
bool isLanguage(const QString& tag);

} // namespace foyer::email_templates
