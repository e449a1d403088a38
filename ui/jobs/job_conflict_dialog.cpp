// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_conflict_dialog.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

JobConflictDialog::JobConflictDialog(const QString& title, const MergedJob& merged, QWidget* parent)
    : QDialog{parent}
{
    setObjectName(u"jobConflict"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Changed Meanwhile"));

    auto* intro =
        new QLabel{tr("“%1” was changed while you were typing. Which values shall stay?").arg(title)};
    intro->setTextFormat(Qt::PlainText);
    intro->setWordWrap(true);

    auto* table = new QTableWidget{int(merged.clashes.size()), 3};
    table->setHorizontalHeaderLabels({tr("Field"), tr("Theirs, saved meanwhile"), tr("Mine, typed here")});
    table->setAccessibleName(tr("Fields that were changed on both sides"));
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    for (int row = 0; row < table->rowCount(); ++row) {
        const JobClash& clash = merged.clashes[std::size_t(row)];
        const QString nothing = tr("(empty)");
        table->setItem(row, 0, new QTableWidgetItem{clash.field});
        table->setItem(row, 1, new QTableWidgetItem{clash.theirs.isEmpty() ? nothing : clash.theirs});
        table->setItem(row, 2, new QTableWidgetItem{clash.mine.isEmpty() ? nothing : clash.mine});
    }
    table->resizeRowsToContents();

    auto* also =
        new QLabel{tr("Their other changes are kept either way: %1.").arg(merged.takenOver.join(u", "_s))};
    also->setWordWrap(true);
    theme::setTextRole(also, theme::TextRole::Muted);
    also->setVisible(!merged.takenOver.isEmpty());

    auto* buttons = new QDialogButtonBox;
    QPushButton* mine = buttons->addButton(tr("Keep &Mine"), QDialogButtonBox::ActionRole);
    mine->setObjectName(u"keepMine"_s);
    QPushButton* theirs = buttons->addButton(tr("Take &Theirs"), QDialogButtonBox::ActionRole);
    theirs->setObjectName(u"takeTheirs"_s);
    buttons->addButton(tr("&Go On Editing"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(mine, &QPushButton::clicked, this, [this, draft = merged.keepingMine] {
        Q_EMIT chosen(draft);
        accept();
    });
    connect(theirs, &QPushButton::clicked, this, [this, draft = merged.takingTheirs] {
        Q_EMIT chosen(draft);
        accept();
    });

    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(intro);
    layout->addWidget(table, 1);
    layout->addWidget(also);
    layout->addWidget(buttons);
    resize(620, 320);
}

} // namespace foyer
