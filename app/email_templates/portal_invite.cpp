// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/email_templates/portal_invite.h"

#include "app/contacts/contact_store.h"
#include "app/email_templates/email_template_store.h"
#include "app/mail/outbox.h"

namespace foyer::email_templates {

using namespace Qt::StringLiterals;

Result<MailId> queuePortalInvite(Transaction& transaction, ContactId id)
{
    const auto obstacle = mail::inviteObstacle(transaction, id);
    if (!obstacle)
        return fail(obstacle.error());
    const auto own = forPurpose(transaction, portalInvite);
    if (!own)
        return fail(own.error());
    if (!*own || *obstacle != mail::InviteObstacle::None)
        return mail::queueInvite(transaction, id); // which also knows the words for what stands against it
    const auto contact = contacts::find(transaction, id);
    if (!contact)
        return fail(contact.error());
    QString why;
    const auto queued = queue(transaction, **own, {id, contact->brand, {}, {}, {}}, &why);
    if (!queued)
        return fail(queued.error());
    return *queued ? Result<MailId>{**queued} : fail(Fault::Invalid, why);
}

} // namespace foyer::email_templates
