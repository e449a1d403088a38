// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/brands/billing.h"
#include "app/payments/balance.h"
#include "app/payments/card_desk.h"
#include "app/payments/reconcile.h"

#include "app/items/item_store.h"

#include <QDebug>
#include <QScopeGuard>

namespace foyer::payments {

using namespace Qt::StringLiterals;

namespace {

/// A session outlives lunch, and not the day. Stripe takes 30 minutes to 24 hours.
constexpr std::chrono::hours sessionLife{2};
/// Nobody is sent to a page that ends while they look for their card.
constexpr std::chrono::minutes leastLeft{10};
/// How long one waits for another who asks Stripe for the same session.
constexpr std::chrono::seconds turnPatience{5};
/// Two partners who each want another amount make way for each other; not for ever.
constexpr int mostRounds = 4;

const QString isCreditNote = u"SELECT 1 FROM credit_note WHERE item_id = :id"_s;

PayAnswer refused(const QString& sentence)
{
    return {PayAnswer::Kind::Refused, {}, sentence};
}

/// What the invoice's page would say to this wish at this moment.
struct Standing
{
    Item item;
    BrandId brand;
    GatewayAccount account;
    Money amount; ///< with the surcharge
    qint64 surcharge;
    qint64 balance; ///< all that is open on the invoice
    std::optional<PaymentAttempt> open;

    qint64 bare() const { return amount.minor() - surcharge; }
};
using Found = std::variant<Standing, PayAnswer>;

Result<qint64> wanted(const PayWish& wish, const Balance& balance, const BillingDetails& billing, QDate today)
{
    switch (wish.what) {
    case PayWish::What::DueNow:
        return balance.dueNext(today);
    case PayWish::What::Whole:
        return balance.open();
    case PayWish::What::Chosen:
        break;
    }
    if (!billing.allowsPartial)
        return fail(Fault::Invalid, u"Please pay what is due, or the whole amount."_s);
    if (wish.chosen <= 0 || wish.chosen > balance.open())
        return fail(Fault::Invalid, u"Please enter an amount above zero, and not above what is open."_s);
    return wish.chosen;
}

Result<Found> standing(const Snapshot& snapshot, const PayWish& wish)
{
    const auto shown = items::find(snapshot, wish.viewer, ItemKind::Invoice, wish.invoice);
    if (!shown)
        return fail(shown.error());
    const Item& item = shown->item;
    if (item.state != ItemState::Sent)
        return Found{PayAnswer{PayAnswer::Kind::NothingOpen, {}, {}}};
    const auto isNote =
        snapshot.query(isCreditNote).bind(":id"_L1, item.id.row()).first([](const Query&) { return true; });
    if (!isNote)
        return fail(isNote.error());
    const auto billing = brands::billing(snapshot, item.brand);
    if (!billing)
        return fail(billing.error());
    const BillingDetails& details = billing->details;
    if (*isNote || !details.takesCards || details.stripeAccount.isEmpty())
        return Found{refused(u"This cannot be paid by card. Please pay by bank transfer."_s)};
    const auto balance = balanceOf(snapshot, item.id);
    if (!balance)
        return fail(balance.error());
    auto open = openAttempt(snapshot, item.id);
    if (!open)
        return fail(open.error());
    if (*open && (*open)->state == AttemptState::Pending)
        return Found{PayAnswer{PayAnswer::Kind::Pending, {}, {}}};
    const auto due = wanted(wish, *balance, details, toLocal(snapshot.now()).date());
    if (!due)
        return due.error().fault == Fault::Invalid ? Result<Found>{Found{refused(due.error().detail)}}
                                                   : fail(due.error());
    if (*due <= 0)
        return Found{PayAnswer{PayAnswer::Kind::NothingOpen, {}, {}}};
    const Money bare = Money::ofMinor(*due, balance->currency);
    const Money surcharge = bare.share(details.cardSurchargeMilliPercent);
    const Money amount = bare + surcharge;
    if (const auto units = stripe::toStripe(amount); !units)
        return Found{refused(units.error().detail + u" Please pay by bank transfer."_s)};
    return Found{Standing{item, item.brand, GatewayAccount{details.stripeAccount, details.stripeIsLive},
                          amount, surcharge.minor(), balance->open(), std::move(*open)}};
}

/// Whether this one is what is wanted, and has time left.
bool serves(const PaymentAttempt& attempt, const Standing& now, Instant at)
{
    const bool isOfMode =
        attempt.session.isEmpty() || attempt.session.startsWith("cs_test_"_L1) != now.account.isLive;
    return attempt.amount == now.amount && attempt.surcharge == now.surcharge && isOfMode &&
           attempt.account == now.account.inLedger() && at + leastLeft < attempt.createdAt + sessionLife;
}

/// Asked again, this says the same to the letter: the idempotency key stands for it. Hence nothing of the
/// person, who may be edited meanwhile.
stripe::SessionWish wishOf(const PaymentAttempt& attempt, const Item& item, const stripe::Amount& amount)
{
    const QByteArray back = attempt.returnTo.toLatin1() + "/invoices/" + item.uid.toLatin1() + "/paid";
    return {.amount = amount,
            .title = item.number.isEmpty() ? item.title : u"Invoice %1"_s.arg(item.number),
            .reference = attempt.uid,
            .successUrl = back + "?s={CHECKOUT_SESSION_ID}",
            .cancelUrl = back + "?back",
            .email = {},
            .language = {},
            .expires = attempt.createdAt + sessionLife};
}

/// Only these of Stripe's reasons concern the client.
QString sentenceFor(const Error& error)
{
    const bool isTheirs = error.detail.startsWith("The amount is"_L1);
    return isTheirs ? error.detail + u" Please pay by bank transfer."_s
                    : u"Paying by card does not work at the moment. Nothing was charged. Please try again "
                      u"later, or "
                      "pay by bank transfer."_s;
}

} // namespace

Result<PayAnswer> CardDesk::pay(const PayWish& wish)
{
    const Actor actor = Actor::client(wish.viewer.contact, {});
    std::optional<Standing> first;
    for (int round = 0; round < mostRounds; ++round) {
        auto found = m_studio.read([&](const Snapshot& snapshot) { return standing(snapshot, wish); });
        if (!found)
            return fail(found.error());
        if (auto* answer = std::get_if<PayAnswer>(&*found))
            return std::move(*answer);
        Standing now = std::move(std::get<Standing>(*found));
        // Somebody else has paid meanwhile: what is due next is another part than the one that was pressed.
        const bool isOtherPart = first && wish.what == PayWish::What::DueNow &&
                                 first->bare() - now.bare() != first->balance - now.balance;
        if (isOtherPart)
            return PayAnswer{PayAnswer::Kind::NothingOpen, {}, {}};
        if (!first)
            first = now;
        if (!now.open) {
            const auto added = m_studio.write(actor, [&](Transaction& transaction) -> Result<PaymentAttempt> {
                const auto again = standing(transaction, wish);
                if (!again)
                    return fail(again.error());
                const auto* same = std::get_if<Standing>(&*again);
                if (!same || same->amount != now.amount || same->account.inLedger() != now.account.inLedger())
                    return fail(Fault::Conflict, u"The invoice was paid or changed meanwhile."_s);
                return addAttempt(transaction, {now.item.id, wish.viewer.contact, now.account.inLedger(),
                                                now.amount, now.surcharge, wish.returnTo});
            });
            if (!added && added.error().fault == Fault::Conflict)
                continue; // the other partner was quicker: look again
            if (!added)
                return fail(added.error());
            now.open = *added;
        }
        if (!serves(*now.open, now, m_studio.now())) {
            const auto isFree = makeWay(*now.open, now.brand);
            if (!isFree && isFree.error().fault == Fault::Busy)
                return PayAnswer{PayAnswer::Kind::Unreachable, {}, {}};
            if (!isFree)
                return fail(isFree.error());
            continue;
        }
        if (now.open->state == AttemptState::Open)
            return PayAnswer{PayAnswer::Kind::ToPage, now.open->address, {}};
        return open(*now.open, now.brand);
    }
    return PayAnswer{PayAnswer::Kind::Unreachable, {}, {}};
}

Result<PayAnswer> CardDesk::open(const PaymentAttempt& attempt, BrandId brand)
{
    {
        std::unique_lock lock{m_callMutex};
        const bool isMyTurn =
            m_callEnded.wait_for(lock, turnPatience, [&] { return !m_calls.contains(attempt.id.row()); });
        if (!isMyTurn)
            return PayAnswer{PayAnswer::Kind::Unreachable, {}, {}};
        m_calls.insert(attempt.id.row());
    }
    const auto leave = qScopeGuard([&] {
        const std::lock_guard lock{m_callMutex};
        m_calls.erase(attempt.id.row());
        m_callEnded.notify_all();
    });

    struct Facts
    {
        PaymentAttempt attempt;
        Item item;
        std::optional<GatewayAccount> account;
    };
    const auto facts = m_studio.read([&](const Snapshot& snapshot) -> Result<Facts> {
        auto current = findAttempt(snapshot, attempt.id);
        if (!current)
            return fail(current.error());
        auto item = items::find(snapshot, attempt.invoice);
        if (!item)
            return fail(item.error());
        auto account = gatewayAccount(snapshot, brand);
        if (!account)
            return fail(account.error());
        return Facts{std::move(*current), std::move(*item), std::move(*account)};
    });
    if (!facts)
        return fail(facts.error());
    if (facts->attempt.state == AttemptState::Open) // somebody else asked while we waited
        return PayAnswer{PayAnswer::Kind::ToPage, facts->attempt.address, {}};
    if (facts->attempt.state == AttemptState::Pending)
        return PayAnswer{PayAnswer::Kind::Pending, {}, {}};
    if (facts->attempt.state != AttemptState::Creating)
        return PayAnswer{PayAnswer::Kind::Unreachable, {}, {}};

    const auto give = [&](const Error& error) -> Result<PayAnswer> {
        qWarning().noquote() << "Stripe opened no page:" << error.detail;
        const auto ended = m_studio.write(Actor::system(), [&](Transaction& transaction) {
            return setAttemptState(transaction, attempt, AttemptState::Failed, error.detail);
        });
        return ended ? Result<PayAnswer>{refused(sentenceFor(error))} : fail(ended.error());
    };
    const auto client = clientFor(brand);
    if (!client)
        return client.error().fault == Fault::Denied ? give(client.error()) : fail(client.error());
    const auto amount = stripe::toStripe(attempt.amount);
    if (!amount)
        return give(amount.error());
    if (!facts->account || facts->account->inLedger() != attempt.account)
        return give({Fault::Denied, u"The brand has another Stripe account now."_s});

    const auto session =
        (*client)->createSession(wishOf(attempt, facts->item, *amount), attempt.idempotencyKey.toLatin1());
    if (!session) {
        if (session.error().fault != Fault::Busy)
            return give(session.error());
        look(attempt.id);
        return PayAnswer{PayAnswer::Kind::Unreachable, {}, {}};
    }
    const auto now = m_studio.write(Actor::system(), [&](Transaction& transaction) -> Result<PaymentAttempt> {
        const auto verdict =
            applySession(transaction, *facts->account, *session, Unpaid::IsUnderWay, transaction.now());
        if (!verdict)
            return fail(verdict.error());
        auto current = findAttempt(transaction, attempt.id);
        if (!current || verdict->outcome != Verdict::Outcome::Quarantined)
            return current;
        // Not what we asked for: nobody is sent there.
        const auto ended = setAttemptState(transaction, attempt, AttemptState::Failed, verdict->reason);
        return ended ? findAttempt(transaction, attempt.id) : fail(ended.error());
    });
    if (!now)
        return fail(now.error());
    if (now->state == AttemptState::Open)
        return PayAnswer{PayAnswer::Kind::ToPage, now->address, {}};
    if (now->state == AttemptState::Pending)
        return PayAnswer{PayAnswer::Kind::Pending, {}, {}};
    return now->state == AttemptState::Paid ? PayAnswer{PayAnswer::Kind::NothingOpen, {}, {}}
                                            : refused(sentenceFor({Fault::Invalid, {}}));
}

Result<void> CardDesk::makeWay(const PaymentAttempt& attempt, BrandId brand)
{
    PaymentAttempt there = attempt;
    if (there.state == AttemptState::Creating) {
        // Whether it has a session, only asking for it again tells.
        const auto opened = open(there, brand);
        if (!opened)
            return fail(opened.error());
        if (opened->kind == PayAnswer::Kind::Unreachable)
            return fail(Fault::Busy, u"Stripe did not answer."_s);
        const auto now =
            m_studio.read([&](const Snapshot& snapshot) { return findAttempt(snapshot, attempt.id); });
        if (!now)
            return fail(now.error());
        there = *now;
    }
    if (isFinal(there.state) || there.session.isEmpty())
        return {};
    const auto client = clientFor(brand);
    if (!client)
        return fail(client.error());
    return closeSession(m_studio, **client, there, brand);
}

} // namespace foyer::payments
