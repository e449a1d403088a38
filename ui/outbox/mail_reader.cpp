// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/mail_reader.h"

#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/mail/facts.h"
#include "app/mail/mail_body.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/addresses.h"
#include "ui/address_book/flow_layout.h"
#include "ui/common/job_words.h"
#include "ui/common/mail_view.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;
using mail::MailState;

MailReader::MailReader(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_subject{new QLabel}
    , m_headers{new QGridLayout}
    , m_adviceBar{new QWidget}
    , m_adviceText{new QLabel}
    , m_adviceButton{new QPushButton{tr("Send Now")}}
    , m_attachments{new QWidget}
    , m_sheet{new MailSheet}
{
    m_edit = addAct(u"editMail"_s, u"pencil"_s, tr("&Edit…"), [this] { edit(); });
    m_send = addAct(u"sendMail"_s, u"send"_s, tr("Send &Now"), [this] { sendNow(); });
    m_hold = addAct(u"holdMail"_s, u"clock"_s, tr("&Hold Back"), [this] { holdBack(); });
    m_cancel = addAct(u"cancelMail"_s, u"circle-x"_s, tr("&Cancel Mail"), [this] { cancel(); });
    m_saveEml = addAct(u"saveEml"_s, u"file-down"_s, tr("&Save as .eml…"), [this] { saveAsEml(); });
    m_handOver =
        addAct(u"handOver"_s, u"external-link"_s, tr("&Open in Mail Program…"), [this] { handOver(); });
    for (QAction* action : {m_edit, m_cancel})
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut); // of the list, which has them, too
    m_edit->setShortcut(Qt::Key_F2);
    m_cancel->setShortcut(QKeySequence::Delete);
    build();
    fill();
}

QAction* MailReader::addAct(const QString& objectName, const QString& iconName, const QString& text,
                            std::function<void()> work)
{
    auto* action = new QAction{icon(iconName), text, this};
    action->setObjectName(objectName);
    connect(action, &QAction::triggered, this, std::move(work));
    return action;
}

QList<QAction*> MailReader::actions() const
{
    return {m_edit, m_send, m_hold, m_cancel, m_saveEml, m_handOver};
}

void MailReader::build()
{
    setObjectName(u"mailReader"_s);
    theme::makeCard(this);
    theme::setTextRole(m_subject, theme::TextRole::Heading);
    m_subject->setObjectName(u"subject"_s);
    m_subject->setTextFormat(Qt::PlainText);
    m_subject->setWordWrap(true);
    m_subject->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_headers->setHorizontalSpacing(theme::space::medium);
    m_headers->setVerticalSpacing(theme::space::hair);
    m_headers->setColumnStretch(1, 1);

    auto* bar = new QWidget;
    auto* buttons = new FlowLayout{bar};
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(theme::space::tiny);
    for (QAction* action : {m_edit, m_send, m_hold, m_cancel}) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIconSize({theme::iconPx, theme::iconPx});
        button->setAccessibleName(QString{action->text()}.remove(u'&'));
        buttons->addWidget(button);
    }
    auto* more = new QToolButton;
    more->setObjectName(u"moreActions"_s);
    more->setIcon(icon(u"ellipsis"_s));
    more->setIconSize({theme::iconPx, theme::iconPx});
    more->setToolTip(tr("More Actions"));
    more->setAccessibleName(tr("More Actions"));
    more->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu{more};
    menu->addActions({m_saveEml, m_handOver});
    more->setMenu(menu);
    buttons->addWidget(more);

    m_adviceText->setObjectName(u"advice"_s);
    m_adviceText->setTextFormat(Qt::PlainText);
    m_adviceText->setWordWrap(true);
    m_adviceButton->setObjectName(u"adviceButton"_s);
    connect(m_adviceButton, &QPushButton::clicked, this, &MailReader::takeAdvice);
    auto* advice = new QHBoxLayout{m_adviceBar};
    advice->addWidget(m_adviceText, 1);
    advice->addWidget(m_adviceButton, 0, Qt::AlignVCenter);
    m_attachments->setObjectName(u"attachments"_s);
    auto* files = new FlowLayout{m_attachments};
    files->setContentsMargins(0, 0, 0, 0);
    files->setSpacing(theme::space::tiny);

    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(theme::space::large, theme::space::large, theme::space::large,
                               theme::space::large);
    column->setSpacing(theme::space::small);
    column->addWidget(m_subject);
    column->addLayout(m_headers);
    column->addWidget(bar);
    column->addWidget(m_adviceBar);
    column->addWidget(m_attachments);
    column->addWidget(m_sheet, 1);
}

void MailReader::showMail(std::optional<MailId> id, const mail_words::Ways& ways, bool isSaidAbove)
{
    if (!id) {
        m_shown.reset();
        return fill();
    }
    auto found = m_database.read([&](const Snapshot& snapshot) { return look(snapshot, *id, ways); });
    if (!found) {
        m_shown.reset();
        fill();
        m_sheet->showSentence(words::fault(found.error().fault));
        return;
    }
    found->facts.isSaidAbove = isSaidAbove;
    // While a courier is busy this is asked often: what somebody selects in the text stays selected.
    const bool isAsBefore = m_shown && isSame(*m_shown, *found);
    m_shown = std::move(*found);
    if (!isAsBefore)
        fill();
}

bool MailReader::isSame(const Shown& one, const Shown& other)
{
    const auto minutes = [](Instant at) { return std::chrono::floor<std::chrono::minutes>(at); };
    return one.mail.id == other.mail.id && one.mail.version == other.mail.version &&
           one.mail.state == other.mail.state && one.mail.nextAttemptAt == other.mail.nextAttemptAt &&
           one.facts.way == other.facts.way && one.facts.isSaidAbove == other.facts.isSaidAbove &&
           one.facts.isPortalDisabled == other.facts.isPortalDisabled &&
           one.facts.hasPortalAddress == other.facts.hasPortalAddress &&
           minutes(one.facts.now) == minutes(other.facts.now) && one.about == other.about &&
           one.readable.html == other.readable.html && one.trouble == other.trouble;
}

Result<MailReader::Shown> MailReader::look(const Snapshot& snapshot, MailId id,
                                           const mail_words::Ways& ways) const
{
    auto found = mail::find(snapshot, id);
    if (!found)
        return fail(found.error());
    Shown shown{*found, {}, {}, {}, {}, {}};
    MailFacts& facts = shown.facts;
    facts.now = m_database.now();
    if (const auto way = ways.find(found->brand.row()); way != ways.end())
        facts.way = way->second;
    facts.carriesPortalLink = mail::carriesPortalLink(found->body);
    facts.contactName = found->toName.isEmpty() ? found->toAddress : found->toName;
    if (found->contact) {
        const auto account = portal_access::account(snapshot, *found->contact);
        facts.isPortalDisabled = account && account->disabledAt.has_value();
    }
    if (const auto rows = mail::rowsOf(snapshot, {id}); rows && !rows->empty())
        shown.about = rows->front().about;
    const auto addresses = portal_access::addresses(snapshot); // as a courier asks for them
    if (!addresses)
        return fail(addresses.error());
    const auto brand = brands::find(snapshot, found->brand);
    if (!brand)
        return fail(brand.error());
    facts.hasPortalAddress = mail::hasAddressFor(*addresses, brand->details);
    auto readable = mail::asRecipientSees(snapshot, *found, *addresses, mail::LinksAs::Masked);
    if (readable)
        shown.readable = std::move(*readable);
    else
        shown.trouble = readable.error().fault == Fault::NotFound ? readable.error().detail
                                                                  : words::fault(readable.error().fault);
    auto attachments = mail::attachmentsOf(snapshot, id);
    if (!attachments)
        return fail(attachments.error());
    shown.attachments = std::move(*attachments);
    return shown;
}

void MailReader::fill()
{
    fillHeaders();
    fillAttachments();
    showChoices();
    m_advice = m_shown ? adviceFor(m_shown->mail, m_shown->facts) : MailAdvice{};
    m_adviceBar->setVisible(!m_advice.sentence.isEmpty());
    m_adviceText->setText(m_advice.sentence);
    theme::makeNotice(m_adviceBar, m_advice.tone);
    m_adviceButton->setVisible(m_advice.act != MailAdvice::Act::Nothing);
    if (!m_advice.button.isEmpty())
        m_adviceButton->setText(m_advice.button);
    m_adviceButton->setAccessibleName(m_advice.button.isEmpty() ? tr("Do it") : m_advice.button);
    m_adviceButton->setAccessibleDescription(m_advice.sentence);
    if (!m_shown) {
        m_subject->setText(tr("Choose a mail to read it"));
        return m_sheet->showSentence({});
    }
    m_subject->setText(m_shown->mail.subject);
    if (m_shown->trouble.isEmpty())
        m_sheet->showMail(m_shown->readable.html, m_shown->readable.text);
    else
        m_sheet->showSentence(m_shown->trouble);
}

void MailReader::fillHeaders()
{
    while (QLayoutItem* item = m_headers->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (!m_shown)
        return;
    const mail::Mail& mail = m_shown->mail;
    const MailFacts& facts = m_shown->facts;
    const mail::ListRow row{mail.id,
                            mail.brand,
                            mail.toName,
                            mail.toAddress,
                            mail.subject,
                            {},
                            mail.state,
                            mail.reason,
                            mail.serverWords,
                            mail.queuedAt,
                            mail.attempts,
                            mail.notBefore,
                            mail.nextAttemptAt,
                            mail.sentAt,
                            mail.version};
    const QString from = mail.sentFrom.isEmpty() ? facts.way.from : mail.sentFrom;
    const QString written =
        tr("written %1", "a mail; today at 12:05").arg(mail_words::moment(mail.queuedAt, facts.now));
    const std::pair<QString, QString> lines[] = {
        {tr("To"), mail_words::recipient(mail.toName, mail.toAddress)},
        {tr("From"), from.isEmpty() ? written : u"%1 · %2"_s.arg(from, written)},
        {tr("About"), m_shown->about},
        {tr("State"), mail_words::state(row, facts.way, facts.now)},
    };
    int at = 0;
    for (const auto& [name, value] : lines) {
        if (value.isEmpty())
            continue;
        auto* caption = new QLabel{name};
        theme::setTextRole(caption, theme::TextRole::Muted);
        auto* text = new QLabel{value};
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        text->setAccessibleName(u"%1: %2"_s.arg(name, value));
        m_headers->addWidget(caption, at, 0, Qt::AlignTop);
        m_headers->addWidget(text, at++, 1);
    }
}

void MailReader::fillAttachments()
{
    QLayout* files = m_attachments->layout();
    while (QLayoutItem* item = files->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_attachments->setVisible(m_shown && !m_shown->attachments.empty());
    if (!m_shown)
        return;
    for (std::size_t i = 0; i < m_shown->attachments.size(); ++i) {
        const mail::Attachment& file = m_shown->attachments[i];
        auto* button = new QToolButton;
        button->setIcon(icon(u"paperclip"_s));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        const QString size = words::fileSize(file.content.size());
        button->setText(u"%1 (%2)"_s.arg(file.name, size).replace(u'&', u"&&"_s));
        button->setToolTip(tr("Save this attachment"));
        button->setAccessibleName(tr("Attachment %1, %2: save it").arg(file.name, size));
        connect(button, &QToolButton::clicked, this, [this, i] { saveAttachment(i); });
        files->addWidget(button);
    }
}

void MailReader::showChoices()
{
    const auto is = [this](MailState state) { return m_shown && m_shown->mail.state == state; };
    const bool isOpen = is(MailState::Waiting) || is(MailState::Held) || is(MailState::Failed);
    m_edit->setEnabled(isOpen || is(MailState::Cancelled));
    m_send->setEnabled(isOpen || is(MailState::Cancelled) || is(MailState::Unknown));
    m_hold->setEnabled(is(MailState::Waiting));
    m_cancel->setEnabled(isOpen || is(MailState::Unknown));
    m_saveEml->setEnabled(m_shown && m_shown->trouble.isEmpty());
    // Its own server does it better; a link that changes a password is nobody's but the recipient's.
    m_handOver->setEnabled(isOpen && !m_shown->facts.way.isThere && m_shown->trouble.isEmpty() &&
                           !mail::carriesResetLink(m_shown->mail.body));
}

} // namespace foyer
