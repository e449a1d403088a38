// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/front_door/event_loop.h"
#include "portal_server/front_door/request_head.h"
#include "portal_server/front_door/transport.h"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace foyer::web {

/// One client: its requests one after the other, each whole before it is looked at, each answered before
/// the next is read. Everything happens on the loop's thread.
class Connection : public std::enable_shared_from_this<Connection>
{
public:
    using TimePoint = EventLoop::TimePoint;

    Connection(EventLoop& loop, Household& household, Arrival arrival);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void begin();
    void beginDraining();
    void checkDeadline(TimePoint now);
    void close();

    std::size_t place = 0; ///< in the loop's list

private:
    enum class State
    {
        Handshake,
        Idle, ///< nothing of the next request has arrived
        Head,
        Body,
        Answering, ///< a worker thinks
        Writing,
        Lingering, ///< all is said; the client may still be talking
        Closed,
    };

    // What arrives.
    void continueHandshake();
    void read();
    bool takeFromInput(); ///< false: more bytes are needed
    bool takeHead();
    bool takeBody();
    void beginIdle();
    void inviteBody();

    // What goes out.
    void dispatch();
    void answerBy(WorkerPool& pool);
    /// Sends it now, or when the handler wants it sent.
    void sendInTime(std::optional<WireAnswer> answer);
    void send(std::optional<WireAnswer> answer);
    void refuse(int status);
    void write();
    void afterAnswer();
    void linger();

    void waitToRead();
    void waitToWrite();
    void onReady();
    void enter(State state, Limits::Time allowed);
    Peer peer() const;

    EventLoop& m_loop;
    Household& m_household;
    Budget::Seat m_seat;
    bool m_isProxy;
    Peer m_peer; ///< who holds the other end: a client, or a proxy that speaks for many
    Transport m_transport;
    boost::asio::posix::stream_descriptor m_ready; ///< tells when; Transport owns the socket

    State m_state = State::Idle;
    TimePoint m_deadline;
    TimePoint m_requestAt; ///< when the request that is being answered was complete
    bool m_isWaiting = false;
    bool m_isFresh = true; ///< nothing has arrived yet

    std::string m_input;        ///< arrived and not yet taken
    std::size_t m_searched = 0; ///< of it, without the end of a head
    RequestHead m_head;
    bool m_closesAfterAnswer = false;

    WireAnswer m_answer;
    std::size_t m_sent = 0; ///< of head and body together
    TimePoint m_writeBy;    ///< the whole answer, however it trickles
};

} // namespace foyer::web
