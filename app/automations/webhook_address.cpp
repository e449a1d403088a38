// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/webhook_address.h"

#include <QUrl>

#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestUrl = 2'000;

/// IPv4 inside IPv6 (mapped, or by NAT64) is judged as what it leads to.
QHostAddress unwrapped(const QHostAddress& address)
{
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return address;
    bool isMapped = false;
    const quint32 inside = address.toIPv4Address(&isMapped);
    if (isMapped)
        return QHostAddress{inside};
    if (address.isInSubnet(QHostAddress{u"64:ff9b::"_s}, 96)) {
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        return QHostAddress{(quint32{bytes[12]} << 24) | (quint32{bytes[13]} << 16) |
                            (quint32{bytes[14]} << 8) | quint32{bytes[15]}};
    }
    return address;
}

/// Source: the IANA registries of special-purpose addresses. What is not globally reachable, and what carries
/// such an address in it (6to4, Teredo).
bool isSpecial(const QHostAddress& address)
{
    static const std::pair<const char*, int> subnets[] = {
        {"0.0.0.0", 8},      {"10.0.0.0", 8},     {"100.64.0.0", 10}, {"127.0.0.0", 8},
        {"169.254.0.0", 16}, {"172.16.0.0", 12},  {"192.0.0.0", 24},  {"192.0.2.0", 24},
        {"192.88.99.0", 24}, {"192.168.0.0", 16}, {"198.18.0.0", 15}, {"198.51.100.0", 24},
        {"203.0.113.0", 24}, {"224.0.0.0", 4},    {"240.0.0.0", 4},   {"::", 128},
        {"::1", 128},        {"64:ff9b:1::", 48}, {"100::", 64},      {"2001::", 23},
        {"2001:db8::", 32},  {"2002::", 16},      {"fc00::", 7},      {"fe80::", 10},
        {"fec0::", 10},      {"ff00::", 8},
    };
    for (const auto& [subnet, bits] : subnets) {
        if (address.isInSubnet(QHostAddress{QString::fromLatin1(subnet)}, bits))
            return true;
    }
    return false;
}

} // namespace

bool isThisMachine(const QString& host)
{
    const QString name = host.endsWith(u'.') ? host.chopped(1) : host;
    if (name.compare("localhost"_L1, Qt::CaseInsensitive) == 0)
        return true;
    const QHostAddress address{name};
    return !address.isNull() && address.isLoopback();
}

bool mayConnectTo(const QHostAddress& given, bool isToThisMachine)
{
    const QHostAddress address = unwrapped(given);
    if (address.isNull())
        return false;
    return isToThisMachine ? address.isLoopback() : !isSpecial(address);
}

QString webhookAddressProblem(const QString& text)
{
    const QUrl url{text, QUrl::StrictMode};
    if (text.isEmpty())
        return u"it has none yet."_s;
    if (text.size() > longestUrl)
        return u"it is longer than %1 characters."_s.arg(longestUrl);
    if (!url.isValid() || url.host().isEmpty())
        return u"“%1” is no web address."_s.arg(text.left(100));
    if (!url.userInfo().isEmpty())
        return u"it holds a name or a password, which would stand in the studio for all to read."_s;
    if (url.hasFragment())
        return u"the part behind # is never sent."_s;
    const QString host = url.host(QUrl::FullyEncoded);
    const bool isHere = isThisMachine(host);
    if (url.scheme() == "http"_L1 && !isHere)
        return u"http can be read on its way. Use https."_s;
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)
        return u"it begins with neither https nor http."_s;
    if (const QHostAddress literal{host}; !literal.isNull() && !mayConnectTo(literal, isHere))
        return u"“%1” is an address inside a network, not on the Internet."_s.arg(host);
    return {};
}

} // namespace foyer
