// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>

namespace foyer {

class PortalControl;

/// The portal's sign in the tray while it is online. On desktops without a tray it does nothing, and
/// isThere() says so.
class Tray : public QObject
{
    Q_OBJECT

public:
    explicit Tray(PortalControl& portal, QObject* parent = nullptr);

    /// Whether the program can be found again after its window is gone.
    bool isThere() const { return QSystemTrayIcon::isSystemTrayAvailable(); }
    void tellStillOnline();
    /// One sentence, shown for a few seconds where there is a tray.
    void tell(const QString& sentence);

Q_SIGNALS:
    void openAsked();
    void quitAsked();

private:
    void showState();

    PortalControl& m_portal;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
};

} // namespace foyer
