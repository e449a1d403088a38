// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contracts/preview_subject_dialog.h"

#include "app/contacts/contact_list.h"
#include "app/jobs/job_store.h"
#include "ui/common/captioned_field.h"
#include "ui/common/words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostShown = 50;

} // namespace

PreviewSubjectDialog::PreviewSubjectDialog(const Database& database, const PreviewSubject& subject,
                                           QWidget* parent)
    : QDialog{parent}
    , m_database{database}
    , m_search{new QLineEdit{subject.contactName}}
    , m_people{new QListWidget}
    , m_jobs{new QComboBox}
{
    setObjectName(u"previewSubject"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Preview with …"));
    m_search->setObjectName(u"subjectSearch"_s);
    m_search->setPlaceholderText(tr("Name, email or phone"));
    m_search->setAccessibleName(tr("Search for a contact"));
    m_search->setClearButtonEnabled(true);
    m_people->setObjectName(u"subjects"_s);
    m_people->setAccessibleName(tr("Contacts"));
    m_jobs->setObjectName(u"subjectJobs"_s);
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Cancel};
    QPushButton* examples = buttons->addButton(tr("&Example Values"), QDialogButtonBox::ResetRole);
    examples->setAutoDefault(false);
    m_show = buttons->addButton(tr("&Preview"), QDialogButtonBox::AcceptRole);
    m_show->setObjectName(u"showPreview"_s);
    m_show->setDefault(true);
    theme::setButtonRole(m_show, theme::ButtonRole::Primary);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    column->setSpacing(theme::space::medium);
    column->addWidget(m_search);
    column->addWidget(m_people, 1);
    column->addWidget(new CaptionedField{tr("&Job"), m_jobs});
    column->addWidget(buttons);
    resize(440, 460);

    connect(m_search, &QLineEdit::textChanged, this, &PreviewSubjectDialog::search);
    connect(m_people, &QListWidget::currentRowChanged, this, &PreviewSubjectDialog::showJobs);
    connect(m_people, &QListWidget::itemActivated, this, [this] { m_show->click(); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(examples, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT chosen({});
    });
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        const QListWidgetItem* item = m_people->currentItem();
        if (!item)
            return;
        PreviewSubject made;
        made.contact = ContactId{item->data(Qt::UserRole).toLongLong()};
        made.contactName = item->text();
        if (const qint64 job = m_jobs->currentData().toLongLong(); job > 0) {
            made.job = JobId{job};
            made.jobTitle = m_jobs->currentText();
        }
        accept();
        Q_EMIT chosen(made);
    });
    search();
}

void PreviewSubjectDialog::search()
{
    m_people->clear();
    const auto rows =
        m_database.read([this](const Snapshot& snapshot) -> Result<std::vector<contacts::ContactRow>> {
            contacts::ContactFilter filter;
            filter.text = m_search->text();
            filter.kind = ContactKind::Person;
            const auto listing = contacts::list(snapshot, filter);
            if (!listing)
                return fail(listing.error());
            return contacts::page(snapshot, *listing, 0, mostShown);
        });
    for (const contacts::ContactRow& row : rows.value_or({})) {
        auto* item = new QListWidgetItem{row.name, m_people};
        item->setData(Qt::UserRole, row.id.row());
    }
    m_people->setCurrentRow(0);
    showJobs();
}

void PreviewSubjectDialog::showJobs()
{
    m_jobs->clear();
    const QListWidgetItem* item = m_people->currentItem();
    m_show->setEnabled(item != nullptr);
    m_jobs->setEnabled(item != nullptr);
    if (!item)
        return;
    const ContactId contact{item->data(Qt::UserRole).toLongLong()};
    const auto found =
        m_database.read([contact](const Snapshot& snapshot) { return jobs::ofContact(snapshot, contact); });
    for (const jobs::JobBrief& job : found.value_or({}))
        m_jobs->addItem(job.title, job.id.row());
    m_jobs->addItem(tr("No job"), qint64{0});
}

} // namespace foyer
