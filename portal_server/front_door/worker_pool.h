// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/front_door/httplib_bridge.h"

#include <QHash>
#include <QString>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace foyer::web {

class Handler;

/// A fixed number of threads and a short queue before them. Safe on any thread.
class WorkerPool
{
public:
    using Job = std::function<void(HttplibBridge&)>;

    enum class Rank
    {
        Ordinary,
        Background, ///< the system gives these threads what all others leave
    };

    /// @param threads at least one
    WorkerPool(Handler& handler, int threads, std::size_t queueLength, Rank rank = Rank::Ordinary);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// Never waits.
    /// @param source  whose job it is; empty: not counted. One source gets a quarter of the queue, so that it
    ///                cannot keep the others out
    /// @returns false when the queue or the source's share of it is full, or the pool has stopped; the job is
    ///          then dropped
    bool submit(Job job, const QString& source = {});

    /// Drops what waits, waits for what runs. A second call does nothing.
    void stop();

private:
    void work(Rank rank);

    Handler& m_handler;
    const std::size_t m_queueLength;
    std::mutex m_mutex;
    std::condition_variable m_hasWork;
    struct Waiting
    {
        Job job;
        QString source;
    };
    std::deque<Waiting> m_queue;
    QHash<QString, std::size_t> m_waitingOf; ///< by source; only those with a job in the queue
    bool m_isStopped = false;
    std::vector<std::thread> m_threads;
};

} // namespace foyer::web
