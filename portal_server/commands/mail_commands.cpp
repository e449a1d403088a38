// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/claims.h"
#include "app/mail/courier.h"
#include "app/mail/outbox.h"
#include "app/mail/standing.h"
#include "portal_server/commands/call.h"

#include <QJsonArray>

namespace foyer::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostMails = 1000; ///< that a list shows, the newest

QString toWord(mail::MailState state)
{
    switch (state) {
    case mail::MailState::Waiting:
        return u"waiting"_s;
    case mail::MailState::Held:
        return u"held"_s;
    case mail::MailState::Cancelled:
        return u"cancelled"_s;
    case mail::MailState::Sending:
        return u"sending"_s;
    case mail::MailState::Sent:
        return u"sent"_s;
    case mail::MailState::Failed:
        return u"failed"_s;
    case mail::MailState::Unknown:
        return u"unknown"_s;
    }
    Q_UNREACHABLE();
}

QJsonValue isoOrNull(const std::optional<Instant>& instant)
{
    return instant ? QJsonValue{toIso(*instant)} : QJsonValue{};
}

QJsonObject asJson(const mail::Mail& mail)
{
    return {{u"id"_s, mail.id.row()},
            {u"contact"_s, mail.contact ? QJsonValue{mail.contact->row()} : QJsonValue{}},
            {u"toName"_s, mail.toName},
            {u"toAddress"_s, mail.toAddress},
            {u"subject"_s, mail.subject},
            {u"kind"_s, mail.kind},
            {u"state"_s, toWord(mail.state)},
            {u"reason"_s, mail.reason},
            {u"messageId"_s, mail.messageId},
            {u"queuedAt"_s, toIso(mail.queuedAt)},
            {u"notBefore"_s, isoOrNull(mail.notBefore)},
            {u"attempts"_s, mail.attempts},
            {u"nextAttemptAt"_s, isoOrNull(mail.nextAttemptAt)},
            {u"serverWords"_s, mail.serverWords},
            {u"sentAt"_s, isoOrNull(mail.sentAt)},
            {u"sentFrom"_s, mail.sentFrom}};
}

/// How it stands with a mail, in words, and why.
struct Told
{
    QString standing;
    QString why; ///< may be empty
};

Told told(const mail::Mail& mail, const mail::WhereItStands& where)
{
    using mail::Standing;
    const auto at = [](const std::optional<Instant>& instant) {
        return instant ? u' ' + toIso(*instant) : QString{};
    };
    switch (where.standing) {
    case Standing::Queued:
        return {u"queued"_s, {}};
    case Standing::Scheduled:
        return {u"queued for"_s + at(mail.notBefore), {}};
    case Standing::WaitingForAccount:
        return {u"waiting for an account"_s, where.problem};
    case Standing::Retrying:
        return {u"retrying"_s + at(mail.nextAttemptAt), mail.reason};
    case Standing::Sending:
        return {u"sending"_s, {}};
    case Standing::Sent:
        return {u"sent"_s + at(mail.sentAt), {}};
    case Standing::Failed:
        return {u"failed"_s, mail.reason};
    case Standing::Unknown:
        return {u"unknown, tried again"_s + at(mail.nextAttemptAt), mail.reason};
    case Standing::Held:
        return {u"held back"_s, mail.reason};
    case Standing::Cancelled:
        return {u"cancelled"_s, mail.reason};
    }
    Q_UNREACHABLE();
}

int sayMails(Call& call, const Result<std::vector<mail::Mail>>& mails)
{
    if (!mails)
        return call.fails(mails.error());
    QJsonArray array;
    for (const mail::Mail& mail : *mails) {
        const auto where =
            call.studio.read([&](const Snapshot& snapshot) { return mail::standingOf(snapshot, mail); });
        if (!where)
            return call.fails(where.error());
        const Told words = told(mail, *where);
        if (call.isJson()) {
            QJsonObject object = asJson(mail);
            object.insert(u"standing"_s, words.standing);
            object.insert(u"why"_s, words.why);
            array.append(object);
            continue;
        }
        QStringList columns{mail.id.text(), toIso(mail.queuedAt), words.standing, mail.toAddress,
                            mail.subject};
        if (!words.why.isEmpty())
            columns.append(words.why);
        call.say(columns.join(u'\t'));
    }
    if (call.isJson())
        call.say(QJsonValue{array});
    return exitDone;
}

int list(Call& call)
{
    return sayMails(
        call, call.studio.read([](const Snapshot& snapshot) { return mail::all(snapshot, mostMails); }));
}

/// One mail named on the command line, changed by `work`.
template <class Work>
int change(Call& call, Work work)
{
    const auto id = MailId::fromText(call.arguments.operands().front());
    if (!id)
        return call.fails(u"“%1” is no mail's number."_s.arg(call.arguments.operands().front()), exitUsage);
    const auto done =
        call.studio.write(Actor::studio(), [&](Transaction& transaction) { return work(transaction, *id); });
    return done ? exitDone : call.fails(done.error());
}

int send(Call& call)
{
    return change(call, [](Transaction& t, MailId id) { return mail::sendNow(t, id); });
}

int hold(Call& call)
{
    const QString reason = call.arguments.value("reason"_L1);
    return change(call, [&](Transaction& t, MailId id) { return mail::hold(t, id, reason); });
}

int cancel(Call& call)
{
    const QString reason = call.arguments.value("reason"_L1);
    return change(call, [&](Transaction& t, MailId id) { return mail::cancel(t, id, reason); });
}

/// By the courier of this program; where it keeps none, by one for the occasion.
int flush(Call& call)
{
    const auto due = call.studio.read([](const Snapshot& snapshot) { return mail::dueNow(snapshot); });
    if (!due)
        return call.fails(due.error());
    if (!mail::Courier::flushOf(call.studio)) {
        mail::Courier courier{call.studio, secrets::openLate(call.studio, secrets::Machine::Server)};
        courier.flush();
    }
    return sayMails(call, call.studio.read([&](const Snapshot& snapshot) -> Result<std::vector<mail::Mail>> {
        std::vector<mail::Mail> mails;
        for (const MailId id : *due) {
            auto mail = mail::find(snapshot, id);
            if (!mail)
                return fail(mail.error());
            mails.push_back(std::move(*mail));
        }
        return mails;
    }));
}

int show(Call& call)
{
    const auto id = MailId::fromText(call.arguments.operands().front());
    if (!id)
        return call.fails(u"“%1” is no mail's number."_s.arg(call.arguments.operands().front()), exitUsage);
    const auto shown = call.studio.read([&](const Snapshot& snapshot) -> Result<QJsonObject> {
        const auto mail = mail::find(snapshot, *id);
        if (!mail)
            return fail(mail.error());
        const auto addresses = portal_access::addresses(
            snapshot, call.arguments.has("address"_L1) ? call.arguments.value("address"_L1) : usualOrigin);
        if (!addresses)
            return fail(addresses.error());
        const auto links = call.arguments.has("links"_L1) ? mail::LinksAs::Real : mail::LinksAs::Masked;
        const auto readable = mail::asRecipientSees(snapshot, *mail, *addresses, links);
        if (!readable)
            return fail(readable.error());
        QJsonObject object = asJson(*mail);
        object.insert(u"subject"_s, readable->subject);
        object.insert(u"text"_s, readable->text);
        return object;
    });
    if (!shown)
        return call.fails(shown.error());
    if (call.isJson()) {
        call.say(QJsonValue{*shown});
        return exitDone;
    }
    call.say(
        u"To: %1 <%2>"_s.arg(shown->value("toName"_L1).toString(), shown->value("toAddress"_L1).toString()));
    call.say(u"Subject: "_s + shown->value("subject"_L1).toString());
    call.say(u"State: "_s + shown->value("state"_L1).toString());
    if (const QString reason = shown->value("reason"_L1).toString(); !reason.isEmpty())
        call.say(u"Why: "_s + reason);
    call.say(u'\n' + shown->value("text"_L1).toString());
    return exitDone;
}

} // namespace

std::vector<Command> mailCommands()
{
    return {
        {"mail"_L1,
         "list"_L1,
         ""_L1,
         0,
         0,
         "list the Outbox, the newest first"_L1,
         {jsonOption},
         nullptr,
         list},
        {"mail"_L1,
         "show"_L1,
         "N"_L1,
         1,
         1,
         "show one mail as its recipient reads it, links masked"_L1,
         {jsonOption,
          {"address"_L1, "ORIGIN"_L1, "the portal's address while the studio has none"_L1},
          {"links"_L1, ""_L1, "with its links as they are: whoever reads them can use them"_L1}},
         nullptr,
         show},
        {"mail"_L1,
         "flush"_L1,
         ""_L1,
         0,
         0,
         "hand over all mails that are due, and tell what became of each"_L1,
         {jsonOption},
         [](const Arguments&) { return true; },
         flush},
        {"mail"_L1,
         "send"_L1,
         "N"_L1,
         1,
         1,
         "let one mail leave as soon as it can, whatever stood against it"_L1,
         {},
         [](const Arguments&) { return true; },
         send},
        {"mail"_L1,
         "hold"_L1,
         "N"_L1,
         1,
         1,
         "keep one mail back"_L1,
         {{"reason"_L1, "TEXT"_L1, "stands beside it in the Outbox"_L1}},
         [](const Arguments&) { return true; },
         hold},
        {"mail"_L1,
         "cancel"_L1,
         "N"_L1,
         1,
         1,
         "never send one mail"_L1,
         {{"reason"_L1, "TEXT"_L1, "stands beside it in the Outbox"_L1}},
         [](const Arguments&) { return true; },
         cancel},
    };
}

} // namespace foyer::cli
