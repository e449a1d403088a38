// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/front_door/budget.h"
#include "portal_server/front_door/front_door.h"
#include "portal_server/front_door/httplib_bridge.h"
#include "portal_server/front_door/tls.h"
#include "portal_server/front_door/worker_pool.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace foyer::web {

class Connection;

/// What all connections share. Constant while the door is open, except where it says otherwise.
struct Household
{
    Household(Handler& handlerOfAll, const FrontDoorOptions& options)
        : handler{handlerOfAll}
        , limits{options.limits}
        , strictTransport{options.strictTransport}
        , budget{limits}
    {
    }

    Handler& handler;
    const Limits limits;
    const QByteArray strictTransport;
    TrustedProxies proxies;
    Budget budget;                       ///< safe on any thread
    std::unique_ptr<WorkerPool> workers; ///< safe on any thread
    std::unique_ptr<WorkerPool> hashers; ///< safe on any thread
    std::atomic<bool> isDraining = false;
};

/// A client that was let in.
struct Arrival
{
    int socket;                       ///< non-blocking
    std::optional<IpAddress> address; ///< nothing on a UNIX socket
    bool isProxy;                     ///< its word about its clients counts
    std::shared_ptr<const TlsIdentity> identity;
    Budget::Seat seat;
};

/// One thread that serves its connections and never waits for anything but them.
class EventLoop
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    explicit EventLoop(Household& household);
    ~EventLoop();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    // On any thread.
    void start();
    void adopt(Arrival arrival);
    /// Idle connections close now, the others after their answer.
    void beginDraining();
    void closeAll();
    /// Ends the thread and waits for it. Safe to call again.
    void stop();
    boost::asio::io_context& context() { return m_context; }

    // On the loop's own thread, for its connections.
    std::array<char, 64 * 1024>& scratch() { return m_scratch; }
    HttplibBridge& bridge() { return m_bridge; }
    void forget(Connection& connection);

private:
    void run();
    void armSweep();
    void sweep();

    Household& m_household;
    boost::asio::io_context m_context{1}; // one thread runs it
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_work;
    boost::asio::steady_timer m_sweepTimer;
    Limits::Time m_sweepEvery;
    bool m_isSweepArmed = false;
    HttplibBridge m_bridge;
    std::vector<std::shared_ptr<Connection>> m_connections; ///< each knows its place here
    std::array<char, 64 * 1024> m_scratch{};
    std::thread m_thread;
};

} // namespace foyer::web
