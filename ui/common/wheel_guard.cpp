// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/wheel_guard.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QEvent>

namespace foyer {

namespace {

/// Days and times are spin boxes as well.
QWidget* changedByWheel(QObject* watched)
{
    if (auto* box = qobject_cast<QComboBox*>(watched))
        return box;
    return qobject_cast<QAbstractSpinBox*>(watched);
}

} // namespace

WheelGuard::WheelGuard(QApplication& application)
{
    application.installEventFilter(this);
}

bool WheelGuard::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Polish:
        // Else the wheel would first take the focus there and then change what it lies on.
        if (QWidget* field = changedByWheel(watched); field && field->focusPolicy() == Qt::WheelFocus)
            field->setFocusPolicy(Qt::StrongFocus);
        break;
    case QEvent::Wheel:
        if (const QWidget* field = changedByWheel(watched); field && !field->hasFocus()) {
            event->ignore(); // whatever the field lies in is asked next
            return true;
        }
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace foyer
