// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/worker_pool.h"

#include "portal_server/front_door/handler.h"

#include <algorithm>
#include <sys/resource.h>
#include <tuple>
#include <unistd.h>
#include <utility>

namespace foyer::web {

namespace {

/// Hashing is long and can wait; whoever reads a page must not. Far enough below to yield, not to starve.
void stepBack()
{
    constexpr int niceness = 10;
    // Linux keeps this value for each thread; where it is refused, hashing merely competes.
    std::ignore = ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), niceness);
}

} // namespace

WorkerPool::WorkerPool(Handler& handler, int threads, std::size_t queueLength, Rank rank)
    : m_handler{handler}
    , m_queueLength{queueLength}
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this, rank] { work(rank); });
}

WorkerPool::~WorkerPool()
{
    stop();
}

bool WorkerPool::submit(Job job, const QString& source)
{
    {
        const std::lock_guard lock{m_mutex};
        const std::size_t share = std::max<std::size_t>(1, m_queueLength / 4);
        if (m_isStopped || m_queue.size() >= m_queueLength ||
            (!source.isEmpty() && m_waitingOf.value(source) >= share))
            return false;
        if (!source.isEmpty())
            ++m_waitingOf[source];
        m_queue.push_back({std::move(job), source});
    }
    m_hasWork.notify_one();
    return true;
}

void WorkerPool::stop()
{
    std::deque<Waiting> dropped; // dies outside the lock: a job holds its connection
    {
        const std::lock_guard lock{m_mutex};
        m_isStopped = true;
        dropped.swap(m_queue);
    }
    m_hasWork.notify_all();
    for (std::thread& thread : std::exchange(m_threads, {}))
        thread.join();
}

void WorkerPool::work(Rank rank)
{
    if (rank == Rank::Background)
        stepBack();
    HttplibBridge bridge{[this](const Request& request) { return m_handler.answer(request); }};
    for (;;) {
        Job job;
        {
            std::unique_lock lock{m_mutex};
            m_hasWork.wait(lock, [this] { return m_isStopped || !m_queue.empty(); });
            if (m_isStopped)
                break;
            job = std::move(m_queue.front().job);
            const auto counted = m_waitingOf.find(m_queue.front().source);
            if (counted != m_waitingOf.end() && --*counted == 0)
                m_waitingOf.erase(counted);
            m_queue.pop_front();
        }
        job(bridge);
    }
    m_handler.leaveThread();
}

} // namespace foyer::web
