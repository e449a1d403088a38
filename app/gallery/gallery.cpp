// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gallery/gallery.h"

#include "app/automations/automation_store.h"
#include "app/contracts/contract_templates.h"
#include "app/email_templates/email_template_store.h"
#include "app/gallery/recipes.h"
#include "app/orders/catalogue.h"
#include "app/questionnaires/questionnaire_templates.h"
#include "app/storage/settings.h"

#include <QJsonDocument>

#include <algorithm>

namespace foyer::gallery {

using namespace Qt::StringLiterals;

namespace {

// One row for each thing in which copies are kept, so that one statement serves all kinds.
const QString copies = uR"(
    WITH copy AS (
        SELECT id, uid, kind, name, gallery_key, gallery_edition, archived_at FROM template
        UNION ALL
        SELECT id, uid, 'automation', name, gallery_key, gallery_edition, archived_at FROM automation
        UNION ALL
        SELECT id, uid, kind, name, gallery_key, gallery_edition, archived_at FROM product) )"_s;
const QString selectInstalled = copies + uR"(
    SELECT count(*), coalesce(max(gallery_edition), 0) FROM copy
    WHERE gallery_key = :key AND kind = :kind AND archived_at IS NULL)"_s;
const QString selectNewestUid = copies + uR"(
    SELECT uid FROM copy WHERE gallery_key = :key AND kind = :kind AND archived_at IS NULL
    ORDER BY gallery_edition DESC, id DESC LIMIT 1)"_s;
const QString countNamed =
    copies + u"SELECT count(*) FROM copy WHERE kind = :kind AND name = :name AND archived_at IS NULL"_s;
const QString updateTemplate = uR"(
    UPDATE template SET gallery_key = :key, gallery_edition = :edition WHERE id = :id)"_s;
const QString updateProduct = uR"(
    UPDATE product SET gallery_key = :key, gallery_edition = :edition WHERE id = :id)"_s;
const QString selectProduct = uR"(
    SELECT id FROM product
    WHERE kind = 'product' AND name = :name AND currency = :currency AND archived_at IS NULL
    ORDER BY id LIMIT 1)"_s;

/// As it stands in the database.
QString wordOf(Kind kind)
{
    switch (kind) {
    case Kind::Email:
        return u"email"_s;
    case Kind::Automation:
        return u"automation"_s;
    case Kind::Questionnaire:
        return u"questionnaire"_s;
    case Kind::Package:
        return u"package"_s;
    case Kind::Contract:
        return u"contract"_s;
    }
    Q_UNREACHABLE();
}

const Recipe* findRecipe(const QString& key)
{
    const auto found = std::find_if(recipes().begin(), recipes().end(),
                                    [&](const Recipe& one) { return one.entry.key == key; });
    return found == recipes().end() ? nullptr : &*found;
}

/// "Portal invite", and "Portal invite (2)" where there is one of that name.
Result<QString> freeName(const Snapshot& snapshot, const Entry& entry)
{
    QString name = entry.name;
    for (int number = 2;; ++number) {
        const auto taken = snapshot.query(countNamed)
                               .bind(":kind"_L1, wordOf(entry.kind))
                               .bind(":name"_L1, name)
                               .first([](const Query& row) { return row.integer(0); });
        if (!taken)
            return fail(taken.error());
        if (taken->value_or(0) == 0)
            return name;
        name = u"%1 (%2)"_s.arg(entry.name).arg(number);
    }
}

Result<QString> newestUid(const Snapshot& snapshot, const Entry& entry)
{
    const auto uid = snapshot.query(selectNewestUid)
                         .bind(":key"_L1, entry.key)
                         .bind(":kind"_L1, wordOf(entry.kind))
                         .first([](const Query& row) { return row.text(0); });
    if (!uid)
        return fail(uid.error());
    return uid->value_or(QString{});
}

Result<Currency> studioCurrency(const Snapshot& snapshot)
{
    const auto code = settings::get(snapshot, QString::fromLatin1(settings::currency));
    if (!code)
        return fail(code.error());
    return Currency::fromText(*code).value_or(eur);
}

Money whole(qint64 units, Currency currency)
{
    qint64 minor = units;
    for (int digit = 0; digit < currency.exponent(); ++digit)
        minor *= 10;
    return Money::ofMinor(minor, currency);
}

/// Makes what a recipe says, under this name, and returns its row.
class Maker
{
public:
    Maker(Transaction& transaction, const Entry& entry, QString name)
        : m_transaction{transaction}
        , m_entry{entry}
        , m_name{std::move(name)}
    {
    }

    Result<qint64> operator()(const MailRecipe& mail)
    {
        return rowOf(email_templates::add(
            m_transaction,
            {m_name, {mail.subject, mail.body}, {}, mail.purpose, m_entry.key, m_entry.edition}));
    }

    Result<qint64> operator()(const AutomationRecipe& automation)
    {
        QString json = QString::fromUtf8(QJsonDocument{automation.content}.toJson(QJsonDocument::Compact));
        for (const QString& key : m_entry.needs) {
            const Recipe* needed = findRecipe(key);
            if (!needed)
                return fail(Fault::NotFound, u"The gallery has no “%1”."_s.arg(key));
            auto uid = newestUid(m_transaction, needed->entry);
            if (uid && uid->isEmpty()) {
                if (const auto made = install(m_transaction, key); !made)
                    return made;
                uid = newestUid(m_transaction, needed->entry);
            }
            if (!uid)
                return fail(uid.error());
            json.replace(u'"' + galleryPrefix + key + u'"', u'"' + *uid + u'"');
        }
        const auto content = automationFromJson(QJsonDocument::fromJson(json.toUtf8()).object());
        if (!content)
            return fail(content.error());
        return rowOf(automations::add(m_transaction, {m_name, *content, m_entry.key, m_entry.edition}));
    }

    Result<qint64> operator()(const Questionnaire& questionnaire)
    {
        return marked(updateTemplate,
                      rowOf(questionnaires::addTemplate(m_transaction, m_name, questionnaire)));
    }

    Result<qint64> operator()(const ContractRecipe& contract)
    {
        ContractTermsOf terms;
        terms.text = contract.text;
        return marked(
            updateTemplate,
            rowOf(contracts::addTemplate(m_transaction, {m_name, contract.title, terms, contract.booksJob})));
    }

    Result<qint64> operator()(const PackageRecipe& package)
    {
        const auto currency = studioCurrency(m_transaction);
        if (!currency)
            return fail(currency.error());
        ProductDetails details;
        details.kind = ProductKind::Package;
        details.name = m_name;
        details.description = package.description;
        details.unitPrice = whole(package.price, *currency);
        for (const PackageRecipe::Part& part : package.parts) {
            const auto product = productFor(part, *currency);
            if (!product)
                return fail(product.error());
            details.parts.push_back({*product, part.quantity * 1'000});
        }
        return marked(updateProduct, rowOf(catalogue::add(m_transaction, details)));
    }

private:
    using ContractTermsOf = contracts::ContractTerms;

    template <class Tag>
    static Result<qint64> rowOf(const Result<Id<Tag>>& made)
    {
        return made ? Result<qint64>{made->row()} : fail(made.error());
    }

    /// Notes where a copy came from.
    Result<qint64> marked(const QString& statement, const Result<qint64>& row)
    {
        if (!row)
            return row;
        const auto done = m_transaction.query(statement)
                              .bind(":key"_L1, m_entry.key)
                              .bind(":edition"_L1, m_entry.edition)
                              .bind(":id"_L1, *row)
                              .run();
        return done ? row : fail(done.error());
    }

    /// One of this name that the studio sells already stays as it is: its price is the studio's own.
    Result<ProductId> productFor(const PackageRecipe::Part& part, Currency currency)
    {
        const auto known = m_transaction.query(selectProduct)
                               .bind(":name"_L1, part.name)
                               .bind(":currency"_L1, currency.code())
                               .first([](const Query& row) { return ProductId{row.integer(0)}; });
        if (!known)
            return fail(known.error());
        if (*known)
            return **known;
        ProductDetails details;
        details.name = part.name;
        details.description = part.description;
        details.unit = part.unit;
        details.unitPrice = whole(part.price, currency);
        return catalogue::add(m_transaction, details);
    }

    Transaction& m_transaction;
    const Entry& m_entry;
    QString m_name;
};

} // namespace

const std::vector<Entry>& entries()
{
    static const std::vector<Entry> list = [] {
        std::vector<Entry> all;
        for (const Recipe& recipe : recipes())
            all.push_back(recipe.entry);
        return all;
    }();
    return list;
}

Result<Installed> installedOf(const Snapshot& snapshot, const QString& key)
{
    const Recipe* recipe = findRecipe(key);
    if (!recipe)
        return Installed{};
    const auto found = snapshot.query(selectInstalled)
                           .bind(":key"_L1, key)
                           .bind(":kind"_L1, wordOf(recipe->entry.kind))
                           .first([](const Query& row) {
                               return Installed{int(row.integer(0)), int(row.integer(1))};
                           });
    if (!found)
        return fail(found.error());
    return found->value_or(Installed{});
}

Result<qint64> install(Transaction& transaction, const QString& key)
{
    const Recipe* recipe = findRecipe(key);
    if (!recipe)
        return fail(Fault::NotFound, u"The Template Gallery has no “%1”."_s.arg(key));
    const auto name = freeName(transaction, recipe->entry);
    if (!name)
        return fail(name.error());
    return std::visit(Maker{transaction, recipe->entry, *name}, recipe->what);
}

} // namespace foyer::gallery
