// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QWidget;

namespace foyer {

/// Shows one of two halves of a window, or both where there is room. Belongs to the window.
class TakeTurns : public QObject
{
    Q_OBJECT

public:
    /// @param wantsSecond  checkable; while there is no room, whether the second one is in front
    TakeTurns(QWidget& window, QWidget& first, QWidget& second, QAction& wantsSecond);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    QWidget& m_window;
    QWidget& m_first;
    QWidget& m_second;
    QAction& m_wantsSecond;
    bool m_isNarrow = false;
};

} // namespace foyer
