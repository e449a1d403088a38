// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/text.h"
#include "app/contacts/contact_store.h"
#include "app/email_templates/email_template_store.h"
#include "app/mail/queue.h"
#include "app/portal_access/account_store.h"

#include <algorithm>

namespace foyer::email_templates {

using namespace Qt::StringLiterals;

namespace {

/// Whether what is queued leads into the recipient's portal.
bool hasLink(const QString& body)
{
    return body.contains("{{recipient."_L1);
}

std::optional<MailId> unreached(const QString& reason, QString* why)
{
    if (why)
        *why = reason;
    return {};
}

} // namespace

Result<std::optional<MailId>> queue(Transaction& transaction, const EmailTemplate& which,
                                    const TokenSubject& subject, QString* why)
{
    const auto living = contacts::livingOf(transaction, subject.recipient);
    if (!living)
        return fail(living.error());
    const auto contact = contacts::find(transaction, *living);
    if (!contact)
        return fail(contact.error());
    const QString name = displayNameOf(contact->details);
    if (contact->deletedAt)
        return unreached(u"%1 is in the bin."_s.arg(name), why);
    const auto& emails = contact->details.emails;
    const auto email = std::find_if(emails.begin(), emails.end(),
                                    [](const ContactEmail& one) { return isEmailAddress(one.address); });
    if (email == emails.end())
        return unreached(u"%1 has no email address."_s.arg(name), why);

    TokenSubject about = subject;
    about.recipient = *living;
    if (about.language.isEmpty())
        about.language = contact->details.language;
    const auto values = valuesFor(transaction, about);
    if (!values)
        return fail(values.error());
    const FilledText text = filled(textFor(which, about.language), *values);
    if (!text.problems.empty())
        return fail(Fault::Invalid, u"“%1” cannot be sent to %2: "_s.arg(which.name, name) +
                                        sentenceFor(text.problems.front()));
    if (which.purpose == portalInvite && !hasLink(text.body))
        return fail(
            Fault::Invalid,
            u"“%1” is a portal invite and carries no link into the portal. Add {{recipient.portal_linked}}."_s
                .arg(which.name));
    if (hasLink(text.body)) {
        const auto account = portal_access::account(transaction, *living);
        if (!account)
            return fail(account.error());
        if (!account->isPerson)
            return unreached(u"Only people have a client portal; %1 is a company or location."_s.arg(name),
                             why);
        if (const auto marked = portal_access::markInvited(transaction, *living); !marked)
            return fail(marked.error());
    }
    const auto queued =
        mail::enqueue(transaction, {which.purpose == portalInvite ? u"invite"_s : u"template"_s, *living,
                                    subject.brand, name, email->address, text.subject, text.body, subject.job,
                                    subject.item, about.language});
    return queued ? Result<std::optional<MailId>>{*queued} : fail(queued.error());
}

} // namespace foyer::email_templates
