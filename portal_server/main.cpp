// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio.h"
#include "portal_server/commands/call.h"
#include "portal_server/owner_channel.h"
#include "portal_server/serve.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>

#include <cstdio>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

int fails(QIODevice& err, const QString& sentence, int status = cli::exitFailed)
{
    err.write("foyer-portal: " + sentence.simplified().toUtf8() + '\n');
    return status;
}

QString studioFile(const cli::Arguments& arguments)
{
    if (arguments.has("studio"_L1))
        return arguments.value("studio"_L1);
    return arguments.has("sample"_L1) ? sampleStudioFile() : defaultStudioFile();
}

int serve(const cli::Arguments& arguments, QIODevice& out, QIODevice& err)
{
    const bool isSample = arguments.has("sample"_L1);
    if (isSample && arguments.has("new"_L1))
        return fails(err, u"--new and --sample exclude each other."_s, cli::exitUsage);
    if (arguments.has("tls-cert"_L1) != arguments.has("tls-key"_L1))
        return fails(err, u"--tls-cert and --tls-key go together."_s, cli::exitUsage);
    const StartWith start = isSample                  ? StartWith::Sample
                            : arguments.has("new"_L1) ? StartWith::New
                                                      : StartWith::Existing;
    const auto studio = openStudio(studioFile(arguments), start);
    if (!studio)
        return fails(err, studio.error().detail);
    const auto channel = cli::OwnerChannel::listen(**studio);
    if (!channel)
        fails(err, channel.error().detail); // and serve all the same

    web::PortalConfig config;
    if (arguments.has("listen"_L1))
        config.listen = arguments.value("listen"_L1);
    config.certificateFile = arguments.value("tls-cert"_L1);
    config.keyFile = arguments.value("tls-key"_L1);
    config.trustedProxies = arguments.values("behind-proxy"_L1);
    config.stripeDouble = arguments.value("stripe-double"_L1);
    QTextStream outText{&out};
    QTextStream errText{&err};
    return web::serve(**studio, config, isSample, outText, errText);
}

/// On the studio itself: beside its owner when the command only looks, else as its owner, else through it.
int runHere(const cli::Arguments& arguments, const QStringList& words, QIODevice& out, QIODevice& err)
{
    const QString file = studioFile(arguments);
    const QString folder = QDir::currentPath();
    // Importing is how a studio is moved in, so there may be none yet.
    const StartWith start = arguments.command().group == "import"_L1 ? StartWith::New : StartWith::Existing;
    const bool isThere = QFile::exists(file);
    const auto studio =
        arguments.changes() ? openStudio(file, start) : Database::open(file, Database::Mode::ReadOnly);
    if (studio && !isThere)
        err.write("foyer-portal: made a new studio, " + (*studio)->file().toUtf8() + '\n');
    if (studio)
        return cli::runCommand(**studio, words, folder, out, err);
    if (!arguments.changes() || studio.error().fault != Fault::Conflict)
        return fails(err, studio.error().detail);
    const auto answer = cli::askOwner(file, words, folder);
    if (!answer) // nobody listens: what the lock says of its owner helps more
        return fails(err,
                     answer.error().fault == Fault::NotFound ? studio.error().detail : answer.error().detail);
    out.write(answer->out);
    err.write(answer->err);
    return answer->exit;
}

/// Looking for a desktop, Qt complains where a server has no folder for one.
void withoutDesktopWarnings(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    if (type == QtDebugMsg || type == QtInfoMsg || type == QtWarningMsg)
        return;
    std::fputs(qPrintable(qFormatLogMessage(type, context, message) + u'\n'), stderr);
}

} // namespace

int main(int argc, char* argv[])
{
    // Printed sheets need fonts, never a screen: whatever the desktop around it says, there is none.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qunsetenv("QT_QPA_PLATFORMTHEME");
    QtMessageHandler usual = qInstallMessageHandler(withoutDesktopWarnings);
    QGuiApplication application{argc, argv};
    qInstallMessageHandler(usual);
    QCoreApplication::setApplicationName(u"foyer-portal"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(FOYER_VERSION));
    QFile out;
    QFile err;
    if (!out.open(stdout, QIODevice::WriteOnly) ||
        !err.open(stderr, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return cli::exitFailed;

    const QStringList words = QCoreApplication::arguments().mid(1);
    if (words.isEmpty()) {
        err.write(cli::helpFor({}).toUtf8());
        return cli::exitUsage;
    }
    if (words.front() == "--version"_L1) {
        out.write("foyer-portal " FOYER_VERSION "\n");
        return cli::exitDone;
    }
    if (words.front() == "--help"_L1 || words.front() == "help"_L1) {
        out.write(cli::helpFor(words.mid(1)).toUtf8());
        return cli::exitDone;
    }
    const auto arguments = cli::parse(words);
    if (!arguments)
        return fails(err, arguments.error().detail, cli::exitUsage);
    if (arguments->has("help"_L1)) {
        out.write(cli::helpFor(words).toUtf8());
        return cli::exitDone;
    }
    if (arguments->command().group == "verify"_L1 && !arguments->operands().isEmpty()) {
        const int status = cli::verifyFile(*arguments, out, err);
        return out.flush() ? status : fails(err, u"The answer could not be written."_s);
    }
    if (studioFile(*arguments).startsWith("postgresql:"_L1))
        return fails(err, u"This Foyer keeps a studio in a file: name one with --studio."_s);
    const int status =
        arguments->command().run ? runHere(*arguments, words, out, err) : serve(*arguments, out, err);
    if (!out.flush())
        return fails(err, u"The answer could not be written: %1."_s.arg(out.errorString()));
    return status;
}
