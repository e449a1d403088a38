// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/contact_jobs.h"

#include "ui/common/job_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t recentJobs = 5;

theme::Tone toneOf(const jobs::JobBrief& job)
{
    if (job.isClosed)
        return theme::Tone::Neutral;
    switch (job.stage) {
    case JobStage::Lead:
        return theme::Tone::Warning;
    case JobStage::Booked:
        return theme::Tone::Success;
    case JobStage::Fulfilment:
        return theme::Tone::Accent;
    case JobStage::Completed:
        return theme::Tone::Neutral;
    }
    Q_UNREACHABLE();
}

} // namespace

ContactJobs::ContactJobs(const Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_lines{new QGridLayout}
    , m_nothing{new QLabel{tr("On no job yet.")}}
    , m_all{new QPushButton{tr("Show all jobs")}}
{
    setObjectName(u"contactJobs"_s);
    auto* heading = new QLabel{tr("Jobs")};
    theme::setTextRole(heading, theme::TextRole::Heading);
    theme::setTextRole(m_nothing, theme::TextRole::Muted);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setHorizontalSpacing(theme::space::medium);
    m_lines->setVerticalSpacing(0);
    m_lines->setColumnStretch(1, 1);
    m_all->setCheckable(true);
    theme::setButtonRole(m_all, theme::ButtonRole::Quiet);
    connect(m_all, &QPushButton::toggled, this, &ContactJobs::showLines);
    auto* make = new QPushButton{icon(u"plus"_s), tr("New Job…")};
    make->setObjectName(u"newJobFromContact"_s);
    connect(make, &QPushButton::clicked, this, [this] {
        if (m_contact)
            Q_EMIT jobRequested(*m_contact);
    });
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::small);
    layout->addWidget(heading);
    layout->addWidget(m_nothing);
    layout->addLayout(m_lines);
    layout->addWidget(m_all, 0, Qt::AlignLeft);
    layout->addWidget(make, 0, Qt::AlignLeft);
}

void ContactJobs::show(const Contact& contact)
{
    if (m_contact != contact.id)
        m_all->setChecked(false);
    m_contact = contact.id;
    refresh();
}

void ContactJobs::refresh()
{
    if (!m_contact)
        return;
    auto found = m_database.read(
        [this](const Snapshot& snapshot) { return jobs::jobsWithRoles(snapshot, *m_contact); });
    if (!found) {
        Q_EMIT failed(found.error());
        return;
    }
    if (*found == m_jobs && m_lines->count() > 0)
        return; // somebody may have the keyboard on one
    m_jobs = std::move(*found);
    showLines();
}

void ContactJobs::showLines()
{
    while (QLayoutItem* item = m_lines->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    const std::size_t shown = m_all->isChecked() ? m_jobs.size() : std::min(recentJobs, m_jobs.size());
    for (std::size_t i = 0; i < shown; ++i) {
        const auto& [job, roles] = m_jobs[i];
        auto* open = new QPushButton{QString{job.title}.replace(u'&', u"&&"_s)};
        open->setObjectName(u"openJob"_s);
        open->setToolTip(job.title);
        open->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        open->setMinimumWidth(1);
        theme::setButtonRole(open, theme::ButtonRole::Link);
        connect(open, &QPushButton::clicked, this, [this, id = job.id] { Q_EMIT jobActivated(id); });
        QStringList facts;
        for (const JobRole role : roles)
            facts.append(words::role(role));
        if (job.firstDay.isValid())
            facts.append(locale().toString(job.firstDay, u"d MMM yyyy"_s));
        const QString stage = job.isClosed ? tr("Closed") : words::stage(job.stage);
        open->setAccessibleName(
            tr("%1, %2, %3", "job, roles and day, stage").arg(job.title, facts.join(u", "_s), stage));
        auto* about = new QLabel{facts.join(tr(" · "))};
        about->setObjectName(u"jobFacts"_s);
        theme::setTextRole(about, theme::TextRole::Muted);
        // Under the words of the link, and nearer to it than to the next.
        about->setContentsMargins(theme::space::tiny, 0, 0, theme::space::small);
        auto* badge = new QLabel{stage};
        badge->setObjectName(u"jobStage"_s);
        theme::makeBadge(badge, toneOf(job));
        m_lines->addWidget(open, int(2 * i), 0, 1, 2);
        m_lines->addWidget(badge, int(2 * i), 2, Qt::AlignRight);
        m_lines->addWidget(about, int(2 * i) + 1, 0, 1, 3);
    }
    m_nothing->setVisible(m_jobs.empty());
    m_all->setVisible(m_jobs.size() > recentJobs && !m_all->isChecked());
}

} // namespace foyer
