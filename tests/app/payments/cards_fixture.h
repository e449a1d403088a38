// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/random.h"
#include "app/brands/billing.h"
#include "app/payments/card_desk.h"
#include "app/payments/gateway_inbox.h"
#include "tests/app/invoices/invoices_fixture.h"
#include "tests/stripe/double_process.h"

#include <QJsonArray>

#include <mutex>

namespace foyer::test {

/// Keys in memory: where they lie is another test's business.
class MemorySecrets : public SecretStore
{
public:
    QString place() const override { return QStringLiteral("memory"); }
    Result<std::optional<QByteArray>> find(const QString& name) const override
    {
        const std::lock_guard lock{m_mutex};
        const auto found = m_values.find(name);
        return found == m_values.end() ? std::optional<QByteArray>{} : std::optional{found->second};
    }
    Result<std::vector<QString>> names() const override { return std::vector<QString>{}; }
    Result<void> remove(const QString& name) override
    {
        const std::lock_guard lock{m_mutex};
        m_values.erase(name);
        return {};
    }
    Result<void> put(const QString& name, const QByteArray& value) override
    {
        const std::lock_guard lock{m_mutex};
        m_values[name] = value;
        return {};
    }

private:
    mutable std::mutex m_mutex;
    std::map<QString, QByteArray> m_values;
};

inline const QByteArray hookSecret = "whsec_of_the_test";

/// A studio that takes cards, and a stand-in for Stripe. Ada and Bo share their invoices.
template <class Base = StudioFixture>
class CardsFixtureOn : public InvoicesFixtureOn<Base>
{
public:
    explicit CardsFixtureOn(const StripeDouble& stripe)
        : double_{stripe}
        , secrets{std::make_shared<MemorySecrets>()}
    {
        this->now = systemNow(); // the other side has the same clock
        setUp(this->aurora, {});
        std::ignore = secrets->put(secrets::stripeKey(this->aurora), "sk_test_double");
        std::ignore = secrets->put(secrets::stripeWebhook(this->aurora, 1), hookSecret);
        desk = newDesk();
    }

    std::unique_ptr<payments::CardDesk> newDesk()
    {
        return std::make_unique<payments::CardDesk>(*this->database, secrets,
                                                    *stripe::Place::onThisMachine(double_.origin()));
    }
    void setUp(BrandId brand, const std::function<void(BillingDetails&)>& change)
    {
        this->does([&](Transaction& t) -> Result<void> {
            auto billing = brands::billing(t, brand);
            billing->details.takesCards = true;
            billing->details.stripeAccount = QStringLiteral("acct_double");
            if (change)
                change(billing->details);
            return brands::saveBilling(t, brand, *billing);
        });
    }

    ItemId forBoth(const InvoiceContent& content = someInvoice())
    {
        return this->issuedInvoice(content, {this->ada, this->bo});
    }
    payments::PayWish wish(ItemId invoice, ContactId who,
                           payments::PayWish::What what = payments::PayWish::What::Whole, qint64 chosen = 0)
    {
        return {{who, {}},
                this->item(invoice).uid,
                what,
                chosen,
                QStringLiteral("https://portal.example.com/my-studio")};
    }
    payments::PayAnswer pay(ItemId invoice, ContactId who,
                            payments::PayWish::What what = payments::PayWish::What::Whole, qint64 chosen = 0)
    {
        const auto answer = desk->pay(wish(invoice, who, what, chosen));
        if (!answer)
            qFatal("%s", qPrintable(answer.error().detail));
        return *answer;
    }
    PaymentAttempt attempt(ItemId invoice) const
    {
        const auto newest =
            this->look([&](const Snapshot& s) { return payments::newestAttempt(s, invoice); });
        if (!newest)
            qFatal("there is no attempt");
        return *newest;
    }
    std::vector<Payment> paymentsOf(ItemId invoice) const
    {
        return this->look([&](const Snapshot& s) { return payments::ofInvoice(s, invoice); });
    }
    std::vector<payments::SetAside> setAside() const
    {
        return this->look([&](const Snapshot& s) { return payments::setAside(s, 100); });
    }
    qint64 count(const QString& table) const
    {
        return *this->look([&](const Snapshot& s) {
            return s.query(QStringLiteral("SELECT count(*) FROM ") + table).first([](const Query& row) {
                return row.integer(0);
            });
        });
    }

    QString token() const
    {
        return this->look([&](const Snapshot& s) { return payments::webhookToken(s, this->aurora); });
    }
    payments::CardDesk::Heard tell(const QJsonObject& event, const QByteArray& secret = hookSecret) const
    {
        const QByteArray body = QJsonDocument{event}.toJson();
        const QByteArray at = QByteArray::number(toSeconds(this->now));
        return desk->hear(token(), body, "t=" + at + ",v1=" + hmacSha256(secret, at + '.' + body).toHex());
    }
    /// What the other side made of events about a session or its payment, the oldest first.
    std::vector<QJsonObject> eventsAbout(const QString& session, const QString& type = {}) const
    {
        const QJsonObject state = double_.state();
        QString intent;
        for (const QJsonValue& one : state.value(QStringLiteral("sessions")).toArray()) {
            if (one[QStringLiteral("id")].toString() == session)
                intent = one[QStringLiteral("payment_intent")].toString();
        }
        std::vector<QJsonObject> events;
        for (const QJsonValue& one : state.value(QStringLiteral("events")).toArray()) {
            const QJsonValue object = one[QStringLiteral("data")][QStringLiteral("object")];
            const bool isIt = object[QStringLiteral("id")] == session ||
                              (!intent.isEmpty() && object[QStringLiteral("payment_intent")] == intent);
            if (isIt && (type.isEmpty() || one[QStringLiteral("type")] == type))
                events.push_back(one.toObject());
        }
        return events;
    }
    void tellAll(const QString& session, const QString& type = {}) const
    {
        for (const QJsonObject& event : eventsAbout(session, type)) {
            if (tell(event) != payments::CardDesk::Heard::Taken)
                qFatal("an event was not taken");
        }
    }
    qsizetype charges(const QString& uid) const
    {
        qsizetype count = 0;
        for (const QJsonValue& charge : double_.state().value(QStringLiteral("charges")).toArray())
            count += charge[QStringLiteral("metadata")][QStringLiteral("attempt")] == uid ? 1 : 0;
        return count;
    }
    qsizetype sessions(const QString& uid) const
    {
        qsizetype count = 0;
        for (const QJsonValue& session : double_.state().value(QStringLiteral("sessions")).toArray())
            count += session[QStringLiteral("client_reference_id")] == uid ? 1 : 0;
        return count;
    }

    const StripeDouble& double_;
    std::shared_ptr<MemorySecrets> secrets;
    std::unique_ptr<payments::CardDesk> desk;
};
using CardsFixture = CardsFixtureOn<>;

} // namespace foyer::test
