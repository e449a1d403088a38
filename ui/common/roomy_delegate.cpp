// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/roomy_delegate.h"

#include "ui/theme/metrics.h"

#include <QApplication>

namespace foyer {

namespace {

/// The style itself leaves three pixels, and headers have theme::space::small.
constexpr int margin = theme::space::small - 3;

} // namespace

void RoomyDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    QStyleOptionViewItem whole = option;
    initStyleOption(&whole, index);
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &whole, painter, option.widget);
    QStyleOptionViewItem inner = option;
    inner.rect.adjust(margin, 0, -margin, 0);
    QStyledItemDelegate::paint(painter, inner, index);
}

QSize RoomyDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    return size.isValid() ? size + QSize{2 * margin, 0} : size;
}

} // namespace foyer
