// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/commands/call.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

namespace foyer::cli {

using namespace Qt::StringLiterals;

const std::vector<Command>& commands()
{
    static const std::vector<Command> all = [] {
        std::vector<Command> joined{
            {"serve"_L1,
             ""_L1,
             ""_L1,
             0,
             0,
             "publish the client portal until it is stopped"_L1,
             {{"listen"_L1, "HOST:PORT"_L1, "where to listen (127.0.0.1:8080)"_L1},
              {"tls-cert"_L1, "FILE"_L1, "certificate chain in PEM; with --tls-key"_L1},
              {"tls-key"_L1, "FILE"_L1, "its private key in PEM"_L1},
              {"behind-proxy"_L1, "ADDRESS"_L1,
               "a proxy whose forwarded headers count; may be given again"_L1},
              {"stripe-double"_L1, "ORIGIN"_L1, "for tests: a stand-in for Stripe, http://127.0.0.1:PORT"_L1},
              {"new"_L1, ""_L1, "make the studio file when there is none"_L1},
              {"sample"_L1, ""_L1, "serve the sample studio"_L1}}},
        };
        for (auto commands :
             {automationCommands(), contactCommands(), exchangeCommands(), exportCommands(), mailCommands(),
              mailAccountCommands(), secretCommands(), settingsCommands(), taskCommands()})
            joined.insert(joined.end(), commands.begin(), commands.end());
        return joined;
    }();
    return all;
}

QString Call::path(const QString& file) const
{
    return QDir::cleanPath(QDir{folder}.absoluteFilePath(file));
}

void Call::say(const QString& line)
{
    out.write(line.toUtf8() + '\n');
}

void Call::say(const QJsonValue& value)
{
    out.write(QJsonDocument{QJsonArray{value}}.toJson(QJsonDocument::Compact).chopped(1).sliced(1) + '\n');
}

void Call::warn(const QString& sentence)
{
    err.write("foyer-portal: " + sentence.simplified().toUtf8() + '\n');
}

int Call::fails(const QString& sentence, ExitStatus status)
{
    warn(sentence);
    return status;
}

int runCommand(Database& studio, const QStringList& words, const QString& folder, QIODevice& out,
               QIODevice& err)
{
    const auto arguments = parse(words);
    if (!arguments) {
        err.write("foyer-portal: " + arguments.error().detail.toUtf8() + '\n');
        return exitUsage;
    }
    if (arguments->has("help"_L1)) {
        out.write(helpFor(words).toUtf8());
        return exitDone;
    }
    Call call{studio, *arguments, folder, out, err};
    if (!arguments->command().run)
        return call.fails(u"The studio is served already."_s);
    return arguments->command().run(call);
}

} // namespace foyer::cli
