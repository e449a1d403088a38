// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders/order_store.h"

#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/items/evidence.h"
#include "app/orders/order_json.h"
#include "app/orders/order_sheet.h"
#include "app/orders/order_totals.h"
#include "app/orders/sent_order.h"

namespace foyer::orders {

using namespace Qt::StringLiterals;

namespace {

const QString pageLanguage = u"en"_s; ///< of the words on page and paper

QDate today(const Snapshot& snapshot)
{
    return toLocal(snapshot.now()).date();
}

/// Texts in one form before they are kept, so that the same order is the same bytes.
OrderContent tidied(OrderContent content)
{
    content.title = singleLine(content.title);
    content.number = singleLine(content.number);
    for (OrderLine& line : content.lines) {
        line.title = singleLine(line.title);
        line.unit = singleLine(line.unit);
        line.tax.name = singleLine(line.tax.name);
    }
    return content;
}

Result<QString> nextNumber(Transaction& transaction)
{
    const int year = today(transaction).year();
    const auto number = items::takeNumber(transaction, u"orders %1"_s.arg(year));
    if (!number)
        return fail(number.error());
    return u"%1-%2"_s.arg(year).arg(*number, 4, 10, QChar{u'0'});
}

Result<Money> payable(const OrderContent& content)
{
    const auto totals = totalsOf(content);
    if (!totals)
        return fail(totals.error());
    return Money::ofMinor(totals->payable, content.currency);
}

/// What lists show of an order that is sent with this content.
Result<void> describe(Item& item, const OrderContent& content)
{
    const auto total = payable(content);
    if (!total)
        return fail(total.error());
    item.title = content.title;
    item.total = *total;
    item.dueDay = content.needsAcceptance ? content.validUntil : QDate{};
    return {};
}

Result<QStringList> addressee(const Snapshot& snapshot, ContactId id)
{
    const auto contact = contacts::find(snapshot, id);
    if (!contact)
        return fail(contact.error());
    QStringList lines{displayNameOf(contact->details)};
    if (contact->details.addresses.empty())
        return lines;
    const PostalAddress& address = contact->details.addresses.front();
    lines += address.street.split(u'\n');
    lines += {(address.postalCode + u' ' + address.city).trimmed(), address.region, address.country};
    lines.removeAll(QString{});
    return lines;
}

} // namespace

Result<Order> find(const Snapshot& snapshot, ItemId id)
{
    auto item = items::find(snapshot, id);
    if (!item)
        return fail(item.error());
    if (item->kind != ItemKind::Order)
        return fail(Fault::NotFound, u"Item %1 is no order."_s.arg(id.row()));
    auto content = orderContentFromJson(item->content);
    if (!content)
        return fail(Fault::Storage,
                    u"The order “%1” cannot be read: %2"_s.arg(item->title, content.error().detail));
    return Order{std::move(*item), std::move(*content)};
}

Result<ItemId> add(Transaction& transaction, const NewOrder& order)
{
    OrderContent content = tidied(order.content);
    if (const auto fits = check(content); !fits)
        return fail(fits.error());
    if (content.number.isEmpty()) {
        auto number = nextNumber(transaction);
        if (!number)
            return fail(number.error());
        content.number = std::move(*number);
    }
    const auto id =
        items::add(transaction, {ItemKind::Order, order.job, order.brand, content.title, toJson(content),
                                 order.recipients, order.booksJob, order.replaces, order.uid});
    if (!id)
        return id;
    auto item = items::find(transaction, *id);
    if (!item)
        return fail(item.error());
    if (const auto described = describe(*item, content); !described)
        return fail(described.error());
    if (const auto saved = items::saveWork(transaction, *item); !saved)
        return fail(saved.error());
    return id;
}

Result<void> save(Transaction& transaction, const Order& edited)
{
    const OrderContent content = tidied(edited.content);
    if (const auto fits = check(content); !fits)
        return fits;
    const auto before = find(transaction, edited.item.id);
    if (!before)
        return fail(before.error());
    Item item = edited.item;
    item.content = toJson(content);
    if (before->item.sentAt) {
        // These stand in clients' lists, beside a page that still shows what was sent.
        item.title = before->item.title;
        item.total = before->item.total;
        item.dueDay = before->item.dueDay;
    } else if (const auto described = describe(item, content); !described) {
        return described;
    }
    return items::saveWork(transaction, item);
}

Result<void> setRecipients(Transaction& transaction, ItemId id, const std::vector<ContactId>& recipients)
{
    const auto before = find(transaction, id);
    if (!before)
        return fail(before.error());
    if (const auto set = items::setRecipients(transaction, id, recipients); !set)
        return set;
    if (before->item.state != ItemState::Sent || !before->item.current)
        return {};
    const auto version = items::version(transaction, *before->item.current);
    if (!version)
        return fail(version.error());
    const auto sent = sentOrderFromBytes(version->content);
    if (!sent)
        return fail(sent.error());
    if (!sent->content.needsAcceptance)
        return {};
    for (const ContactId recipient : recipients) {
        const bool isNew = std::none_of(before->item.recipients.begin(), before->item.recipients.end(),
                                        [&](const ItemRecipient& old) { return old.contact == recipient; });
        if (!isNew)
            continue;
        if (const auto asked = items::setToDo(transaction, id, recipient, ToDo::Accept); !asked)
            return asked;
    }
    return {};
}

Result<Prepared> prepare(const Snapshot& snapshot, ItemId id)
{
    const auto order = find(snapshot, id);
    if (!order)
        return fail(order.error());
    const Item& item = order->item;
    if (item.deletedAt || (item.state != ItemState::Draft && item.state != ItemState::Sent))
        return fail(Fault::Conflict, u"“%1” is %2 and cannot be sent."_s.arg(
                                         item.title, item.deletedAt ? u"deleted"_s : toWord(item.state)));
    if (item.recipients.empty())
        return fail(Fault::Invalid,
                    u"“%1” is for nobody yet. Choose who receives it first."_s.arg(item.title));
    if (const auto fits = checkForSending(order->content); !fits)
        return fail(fits.error());
    const auto brand = brands::find(snapshot, item.brand);
    if (!brand)
        return fail(brand.error());
    const auto to = addressee(snapshot, item.recipients.front().contact);
    if (!to)
        return fail(to.error());
    const SentOrder sent{order->content, today(snapshot), *to};
    return Prepared{id,           frozenBytes(sent), sheetOf(sent, pageLanguage), brand->details,
                    item.version, brand->version};
}

Result<VersionId> send(Transaction& transaction, const Prepared& prepared, const QByteArray& pdf)
{
    const auto now = prepare(transaction, prepared.item);
    if (!now)
        return fail(now.error());
    if (now->itemVersion != prepared.itemVersion || now->brandVersion != prepared.brandVersion ||
        now->content != prepared.content)
        return fail(Fault::Conflict,
                    u"The order changed while it was being prepared. Please send it again."_s);
    auto order = find(transaction, prepared.item);
    if (!order)
        return fail(order.error());
    if (order->item.sentAt) {
        if (const auto described = describe(order->item, order->content); !described)
            return fail(described.error());
        if (const auto saved = items::saveWork(transaction, order->item); !saved)
            return fail(saved.error());
    }
    const ToDo toDo = order->content.needsAcceptance ? ToDo::Accept : ToDo::None;
    const auto version =
        items::freeze(transaction, prepared.item, {prepared.content, pdf}, toDo, order->content.number);
    if (!version)
        return version;
    // Who had it before is asked about the new version, or no longer.
    for (const ItemRecipient& recipient : order->item.recipients) {
        if (const auto asked = items::setToDo(transaction, prepared.item, recipient.contact, toDo); !asked)
            return fail(asked.error());
    }
    return version;
}

Result<void> voidOrder(Transaction& transaction, ItemId id, const QString& reason)
{
    const auto order = find(transaction, id);
    if (!order)
        return fail(order.error());
    const bool isOver = order->item.state == ItemState::Void || order->item.state == ItemState::Superseded;
    if (order->item.state == ItemState::Draft || isOver)
        return fail(Fault::Conflict,
                    isOver ? u"“%1” is %2 already."_s.arg(order->item.title, toWord(order->item.state))
                           : u"“%1” was never sent. Delete the draft instead."_s.arg(order->item.title));
    const auto noted = evidence::append(transaction, id, {u"voided"_s, {}, {{u"reason"_s, reason}}});
    if (!noted)
        return noted;
    return items::setState(transaction, id, ItemState::Void);
}

} // namespace foyer::orders
