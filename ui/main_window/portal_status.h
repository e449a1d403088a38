// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QLabel;

namespace foyer {

class IconLabel;
class PortalControl;

/// "Portal: on at http://127.0.0.1:8080 · 2 clients in": the state for those whose desktop hides trays,
/// and what can be done about it.
class PortalStatus : public QWidget
{
    Q_OBJECT

public:
    explicit PortalStatus(PortalControl& portal, QWidget* parent = nullptr);

    QList<QAction*> portalActions() const;
    /// In one sentence; the tray shows the same.
    static QString sentence(const PortalControl& portal);

private:
    void showState();
    void toggle();

    PortalControl& m_portal;
    IconLabel* m_light;
    QLabel* m_text;
    QAction* m_open;
    QAction* m_copy;
    QAction* m_toggle;
};

} // namespace foyer
