// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/shown_items.h"
#include "app/payments/card_events.h"
#include "app/payments/refund_attempt.h"
#include "app/payments/stripe/stripe_client.h"
#include "app/secrets/secret_store.h"
#include "app/storage/database.h"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>

namespace foyer::payments {

class Reconciler;

/// What a client wants to pay of an invoice.
struct PayWish
{
    enum class What
    {
        DueNow,
        Whole,
        Chosen ///< only where the brand allows it
    };
    items::Viewer viewer;
    QString invoice; ///< uid
    What what = What::DueNow;
    qint64 chosen = 0; ///< minor units, for Chosen
    QString returnTo;  ///< root of the brand's pages, absolute: "https://portal.example.com/aurora"
};

struct PayAnswer
{
    enum class Kind
    {
        ToPage,      ///< the browser goes to `address`
        NothingOpen, ///< it is paid, or was taken back
        Pending,     ///< a payment is under way already
        Unreachable, ///< nobody knows whether Stripe heard us; trying again is safe
        Refused      ///< not by card: `sentence` says why
    };
    Kind kind;
    QString address;
    QString sentence; ///< for the client
};

/// Everything that passes between a studio and Stripe. All members are safe on any thread; those that speak
/// to Stripe may wait for seconds. Calls are never made inside a transaction (invariant M7).
class CardDesk
{
public:
    /// @param secrets  holds the keys (see secrets::stripeKey)
    CardDesk(Database& studio, std::shared_ptr<SecretStore> secrets,
             stripe::Place place = stripe::Place::real());
    ~CardDesk();
    Q_DISABLE_COPY_MOVE(CardDesk)

    /// Begins to ask Stripe in the background about what is open: now, after a sleep of the machine, and
    /// while it is.
    void startLooking();
    /// Somebody waits for the end of this one: ask soon. Changes nothing and waits for nothing.
    void look(AttemptId attempt);

    /// Opens Stripe's page for an invoice, or finds the one that is open. Faults: NotFound (not theirs),
    /// Denied, Storage
    Result<PayAnswer> pay(const PayWish& wish);

    enum class Heard
    {
        NobodyHere, ///< no such token, or no secret for it: as if the address did not exist
        Refused,    ///< not signed by Stripe, or long ago
        Taken,      ///< committed, or known already
        TryAgain
    };
    /// A letter to the webhook. @param token  see webhookToken
    Heard hear(const QString& token, const QByteArray& body, const QByteArray& signature);

    /// Gives money back to a card. Faults: those of beginRefund; Busy (unknown whether it happened: it is
    /// tried again in the background), Denied, Invalid (Stripe refused)
    Result<void> refund(PaymentId payment, qint64 amount);

    /// Whether there is a key for this brand. While something looks in the background it tells from memory
    /// and waits for nothing, so that pages may ask.
    bool hasKey(BrandId brand);
    /// Whose keys these are, by Stripe's own word, for the studio's settings. Faults: those of stripe::Http
    Result<stripe::Account> account(BrandId brand);

    const stripe::Place& place() const { return m_place; }

private:
    friend class Reconciler;

    using SharedClient = std::shared_ptr<stripe::Client>;
    /// Faults: Denied (no key)
    Result<SharedClient> clientFor(BrandId brand);
    Result<std::optional<BrandId>> brandOfToken(const QString& token);
    Result<PayAnswer> open(const PaymentAttempt& attempt, BrandId brand);
    Result<void> makeWay(const PaymentAttempt& attempt, BrandId brand);
    Result<void> finishRefund(const RefundAttempt& attempt, const GatewayAccount& account,
                              stripe::Client& client);

    Database& m_studio;
    std::shared_ptr<SecretStore> m_secrets;
    stripe::Place m_place;
    std::mutex m_mutex;
    std::map<BrandId, std::pair<QByteArray, SharedClient>> m_clients; ///< with the key each was made for
    std::map<QString, BrandId> m_tokens;
    std::optional<std::set<BrandId>> m_withKey; ///< kept by the reconciler; nothing: not looked yet
    std::mutex m_callMutex;
    std::condition_variable m_callEnded;
    std::set<qint64> m_calls; ///< attempts whose session is being asked for
    std::unique_ptr<Reconciler> m_reconciler;
};

/// What stands in the address of a brand's webhook: 32 characters that nobody guesses. They stay the same.
Result<QString> webhookToken(const Snapshot& snapshot, BrandId brand);
/// The account a brand takes cards with; nothing when it has none. Faults: Storage
Result<std::optional<GatewayAccount>> gatewayAccount(const Snapshot& snapshot, BrandId brand);

} // namespace foyer::payments
