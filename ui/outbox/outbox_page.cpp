// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/outbox_page.h"

#include "app/mail/mail_account.h"
#include "ui/address_book/toast.h"
#include "ui/common/empty_state.h"
#include "ui/common/roomy_delegate.h"
#include "ui/common/words.h"
#include "ui/outbox/mail_model.h"
#include "ui/outbox/mail_reader.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QResizeEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace foyer {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Shelf = mail::ListFilter::Shelf;

namespace {

constexpr int wide = 900; ///< from here on the mail is read beside the list

enum ShelfPage
{
    NoMails,
    NoMatches,
    ListAndReader
};

} // namespace

OutboxPage::OutboxPage(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_model{new MailModel{database, this}}
    , m_reader{new MailReader{database}}
    , m_shelves{new QStackedWidget}
    , m_halves{new QSplitter{Qt::Vertical}}
    , m_list{new QTableView}
    , m_shelf{new QComboBox}
    , m_search{new QLineEdit}
    , m_banner{new QWidget}
    , m_bannerText{new QLabel}
    , m_bannerButton{new QPushButton{tr("Try Again")}}
    , m_find{new QAction{icon(u"search"_s), tr("&Find Mail"), this}}
    , m_toast{nullptr}
{
    build();
    m_toast = new Toast{this};
    m_searchSoon.setSingleShot(true);
    m_searchSoon.setInterval(150ms);
    connect(&m_searchSoon, &QTimer::timeout, this, &OutboxPage::applyFilter);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_searchSoon.start(); });
    connect(m_shelf, &QComboBox::activated, this, &OutboxPage::applyFilter);
    connect(m_find, &QAction::triggered, this, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    connect(m_model, &MailModel::listed, this, &OutboxPage::listed);
    connect(m_model, &MailModel::failed, this,
            [this] { Q_EMIT failed(tr("The Outbox cannot be read at the moment.")); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &OutboxPage::read);
    connect(m_reader, &MailReader::said, this,
            [this](const QString& sentence) { m_toast->say(sentence, Toast::Offer::Nothing); });
    connect(m_reader, &MailReader::undoOffered, this,
            [this](const QString& sentence, std::function<void()> undo) {
                m_toast->say(sentence, tr("&Undo"), std::move(undo));
            });
    connect(m_reader, &MailReader::accountWanted, this, &OutboxPage::accountWanted);
    connect(m_reader, &MailReader::portalSettingsWanted, this, &OutboxPage::portalSettingsWanted);
    connect(m_reader, &MailReader::tryAgainWanted, this, &OutboxPage::tryAgain);
    connect(m_bannerButton, &QPushButton::clicked, this, [this] {
        if (m_troubled)
            tryAgain(*m_troubled);
        else
            Q_EMIT accountWanted();
    });
    // What is read changes with who may enter and where the portal is, too.
    connect(
        &m_database, &Database::changed, this,
        [this](const Changes& changes) {
            if (changes.touches(Entity::Setting) || changes.touches(Entity::PortalAccount))
                reload();
        },
        Qt::QueuedConnection);
    listed();
}

void OutboxPage::build()
{
    buildList();
    m_halves->setObjectName(u"loose"_s);
    m_halves->setChildrenCollapsible(false);
    m_halves->setHandleWidth(theme::space::medium);
    m_halves->addWidget(m_list);
    m_halves->addWidget(m_reader);
    m_halves->setSizes({180, 520});
    m_reader->setMinimumHeight(240);
    m_reader->setMinimumWidth(380);
    connect(m_halves, &QSplitter::splitterMoved, this, &OutboxPage::placeColumns);

    m_shelves->addWidget(
        new EmptyState{u"inbox"_s, tr("No mails yet"),
                       tr("Mails that you queue wait here until they are sent, for example a portal "
                          "invite from a contact in the Address Book.")});
    auto* none = new EmptyState{u"search"_s, tr("No mail is like that"),
                                tr("Nothing on this shelf has these words in name, address or subject.")};
    auto* all = new QAction{tr("Show &All Mails"), this};
    connect(all, &QAction::triggered, this, [this] {
        m_search->clear();
        m_shelf->setCurrentIndex(0);
        applyFilter();
    });
    none->addAction(all);
    m_shelves->addWidget(none);
    m_shelves->addWidget(m_halves);

    m_banner->setObjectName(u"banner"_s);
    m_bannerText->setObjectName(u"bannerText"_s);
    m_bannerText->setTextFormat(Qt::PlainText);
    m_bannerText->setWordWrap(true);
    m_bannerButton->setObjectName(u"bannerButton"_s);
    auto* banner = new QHBoxLayout{m_banner};
    banner->addWidget(m_bannerText, 1);
    banner->addWidget(m_bannerButton, 0, Qt::AlignVCenter);

    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::page);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(makeHead());
    layout->addWidget(m_banner);
    layout->addWidget(m_shelves, 1);
    setFocusProxy(m_list);
}

QWidget* OutboxPage::makeHead()
{
    auto* title = new QLabel{tr("Outbox")};
    theme::setTextRole(title, theme::TextRole::Title);
    m_shelf->setObjectName(u"mailShelf"_s);
    m_shelf->setAccessibleName(tr("Which mails are shown"));
    m_shelf->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const Shelf shelf : {Shelf::All, Shelf::Waiting, Shelf::Trouble, Shelf::Sent, Shelf::Cancelled})
        m_shelf->addItem(QString{}, int(shelf));
    m_search->setObjectName(u"mailSearch"_s);
    m_search->setPlaceholderText(tr("Name, address or subject"));
    m_search->setAccessibleName(tr("Search the Outbox"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(320);
    m_search->addAction(icon(u"search"_s, IconInk::Muted), QLineEdit::LeadingPosition);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout{head};
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(title);
    row->addStretch(1);
    row->addWidget(m_shelf);
    row->addWidget(m_search, 2);
    return head;
}

void OutboxPage::buildList()
{
    m_list->setObjectName(u"mails"_s);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RoomyDelegate{m_list});
    m_list->setAccessibleName(tr("Mails"));
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setShowGrid(false);
    m_list->setTabKeyNavigation(false);
    m_list->setWordWrap(false);
    m_list->setMinimumHeight(100);
    m_list->setMinimumWidth(320);
    m_list->addActions(m_reader->actions());
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        if (!current())
            return;
        auto* menu = new QMenu{m_list};
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions(m_reader->actions());
        menu->popup(m_list->viewport()->mapToGlobal(at));
    });
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_list->verticalHeader()->setDefaultSectionSize(m_list->fontMetrics().height() + 2 * theme::space::small);
    QHeaderView* header = m_list->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    // Fitting columns to what they hold would read thousands of lines that nobody looks at.
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(MailModel::Subject, QHeaderView::Stretch);
    header->resizeSection(MailModel::About, 150);
    header->resizeSection(MailModel::QueuedAt, 130);
}

std::optional<MailId> OutboxPage::current() const
{
    return m_model->mailAt(m_list->currentIndex().row());
}

void OutboxPage::reload()
{
    m_model->refresh();
}

void OutboxPage::read()
{
    m_reader->showMail(current(), m_model->ways(), !m_banner->isHidden());
}

void OutboxPage::showMail(MailId id)
{
    if (m_model->rowOf(id) < 0) {
        m_search->clear();
        m_shelf->setCurrentIndex(0);
        applyFilter();
    }
    if (const int row = m_model->rowOf(id); row >= 0)
        m_list->selectRow(row);
}

void OutboxPage::applyFilter()
{
    m_searchSoon.stop();
    const mail::ListFilter wanted{m_search->text(), Shelf(m_shelf->currentData().toInt())};
    if (wanted == m_model->filter())
        return;
    const auto before = current();
    m_model->setFilter(wanted);
    const int row = before ? m_model->rowOf(*before) : -1;
    if (m_model->rowCount() > 0)
        m_list->selectRow(std::max(row, 0));
}

void OutboxPage::listed()
{
    showShelves();
    showBanner();
    if (m_model->rowCount() > 0 && !current())
        m_list->selectRow(0);
    read();
    const mail::Counts& counts = m_model->counts();
    m_shelves->setCurrentIndex(counts.all == 0            ? NoMails
                               : m_model->rowCount() == 0 ? NoMatches
                                                          : ListAndReader);
    if (const QString now = note(); now != m_note) {
        m_note = now;
        Q_EMIT noteChanged(now);
    }
}

QString OutboxPage::note() const
{
    const mail::Counts& counts = m_model->counts();
    const QString waiting =
        counts.waiting + counts.held > 0 ? QLocale{}.toString(counts.waiting + counts.held) : QString{};
    if (counts.failed == 0)
        return waiting;
    const QString failures = tr("%n failed", "mails, beside the name of the Outbox", int(counts.failed));
    return waiting.isEmpty() ? failures
                             : tr("%1, %2", "how many wait, how many failed").arg(waiting, failures);
}

void OutboxPage::showShelves()
{
    const mail::Counts& counts = m_model->counts();
    const std::pair<QString, qint64> shelves[] = {
        {tr("All mails"), counts.all},
        {tr("Waiting"), counts.waiting},
        {tr("Held back or failed"), counts.held + counts.failed},
        {tr("Sent"), counts.sent},
        {tr("Cancelled"), counts.cancelled},
    };
    for (int i = 0; i < m_shelf->count(); ++i)
        m_shelf->setItemText(i, tr("%1 (%2)", "shelf of the Outbox, how many are on it")
                                    .arg(shelves[i].first, QLocale{}.toString(shelves[i].second)));
    m_shelf->setAccessibleDescription(m_shelf->currentText());
}

void OutboxPage::showBanner()
{
    m_troubled.reset();
    QString problem;
    bool isThereAny = false;
    for (const auto& [brand, way] : m_model->ways()) {
        isThereAny = isThereAny || way.isThere;
        if (way.isThere && !way.problem.isEmpty() && problem.isEmpty()) {
            m_troubled = way.account;
            problem = way.problem;
            if (way.retryAt && *way.retryAt > m_database.now())
                problem += u' ' + tr("It is tried again %1.", "today at 12:05")
                                      .arg(mail_words::moment(*way.retryAt, m_database.now()));
        }
    }
    m_banner->setVisible(!isThereAny || m_troubled);
    theme::makeNotice(m_banner, m_troubled ? theme::Tone::Danger : theme::Tone::Accent);
    m_bannerText->setText(m_troubled ? tr("Nothing leaves at present. %1").arg(problem)
                                     : tr("No mail account yet: mails wait here."));
    m_bannerButton->setText(m_troubled ? tr("&Try Again") : tr("&Set Up…"));
    m_bannerButton->setAccessibleName(m_troubled ? tr("Try again to send") : tr("Set up a mail account"));
}

void OutboxPage::tryAgain(BrandId account)
{
    m_database.writeLater(
        Actor::studio(), this,
        [account](Transaction& transaction) { return mail::forgetProblem(transaction, account); },
        [this](const Result<void>& done) {
            m_toast->say(done ? tr("It is tried again now.") : words::fault(done.error().fault),
                         Toast::Offer::Nothing);
        });
}

void OutboxPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const Qt::Orientation wanted = width() >= wide ? Qt::Horizontal : Qt::Vertical;
    if (m_halves->orientation() != wanted) {
        m_halves->setOrientation(wanted);
        m_halves->setSizes(wanted == Qt::Horizontal ? QList{480, 520} : QList{180, 520});
    }
    placeColumns();
}

/// Where there is little room, what is read beside the list need not stand in it, too.
void OutboxPage::placeColumns()
{
    const int room = m_list->width();
    m_list->setColumnHidden(MailModel::About, room < 820);
    m_list->setColumnHidden(MailModel::QueuedAt, room < 680);
    QHeaderView* header = m_list->horizontalHeader();
    header->resizeSection(MailModel::State, std::clamp(room * 2 / 5, 120, 320));
    header->resizeSection(MailModel::Recipient, std::clamp(room / 4, 110, 240));
}

} // namespace foyer
