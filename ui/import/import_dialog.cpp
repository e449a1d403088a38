// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_dialog.h"

#include "app/brands/brand_store.h"
#include "ui/import/csv_columns_view.h"
#include "ui/import/import_pages.h"
#include "ui/import/import_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString folderKey = u"import/folder"_s;

QString mappingKey(const QStringList& headers)
{
    // Settings files do not take every character in a key, hence its bytes in hexadecimal.
    return u"import/mapping/"_s + QLatin1StringView{headerFingerprint(headers).toUtf8().toHex()};
}

} // namespace

ImportDialog::ImportDialog(Database& database, QSettings& settings, QWidget* parent)
    : QDialog{parent}
    , m_database{database}
    , m_settings{settings}
    , m_session{database}
    , m_pages{new QStackedWidget}
    , m_busy{new ImportBusyPage}
    , m_columns{new CsvColumnsView}
    , m_forecast{new ImportForecastPage}
    , m_problems{new ImportProblemsPage}
    , m_end{new ImportEndPage}
    , m_back{new QPushButton{tr("&Back")}}
    , m_undo{new QPushButton{icon(u"undo-2"_s), tr("&Undo This Import")}}
    , m_next{new QPushButton}
    , m_cancel{new QPushButton{tr("Cancel")}}
{
    setWindowTitle(tr("Import"));
    resize(820, 640);
    for (QWidget* page : std::initializer_list<QWidget*>{m_busy, m_columns, m_forecast, m_problems, m_end})
        m_pages->addWidget(page);
    theme::setButtonRole(m_next, theme::ButtonRole::Primary);
    m_next->setObjectName(u"next"_s);
    m_undo->setObjectName(u"undo"_s);
    m_next->setDefault(true);
    for (QPushButton* button : {m_back, m_undo, m_cancel})
        button->setAutoDefault(false);

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_back);
    buttons->addWidget(m_undo);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_next);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    layout->setSpacing(theme::space::large);
    layout->addWidget(m_pages, 1);
    layout->addLayout(buttons);

    connect(m_next, &QPushButton::clicked, this, &ImportDialog::goOn);
    connect(m_back, &QPushButton::clicked, &m_session, &ImportSession::backToColumns);
    connect(m_undo, &QPushButton::clicked, &m_session, &ImportSession::takeBack);
    connect(m_cancel, &QPushButton::clicked, this, &ImportDialog::reject);
    connect(m_columns, &CsvColumnsView::optionsChosen, &m_session, &ImportSession::readAs);
    connect(&m_session, &ImportSession::stepChanged, this, &ImportDialog::showStep);
    connect(&m_session, &ImportSession::previewChanged, this, &ImportDialog::showColumns);
    connect(&m_session, &ImportSession::progressed, m_busy, &ImportBusyPage::showProgress);

    if (const auto brands = m_database.read([](const Snapshot& snapshot) { return brands::all(snapshot); });
        brands)
        m_forecast->setBrands(*brands);
    showStep();
}

QString ImportDialog::askForFile(QWidget* parent, QSettings& settings)
{
    const QString file = QFileDialog::getOpenFileName(
        parent, tr("Import"), settings.value(folderKey).toString(),
        tr("Contacts (*.vcf *.vcard *.csv *.tsv *.txt)") + u";;"_s + tr("All files (*)"));
    if (!file.isEmpty())
        settings.setValue(folderKey, QFileInfo{file}.absolutePath());
    return file;
}

void ImportDialog::open(const QString& path)
{
    setWindowTitle(tr("Import – %1", "%1 is a file").arg(QFileInfo{path}.fileName()));
    m_session.open(path);
}

void ImportDialog::showStep()
{
    using Step = ImportSession::Step;
    if (m_isClosing && !m_session.isBusy())
        return QDialog::reject();
    const Step step = m_session.step();
    m_back->setVisible(m_session.isTable() && (step == Step::Ready || step == Step::Damaged));
    m_undo->setVisible(step == Step::Done && m_session.outcome().added > 0);
    const bool isOver =
        step == Step::Done || step == Step::Failed || step == Step::TakenBack || step == Step::Damaged;
    m_cancel->setVisible(!isOver);
    m_cancel->setEnabled(true);
    const bool isWaiting = step == Step::Columns || step == Step::Ready;
    m_next->setVisible(isOver || isWaiting);
    m_next->setEnabled(true);
    m_next->setText(isOver ? tr("Close") : tr("&Continue"));
    if (m_next->isVisible())
        m_next->setFocus();

    switch (step) {
    case Step::Idle:
    case Step::Reading:
        m_busy->show(tr("Reading the file …"));
        m_pages->setCurrentWidget(m_busy);
        return;
    case Step::Columns:
        return showColumns();
    case Step::Counting:
        m_busy->show(tr("Counting what would be imported …"));
        m_pages->setCurrentWidget(m_busy);
        return;
    case Step::Ready: {
        const int count = m_session.forecast().newContacts;
        m_forecast->show(m_session.fileName(), m_session.forecast(), m_session.hints());
        m_next->setText(tr("&Import %n Contact(s)", nullptr, count));
        m_next->setEnabled(count > 0);
        m_pages->setCurrentWidget(m_forecast);
        return;
    }
    case Step::Running:
        m_busy->show(tr("Importing. If you cancel, what was brought in leaves again."));
        m_pages->setCurrentWidget(m_busy);
        return;
    case Step::Damaged:
        m_problems->show(m_session.fileName(), m_session.problems());
        m_pages->setCurrentWidget(m_problems);
        return;
    case Step::TakingBack:
        m_busy->show(tr("Taking the import back …"));
        m_cancel->setVisible(false); // half taken back is nothing anybody wants
        m_pages->setCurrentWidget(m_busy);
        return;
    case Step::Done:
    case Step::Failed:
    case Step::TakenBack:
        return showEnd();
    }
}

void ImportDialog::showColumns()
{
    const CsvPreview& preview = m_session.preview();
    if (!preview.problems.empty()) {
        m_next->setText(tr("Close"));
        m_cancel->hide();
        m_problems->show(m_session.fileName(), preview.problems);
        m_pages->setCurrentWidget(m_problems);
        return;
    }
    if (m_columns->mapping().columns.size() != std::size_t(preview.headers.size()) ||
        m_pages->currentWidget() != m_columns)
        m_columns->show(preview, rememberedMapping(preview));
    else
        m_columns->show(preview, preview.mapping);
    m_pages->setCurrentWidget(m_columns);
}

CsvMapping ImportDialog::rememberedMapping(const CsvPreview& preview) const
{
    const QByteArray kept = m_settings.value(mappingKey(preview.headers)).toByteArray();
    const auto mapping = mappingFromJson(QJsonDocument::fromJson(kept).object());
    return mapping && mapping->columns.size() == std::size_t(preview.headers.size()) ? *mapping
                                                                                     : preview.mapping;
}

void ImportDialog::rememberMapping()
{
    if (m_session.preview().hasHeader)
        m_settings.setValue(mappingKey(m_session.preview().headers),
                            QJsonDocument{toJson(m_columns->mapping())}.toJson(QJsonDocument::Compact));
}

void ImportDialog::showEnd()
{
    switch (m_session.step()) {
    case ImportSession::Step::Done: {
        const contacts::ImportOutcome& outcome = m_session.outcome();
        m_end->show(ImportEndPage::Outcome::Good, tr("%n contact(s) added", nullptr, outcome.added),
                    outcome.leftOut > 0
                        ? tr("Here already and left out: %n contact(s).", nullptr, outcome.leftOut)
                        : tr("You find them in the Address Book."));
        break;
    }
    case ImportSession::Step::TakenBack:
        m_end->show(ImportEndPage::Outcome::Good, tr("The import was taken back"),
                    tr("The contacts it brought in are gone."));
        break;
    default:
        m_end->show(m_session.error().fault == Fault::Cancelled ? ImportEndPage::Outcome::Good
                                                                : ImportEndPage::Outcome::Bad,
                    tr("Nothing was imported"), words::importFault(m_session.error().fault));
    }
    m_pages->setCurrentWidget(m_end);
    m_next->setFocus();
}

void ImportDialog::goOn()
{
    switch (m_session.step()) {
    case ImportSession::Step::Columns:
        if (!m_session.preview().problems.empty())
            return QDialog::reject();
        rememberMapping();
        return m_session.count(m_columns->mapping());
    case ImportSession::Step::Ready:
        return m_session.bringIn(m_forecast->brand());
    case ImportSession::Step::Done:
        return accept();
    default:
        return QDialog::reject();
    }
}

void ImportDialog::reject()
{
    if (!m_session.isBusy())
        return QDialog::reject();
    if (m_session.step() == ImportSession::Step::TakingBack)
        return;
    m_isClosing =
        m_session.step() == ImportSession::Step::Reading || m_session.step() == ImportSession::Step::Counting;
    m_cancel->setEnabled(false);
    m_session.cancel();
}

} // namespace foyer
