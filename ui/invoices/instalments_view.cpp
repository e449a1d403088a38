// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/instalments_view.h"

#include "app/base/money_text.h"
#include "ui/common/roomy_delegate.h"
#include "ui/common/words.h"
#include "ui/orders/order_draft.h"
#include "ui/theme/metrics.h"

#include <QHeaderView>
#include <QWheelEvent>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

enum Column
{
    DueColumn,
    LabelColumn,
    AmountColumn,
    StateColumn,
    ColumnCount
};

QString amountText(qint64 minor, Currency currency)
{
    return moneyText(Money::ofMinor(minor, currency), typed::language());
}

} // namespace

InstalmentsView::InstalmentsView(QWidget* parent)
    : QTreeWidget{parent}
{
    setObjectName(u"instalments"_s);
    setAccessibleName(tr("Instalments"));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setItemDelegate(new RoomyDelegate{this});
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setColumnCount(ColumnCount);
    setHeaderLabels({tr("Due"), tr("Instalment"), tr("Amount"), tr("State")});
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    headerItem()->setTextAlignment(AmountColumn, Qt::AlignRight | Qt::AlignVCenter);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(LabelColumn, QHeaderView::Stretch);
}

void InstalmentsView::addPart(QDate due, const QString& label, const QString& amount, const QString& state)
{
    auto* row = new QTreeWidgetItem{this};
    row->setSizeHint(LabelColumn, {0, fontMetrics().height() + 2 * theme::space::tiny});
    row->setText(DueColumn, words::day(due));
    row->setText(LabelColumn, label.isEmpty() ? tr("Everything") : label);
    row->setToolTip(LabelColumn, words::toolTip(label));
    row->setText(AmountColumn, amount);
    row->setTextAlignment(AmountColumn, Qt::AlignRight | Qt::AlignVCenter);
    row->setText(StateColumn, state);
}

void InstalmentsView::addSum(qint64 sum, Currency currency)
{
    if (topLevelItemCount() < 2)
        return; // it would say the same twice
    auto* row = new QTreeWidgetItem{this};
    row->setText(LabelColumn, tr("Together"));
    row->setText(AmountColumn, amountText(sum, currency));
    row->setTextAlignment(AmountColumn, Qt::AlignRight | Qt::AlignVCenter);
    QFont strong = font();
    strong.setBold(true);
    for (const int column : {LabelColumn, AmountColumn})
        row->setFont(column, strong);
}

void InstalmentsView::fit()
{
    ensurePolished(); // a style sheet has its own idea of how high a head and a frame are
    header()->ensurePolished();
    int height = header()->sizeHint().height() + 2 * frameWidth() + theme::space::tiny;
    for (int i = 0; i < topLevelItemCount(); ++i)
        height += std::max(rowHeight(indexFromItem(topLevelItem(i))), fontMetrics().height());
    setFixedHeight(height);
    scrollToTop();
}

void InstalmentsView::wheelEvent(QWheelEvent* event)
{
    event->ignore(); // all of it is in sight: who scrolls means the form
}

void InstalmentsView::show(const std::vector<Instalment>& instalments, Currency currency)
{
    clear();
    setColumnHidden(StateColumn, true);
    qint64 sum = 0;
    for (const Instalment& one : instalments) {
        addPart(one.due, one.label, amountText(one.amount, currency), {});
        sum += one.amount;
    }
    addSum(sum, currency);
    fit();
}

void InstalmentsView::show(const payments::Balance& balance, QDate today)
{
    clear();
    setColumnHidden(StateColumn, false);
    qint64 sum = 0;
    for (const payments::InstalmentState& one : balance.instalments) {
        const qint64 left = one.amount - one.covered;
        const qint64 late = one.due.daysTo(today);
        QString state;
        if (one.isPaid())
            state = tr("settled");
        else if (one.isOverdue(today))
            state = one.covered > 0 ? tr("%1 open, overdue by %n day(s)", nullptr, int(late))
                                          .arg(amountText(left, balance.currency))
                                    : tr("overdue by %n day(s)", nullptr, int(late));
        else
            state = one.covered > 0 ? tr("%1 open").arg(amountText(left, balance.currency)) : tr("open");
        addPart(one.due, one.label, amountText(one.amount, balance.currency), state);
        sum += one.amount;
    }
    addSum(sum, balance.currency);
    fit();
}

} // namespace foyer
