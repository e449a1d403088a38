// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/stripe/stripe_objects.h"

#include "app/base/word_table.h"

#include <QJsonArray>

#include <initializer_list>

namespace foyer::stripe {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestAmount = 999'999'999'999;
constexpr qint64 latestInstant = 253'402'300'799; ///< the end of the year 9999
constexpr qsizetype longestId = 255;
constexpr qsizetype longestText = 5000;

constexpr std::array<WordFor<Session::Status>, 3> sessionWords{{{Session::Status::Open, "open"_L1},
                                                                {Session::Status::Complete, "complete"_L1},
                                                                {Session::Status::Expired, "expired"_L1}}};
constexpr std::array<WordFor<Session::Payment>, 3> paymentWords{
    {{Session::Payment::Unpaid, "unpaid"_L1},
     {Session::Payment::Paid, "paid"_L1},
     {Session::Payment::NotNeeded, "no_payment_required"_L1}}};
constexpr std::array<WordFor<Refund::Status>, 5> refundWords{{{Refund::Status::Pending, "pending"_L1},
                                                              {Refund::Status::Pending, "requires_action"_L1},
                                                              {Refund::Status::Succeeded, "succeeded"_L1},
                                                              {Refund::Status::Failed, "failed"_L1},
                                                              {Refund::Status::Cancelled, "canceled"_L1}}};

/// Takes fields out of one object and remembers the first that was not as it should be.
class Fields
{
public:
    Fields(const QJsonObject& object, QLatin1StringView kind)
        : m_object{object}
        , m_kind{kind}
    {
        if (m_object.value("object"_L1) != kind)
            note("object"_L1);
    }

    bool isWhole() const { return m_missing.isEmpty(); }
    Failure failure() const
    {
        return fail(Fault::Invalid, u"Stripe's %1 has no usable “%2”."_s.arg(m_kind, m_missing));
    }

    QString id(QLatin1StringView name, std::initializer_list<QLatin1StringView> prefixes)
    {
        const QString text = optionalId(name, prefixes);
        if (text.isEmpty())
            note(name);
        return text;
    }

    /// Empty for null or missing. An expanded object stands for its id.
    QString optionalId(QLatin1StringView name, std::initializer_list<QLatin1StringView> prefixes)
    {
        QJsonValue value = m_object.value(name);
        if (value.isObject())
            value = value[u"id"_s];
        if (value.isNull() || value.isUndefined())
            return {};
        const QString text = value.toString();
        for (const QLatin1StringView prefix : prefixes) {
            if (isId(text, prefix))
                return text;
        }
        note(name);
        return {};
    }

    QString text(QLatin1StringView name)
    {
        const QJsonValue value = m_object.value(name);
        if (!value.isString() || value.toString().size() > longestText)
            note(name);
        return value.toString();
    }
    QString optionalText(QLatin1StringView name)
    {
        const QJsonValue value = m_object.value(name);
        return value.isNull() || value.isUndefined() ? QString{} : text(name);
    }

    qint64 amount(QLatin1StringView name) { return integer(name, largestAmount); }
    Instant instant(QLatin1StringView name) { return fromSeconds(integer(name, latestInstant)); }

    bool flag(QLatin1StringView name)
    {
        const QJsonValue value = m_object.value(name);
        if (!value.isBool())
            note(name);
        return value.toBool();
    }

    QString currency()
    {
        const QString code = text("currency"_L1);
        bool isCode = code.size() == 3;
        for (const QChar letter : code)
            isCode = isCode && letter >= u'a' && letter <= u'z';
        if (!isCode)
            note("currency"_L1);
        return code;
    }

    template <class Value, std::size_t count>
    Value word(QLatin1StringView name, const std::array<WordFor<Value>, count>& words)
    {
        const auto value = valueOf(words, m_object.value(name).toString());
        if (!value)
            note(name);
        return value.value_or(words.front().value);
    }

    QString ourAttempt()
    {
        const QString text = m_object.value("metadata"_L1)[u"attempt"_s].toString();
        return text.size() <= longestId ? text : QString{};
    }

private:
    qint64 integer(QLatin1StringView name, qint64 largest)
    {
        const QJsonValue value = m_object.value(name);
        const qint64 number = value.isDouble() ? value.toInteger(-1) : -1;
        if (number < 0 || number > largest) {
            note(name);
            return 0;
        }
        return number;
    }
    void note(QLatin1StringView name)
    {
        if (m_missing.isEmpty())
            m_missing = name;
    }

    const QJsonObject& m_object;
    QLatin1StringView m_kind;
    QString m_missing;
};

} // namespace

bool isId(const QString& text, QLatin1StringView prefix)
{
    if (!text.startsWith(prefix) || text.size() == prefix.size() || text.size() > longestId)
        return false;
    for (const QChar c : text) {
        const bool isPart =
            (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
        if (!isPart)
            return false;
    }
    return true;
}

Result<Session> sessionFrom(const QJsonObject& object)
{
    Fields fields{object, "checkout.session"_L1};
    Session session{
        .id = fields.id("id"_L1, {"cs_"_L1}),
        .reference = fields.optionalText("client_reference_id"_L1),
        .attempt = fields.ourAttempt(),
        .status = fields.word("status"_L1, sessionWords),
        .payment = fields.word("payment_status"_L1, paymentWords),
        .amount = fields.amount("amount_total"_L1),
        .currency = fields.currency(),
        .paymentIntent = fields.optionalId("payment_intent"_L1, {"pi_"_L1}),
        .url = fields.optionalText("url"_L1),
        .isLive = fields.flag("livemode"_L1),
        .created = fields.instant("created"_L1),
        .expires = fields.instant("expires_at"_L1),
    };
    return fields.isWhole() ? Result<Session>{std::move(session)} : fields.failure();
}

Result<PaymentIntent> paymentIntentFrom(const QJsonObject& object)
{
    Fields fields{object, "payment_intent"_L1};
    PaymentIntent intent{
        .id = fields.id("id"_L1, {"pi_"_L1}),
        .status = fields.text("status"_L1),
        .amount = fields.amount("amount"_L1),
        .received = fields.amount("amount_received"_L1),
        .currency = fields.currency(),
        .charge = fields.optionalId("latest_charge"_L1, {"ch_"_L1, "py_"_L1}),
        .attempt = fields.ourAttempt(),
        .isLive = fields.flag("livemode"_L1),
    };
    return fields.isWhole() ? Result<PaymentIntent>{std::move(intent)} : fields.failure();
}

Result<Refund> refundFrom(const QJsonObject& object)
{
    Fields fields{object, "refund"_L1};
    Refund refund{
        .id = fields.id("id"_L1, {"re_"_L1, "pyr_"_L1}),
        .paymentIntent = fields.optionalId("payment_intent"_L1, {"pi_"_L1}),
        .charge = fields.optionalId("charge"_L1, {"ch_"_L1, "py_"_L1}),
        .attempt = fields.ourAttempt(),
        .status = fields.word("status"_L1, refundWords),
        .amount = fields.amount("amount"_L1),
        .currency = fields.currency(),
        .created = fields.instant("created"_L1),
    };
    return fields.isWhole() ? Result<Refund>{std::move(refund)} : fields.failure();
}

Result<Dispute> disputeFrom(const QJsonObject& object)
{
    Fields fields{object, "dispute"_L1};
    Dispute dispute{
        .id = fields.id("id"_L1, {"du_"_L1, "dp_"_L1}),
        .paymentIntent = fields.optionalId("payment_intent"_L1, {"pi_"_L1}),
        .charge = fields.id("charge"_L1, {"ch_"_L1, "py_"_L1}),
        .status = fields.text("status"_L1),
        .reason = fields.optionalText("reason"_L1),
        .amount = fields.amount("amount"_L1),
        .currency = fields.currency(),
        .isLive = fields.flag("livemode"_L1),
        .created = fields.instant("created"_L1),
    };
    return fields.isWhole() ? Result<Dispute>{std::move(dispute)} : fields.failure();
}

Result<Account> accountFrom(const QJsonObject& object)
{
    Fields fields{object, "account"_L1};
    Account account{
        .id = fields.id("id"_L1, {"acct_"_L1}),
        .name = object.value("settings"_L1)[u"dashboard"_s][u"display_name"_s].toString().left(200),
        .takesCharges = fields.flag("charges_enabled"_L1),
    };
    return fields.isWhole() ? Result<Account>{std::move(account)} : fields.failure();
}

} // namespace foyer::stripe
