// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/statements/statement_line_delegate.h"

#include "ui/payments/statements/statement_lines_model.h"
#include "ui/theme/colours.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QApplication>
#include <QPainter>

namespace foyer {

namespace {

constexpr int gap = theme::space::small;

struct Pill
{
    QColor ink;
    QColor ground;
};

Pill pillOf(theme::Tone tone, const theme::Colours& colours)
{
    switch (tone) {
    case theme::Tone::Neutral:
        return {colours.muted, colours.hover};
    case theme::Tone::Accent:
        return {colours.text, colours.accentSoft};
    case theme::Tone::Danger:
        return {colours.danger, colours.dangerSoft};
    case theme::Tone::Warning:
        return {colours.warning, colours.warningSoft};
    case theme::Tone::Success:
        return {colours.success, colours.successSoft};
    }
    Q_UNREACHABLE();
}

void drawElided(QPainter& painter, const QRect& place, const QString& text, const QFont& font,
                const QColor& ink, Qt::Alignment alignment)
{
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(place, int(alignment),
                     QFontMetrics{font}.elidedText(text, Qt::ElideRight, place.width()));
}

} // namespace

void StatementLineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const
{
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    const QString first = background.text;
    background.text.clear();
    const QWidget* widget = option.widget;
    const QStyle* style = widget ? widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &background, painter, widget);

    const theme::Colours& colours = theme::coloursOf(option.palette);
    const QRect area = option.rect.adjusted(gap, gap, -gap, -gap);
    const QFont small = theme::smallFont(option.font);
    const int upper = QFontMetrics{option.font}.height();
    const bool isFaded = index.data(StatementLinesModel::FadedRole).toBool();
    const bool isRight = index.column() == StatementLinesModel::Amount;
    const QColor ink = isFaded ? colours.muted : colours.text;
    const QRect top{area.left(), area.top(), area.width(), upper};
    const QRect below{area.left(), area.bottom() - QFontMetrics{small}.height() + 1, area.width(),
                      QFontMetrics{small}.height()};
    painter->save();
    painter->setClipRect(option.rect);
    const QVariant tone = index.data(StatementLinesModel::ToneRole);
    if (tone.isValid()) {
        const Pill pill = pillOf(theme::Tone(tone.toInt()), colours);
        QFont bold = small;
        bold.setWeight(QFont::DemiBold);
        const QFontMetrics metrics{bold};
        const int width = std::min(area.width(), metrics.horizontalAdvance(first) + 2 * gap);
        const QRect place =
            QStyle::visualRect(option.direction, option.rect, {area.left(), area.top(), width, upper});
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(pill.ground);
        painter->drawRoundedRect(place, upper / 2.0, upper / 2.0);
        drawElided(*painter, place, first, bold, pill.ink, Qt::AlignCenter);
    } else {
        QFont strong = option.font;
        if (index.column() == StatementLinesModel::Payer || isRight)
            strong.setWeight(QFont::DemiBold);
        drawElided(*painter, top, first, strong, ink,
                   (isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    drawElided(*painter, below, index.data(StatementLinesModel::SecondLineRole).toString(), small,
               colours.muted, Qt::AlignLeft | Qt::AlignVCenter);
    painter->restore();
}

QSize StatementLineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() + QFontMetrics{theme::smallFont(option.font)}.height() +
                   theme::space::tiny + 2 * gap);
    size.setWidth(size.width() + 2 * gap);
    return size;
}

} // namespace foyer
