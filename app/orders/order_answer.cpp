// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders/order_answer.h"

#include "app/items/evidence.h"
#include "app/items/item_store.h"

namespace foyer::orders {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestUserAgent = 300;

ItemState stateAfter(Answer answer)
{
    switch (answer) {
    case Answer::Accept:
        return ItemState::Completed;
    case Answer::Decline:
        return ItemState::Declined;
    }
    Q_UNREACHABLE();
}

QString eventOf(Answer answer)
{
    switch (answer) {
    case Answer::Accept:
        return u"accepted"_s;
    case Answer::Decline:
        return u"declined"_s;
    }
    Q_UNREACHABLE();
}

/// Which version it was about, and from where it came.
QJsonObject traceOf(const Answering& answering, const ShownOrder& order)
{
    QJsonObject detail{{u"version"_s, order.version.row()},
                       {u"sha256"_s, QString::fromLatin1(order.sha256.toHex())},
                       {u"peer"_s, answering.peer},
                       {u"userAgent"_s, answering.userAgent.left(longestUserAgent)}};
    if (answering.session)
        detail.insert(u"session"_s, answering.session->row());
    return detail;
}

QJsonObject viewedDetail(const Answering& answering, const ShownOrder& order)
{
    QJsonObject detail = traceOf(answering, order);
    detail.insert(u"shownAt"_s, toIso(*answering.shownAt));
    return detail;
}

QJsonObject detailOf(const Answering& answering, const ShownOrder& order)
{
    QJsonObject detail = traceOf(answering, order);
    if (!answering.note.isEmpty())
        detail.insert(u"note"_s, answering.note);
    return detail;
}

} // namespace

Result<ShownOrder> find(const Snapshot& snapshot, const items::Viewer& viewer, const QString& uid)
{
    auto shown = items::find(snapshot, viewer, ItemKind::Order, uid);
    if (!shown)
        return fail(shown.error());
    if (!shown->item.current)
        return fail(Fault::Storage, u"Order %1 was sent, but has no version."_s.arg(shown->item.id.row()));
    const auto version = items::version(snapshot, *shown->item.current);
    if (!version)
        return fail(Fault::Storage, version.error().detail);
    auto sent = sentOrderFromBytes(version->content);
    if (!sent)
        return fail(sent.error());
    return ShownOrder{std::move(*shown), std::move(*sent), version->sha256, version->id};
}

Asked asked(const ShownOrder& order, QDate today)
{
    if (order.shown.item.state != ItemState::Sent || order.shown.own.toDo != ToDo::Accept)
        return Asked::No;
    const QDate last = order.sent.content.validUntil;
    return last.isValid() && today > last ? Asked::Lapsed : Asked::IsWaiting;
}

Result<bool> answer(Transaction& transaction, const Answering& answering)
{
    if (answering.note.size() > longestNote)
        return fail(Fault::Invalid, u"The note has at most %1 characters."_s.arg(longestNote));
    const auto order = find(transaction, answering.viewer, answering.uid);
    if (!order)
        return fail(order.error());
    const Item& item = order->shown.item;
    if (answering.seenSha256 != order->sha256)
        return fail(Fault::Conflict, u"Order %1 was updated since it was opened."_s.arg(item.id.row()));
    if (item.state == stateAfter(answering.answer))
        return false;
    switch (asked(*order, toLocal(transaction.now()).date())) {
    case Asked::No:
        return fail(Fault::Conflict, u"Order %1 waits for no answer."_s.arg(item.id.row()));
    case Asked::Lapsed:
        if (answering.answer == Answer::Accept)
            return fail(Fault::Denied, u"Order %1 could be accepted until %2."_s.arg(item.id.row())
                                           .arg(order->sent.content.validUntil.toString(Qt::ISODate)));
        break;
    case Asked::IsWaiting:
        break;
    }
    const ContactId contact = answering.viewer.contact;
    if (answering.shownAt) {
        const auto viewed =
            evidence::append(transaction, item.id, {u"viewed"_s, contact, viewedDetail(answering, *order)});
        if (!viewed)
            return fail(viewed.error());
    }
    const auto noted = evidence::append(transaction, item.id,
                                        {eventOf(answering.answer), contact, detailOf(answering, *order)});
    if (!noted)
        return fail(noted.error());
    if (const auto done = items::setDone(transaction, item.id, contact, transaction.now()); !done)
        return fail(done.error());
    const auto changed =
        items::setState(transaction, item.id, stateAfter(answering.answer), u"quote accepted"_s);
    if (!changed)
        return fail(changed.error());
    return true;
}

} // namespace foyer::orders
