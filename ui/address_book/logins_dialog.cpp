// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/logins_dialog.h"

#include "app/portal_access/device_words.h"
#include "ui/common/words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

LoginsDialog::LoginsDialog(Database& database, ContactId contact, const QString& name, QWidget* parent)
    : QDialog{parent}
    , m_database{database}
    , m_contact{contact}
    , m_list{new QTreeWidget}
    , m_done{new QLabel}
    , m_end{new QPushButton{tr("&Log Out")}}
    , m_endAll{new QPushButton{tr("Log Out &Everywhere")}}
{
    setObjectName(u"loginsDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Logins"));
    constexpr int width = 620;
    constexpr int height = 380;
    resize(width, height);

    auto* heading = new QLabel{tr("Where %1 is logged in").arg(name)};
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    theme::setTextRole(heading, theme::TextRole::Heading);
    auto* intro = new QLabel{tr("The password stays: who is logged out here can log in again. To end that, "
                                "too, choose Reset Password or Disable Portal.")};
    intro->setWordWrap(true);
    theme::setTextRole(intro, theme::TextRole::Muted);

    m_list->setObjectName(u"logins"_s);
    m_list->setAccessibleName(tr("Logins"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setHeaderLabels({tr("Device"), tr("Since"), tr("From")});
    m_list->header()->setStretchLastSection(true);
    m_end->setObjectName(u"endLogin"_s);
    m_endAll->setObjectName(u"endAllLogins"_s);
    m_done->setObjectName(u"done"_s);
    m_done->setTextFormat(Qt::PlainText);
    m_done->setWordWrap(true);
    theme::setTextRole(m_done, theme::TextRole::Done);
    m_done->hide();

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_end);
    buttons->addWidget(m_endAll);
    buttons->addStretch();
    auto* close = new QDialogButtonBox{QDialogButtonBox::Close};

    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(heading);
    layout->addWidget(intro);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    layout->addWidget(m_done);
    layout->addWidget(close);

    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_end, &QPushButton::clicked, this, &LoginsDialog::endSelected);
    connect(m_endAll, &QPushButton::clicked, this, &LoginsDialog::endAll);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this,
            [this] { m_end->setEnabled(!m_list->selectedItems().isEmpty()); });
    connect(&m_database, &Database::changed, this, [this](const Changes& changes) {
        if (changes.touches(Entity::Session))
            reload();
    });
    reload();
}

void LoginsDialog::reload()
{
    auto sessions = m_database.read(
        [this](const Snapshot& snapshot) { return portal_access::sessionsOf(snapshot, m_contact); });
    if (!sessions)
        return; // the list keeps what it has; the next change looks again
    m_sessions = *std::move(sessions);
    m_list->clear();
    for (const portal_access::Session& session : m_sessions) {
        auto* row = new QTreeWidgetItem{m_list,
                                        {portal_access::deviceWords(session.userAgent),
                                         words::moment(session.createdAt), session.source}};
        row->setToolTip(0, session.userAgent);
    }
    for (int column = 0; column < m_list->columnCount(); ++column)
        m_list->resizeColumnToContents(column);
    if (!m_sessions.empty())
        m_list->topLevelItem(0)->setSelected(true);
    m_end->setEnabled(!m_sessions.empty());
    m_endAll->setEnabled(!m_sessions.empty());
}

void LoginsDialog::endSelected()
{
    std::vector<SessionId> chosen;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        if (m_list->topLevelItem(row)->isSelected())
            chosen.push_back(m_sessions[std::size_t(row)].id);
    }
    m_database.writeLater(
        Actor::studio(), this,
        [contact = m_contact, chosen](Transaction& transaction) -> Result<void> {
            for (const SessionId id : chosen) {
                if (const auto closed = portal_access::closeSessionOf(transaction, contact, id); !closed)
                    return closed;
            }
            return {};
        },
        [this](const Result<void>& done) { said(done, tr("Logged out.")); });
}

void LoginsDialog::endAll()
{
    m_database.writeLater(
        Actor::studio(), this,
        [contact = m_contact](Transaction& transaction) {
            return portal_access::closeSessionsOf(transaction, contact);
        },
        [this](const Result<void>& done) { said(done, tr("Logged out everywhere.")); });
}

void LoginsDialog::said(const Result<void>& done, const QString& sentence)
{
    theme::setTextRole(m_done, done ? theme::TextRole::Done : theme::TextRole::Problem);
    m_done->setText(done ? sentence : tr("This did not work: the studio file cannot be written."));
    m_done->show();
}

} // namespace foyer
