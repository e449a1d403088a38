// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/mail_edit_dialog.h"

#include "app/base/text.h"
#include "app/mail/mail_body.h"
#include "ui/address_book/ask.h"
#include "ui/common/captioned_field.h"
#include "ui/common/words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/writing/writing_widget.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

bool areSame(const mail::MailEdit& one, const mail::MailEdit& other)
{
    return one.toAddress == other.toAddress && one.subject == other.subject && one.body == other.body &&
           one.notBefore == other.notBefore;
}

Instant toInstant(const QDateTime& moment)
{
    return fromSeconds(moment.toSecsSinceEpoch());
}

} // namespace

MailEditDialog::MailEditDialog(Database& database, const mail::Mail& mail, QWidget* parent)
    : QDialog{parent}
    , m_database{database}
    , m_mail{mail}
    , m_address{new QLineEdit}
    , m_subject{new QLineEdit}
    , m_isLater{new QCheckBox{tr("Not &before")}}
    , m_when{new QDateTimeEdit}
    , m_writing{new writing::WritingWidget{tr("Text of the mail")}}
    , m_problem{new QLabel}
{
    setObjectName(u"mailEdit"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Edit Mail"));
    build();
    show(mail);
}

void MailEditDialog::build()
{
    m_address->setObjectName(u"mailAddress"_s);
    m_address->setMaxLength(320);
    m_subject->setObjectName(u"mailSubject"_s);
    m_subject->setMaxLength(300);
    m_isLater->setObjectName(u"mailIsLater"_s);
    m_when->setObjectName(u"mailWhen"_s);
    m_when->setCalendarPopup(true);
    m_when->setAccessibleName(tr("When it leaves, at the earliest"));
    connect(m_isLater, &QCheckBox::toggled, m_when, &QWidget::setEnabled);
    m_writing->setOffersFields(false);
    m_writing->setOffersLinks(true);
    std::vector<writing::TokenOffer> tokens{
        {u"recipient.portal_linked"_s, tr("Portal link, as a button where it stands alone"),
         tr("Open your client portal"), true},
        {u"recipient.portal_link"_s, tr("Portal link, the address itself"), u"https://…"_s},
    };
    if (m_mail.kind == "reset"_L1) // no other has one
        tokens.push_back(
            {u"recipient.reset_link"_s, tr("Link that lets them choose a new password"), u"https://…"_s});
    m_writing->setTokens(tokens);
    m_problem->setObjectName(u"mailProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    theme::makeNotice(m_problem, theme::Tone::Warning);
    m_problem->hide();

    m_addressField = new CaptionedField{tr("&To"), m_address};
    m_subjectField = new CaptionedField{tr("&Subject"), m_subject};
    auto* later = new QHBoxLayout;
    later->addWidget(m_isLater);
    later->addWidget(m_when);
    later->addStretch(1);
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Cancel};
    m_save = buttons->addButton(tr("Sa&ve"), QDialogButtonBox::ApplyRole);
    m_save->setObjectName(u"saveMail"_s);
    m_send = buttons->addButton(tr("Save and Se&nd Now"), QDialogButtonBox::ApplyRole);
    m_send->setObjectName(u"saveAndSend"_s);
    m_takeTheirs = buttons->addButton(tr("Take T&heirs"), QDialogButtonBox::ResetRole);
    m_takeTheirs->setObjectName(u"takeTheirs"_s);
    m_takeTheirs->hide();
    for (QPushButton* button : {m_save, m_send, m_takeTheirs})
        button->setAutoDefault(false);
    theme::setButtonRole(m_save, theme::ButtonRole::Primary);

    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    column->setSpacing(theme::space::medium);
    column->addWidget(m_addressField);
    column->addWidget(m_subjectField);
    column->addLayout(later);
    column->addWidget(m_writing, 1);
    column->addWidget(m_problem);
    column->addWidget(buttons);
    resize(720, 640);

    connect(buttons, &QDialogButtonBox::rejected, this, &MailEditDialog::reject);
    connect(m_save, &QPushButton::clicked, this, [this] { save(false); });
    connect(m_send, &QPushButton::clicked, this, [this] { save(true); });
    connect(m_takeTheirs, &QPushButton::clicked, this, [this] {
        const auto theirs =
            m_database.read([this](const Snapshot& snapshot) { return mail::find(snapshot, m_mail.id); });
        if (theirs)
            show(*theirs);
    });
    connect(m_address, &QLineEdit::textEdited, this, [this] { m_addressField->setProblem({}); });
    connect(m_subject, &QLineEdit::textEdited, this, [this] { m_subjectField->setProblem({}); });
}

void MailEditDialog::show(const mail::Mail& mail)
{
    m_mail = mail;
    m_address->setText(mail.toAddress);
    m_subject->setText(mail.subject);
    m_writing->setText(mail.body);
    if (!mail.language.isEmpty())
        m_writing->setLanguage(mail.language);
    m_isLater->setChecked(mail.notBefore.has_value());
    m_when->setEnabled(mail.notBefore.has_value());
    const QDateTime tomorrow = toLocal(m_database.now()).addDays(1);
    m_when->setDateTime(mail.notBefore ? toLocal(*mail.notBefore) : QDateTime{tomorrow.date(), QTime{9, 0}});
    m_problem->hide();
    m_takeTheirs->hide();
    m_save->setEnabled(true);
    m_send->setEnabled(true);
    m_shown = typed();
}

mail::MailEdit MailEditDialog::typed() const
{
    return {m_address->text().trimmed(), m_subject->text(), m_writing->text(),
            m_isLater->isChecked() ? std::optional{toInstant(m_when->dateTime())} : std::nullopt};
}

bool MailEditDialog::isEdited() const
{
    return !areSame(typed(), m_shown);
}

void MailEditDialog::save(bool isToSend)
{
    const mail::MailEdit now = typed();
    m_addressField->setProblem(
        isEmailAddress(now.toAddress)
            ? QString{}
            : tr("No mail can be sent to this. An email looks like name@example.com."));
    m_subjectField->setProblem(singleLine(now.subject).isEmpty() ? tr("A mail needs a subject.") : QString{});
    if (!m_addressField->problem().isEmpty())
        return m_address->setFocus();
    if (!m_subjectField->problem().isEmpty())
        return m_subject->setFocus();
    const bool isPersonal = mail::carriesPortalLink(now.body) || mail::carriesResetLink(now.body);
    const bool isElsewhere = normalisedEmail(now.toAddress) != normalisedEmail(m_mail.toAddress);
    if (!isPersonal || !isElsewhere)
        return store(now, isToSend);
    const QString name = m_mail.toName.isEmpty() ? m_mail.toAddress : m_mail.toName;
    ask(this,
        {tr("Send a personal link elsewhere?"),
         tr("This mail carries the personal link of %1. Send it to %2?", "a person; an address")
             .arg(name, now.toAddress),
         tr("Whoever reads mails there gets into the portal as %1.").arg(name), tr("&Send It There"),
         Question::Weight::Dangerous},
        this, [this, now, isToSend] { store(now, isToSend); });
}

void MailEditDialog::store(const mail::MailEdit& now, bool isToSend)
{
    m_save->setEnabled(false);
    m_send->setEnabled(false);
    m_database.writeLater(
        Actor::studio(), this,
        [id = m_mail.id, version = m_mail.version, now, isToSend](Transaction& transaction) -> Result<void> {
            if (const auto done = mail::edit(transaction, id, version, now); !done)
                return done;
            return isToSend ? mail::sendNow(transaction, id) : Result<void>{};
        },
        [this, isToSend](const Result<void>& done) {
            m_save->setEnabled(true);
            m_send->setEnabled(true);
            if (!done)
                return refused(done.error());
            Q_EMIT saved(isToSend ? tr("Saved. It leaves as soon as it can.") : tr("Saved."));
            accept();
        });
}

void MailEditDialog::refused(const Error& error)
{
    QString sentence = words::fault(error.fault);
    if (error.fault == Fault::Invalid) {
        sentence = error.detail;
    } else if (error.fault == Fault::Conflict) {
        const auto theirs =
            m_database.read([this](const Snapshot& snapshot) { return mail::find(snapshot, m_mail.id); });
        const bool isAway =
            theirs && (theirs->state == mail::MailState::Sent || theirs->state == mail::MailState::Sending);
        if (isAway) {
            sentence = tr("It left meanwhile, as it was before. What you typed is still here, to be copied.");
            m_save->setEnabled(false);
            m_send->setEnabled(false);
        } else {
            sentence =
                tr("Somebody changed this mail meanwhile. Yours is shown: save again to keep it, or take "
                   "theirs.");
            if (theirs)
                m_mail.version = theirs->version;
            m_takeTheirs->show();
        }
    }
    m_problem->setText(sentence);
    m_problem->show();
}

void MailEditDialog::reject()
{
    if (!isEdited())
        return QDialog::reject();
    ask(this,
        {tr("Leave without saving?"),
         tr("What you typed is not saved yet."),
         {},
         tr("&Discard"),
         Question::Weight::Dangerous},
        this, [this] { QDialog::reject(); });
}

} // namespace foyer
