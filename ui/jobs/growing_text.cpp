// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/growing_text.h"

#include "ui/theme/metrics.h"

#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

namespace foyer {

namespace {

constexpr int mostLines = 40; ///< beyond it scrolls

} // namespace

GrowingText::GrowingText(int lines, QWidget* parent)
    : QPlainTextEdit{parent}
    , m_lines{lines}
{
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    connect(this, &QPlainTextEdit::textChanged, this, &GrowingText::fit);
    fit();
}

void GrowingText::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason) // its own context menu
        Q_EMIT left();
}

void GrowingText::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    fit();
}

void GrowingText::fit()
{
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines < mostLines; block = block.next())
        lines += std::max(1, block.layout()->lineCount());
    const int shown = std::clamp(lines, m_lines, mostLines);
    const int height = fontMetrics().lineSpacing() * shown + 2 * theme::space::medium;
    if (height != maximumHeight())
        setFixedHeight(height);
}

} // namespace foyer
