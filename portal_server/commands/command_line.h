// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace foyer::cli {

/// What scripts see of how it went. Stable.
enum ExitStatus
{
    exitDone = 0,
    exitFailed = 1,
    exitUsage = 2
};

struct Option
{
    QLatin1StringView name;  ///< without the dashes
    QLatin1StringView value; ///< what its value is called in the help; empty: a flag
    QLatin1StringView help;
};

struct Call;
class Arguments;

/// One command as it is offered: the parser, the help and the dispatcher all read this.
struct Command
{
    QLatin1StringView group;    ///< "contact"
    QLatin1StringView action;   ///< "list"; empty when the group is the command
    QLatin1StringView operands; ///< "KEY [VALUE]" in the help
    int fewestOperands = 0;
    int mostOperands = 0;
    QLatin1StringView help;
    std::vector<Option> options;                 ///< beside --studio and --help, which all have
    bool (*changes)(const Arguments&) = nullptr; ///< whether it writes; null: it only looks
    int (*run)(Call&) = nullptr;                 ///< null: for main() itself (serve)

    QString name() const;
};

/// Every command, in the order of the help.
const std::vector<Command>& commands();

/// What was asked for, checked against the command's options.
class Arguments
{
public:
    const Command& command() const { return *m_command; }
    bool changes() const { return m_command->changes && m_command->changes(*this); }

    bool has(QLatin1StringView option) const { return m_values.contains(option); }
    QString value(QLatin1StringView option) const { return m_values.value(option).value(0); }
    QStringList values(QLatin1StringView option) const { return m_values.value(option); }
    const QStringList& operands() const { return m_operands; }

private:
    friend Result<Arguments> parse(const QStringList& words);
    const Command* m_command = nullptr;
    QMap<QString, QStringList> m_values;
    QStringList m_operands;
};

/// @param words  without the program's name. --help lets everything else be wrong.
/// Faults: Invalid (one sentence that names the way out)
Result<Arguments> parse(const QStringList& words);

/// The help of one command, or of all of them when `words` names none.
QString helpFor(const QStringList& words);

} // namespace foyer::cli
