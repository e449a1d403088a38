// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/outbox_page.h"

#include "app/portal_access/addresses.h"
#include "ui/common/empty_state.h"
#include "ui/outbox/mail_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostMails = 500;

} // namespace

OutboxPage::OutboxPage(Database& database, std::function<QString()> portalOrigin, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_portalOrigin{std::move(portalOrigin)}
    , m_model{new MailModel{this}}
    , m_shelves{new QStackedWidget}
    , m_list{new QTableView}
    , m_subject{new QLabel}
    , m_recipient{new QLabel}
    , m_reason{new QLabel}
    , m_text{new QTextBrowser}
    , m_cancel{new QPushButton{icon(u"circle-x"_s), tr("&Cancel This Mail")}}
{
    auto* title = new QLabel{tr("Outbox")};
    theme::setTextRole(title, theme::TextRole::Title);
    auto* notice = new QLabel{tr("No mail account yet: mails wait here.")};
    notice->setObjectName(u"noMailAccount"_s);
    theme::makeNotice(notice, theme::Tone::Accent);

    m_list->setObjectName(u"mails"_s);
    m_list->setModel(m_model);
    m_list->setAccessibleName(tr("Mails"));
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setShowGrid(false);
    m_list->setTabKeyNavigation(false);
    m_list->setWordWrap(false);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setDefaultSectionSize(m_list->fontMetrics().height() + 2 * theme::space::small);
    m_list->horizontalHeader()->setHighlightSections(false);
    m_list->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_list->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->horizontalHeader()->setSectionResizeMode(MailModel::Subject, QHeaderView::Stretch);
    m_list->horizontalHeader()->setSectionResizeMode(MailModel::Recipient, QHeaderView::Interactive);
    m_list->horizontalHeader()->resizeSection(MailModel::Recipient, 210);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &OutboxPage::read);

    auto* halves = new QSplitter{Qt::Vertical};
    halves->setObjectName(u"loose"_s);
    halves->setChildrenCollapsible(false);
    halves->addWidget(m_list);
    halves->addWidget(makeReader());
    halves->setSizes({300, 400});

    m_shelves->addWidget(
        new EmptyState{u"inbox"_s, tr("No mails yet"),
                       tr("Mails that you queue wait here until they are sent, for example a portal "
                          "invite from a contact in the Address Book.")});
    m_shelves->addWidget(halves);

    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::page);
    layout->setSpacing(theme::space::large);
    layout->addWidget(title);
    layout->addWidget(notice);
    layout->addWidget(m_shelves, 1);
    setFocusProxy(m_list);

    connect(&m_database, &Database::changed, this, [this](const Changes& changes) {
        if (changes.touches(Entity::Mail) || changes.touches(Entity::Setting) ||
            changes.touches(Entity::PortalAccount))
            reload();
    });
    reload();
}

QWidget* OutboxPage::makeReader()
{
    auto* reader = new QWidget;
    theme::makeCard(reader);
    theme::setTextRole(m_subject, theme::TextRole::Heading);
    theme::setTextRole(m_recipient, theme::TextRole::Muted);
    theme::makeNotice(m_reason, theme::Tone::Warning);
    for (QLabel* label : {m_subject, m_recipient, m_reason}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_text->setAccessibleName(tr("The mail as its recipient reads it"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    connect(m_cancel, &QPushButton::clicked, this, &OutboxPage::cancelCurrent);

    auto* words = new QVBoxLayout;
    words->setSpacing(theme::space::hair);
    words->addWidget(m_subject);
    words->addWidget(m_recipient);
    auto* head = new QHBoxLayout;
    head->addLayout(words, 1);
    head->addWidget(m_cancel, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout{reader};
    layout->setContentsMargins(theme::space::large, theme::space::large, theme::space::large,
                               theme::space::large);
    layout->setSpacing(theme::space::medium);
    layout->addLayout(head);
    layout->addWidget(m_reason);
    layout->addWidget(m_text, 1);
    return reader;
}

void OutboxPage::reload()
{
    const std::optional<mail::Mail> before = current();
    auto mails = m_database.read([](const Snapshot& snapshot) { return mail::all(snapshot, mostMails); });
    if (!mails) {
        Q_EMIT failed(tr("The Outbox cannot be read at the moment."));
        return;
    }
    m_shelves->setCurrentIndex(mails->empty() ? 0 : 1);
    m_model->setMails(std::move(*mails));
    const int row = before ? m_model->rowOf(before->id) : -1;
    if (m_model->rowCount() > 0)
        m_list->selectRow(row < 0 ? 0 : row);
    read();
}

std::optional<mail::Mail> OutboxPage::current() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() && index.row() < m_model->rowCount() ? std::optional{m_model->mail(index.row())}
                                                                : std::nullopt;
}

void OutboxPage::read()
{
    const std::optional<mail::Mail> mail = current();
    if (!mail)
        return;
    bool hasAddress = true;
    const auto readable = m_database.read([&](const Snapshot& snapshot) -> Result<mail::ReadableMail> {
        const auto addresses = portal_access::addresses(snapshot, m_portalOrigin());
        if (!addresses)
            return fail(addresses.error());
        hasAddress = !addresses->studioOrigin.isEmpty();
        return mail::asRecipientSees(snapshot, *mail, *addresses);
    });
    m_subject->setText(readable ? readable->subject : mail->subject);
    m_recipient->setText(
        tr("To %1 · %2", "a name or address · state of the mail")
            .arg(mail->toName.isEmpty() ? mail->toAddress : u"%1 <%2>"_s.arg(mail->toName, mail->toAddress),
                 MailModel::stateName(mail->state)));
    const QString reason =
        !mail->reason.isEmpty() || hasAddress
            ? mail->reason
            : tr("Links have no address while the portal is off and none is set under Settings › "
                 "Portal.");
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    if (readable)
        m_text->setMarkdown(readable->text);
    else
        m_text->setPlainText(tr("The text cannot be shown at the moment."));
    m_cancel->setEnabled(mail->state == mail::MailState::Waiting || mail->state == mail::MailState::Held);
}

void OutboxPage::cancelCurrent()
{
    const std::optional<mail::Mail> mail = current();
    if (!mail)
        return;
    m_database.writeLater(
        Actor::studio(), this,
        [id = mail->id](Transaction& transaction) { return mail::cancel(transaction, id); },
        [this](const Result<void>& cancelled) {
            if (!cancelled)
                Q_EMIT failed(cancelled.error().fault == Fault::Storage
                                  ? tr("The mail was not cancelled: the studio file cannot be written.")
                                  : tr("The mail was not cancelled: it is on its way already."));
            reload();
        });
}

} // namespace foyer
