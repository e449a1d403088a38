// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "portal_server/web/request.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

struct in6_addr;
struct in_addr;
struct sockaddr;

namespace foyer::web {

/// An address without a port. IPv4 is kept as IPv4-mapped IPv6, so that the two spellings are one.
class IpAddress
{
public:
    static std::optional<IpAddress> fromText(const QString& text);
    /// @returns nothing for other families (UNIX sockets)
    static std::optional<IpAddress> fromSocket(const sockaddr* address);

    void copyTo(in_addr& address) const; ///< isIpv4() only
    void copyTo(in6_addr& address) const;

    bool isIpv4() const;
    bool isLoopback() const;
    QString text() const;
    /// What counts as one source: the IPv4 address, the /64 of an IPv6 one ("2001:db8::/64"), for this is
    /// what one household gets.
    QString network() const;
    /// The same as 16 bytes, for counting.
    IpAddress source() const;
    bool isWithin(const IpAddress& network, int prefixBits) const;

    auto operator<=>(const IpAddress&) const = default;
    std::size_t hash() const;

private:
    std::array<std::uint8_t, 16> m_bytes{};
};

/// The proxies whose word counts (P9).
class TrustedProxies
{
public:
    /// @param texts addresses or networks, "10.0.0.0/8"
    /// @returns Invalid with the text that is neither
    static Result<TrustedProxies> from(const QStringList& texts);

    bool contains(const IpAddress& address) const;
    /// The client a chain of proxies speaks for: the last entry that is no trusted proxy itself.
    /// @returns nothing when the chain names none we could believe
    std::optional<IpAddress> clientOf(const QByteArray& forwardedFor) const;

private:
    struct Network
    {
        IpAddress address;
        int prefixBits; ///< of 128
    };
    std::vector<Network> m_networks;
};

Peer peerOf(const IpAddress& address, bool isSecure);

} // namespace foyer::web
