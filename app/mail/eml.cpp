// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/eml.h"

#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/mail/mail_body.h"
#include "app/mail/mime/message.h"

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

const QString selectThread = uR"(
    SELECT message_id FROM mail
    WHERE job_id = :job AND contact_id = :contact AND state = 'sent' AND id <> :id
    ORDER BY sent_at DESC, id DESC LIMIT :most)"_s;
constexpr int mostReferences = 12;
const QString nowhere = u"studio.invalid"_s;

QString wholeId(const QString& id, const QString& domain)
{
    return id.contains(u'@') ? id : id + u'@' + domain;
}

/// Mails to one person about one job are one conversation. The oldest first.
Result<QStringList> threadOf(const Snapshot& snapshot, const Mail& mail, const QString& domain)
{
    if (!mail.job || !mail.contact)
        return QStringList{};
    const auto ids = snapshot.query(selectThread)
                         .bind(":job"_L1, mail.job->row())
                         .bind(":contact"_L1, mail.contact->row())
                         .bind(":id"_L1, mail.id.row())
                         .bind(":most"_L1, mostReferences)
                         .all([](const Query& row) { return row.text(0); });
    if (!ids)
        return fail(ids.error());
    QStringList thread;
    for (const QString& id : *ids)
        thread.prepend(wholeId(id, domain));
    return thread;
}

Result<QByteArray> bytesOf(const Snapshot& snapshot, const Mail& mail, const Route& route,
                           const portal_access::Addresses& addresses, LinksAs links)
{
    const auto readable = asRecipientSees(snapshot, mail, addresses, links);
    if (!readable)
        return fail(readable.error());
    if (readable->html.toUtf8().size() > largestHtml)
        return fail(Fault::Invalid, u"The text is too long for a mail: mail programs would cut it off."_s);
    const auto files = attachmentsOf(snapshot, mail.id);
    if (!files)
        return fail(files.error());
    const QString domain = domainOf(route.fromAddress);
    const auto thread = threadOf(snapshot, mail, domain);
    if (!thread)
        return fail(thread.error());

    mime::Message message{{route.fromName, route.fromAddress},
                          {mail.toName, mail.toAddress},
                          route.replyTo == route.fromAddress ? QString{} : route.replyTo,
                          readable->subject,
                          mail.sentAt.value_or(snapshot.now()),
                          wholeId(mail.messageId, domain),
                          thread->isEmpty() ? QString{} : thread->back(),
                          *thread,
                          isAutomatic(mail),
                          readable->text,
                          readable->html,
                          {}};
    for (const Attachment& file : *files)
        message.files.push_back({file.name, file.mediaType, file.content});
    return mime::toBytes(message);
}

} // namespace

QString domainOf(const QString& address)
{
    return wireEmail(address).value_or(u'@' + nowhere).section(u'@', -1);
}

QString senderOf(const Route& route)
{
    return route.fromName.isEmpty() ? route.fromAddress : u"%1 <%2>"_s.arg(route.fromName, route.fromAddress);
}

bool isAutomatic(const Mail& mail)
{
    // These somebody sent by pressing a button, to this very person.
    static const QStringList byHand{u"invite"_s,        u"order"_s,   u"contract"_s,
                                    u"questionnaire"_s, u"invoice"_s, u"file"_s};
    return !byHand.contains(mail.kind);
}

Result<QByteArray> messageOf(const Snapshot& snapshot, const Mail& mail, const Route& route,
                             const portal_access::Addresses& addresses)
{
    return bytesOf(snapshot, mail, route, addresses, LinksAs::Real);
}

Result<QByteArray> asEml(const Snapshot& snapshot, const Mail& mail,
                         const portal_access::Addresses& addresses)
{
    auto route = routeOf(snapshot, mail.brand);
    if (!route)
        return fail(route.error());
    if (!*route) {
        const auto brand = brands::find(snapshot, mail.brand);
        if (!brand)
            return fail(brand.error());
        *route = Route{mail.brand, {}, brand->details.name, u"nobody@"_s + nowhere, {}};
    }
    if (const qsizetype open = mail.sentFrom.lastIndexOf(u'<'); !mail.sentFrom.isEmpty()) {
        // As it was then, whoever the brand writes as today.
        (*route)->fromName = open > 0 ? mail.sentFrom.first(open).trimmed() : QString{};
        (*route)->fromAddress = open >= 0 ? mail.sentFrom.sliced(open + 1).chopped(1) : mail.sentFrom;
    }
    return bytesOf(snapshot, mail, **route, addresses, LinksAs::Masked);
}

} // namespace foyer::mail
