// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/webhook_courier.h"

#include <QDebug>

#include <algorithm>

namespace foyer::automations {

using namespace Qt::StringLiterals;

namespace {

constexpr int callsAtOnce = 20;
constexpr std::chrono::milliseconds shortest{200};
constexpr std::chrono::milliseconds longest{60'000};

} // namespace

Result<QByteArray> ensureWebhookSecret(SecretStore& secrets, const QString& automationUid)
{
    const QString name = webhookSecretName(automationUid);
    const auto known = secrets.find(name);
    if (!known)
        return fail(known.error());
    if (*known)
        return **known;
    const QByteArray made = newWebhookSecret();
    const auto kept = secrets.keep(name, made);
    return kept ? Result<QByteArray>{made} : fail(kept.error());
}

WebhookCourier::WebhookCourier(Database& studio, std::unique_ptr<SecretStore> secrets,
                               WebhookPatience patience)
    : m_studio{studio}
    , m_secrets{std::move(secrets)}
    , m_patience{patience}
{
    connect(
        &m_studio, &Database::changed, this,
        [bell = m_bell](const Changes& changes) {
            if (changes.touches(Entity::Automation))
                bell->ring();
        },
        Qt::DirectConnection); // on the writing thread, which only has to ring
}

WebhookCourier::~WebhookCourier()
{
    disconnect(&m_studio, nullptr, this, nullptr);
    m_isStopped = true;
    m_bell->ring();
    if (m_thread.joinable())
        m_thread.join();
}

void WebhookCourier::start()
{
    if (!m_thread.joinable())
        m_thread = std::thread{[this] { run(); }};
}

void WebhookCourier::Bell::ring()
{
    {
        const std::lock_guard lock{mutex};
        isRung = true;
    }
    wake.notify_one();
}

void WebhookCourier::run()
{
    while (!m_isStopped) {
        const auto hadSome = deliverWaiting();
        if (!hadSome)
            qWarning().noquote() << "webhooks:" << hadSome.error().detail;
        // While the file takes nothing, nobody is called: each call would be made again and again.
        const std::chrono::milliseconds wait = !hadSome   ? longest
                                               : *hadSome ? std::chrono::milliseconds{0}
                                                          : pause();
        std::unique_lock lock{m_bell->mutex};
        m_bell->wake.wait_for(lock, wait, [this] { return m_bell->isRung || m_isStopped; });
        m_bell->isRung = false;
    }
    m_studio.releaseThisThread();
}

Result<void> WebhookCourier::writeUntold()
{
    while (!m_untold.empty()) {
        const auto& [call, answer] = m_untold.front();
        const auto kept = m_studio.write(
            Actor::system(), [&](Transaction& transaction) { return keepAnswer(transaction, call, answer); });
        if (!kept)
            return kept;
        m_untold.erase(m_untold.begin());
    }
    return {};
}

Result<bool> WebhookCourier::deliverWaiting()
{
    if (const auto told = writeUntold(); !told)
        return fail(told.error());
    const auto calls =
        m_studio.read([](const Snapshot& snapshot) { return waitingCalls(snapshot, callsAtOnce); });
    if (!calls)
        return fail(calls.error());
    for (const WaitingCall& call : *calls) {
        const CallAnswer answer = attempt(call);
        if (m_isStopped)
            return false; // nobody knows what became of it
        m_untold.emplace_back(call, answer);
        if (const auto told = writeUntold(); !told)
            return fail(told.error());
    }
    return !calls->empty();
}

CallAnswer WebhookCourier::attempt(const WaitingCall& call) const
{
    const auto secret = m_secrets->find(webhookSecretName(call.automationUid));
    if (!secret)
        return {false, false, u"its secret cannot be read now"_s};
    if (!*secret)
        return {false, false, u"this machine has no secret to sign it with"_s};
    const auto key = webhookKey(**secret);
    if (!key)
        return {false, false, u"its secret is not of the form whsec_…"_s};
    return deliver(call, *key, m_studio.now(), m_isStopped, m_patience);
}

std::chrono::milliseconds WebhookCourier::pause() const
{
    const auto next = m_studio.read([](const Snapshot& snapshot) { return nextCallAt(snapshot); });
    if (!next || !*next)
        return longest;
    return std::clamp<std::chrono::milliseconds>(**next - m_studio.now(), shortest, longest);
}

} // namespace foyer::automations
