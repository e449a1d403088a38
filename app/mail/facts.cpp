// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/facts.h"

#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/mail/mail_body.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/reset_link.h"

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

const QString selectExcused = u"SELECT excused FROM mail WHERE id = :id"_s;
// A mail that tells of the very end was queued with it, not before.
const QString selectEndedItem = uR"(
    SELECT title, number, state FROM item
    WHERE id = :id AND changed_at > :queued_at AND (state IN ('declined', 'superseded', 'void') OR deleted_at IS NOT NULL))"_s;

using Answer = Result<std::optional<Objection>>;

/// One that somebody at the desk may excuse. The word names it, also a later one of the same kind.
struct Fact
{
    QString word;
    Objection objection;
};

const QString addressWord = u"address"_s;

Objection holding(const QString& reason)
{
    return {Objection::What::Hold, reason};
}

Answer hold(const QString& reason)
{
    return std::optional{holding(reason)};
}

Answer cancelled(const QString& reason)
{
    return std::optional{Objection{Objection::What::Cancel, reason}};
}

Result<QStringList> excusedOf(const Snapshot& snapshot, const Mail& mail)
{
    const auto excused =
        snapshot.query(selectExcused).bind(":id"_L1, mail.id.row()).first([](const Query& row) {
            return row.text(0).split(u'|', Qt::SkipEmptyParts);
        });
    if (!excused)
        return fail(excused.error());
    return excused->value_or(QStringList{});
}

QString inBars(const QStringList& words)
{
    return words.isEmpty() ? QString{} : u'|' + words.join(u'|') + u'|';
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
    const auto readers = contacts::usersOfEmail(snapshot, mail.toAddress);
    if (!readers)
        return fail(readers.error());
    if (readers->size() > 1)
        return std::optional{Objection{
            Objection::What::Cancel,
            u"Several people use “%1” by now, so no link goes there: who reads it could be anyone of them."_s
                .arg(mail.toAddress),
            true}};
    return std::optional<Objection>{};
}

Result<std::optional<Fact>> endOfItem(const Snapshot& snapshot, const Mail& mail)
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
        return std::optional<Fact>{};
    const QStringList& item = **ended;
    const QString name = item[1].isEmpty() ? item[0] : item[1] + u' ' + item[0];
    const QString what = item[2] == "declined"_L1     ? u"was declined"_s
                         : item[2] == "superseded"_L1 ? u"was replaced by another"_s
                                                      : u"was taken back"_s;
    return std::optional{
        Fact{u"item "_s + item[2],
             {Objection::What::Cancel, u"“%1” %2 before the mail left."_s.arg(name.trimmed(), what)}}};
}

/// What stands against it that somebody may excuse, the weightiest first.
Result<std::vector<Fact>> excusableFacts(const Snapshot& snapshot, const Mail& mail)
{
    const bool isNotice = mail.kind == "notice"_L1; // an earlier address, too, must learn what happened
    std::vector<Fact> facts;
    if (!mail.contact) {
        if (!isNotice)
            facts.push_back({u"removed"_s, holding(u"Its contact was removed before the mail left."_s)});
        return facts;
    }
    const auto contact = contacts::find(snapshot, *mail.contact);
    if (!contact)
        return fail(contact.error());
    const QString name = displayNameOf(contact->details);
    if (contact->deletedAt)
        facts.push_back({u"bin"_s, holding(u"%1 is in the bin."_s.arg(name))});
    if (mail.item) {
        auto end = endOfItem(snapshot, mail);
        if (!end)
            return fail(end.error());
        if (*end)
            facts.push_back(std::move(**end));
    }
    if (!isNotice && !has(*contact, mail.toAddress))
        facts.push_back({addressWord, holding(u"The mail goes to %1, but %2 has %3 now."_s.arg(
                                          mail.toAddress, name, addressesOf(*contact)))});
    return facts;
}

} // namespace

bool hasAddressFor(const portal_access::Addresses& addresses, const BrandDetails& brand)
{
    return !addresses.studioOrigin.isEmpty() || !brand.domain.isEmpty();
}

Result<QString> excusedByNow(const Snapshot& snapshot, const Mail& mail)
{
    auto words = excusedOf(snapshot, mail);
    if (!words)
        return fail(words.error());
    const auto facts = excusableFacts(snapshot, mail);
    if (!facts)
        return fail(facts.error());
    for (const Fact& fact : *facts) {
        if (!words->contains(fact.word))
            words->append(fact.word);
    }
    return inBars(*words);
}

Result<QString> excusedWithAddress(const Snapshot& snapshot, const Mail& mail)
{
    auto words = excusedOf(snapshot, mail);
    if (!words)
        return fail(words.error());
    if (!words->contains(addressWord))
        words->append(addressWord);
    return inBars(*words);
}

Result<std::optional<Objection>> objectionTo(const Snapshot& snapshot, const Mail& mail,
                                             const portal_access::Addresses& addresses)
{
    const bool hasPortalLink = carriesPortalLink(mail.body);
    const bool hasResetLink = carriesResetLink(mail.body);
    if (hasPortalLink || hasResetLink) {
        const auto brand = brands::find(snapshot, mail.brand);
        if (!brand)
            return fail(brand.error());
        if (!hasAddressFor(addresses, brand->details))
            return hold(
                u"The client portal has no address yet, so a link would lead nowhere. Give it one in the "
                "settings; the mail leaves by itself then."_s);
        if (!mail.contact)
            return hold(u"Its contact was removed, so its link cannot be made."_s);
    }
    if (hasResetLink) {
        const auto contact = contacts::find(snapshot, *mail.contact);
        if (!contact)
            return fail(contact.error());
        if (auto objection = objectionToReset(snapshot, mail, *contact); !objection || *objection)
            return objection;
    }
    if (hasPortalLink) {
        const auto account = portal_access::account(snapshot, *mail.contact);
        if (!account)
            return fail(account.error());
        if (account->disabledAt || !account->isPerson) {
            const auto contact = contacts::find(snapshot, *mail.contact);
            if (!contact)
                return fail(contact.error());
            return hold(u"The portal of %1 is disabled, and the mail has a link to it."_s.arg(
                displayNameOf(contact->details)));
        }
    }
    auto facts = excusableFacts(snapshot, mail);
    if (!facts)
        return fail(facts.error());
    const auto excused = excusedOf(snapshot, mail);
    if (!excused)
        return fail(excused.error());
    for (Fact& fact : *facts) {
        if (!excused->contains(fact.word))
            return std::optional{std::move(fact.objection)};
    }
    return std::optional<Objection>{};
}

} // namespace foyer::mail
