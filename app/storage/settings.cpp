// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/settings.h"

#include "app/base/random.h"

namespace foyer::settings {

using namespace Qt::StringLiterals;

namespace {

const QString selectValue = u"SELECT value FROM setting WHERE key = :key"_s;
const QString selectAll = u"SELECT key, value FROM setting ORDER BY key"_s;
const QString replaceValue = u"INSERT OR REPLACE INTO setting (key, value) VALUES (:key, :value)"_s;
const QString selectSecret = u"SELECT value FROM studio_secret WHERE name = :name"_s;
const QString insertSecret = u"INSERT OR IGNORE INTO studio_secret (name, value) VALUES (:name, :value)"_s;

} // namespace

bool isKnown(const QString& key)
{
    static const QStringList keys{QLatin1StringView{portalAddress},  QLatin1StringView{studioName},
                                  QLatin1StringView{oneResetAnswer}, QLatin1StringView{brandsApart},
                                  QLatin1StringView{currency},       QLatin1StringView{mailCaFile}};
    return keys.contains(key);
}

Result<QString> get(const Snapshot& snapshot, const QString& key)
{
    auto value =
        snapshot.query(selectValue).bind(":key"_L1, key).first([](const Query& row) { return row.text(0); });
    if (!value)
        return fail(value.error());
    return value->value_or(QString{});
}

Result<void> set(Transaction& transaction, const QString& key, const QString& value)
{
    if (!isKnown(key))
        return fail(Fault::Invalid, u"There is no setting “%1”."_s.arg(key));
    const auto before = get(transaction, key);
    if (!before)
        return fail(before.error());
    if (*before == value)
        return {};
    if (const auto set = transaction.query(replaceValue).bind(":key"_L1, key).bind(":value"_L1, value).run();
        !set)
        return set;
    transaction.record(
        {u"setting"_s, 0, u"set"_s, {{u"key"_s, key}, {u"from"_s, *before}, {u"to"_s, value}}});
    transaction.touch(Entity::Setting, 0);
    return {};
}

Result<std::map<QString, QString>> all(const Snapshot& snapshot)
{
    auto query = snapshot.query(selectAll);
    std::map<QString, QString> values;
    while (query.next())
        values.emplace(query.text(0), query.text(1));
    if (query.error())
        return fail(*query.error());
    return values;
}

Result<std::optional<QByteArray>> findSecret(const Snapshot& snapshot, const QString& name)
{
    return snapshot.query(selectSecret).bind(":name"_L1, name).first([](const Query& row) {
        return row.bytes(0);
    });
}

Result<QByteArray> secret(const Snapshot& snapshot, const QString& name)
{
    auto value = findSecret(snapshot, name);
    if (!value)
        return fail(value.error());
    if (!*value)
        return fail(Fault::Storage, u"the studio lacks its secret “%1”"_s.arg(name));
    return std::move(**value);
}

Result<void> keepSecret(Transaction& transaction, const QString& name, const QByteArray& value)
{
    const auto kept = transaction.query(insertSecret).bind(":name"_L1, name).bind(":value"_L1, value).run();
    if (kept)
        transaction.record({u"studio_secret"_s, 0, u"made"_s, {{u"name"_s, name}}});
    return kept;
}

Result<void> makeSecrets(Transaction& transaction)
{
    for (const char* name : secretNames) {
        const auto made = transaction.query(insertSecret)
                              .bind(":name"_L1, QString::fromLatin1(name))
                              .bind(":value"_L1, randomBytes(32))
                              .run();
        if (!made)
            return made;
    }
    return {};
}

} // namespace foyer::settings
