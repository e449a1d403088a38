// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/portal_section.h"

#include "app/brands/brand_store.h"
#include "app/email_templates/portal_invite.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/addresses.h"
#include "app/portal_access/direct_link.h"
#include "app/portal_access/session.h"
#include "ui/address_book/ask.h"
#include "ui/address_book/direct_link_dialog.h"
#include "ui/address_book/flow_layout.h"
#include "ui/address_book/logins_dialog.h"
#include "ui/address_book/studio_edits.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

theme::Tone toneOf(PortalState state)
{
    switch (state) {
    case PortalState::Active:
        return theme::Tone::Success;
    case PortalState::MustSetPassword:
        return theme::Tone::Warning;
    case PortalState::Disabled:
    case PortalState::NeverInvited:
    case PortalState::None:
        return theme::Tone::Neutral;
    }
    Q_UNREACHABLE();
}

QToolButton* iconButton(const QString& name, const QString& iconName, const QString& what)
{
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setIcon(icon(iconName));
    button->setToolTip(what);
    button->setAccessibleName(what);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QLabel* mutedLabel()
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    theme::setTextRole(label, theme::TextRole::Muted);
    return label;
}

QString namesOf(const std::vector<contacts::ContactBrief>& briefs)
{
    QStringList names;
    for (const contacts::ContactBrief& brief : briefs)
        names.append(brief.name);
    return QLocale{}.createSeparatedList(names);
}

} // namespace

PortalSection::PortalSection(StudioEdits& edits, FallbackOrigin fallbackOrigin, QWidget* parent)
    : QWidget{parent}
    , m_edits{edits}
    , m_fallbackOrigin{std::move(fallbackOrigin)}
    , m_stateBadge{new QLabel}
    , m_stateSentence{mutedLabel()}
    , m_resetWanted{new QLabel}
    , m_access{new QWidget}
    , m_link{new QLineEdit}
    , m_linkHint{mutedLabel()}
    , m_copy{iconButton(u"copyDirectLink"_s, u"copy"_s, tr("Copy Direct Link"))}
    , m_code{iconButton(u"showQrCode"_s, u"qr-code"_s, tr("Show QR code of the Direct Link"))}
    , m_lastLogin{new QLabel}
    , m_logins{new QPushButton}
    , m_invite{new QPushButton{icon(u"send"_s), tr("Send Portal &Invite")}}
    , m_inviteHint{mutedLabel()}
    , m_more{new QPushButton{tr("&More Actions")}}
    , m_reset{new QAction{icon(u"key-round"_s), tr("&Reset Password…"), this}}
    , m_disable{new QAction{this}}
    , m_preview{new QAction{icon(u"eye"_s), tr("&Preview"), this}}
    , m_said{new QLabel}
{
    setObjectName(u"portalSection"_s);
    setAccessibleName(tr("Client Portal"));
    build();
    connect(m_copy, &QToolButton::clicked, this, &PortalSection::copyLink);
    connect(m_code, &QToolButton::clicked, this, &PortalSection::showCode);
    connect(m_invite, &QPushButton::clicked, this, &PortalSection::pressInvite);
    connect(m_reset, &QAction::triggered, this, &PortalSection::pressReset);
    connect(m_disable, &QAction::triggered, this, &PortalSection::pressDisableOrEnable);
    connect(m_preview, &QAction::triggered, this, [this] { Q_EMIT previewRequested(m_contact->id); });
    connect(m_logins, &QPushButton::clicked, this, &PortalSection::showLogins);
    connect(m_said, &QLabel::linkActivated, this, &PortalSection::outboxRequested);
}

void PortalSection::build()
{
    auto* heading = new QLabel{tr("Client Portal")};
    theme::setTextRole(heading, theme::TextRole::Heading);
    m_stateBadge->setObjectName(u"portalState"_s);
    m_stateSentence->setObjectName(u"portalSentence"_s);
    auto* headingRow = new QHBoxLayout;
    headingRow->setSpacing(theme::space::medium);
    headingRow->addWidget(heading);
    headingRow->addWidget(m_stateBadge);
    headingRow->addStretch();

    m_said->setObjectName(u"portalSaid"_s);
    m_said->setTextFormat(Qt::RichText); // of our own making, see say()
    m_said->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    theme::setTextRole(m_said, theme::TextRole::Done);
    m_said->hide();

    auto* access = new QVBoxLayout{m_access};
    access->setContentsMargins(0, 0, 0, 0);
    access->setSpacing(theme::space::small);
    access->addWidget(buildLinkRow());
    access->addWidget(m_linkHint);
    auto* loginRow = new QHBoxLayout;
    auto* loginLabel = new QLabel{tr("Last login")};
    theme::setTextRole(loginLabel, theme::TextRole::Muted);
    m_lastLogin->setObjectName(u"lastLogin"_s);
    m_lastLogin->setTextInteractionFlags(Qt::TextSelectableByMouse);
    loginRow->addWidget(loginLabel);
    loginRow->addWidget(m_lastLogin);
    m_logins->setObjectName(u"showLogins"_s);
    theme::setButtonRole(m_logins, theme::ButtonRole::Link);
    loginRow->addWidget(m_logins);
    loginRow->addStretch();
    access->addLayout(loginRow);
    access->addWidget(buildButtons());
    access->addWidget(m_inviteHint);
    access->addWidget(m_said);

    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::large, theme::space::large, theme::space::large,
                               theme::space::large);
    layout->setSpacing(theme::space::small);
    layout->addLayout(headingRow);
    layout->addWidget(m_stateSentence);
    m_resetWanted->setObjectName(u"resetWanted"_s);
    m_resetWanted->setTextFormat(Qt::PlainText);
    m_resetWanted->setWordWrap(true);
    theme::makeNotice(m_resetWanted, theme::Tone::Warning);
    layout->addWidget(m_resetWanted);
    layout->addWidget(m_access);
    theme::makeCard(this);
}

QWidget* PortalSection::buildLinkRow()
{
    auto* row = new QWidget;
    auto* label = new QLabel{tr("Direct &Link")};
    label->setBuddy(m_link);
    theme::setTextRole(label, theme::TextRole::Muted);
    m_link->setObjectName(u"directLink"_s);
    m_link->setReadOnly(true);
    m_link->setAccessibleName(tr("Direct Link"));
    auto* field = new QHBoxLayout;
    field->setSpacing(theme::space::tiny);
    field->addWidget(m_link, 1);
    field->addWidget(m_copy);
    field->addWidget(m_code);
    auto* layout = new QVBoxLayout{row};
    layout->setContentsMargins(0, theme::space::small, 0, 0);
    layout->setSpacing(theme::space::tiny);
    layout->addWidget(label);
    layout->addLayout(field);
    return row;
}

QWidget* PortalSection::buildButtons()
{
    auto* row = new QWidget;
    m_invite->setObjectName(u"sendInvite"_s);
    m_inviteHint->setObjectName(u"inviteHint"_s);
    auto* preview = new QPushButton{icon(u"eye"_s), tr("&Preview")};
    preview->setObjectName(u"preview"_s);
    connect(preview, &QPushButton::clicked, m_preview, &QAction::trigger);

    m_reset->setObjectName(u"resetPassword"_s);
    m_disable->setObjectName(u"disablePortal"_s);
    m_preview->setObjectName(u"previewAction"_s);
    auto* menu = new QMenu{this};
    menu->addActions({m_reset, m_disable, m_preview});
    m_more->setObjectName(u"moreActions"_s);
    m_more->setMenu(menu);

    auto* layout = new FlowLayout{row};
    layout->setContentsMargins(0, theme::space::small, 0, 0);
    layout->addWidget(m_invite);
    layout->addWidget(preview);
    layout->addWidget(m_more);
    return row;
}

void PortalSection::addActions(const QList<QAction*>& actions)
{
    m_more->menu()->addSeparator();
    m_more->menu()->addActions(actions);
}

Result<PortalSection::State> PortalSection::read(const Snapshot& snapshot) const
{
    const auto account = portal_access::account(snapshot, m_contact->id);
    if (!account)
        return fail(account.error());
    State state{*account, {}, mail::InviteObstacle::None, {}, {}, {}};
    if (!account->isPerson)
        return state;
    const auto brand = brands::find(snapshot, m_contact->brand);
    if (!brand)
        return fail(brand.error());
    const auto addresses = portal_access::addresses(snapshot, m_fallbackOrigin());
    if (!addresses)
        return fail(addresses.error());
    const auto token = portal_access::directLinkToken(snapshot, m_contact->id);
    if (!token)
        return fail(token.error());
    const bool hasAddress = !addresses->studioOrigin.isEmpty() || !brand->details.domain.isEmpty();
    if (hasAddress)
        state.link = addresses->directLink(brand->details, *token);
    const auto obstacle = mail::inviteObstacle(snapshot, m_contact->id);
    if (!obstacle)
        return fail(obstacle.error());
    state.obstacle = *obstacle;
    auto pending = mail::pendingInvite(snapshot, m_contact->id);
    if (!pending)
        return fail(pending.error());
    state.pendingInvite = std::move(*pending);
    auto recent = mail::recentInvite(snapshot, m_contact->id);
    if (!recent)
        return fail(recent.error());
    state.recentInvite = std::move(*recent);
    auto sharers = contacts::sharersOf(snapshot, m_contact->id);
    if (!sharers)
        return fail(sharers.error());
    state.sharers = std::move(*sharers);
    const auto logins = portal_access::sessionsOf(snapshot, m_contact->id);
    if (!logins)
        return fail(logins.error());
    state.logins = logins->size();
    return state;
}

void PortalSection::show(const Contact& contact)
{
    if (!m_contact || m_contact->id != contact.id)
        m_said->hide(); // it was about somebody else
    m_contact = contact;
    auto state = m_edits.database().read([this](const Snapshot& snapshot) { return read(snapshot); });
    if (!state) {
        m_state.reset();
        m_access->hide();
        Q_EMIT failed(state.error());
        return;
    }
    m_state = std::move(*state);
    apply();
}

void PortalSection::apply()
{
    const PortalAccount& account = m_state->account;
    m_access->setVisible(account.isPerson);
    m_stateBadge->setVisible(account.isPerson);
    m_resetWanted->setVisible(account.isPerson && account.resetWantedAt);
    if (!account.isPerson) {
        m_stateSentence->setText(
            m_contact->details.kind == ContactKind::Company
                ? tr("A company has no portal: only people log in. Open one of its people instead.")
                : tr("A location has no portal: only people log in."));
        return;
    }
    if (account.isInBin) {
        m_access->hide();
        m_stateBadge->hide();
        m_resetWanted->hide();
        m_stateSentence->setText(tr("In the bin: the portal is closed, and its links answer that it is not "
                                    "available. Restore the contact to open it again."));
        return;
    }
    theme::makeBadge(m_stateBadge, toneOf(account.state()));
    m_stateBadge->setText(
        words::portalState(account.state())); // second: a label measures itself with its text
    m_stateSentence->setText(words::portalSentence(account));

    if (m_link->text() != m_state->link) { // typing a selection anew would lose it
        m_link->setText(m_state->link);
        m_link->setCursorPosition(0);
    }
    const bool hasLink = !m_state->link.isEmpty();
    m_copy->setEnabled(hasLink);
    m_code->setEnabled(hasLink);
    const QString host = QUrl{m_state->link}.host();
    const bool isOnlyHere = host == "localhost"_L1 || host == "::1"_L1 || host.startsWith("127."_L1);
    m_linkHint->setVisible(!hasLink || isOnlyHere);
    m_linkHint->setText(
        hasLink ? tr("This link works on this computer only. Set the portal's address in Settings › Portal "
                     "before you hand it over.")
                : tr("The portal has no address yet. Start it, or set one in Settings › Portal."));
    m_lastLogin->setText(account.lastLoginAt ? words::moment(*account.lastLoginAt)
                                             : tr("never", "Last login: never"));

    m_logins->setVisible(m_state->logins > 0);
    m_logins->setText(tr("Logged in on %n device(s)…", nullptr, int(m_state->logins)));
    if (account.resetWantedAt)
        m_resetWanted->setText(
            tr("Reset wanted since %1: somebody at an email of several people forgot their password, and "
               "only you can tell who. Ask them; then choose More Actions › Reset Password for that person.")
                .arg(words::moment(*account.resetWantedAt)));

    const bool hasEmail = m_state->obstacle != mail::InviteObstacle::NoEmail;
    m_invite->setEnabled(hasEmail);
    if (m_saysItWaits && !m_state->pendingInvite) { // what was said has come true, or was taken back
        m_saysItWaits = false;
        m_said->setText(m_state->recentInvite ? tr("The invite has left.") : QString{});
        m_said->setVisible(m_state->recentInvite.has_value());
    }
    m_inviteHint->setVisible(!hasEmail || m_state->pendingInvite);
    m_inviteHint->setText(
        hasEmail ? tr("An invite is waiting in the Outbox.")
        : m_contact->details.emails.empty()
            ? tr("There is no email to send an invite to. Add one, or hand over the Direct Link.")
            : tr("This email is no address that a mail could reach. Correct it, or hand over the Direct "
                 "Link."));

    const bool isDisabled = account.state() == PortalState::Disabled;
    m_disable->setText(isDisabled ? tr("&Enable Portal") : tr("&Disable Portal…"));
    m_disable->setIcon(icon(isDisabled ? u"lock-open"_s : u"ban"_s));
}

/// What tells two people with one name or one mailbox apart.
QString PortalSection::whoText() const
{
    const ContactDetails& details = m_contact->details;
    QStringList lines;
    lines.append(tr("Email: %1").arg(details.emails.empty() ? tr("none") : details.emails.front().address));
    lines.append(tr("Phone: %1").arg(details.phones.empty() ? tr("none") : details.phones.front().number));
    lines.append(tr("Last login: %1").arg(m_lastLogin->text()));
    if (!m_state->sharers.empty())
        lines.append(tr("Email Conflict: the same email as %1. Other passwords are kept.")
                         .arg(namesOf(m_state->sharers)));
    return lines.join(u'\n');
}

void PortalSection::say(const QString& sentence)
{
    m_saysItWaits = false;
    m_said->setText(sentence);
    m_said->show();
}

void PortalSection::copyLink()
{
    QGuiApplication::clipboard()->setText(m_state->link);
    say(tr("The link is copied."));
}

void PortalSection::showCode()
{
    auto* dialog = new DirectLinkDialog{displayNameOf(m_contact->details), m_state->link,
                                        DirectLinkDialog::Occasion::Asked, this};
    dialog->open();
}

void PortalSection::pressInvite()
{
    const QString name = displayNameOf(m_contact->details);
    if (m_state->obstacle == mail::InviteObstacle::Disabled) {
        ask(this,
            {tr("Send Portal Invite"), tr("The portal of %1 is disabled.").arg(name),
             tr("Enable it and send the invite? An earlier password works again then."),
             tr("&Enable and Send"), Question::Weight::Ordinary},
            this, [this] { enableAndInvite(); });
        return;
    }
    if (m_state->pendingInvite) {
        ask(this,
            {tr("Send Portal Invite"), tr("An invite for %1 is waiting already.").arg(name),
             tr("It is in the Outbox since %1. Send another one?")
                 .arg(words::moment(m_state->pendingInvite->queuedAt)),
             tr("Send &Another"), Question::Weight::Ordinary},
            this, [this] { invite(); });
        return;
    }
    if (m_state->recentInvite) {
        ask(this,
            {tr("Send Portal Invite"), tr("An invite for %1 left a short while ago.").arg(name),
             tr("It was queued on %1. Send another one?").arg(words::moment(m_state->recentInvite->queuedAt)),
             tr("Send &Another"), Question::Weight::Ordinary},
            this, [this] { invite(); });
        return;
    }
    invite();
}

void PortalSection::invite()
{
    const ContactId contact = m_contact->id;
    m_edits.database().writeLater(
        Actor::studio(), this,
        [contact](Transaction& transaction) {
            return email_templates::queuePortalInvite(transaction, contact);
        },
        [this, contact](const Result<MailId>& queued) {
            if (!queued) {
                Q_EMIT failed(queued.error());
                return;
            }
            if (m_contact->id != contact)
                return; // somebody else is shown by now
            say(tr("Waiting in the Outbox. %1")
                    .arg(u"<a href=\"outbox\">%1</a>"_s.arg(tr("Show the Outbox"))));
            m_saysItWaits = true;
            if (auto* dialog = findChild<DirectLinkDialog*>())
                dialog->showDone(tr("Waiting in the Outbox."));
        });
}

void PortalSection::enableAndInvite()
{
    const ContactId contact = m_contact->id;
    m_edits.database().writeLater(
        Actor::studio(), this,
        [contact](Transaction& transaction) -> Result<void> {
            return portal_access::enable(transaction, contact);
        },
        [this, contact](const Result<void>& enabled) {
            if (!enabled)
                Q_EMIT failed(enabled.error());
            else if (m_contact->id == contact)
                invite();
        });
}

void PortalSection::pressReset()
{
    ask(this,
        {tr("Reset Password"), tr("Reset the password of %1?").arg(displayNameOf(m_contact->details)),
         tr("%1\n\nThe old password, every login and the Direct Link stop working at once. A new Direct Link "
            "asks for "
            "a new password.")
             .arg(whoText()),
         tr("&Reset Password"), Question::Weight::Dangerous},
        this, [this] { reset(); });
}

void PortalSection::reset()
{
    const ContactId contact = m_contact->id;
    m_edits.database().writeLater(
        Actor::studio(), this,
        [contact](Transaction& transaction) { return portal_access::resetPassword(transaction, contact); },
        [this, contact](const Result<void>& done) {
            if (!done)
                Q_EMIT failed(done.error());
            else if (m_contact->id == contact)
                showAfterReset();
        });
}

void PortalSection::showAfterReset()
{
    show(Contact{*m_contact}); // the announcement of the change may still be on its way
    if (!m_state)
        return;
    if (m_state->link.isEmpty()) {
        say(tr("The password is reset. The new link can be shown once the portal has an address."));
        return;
    }
    auto* dialog = new DirectLinkDialog{displayNameOf(m_contact->details), m_state->link,
                                        DirectLinkDialog::Occasion::AfterReset, this};
    dialog->setCanInvite(m_state->obstacle != mail::InviteObstacle::NoEmail);
    connect(dialog, &DirectLinkDialog::inviteRequested, this, &PortalSection::pressInvite);
    dialog->open();
}

void PortalSection::showLogins()
{
    auto* dialog =
        new LoginsDialog{m_edits.database(), m_contact->id, displayNameOf(m_contact->details), this};
    dialog->open();
}

void PortalSection::pressDisableOrEnable()
{
    const ContactId contact = m_contact->id;
    const QString name = displayNameOf(m_contact->details);
    const StudioEdits::Work disable = [contact](Transaction& transaction) {
        return portal_access::disable(transaction, contact);
    };
    const StudioEdits::Work enable = [contact](Transaction& transaction) {
        return portal_access::enable(transaction, contact);
    };
    if (m_state->account.state() == PortalState::Disabled) {
        m_edits.perform({tr("Enable Portal of %1").arg(name), enable, disable,
                         tr("The portal of %1 is enabled").arg(name)});
        return;
    }
    ask(this,
        {tr("Disable Portal"), tr("Disable the portal of %1?").arg(name),
         tr("%1\n\nLogin, Direct Link and password reset are refused from now on, with a page that says how "
            "to reach "
            "you. Enabling it again restores the password.")
             .arg(whoText()),
         tr("&Disable Portal"), Question::Weight::Ordinary},
        this, [this, name, disable, enable] {
            m_edits.perform({tr("Disable Portal of %1").arg(name), disable, enable,
                             tr("The portal of %1 is disabled").arg(name)});
        });
}

} // namespace foyer
