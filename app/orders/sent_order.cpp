// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders/sent_order.h"

#include "app/orders/order_json.h"
#include "app/orders/order_totals.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace foyer {

using namespace Qt::StringLiterals;

QByteArray frozenBytes(const SentOrder& order)
{
    const auto totals = totalsOf(order.content);
    Q_ASSERT(totals); // checked before sending
    return canonicalJson({{u"order"_s, toJson(order.content)},
                          {u"day"_s, order.day.toString(Qt::ISODate)},
                          {u"to"_s, QJsonArray::fromStringList(order.to)},
                          {u"payable"_s, totals->payable}});
}

Result<SentOrder> sentOrderFromBytes(const QByteArray& bytes)
{
    const auto broken = [](const QString& why) {
        return fail(Fault::Storage, u"A sent order cannot be read: %1"_s.arg(why));
    };
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return broken(u"it is no JSON object."_s);
    const QJsonObject object = document.object();
    auto content = orderContentFromJson(object.value("order"_L1).toObject());
    if (!content)
        return broken(content.error().detail);
    SentOrder order{
        std::move(*content), QDate::fromString(object.value("day"_L1).toString(), Qt::ISODate), {}};
    for (const QJsonValue line : object.value("to"_L1).toArray())
        order.to.append(line.toString());
    const auto totals = totalsOf(order.content);
    if (!totals || totals->payable != object.value("payable"_L1).toInteger())
        return broken(u"it adds up to something else than what was sent."_s);
    if (!order.day.isValid())
        return broken(u"its day is missing."_s);
    return order;
}

} // namespace foyer
