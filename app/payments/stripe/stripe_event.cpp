// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/stripe/stripe_event.h"

#include "app/base/word_table.h"

#include <QJsonDocument>

namespace foyer::stripe {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestBody = 256 * 1024;
constexpr qsizetype longestType = 100;
constexpr qint64 latestInstant = 253'402'300'799;

using Kind = Event::Kind;

constexpr std::array<WordFor<Kind>, 13> kindWords{
    {{Kind::SessionCompleted, "checkout.session.completed"_L1},
     {Kind::SessionPaidLate, "checkout.session.async_payment_succeeded"_L1},
     {Kind::SessionFailedLate, "checkout.session.async_payment_failed"_L1},
     {Kind::SessionExpired, "checkout.session.expired"_L1},
     {Kind::RefundChanged, "refund.created"_L1},
     {Kind::RefundChanged, "refund.updated"_L1},
     {Kind::RefundChanged, "refund.failed"_L1},
     {Kind::RefundChanged, "charge.refund.updated"_L1}, // its name before 2024-10-28
     {Kind::DisputeChanged, "charge.dispute.created"_L1},
     {Kind::DisputeChanged, "charge.dispute.updated"_L1},
     {Kind::DisputeChanged, "charge.dispute.closed"_L1},
     {Kind::DisputeTook, "charge.dispute.funds_withdrawn"_L1},
     {Kind::DisputeGaveBack, "charge.dispute.funds_reinstated"_L1}}};

Failure unusable(QLatin1StringView field)
{
    return fail(Fault::Invalid, u"Stripe's event has no usable “%1”."_s.arg(field));
}

bool isType(const QString& text)
{
    if (text.isEmpty() || text.size() > longestType)
        return false;
    for (const QChar c : text) {
        if (!((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'.' || c == u'_'))
            return false;
    }
    return true;
}

template <class Read>
Event with(Event event, Read read, const QJsonObject& object)
{
    auto value = read(object);
    if (value)
        event.object = std::move(*value);
    else
        event.trouble = value.error().detail;
    return event;
}

} // namespace

const QStringList& eventTypes()
{
    static const QStringList types = [] {
        QStringList all;
        for (const auto& entry : kindWords)
            all.append(entry.word);
        return all;
    }();
    return types;
}

Result<Event> eventFrom(const QByteArray& body)
{
    if (body.size() > longestBody)
        return fail(Fault::Invalid, u"That is too long for an event of Stripe's."_s);
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return fail(Fault::Invalid, u"That is no event of Stripe's."_s);
    return eventFrom(document.object());
}

Result<Event> eventFrom(const QJsonObject& object)
{
    Event event;
    if (object.value("object"_L1) != "event"_L1)
        return unusable("object"_L1);
    event.id = object.value("id"_L1).toString();
    if (!isId(event.id, "evt_"_L1))
        return unusable("id"_L1);
    event.type = object.value("type"_L1).toString();
    if (!isType(event.type))
        return unusable("type"_L1);
    const QJsonValue account = object.value("account"_L1);
    event.account = account.toString();
    if (!account.isUndefined() && !account.isNull() && !isId(event.account, "acct_"_L1))
        return unusable("account"_L1);
    if (!object.value("livemode"_L1).isBool())
        return unusable("livemode"_L1);
    event.isLive = object.value("livemode"_L1).toBool();
    const qint64 created = object.value("created"_L1).toInteger(-1);
    if (created < 0 || created > latestInstant)
        return unusable("created"_L1);
    event.created = fromSeconds(created);
    const QJsonValue inside = object.value("data"_L1)[u"object"_s];
    if (!inside.isObject())
        return unusable("data"_L1);

    event.kind = valueOf(kindWords, event.type).value_or(Kind::Other);
    switch (event.kind) {
    case Kind::SessionCompleted:
    case Kind::SessionPaidLate:
    case Kind::SessionFailedLate:
    case Kind::SessionExpired:
        return with(std::move(event), sessionFrom, inside.toObject());
    case Kind::RefundChanged:
        return with(std::move(event), refundFrom, inside.toObject());
    case Kind::DisputeChanged:
    case Kind::DisputeTook:
    case Kind::DisputeGaveBack:
        return with(std::move(event), disputeFrom, inside.toObject());
    case Kind::Other:
        return event;
    }
    Q_UNREACHABLE();
}

} // namespace foyer::stripe
