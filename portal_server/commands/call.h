// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/database.h"
#include "portal_server/commands/command_line.h"

#include <QIODevice>
#include <QJsonObject>

namespace foyer::cli {

inline constexpr Option jsonOption{QLatin1StringView{"json"}, QLatin1StringView{},
                                   QLatin1StringView{"answer in JSON, for machines"}};

/// Where `serve` listens unless told otherwise: what links say while the studio has no address.
inline const QString usualOrigin = QStringLiteral("http://127.0.0.1:8080");

/// One command at work: in the process that was asked, or in the one that owns the studio.
struct Call
{
    Database& studio;
    const Arguments& arguments;
    QString folder; ///< what relative file names mean
    QIODevice& out;
    QIODevice& err;

    bool isJson() const { return arguments.has(jsonOption.name); }
    QString path(const QString& file) const;

    void say(const QString& line);
    void say(const QJsonValue& value); ///< for machines: on one line
    void warn(const QString& sentence);
    /// One sentence on stderr. @returns the exit status
    int fails(const QString& sentence, ExitStatus status = exitFailed);
    int fails(const Error& error) { return fails(error.detail); }
};

/// Runs a command on an open studio. Both ways lead here: main() on a studio of its own, and the owner of a
/// studio on behalf of another process. Safe on any thread but the window's.
int runCommand(Database& studio, const QStringList& words, const QString& folder, QIODevice& out,
               QIODevice& err);

/// `verify FILE`: whether a PDF is as it was sealed. For this no studio is needed. @returns the exit status
int verifyFile(const Arguments& arguments, QIODevice& out, QIODevice& err);

// Each file of commands tells its own; commands() joins them.
std::vector<Command> automationCommands();
std::vector<Command> contactCommands();
std::vector<Command> exchangeCommands();
std::vector<Command> exportCommands();
std::vector<Command> mailCommands();
std::vector<Command> mailAccountCommands();
std::vector<Command> secretCommands();
std::vector<Command> settingsCommands();
std::vector<Command> taskCommands();

} // namespace foyer::cli
