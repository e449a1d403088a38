// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/icon_label.h"

#include <QPainter>

namespace foyer {

IconLabel::IconLabel(QIcon icon, int sidePx, QWidget* parent)
    : QWidget{parent}
    , m_icon{std::move(icon)}
{
    setFixedSize(sidePx, sidePx);
}

void IconLabel::setIcon(const QIcon& icon)
{
    m_icon = icon;
    update();
}

void IconLabel::paintEvent(QPaintEvent*)
{
    QPainter painter{this};
    m_icon.paint(&painter, rect(), Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
}

} // namespace foyer
