// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/icons.h"

#include <QWidget>

namespace foyer {

/// An icon as decoration. Unlike a label with a pixmap it follows a change of scheme and of the screen.
class IconLabel : public QWidget
{
    Q_OBJECT

public:
    IconLabel(QIcon icon, int sidePx, QWidget* parent = nullptr);
    void setIcon(const QIcon& icon);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QIcon m_icon;
};

} // namespace foyer
