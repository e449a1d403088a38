// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/listener.h"

#include <QLoggingCategory>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

Q_LOGGING_CATEGORY(portalListener, "foyer.portal.listener")

namespace foyer::web {

namespace {

constexpr int mostAtOnce = 64; ///< the other events of this loop have their turn, too

int openReserve()
{
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

int acceptPlainly(int socket, sockaddr* address, unsigned* size)
{
    return ::accept4(socket, address, size, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

} // namespace

Listener::Listener(boost::asio::io_context& context, ListeningSocket socket, Limits::Time pause,
                   AcceptCall acceptCall, OnClient onClient)
    : m_socket{std::move(socket)}
    , m_ready{context, m_socket.descriptor()}
    , m_pauseTimer{context}
    , m_pause{pause}
    , m_acceptCall{acceptCall ? std::move(acceptCall) : AcceptCall{acceptPlainly}}
    , m_onClient{std::move(onClient)}
    , m_reserve{openReserve()}
{
}

Listener::~Listener()
{
    if (m_ready.is_open())
        m_ready.release();
    if (m_reserve >= 0)
        ::close(m_reserve);
}

void Listener::begin()
{
    if (m_isStopped)
        return;
    m_ready.async_wait(boost::asio::posix::stream_descriptor::wait_read, [this](const auto& error) {
        if (!error)
            acceptSome();
    });
}

void Listener::stop()
{
    m_isStopped = true;
    m_pauseTimer.cancel();
    if (m_ready.is_open())
        m_ready.release();
    // From now on the kernel refuses, instead of keeping clients waiting for nobody.
    ::shutdown(m_socket.descriptor(), SHUT_RDWR);
}

void Listener::acceptSome()
{
    for (int i = 0; i < mostAtOnce; ++i) {
        if (!acceptOne())
            return;
    }
    begin();
}

/// @returns false when there is nothing to accept now; what comes next is arranged
bool Listener::acceptOne()
{
    sockaddr_storage storage{};
    auto* address = reinterpret_cast<sockaddr*>(&storage);
    unsigned size = sizeof storage;
    const int client = m_acceptCall(m_socket.descriptor(), address, &size);
    if (client >= 0) {
        m_isShort = false;
        m_onClient(client, IpAddress::fromSocket(address));
        return true;
    }
    const int error = errno;
    switch (error) {
    case EAGAIN:
        begin();
        return false;
    case EINTR:
    case ECONNABORTED: // this and the next ones are the client's or the network's, and over
    case EPROTO:
    case ENETDOWN:
    case ENETUNREACH:
    case EHOSTDOWN:
    case EHOSTUNREACH:
    case ENOPROTOOPT:
    case ENONET:
    case EOPNOTSUPP:
    case ETIMEDOUT:
        return true;
    case EMFILE:
    case ENFILE:
        giveUpReserve();
        break;
    default: // ENOBUFS, ENOMEM, EPERM (a firewall), and what future kernels invent
        break;
    }
    if (!std::exchange(m_isShort, true)) // said once, not twenty times a second
        qCWarning(portalListener, "accept failed (%s); going on shortly", std::strerror(error));
    pause();
    return false;
}

/// Takes one client with the file kept for this, and hangs up: better than a silence of minutes.
void Listener::giveUpReserve()
{
    if (m_reserve >= 0) {
        ::close(m_reserve);
        const int client = ::accept4(m_socket.descriptor(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (client >= 0)
            ::close(client);
    }
    m_reserve = openReserve();
}

void Listener::pause()
{
    m_pauseTimer.expires_after(m_pause);
    m_pauseTimer.async_wait([this](const boost::system::error_code& error) {
        if (!error && !m_isStopped)
            acceptSome();
    });
}

} // namespace foyer::web
