// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/command_line.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QUrl>

namespace foyer {

using namespace Qt::StringLiterals;

Result<CommandLine> parseCommandLine(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Foyer: a studio manager for photographers, with a portal for their clients."_s);
    const QCommandLineOption studio{u"studio"_s, u"Open this studio file."_s, u"file"_s};
    const QCommandLineOption fresh{u"new"_s, u"Make a new studio when there is no file yet."_s};
    const QCommandLineOption sample{u"sample"_s, u"Try the program on a made-up studio."_s};
    const QCommandLineOption help{{u"h"_s, u"help"_s}, u"Show this help."_s};
    const QCommandLineOption version{{u"v"_s, u"version"_s}, u"Show the version."_s};
    parser.addOptions({studio, fresh, sample, help, version});
    parser.addPositionalArgument(
        u"files"_s, u"vCard or CSV files to import; nothing happens before you say so."_s, u"[files…]"_s);
    if (!parser.parse(arguments))
        return fail(Fault::Invalid, parser.errorText() + u" Try --help."_s);

    CommandLine asked;
    if (parser.isSet(help)) {
        asked.answer = parser.helpText();
        return asked;
    }
    if (parser.isSet(version)) {
        asked.answer = u"foyer %1"_s.arg(QLatin1StringView{FOYER_VERSION});
        return asked;
    }
    if (parser.isSet(fresh) && parser.isSet(sample))
        return fail(Fault::Invalid, u"--new and --sample exclude each other. Give one of them."_s);
    const QStringList studios = parser.values(studio);
    if (studios.size() > 1)
        return fail(Fault::Invalid, u"Only one --studio can be opened at a time."_s);
    if (parser.isSet(studio) && studios.first().isEmpty())
        return fail(Fault::Invalid, u"--studio needs the name of a file."_s);
    if (parser.isSet(studio) && studios.first().startsWith("postgresql:"_L1))
        return fail(Fault::Invalid, u"This version opens studio files only, no databases on a server."_s);

    asked.wasGiven = parser.isSet(studio) || parser.isSet(fresh) || parser.isSet(sample);
    asked.startWith = parser.isSet(sample)                     ? StartWith::Sample
                      : parser.isSet(fresh) || !asked.wasGiven ? StartWith::New
                                                               : StartWith::Existing;
    asked.studioFile = parser.isSet(studio)   ? QFileInfo{studios.first()}.absoluteFilePath()
                       : parser.isSet(sample) ? sampleStudioFile()
                                              : defaultStudioFile();
    for (const QString& file : parser.positionalArguments()) {
        const QUrl url{file};
        asked.files.append(url.isLocalFile() ? url.toLocalFile() : QFileInfo{file}.absoluteFilePath());
    }
    return asked;
}

} // namespace foyer
