// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/front_door/event_loop.h"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace foyer::web {

/// A socket that is bound and listening; closed, and its file removed, when this goes.
class ListeningSocket
{
public:
    /// @returns Conflict when the address is in use, Denied when it needs rights, Invalid when it is not ours
    static Result<ListeningSocket> open(const ListenAddress& address, int backlog);

    ListeningSocket(ListeningSocket&& other) noexcept;
    ListeningSocket& operator=(ListeningSocket&&) = delete;
    ~ListeningSocket();

    int descriptor() const { return m_descriptor; }
    quint16 port() const; ///< 0 for UNIX sockets

private:
    explicit ListeningSocket(int descriptor)
        : m_descriptor{descriptor}
    {
    }
    static Result<ListeningSocket> openUnix(const QString& path, int backlog);

    int m_descriptor;
    QString m_file; ///< of a UNIX socket
};

/// Lets clients in, for as long as it is told to: no error of accept() ends it.
class Listener
{
public:
    using AcceptCall = std::function<int(int, sockaddr*, unsigned*)>;
    /// A socket and who is at the other end (nothing for UNIX sockets).
    using OnClient = std::function<void(int socket, std::optional<IpAddress> address)>;

    Listener(boost::asio::io_context& context, ListeningSocket socket, Limits::Time pause,
             AcceptCall acceptCall, OnClient onClient);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    quint16 port() const { return m_socket.port(); }

    // On the thread that runs the context.
    void begin();
    void stop();

private:
    void acceptSome();
    bool acceptOne();
    void giveUpReserve();
    void pause();

    ListeningSocket m_socket;
    boost::asio::posix::stream_descriptor m_ready;
    boost::asio::steady_timer m_pauseTimer;
    Limits::Time m_pause;
    AcceptCall m_acceptCall;
    OnClient m_onClient;
    int m_reserve; ///< a file to close when there are no more: the way to tell a client that we are full
    bool m_isShort = false; ///< of files or memory, since the last client
    bool m_isStopped = false;
};

} // namespace foyer::web
