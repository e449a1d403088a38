// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/transport.h"

#include <openssl/err.h>

#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace foyer::web {

Transport::Transport(int socket, std::shared_ptr<const TlsIdentity> identity)
    : m_socket{socket}
    , m_identity{std::move(identity)}
{
    if (m_identity)
        m_session = m_identity->newSession(m_socket);
}

Transport::~Transport()
{
    m_session.reset();
    ::close(m_socket);
}

Transport::Outcome Transport::handshake()
{
    if (!m_session)
        return m_identity ? Outcome::Closed
                          : Outcome::Done; // no memory for a session: never fall back to plain
    ERR_clear_error(); // the queue is the thread's: another connection's error must not become ours
    const int result = SSL_do_handshake(m_session.get());
    return result == 1 ? Outcome::Done : outcomeOf(result);
}

Transport::Moved Transport::read(char* into, std::size_t size)
{
    if (m_session) {
        ERR_clear_error();
        std::size_t bytes = 0;
        const int result = SSL_read_ex(m_session.get(), into, size, &bytes);
        return result == 1 ? Moved{Outcome::Done, bytes} : Moved{outcomeOf(result)};
    }
    return swallow(into, size);
}

Transport::Moved Transport::swallow(char* into, std::size_t size)
{
    for (;;) {
        const ssize_t count = ::recv(m_socket, into, size, 0);
        if (count > 0)
            return {Outcome::Done, static_cast<std::size_t>(count)};
        if (count == 0)
            return {Outcome::Closed};
        if (errno != EINTR)
            return {errno == EAGAIN || errno == EWOULDBLOCK ? Outcome::WaitRead : Outcome::Closed};
    }
}

Transport::Moved Transport::write(std::string_view bytes, bool more)
{
    if (m_session) {
        ERR_clear_error();
        std::size_t written = 0;
        const int result = SSL_write_ex(m_session.get(), bytes.data(), bytes.size(), &written);
        return result == 1 ? Moved{Outcome::Done, written} : Moved{outcomeOf(result)};
    }
    for (;;) {
        const ssize_t count =
            ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | (more ? MSG_MORE : 0));
        if (count >= 0)
            return {Outcome::Done, static_cast<std::size_t>(count)};
        if (errno != EINTR)
            return {errno == EAGAIN || errno == EWOULDBLOCK ? Outcome::WaitWrite : Outcome::Closed};
    }
}

void Transport::finishWriting()
{
    if (m_session && SSL_is_init_finished(m_session.get())) {
        ERR_clear_error();
        SSL_shutdown(m_session.get()); // one way: waiting for the client's is what lingering is for
    }
    ::shutdown(m_socket, SHUT_WR);
}

Transport::Outcome Transport::outcomeOf(int result)
{
    switch (SSL_get_error(m_session.get(), result)) {
    case SSL_ERROR_WANT_READ:
        return Outcome::WaitRead;
    case SSL_ERROR_WANT_WRITE:
        return Outcome::WaitWrite;
    default: // every other one of OpenSSL's growing list ends the connection
        ERR_clear_error();
        return Outcome::Closed;
    }
}

} // namespace foyer::web
