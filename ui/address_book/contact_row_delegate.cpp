// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/contact_row_delegate.h"

#include "ui/address_book/contact_list_model.h"
#include "ui/address_book/draw_matched.h"
#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int badgeGap = theme::space::small;
constexpr int narrowestName = 90; ///< px; below it the badge shrinks to its icon

QString kindIcon(ContactKind kind)
{
    switch (kind) {
    case ContactKind::Person:
        return u"user"_s;
    case ContactKind::Company:
        return u"building-2"_s;
    case ContactKind::Location:
        return u"map-pin"_s;
    }
    Q_UNREACHABLE();
}

/// By way of the pixmap cache: painting an icon itself would read its SVG for every line.
void drawIcon(QPainter& painter, const QRect& rect, const QIcon& icon)
{
    painter.drawPixmap(rect, icon.pixmap(rect.size(), painter.device()->devicePixelRatioF()));
}

int badgeWidth(const QFont& font, const QString& text)
{
    return QFontMetrics{font}.horizontalAdvance(text) + theme::iconPx + 3 * theme::space::tiny;
}

void drawBadge(QPainter& painter, const QRect& rect, const QFont& font, const QString& text,
               const theme::Colours& colours)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.danger);
    painter.setBrush(colours.dangerSoft);
    const qreal radius = rect.height() / 2.0;
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    const int side = theme::iconPx - 4;
    const QRect iconRect{rect.left() + theme::space::tiny + 1, rect.center().y() - side / 2 + 1, side, side};
    drawIcon(painter, iconRect, icon(u"triangle-alert"_s, IconInk::Danger));
    painter.setFont(font);
    painter.drawText(rect.adjusted(theme::iconPx + theme::space::tiny, 0, 0, 0),
                     Qt::AlignVCenter | Qt::AlignLeft, text);
}

} // namespace

void ContactRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const
{
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    const QString text = background.text;
    background.text.clear();
    const QWidget* widget = option.widget;
    const QStyle* style = widget ? widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &background, painter, widget);

    const theme::Colours& colours = theme::coloursOf(option.palette);
    QRect rect = option.rect.adjusted(theme::space::small, 0, -theme::space::tiny, 0);
    painter->save();
    painter->setClipRect(option.rect);
    const bool isName = index.column() == ContactListModel::Name;
    const auto kind = index.data(ContactListModel::KindRole);
    if (isName && kind.isValid()) {
        const QRect iconRect{rect.left(), rect.center().y() - theme::iconPx / 2, theme::iconPx,
                             theme::iconPx};
        drawIcon(*painter, iconRect, icon(kindIcon(ContactKind(kind.toInt())), IconInk::Muted));
        rect.setLeft(iconRect.right() + theme::space::small);
        if (index.data(ContactListModel::ConflictRole).toBool()) {
            const QFont font = theme::smallFont(option.font);
            const QString words = tr("Email Conflict", "badge");
            // What tells namesakes apart is often the end of the name: the badge's words give way to it.
            const int nameWidth = std::max(narrowestName, QFontMetrics{option.font}.horizontalAdvance(text));
            const bool hasRoom = rect.width() - badgeWidth(font, words) - badgeGap >= nameWidth;
            const QString shown = hasRoom ? words : QString{};
            const int width = hasRoom ? badgeWidth(font, words) : theme::iconPx + theme::space::tiny + 2;
            const int height = QFontMetrics{font}.height() + theme::space::tiny;
            const QRect badge{rect.right() - width, rect.center().y() - height / 2, width, height};
            drawBadge(*painter, badge, font, shown, colours);
            rect.setRight(badge.left() - badgeGap);
        }
    }
    const QColor ink = isName ? colours.text : colours.muted;
    const bool isSearchable = index.column() <= ContactListModel::Phone;
    drawMatched(*painter, rect, text,
                isSearchable ? index.data(ContactListModel::SearchTextRole).toString() : QString{},
                option.font, ink, colours.warningSoft);
    painter->restore();
}

QSize ContactRowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() + 2 * theme::space::small);
    return size;
}

bool ContactRowDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view,
                                   const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const bool isConflict = event && event->type() == QEvent::ToolTip &&
                            index.column() == ContactListModel::Name &&
                            index.data(ContactListModel::ConflictRole).toBool();
    if (!isConflict)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(),
                       tr("%1 — Email Conflict: others use the same email.").arg(index.data().toString()),
                       view);
    return true;
}

} // namespace foyer
