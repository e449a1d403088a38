// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/take_turns.h"

#include <QAction>
#include <QEvent>
#include <QWidget>

#include <utility>

namespace foyer {

namespace {

constexpr int narrowest = 940; ///< with less, the form and what the client reads take turns

} // namespace

TakeTurns::TakeTurns(QWidget& window, QWidget& first, QWidget& second, QAction& wantsSecond)
    : QObject{&window}
    , m_window{window}
    , m_first{first}
    , m_second{second}
    , m_wantsSecond{wantsSecond}
{
    window.installEventFilter(this);
    connect(&wantsSecond, &QAction::triggered, this, &TakeTurns::place);
}

bool TakeTurns::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) {
        const bool isNarrow = m_window.width() < narrowest;
        if (std::exchange(m_isNarrow, isNarrow) != isNarrow)
            m_wantsSecond.setChecked(!isNarrow); // in turns, the form comes first
        place();
    }
    return QObject::eventFilter(watched, event);
}

void TakeTurns::place()
{
    m_second.setVisible(m_wantsSecond.isChecked());
    m_first.setVisible(!m_isNarrow || !m_wantsSecond.isChecked());
}

} // namespace foyer
