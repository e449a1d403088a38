// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio.h"
#include "portal_server/stop_signal.h"
#include "ui/common/identity.h"
#include "ui/desktop/command_line.h"
#include "ui/desktop/desktop.h"
#include "ui/desktop/english_plurals.h"
#include "ui/desktop/opening_trouble.h"
#include "ui/desktop/single_instance.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFileDialog>
#include <QSettings>
#include <QStandardPaths>
#include <QTextStream>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

enum ExitStatus
{
    Good = 0,
    Failed = 1,
    BadUsage = 2
};

QString settingsFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + "/foyer/foyer.conf"_L1;
}

/// Opens the studio, or asks what to do until there is one or the person gives up.
std::unique_ptr<Database> openOrAsk(CommandLine& asked)
{
    while (true) {
        auto database = openStudio(asked.studioFile, asked.startWith);
        if (database)
            return *std::move(database);
        QTextStream{stderr} << "foyer: " << database.error().detail << '\n';
        switch (showOpeningTrouble(nullptr, asked.studioFile, database.error())) {
        case TroubleAnswer::TryAgain:
            break;
        case TroubleAnswer::Quit:
            return nullptr;
        case TroubleAnswer::OpenAnother: {
            const QString file =
                QFileDialog::getOpenFileName(nullptr, QApplication::translate("Main", "Open Studio"), {},
                                             QApplication::translate("Main", "Studios (*.foyer)"));
            if (!file.isEmpty()) {
                asked.studioFile = file;
                asked.startWith = StartWith::Existing;
            }
            break;
        }
        }
    }
}

} // namespace

int main(int argc, char* argv[])
{
    // Before QApplication: --help and mistakes need no display.
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    QCoreApplication::setApplicationName(u"foyer"_s);
    QCoreApplication::setOrganizationName(u"foyer"_s); // a plain QSettings is settingsFile(), too
    QCoreApplication::setApplicationVersion(QLatin1StringView{FOYER_VERSION});
    auto asked = parseCommandLine(arguments);
    if (!asked) {
        QTextStream{stderr} << "foyer: " << asked.error().detail << '\n';
        return BadUsage;
    }
    if (asked->answer) {
        QTextStream{stdout} << *asked->answer << '\n';
        return Good;
    }

    // Qt's web engine hides its pages from screen readers on Linux unless it is told not to; a preview is
    // one.
    if (!qEnvironmentVariableIsSet("QTWEBENGINE_ENABLE_LINUX_ACCESSIBILITY"))
        qputenv("QTWEBENGINE_ENABLE_LINUX_ACCESSIBILITY", "1");
    QGuiApplication::setDesktopFileName(applicationId());
    QApplication application{argc, argv};
    QApplication::setWindowIcon(applicationIcon());
    EnglishPlurals plurals;
    QApplication::installTranslator(&plurals);
    QSettings settings{settingsFile(), QSettings::IniFormat};
    Theme theme{application, settings};

    SingleInstance instance{asked->studioFile};
    if (instance.handOver(asked->files))
        return Good;
    const std::unique_ptr<Database> database = openOrAsk(*asked);
    if (!database)
        return Failed;
    instance.listen();

    Desktop desktop{*database, theme, settings};
    web::StopSignal stopSignal;
    QObject::connect(&stopSignal, &web::StopSignal::received, &desktop, &Desktop::quit);
    QObject::connect(&instance, &SingleInstance::secondStart, &desktop, &Desktop::offerFiles);
    desktop.start();
    desktop.offerFiles(asked->files);
    return QApplication::exec();
}
