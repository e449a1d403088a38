// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/tray.h"

#include "ui/main_window/portal_control.h"
#include "ui/main_window/portal_status.h"
#include "ui/theme/icons.h"

#include <QAction>

namespace foyer {

using namespace Qt::StringLiterals;

Tray::Tray(PortalControl& portal, QObject* parent)
    : QObject{parent}
    , m_portal{portal}
{
    connect(m_menu.addAction(icon(u"book-user"_s), tr("&Open Foyer")), &QAction::triggered, this,
            &Tray::openAsked);
    m_menu.addSeparator();
    connect(m_menu.addAction(icon(u"log-out"_s), tr("&Quit and Take the Portal Offline")),
            &QAction::triggered, this, &Tray::quitAsked);
    m_icon.setIcon(applicationIcon());
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason != QSystemTrayIcon::Context)
            Q_EMIT openAsked();
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::openAsked);
    connect(&m_portal, &PortalControl::changed, this, &Tray::showState);
    showState();
}

void Tray::showState()
{
    m_icon.setToolTip(u"Foyer – "_s + PortalStatus::sentence(m_portal));
    m_icon.setVisible(m_portal.isOn() && isThere());
}

void Tray::tellStillOnline()
{
    m_icon.showMessage(
        tr("The portal stays online"),
        tr("Foyer goes on in the tray. Open it from there, or quit to take the portal offline."),
        applicationIcon());
}

void Tray::tell(const QString& sentence)
{
    if (isThere())
        m_icon.showMessage(tr("Foyer"), sentence, applicationIcon());
}

} // namespace foyer
