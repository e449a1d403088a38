// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/imports_settings.h"

#include "ui/common/empty_state.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableWidget>

namespace foyer {

using namespace Qt::StringLiterals;

ImportsSettings::ImportsSettings(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_shelves{new QStackedWidget}
    , m_table{new QTableWidget{0, 4}}
    , m_said{new QLabel}
    , m_progress{new QProgressBar}
    , m_undo{new QPushButton{icon(u"undo-2"_s), tr("&Undo This Import…")}}
{
    m_table->setAccessibleName(tr("Imports"));
    m_table->setHorizontalHeaderLabels({tr("File"), tr("Format"), tr("Contacts"), tr("When")});
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_said->setWordWrap(true);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->hide();

    auto* foot = new QHBoxLayout;
    foot->addWidget(m_said, 1);
    foot->addWidget(m_progress, 1);
    foot->addWidget(m_undo);
    auto* list = new QWidget;
    auto* column = new QVBoxLayout{list};
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table, 1);
    column->addLayout(foot);
    m_shelves->addWidget(
        new EmptyState{u"history"_s, tr("No imports yet"),
                       tr("Contacts you bring in with File › Import… are listed here, file by file, "
                          "and can be taken back.")});
    m_shelves->addWidget(list);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, theme::space::large, 0, 0);
    layout->addWidget(m_shelves);

    connect(m_undo, &QPushButton::clicked, this, &ImportsSettings::takeBackCurrent);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &ImportsSettings::showButtons);
    connect(&m_job, &BackgroundJob::progressed, this, [this](qint64 done, qint64 total) {
        m_progress->setRange(0, int(total));
        m_progress->setValue(int(done));
    });
    connect(&m_database, &Database::changed, this, [this](const Changes& changes) {
        if (changes.touches(Entity::Import) && !m_job.isRunning())
            reload();
    });
    reload();
}

void ImportsSettings::reload()
{
    auto imports = m_database.read([](const Snapshot& snapshot) { return contacts::imports(snapshot); });
    if (!imports)
        return;
    m_imports = *std::move(imports);
    m_table->setRowCount(int(m_imports.size()));
    for (int row = 0; row < int(m_imports.size()); ++row) {
        const contacts::ImportRecord& import = m_imports[std::size_t(row)];
        m_table->setItem(row, 0, new QTableWidgetItem{import.fileName});
        m_table->setItem(row, 1, new QTableWidgetItem{import.format});
        auto* count = new QTableWidgetItem{QLocale{}.toString(import.contactCount)};
        count->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_table->setItem(row, 2, count);
        m_table->setItem(
            row, 3,
            new QTableWidgetItem{QLocale{}.toString(toLocal(import.startedAt), QLocale::ShortFormat)});
    }
    m_shelves->setCurrentIndex(m_imports.empty() ? 0 : 1);
    showButtons();
}

void ImportsSettings::showButtons()
{
    m_undo->setEnabled(!m_table->selectedItems().isEmpty() && !m_job.isRunning());
}

void ImportsSettings::takeBackCurrent()
{
    const auto row = std::size_t(m_table->currentRow());
    if (row >= m_imports.size())
        return;
    const contacts::ImportRecord import = m_imports[row];
    QMessageBox box{
        QMessageBox::Warning, tr("Undo this import?"),
        tr("%n contact(s) from “%1” will leave for good", nullptr, import.contactCount).arg(import.fileName),
        QMessageBox::Cancel, this};
    box.setInformativeText(tr("Also those you edited since, with their portals. This cannot be undone."));
    const QPushButton* sure = box.addButton(tr("&Undo the Import"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() != sure)
        return;
    m_said->clear();
    m_progress->setRange(0, 0);
    m_progress->show();
    m_job.run(
        [this, id = import.id](const BackgroundJob::Report& report) {
            return contacts::takeBack(m_database, Actor::studio(), id,
                                      [&](int done, int total) { return report(done, total); });
        },
        [this](const Result<int>& left) {
            m_progress->hide();
            m_said->setText(left ? tr("%n contact(s) left.", nullptr, *left)
                                 : tr("The import was not taken back: the studio file cannot be written."));
            theme::setTextRole(m_said, left ? theme::TextRole::Done : theme::TextRole::Problem);
            reload();
        });
    showButtons();
}

} // namespace foyer
