// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"

#include "ui/export/export_contacts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString folderKey = u"export/folder"_s;

} // namespace

ExportDialog::ExportDialog(Database& database, QSettings& settings, std::vector<ContactId> ids,
                           QWidget* parent)
    : QDialog{parent}
    , m_database{database}
    , m_settings{settings}
    , m_ids{std::move(ids)}
    , m_version{new QComboBox}
    , m_progress{new QProgressBar}
    , m_said{new QLabel}
    , m_export{new QPushButton{tr("&Export…")}}
{
    setWindowTitle(tr("Export"));
    auto* title =
        new QLabel{m_ids.empty() ? tr("Export every contact as vCards")
                                 : tr("Export %n contact(s) as vCards", nullptr, int(m_ids.size()))};
    theme::setTextRole(title, theme::TextRole::Heading);
    m_version->addItem(tr("vCard 4.0: keeps everything"), int(VcardVersion::V4));
    m_version->addItem(tr("vCard 3.0: for Apple and Google"), int(VcardVersion::V3));
    auto* caption = new QLabel{tr("&Version:")};
    caption->setBuddy(m_version);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_said->setWordWrap(true);
    theme::setTextRole(m_said, theme::TextRole::Problem);
    theme::setButtonRole(m_export, theme::ButtonRole::Primary);
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Cancel};
    buttons->addButton(m_export, QDialogButtonBox::AcceptRole);

    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(title);
    layout->addWidget(caption);
    layout->addWidget(m_version);
    layout->addWidget(m_progress);
    layout->addWidget(m_said);
    layout->addWidget(buttons);
    setMinimumWidth(420);

    connect(m_export, &QPushButton::clicked, this, &ExportDialog::exportNow);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
    connect(&m_job, &BackgroundJob::progressed, this, [this](qint64 done, qint64 total) {
        m_progress->setRange(0, int(total));
        m_progress->setValue(int(done));
    });
}

void ExportDialog::exportNow()
{
    const QDir folder{m_settings.value(folderKey, QDir::homePath()).toString()};
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export"), folder.filePath(tr("contacts") + u".vcf"_s), tr("vCards (*.vcf)"));
    if (path.isEmpty())
        return;
    m_settings.setValue(folderKey, QFileInfo{path}.absolutePath());
    m_said->clear();
    m_export->setEnabled(false);
    m_progress->setRange(0, 0);
    m_progress->show();
    m_job.run(
        [this, path, version = VcardVersion(m_version->currentData().toInt()),
         ids = m_ids](const BackgroundJob::Report& report) {
            return exportContacts(m_database, ids, version, path, report);
        },
        [this, path](const Result<int>& count) {
            m_progress->hide();
            m_export->setEnabled(true);
            if (count) {
                Q_EMIT exported(*count, path);
                accept();
            } else if (count.error().fault == Fault::Cancelled) {
                QDialog::reject();
            } else {
                m_said->setText(
                    tr("Nothing was exported: the file cannot be written there. The disk may be full, or "
                       "you may not write in that folder."));
            }
        });
}

void ExportDialog::reject()
{
    if (m_job.isRunning())
        m_job.cancel();
    else
        QDialog::reject();
}

} // namespace foyer
