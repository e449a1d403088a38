// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/notices.h"

#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/mail/mail_body.h"
#include "app/mail/queue.h"
#include "app/mail/tokens.h"

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

struct Notice
{
    QString subject; ///< %1 the studio
    QString text;    ///< one paragraph; %1 the studio
};

Result<void> queue(Transaction& transaction, const Contact& contact, const QString& address,
                   const Notice& notice)
{
    const auto brand = brands::find(transaction, contact.brand);
    if (!brand)
        return fail(brand.error());
    const QString studio = withoutTokens(brand->details.name);
    QString reach = inertLine(brand->details.name);
    for (const QString& line : {brand->details.email, brand->details.phone}) {
        if (!line.isEmpty())
            reach += u'\n' + inertLine(line);
    }
    const QString body = u"Hello %1,\n\n%2\n\nIf this was not you, please tell us at once.\n\n%3\n"_s.arg(
        inertLine(greetingNameOf(contact.details)), notice.text.arg(inertLine(brand->details.name)), reach);
    const auto queued =
        enqueue(transaction, {u"notice"_s, contact.id, contact.brand, displayNameOf(contact.details), address,
                              notice.subject.arg(studio), body});
    return queued ? Result<void>{} : fail(queued.error());
}

/// Nothing for a contact without one: there is nowhere to write to.
Result<void> queueToFirstEmail(Transaction& transaction, ContactId id, const Notice& notice)
{
    const auto contact = contacts::find(transaction, id);
    if (!contact)
        return fail(contact.error());
    const auto& emails = contact->details.emails;
    if (emails.empty() || !isEmailAddress(emails.front().address))
        return {};
    return queue(transaction, *contact, emails.front().address, notice);
}

} // namespace

Result<void> queuePasswordSetNotice(Transaction& transaction, ContactId id)
{
    return queueToFirstEmail(
        transaction, id,
        {u"Your password at %1 was set"_s,
         u"a password was just set for your client portal at %1. Nothing else needs doing."_s});
}

Result<void> queuePasskeyAddedNotice(Transaction& transaction, ContactId id)
{
    return queueToFirstEmail(
        transaction, id,
        {u"A passkey for %1 was added"_s,
         u"a passkey was just added to your client portal at %1. Whoever can unlock the device that keeps it can log in as you. Nothing else needs doing."_s});
}

Result<void> queuePasskeyRemovedNotice(Transaction& transaction, ContactId id)
{
    return queueToFirstEmail(
        transaction, id,
        {u"A passkey for %1 was removed"_s,
         u"a passkey was just removed from your client portal at %1 and logs nobody in any more. Your password is as it was."_s});
}

Result<void> queueEmailChangedNotice(Transaction& transaction, ContactId id, const QString& oldAddress)
{
    if (!isEmailAddress(oldAddress))
        return {};
    const auto contact = contacts::find(transaction, id);
    if (!contact)
        return fail(contact.error());
    return queue(transaction, *contact, oldAddress,
                 {u"Your email at %1 was changed"_s,
                  u"your email addresses were just changed in your client portal at %1."_s});
}

Result<void> queueResetMail(Transaction& transaction, ContactId id, const QString& address)
{
    const auto contact = contacts::find(transaction, id);
    if (!contact)
        return fail(contact.error());
    const auto brand = brands::find(transaction, contact->brand);
    if (!brand)
        return fail(brand.error());
    const QString name = displayNameOf(contact->details);
    const QString studio = withoutTokens(brand->details.name);
    const QString body =
        u"Hello %1,\n\n"
        "somebody, probably you, asked for a new password for your client portal at %2. Choose it here:\n\n"
        "[Choose a new password](%3)\n\n"
        "The link works once, for 30 minutes. If it was not you, leave this mail alone: nothing changes.\n\n%2\n"_s
            .arg(inertLine(greetingNameOf(contact->details)), inertLine(brand->details.name), resetLinkToken);
    const auto queued = enqueue(
        transaction, {u"reset"_s, id, contact->brand, name, address,
                      u"%1: a new password for your portal at %2"_s.arg(withoutTokens(name), studio), body});
    return queued ? Result<void>{} : fail(queued.error());
}

} // namespace foyer::mail
