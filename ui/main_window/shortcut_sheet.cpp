// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/shortcut_sheet.h"

#include "ui/theme/metrics.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

#include <map>

namespace foyer {

using namespace Qt::StringLiterals;

ShortcutSheet::ShortcutSheet(const QList<QAction*>& actions, QWidget* parent)
    : QDialog{parent}
{
    setWindowTitle(tr("Keyboard Shortcuts"));
    std::map<QString, QString> keysByText;
    for (const QAction* action : actions) {
        if (!action->shortcut().isEmpty() && !action->text().isEmpty())
            keysByText.emplace(QString{action->text()}.remove(u'&'),
                               action->shortcut().toString(QKeySequence::NativeText));
    }
    auto* table = new QTableWidget{int(keysByText.size()), 2};
    table->setAccessibleName(windowTitle());
    table->setHorizontalHeaderLabels({tr("What it does"), tr("Keys")});
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    int row = 0;
    for (const auto& [text, keys] : keysByText) {
        table->setItem(row, 0, new QTableWidgetItem{text});
        table->setItem(row++, 1, new QTableWidgetItem{keys});
    }
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Close};
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout{this};
    layout->setSpacing(theme::space::large);
    layout->addWidget(table);
    layout->addWidget(buttons);
    resize(460, 480);
}

} // namespace foyer
