// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QApplication;

namespace foyer {

/// Who scrolls through a form means the form: a wheel over a box, number or day one has not gone into scrolls
/// what it lies in instead of changing it. One for the whole program.
class WheelGuard : public QObject
{
    Q_OBJECT

public:
    explicit WheelGuard(QApplication& application);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace foyer
