// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/card_desk.h"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

namespace foyer::payments {

/// Asks Stripe how a session stands and applies the answer, as an event would.
/// Faults: those of stripe::Http, Storage
Result<Verdict> askAfter(Database& studio, stripe::Client& client, const PaymentAttempt& attempt,
                         BrandId brand);
/// Ends a session that is in the way. When it turns out to be paid, or under way, that is applied instead.
/// Faults: those of stripe::Http, Storage
Result<void> closeSession(Database& studio, stripe::Client& client, const PaymentAttempt& attempt,
                          BrandId brand);

/// Looks after what is open at Stripe, on a thread of its own: the desktop sleeps, and letters are lost. At
/// the start and after a sleep it fetches what happened since; while an attempt is open it asks after it,
/// less and less often; it closes the sessions of invoices that take no money any more, and brings home
/// refunds whose answer was lost.
class Reconciler
{
public:
    explicit Reconciler(CardDesk& desk);
    /// Waits for the call that runs, if any.
    ~Reconciler();
    Q_DISABLE_COPY_MOVE(Reconciler)

    /// Ask after this one soon. Waits for nothing.
    void look(AttemptId attempt);

private:
    using Steady = std::chrono::steady_clock;
    /// When an attempt is asked after next.
    struct Due
    {
        Steady::time_point at;
        std::chrono::seconds pause;
    };

    void run();
    void noteKeys();
    void catchUp();
    void askAfterOpen();
    void finishRefunds();
    void askOne(const PaymentAttempt& attempt);
    bool isStopped();

    CardDesk& m_desk;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_isStopped = false;
    std::set<AttemptId> m_wanted;
    std::map<AttemptId, Due> m_due; ///< the thread's own
    std::thread m_thread;           ///< last: begins when all else is there
};

} // namespace foyer::payments
