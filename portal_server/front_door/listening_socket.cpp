// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/listener.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

constexpr mode_t socketMode = 0660; ///< whoever may write to it is believed like a proxy

Failure openingFailed(const QString& where, int error)
{
    switch (error) {
    case EADDRINUSE:
        return fail(Fault::Conflict,
                    u"%1 is in use by another program; stop that program or listen elsewhere."_s.arg(where));
    case EACCES:
    case EPERM:
        return fail(Fault::Denied,
                    u"This account may not listen on %1; ports below 1024 need more rights, one "
                    u"above needs none."_s.arg(where));
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT:
        return fail(Fault::Invalid, u"This machine has no address to listen on at %1."_s.arg(where));
    default:
        return fail(Fault::Storage,
                    u"Cannot listen on %1: %2."_s.arg(where, QString::fromLocal8Bit(std::strerror(error))));
    }
}

/// Room for an address of any family.
struct SocketAddress
{
    sockaddr_storage storage{};
    socklen_t size = 0;

    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

std::optional<SocketAddress> socketAddressOf(const ListenAddress& address)
{
    const auto ip = IpAddress::fromText(address.host);
    if (!ip)
        return std::nullopt;
    SocketAddress result;
    if (ip->isIpv4()) {
        sockaddr_in four{};
        four.sin_family = AF_INET;
        four.sin_port = htons(address.port);
        ip->copyTo(four.sin_addr);
        std::memcpy(&result.storage, &four, sizeof four);
        result.size = sizeof four;
    } else {
        sockaddr_in6 six{};
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(address.port);
        ip->copyTo(six.sin6_addr);
        std::memcpy(&result.storage, &six, sizeof six);
        result.size = sizeof six;
    }
    return result;
}

/// A file that a program which died left behind would refuse us its place for ever.
bool isAbandoned(const sockaddr_un& address)
{
    const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe < 0)
        return false;
    const bool isRefused =
        ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 &&
        errno == ECONNREFUSED;
    ::close(probe);
    return isRefused;
}

} // namespace

Result<ListeningSocket> ListeningSocket::open(const ListenAddress& address, int backlog)
{
    if (!address.socketPath.isEmpty())
        return openUnix(address.socketPath, backlog);
    const QString where = u"%1, port %2"_s.arg(address.host).arg(address.port);
    const auto target = socketAddressOf(address);
    if (!target)
        return fail(Fault::Invalid, u"\"%1\" is no IPv4 or IPv6 address to listen on."_s.arg(address.host));

    ListeningSocket socket{
        ::socket(target->storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP)};
    if (socket.m_descriptor < 0)
        return openingFailed(where, errno);
    const int on = 1;
    const int off = 0;
    // A restart must not wait for the last one's connections to be forgotten.
    ::setsockopt(socket.m_descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    ::setsockopt(socket.m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on,
                 sizeof on); // inherited by what we accept
    if (target->storage.ss_family == AF_INET6)
        ::setsockopt(socket.m_descriptor, IPPROTO_IPV6, IPV6_V6ONLY, address.host == u"::"_s ? &off : &on,
                     sizeof on);
    if (::bind(socket.m_descriptor, target->get(), target->size) != 0 ||
        ::listen(socket.m_descriptor, backlog) != 0)
        return openingFailed(where, errno);
    return socket;
}

Result<ListeningSocket> ListeningSocket::openUnix(const QString& path, int backlog)
{
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (static_cast<std::size_t>(name.size()) >= sizeof address.sun_path)
        return fail(Fault::Invalid,
                    u"The path \"%1\" is too long for a socket; 107 bytes are the most."_s.arg(path));
    std::memcpy(address.sun_path, name.constData(), static_cast<std::size_t>(name.size()));

    ListeningSocket socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (socket.m_descriptor < 0)
        return openingFailed(path, errno);
    if (isAbandoned(address))
        ::unlink(name.constData());
    const auto* target = reinterpret_cast<const sockaddr*>(&address);
    if (::bind(socket.m_descriptor, target, sizeof address) != 0)
        return openingFailed(path, errno);
    socket.m_file = path;
    if (::chmod(name.constData(), socketMode) != 0 || ::listen(socket.m_descriptor, backlog) != 0)
        return openingFailed(path, errno);
    return socket;
}

ListeningSocket::ListeningSocket(ListeningSocket&& other) noexcept
    : m_descriptor{std::exchange(other.m_descriptor, -1)}
    , m_file{std::exchange(other.m_file, {})}
{
}

ListeningSocket::~ListeningSocket()
{
    if (!m_file.isEmpty())
        ::unlink(QFile::encodeName(m_file).constData());
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

quint16 ListeningSocket::port() const
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (::getsockname(m_descriptor, reinterpret_cast<sockaddr*>(&storage), &size) != 0)
        return 0;
    if (storage.ss_family == AF_INET)
        return ntohs(reinterpret_cast<const sockaddr_in&>(storage).sin_port);
    if (storage.ss_family == AF_INET6)
        return ntohs(reinterpret_cast<const sockaddr_in6&>(storage).sin6_port);
    return 0;
}

} // namespace foyer::web
