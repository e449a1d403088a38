// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/commands/command_line.h"

#include <algorithm>

namespace foyer::cli {

using namespace Qt::StringLiterals;

namespace {

const std::vector<Option>& commonOptions()
{
    static const std::vector<Option> options{
        {"studio"_L1, "FILE"_L1, "the studio file (without it: the one the desktop program uses)"_L1},
        {"help"_L1, ""_L1, "show this"_L1},
    };
    return options;
}

const Option* findOption(const Command& command, QStringView name)
{
    for (const auto* options : {&command.options, &commonOptions()}) {
        for (const Option& option : *options) {
            if (option.name == name)
                return &option;
        }
    }
    return nullptr;
}

/// The command that the first words name, and how many words that took.
const Command* findCommand(const QStringList& words, qsizetype& taken)
{
    for (const Command& command : commands()) {
        taken = command.action.isEmpty() ? 1 : 2;
        if (words.value(0) == command.group && (taken == 1 || words.value(1) == command.action))
            return &command;
    }
    return nullptr;
}

QStringList actionsOf(const QString& group)
{
    QStringList actions;
    for (const Command& command : commands()) {
        if (command.group == group)
            actions.append(command.action);
    }
    return actions;
}

QString synopsis(const Command& command)
{
    QString line = u"foyer-portal "_s + command.name();
    if (!command.operands.isEmpty())
        line += u' ' + QString{command.operands};
    for (const Option& option : command.options)
        line +=
            u" [--"_s + option.name + (option.value.isEmpty() ? u""_s : u' ' + QString{option.value}) + u']';
    return line;
}

Failure usage(const Command& command, const QString& sentence)
{
    return fail(Fault::Invalid, u"%1 See foyer-portal %2 --help."_s.arg(sentence, command.name()));
}

} // namespace

QString Command::name() const
{
    return action.isEmpty() ? QString{group} : u"%1 %2"_s.arg(group, action);
}

Result<Arguments> parse(const QStringList& words)
{
    qsizetype position = 0;
    const Command* command = findCommand(words, position);
    if (!command) {
        const QStringList actions = actionsOf(words.value(0));
        if (!actions.isEmpty())
            return fail(Fault::Invalid,
                        u"“foyer-portal %1” needs one of: %2."_s.arg(words.value(0), actions.join(u", "_s)));
        return fail(Fault::Invalid,
                    u"There is no command “%1”. See foyer-portal --help."_s.arg(words.value(0)));
    }
    Arguments arguments;
    arguments.m_command = command;
    bool takesOptions = true;
    for (; position < words.size(); ++position) {
        const QString& word = words[position];
        if (takesOptions && word == "--"_L1) {
            takesOptions = false;
            continue;
        }
        if (!takesOptions || !word.startsWith("--"_L1)) {
            if (takesOptions && word.startsWith(u'-') && word.size() > 1)
                return usage(*command, u"There is no option “%1”."_s.arg(word));
            arguments.m_operands.append(word);
            continue;
        }
        const QString name = word.mid(2).section(u'=', 0, 0);
        const Option* option = findOption(*command, name);
        if (!option)
            return usage(*command, u"There is no option “--%1”."_s.arg(name));
        const bool hasValue = word.contains(u'=');
        if (option->value.isEmpty()) {
            if (hasValue)
                return usage(*command, u"“--%1” takes no value."_s.arg(name));
            arguments.m_values[name].append(QString{});
            continue;
        }
        if (!hasValue && position + 1 == words.size())
            return usage(*command, u"“--%1” needs a value (%2)."_s.arg(name, option->value));
        arguments.m_values[name].append(hasValue ? word.section(u'=', 1) : words[++position]);
    }
    if (arguments.has("help"_L1))
        return arguments;
    if (arguments.m_operands.size() < command->fewestOperands)
        return usage(*command, u"Something is missing: %1."_s.arg(command->operands));
    if (arguments.m_operands.size() > command->mostOperands)
        return usage(*command, u"“%1” is too much."_s.arg(arguments.m_operands[command->mostOperands]));
    return arguments;
}

QString helpFor(const QStringList& words)
{
    qsizetype taken = 0;
    if (const Command* command = findCommand(words, taken)) {
        QString text = u"Usage: %1\n\n%2\n\nOptions:\n"_s.arg(synopsis(*command), command->help);
        for (const auto* options : {&command->options, &commonOptions()}) {
            for (const Option& option : *options) {
                const QString left = u"--%1 %2"_s.arg(option.name, option.value);
                text += u"  %1 %2\n"_s.arg(left, -24).arg(option.help);
            }
        }
        return text;
    }
    QString text = u"foyer-portal: a Foyer studio and its client portal without a window.\n\nCommands:\n"_s;
    for (const Command& command : commands())
        text += u"  %1 %2\n"_s.arg(command.name(), -24).arg(command.help);
    text += u"\nEvery command takes --studio FILE and --help; --version names this program's version.\n"
            "Exit status: 0 done, 1 failed, 2 wrong usage.\n"_s;
    return text;
}

} // namespace foyer::cli
