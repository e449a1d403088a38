// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gallery/recipes.h"

#include "app/automations/automation.h"
#include "app/base/json_fields.h"
#include "app/questionnaires/questionnaire_json.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <map>

/// A resource of a static library is linked in only when somebody asks for it. Outside any namespace, as Qt
/// wants it.
static void takeInGallery()
{
    Q_INIT_RESOURCE(foyer_gallery);
}

namespace foyer::gallery {

using namespace Qt::StringLiterals;

namespace {

Failure broken(const QString& file, const QString& sentence)
{
    return fail(Fault::Invalid, file + u": "_s + sentence);
}

/// "Name: value" lines, an empty line, a text.
struct Sheet
{
    std::map<QString, QString> head;
    QString text;

    QString take(const QString& name)
    {
        const auto found = head.find(name);
        if (found == head.end())
            return {};
        const QString value = found->second;
        head.erase(found);
        return value;
    }
};

Sheet sheetOf(const QString& written)
{
    Sheet sheet;
    const qsizetype end = written.indexOf("\n\n"_L1);
    for (const QString& line : written.first(std::max<qsizetype>(end, 0)).split(u'\n'))
        sheet.head[line.section(u':', 0, 0).trimmed()] = line.section(u':', 1).trimmed();
    sheet.text = written.sliced(end < 0 ? 0 : end + 2).trimmed() + u'\n';
    return sheet;
}

/// The templates an automation speaks of, each once, in their order.
std::vector<QString> needsOf(const QJsonObject& content)
{
    static const QRegularExpression reference{u"\"gallery:([a-z0-9-]+)\""_s};
    const QString json = QString::fromUtf8(QJsonDocument{content}.toJson(QJsonDocument::Compact));
    std::vector<QString> needs;
    auto matches = reference.globalMatch(json);
    while (matches.hasNext()) {
        const QString key = matches.next().captured(1);
        if (std::find(needs.begin(), needs.end(), key) == needs.end())
            needs.push_back(key);
    }
    return needs;
}

Result<Recipe> sheetRecipe(Kind kind, const QString& key, const QString& written)
{
    Sheet sheet = sheetOf(written);
    Recipe recipe{{key,
                   kind,
                   sheet.take(u"Edition"_s).toInt(),
                   sheet.take(u"Name"_s),
                   sheet.take(u"About"_s),
                   sheet.take(u"Work"_s),
                   {},
                   {}},
                  {}};
    if (kind == Kind::Email) {
        const MailRecipe mail{sheet.take(u"Subject"_s), sheet.text, sheet.take(u"Purpose"_s)};
        recipe.entry.preview = previewOf(mail);
        recipe.what = mail;
    } else {
        const ContractRecipe contract{sheet.take(u"Title"_s), sheet.text, sheet.take(u"Books"_s) == "yes"_L1};
        recipe.entry.preview = previewOf(contract);
        recipe.what = contract;
    }
    if (!sheet.head.empty())
        return broken(key, u"there is no field “%1”."_s.arg(sheet.head.begin()->first));
    return recipe;
}

PackageRecipe packageFrom(JsonFields& fields)
{
    constexpr qint64 most = 1'000'000;
    PackageRecipe package{fields.requiredText("description"_L1), fields.integer("price"_L1, 0, 0, most), {}};
    fields.each("parts"_L1, [&](JsonFields& part) {
        package.parts.push_back({part.requiredText("name"_L1), part.text("description"_L1),
                                 part.text("unit"_L1), part.integer("price"_L1, 0, 0, most),
                                 part.integer("quantity"_L1, 1, 1, most)});
    });
    return package;
}

Result<Recipe> jsonRecipe(Kind kind, const QString& key, const QByteArray& written)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(written, &error);
    if (!document.isObject())
        return broken(key, error.errorString());
    QString problem;
    JsonFields fields{document.object(), {}, problem};
    Recipe recipe{{key,
                   kind,
                   int(fields.integer("edition"_L1, 0, 1, 1000)),
                   fields.requiredText("name"_L1),
                   fields.requiredText("about"_L1),
                   fields.text("work"_L1),
                   {},
                   {}},
                  {}};
    if (kind == Kind::Automation) {
        const AutomationRecipe automation{fields.rawObject("content"_L1)};
        if (const auto read = automationFromJson(automation.content); !read)
            return broken(key, read.error().detail);
        recipe.entry.needs = needsOf(automation.content);
        recipe.entry.preview = previewOf(automation);
        recipe.what = automation;
    } else if (kind == Kind::Questionnaire) {
        const auto questionnaire = questionnaireFromJson(fields.rawObject("questions"_L1));
        if (!questionnaire)
            return broken(key, questionnaire.error().detail);
        recipe.entry.preview = previewOf(*questionnaire);
        recipe.what = *questionnaire;
    } else {
        const PackageRecipe package = packageFrom(fields);
        recipe.entry.preview = previewOf(package);
        recipe.what = package;
    }
    fields.refuseUnknown();
    return problem.isEmpty() ? Result<Recipe>{recipe} : broken(key, problem);
}

} // namespace

Result<std::vector<Recipe>> readRecipes()
{
    takeInGallery();
    static const std::pair<QString, Kind> folders[] = {{u"mails"_s, Kind::Email},
                                                       {u"automations"_s, Kind::Automation},
                                                       {u"questionnaires"_s, Kind::Questionnaire},
                                                       {u"packages"_s, Kind::Package},
                                                       {u"contracts"_s, Kind::Contract}};
    std::vector<Recipe> recipes;
    for (const auto& [folder, kind] : folders) {
        const QDir place{u":/gallery/"_s + folder};
        for (const QString& name : place.entryList(QDir::Files, QDir::Name)) {
            QFile file{place.filePath(name)};
            if (!file.open(QIODevice::ReadOnly))
                return broken(name, file.errorString());
            const QString key = QFileInfo{name}.completeBaseName();
            const QByteArray written = file.readAll();
            const auto recipe = name.endsWith(".md"_L1) ? sheetRecipe(kind, key, QString::fromUtf8(written))
                                                        : jsonRecipe(kind, key, written);
            if (!recipe)
                return fail(recipe.error());
            recipes.push_back(*recipe);
        }
    }
    std::stable_sort(recipes.begin(), recipes.end(), [](const Recipe& a, const Recipe& b) {
        return a.entry.kind != b.entry.kind ? a.entry.kind < b.entry.kind : a.entry.name < b.entry.name;
    });
    return recipes;
}

const std::vector<Recipe>& recipes()
{
    static const std::vector<Recipe> read = [] {
        auto all = readRecipes();
        Q_ASSERT_X(all, "gallery", "a file of the gallery is broken");
        return all ? std::move(*all) : std::vector<Recipe>{};
    }();
    return read;
}

} // namespace foyer::gallery
