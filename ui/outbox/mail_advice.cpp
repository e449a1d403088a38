// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/mail_advice.h"

#include <QCoreApplication>

namespace foyer {

using namespace Qt::StringLiterals;
using Act = MailAdvice::Act;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(MailAdvice)
};

QString sentenceOf(QString reason)
{
    reason = reason.trimmed();
    if (reason.isEmpty() || reason.endsWith(u'.') || reason.endsWith(u'!') || reason.endsWith(u'?'))
        return reason;
    return reason + u'.';
}

MailAdvice whileWaiting(const mail::Mail& mail, const MailFacts& facts)
{
    if (facts.isSaidAbove && (!facts.way.isThere || !facts.way.problem.isEmpty()))
        return {};
    if (!facts.way.isThere)
        return {Words::tr("No mail account yet: this mail waits here, and leaves once there is one."),
                Act::SetUpAccount, Words::tr("Set Up a Mail Account…"), theme::Tone::Accent};
    if (!facts.way.problem.isEmpty())
        return {sentenceOf(facts.way.problem), Act::TryAgain, Words::tr("Try Again")};
    if (mail.notBefore && *mail.notBefore > facts.now)
        return {Words::tr("It leaves %1, as somebody chose.", "a mail; today at 12:05")
                    .arg(mail_words::moment(*mail.notBefore, facts.now)),
                Act::SendNow, Words::tr("Send Now"), theme::Tone::Neutral};
    if (mail.attempts > 0 && mail.nextAttemptAt && *mail.nextAttemptAt > facts.now)
        return {Words::tr("The server did not take it yet (%1). It is tried again %2.",
                          "a server's words; today at 12:05")
                    .arg(mail.serverWords, mail_words::moment(*mail.nextAttemptAt, facts.now)),
                Act::SendNow, Words::tr("Try Now")};
    return {};
}

} // namespace

MailAdvice adviceFor(const mail::Mail& mail, const MailFacts& facts)
{
    const bool isOpen = mail.state == mail::MailState::Waiting || mail.state == mail::MailState::Held;
    if (isOpen && facts.carriesPortalLink && facts.isPortalDisabled)
        return {
            Words::tr("The portal of %1 is disabled, so the link in this mail leads nowhere: enable it, or "
                      "take the link out of the text.")
                .arg(facts.contactName),
            Act::EnablePortal, Words::tr("Enable Portal and Send")};
    if (isOpen && facts.carriesPortalLink && !facts.hasPortalAddress)
        return {
            Words::tr("The client portal has no address yet, so the link in this mail would lead nowhere. "
                      "Give it one under Settings › Portal; the mail leaves by itself then."),
            Act::OpenPortalSettings, Words::tr("Portal Settings…")};
    switch (mail.state) {
    case mail::MailState::Waiting:
        return whileWaiting(mail, facts);
    case mail::MailState::Held:
        return {Words::tr("Held back. %1").arg(sentenceOf(mail.reason)).trimmed(), Act::SendNow,
                Words::tr("Send Now")};
    case mail::MailState::Failed:
        return {mail.serverWords.isEmpty()
                    ? Words::tr("It could not be sent. %1 Mend that, then send it again.")
                          .arg(sentenceOf(mail.reason))
                    : Words::tr("The server refused it: “%1”. Mend what it names, then send it again.")
                          .arg(mail.serverWords),
                Act::Edit, Words::tr("Edit…"), theme::Tone::Danger};
    case mail::MailState::Unknown:
        return {
            Words::tr("The server was handed this mail, but its answer was lost: it may have arrived. It is "
                      "tried again with the same number, by which mailboxes know it for the same mail."),
            Act::SendNow, Words::tr("Try Now")};
    case mail::MailState::Cancelled:
        return {Words::tr("Cancelled. %1").arg(sentenceOf(mail.reason)).trimmed(), Act::SendNow,
                Words::tr("Send After All"), theme::Tone::Neutral};
    case mail::MailState::Sending:
    case mail::MailState::Sent:
        return {};
    }
    Q_UNREACHABLE();
}

} // namespace foyer
