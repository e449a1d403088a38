// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/peer.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>
#include <string_view>
#include <sys/socket.h>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::uint8_t, 12> mappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int mappedBits = 96;
constexpr int sourceBytes = 8; ///< a /64

} // namespace

std::optional<IpAddress> IpAddress::fromText(const QString& text)
{
    const QByteArray ascii = text.toLatin1();
    IpAddress address;
    if (inet_pton(AF_INET6, ascii.constData(), address.m_bytes.data()) == 1)
        return address;
    std::copy(mappedPrefix.begin(), mappedPrefix.end(), address.m_bytes.begin());
    if (inet_pton(AF_INET, ascii.constData(), address.m_bytes.data() + mappedPrefix.size()) == 1)
        return address;
    return std::nullopt;
}

std::optional<IpAddress> IpAddress::fromSocket(const sockaddr* socketAddress)
{
    IpAddress address;
    if (socketAddress->sa_family == AF_INET6) {
        sockaddr_in6 six;
        std::memcpy(&six, socketAddress, sizeof six);
        std::memcpy(address.m_bytes.data(), &six.sin6_addr, address.m_bytes.size());
        return address;
    }
    if (socketAddress->sa_family == AF_INET) {
        sockaddr_in four;
        std::memcpy(&four, socketAddress, sizeof four);
        std::copy(mappedPrefix.begin(), mappedPrefix.end(), address.m_bytes.begin());
        std::memcpy(address.m_bytes.data() + mappedPrefix.size(), &four.sin_addr, sizeof four.sin_addr);
        return address;
    }
    return std::nullopt;
}

void IpAddress::copyTo(in_addr& address) const
{
    Q_ASSERT(isIpv4());
    std::memcpy(&address, m_bytes.data() + mappedPrefix.size(), sizeof address);
}

void IpAddress::copyTo(in6_addr& address) const
{
    std::memcpy(&address, m_bytes.data(), sizeof address);
}

bool IpAddress::isIpv4() const
{
    return std::equal(mappedPrefix.begin(), mappedPrefix.end(), m_bytes.begin());
}

bool IpAddress::isLoopback() const
{
    if (isIpv4())
        return m_bytes[12] == 127;
    return std::all_of(m_bytes.begin(), m_bytes.end() - 1, [](auto byte) { return byte == 0; }) &&
           m_bytes[15] == 1;
}

QString IpAddress::text() const
{
    char text[INET6_ADDRSTRLEN] = {};
    if (isIpv4())
        inet_ntop(AF_INET, m_bytes.data() + mappedPrefix.size(), text, sizeof text);
    else
        inet_ntop(AF_INET6, m_bytes.data(), text, sizeof text);
    return QString::fromLatin1(text);
}

QString IpAddress::network() const
{
    return isIpv4() ? text() : source().text() + u"/64"_s;
}

IpAddress IpAddress::source() const
{
    IpAddress source = *this;
    if (!isIpv4())
        std::fill(source.m_bytes.begin() + sourceBytes, source.m_bytes.end(), std::uint8_t{0});
    return source;
}

bool IpAddress::isWithin(const IpAddress& network, int prefixBits) const
{
    for (int bit = 0; bit < prefixBits; ++bit) {
        const auto byte = static_cast<std::size_t>(bit / 8);
        const int mask = 0x80 >> (bit % 8);
        if (((m_bytes[byte] ^ network.m_bytes[byte]) & mask) != 0)
            return false;
    }
    return true;
}

std::size_t IpAddress::hash() const
{
    return std::hash<std::string_view>{}(
        std::string_view{reinterpret_cast<const char*>(m_bytes.data()), m_bytes.size()});
}

Result<TrustedProxies> TrustedProxies::from(const QStringList& texts)
{
    TrustedProxies proxies;
    for (const QString& text : texts) {
        const auto slash = text.indexOf(u'/');
        const auto address = IpAddress::fromText(slash < 0 ? text : text.left(slash));
        bool isNumber = true;
        const int familyBits = address && address->isIpv4() ? 32 : 128;
        const int bits = slash < 0 ? familyBits : text.mid(slash + 1).toInt(&isNumber);
        if (!address || !isNumber || bits < 0 || bits > familyBits)
            return fail(Fault::Invalid, u"\"%1\" is no address or network of a proxy, such as 127.0.0.1 or "
                                        u"10.0.0.0/8."_s.arg(text));
        proxies.m_networks.push_back({*address, address->isIpv4() ? mappedBits + bits : bits});
    }
    return proxies;
}

bool TrustedProxies::contains(const IpAddress& address) const
{
    return std::any_of(m_networks.begin(), m_networks.end(), [&](const Network& network) {
        return address.isWithin(network.address, network.prefixBits);
    });
}

std::optional<IpAddress> TrustedProxies::clientOf(const QByteArray& forwardedFor) const
{
    // From the right: every proxy appends whom it heard, so what stands further left is hearsay.
    const auto entries = forwardedFor.split(',');
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        const auto address = IpAddress::fromText(QString::fromLatin1(entry->trimmed()));
        if (!address)
            return std::nullopt;
        if (!contains(*address))
            return address;
    }
    return std::nullopt;
}

Peer peerOf(const IpAddress& address, bool isSecure)
{
    return {address.text(), address.network(), isSecure, address.isLoopback()};
}

} // namespace foyer::web
