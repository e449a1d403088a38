// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/reminders.h"

#include "app/base/day_text.h"
#include "app/base/money_text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_merge.h"
#include "app/contacts/contact_store.h"
#include "app/items/item_store.h"
#include "app/mail/outbox.h"
#include "app/mail/portal_mail.h"
#include "app/payments/outdated_reminders.h"
#include "app/payments/wanting.h"

#include <algorithm>
#include <map>
#include <set>

namespace foyer::invoices {

using namespace Qt::StringLiterals;

namespace {

// No rule reaches further ahead than 90 days.
const QString selectInvoices = uR"(
    SELECT DISTINCT n.item_id FROM instalment n JOIN item i ON i.id = n.item_id
    WHERE i.kind = 'invoice' AND i.state = 'sent' AND n.due_day <= :horizon ORDER BY n.item_id)"_s;
const QString selectPayers = uR"(
    SELECT contact_id, sent_at FROM item_recipient
    WHERE item_id = :item AND todo = 'pay' AND sent_at IS NOT NULL)"_s;
const QString selectStale = uR"(
    SELECT DISTINCT n.item_id FROM mail m JOIN reminder r ON r.mail_id = m.id
    JOIN instalment n ON n.id = r.instalment_id
    WHERE m.state IN ('waiting', 'held') AND m.kind = 'reminder')"_s;
const QString selectClaim = uR"(
    SELECT 1 FROM reminder
    WHERE instalment_id = :instalment AND contact_id = :contact AND occurrence = :occurrence)"_s;
const QString insertClaim = uR"(
    INSERT INTO reminder (instalment_id, contact_id, occurrence, mail_id, reason, claimed_at)
    VALUES (:instalment, :contact, :occurrence, :mail, :reason, :now))"_s;
constexpr int longestBefore = 90;

/// What a reminder is about, for all who get it.
struct Subject
{
    const Item& item;
    const payments::InstalmentState& instalment;
    Currency currency;
    Occurrence occurrence;
    QDate today;
};

QString sentenceFor(const Subject& subject)
{
    const payments::InstalmentState& one = subject.instalment;
    const QString amount = moneyText(Money::ofMinor(one.amount - one.covered, subject.currency), {});
    const QString what = one.label.isEmpty() ? u"invoice %1"_s.arg(subject.item.number)
                                             : u"“%1” of invoice %2"_s.arg(one.label, subject.item.number);
    const QString day = dayText(one.due, {});
    if (one.due > subject.today)
        return u"a friendly reminder: %1 of %2 is due on %3."_s.arg(amount, what, day);
    if (one.due == subject.today)
        return u"a friendly reminder: %1 of %2 is due today."_s.arg(amount, what);
    return u"%1 of %2 was due on %3 and is still open. If your payment is on its way, there is nothing more to do."_s
        .arg(amount, what, day);
}

/// Why no mail reaches somebody; empty: one does.
Result<QString> obstacleOf(const Snapshot& snapshot, ContactId id)
{
    const auto contact = contacts::find(snapshot, id);
    if (!contact)
        return fail(contact.error());
    if (contact->deletedAt)
        return u"contact in the bin"_s;
    const auto obstacle = mail::inviteObstacle(snapshot, id);
    if (!obstacle)
        return fail(obstacle.error());
    switch (*obstacle) {
    case mail::InviteObstacle::None:
        return QString{};
    case mail::InviteObstacle::NotAPerson:
        return u"no person"_s;
    case mail::InviteObstacle::NoEmail:
        return u"no email"_s;
    case mail::InviteObstacle::Disabled:
        return u"portal disabled"_s;
    }
    Q_UNREACHABLE();
}

/// Also when the claim is of somebody who became one with this contact: they have had their mail.
Result<bool> isClaimed(const Snapshot& snapshot, const Subject& subject, ContactId contact)
{
    const auto everybody = contacts::everybodyIn(snapshot, contact);
    if (!everybody)
        return fail(everybody.error());
    std::set<ContactId> asked{everybody->begin(), everybody->end()};
    asked.insert(contact);
    for (const ContactId one : asked) {
        const auto claim = snapshot.query(selectClaim)
                               .bind(":instalment"_L1, subject.instalment.id.row())
                               .bind(":contact"_L1, one.row())
                               .bind(":occurrence"_L1, subject.occurrence.name)
                               .first([](const Query&) { return true; });
        if (!claim)
            return fail(claim.error());
        if (*claim)
            return true;
    }
    return false;
}

/// @returns whether a mail was queued
Result<bool> remind(Transaction& transaction, const Subject& subject, ContactId contact)
{
    const auto claimed = isClaimed(transaction, subject, contact);
    if (!claimed)
        return fail(claimed.error());
    if (*claimed)
        return false;
    const auto obstacle = obstacleOf(transaction, contact);
    if (!obstacle)
        return fail(obstacle.error());
    std::optional<qint64> mail;
    if (obstacle->isEmpty()) {
        const auto brand = brands::find(transaction, subject.item.brand);
        if (!brand)
            return fail(brand.error());
        const auto queued = mail::queuePortalMail(
            transaction,
            {contact, subject.item.brand, u"reminder"_s,
             u"invoice %1 from %2"_s.arg(subject.item.number, brand->details.name), sentenceFor(subject),
             subject.item.job, subject.item.id, u"See the invoice and pay"_s});
        if (!queued)
            return fail(queued.error());
        if (*queued)
            mail = (*queued)->row();
    }
    const auto kept = transaction.query(insertClaim)
                          .bind(":instalment"_L1, subject.instalment.id.row())
                          .bind(":contact"_L1, contact.row())
                          .bind(":occurrence"_L1, subject.occurrence.name)
                          .bind(":mail"_L1, mail)
                          .bind(":reason"_L1, *obstacle)
                          .bind(":now"_L1, transaction.now())
                          .run();
    if (!kept)
        return fail(kept.error());
    transaction.record({u"item"_s,
                        subject.item.id.row(),
                        mail ? u"reminded"_s : u"reminder not sent"_s,
                        {{u"contact"_s, contact.row()},
                         {u"occurrence"_s, subject.occurrence.name},
                         {u"reason"_s, *obstacle}}});
    transaction.touch(Entity::Item, subject.item.id.row());
    return mail.has_value();
}

/// Those for whom it waits, each once, as whom they live on; with the day since which they know of it.
Result<std::map<ContactId, QDate>> payersOf(const Snapshot& snapshot, ItemId invoice)
{
    const auto rows = snapshot.query(selectPayers).bind(":item"_L1, invoice.row()).all([](const Query& row) {
        return std::pair{ContactId{row.integer(0)}, toLocal(row.instant(1)).date()};
    });
    if (!rows)
        return fail(rows.error());
    std::map<ContactId, QDate> payers;
    for (const auto& [contact, day] : *rows) {
        const auto living = contacts::livingOf(snapshot, contact);
        if (!living)
            return fail(living.error());
        const auto [known, isNew] = payers.emplace(*living, day);
        known->second = std::min(known->second, day);
    }
    return payers;
}

Result<int> remindOf(Transaction& transaction, const Item& item, const ReminderRules& rules, QDate today)
{
    const auto balance = payments::balanceOf(transaction, item.id);
    if (!balance)
        return fail(balance.error());
    const auto payers = payersOf(transaction, item.id);
    if (!payers)
        return fail(payers.error());
    int queued = 0;
    for (const payments::InstalmentState& one : payments::wanting(*balance)) {
        for (const auto& [payer, known] : *payers) {
            const auto occurrence = newestOccurrence(rules, one.due, known, today);
            if (!occurrence)
                continue;
            const auto sent = remind(transaction, {item, one, balance->currency, *occurrence, today}, payer);
            if (!sent)
                return fail(sent.error());
            queued += *sent ? 1 : 0;
        }
    }
    return queued;
}

} // namespace

std::optional<Occurrence> newestOccurrence(const ReminderRules& rules, QDate due, QDate known, QDate today)
{
    if (!rules.isOn)
        return std::nullopt;
    const QString counted = due.toString(Qt::ISODate);
    std::optional<Occurrence> newest;
    const auto offer = [&](QDate day, const QString& name) {
        if (day <= today && day > known)
            newest = Occurrence{counted + u' ' + name, day};
    };
    if (rules.daysBefore > 0)
        offer(due.addDays(-rules.daysBefore), u"before"_s);
    if (rules.onTheDay)
        offer(due, u"on"_s);
    for (int count = 1; rules.everyDays > 0 && count <= rules.mostAfter; ++count)
        offer(due.addDays(qint64{count} * rules.everyDays), u"after %1"_s.arg(count));
    return newest;
}

Result<int> runReminders(Transaction& transaction, QDate today)
{
    // Most of what makes a reminder untrue drops it at once; a merge that is undone, for one, does not.
    const auto stale =
        transaction.query(selectStale).all([](const Query& row) { return ItemId{row.integer(0)}; });
    if (!stale)
        return fail(stale.error());
    for (const ItemId id : *stale) {
        if (const auto dropped = payments::dropOutdated(transaction, id); !dropped)
            return fail(dropped.error());
    }
    const auto invoices = transaction.query(selectInvoices)
                              .bind(":horizon"_L1, today.addDays(longestBefore))
                              .all([](const Query& row) { return ItemId{row.integer(0)}; });
    if (!invoices)
        return fail(invoices.error());
    std::map<BrandId, ReminderRules> rules;
    int queued = 0;
    for (const ItemId id : *invoices) {
        const auto item = items::find(transaction, id);
        if (!item)
            return fail(item.error());
        auto known = rules.find(item->brand);
        if (known == rules.end()) {
            const auto billing = brands::billing(transaction, item->brand);
            if (!billing)
                return fail(billing.error());
            known = rules.emplace(item->brand, billing->details.reminders).first;
        }
        if (!known->second.isOn)
            continue;
        const auto more = remindOf(transaction, *item, known->second, today);
        if (!more)
            return more;
        queued += *more;
    }
    return queued;
}

} // namespace foyer::invoices
