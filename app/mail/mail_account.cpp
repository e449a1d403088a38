// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/mail_account.h"

#include "app/base/canonical_json.h"
#include "app/base/json_fields.h"
#include "app/base/text.h"
#include "app/base/word_table.h"
#include "app/brands/brand_store.h"
#include "app/secrets/secret_store.h"

#include <QHostAddress>

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

const QString columns =
    u"SELECT brand_id, details, verified_at, problem, retry_at, version FROM mail_account "_s;
const QString selectOne = columns + u"WHERE brand_id = :brand"_s;
const QString upsert = uR"(
    INSERT INTO mail_account (brand_id, details, verified_at, problem, retry_at, version)
    VALUES (:brand, :details, :verified, '', NULL, 1)
    ON CONFLICT (brand_id) DO UPDATE SET details = excluded.details, verified_at = excluded.verified_at,
        problem = '', retry_at = NULL, version = mail_account.version + 1)"_s;
const QString updateProblem =
    u"UPDATE mail_account SET problem = :problem, retry_at = :retry WHERE brand_id = :brand"_s;
const QString updateVerified =
    u"UPDATE mail_account SET problem = '', retry_at = NULL, verified_at = :now WHERE brand_id = :brand"_s;

constexpr std::array<WordFor<MailSecurity>, 3> securityWords{{{MailSecurity::StartTls, "starttls"_L1},
                                                              {MailSecurity::Tls, "tls"_L1},
                                                              {MailSecurity::None, "none"_L1}}};
constexpr qsizetype longestName = 200;
constexpr qsizetype longestUser = 250;
constexpr int highestPort = 65'535;

QJsonObject toJson(const MailAccountDetails& details)
{
    QJsonObject object{{u"fromName"_s, details.fromName},
                       {u"fromAddress"_s, details.fromAddress},
                       {u"replyTo"_s, details.replyTo}};
    if (details.server)
        object.insert(u"server"_s,
                      QJsonObject{{u"host"_s, details.server->host},
                                  {u"port"_s, details.server->port},
                                  {u"security"_s, wordOf(securityWords, details.server->security)},
                                  {u"user"_s, details.server->user}});
    return object;
}

Result<MailAccountDetails> detailsFromJson(const QJsonObject& object)
{
    QString problem;
    JsonFields fields{object, {}, problem};
    MailAccountDetails details;
    details.fromName = fields.text("fromName"_L1);
    details.fromAddress = fields.text("fromAddress"_L1);
    details.replyTo = fields.text("replyTo"_L1);
    if (fields.has("server"_L1)) {
        fields.object("server"_L1, [&](JsonFields& server) {
            MailServer read;
            read.host = server.requiredText("host"_L1);
            read.port = int(server.integer("port"_L1, 587, 1, highestPort));
            const auto security = valueOf(securityWords, server.text("security"_L1));
            if (!security)
                server.complain("security"_L1, u"This is none of starttls, tls and none."_s);
            read.security = security.value_or(MailSecurity::StartTls);
            read.user = server.text("user"_L1);
            details.server = read;
        });
    }
    fields.refuseUnknown();
    if (!problem.isEmpty())
        return fail(Fault::Invalid, problem);
    return details;
}

Result<MailAccount> fromRow(const Query& row)
{
    const BrandId brand{row.integer(0)};
    auto details = detailsFromJson(QJsonDocument::fromJson(row.text(1).toUtf8()).object());
    if (!details)
        return fail(Fault::Storage, u"The mail account of brand %1 cannot be read: %2"_s.arg(brand.row())
                                        .arg(details.error().detail));
    return MailAccount{brand,       std::move(*details),    row.optionalInstant(2),
                       row.text(3), row.optionalInstant(4), row.integer(5)};
}

bool hasControl(const QString& text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

/// Without what typing leaves at the ends; hosts as the wire has them.
MailAccountDetails tidied(MailAccountDetails details)
{
    details.fromName = details.fromName.trimmed();
    details.fromAddress = details.fromAddress.trimmed();
    details.replyTo = details.replyTo.trimmed();
    if (details.server) {
        details.server->host = details.server->host.trimmed();
        details.server->user = details.server->user.trimmed();
    }
    return details;
}

void addressProblems(std::vector<QString>& problems, const QString& address)
{
    if (address.isEmpty())
        return;
    if (!isEmailAddress(address))
        problems.push_back(u"“%1” is not an email address."_s.arg(singleLine(address)));
    else if (!isAsciiText(wireEmail(address).value_or(QString{})))
        problems.push_back(
            u"Many mail servers take no mail from “%1”: use an address with plain letters before the @."_s
                .arg(singleLine(address)));
}

void serverProblems(std::vector<QString>& problems, const MailServer& server)
{
    const QHostAddress number{server.host};
    if (server.host.isEmpty())
        problems.push_back(u"The mail server needs a name, like smtp.example.com."_s);
    else if ((number.isNull() || !number.scopeId().isEmpty()) && !asciiHostName(server.host))
        problems.push_back(
            u"“%1” is not the name of a mail server; it looks like smtp.example.com, without port or path."_s
                .arg(singleLine(server.host)));
    if (server.port < 1 || server.port > highestPort)
        problems.push_back(u"A port is a number from 1 to 65535; mail servers mostly take mail on 587."_s);
    if (hasControl(server.user) || server.user.size() > longestUser)
        problems.push_back(u"The user name is one line of at most %1 characters."_s.arg(longestUser));
    if (server.security == MailSecurity::None && !isThisMachine(server.host))
        problems.push_back(u"Mails leave this machine encrypted only: choose STARTTLS or TLS for “%1”."_s.arg(
            singleLine(server.host)));
}

} // namespace

bool isThisMachine(const QString& host)
{
    if (host.trimmed().compare("localhost"_L1, Qt::CaseInsensitive) == 0)
        return true;
    QHostAddress address;
    return address.setAddress(host.trimmed()) && address.isLoopback() &&
           (address.protocol() == QAbstractSocket::IPv6Protocol
                ? address == QHostAddress{QHostAddress::LocalHostIPv6}
                : true);
}

std::vector<QString> problemsOf(const MailAccountDetails& written)
{
    const MailAccountDetails details = tidied(written);
    std::vector<QString> problems;
    if (hasControl(details.fromName) || details.fromName.size() > longestName)
        problems.push_back(u"The sender's name is one line of at most %1 characters."_s.arg(longestName));
    addressProblems(problems, details.fromAddress);
    addressProblems(problems, details.replyTo);
    if (details.server)
        serverProblems(problems, *details.server);
    return problems;
}

Result<MailAccount> account(const Snapshot& snapshot, BrandId brand)
{
    auto found = snapshot.query(selectOne).bind(":brand"_L1, brand.row()).first(fromRow);
    if (!found)
        return fail(found.error());
    if (*found)
        return std::move(**found);
    if (const auto known = brands::find(snapshot, brand); !known)
        return fail(known.error());
    return MailAccount{brand, {}, std::nullopt, {}, std::nullopt, 0};
}

Result<void> saveAccount(Transaction& transaction, const MailAccount& edited)
{
    const MailAccountDetails details = tidied(edited.details);
    if (const auto problems = problemsOf(details); !problems.empty())
        return fail(Fault::Invalid, problems.front());
    const auto brand = brands::find(transaction, edited.brand);
    if (!brand)
        return fail(brand.error());
    const auto before = account(transaction, edited.brand);
    if (!before)
        return fail(before.error());
    if (before->version != edited.version)
        return fail(Fault::Conflict,
                    u"The mail account of “%1” was changed meanwhile."_s.arg(brand->details.name));
    const bool isSameServer = details.server == before->details.server;
    const auto saved = transaction.query(upsert)
                           .bind(":brand"_L1, edited.brand.row())
                           .bind(":details"_L1, QString::fromUtf8(canonicalJson(toJson(details))))
                           .bind(":verified"_L1, isSameServer ? before->verifiedAt : std::nullopt)
                           .run();
    if (!saved)
        return saved;
    transaction.record({u"mail_account"_s,
                        edited.brand.row(),
                        u"changed"_s,
                        {{u"from"_s, toJson(before->details)}, {u"to"_s, toJson(details)}}});
    transaction.touch(Entity::MailAccount, edited.brand.row());
    return {};
}

Result<std::vector<MailAccount>> accountsWithServer(const Snapshot& snapshot)
{
    const auto all = brands::all(snapshot);
    if (!all)
        return fail(all.error());
    std::vector<MailAccount> accounts;
    for (const Brand& brand : *all) {
        auto found = account(snapshot, brand.id);
        if (!found)
            return fail(found.error());
        if (found->details.server)
            accounts.push_back(std::move(*found));
    }
    return accounts;
}

Result<std::optional<Route>> routeOf(const Snapshot& snapshot, BrandId id)
{
    const auto brand = brands::find(snapshot, id);
    if (!brand)
        return fail(brand.error());
    const auto own = account(snapshot, id);
    if (!own)
        return fail(own.error());
    const MailAccountDetails& details = own->details;
    Route route{id, details.server.value_or(MailServer{}),
                details.fromName.isEmpty() ? brand->details.name : details.fromName,
                details.fromAddress.isEmpty() ? brand->details.email : details.fromAddress, details.replyTo};
    if (!isEmailAddress(route.fromAddress))
        return std::optional<Route>{};
    if (!details.server) {
        const auto others = accountsWithServer(snapshot);
        if (!others)
            return fail(others.error());
        if (others->empty())
            return std::optional<Route>{};
        route.account = others->front().brand;
        route.server = *others->front().details.server;
    }
    return std::optional{std::move(route)};
}

QString passwordName(BrandId account)
{
    return secrets::smtpPassword(account);
}

Result<void> noteProblem(Transaction& transaction, BrandId brand, const QString& problem, Instant retryAt)
{
    const auto before = account(transaction, brand);
    if (!before)
        return fail(before.error());
    const auto noted = transaction.query(updateProblem)
                           .bind(":brand"_L1, brand.row())
                           .bind(":problem"_L1, problem)
                           .bind(":retry"_L1, retryAt)
                           .run();
    if (!noted)
        return noted;
    if (before->problem == problem)
        transaction.declareHousekeeping(); // tried again, in vain: no news
    else
        transaction.record({u"mail_account"_s, brand.row(), u"problem"_s, {{u"problem"_s, problem}}});
    transaction.touch(Entity::MailAccount, brand.row());
    return {};
}

Result<void> noteVerified(Transaction& transaction, BrandId brand)
{
    const auto before = account(transaction, brand);
    if (!before)
        return fail(before.error());
    if (before->verifiedAt && before->problem.isEmpty()) {
        // Once an hour is enough to know that it works: each mail says for itself when it was sent.
        if (transaction.now() - *before->verifiedAt < std::chrono::hours{1})
            return {};
        transaction.declareHousekeeping();
    } else {
        transaction.record({u"mail_account"_s, brand.row(), u"verified"_s, {}});
    }
    transaction.touch(Entity::MailAccount, brand.row());
    return transaction.query(updateVerified)
        .bind(":brand"_L1, brand.row())
        .bind(":now"_L1, transaction.now())
        .run();
}

Result<void> forgetProblem(Transaction& transaction, BrandId brand)
{
    const auto before = account(transaction, brand);
    if (!before)
        return fail(before.error());
    if (before->problem.isEmpty() && !before->retryAt)
        return {};
    transaction.record({u"mail_account"_s, brand.row(), u"asked to try again"_s, {}});
    transaction.touch(Entity::MailAccount, brand.row());
    return transaction.query(updateProblem)
        .bind(":brand"_L1, brand.row())
        .bind(":problem"_L1, QString{})
        .bindNull(":retry"_L1)
        .run();
}

} // namespace foyer::mail
