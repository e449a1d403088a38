// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_row_delegate.h"

#include "ui/address_book/draw_matched.h"
#include "ui/common/job_words.h"
#include "ui/jobs/job_list_model.h"
#include "ui/theme/colours.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QApplication>
#include <QPainter>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int gap = theme::space::small;

QFont titleFontOf(const QFont& base)
{
    QFont font = base;
    font.setWeight(QFont::DemiBold);
    return font;
}

struct Pill
{
    QString text;
    QColor ink;
    QColor ground;
};

Pill pillOf(const QModelIndex& index, const theme::Colours& colours)
{
    if (index.data(JobListModel::ClosedRole).toBool())
        return {JobRowDelegate::tr("Closed"), colours.muted, colours.hover};
    const auto stage = JobStage(index.data(JobListModel::StageRole).toInt());
    const QString text = words::stage(stage);
    switch (stage) {
    case JobStage::Lead:
        return {text, colours.warning, colours.warningSoft};
    case JobStage::Booked:
        return {text, colours.success, colours.successSoft};
    case JobStage::Fulfilment:
        return {text, colours.text, colours.accentSoft};
    case JobStage::Completed:
        return {text, colours.muted, colours.hover};
    }
    Q_UNREACHABLE();
}

} // namespace

void JobRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    const QString title = background.text;
    background.text.clear();
    const QWidget* widget = option.widget;
    const QStyle* style = widget ? widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &background, painter, widget);

    const theme::Colours& colours = theme::coloursOf(option.palette);
    const QString searched = index.data(JobListModel::SearchTextRole).toString();
    const QRect area = option.rect.adjusted(theme::space::medium, gap, -theme::space::medium, -gap);
    const QFont big = titleFontOf(option.font);
    const QFont small = theme::smallFont(option.font);
    const int upper = QFontMetrics{big}.height();
    painter->save();
    painter->setClipRect(option.rect);

    const QString day = index.data(JobListModel::DayRole).toString();
    const int dayWidth = QFontMetrics{small}.horizontalAdvance(day);
    painter->setFont(small);
    painter->setPen(colours.muted);
    const auto placed = [&](const QRect& rect) {
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    painter->drawText(placed({area.right() - dayWidth, area.top(), dayWidth + 1, upper}), Qt::AlignCenter,
                      day);
    drawMatched(*painter, placed({area.left(), area.top(), area.width() - dayWidth - gap, upper}), title,
                searched, big, colours.text, colours.warningSoft);

    const QRect lower = area.adjusted(0, upper + theme::space::tiny, 0, 0);
    const Pill pill = pillOf(index, colours);
    const QFontMetrics metrics{small};
    const int pillWidth = metrics.horizontalAdvance(pill.text) + 2 * theme::space::small;
    const int pillHeight = metrics.height() + theme::space::hair;
    const QRect place = placed(
        {lower.right() - pillWidth + 1, lower.center().y() - pillHeight / 2 + 1, pillWidth, pillHeight});
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(pill.ground);
    painter->drawRoundedRect(place, pillHeight / 2.0, pillHeight / 2.0);
    painter->setFont(small);
    painter->setPen(pill.ink);
    painter->drawText(place, Qt::AlignCenter, pill.text);
    drawMatched(*painter, placed(lower.adjusted(0, 0, -pillWidth - gap, 0)),
                index.data(JobListModel::PeopleRole).toString(), searched, option.font, colours.muted,
                colours.warningSoft);
    painter->restore();
}

QSize JobRowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(QFontMetrics{titleFontOf(option.font)}.height() + option.fontMetrics.height() +
                   theme::space::tiny + 2 * gap + theme::space::hair);
    return size;
}

} // namespace foyer
