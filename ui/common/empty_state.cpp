// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/empty_state.h"

#include "ui/common/icon_label.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace foyer {

EmptyState::EmptyState(const QString& iconName, const QString& title, const QString& text, QWidget* parent)
    : QWidget{parent}
    , m_column{new QVBoxLayout}
{
    constexpr int pictureSidePx = 48;
    constexpr int widestTextPx = 420;
    auto* picture = new IconLabel{icon(iconName, IconInk::Muted), pictureSidePx};
    auto* heading = new QLabel{title};
    theme::setTextRole(heading, theme::TextRole::Heading);
    auto* explanation = new QLabel{text};
    theme::setTextRole(explanation, theme::TextRole::Muted);
    explanation->setWordWrap(true);
    explanation->setAlignment(Qt::AlignCenter);
    explanation->setFixedWidth(widestTextPx);
    explanation->ensurePolished();
    explanation->setMinimumHeight(
        explanation->heightForWidth(widestTextPx)); // a centred label is not asked for it

    m_column->setSpacing(theme::space::medium);
    m_column->addWidget(picture, 0, Qt::AlignHCenter);
    m_column->addWidget(heading, 0, Qt::AlignHCenter);
    m_column->addWidget(explanation, 0, Qt::AlignHCenter);

    auto* layout = new QVBoxLayout{this};
    layout->addStretch(2);
    layout->addLayout(m_column);
    layout->addStretch(3);
}

void EmptyState::addAction(QAction* action)
{
    auto* button = new QPushButton{action->icon(), action->text()};
    if (!m_hasAction)
        theme::setButtonRole(button, theme::ButtonRole::Primary);
    m_hasAction = true;
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    m_column->addWidget(button, 0, Qt::AlignHCenter);
}

} // namespace foyer
