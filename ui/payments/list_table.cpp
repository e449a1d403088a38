// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/list_table.h"

#include "ui/common/roomy_delegate.h"
#include "ui/theme/metrics.h"

#include <QHeaderView>
#include <QKeyEvent>

namespace foyer {

ListTable::ListTable(const QString& accessibleName, QWidget* parent)
    : QTableView{parent}
{
    setAccessibleName(accessibleName);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setItemDelegate(new RoomyDelegate{this});
    setContextMenuPolicy(Qt::ActionsContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * theme::space::small);
    horizontalHeader()->setHighlightSections(false);
    connect(this, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT opened(index.row()); });
}

void ListTable::stretch(int column)
{
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    horizontalHeader()->setMinimumSectionSize(theme::space::section);
}

int ListTable::currentRow() const
{
    const QModelIndex index = currentIndex();
    return index.isValid() ? index.row() : -1;
}

void ListTable::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentRow() >= 0)
        Q_EMIT opened(currentRow());
    else
        QTableView::keyPressEvent(event);
}

} // namespace foyer
