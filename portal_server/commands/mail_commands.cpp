// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/outbox.h"
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

QJsonObject asJson(const mail::Mail& mail)
{
    return {{u"id"_s, mail.id.row()},
            {u"contact"_s, mail.contact ? QJsonValue{mail.contact->row()} : QJsonValue{}},
            {u"toName"_s, mail.toName},
            {u"toAddress"_s, mail.toAddress},
            {u"subject"_s, mail.subject},
            {u"state"_s, toWord(mail.state)},
            {u"reason"_s, mail.reason},
            {u"messageId"_s, mail.messageId},
            {u"queuedAt"_s, toIso(mail.queuedAt)}};
}

int list(Call& call)
{
    const auto mails =
        call.studio.read([](const Snapshot& snapshot) { return mail::all(snapshot, mostMails); });
    if (!mails)
        return call.fails(mails.error());
    if (call.isJson()) {
        QJsonArray array;
        for (const mail::Mail& mail : *mails)
            array.append(asJson(mail));
        call.say(QJsonValue{array});
        return exitDone;
    }
    for (const mail::Mail& mail : *mails)
        call.say(QStringList{mail.id.text(), toIso(mail.queuedAt), toWord(mail.state), mail.toAddress,
                             mail.subject}
                     .join(u'\t'));
    return exitDone;
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
        const auto readable = mail::asRecipientSees(snapshot, *mail, *addresses);
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
         "show one mail as its recipient reads it"_L1,
         {jsonOption, {"address"_L1, "ORIGIN"_L1, "the portal's address while the studio has none"_L1}},
         nullptr,
         show},
    };
}

} // namespace foyer::cli
