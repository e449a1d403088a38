// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/mail_reader.h"

#include "app/mail/eml.h"
#include "app/mail/facts.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/addresses.h"
#include "ui/address_book/ask.h"
#include "ui/common/save_file.h"
#include "ui/common/words.h"
#include "ui/outbox/mail_edit_dialog.h"
#include "ui/outbox/mail_handover.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QRegularExpression>

namespace foyer {

using namespace Qt::StringLiterals;
using mail::MailState;

namespace {

/// A name that every disk takes.
QString fileNameFor(QString subject)
{
    static const QRegularExpression unfit{uR"([\x00-\x1f\x7f/\\:*?"<>|]+)"_s};
    subject = subject.replace(unfit, u" "_s).simplified().left(80);
    return (subject.isEmpty() ? u"mail"_s : subject) + ".eml"_L1;
}

} // namespace

void MailReader::perform(std::function<Result<void>(Transaction&)> work, const QString& sentence,
                         const QString& refusal)
{
    m_database.writeLater(Actor::studio(), this, std::move(work),
                          [this, sentence, refusal](const Result<void>& done) {
                              if (done)
                                  Q_EMIT said(sentence);
                              else if (done.error().fault == Fault::Conflict)
                                  Q_EMIT said(refusal);
                              else
                                  Q_EMIT said(words::fault(done.error().fault));
                          });
}

void MailReader::edit()
{
    if (!m_shown)
        return;
    auto* dialog = new MailEditDialog{m_database, m_shown->mail, this};
    connect(dialog, &MailEditDialog::saved, this, &MailReader::said);
    dialog->open();
}

void MailReader::sendNow()
{
    if (!m_shown)
        return;
    perform([id = m_shown->mail.id](Transaction& transaction) { return mail::sendNow(transaction, id); },
            m_shown->facts.way.isThere ? tr("It leaves as soon as it can.")
                                       : tr("It leaves as soon as there is a mail account."),
            tr("It is on its way already."));
}

void MailReader::holdBack()
{
    if (!m_shown)
        return;
    const MailId id = m_shown->mail.id;
    m_database.writeLater(
        Actor::studio(), this,
        [id, reason = tr("Somebody kept it back by hand.")](Transaction& transaction) {
            return mail::hold(transaction, id, reason);
        },
        [this, id](const Result<void>& held) {
            if (!held)
                return Q_EMIT said(held.error().fault == Fault::Conflict ? tr("It is on its way already.")
                                                                         : words::fault(held.error().fault));
            Q_EMIT undoOffered(tr("The mail is held back."), [this, id] {
                perform([id](Transaction& t) { return mail::putBack(t, id, MailState::Waiting, {}); },
                        tr("The mail waits again."), tr("The mail is not held back any more."));
            });
        });
}

void MailReader::cancel()
{
    if (!m_shown)
        return;
    const mail::Mail before = m_shown->mail;
    m_database.writeLater(
        Actor::studio(), this,
        [id = before.id](Transaction& transaction) { return mail::cancel(transaction, id); },
        [this, before](const Result<void>& cancelled) {
            if (!cancelled)
                return Q_EMIT said(cancelled.error().fault == Fault::Conflict
                                       ? tr("The mail was not cancelled: it is on its way already.")
                                       : words::fault(cancelled.error().fault));
            Q_EMIT undoOffered(tr("The mail is cancelled."), [this, before] {
                perform(
                    [before](Transaction& t) {
                        return mail::putBack(t, before.id, before.state, before.reason);
                    },
                    tr("The mail is back."), tr("The mail is not cancelled any more."));
            });
        });
}

void MailReader::takeAdvice()
{
    if (!m_shown)
        return;
    switch (m_advice.act) {
    case MailAdvice::Act::Nothing:
        return;
    case MailAdvice::Act::SetUpAccount:
        return Q_EMIT accountWanted();
    case MailAdvice::Act::TryAgain:
        if (m_shown->facts.way.account)
            Q_EMIT tryAgainWanted(*m_shown->facts.way.account);
        return;
    case MailAdvice::Act::EnablePortal:
        return enablePortal();
    case MailAdvice::Act::OpenPortalSettings:
        return Q_EMIT portalSettingsWanted();
    case MailAdvice::Act::Edit:
        return edit();
    case MailAdvice::Act::SendNow:
        return sendNow();
    }
}

void MailReader::enablePortal()
{
    const auto contact = m_shown->mail.contact;
    if (!contact)
        return;
    perform(
        [contact = *contact, id = m_shown->mail.id](Transaction& transaction) -> Result<void> {
            if (const auto enabled = portal_access::enable(transaction, contact); !enabled)
                return enabled;
            return mail::sendNow(transaction, id);
        },
        tr("The portal is enabled, and the mail leaves as soon as it can."), tr("It is on its way already."));
}

void MailReader::saveAttachment(std::size_t which)
{
    const mail::Attachment& file = m_shown->attachments[which];
    const QString name = QFileInfo{file.name}.fileName();
    saveFile(this, {tr("Save Attachment"), name, tr("All files (*)"), QFileInfo{name}.suffix()}, file.content,
             [this](const QString& sentence, bool) { Q_EMIT said(sentence); });
}

void MailReader::saveAsEml()
{
    if (!m_shown)
        return;
    const auto eml = m_database.read([this](const Snapshot& snapshot) -> Result<QByteArray> {
        const auto addresses = portal_access::addresses(snapshot);
        if (!addresses)
            return fail(addresses.error());
        return mail::asEml(snapshot, m_shown->mail, *addresses);
    });
    if (!eml)
        return Q_EMIT said(eml.error().detail);
    saveFile(this, {tr("Save Mail"), fileNameFor(m_shown->mail.subject), tr("Mails (*.eml)"), u"eml"_s}, *eml,
             [this](const QString& sentence, bool) { Q_EMIT said(sentence); });
}

void MailReader::handOver()
{
    if (!m_shown)
        return;
    // The recipient's own link goes along: the program sends it to nobody else. What would keep a courier
    // from sending it stands against this, too.
    std::optional<mail::Objection> objection;
    const auto readable = m_database.read([&](const Snapshot& snapshot) -> Result<mail::ReadableMail> {
        const auto addresses = portal_access::addresses(snapshot);
        if (!addresses)
            return fail(addresses.error());
        auto against = mail::objectionTo(snapshot, m_shown->mail, *addresses);
        if (!against)
            return fail(against.error());
        objection = std::move(*against);
        if (objection)
            return mail::ReadableMail{};
        return mail::asRecipientSees(snapshot, m_shown->mail, *addresses, mail::LinksAs::Real);
    });
    if (!readable)
        return Q_EMIT said(words::fault(readable.error().fault));
    if (objection)
        return Q_EMIT said(objection->reason);
    const auto address =
        mail_handover::addressFor(m_shown->mail.toAddress, readable->subject, readable->text);
    if (!address)
        return Q_EMIT said(tr("This text is too long for a mail program to take. Save it as .eml instead."));
    ask(this,
        {tr("Open in Mail Program"), tr("Hand this mail over to your mail program?"),
         mail_handover::whatIsLost(int(m_shown->attachments.size())), tr("&Open"),
         Question::Weight::Ordinary},
        this, [this, address = *address] {
            if (!QDesktopServices::openUrl(address))
                Q_EMIT said(tr("This desktop knows no mail program."));
        });
}

} // namespace foyer
