// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/gallery.h"
#include "app/questionnaires/questionnaire.h"

#include <QJsonObject>

#include <variant>

namespace foyer::gallery {

struct MailRecipe
{
    QString subject;
    QString body;
    QString purpose;
};
struct ContractRecipe
{
    QString title;
    QString text;
    bool booksJob;
};
struct PackageRecipe
{
    struct Part
    {
        QString name;
        QString description;
        QString unit;
        qint64 price; ///< in whole units of the studio's currency
        qint64 quantity;
    };
    QString description;
    qint64 price;
    std::vector<Part> parts;
};
struct AutomationRecipe
{
    QJsonObject content; ///< templates stand in it as "gallery:KEY"
};

/// An entry and what is made of it. The files are data: resources/gallery/.
struct Recipe
{
    Entry entry;
    std::variant<MailRecipe, AutomationRecipe, Questionnaire, PackageRecipe, ContractRecipe> what;
};
/// Faults: Invalid (a file of ours that is broken: names it)
Result<std::vector<Recipe>> readRecipes();
const std::vector<Recipe>& recipes();

inline const QString galleryPrefix = QStringLiteral("gallery:");

/// What an entry says, for reading before installing: Markdown.
QString previewOf(const MailRecipe& mail);
QString previewOf(const ContractRecipe& contract);
QString previewOf(const Questionnaire& questionnaire);
QString previewOf(const PackageRecipe& package);
QString previewOf(const AutomationRecipe& automation);

} // namespace foyer::gallery
