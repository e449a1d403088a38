// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/stripe/stripe_client.h"

#include <QJsonArray>

#include <algorithm>

namespace foyer::stripe {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 100; ///< the most that Stripe gives at once

template <class Read>
auto readAs(const Result<QJsonObject>& answer, Read read) -> decltype(read(*answer))
{
    if (!answer)
        return fail(answer.error());
    return read(*answer);
}

QByteArray pathOf(const char* folder, const QString& id)
{
    return folder + id.toLatin1();
}

Failure noId()
{
    return fail(Fault::NotFound, u"That is no id of Stripe's."_s);
}

QString number(qint64 value)
{
    return QString::number(value);
}

} // namespace

Client::Client(Place place, QByteArray key, Patience patience)
    : m_http{std::move(place), std::move(key), patience}
{
}

bool Client::isLiveKey(const QByteArray& key)
{
    return key.startsWith("sk_live_") || key.startsWith("rk_live_");
}

Result<Account> Client::account()
{
    return readAs(m_http.get("/v1/account"), accountFrom);
}

Result<Session> Client::createSession(const SessionWish& wish, const QByteArray& idempotencyKey)
{
    Form form{
        {"mode", u"payment"_s},
        {"line_items[0][quantity]", u"1"_s},
        {"line_items[0][price_data][currency]", wish.amount.currency},
        {"line_items[0][price_data][unit_amount]", number(wish.amount.units)},
        {"line_items[0][price_data][product_data][name]", wish.title.left(250)},
        {"client_reference_id", wish.reference},
        {"metadata[attempt]", wish.reference},
        {"payment_intent_data[metadata][attempt]", wish.reference},
        {"payment_intent_data[description]", wish.title.left(250)},
        {"success_url", QString::fromLatin1(wish.successUrl)},
        {"cancel_url", QString::fromLatin1(wish.cancelUrl)},
        {"expires_at", number(toSeconds(wish.expires))},
    };
    if (!wish.email.isEmpty())
        form.emplace_back("customer_email", wish.email);
    if (!wish.language.isEmpty())
        form.emplace_back("locale", wish.language);
    return readAs(m_http.post("/v1/checkout/sessions", form, idempotencyKey), sessionFrom);
}

Result<Session> Client::session(const QString& id)
{
    if (!isId(id, "cs_"_L1))
        return noId();
    return readAs(m_http.get(pathOf("/v1/checkout/sessions/", id)), sessionFrom);
}

Result<Session> Client::expireSession(const QString& id)
{
    if (!isId(id, "cs_"_L1))
        return noId();
    // Stripe's answer to a second try is an error that says so; a key makes it the first answer again.
    return readAs(
        m_http.post(pathOf("/v1/checkout/sessions/", id) + "/expire", {}, "expire/" + id.toLatin1()),
        sessionFrom);
}

Result<PaymentIntent> Client::paymentIntent(const QString& id)
{
    if (!isId(id, "pi_"_L1))
        return noId();
    return readAs(m_http.get(pathOf("/v1/payment_intents/", id)), paymentIntentFrom);
}

Result<Refund> Client::refund(const RefundWish& wish, const QByteArray& idempotencyKey)
{
    if (!isId(wish.paymentIntent, "pi_"_L1))
        return noId();
    Form form{{"payment_intent", wish.paymentIntent}, {"metadata[attempt]", wish.reference}};
    if (wish.amount)
        form.emplace_back("amount", number(wish.amount->units));
    return readAs(m_http.post("/v1/refunds", form, idempotencyKey), refundFrom);
}

Result<Refund> Client::findRefund(const QString& id)
{
    if (!isId(id, "re_"_L1) && !isId(id, "pyr_"_L1))
        return noId();
    return readAs(m_http.get(pathOf("/v1/refunds/", id)), refundFrom);
}

template <class Row, class Read>
Result<std::vector<Row>> Client::list(const QByteArray& path, Form query, int most, Read read)
{
    std::vector<Row> rows;
    query.emplace_back("limit", number(pageSize));
    QString last;
    for (bool hasMore = true; hasMore && static_cast<int>(rows.size()) < most;) {
        Form asked = query;
        if (!last.isEmpty())
            asked.emplace_back("starting_after", last);
        const auto answer = m_http.get(path, asked);
        if (!answer)
            return fail(answer.error());
        const QJsonArray data = answer->value("data"_L1).toArray();
        for (const QJsonValue& entry : data) {
            auto row = read(entry.toObject());
            if (row)
                rows.push_back(std::move(*row));
        }
        last = data.isEmpty() ? QString{} : data.last().toObject().value("id"_L1).toString();
        hasMore = answer->value("has_more"_L1).toBool() && !last.isEmpty();
    }
    std::reverse(rows.begin(), rows.end()); // Stripe tells the newest first
    return rows;
}

Result<std::vector<Refund>> Client::refundsOf(const QString& paymentIntent)
{
    if (!isId(paymentIntent, "pi_"_L1))
        return noId();
    return list<Refund>("/v1/refunds", {{"payment_intent", paymentIntent}}, pageSize, refundFrom);
}

Result<std::vector<Session>> Client::sessionsSince(Instant since, int most)
{
    return list<Session>("/v1/checkout/sessions", {{"created[gte]", number(toSeconds(since))}}, most,
                         sessionFrom);
}

Result<std::vector<Event>> Client::eventsSince(Instant since, int most)
{
    Form query{{"created[gte]", number(toSeconds(since))}};
    for (const QString& type : eventTypes())
        query.emplace_back("types[]", type);
    return list<Event>("/v1/events", query, most,
                       [](const QJsonObject& object) { return eventFrom(object); });
}

} // namespace foyer::stripe
