// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/reconcile.h"

#include "app/brands/brand_store.h"
#include "app/items/item_store.h"
#include "app/payments/balance.h"
#include "app/payments/ledger.h"

#include <QDebug>

#include <algorithm>

namespace foyer::payments {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds tick{2};
/// The clock of the wall ran on while this process did not: the machine slept.
constexpr std::chrono::seconds sleepGap{30};
constexpr std::chrono::minutes refundPause{1};
constexpr std::chrono::seconds firstPause{15};
constexpr std::chrono::minutes longestPause{15};
/// A debit takes days.
constexpr std::chrono::hours pendingPause{1};
/// A call that began before this is over, whatever became of it.
constexpr std::chrono::minutes callIsOver{5};
/// Stripe tries for three days to deliver an event, and keeps it for thirty.
constexpr std::chrono::hours lookBack{24 * 4};
constexpr std::chrono::hours longestLookBack{24 * 29};

const QString selectLastEvent = u"SELECT max(received_at) FROM gateway_event WHERE account = :account"_s;

Result<Unpaid> meaningOf(stripe::Client& client, const stripe::Session& session)
{
    if (session.status != stripe::Session::Status::Complete ||
        session.payment != stripe::Session::Payment::Unpaid || session.paymentIntent.isEmpty())
        return Unpaid::IsUnderWay;
    const auto intent = client.paymentIntent(session.paymentIntent);
    if (!intent)
        return fail(intent.error());
    const bool hasFailed = intent->status == "requires_payment_method"_L1 || intent->status == "canceled"_L1;
    return hasFailed ? Unpaid::HasFailed : Unpaid::IsUnderWay;
}

Result<GatewayAccount> accountOf(const Database& studio, BrandId brand)
{
    const auto account =
        studio.read([&](const Snapshot& snapshot) { return gatewayAccount(snapshot, brand); });
    if (!account)
        return fail(account.error());
    if (!*account)
        return fail(Fault::Denied, u"This brand has no Stripe account."_s);
    return **account;
}

Result<Verdict> apply(Database& studio, stripe::Client& client, const stripe::Session& session, BrandId brand)
{
    const auto account = accountOf(studio, brand);
    if (!account)
        return fail(account.error());
    const auto unpaid = meaningOf(client, session);
    if (!unpaid)
        return fail(unpaid.error());
    return studio.write(Actor::system(), [&](Transaction& transaction) {
        return applySession(transaction, *account, session, *unpaid, transaction.now());
    });
}

/// Stripe knows no such session: the brand has the keys of another account or mode by now, or test data were
/// deleted. Without an end the invoice could never be paid by card again. Should it have been paid after all,
/// its event still counts.
/// Faults: Busy (somebody may still be on its page), Storage
Result<void> endUnknown(Database& studio, const PaymentAttempt& attempt, BrandId brand)
{
    const auto account = accountOf(studio, brand);
    if (!account)
        return fail(account.error());
    const bool isOnlyTest = account->isLive && attempt.session.startsWith("cs_test_"_L1);
    const Instant end = attempt.expiresAt.value_or(attempt.createdAt + std::chrono::hours{24}) + callIsOver;
    if (attempt.state != AttemptState::Open || (!isOnlyTest && studio.now() < end))
        return fail(Fault::Busy, u"Stripe does not know this session, and it may still be open."_s);
    return studio.write(Actor::system(), [&](Transaction& transaction) {
        return setAttemptState(transaction, attempt, AttemptState::Expired, u"Stripe knows it no more"_s);
    });
}

/// An attempt of which nobody knows whether Stripe heard: looked up by the reference it would carry.
Result<Verdict> findLost(Database& studio, stripe::Client& client, const PaymentAttempt& attempt,
                         BrandId brand)
{
    const auto sessions = client.sessionsSince(attempt.createdAt - callIsOver);
    if (!sessions)
        return fail(sessions.error());
    for (const stripe::Session& session : *sessions) {
        if (session.attempt == attempt.uid)
            return apply(studio, client, session, brand);
    }
    return studio.write(Actor::system(), [&](Transaction& transaction) -> Result<Verdict> {
        const auto ended =
            setAttemptState(transaction, attempt, AttemptState::Failed, u"Stripe was not reached"_s);
        return ended ? Result<Verdict>{Verdict{Verdict::Outcome::Applied, {}}} : fail(ended.error());
    });
}

} // namespace

Result<Verdict> askAfter(Database& studio, stripe::Client& client, const PaymentAttempt& attempt,
                         BrandId brand)
{
    if (attempt.session.isEmpty()) {
        if (studio.now() - attempt.createdAt < callIsOver)
            return Verdict{Verdict::Outcome::Nothing, {}};
        return findLost(studio, client, attempt, brand);
    }
    const auto session = client.session(attempt.session);
    if (!session && session.error().fault == Fault::NotFound) {
        const auto ended = endUnknown(studio, attempt, brand);
        return ended ? Result<Verdict>{Verdict{Verdict::Outcome::Applied, {}}} : fail(ended.error());
    }
    if (!session)
        return fail(session.error());
    return apply(studio, client, *session, brand);
}

Result<void> closeSession(Database& studio, stripe::Client& client, const PaymentAttempt& attempt,
                          BrandId brand)
{
    auto session = client.expireSession(attempt.session);
    if (!session && session.error().fault == Fault::Invalid)
        session = client.session(attempt.session); // it ended before we could end it
    if (!session && session.error().fault == Fault::NotFound)
        return endUnknown(studio, attempt, brand);
    if (!session)
        return fail(session.error());
    const auto verdict = apply(studio, client, *session, brand);
    return verdict ? Result<void>{} : fail(verdict.error());
}

Reconciler::Reconciler(CardDesk& desk)
    : m_desk{desk}
    , m_thread{[this] { run(); }}
{
}

Reconciler::~Reconciler()
{
    {
        const std::lock_guard lock{m_mutex};
        m_isStopped = true;
        m_wake.notify_all();
    }
    m_thread.join();
}

void Reconciler::look(AttemptId attempt)
{
    const std::lock_guard lock{m_mutex};
    m_wanted.insert(attempt);
    m_wake.notify_all();
}

bool Reconciler::isStopped()
{
    const std::lock_guard lock{m_mutex};
    return m_isStopped;
}

void Reconciler::run()
{
    Instant wallBefore = m_desk.m_studio.now();
    Steady::time_point steadyBefore = Steady::now();
    Steady::time_point refundsAt = steadyBefore;
    bool isFresh = true;
    while (!isStopped()) {
        const Instant wall = m_desk.m_studio.now();
        const Steady::time_point steady = Steady::now();
        const auto gap =
            (wall - wallBefore) - std::chrono::duration_cast<std::chrono::seconds>(steady - steadyBefore);
        wallBefore = wall;
        steadyBefore = steady;
        noteKeys();
        if (isFresh || gap > sleepGap) {
            m_due.clear();
            refundsAt = steady;
            catchUp();
            isFresh = false;
        }
        askAfterOpen();
        if (steady >= refundsAt) {
            finishRefunds();
            refundsAt = Steady::now() + refundPause;
        }
        std::unique_lock lock{m_mutex};
        m_wake.wait_for(lock, tick, [&] { return m_isStopped || !m_wanted.empty(); });
    }
    m_desk.m_studio.releaseThisThread();
}

void Reconciler::noteKeys()
{
    const auto all = m_desk.m_studio.read([](const Snapshot& snapshot) { return brands::all(snapshot); });
    std::set<BrandId> with;
    for (const Brand& brand : all ? *all : std::vector<Brand>{}) {
        const auto key = m_desk.m_secrets->find(secrets::stripeKey(brand.id));
        if (key && *key)
            with.insert(brand.id);
    }
    const std::lock_guard lock{m_desk.m_mutex};
    m_desk.m_withKey = std::move(with);
}

void Reconciler::catchUp()
{
    const auto all = m_desk.m_studio.read([](const Snapshot& snapshot) { return brands::all(snapshot); });
    if (!all)
        return;
    for (const Brand& brand : *all) {
        const auto account = accountOf(m_desk.m_studio, brand.id);
        const auto client =
            account ? m_desk.clientFor(brand.id) : Result<CardDesk::SharedClient>{fail(account.error())};
        if (!client || isStopped())
            continue;
        const auto last = m_desk.m_studio.read([&](const Snapshot& snapshot) {
            return snapshot.query(selectLastEvent)
                .bind(":account"_L1, account->inLedger())
                .first([](const Query& row) { return row.optionalInstant(0); });
        });
        if (!last)
            continue;
        const Instant now = m_desk.m_studio.now();
        const Instant known = last->value_or(std::nullopt).value_or(now);
        const Instant since = std::max(std::min(known, now) - lookBack, now - longestLookBack);
        const auto events = (*client)->eventsSince(since);
        if (!events) {
            qWarning().noquote() << "what happened at Stripe meanwhile is not known yet:"
                                 << events.error().detail;
            continue;
        }
        for (const stripe::Event& event : *events) {
            const auto isKnown = m_desk.m_studio.read(
                [&](const Snapshot& snapshot) { return isReceived(snapshot, *account, event.id); });
            if (!isKnown || *isKnown || isStopped())
                continue;
            const auto verdict = m_desk.m_studio.write(Actor::system(), [&](Transaction& transaction) {
                return receive(transaction, *account, event);
            });
            if (!verdict)
                qWarning().noquote() << "an event of Stripe's was not taken:" << verdict.error().detail;
        }
    }
}

void Reconciler::askAfterOpen()
{
    std::set<AttemptId> wanted;
    {
        const std::lock_guard lock{m_mutex};
        wanted.swap(m_wanted);
    }
    const auto open = m_desk.m_studio.read([](const Snapshot& snapshot) { return openAttempts(snapshot); });
    if (!open)
        return;
    std::map<AttemptId, Due> due;
    for (const PaymentAttempt& attempt : *open) {
        const auto known = m_due.find(attempt.id);
        Due next = known == m_due.end() ? Due{Steady::now(), firstPause} : known->second;
        const bool isPoked = wanted.contains(attempt.id);
        if (isPoked)
            next = {Steady::now(), firstPause};
        if (Steady::now() >= next.at && !isStopped()) {
            askOne(attempt);
            next.at =
                Steady::now() +
                (attempt.state == AttemptState::Pending ? std::chrono::seconds{pendingPause} : next.pause);
            next.pause = std::min<std::chrono::seconds>(next.pause * 2, longestPause);
        }
        due.emplace(attempt.id, next);
    }
    m_due = std::move(due);
}

void Reconciler::askOne(const PaymentAttempt& attempt)
{
    struct Facts
    {
        BrandId brand;
        bool isWanted; ///< the invoice still takes this much
    };
    const auto facts = m_desk.m_studio.read([&](const Snapshot& snapshot) -> Result<Facts> {
        const auto item = items::find(snapshot, attempt.invoice);
        if (!item)
            return fail(item.error());
        const auto balance = balanceOf(snapshot, attempt.invoice);
        if (!balance)
            return fail(balance.error());
        return Facts{item->brand, item->state == ItemState::Sent &&
                                      attempt.amount.minor() - attempt.surcharge <= balance->open()};
    });
    const auto client =
        facts ? m_desk.clientFor(facts->brand) : Result<CardDesk::SharedClient>{fail(facts.error())};
    if (!client)
        return;
    const bool isInTheWay = !facts->isWanted && attempt.state == AttemptState::Open;
    const auto asked = isInTheWay ? [&]() -> Result<Verdict> {
        const auto closed = closeSession(m_desk.m_studio, **client, attempt, facts->brand);
        return closed ? Result<Verdict>{Verdict{Verdict::Outcome::Applied, {}}} : fail(closed.error());
    }()
        : askAfter(m_desk.m_studio, **client, attempt, facts->brand);
    if (!asked)
        qWarning().noquote() << "how a payment at Stripe stands is not known yet:" << asked.error().detail;
}

void Reconciler::finishRefunds()
{
    const auto open = m_desk.m_studio.read(
        [](const Snapshot& snapshot) -> Result<std::vector<std::pair<RefundAttempt, BrandId>>> {
            const auto refunds = openRefunds(snapshot);
            if (!refunds)
                return fail(refunds.error());
            std::vector<std::pair<RefundAttempt, BrandId>> with;
            for (const RefundAttempt& refund : *refunds) {
                const auto payment = find(snapshot, refund.payment);
                if (!payment)
                    return fail(payment.error());
                with.emplace_back(refund, payment->brand);
            }
            return with;
        });
    if (!open)
        return;
    for (const auto& [refund, brand] : *open) {
        const auto account = accountOf(m_desk.m_studio, brand);
        const auto client =
            account ? m_desk.clientFor(brand) : Result<CardDesk::SharedClient>{fail(account.error())};
        if (!client || isStopped())
            continue;
        if (const auto done = m_desk.finishRefund(refund, *account, **client); !done)
            qWarning().noquote() << "a refund is not through yet:" << done.error().detail;
    }
}

} // namespace foyer::payments
