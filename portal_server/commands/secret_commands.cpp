// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/brands/brand_store.h"
#include "app/payments/card_desk.h"
#include "app/portal_access/addresses.h"
#include "app/secrets/secret_store.h"
#include "portal_server/commands/call.h"

#include <QFile>
#include <QJsonArray>

#include <cstdio>
#include <termios.h>
#include <unistd.h>

namespace foyer::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestInput = 4096;

/// While it lives, a terminal does not show what is typed.
class Unseen
{
public:
    Unseen()
        : m_isTerminal{::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &m_before) == 0}
    {
        if (!m_isTerminal)
            return;
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~Unseen()
    {
        if (m_isTerminal)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    Q_DISABLE_COPY_MOVE(Unseen)

private:
    termios m_before = {};
    bool m_isTerminal;
};

/// "stripe/lumen/key" as people write it, with the brand's username, becomes "stripe/3/key": a username may
/// change.
Result<QString> storedName(const Snapshot& snapshot, const QString& written)
{
    QStringList parts = written.split(u'/');
    if (parts.size() == 3 && !BrandId::fromText(parts[1])) {
        const auto brand = brands::findByUsername(snapshot, parts[1]);
        if (!brand)
            return fail(brand.error());
        if (!*brand)
            return fail(Fault::NotFound, u"There is no brand “%1”."_s.arg(parts[1]));
        parts[1] = (*brand)->id.text();
    } else if (parts.size() == 3) {
        const auto brand = brands::find(snapshot, *BrandId::fromText(parts[1]));
        if (!brand)
            return fail(Fault::NotFound, u"There is no brand “%1”."_s.arg(parts[1]));
    }
    const QString name = parts.join(u'/');
    if (!secrets::isKnown(name))
        return fail(Fault::Invalid, *secrets::misfit(name, {}));
    return name;
}

struct Named
{
    std::unique_ptr<SecretStore> store;
    QString name;
};

Result<Named> named(Call& call)
{
    return call.studio.read([&](const Snapshot& snapshot) -> Result<Named> {
        auto name = storedName(snapshot, call.arguments.operands().at(0));
        if (!name)
            return fail(name.error());
        auto store = secrets::open(snapshot, secrets::Machine::Server);
        if (!store)
            return fail(store.error());
        return Named{std::move(*store), *name};
    });
}

int set(Call& call)
{
    const auto secret = named(call);
    if (!secret)
        return call.fails(secret.error());
    QByteArray value;
    {
        const Unseen typed;
        QFile in;
        if (!in.open(stdin, QIODevice::ReadOnly))
            return call.fails(u"Give the secret on standard input."_s);
        value = in.readLine(longestInput).trimmed();
    }
    if (value.isEmpty())
        return call.fails(u"Give the secret on standard input, in one line."_s);
    const auto kept = secret->store->keep(secret->name, value);
    if (!kept)
        return call.fails(kept.error());
    call.say(u"Kept %1 in %2."_s.arg(secret->name, secret->store->place()));
    return exitDone;
}

int remove(Call& call)
{
    const auto secret = named(call);
    if (!secret)
        return call.fails(secret.error());
    const auto gone = secret->store->remove(secret->name);
    return gone ? exitDone : call.fails(gone.error());
}

int list(Call& call)
{
    const auto store = call.studio.read(
        [](const Snapshot& snapshot) { return secrets::open(snapshot, secrets::Machine::Server); });
    if (!store)
        return call.fails(store.error());
    const auto names = (*store)->names();
    if (!names)
        return call.fails(names.error());
    QJsonArray array;
    for (const QString& name : *names) {
        array.append(name);
        if (!call.isJson())
            call.say(name);
    }
    if (call.isJson())
        call.say(QJsonValue{array});
    return exitDone;
}

/// Where a brand's card gateway sends its letters to.
int webhook(Call& call)
{
    const auto address = call.studio.read([&](const Snapshot& snapshot) -> Result<QString> {
        const auto brand = brands::findByUsername(snapshot, call.arguments.operands().at(0));
        if (!brand)
            return fail(brand.error());
        if (!*brand)
            return fail(Fault::NotFound, u"There is no brand “%1”."_s.arg(call.arguments.operands().at(0)));
        const auto addresses = portal_access::addresses(snapshot, usualOrigin);
        if (!addresses)
            return fail(addresses.error());
        const auto token = payments::webhookToken(snapshot, (*brand)->id);
        if (!token)
            return fail(token.error());
        return addresses->studioOrigin + addresses->basePath + "/webhooks/stripe/"_L1 + *token;
    });
    if (!address)
        return call.fails(address.error());
    call.say(*address);
    return exitDone;
}

} // namespace

// None of these changes the studio, so they run beside whoever serves it; that one reads the new value by
// itself.
std::vector<Command> secretCommands()
{
    return {
        {"secret"_L1,
         "list"_L1,
         ""_L1,
         0,
         0,
         "names of the keys kept on this machine, never their values"_L1,
         {jsonOption},
         nullptr,
         list},
        {"secret"_L1,
         "set"_L1,
         "NAME"_L1,
         1,
         1,
         "keep a key given on standard input: stripe/BRAND/key, stripe/BRAND/webhook-1, stripe/BRAND/webhook-2, smtp/BRAND/password"_L1,
         {},
         nullptr,
         set},
        {"secret"_L1,
         "webhook"_L1,
         "BRAND"_L1,
         1,
         1,
         "print where Stripe sends what happens to this brand"_L1,
         {},
         nullptr,
         webhook},
        {"secret"_L1, "remove"_L1, "NAME"_L1, 1, 1, "forget a key"_L1, {}, nullptr, remove},
    };
}

} // namespace foyer::cli
