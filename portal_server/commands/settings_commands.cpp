// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/addresses.h"
#include "app/storage/settings.h"
#include "portal_server/commands/call.h"

namespace foyer::cli {

using namespace Qt::StringLiterals;

namespace {

int get(Call& call)
{
    const QString key = call.arguments.operands().value(0);
    if (!key.isEmpty() && !settings::isKnown(key))
        return call.fails(u"There is no setting “%1”."_s.arg(key));
    const auto values = call.studio.read([](const Snapshot& snapshot) { return settings::all(snapshot); });
    if (!values)
        return call.fails(values.error());
    if (!key.isEmpty()) {
        const auto found = values->find(key);
        const QString value = found == values->end() ? QString{} : found->second;
        if (call.isJson())
            call.say(QJsonValue{QJsonObject{{key, value}}});
        else
            call.say(value);
        return exitDone;
    }
    QJsonObject object;
    for (const auto& [name, value] : *values) {
        object.insert(name, value);
        if (!call.isJson())
            call.say(name + u'\t' + value);
    }
    if (call.isJson())
        call.say(QJsonValue{object});
    return exitDone;
}

int set(Call& call)
{
    const QString key = call.arguments.operands().at(0);
    const QString value = call.arguments.operands().at(1);
    const auto done = call.studio.write(Actor::studio(), [&](Transaction& transaction) {
        return key == QLatin1StringView{settings::portalAddress}
                   ? portal_access::setStudioAddress(transaction, value)
                   : settings::set(transaction, key, value);
    });
    return done ? exitDone : call.fails(done.error());
}

} // namespace

std::vector<Command> settingsCommands()
{
    return {
        {"settings"_L1,
         "get"_L1,
         "[KEY]"_L1,
         0,
         1,
         "print a setting, or all that are set"_L1,
         {jsonOption},
         nullptr,
         get},
        {"settings"_L1,
         "set"_L1,
         "KEY VALUE"_L1,
         2,
         2,
         "change a setting"_L1,
         {},
         [](const Arguments&) { return true; },
         set},
    };
}

} // namespace foyer::cli
