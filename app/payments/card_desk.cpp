// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/card_desk.h"

#include "app/base/random.h"
#include "app/brands/billing.h"
#include "app/brands/brand_store.h"
#include "app/items/item_store.h"
#include "app/payments/ledger.h"
#include "app/payments/reconcile.h"
#include "app/payments/stripe/stripe_signature.h"
#include "app/payments/verdicts.h"
#include "app/storage/settings.h"

#include <QDebug>

namespace foyer::payments {

using namespace Qt::StringLiterals;

namespace {

/// A client waits for the answer, and behind them others for the thread.
constexpr stripe::Patience patience{std::chrono::seconds{4}, std::chrono::seconds{10}};
/// Stripe keeps an idempotency key for a day at least.
constexpr std::chrono::hours keyIsKept{20};

/// Asks for a refund once. When the key may be forgotten, whether it was made is looked up first: asking
/// again would make another.
Result<stripe::Refund> refundOnce(stripe::Client& client, const RefundAttempt& attempt,
                                  const stripe::RefundWish& wish, Instant now)
{
    if (now - attempt.createdAt > keyIsKept) {
        const auto made = client.refundsOf(wish.paymentIntent);
        if (!made)
            return fail(Fault::Busy, made.error().detail);
        for (const stripe::Refund& one : *made) {
            if (one.attempt == attempt.idempotencyKey)
                return one;
        }
    }
    return client.refund(wish, attempt.idempotencyKey.toLatin1());
}

} // namespace

Result<QString> webhookToken(const Snapshot& snapshot, BrandId brand)
{
    const auto link = settings::secret(snapshot, QString::fromLatin1(settings::linkSecret));
    if (!link)
        return fail(link.error());
    const QByteArray mark = hmacSha256(*link, "stripe webhook of brand " + QByteArray::number(brand.row()));
    return toBase64Url(QByteArrayView{mark}.first(24));
}

Result<std::optional<GatewayAccount>> gatewayAccount(const Snapshot& snapshot, BrandId brand)
{
    const auto billing = brands::billing(snapshot, brand);
    if (!billing)
        return fail(billing.error());
    if (billing->details.stripeAccount.isEmpty())
        return std::optional<GatewayAccount>{};
    return std::optional{GatewayAccount{billing->details.stripeAccount, billing->details.stripeIsLive}};
}

CardDesk::CardDesk(Database& studio, std::shared_ptr<SecretStore> secrets, stripe::Place place)
    : m_studio{studio}
    , m_secrets{std::move(secrets)}
    , m_place{std::move(place)}
{
}

CardDesk::~CardDesk()
{
    {
        const std::lock_guard lock{m_mutex};
        for (auto& [brand, client] : m_clients) {
            if (client.second)
                client.second->cancel();
        }
    }
    m_reconciler.reset(); // waits for the call that runs, which ends now
}

void CardDesk::startLooking()
{
    if (!m_reconciler)
        m_reconciler = std::make_unique<Reconciler>(*this);
}

void CardDesk::look(AttemptId attempt)
{
    if (m_reconciler)
        m_reconciler->look(attempt);
}

Result<CardDesk::SharedClient> CardDesk::clientFor(BrandId brand)
{
    const auto key = m_secrets->find(secrets::stripeKey(brand));
    if (!key)
        return fail(key.error());
    if (!*key)
        return fail(Fault::Denied, u"There is no Stripe key for this brand on this machine."_s);
    const std::lock_guard lock{m_mutex};
    auto& [keyOfClient, client] = m_clients[brand];
    if (!client || keyOfClient != **key) {
        keyOfClient = **key;
        client = std::make_shared<stripe::Client>(m_place, **key, patience);
    }
    return client;
}

bool CardDesk::hasKey(BrandId brand)
{
    {
        const std::lock_guard lock{m_mutex};
        if (m_withKey)
            return m_withKey->contains(brand);
    }
    const auto key = m_secrets->find(secrets::stripeKey(brand));
    return key && *key;
}

Result<stripe::Account> CardDesk::account(BrandId brand)
{
    const auto client = clientFor(brand);
    return client ? (*client)->account() : fail(client.error());
}

Result<std::optional<BrandId>> CardDesk::brandOfToken(const QString& token)
{
    if (token.size() != 32)
        return std::optional<BrandId>{};
    {
        const std::lock_guard lock{m_mutex};
        const auto known = m_tokens.find(token);
        if (known != m_tokens.end())
            return std::optional{known->second};
    }
    auto found = m_studio.read([&](const Snapshot& snapshot) -> Result<std::optional<BrandId>> {
        const auto all = brands::all(snapshot);
        if (!all)
            return fail(all.error());
        for (const Brand& brand : *all) {
            const auto own = webhookToken(snapshot, brand.id);
            if (!own)
                return fail(own.error());
            if (equalInConstantTime(own->toLatin1(), token.toLatin1()))
                return std::optional{brand.id};
        }
        return std::optional<BrandId>{};
    });
    if (found && *found) {
        const std::lock_guard lock{m_mutex};
        m_tokens.emplace(token, **found);
    }
    return found;
}

CardDesk::Heard CardDesk::hear(const QString& token, const QByteArray& body, const QByteArray& signature)
{
    const auto brand = brandOfToken(token);
    if (!brand)
        return Heard::TryAgain;
    if (!*brand)
        return Heard::NobodyHere;
    std::vector<QByteArray> live;
    for (const int which : {1, 2}) {
        auto secret = m_secrets->find(secrets::stripeWebhook(**brand, which));
        if (!secret)
            return Heard::TryAgain;
        if (*secret)
            live.push_back(std::move(**secret));
    }
    const auto account =
        m_studio.read([&](const Snapshot& snapshot) { return gatewayAccount(snapshot, **brand); });
    if (!account)
        return Heard::TryAgain;
    if (live.empty() || !*account)
        return Heard::NobodyHere;
    if (stripe::verify(body, signature, live, m_studio.now()) != stripe::Signature::Good)
        return Heard::Refused;
    const auto event = stripe::eventFrom(body);
    if (!event)
        return Heard::Refused;
    if (event->kind == stripe::Event::Kind::Other)
        return Heard::Taken;
    const auto isKnown =
        m_studio.read([&](const Snapshot& snapshot) { return isReceived(snapshot, **account, event->id); });
    if (isKnown && *isKnown)
        return Heard::Taken;
    const auto verdict = m_studio.write(
        Actor::system(), [&](Transaction& transaction) { return receive(transaction, **account, *event); });
    if (!verdict) {
        qWarning().noquote() << "an event of Stripe's was not taken:" << verdict.error().detail;
        return Heard::TryAgain;
    }
    if (verdict->outcome == Verdict::Outcome::Quarantined)
        qWarning().noquote() << "an event of Stripe's was set aside:" << event->id << verdict->reason;
    return Heard::Taken;
}

Result<void> CardDesk::finishRefund(const RefundAttempt& attempt, const GatewayAccount& account,
                                    stripe::Client& client)
{
    const auto payment =
        m_studio.read([&](const Snapshot& snapshot) { return find(snapshot, attempt.payment); });
    if (!payment)
        return fail(payment.error());
    const auto giveUp = [&](const Error& error) -> Result<void> {
        const auto noted = m_studio.write(Actor::system(), [&](Transaction& transaction) {
            return failRefund(transaction, attempt, error.detail);
        });
        return noted ? Result<void>{fail(error)} : noted;
    };
    if (payment->account != account.inLedger())
        return giveUp(
            {Fault::Denied, u"This was paid into another Stripe account than the brand has now."_s});
    const auto units = stripe::toStripe(attempt.amount);
    if (!units)
        return giveUp(units.error());
    const auto refund =
        refundOnce(client, attempt, {payment->reference, *units, attempt.idempotencyKey}, m_studio.now());
    if (!refund)
        return refund.error().fault == Fault::Busy ? Result<void>{fail(refund.error())}
                                                   : giveUp(refund.error());
    const auto verdict = m_studio.write(Actor::system(), [&](Transaction& transaction) {
        return applyRefund(transaction, account, *refund, transaction.now());
    });
    if (!verdict)
        return fail(verdict.error());
    if (verdict->outcome == Verdict::Outcome::Quarantined)
        return fail(Fault::Conflict, verdict->reason);
    return {};
}

Result<void> CardDesk::refund(PaymentId id, qint64 amount)
{
    const auto attempt = m_studio.write(
        Actor::studio(), [&](Transaction& transaction) { return beginRefund(transaction, id, amount); });
    if (!attempt)
        return fail(attempt.error());
    const auto account = m_studio.read(
        [&](const Snapshot& snapshot) -> Result<std::pair<BrandId, std::optional<GatewayAccount>>> {
            const auto payment = find(snapshot, id);
            if (!payment)
                return fail(payment.error());
            const auto known = gatewayAccount(snapshot, payment->brand);
            if (!known)
                return fail(known.error());
            return std::pair{payment->brand, *known};
        });
    if (!account)
        return fail(account.error());
    const auto client = clientFor(account->first);
    if (!client || !account->second) {
        const Error why =
            client ? Error{Fault::Denied, u"This brand has no Stripe account."_s} : client.error();
        const auto noted = m_studio.write(Actor::studio(), [&](Transaction& transaction) {
            return failRefund(transaction, *attempt, why.detail);
        });
        return noted ? Result<void>{fail(why)} : noted;
    }
    return finishRefund(*attempt, *account->second, **client);
}

} // namespace foyer::payments
