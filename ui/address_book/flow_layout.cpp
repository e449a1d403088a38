// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/flow_layout.h"

#include "ui/theme/metrics.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace foyer {

FlowLayout::FlowLayout(QWidget* parent)
    : QLayout{parent}
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(theme::space::small);
}

FlowLayout::~FlowLayout() = default;

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items.emplace_back(item);
}

int FlowLayout::count() const
{
    return int(m_items.size());
}

QLayoutItem* FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[std::size_t(index)].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem* item = m_items[std::size_t(index)].release();
    m_items.erase(m_items.begin() + index);
    return item;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange({0, 0, width, 0}, Apply::No);
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const auto& item : m_items)
        size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize{margins.left() + margins.right(), margins.top() + margins.bottom()};
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, Apply::Yes);
}

int FlowLayout::arrange(const QRect& rect, Apply apply) const
{
    const QMargins margins = contentsMargins();
    const QRect area = rect.marginsRemoved(margins);
    const Qt::LayoutDirection direction =
        parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;

    const auto placeLine = [&](std::size_t first, std::size_t last, int top, int height) {
        int x = area.left();
        for (std::size_t i = first; i < last; ++i) {
            const auto& item = m_items[i];
            if (item->isEmpty())
                continue;
            const QSize size = item->sizeHint().boundedTo({area.width(), height});
            const QRect place{x, top + (height - size.height()) / 2, size.width(), size.height()};
            item->setGeometry(QStyle::visualRect(direction, area, place));
            x += size.width() + spacing();
        }
    };

    int x = 0;
    int top = area.top();
    int lineHeight = 0;
    std::size_t lineStart = 0;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (m_items[i]->isEmpty())
            continue;
        const QSize size = m_items[i]->sizeHint();
        if (x > 0 && x + size.width() > area.width()) {
            if (apply == Apply::Yes)
                placeLine(lineStart, i, top, lineHeight);
            top += lineHeight + spacing();
            x = 0;
            lineHeight = 0;
            lineStart = i;
        }
        x += size.width() + spacing();
        lineHeight = std::max(lineHeight, size.height());
    }
    if (apply == Apply::Yes)
        placeLine(lineStart, m_items.size(), top, lineHeight);
    return top + lineHeight - rect.top() + margins.bottom();
}

} // namespace foyer
