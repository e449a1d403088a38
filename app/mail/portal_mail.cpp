// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/portal_mail.h"

#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/mail/mail_body.h"
#include "app/mail/queue.h"
#include "app/mail/tokens.h"
#include "app/portal_access/account_store.h"

#include <algorithm>

namespace foyer::mail {

using namespace Qt::StringLiterals;

Result<std::optional<MailId>> queuePortalMail(Transaction& transaction, const PortalMail& mail)
{
    const auto contact = contacts::find(transaction, mail.contact);
    if (!contact)
        return fail(contact.error());
    const auto account = portal_access::account(transaction, mail.contact);
    if (!account)
        return fail(account.error());
    const auto& emails = contact->details.emails;
    const auto email = std::find_if(emails.begin(), emails.end(),
                                    [](const ContactEmail& one) { return isEmailAddress(one.address); });
    if (!account->isPerson || account->disabledAt || email == emails.end())
        return std::optional<MailId>{};
    const auto brand = brands::find(transaction, mail.brand);
    if (!brand)
        return fail(brand.error());
    const QString name = displayNameOf(contact->details);
    QStringList signature;
    for (const QString& line : {brand->details.name, brand->details.email, brand->details.phone}) {
        if (!line.isEmpty())
            signature.append(inertLine(line));
    }
    const QString words = mail.linkWords.isEmpty() ? u"Open your client portal"_s : mail.linkWords;
    const QString body =
        u"Hello %1,\n\n%2\n\nYou find it in your client portal. This link is yours alone:\n\n"
        "{{recipient.portal_linked: %3}}\n\n%4\n"_s.arg(inertLine(greetingNameOf(contact->details)),
                                                        inertLine(mail.sentence), words,
                                                        signature.join(u'\n'));
    Letter letter{mail.kind, mail.contact,   mail.brand,
                  name,      email->address, withoutTokens(name) + u": "_s + withoutTokens(mail.subject),
                  body};
    letter.job = mail.job;
    letter.item = mail.item;
    const auto queued = enqueue(transaction, letter);
    return queued ? Result<std::optional<MailId>>{*queued} : fail(queued.error());
}

} // namespace foyer::mail
