// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/webhook_delivery.h"
#include "app/secrets/secret_store.h"
#include "app/storage/database.h"

#include <QObject>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace foyer::automations {

/// Makes a secret for the automation's webhooks unless it has one. @returns it, to be shown to whoever sets
/// up the receiver. Faults: Storage
Result<QByteArray> ensureWebhookSecret(SecretStore& secrets, const QString& automationUid);

/// Delivers the webhooks that automations queued, on a thread of its own: outside of every transaction, each
/// at least once and under one webhook-id. Whichever program has the studio open keeps one.
class WebhookCourier : public QObject
{
    Q_OBJECT

public:
    /// @param studio  owned by this program; outlives the courier
    WebhookCourier(Database& studio, std::unique_ptr<SecretStore> secrets, WebhookPatience patience = {});
    /// Gives up the call that runs, if any; it is made again the next time.
    ~WebhookCourier() override;

    /// Returns at once.
    void start();

private:
    /// Rung on the writing thread, which may still hold it when the courier is gone.
    struct Bell
    {
        std::mutex mutex;
        std::condition_variable wake;
        bool isRung = false;
        void ring();
    };
    void run();
    /// @returns whether something was delivered, or tried. Faults: Storage: nothing more is tried for a while
    Result<bool> deliverWaiting();
    Result<void> writeUntold();
    CallAnswer attempt(const WaitingCall& call) const;
    std::chrono::milliseconds pause() const;

    Database& m_studio;
    std::unique_ptr<SecretStore> m_secrets;
    WebhookPatience m_patience;
    std::shared_ptr<Bell> m_bell = std::make_shared<Bell>();
    std::vector<std::pair<WaitingCall, CallAnswer>> m_untold; ///< what could not be written down yet
    std::atomic<bool> m_isStopped = false;
    std::thread m_thread; ///< last: begins when all else is there
};

} // namespace foyer::automations
