// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/job_finder.h"

#include "app/jobs/job_list.h"
#include "ui/common/job_words.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostFound = 50;

class SearchLine : public QLineEdit
{
public:
    explicit SearchLine(QListWidget* list)
        : m_list{list}
    {
    }

protected:
    /// The arrow keys walk through what was found while the typing goes on.
    void keyPressEvent(QKeyEvent* event) override
    {
        const int by = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
        const int row = m_list->currentRow() + by;
        if (by == 0)
            QLineEdit::keyPressEvent(event);
        else if (row >= 0 && row < m_list->count())
            m_list->setCurrentRow(row);
    }

private:
    QListWidget* m_list;
};

QString lineOf(const jobs::JobRow& row)
{
    QStringList parts{row.title, words::stage(row.stage)};
    if (row.firstDay.isValid())
        parts.append(words::day(row.firstDay));
    return parts.join(u" · "_s);
}

} // namespace

JobFinder::JobFinder(const Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_text{nullptr}
    , m_found{new QListWidget}
{
    m_text = new SearchLine{m_found};
    m_text->setObjectName(u"jobFinderText"_s);
    m_text->setAccessibleName(tr("Find a job"));
    m_text->setPlaceholderText(tr("A part of its title, or of a name on it"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(icon(u"search"_s, IconInk::Muted), QLineEdit::LeadingPosition);
    m_found->setObjectName(u"jobsFound"_s);
    m_found->setAccessibleName(tr("Jobs"));
    m_found->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_found->setTextElideMode(Qt::ElideRight);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::tiny);
    column->addWidget(m_text);
    column->addWidget(m_found, 1);
    setFocusProxy(m_text);
    connect(m_text, &QLineEdit::textChanged, this, &JobFinder::search);
    connect(m_found, &QListWidget::currentRowChanged, this, [this] {
        if (const auto job = current())
            Q_EMIT chosen(*job);
    });
    search();
}

std::optional<JobId> JobFinder::current() const
{
    const QListWidgetItem* item = m_found->currentItem();
    return item ? std::optional{JobId{item->data(Qt::UserRole).toLongLong()}} : std::nullopt;
}

void JobFinder::search()
{
    const auto rows = m_database.read([this](const Snapshot& snapshot) -> Result<std::vector<jobs::JobRow>> {
        jobs::JobFilter filter;
        filter.text = m_text->text();
        filter.shelf = jobs::JobFilter::Shelf::All;
        filter.order = jobs::JobFilter::Order::LatestChange;
        auto listing = jobs::list(snapshot, filter);
        if (!listing)
            return fail(listing.error());
        if (listing->ids.size() > mostFound)
            listing->ids.resize(mostFound, listing->ids.front());
        return jobs::rows(snapshot, listing->ids);
    });
    const auto before = current();
    {
        const QSignalBlocker quiet{m_found};
        m_found->clear();
        for (const jobs::JobRow& row : rows.value_or({})) {
            auto* item = new QListWidgetItem{lineOf(row), m_found};
            item->setData(Qt::UserRole, row.id.row());
            item->setToolTip(words::toolTip(row.people.join(u", "_s)));
            if (before == row.id)
                m_found->setCurrentItem(item);
        }
    }
    if (!m_found->currentItem() && !m_text->text().isEmpty())
        m_found->setCurrentRow(0);
}

} // namespace foyer
