// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/facts.h"

#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/mail/tokens.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/reset_link.h"

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

const QString selectInsisted = u"SELECT insisted FROM mail WHERE id = :id"_s;
// A mail that tells of the very end was queued with it, not before.
const QString selectEndedItem = uR"(
    SELECT title, number, state FROM item
    WHERE id = :id AND changed_at > :queued_at AND (state IN ('declined', 'superseded', 'void') OR deleted_at IS NOT NULL))"_s;

using Answer = Result<std::optional<Objection>>;

Answer hold(const QString& reason)
{
    return std::optional{Objection{Objection::What::Hold, reason}};
}

Answer cancelled(const QString& reason)
{
    return std::optional{Objection{Objection::What::Cancel, reason}};
}

bool has(const Contact& contact, const QString& address)
{
    const auto key = normalisedEmail(address);
    return std::any_of(contact.details.emails.begin(), contact.details.emails.end(),
                       [&](const ContactEmail& email) { return normalisedEmail(email.address) == key; });
}

QString addressesOf(const Contact& contact)
{
    QStringList all;
    for (const ContactEmail& email : contact.details.emails)
        all.append(email.address);
    return all.isEmpty() ? u"no email"_s : all.join(u", "_s);
}

Answer objectionToReset(const Snapshot& snapshot, const Mail& mail, const Contact& contact)
{
    const auto token = portal_access::resetToken(snapshot, contact.id);
    if (!token && token.error().fault != Fault::NotFound)
        return fail(token.error());
    bool isUsable = false;
    if (token) {
        const auto target = portal_access::resolveResetLink(snapshot, *token);
        if (!target)
            return fail(target.error());
        isUsable = *target && (*target)->isUsable && (*target)->contact == contact.id;
    }
    if (!isUsable)
        return cancelled(u"Its link ran out, or was used, before the mail could leave."_s);
    if (!has(contact, mail.toAddress))
        return cancelled(u"“%1” is no longer an address of %2, so no link goes there."_s.arg(
            mail.toAddress, displayNameOf(contact.details)));
    return std::optional<Objection>{};
}

Answer objectionToItem(const Snapshot& snapshot, const Mail& mail)
{
    const auto ended = snapshot.query(selectEndedItem)
                           .bind(":id"_L1, mail.item->row())
                           .bind(":queued_at"_L1, mail.queuedAt)
                           .first([](const Query& row) {
                               return QStringList{row.text(0), row.text(1), row.text(2)};
                           });
    if (!ended)
        return fail(ended.error());
    if (!*ended)
        return std::optional<Objection>{};
    const QStringList& item = **ended;
    const QString name = item[1].isEmpty() ? item[0] : item[1] + u' ' + item[0];
    const QString what = item[2] == "declined"_L1     ? u"was declined"_s
                         : item[2] == "superseded"_L1 ? u"was replaced by another"_s
                                                      : u"was taken back"_s;
    return cancelled(u"“%1” %2 before the mail left."_s.arg(name.trimmed(), what));
}

} // namespace

Result<std::optional<Objection>> objectionTo(const Snapshot& snapshot, const Mail& mail,
                                             const portal_access::Addresses& addresses)
{
    const bool hasPortalLink = mail.body.contains("recipient.portal_link"_L1);
    const bool hasResetLink = mail.body.contains("recipient.reset_link"_L1);
    const bool isNotice = mail.kind == "notice"_L1; // an earlier address, too, must learn what happened
    auto insists = snapshot.query(selectInsisted);
    insists.bind(":id"_L1, mail.id.row());
    const bool isInsisted = insists.next() && insists.flag(0);
    if (insists.error())
        return fail(*insists.error());
    if (hasPortalLink || hasResetLink) {
        const auto brand = brands::find(snapshot, mail.brand);
        if (!brand)
            return fail(brand.error());
        if (addresses.studioOrigin.isEmpty() && brand->details.domain.isEmpty())
            return hold(
                u"The client portal has no address yet, so a link would lead nowhere. Give it one in the "
                "settings, then send the mail."_s);
        if (!mail.contact)
            return hold(u"Its contact was removed, so its link cannot be made."_s);
    }
    if (!mail.contact)
        return isNotice || isInsisted ? Answer{std::optional<Objection>{}}
                                      : hold(u"Its contact was removed before the mail left."_s);

    const auto found = contacts::find(snapshot, *mail.contact);
    if (!found)
        return fail(found.error());
    const QString name = displayNameOf(found->details);
    if (hasResetLink) {
        if (auto objection = objectionToReset(snapshot, mail, *found); !objection || *objection)
            return objection;
    }
    if (hasPortalLink) {
        const auto account = portal_access::account(snapshot, *mail.contact);
        if (!account)
            return fail(account.error());
        if (account->disabledAt || !account->isPerson)
            return hold(u"The portal of %1 is disabled, and the mail has a link to it."_s.arg(name));
    }
    if (isInsisted)
        return std::optional<Objection>{};
    if (found->deletedAt)
        return hold(u"%1 is in the bin."_s.arg(name));
    if (mail.item) {
        if (auto objection = objectionToItem(snapshot, mail); !objection || *objection)
            return objection;
    }
    if (!isNotice && !has(*found, mail.toAddress))
        return hold(
            u"The mail goes to %1, but %2 has %3 now."_s.arg(mail.toAddress, name, addressesOf(*found)));
    return std::optional<Objection>{};
}

} // namespace foyer::mail
