// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/automation.h"

#include <QWidget>

class QComboBox;
class QMenu;
class QToolButton;

namespace foyer {

/// Whom a mail or a document is for.
class AudienceEdit : public QWidget
{
    Q_OBJECT

public:
    explicit AudienceEdit(QWidget* parent = nullptr);

    void setAudience(const Audience& audience);
    Audience audience() const;

Q_SIGNALS:
    void edited();

private:
    void showRoles();

    bool m_isShowing = false;
    QComboBox* m_who;
    QToolButton* m_roles;
    QMenu* m_menu;
};

} // namespace foyer
