// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/event_loop.h"

#include "portal_server/front_door/connection.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

#include <QLoggingCategory>

#include <algorithm>

Q_LOGGING_CATEGORY(portalLoop, "foyer.portal.loop")

namespace foyer::web {

namespace {

/// Deadlines are checked by walking all connections now and then, instead of a timer each: a request then
/// costs no timer at all, and 4,096 connections cost some microseconds of a walk.
Limits::Time sweepInterval(const Limits& limits)
{
    const Limits::Time shortest = std::min({limits.tlsHandshake, limits.head, limits.body, limits.idle,
                                            limits.writeStall, limits.writeWhole, limits.linger});
    constexpr Limits::Time least{5};
    constexpr Limits::Time most{250};
    return std::clamp(shortest / 4, least, most);
}

} // namespace

EventLoop::EventLoop(Household& household)
    : m_household{household}
    , m_work{m_context.get_executor()}
    , m_sweepTimer{m_context}
    , m_sweepEvery{sweepInterval(household.limits)}
    , m_bridge{[&household](const Request& request) { return household.handler.answer(request); }}
{
}

EventLoop::~EventLoop()
{
    stop();
}

void EventLoop::start()
{
    m_thread = std::thread{[this] { run(); }};
}

void EventLoop::run()
{
    for (;;) {
        // Nothing of ours throws here; Asio and the standard library may when memory is short. One
        // connection is worth less than all the others.
        try {
            m_context.run();
            break;
        } catch (const std::exception& exception) {
            qCWarning(portalLoop, "an event was lost: %s", exception.what());
        }
    }
    while (!m_connections.empty())
        std::shared_ptr
        {
            m_connections.back()
            } -> close();
    m_household.handler.leaveThread();
}

void EventLoop::adopt(Arrival arrival)
{
    auto connection = std::make_shared<Connection>(*this, m_household, std::move(arrival));
    boost::asio::dispatch(m_context, [this, connection] {
        connection->place = m_connections.size();
        m_connections.push_back(connection);
        armSweep();
        connection->begin();
    });
}

void EventLoop::forget(Connection& connection)
{
    const std::size_t place = connection.place;
    m_connections.back()->place = place;
    std::swap(m_connections[place], m_connections.back());
    m_connections.pop_back();
}

void EventLoop::beginDraining()
{
    boost::asio::post(m_context, [this] {
        for (std::size_t i = m_connections.size(); i-- > 0;) {
            const auto connection = m_connections[i]; // it may leave the list meanwhile
            connection->beginDraining();
        }
    });
}

void EventLoop::closeAll()
{
    boost::asio::post(m_context, [this] {
        while (!m_connections.empty()) {
            const auto connection = m_connections.back(); // it leaves the list
            connection->close();
        }
    });
}

void EventLoop::stop()
{
    if (!m_thread.joinable())
        return;
    closeAll();
    boost::asio::post(m_context, [this] { m_context.stop(); });
    m_thread.join();
    // What was cancelled still waits to hear of it, and holds its connection until then.
    m_context.restart();
    while (m_context.poll() > 0) {
    }
}

void EventLoop::armSweep()
{
    if (m_isSweepArmed || m_connections.empty())
        return; // without connections the loop sleeps
    m_isSweepArmed = true;
    m_sweepTimer.expires_after(m_sweepEvery);
    m_sweepTimer.async_wait([this](const boost::system::error_code&) {
        m_isSweepArmed = false;
        sweep();
        armSweep();
    });
}

void EventLoop::sweep()
{
    const TimePoint now = std::chrono::steady_clock::now();
    // Backwards: closing moves the last one into the gap, and that one was already asked.
    for (std::size_t i = m_connections.size(); i-- > 0;)
        std::shared_ptr
        {
            m_connections[i]
            } -> checkDeadline(now);
}

} // namespace foyer::web
