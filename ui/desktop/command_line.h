// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/studio.h"

#include <QStringList>

#include <optional>

namespace foyer {

/// What the program was asked to do on its command line.
struct CommandLine
{
    QString studioFile;
    StartWith startWith = StartWith::Existing;
    QStringList files;     ///< to import: dropped on the icon, or opened with the program
    bool wasGiven = false; ///< --studio, --new or --sample; else the default studio

    /// Text to print and leave with success, for --help and --version.
    std::optional<QString> answer;
};

/// @param arguments  with the program's name first
/// Faults: Invalid, with a sentence that says what to do
Result<CommandLine> parseCommandLine(const QStringList& arguments);

} // namespace foyer
