// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/brands/brand_store.h"
#include "app/mail/mail_account.h"
#include "app/mail/test_mail.h"
#include "app/secrets/secret_store.h"
#include "app/storage/settings.h"
#include "portal_server/commands/call.h"

namespace foyer::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView settable[] = {"host"_L1,      "port"_L1, "security"_L1, "user"_L1,
                                          "from-name"_L1, "from"_L1, "reply-to"_L1, "no-server"_L1};

bool hasChange(const Arguments& arguments)
{
    return std::any_of(std::begin(settable), std::end(settable),
                       [&](QLatin1StringView option) { return arguments.has(option); });
}

Result<BrandId> brandNamed(const Snapshot& snapshot, const QString& username)
{
    const auto brand = brands::findByUsername(snapshot, username);
    if (!brand)
        return fail(brand.error());
    if (!*brand)
        return fail(Fault::NotFound, u"There is no brand “%1”."_s.arg(username));
    return (*brand)->id;
}

QString securityWord(MailSecurity security)
{
    switch (security) {
    case MailSecurity::StartTls:
        return u"starttls"_s;
    case MailSecurity::Tls:
        return u"tls"_s;
    case MailSecurity::None:
        return u"none"_s;
    }
    Q_UNREACHABLE();
}

/// The details with what the command line says of them. Faults: Invalid
Result<MailAccountDetails> changed(MailAccountDetails details, const Arguments& arguments)
{
    const auto take = [&](QLatin1StringView option, QString& into) {
        if (arguments.has(option))
            into = arguments.value(option);
    };
    take("from-name"_L1, details.fromName);
    take("from"_L1, details.fromAddress);
    take("reply-to"_L1, details.replyTo);
    if (arguments.has("no-server"_L1)) {
        details.server.reset();
        return details;
    }
    const bool isOfServer = arguments.has("host"_L1) || arguments.has("port"_L1) ||
                            arguments.has("security"_L1) || arguments.has("user"_L1);
    if (!isOfServer)
        return details;
    MailServer server = details.server.value_or(MailServer{});
    take("host"_L1, server.host);
    take("user"_L1, server.user);
    if (arguments.has("security"_L1)) {
        const QString word = arguments.value("security"_L1);
        if (word != "starttls"_L1 && word != "tls"_L1 && word != "none"_L1)
            return fail(Fault::Invalid, u"--security is one of starttls, tls and none."_s);
        server.security = word == "tls"_L1    ? MailSecurity::Tls
                          : word == "none"_L1 ? MailSecurity::None
                                              : MailSecurity::StartTls;
        if (server.security == MailSecurity::Tls && !arguments.has("port"_L1) && server.port == 587)
            server.port = 465; // where such servers listen
    }
    if (arguments.has("port"_L1)) {
        bool isNumber = false;
        server.port = arguments.value("port"_L1).toInt(&isNumber);
        if (!isNumber)
            return fail(Fault::Invalid, u"--port is a number."_s);
    }
    details.server = server;
    return details;
}

QJsonObject asJson(const MailAccount& account)
{
    const MailAccountDetails& details = account.details;
    QJsonObject object{
        {u"fromName"_s, details.fromName},
        {u"fromAddress"_s, details.fromAddress},
        {u"replyTo"_s, details.replyTo},
        {u"server"_s, QJsonValue{}},
        {u"verifiedAt"_s, account.verifiedAt ? QJsonValue{toIso(*account.verifiedAt)} : QJsonValue{}},
        {u"problem"_s, account.problem},
        {u"retryAt"_s, account.retryAt ? QJsonValue{toIso(*account.retryAt)} : QJsonValue{}}};
    if (details.server)
        object.insert(u"server"_s, QJsonObject{{u"host"_s, details.server->host},
                                               {u"port"_s, details.server->port},
                                               {u"security"_s, securityWord(details.server->security)},
                                               {u"user"_s, details.server->user}});
    return object;
}

int show(Call& call, const MailAccount& account)
{
    const QJsonObject object = asJson(account);
    if (call.isJson()) {
        call.say(QJsonValue{object});
        return exitDone;
    }
    for (const QString& key : object.keys()) {
        const QJsonValue value = object[key];
        if (!value.isObject()) {
            call.say(key + u'\t' + value.toString());
            continue;
        }
        const QJsonObject inner = value.toObject();
        for (const QString& name : inner.keys())
            call.say(name + u'\t' + inner[name].toVariant().toString());
    }
    return exitDone;
}

int account(Call& call)
{
    const QString username = call.arguments.operands().front();
    if (hasChange(call.arguments)) {
        const auto saved = call.studio.write(Actor::studio(), [&](Transaction& t) -> Result<void> {
            const auto brand = brandNamed(t, username);
            if (!brand)
                return fail(brand.error());
            auto account = mail::account(t, *brand);
            if (!account)
                return fail(account.error());
            const auto details = changed(account->details, call.arguments);
            if (!details)
                return fail(details.error());
            account->details = *details;
            return mail::saveAccount(t, *account);
        });
        if (!saved)
            return call.fails(saved.error());
    }
    const auto account = call.studio.read([&](const Snapshot& s) -> Result<MailAccount> {
        const auto brand = brandNamed(s, username);
        return brand ? mail::account(s, *brand) : fail(brand.error());
    });
    return account ? show(call, *account) : call.fails(account.error());
}

int test(Call& call)
{
    struct Way
    {
        mail::Route route;
        QByteArray password;
        QString caFile;
    };
    const auto way = call.studio.read([&](const Snapshot& s) -> Result<Way> {
        const auto brand = brandNamed(s, call.arguments.operands().at(0));
        if (!brand)
            return fail(brand.error());
        const auto route = mail::routeOf(s, *brand);
        if (!route)
            return fail(route.error());
        if (!*route)
            return fail(Fault::Invalid,
                        u"There is no mail account yet. See foyer-portal mail account --help."_s);
        const auto store = secrets::open(s, secrets::Machine::Server);
        if (!store)
            return fail(store.error());
        const auto password = (*store)->find(mail::passwordName((*route)->account));
        if (!password)
            return fail(password.error());
        const auto caFile = settings::get(s, QLatin1StringView{settings::mailCaFile});
        if (!caFile)
            return fail(caFile.error());
        return Way{**route, password->value_or(QByteArray{}), *caFile};
    });
    if (!way)
        return call.fails(way.error());
    const mail::TestAnswer answer =
        mail::sendTest(way->route, way->password, call.arguments.operands().at(1), way->caFile);
    if (!answer.isAccepted)
        return call.fails(answer.sentence);
    call.say(answer.sentence);
    return exitDone;
}

} // namespace

std::vector<Command> mailAccountCommands()
{
    return {
        {"mail"_L1,
         "account"_L1,
         "BRAND"_L1,
         1,
         1,
         "show a brand's mail account, or change what is given; its password: secret set smtp/BRAND/password"_L1,
         {jsonOption,
          {"host"_L1, "HOST"_L1, "the mail server, like smtp.example.com"_L1},
          {"port"_L1, "PORT"_L1, "587, or 465 with tls"_L1},
          {"security"_L1, "WORD"_L1, "starttls, tls, or none (to this machine only)"_L1},
          {"user"_L1, "NAME"_L1, "as whom to log in; empty: the server asks for none"_L1},
          {"from-name"_L1, "NAME"_L1, "who mails are from; empty: the brand's name"_L1},
          {"from"_L1, "ADDRESS"_L1, "from which address; empty: the brand's email"_L1},
          {"reply-to"_L1, "ADDRESS"_L1, "where answers go; empty: to the sender's address"_L1},
          {"no-server"_L1, ""_L1, "forget the server: use that of the first brand that has one"_L1}},
         hasChange,
         account},
        {"mail"_L1,
         "test"_L1,
         "BRAND ADDRESS"_L1,
         2,
         2,
         "hand a test mail to the brand's mail server"_L1,
         {},
         nullptr,
         test},
    };
}

} // namespace foyer::cli
