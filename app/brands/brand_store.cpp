// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/brands/brand_store.h"

#include "app/base/random.h"
#include "app/base/text.h"

#include <QJsonObject>

namespace foyer::brands {

using namespace Qt::StringLiterals;

namespace {

const QString selectById = uR"(
    SELECT id, name, username, domain, email, phone, website, street, city, region, postal_code, country, accent,
           logo, logo_type, welcome_text, login_text, empty_text, shows_history, version, paper
    FROM brand WHERE id = :id)"_s;
const QString selectAll = uR"(
    SELECT id, name, username, domain, email, phone, website, street, city, region, postal_code, country, accent,
           logo, logo_type, welcome_text, login_text, empty_text, shows_history, version, paper
    FROM brand ORDER BY position, id)"_s;
const QString selectByUsername = uR"(
    SELECT id, username FROM brand WHERE username = :username
    UNION ALL
    SELECT brand.id, brand.username FROM brand_earlier_username AS earlier
    JOIN brand ON brand.id = earlier.brand_id WHERE earlier.username = :username)"_s;
const QString selectByDomain = u"SELECT id FROM brand WHERE domain = :domain AND domain <> ''"_s;
const QString selectEarlierUsernames = u"SELECT username, brand_id FROM brand_earlier_username"_s;
const QString insertBrand = uR"(
    INSERT INTO brand (position, name, username, domain, email, phone, website, street, city, region, postal_code,
                       country, accent, logo, logo_type, welcome_text, login_text, empty_text, shows_history,
                       created_at, changed_at, version, paper)
    VALUES ((SELECT coalesce(max(position), 0) + 1 FROM brand), :name, :username, :domain, :email, :phone, :website,
            :street, :city, :region, :postal_code, :country, :accent, :logo, :logo_type, :welcome_text, :login_text,
            :empty_text, :shows_history, :now, :now, 1, :paper))"_s;
const QString updateBrand = uR"(
    UPDATE brand SET name = :name, username = :username, domain = :domain, email = :email, phone = :phone,
           website = :website, street = :street, city = :city, region = :region, postal_code = :postal_code,
           country = :country, accent = :accent, logo = :logo, logo_type = :logo_type, welcome_text = :welcome_text,
           login_text = :login_text, empty_text = :empty_text, shows_history = :shows_history, paper = :paper, changed_at = :now,
           version = version + 1
    WHERE id = :id)"_s;
const QString keepUsername =
    u"INSERT OR REPLACE INTO brand_earlier_username (username, brand_id) VALUES (:username, :id)"_s;
const QString forgetUsername = u"DELETE FROM brand_earlier_username WHERE username = :username"_s;
const QString forgetUsernamesOf = u"DELETE FROM brand_earlier_username WHERE brand_id = :id"_s;
const QString countContacts = u"SELECT count(*) FROM contact WHERE brand_id = :id"_s;
const QString countMails = u"SELECT count(*) FROM mail WHERE brand_id = :id"_s;
const QString countJobs = u"SELECT count(*) FROM job WHERE brand_id = :id"_s;
const QString countItems = u"SELECT count(*) FROM item WHERE brand_id = :id"_s;
const QString countBrands = u"SELECT count(*) FROM brand"_s;
const QString forgetBillingOf = u"DELETE FROM brand_billing WHERE brand_id = :id"_s;
const QString forgetMailAccountOf = u"DELETE FROM mail_account WHERE brand_id = :id"_s;
const QString deleteBrand = u"DELETE FROM brand WHERE id = :id"_s;

Brand fromRow(const Query& row)
{
    BrandDetails details;
    details.name = row.text(1);
    details.username = row.text(2);
    details.domain = row.text(3);
    details.email = row.text(4);
    details.phone = row.text(5);
    details.website = row.text(6);
    details.address = {{}, row.text(7), row.text(8), row.text(9), row.text(10), row.text(11)};
    details.accent = row.text(12);
    details.logo = row.bytes(13);
    details.logoType = row.text(14);
    details.welcomeText = row.text(15);
    details.loginText = row.text(16);
    details.emptyText = row.text(17);
    details.showsHistory = row.flag(18);
    details.paper = row.text(20);
    return {BrandId{row.integer(0)}, std::move(details), row.integer(19)};
}

void bindDetails(Query& query, const BrandDetails& details)
{
    query.bind(":name"_L1, details.name)
        .bind(":username"_L1, details.username)
        .bind(":domain"_L1, details.domain)
        .bind(":email"_L1, details.email)
        .bind(":phone"_L1, details.phone)
        .bind(":website"_L1, details.website)
        .bind(":street"_L1, details.address.street)
        .bind(":city"_L1, details.address.city)
        .bind(":region"_L1, details.address.region)
        .bind(":postal_code"_L1, details.address.postalCode)
        .bind(":country"_L1, details.address.country)
        .bind(":accent"_L1, details.accent)
        .bind(":logo"_L1, details.logo)
        .bind(":logo_type"_L1, details.logoType)
        .bind(":welcome_text"_L1, details.welcomeText)
        .bind(":login_text"_L1, details.loginText)
        .bind(":empty_text"_L1, details.emptyText)
        .bind(":shows_history"_L1, details.showsHistory)
        .bind(":paper"_L1, details.paper);
}

/// For the journal: texts as they are, the logo by its fingerprint.
QJsonObject toJson(const BrandDetails& details)
{
    return {{u"name"_s, details.name},
            {u"username"_s, details.username},
            {u"domain"_s, details.domain},
            {u"email"_s, details.email},
            {u"phone"_s, details.phone},
            {u"website"_s, details.website},
            {u"street"_s, details.address.street},
            {u"city"_s, details.address.city},
            {u"region"_s, details.address.region},
            {u"postalCode"_s, details.address.postalCode},
            {u"country"_s, details.address.country},
            {u"accent"_s, details.accent},
            {u"logoSha256"_s,
             details.logo.isEmpty() ? QString{} : QString::fromLatin1(sha256(details.logo).toHex())},
            {u"welcomeText"_s, details.welcomeText},
            {u"loginText"_s, details.loginText},
            {u"emptyText"_s, details.emptyText},
            {u"showsHistory"_s, details.showsHistory},
            {u"paper"_s, details.paper}};
}

QJsonObject changesBetween(const BrandDetails& before, const BrandDetails& after)
{
    const QJsonObject from = toJson(before);
    const QJsonObject to = toJson(after);
    QJsonObject changes;
    for (auto it = from.begin(); it != from.end(); ++it) {
        if (it.value() != to.value(it.key()))
            changes.insert(it.key(), QJsonObject{{u"from"_s, it.value()}, {u"to"_s, to.value(it.key())}});
    }
    return changes;
}

Result<qint64> number(Query query)
{
    if (!query.next())
        return fail(query.error().value_or(Error{Fault::Storage, u"nothing was counted"_s}));
    return query.integer(0);
}

} // namespace

Result<Brand> find(const Snapshot& snapshot, BrandId id)
{
    auto found = snapshot.query(selectById).bind(":id"_L1, id.row()).first(fromRow);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Fault::NotFound, u"There is no brand %1."_s.arg(id.row()));
    return std::move(**found);
}

Result<std::vector<Brand>> all(const Snapshot& snapshot)
{
    return snapshot.query(selectAll).all(fromRow);
}

Result<std::optional<ByUsername>> findByUsername(const Snapshot& snapshot, const QString& username)
{
    return snapshot.query(selectByUsername).bind(":username"_L1, username).first([](const Query& row) {
        return ByUsername{BrandId{row.integer(0)}, row.text(1)};
    });
}

Result<std::vector<std::pair<QString, BrandId>>> earlierUsernames(const Snapshot& snapshot)
{
    return snapshot.query(selectEarlierUsernames).all([](const Query& row) {
        return std::pair{row.text(0), BrandId{row.integer(1)}};
    });
}

Result<std::optional<BrandId>> findByDomain(const Snapshot& snapshot, const QString& domain)
{
    return snapshot.query(selectByDomain).bind(":domain"_L1, domain).first([](const Query& row) {
        return BrandId{row.integer(0)};
    });
}

Result<std::vector<BrandProblem>> takenBy(const Snapshot& snapshot, const BrandDetails& details,
                                          std::optional<BrandId> self)
{
    std::vector<BrandProblem> problems;
    const auto byName = findByUsername(snapshot, details.username);
    if (!byName)
        return fail(byName.error());
    if (*byName && (!self || (*byName)->id != *self))
        problems.push_back({BrandField::Username, BrandFault::Taken});
    const auto byDomain = findByDomain(snapshot, details.domain);
    if (!byDomain)
        return fail(byDomain.error());
    if (*byDomain && (!self || **byDomain != *self))
        problems.push_back({BrandField::Domain, BrandFault::Taken});
    return problems;
}

Result<void> check(const Snapshot& snapshot, const BrandDetails& details, std::optional<BrandId> self)
{
    auto taken = takenBy(snapshot, details, self);
    if (!taken)
        return fail(taken.error());
    if (!taken->empty())
        return fail(Fault::Invalid,
                    taken->front().field == BrandField::Domain
                        ? u"The domain %1 belongs to another brand."_s.arg(details.domain)
                        : u"The username “%1” belongs to another brand."_s.arg(details.username));
    if (brandProblems(details).empty())
        return {};
    switch (brandProblems(details).front().field) {
    case BrandField::Name:
        return fail(Fault::Invalid, u"A brand needs a name of at most 200 characters."_s);
    case BrandField::Username:
        return fail(Fault::Invalid,
                    u"“%1” cannot be a username: use 2 to 40 of a–z, 0–9 and single hyphens."_s.arg(
                        details.username));
    case BrandField::Domain:
        return fail(Fault::Invalid, u"“%1” is no domain, like portal.example.com."_s.arg(details.domain));
    case BrandField::Email:
        return fail(Fault::Invalid, u"“%1” is no email address."_s.arg(details.email));
    case BrandField::Phone:
        return fail(Fault::Invalid, u"The phone number is too long."_s);
    case BrandField::Website:
        return fail(Fault::Invalid, u"“%1” is no web address."_s.arg(details.website));
    case BrandField::Address:
        return fail(Fault::Invalid, u"The address is too long."_s);
    case BrandField::Accent:
        return fail(Fault::Invalid, u"“%1” is no colour, like #7a5c3e."_s.arg(details.accent));
    case BrandField::Logo:
        return fail(Fault::Invalid, u"The logo must be a PNG or JPEG picture of at most 256 KiB."_s);
    case BrandField::Texts:
        return fail(Fault::Invalid, u"A portal text is too long: 4000 characters at most."_s);
    }
    Q_UNREACHABLE();
}

BrandDetails placeholder()
{
    BrandDetails details;
    details.name = u"My Studio"_s;
    details.username = usernameFrom(details.name);
    return details;
}

Result<BrandId> add(Transaction& transaction, const BrandDetails& details)
{
    if (const auto checked = check(transaction, details, std::nullopt); !checked)
        return fail(checked.error());
    auto query = transaction.query(insertBrand);
    query.bind(":now"_L1, transaction.now());
    bindDetails(query, details);
    if (const auto inserted = query.run(); !inserted)
        return fail(inserted.error());
    const BrandId id{query.insertedRow()};
    transaction.record({u"brand"_s, id.row(), u"created"_s, toJson(details)});
    transaction.touch(Entity::Brand, id.row());
    return id;
}

Result<void> save(Transaction& transaction, const Brand& edited)
{
    const auto before = find(transaction, edited.id);
    if (!before)
        return fail(before.error());
    if (before->version != edited.version)
        return fail(Fault::Conflict, u"The brand “%1” was changed meanwhile."_s.arg(before->details.name));
    if (before->details == edited.details)
        return {};
    if (const auto checked = check(transaction, edited.details, edited.id); !checked)
        return checked;
    auto query = transaction.query(updateBrand);
    query.bind(":id"_L1, edited.id.row()).bind(":now"_L1, transaction.now());
    bindDetails(query, edited.details);
    if (const auto updated = query.run(); !updated)
        return updated;
    if (before->details.username != edited.details.username) {
        const auto forgotten =
            transaction.query(forgetUsername).bind(":username"_L1, edited.details.username).run();
        if (!forgotten)
            return forgotten;
        const auto kept = transaction.query(keepUsername)
                              .bind(":username"_L1, before->details.username)
                              .bind(":id"_L1, edited.id.row())
                              .run();
        if (!kept)
            return kept;
    }
    transaction.record(
        {u"brand"_s, edited.id.row(), u"edited"_s, changesBetween(before->details, edited.details)});
    transaction.touch(Entity::Brand, edited.id.row());
    return {};
}

Result<void> remove(Transaction& transaction, BrandId id)
{
    const auto brand = find(transaction, id);
    if (!brand)
        return fail(brand.error());
    const auto brands = number(transaction.query(countBrands));
    if (!brands)
        return fail(brands.error());
    if (*brands < 2)
        return fail(Fault::Conflict, u"A studio keeps at least one brand."_s);
    for (const QString* count : {&countContacts, &countMails, &countJobs, &countItems}) {
        auto query = transaction.query(*count);
        query.bind(":id"_L1, id.row());
        const auto users = number(std::move(query));
        if (!users)
            return fail(users.error());
        if (*users > 0)
            return fail(
                Fault::Conflict,
                u"“%1” still has contacts, jobs or mails. Give its contacts another brand first."_s.arg(
                    brand->details.name));
    }
    for (const QString* own : {&forgetUsernamesOf, &forgetBillingOf, &forgetMailAccountOf}) {
        if (const auto forgotten = transaction.query(*own).bind(":id"_L1, id.row()).run(); !forgotten)
            return forgotten;
    }
    if (const auto removed = transaction.query(deleteBrand).bind(":id"_L1, id.row()).run(); !removed)
        return removed;
    transaction.record({u"brand"_s, id.row(), u"removed"_s, toJson(brand->details)});
    transaction.touch(Entity::Brand, id.row());
    return {};
}

} // namespace foyer::brands
