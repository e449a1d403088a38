// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/front_door.h"

#include "portal_server/front_door/event_loop.h"
#include "portal_server/front_door/listener.h"
#include "portal_server/front_door/refusal.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <future>
#include <mutex>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastWorkers = 2; ///< one may make a PDF; a write must not wait for it
constexpr rlim_t otherFiles = 512;

int coresOr(int wish, int least)
{
    return wish > 0 ? wish : std::max(least, static_cast<int>(std::thread::hardware_concurrency()));
}

/// A shell grants 1,024 files; every connection is one.
void raiseFileLimit(int connections)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    const rlim_t wanted = static_cast<rlim_t>(connections) + otherFiles;
    if (limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit); // what is refused here, accept() meets later and survives
}

/// For who finds no place: one packet, as far as the kernel takes it, and good-bye.
void turnAway(int client, bool isPlain)
{
    if (isPlain) {
        const QByteArray answer = refusal(503);
        if (::send(client, answer.constData(), static_cast<std::size_t>(answer.size()),
                   MSG_NOSIGNAL | MSG_DONTWAIT) > 0)
            ::shutdown(client, SHUT_WR);
    }
    ::close(client);
}

} // namespace

Result<ListenAddress> listenAddressFrom(const QString& text, Security security)
{
    ListenAddress address;
    address.security = security;
    constexpr QLatin1StringView unixPrefix{"unix:"};
    if (text.startsWith(unixPrefix) && text.size() > unixPrefix.size()) {
        address.socketPath = text.mid(unixPrefix.size());
        return address;
    }
    const auto colon = text.lastIndexOf(u':');
    QString host = text.left(std::max(colon, decltype(colon){0}));
    const bool isBracketed = host.startsWith(u'[') && host.endsWith(u']');
    if (isBracketed)
        host = host.mid(1, host.size() - 2);
    const QString digits = text.mid(colon + 1);
    const bool isDecimal = !digits.isEmpty() && std::all_of(digits.begin(), digits.end(),
                                                            [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool isPort = false;
    address.port = digits.toUShort(&isPort);
    const auto ip = IpAddress::fromText(host);
    // An IPv6 address without brackets could hide its port among its groups.
    if (!isPort || !isDecimal || !ip || isBracketed == ip->isIpv4())
        return fail(
            Fault::Invalid,
            u"\"%1\" is no address to listen on; write 127.0.0.1:8080, [::1]:8080 or unix:/path."_s.arg(
                text));
    address.host = host;
    return address;
}

class FrontDoor::Private
{
public:
    Private(Handler& handler, FrontDoorOptions given)
        : options{std::move(given)}
        , household{handler, options}
    {
    }

    bool usesTls() const
    {
        return std::any_of(options.listen.begin(), options.listen.end(),
                           [](const ListenAddress& each) { return each.security == Security::Tls; });
    }

    Result<void> prepare();
    void open(std::vector<ListeningSocket> sockets);
    void let(int client, std::optional<IpAddress> address, const ListenAddress& at);
    void stopAccepting();
    void waitUntilEmpty(std::chrono::milliseconds patience);

    const FrontDoorOptions options;
    Household household;
    std::mutex identityMutex;
    std::shared_ptr<const TlsIdentity> identity;
    std::vector<std::unique_ptr<EventLoop>> loops;
    std::vector<std::unique_ptr<Listener>> listeners; ///< all on the first loop
    std::vector<quint16> ports;
    std::size_t nextLoop = 0; ///< the first loop's own
    std::mutex drainMutex;
    bool isOpen = false;
};

Result<void> FrontDoor::Private::prepare()
{
    if (options.listen.empty())
        return fail(Fault::Invalid, u"There is no address to listen on."_s);
    auto proxies = TrustedProxies::from(options.trustedProxies);
    if (!proxies)
        return fail(proxies.error());
    household.proxies = std::move(*proxies);
    if (usesTls()) {
        auto loaded = TlsIdentity::load(options.certificates);
        if (!loaded)
            return fail(loaded.error());
        identity = std::move(*loaded);
    }
    return {};
}

void FrontDoor::Private::open(std::vector<ListeningSocket> sockets)
{
    raiseFileLimit(options.limits.connectionsInAll);
    household.workers = std::make_unique<WorkerPool>(
        household.handler, coresOr(options.workers, leastWorkers), options.limits.workerQueue);
    household.hashers = std::make_unique<WorkerPool>(
        household.handler, options.hashers > 0 ? options.hashers : coresOr(0, 2) - 1,
        options.limits.hashQueue, WorkerPool::Rank::Background);
    for (int i = 0; i < coresOr(options.eventLoops, 1); ++i)
        loops.push_back(std::make_unique<EventLoop>(household));
    EventLoop& first = *loops.front();
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        ports.push_back(sockets[i].port());
        listeners.push_back(std::make_unique<Listener>(
            first.context(), std::move(sockets[i]), options.limits.acceptPause, options.acceptCall,
            [this, &at = options.listen[i]](int client, std::optional<IpAddress> address) {
                let(client, address, at);
            }));
        listeners.back()->begin();
    }
    for (const auto& loop : loops)
        loop->start();
    isOpen = true;
}

void FrontDoor::Private::let(int client, std::optional<IpAddress> address, const ListenAddress& at)
{
    const bool isPlain = at.security == Security::Plain;
    const bool isProxy = !address || household.proxies.contains(*address);
    auto seat = household.budget.take(isProxy ? std::nullopt : address);
    if (!seat)
        return turnAway(client, isPlain);
    std::shared_ptr<const TlsIdentity> certificate;
    if (!isPlain) {
        const std::lock_guard lock{identityMutex};
        certificate = identity;
    }
    nextLoop = (nextLoop + 1) % loops.size();
    loops[nextLoop]->adopt({client, address, isProxy, std::move(certificate), std::move(*seat)});
}

void FrontDoor::Private::stopAccepting()
{
    std::promise<void> stopped;
    boost::asio::post(loops.front()->context(), [&] {
        for (const auto& listener : listeners)
            listener->stop();
        stopped.set_value();
    });
    stopped.get_future().wait();
}

void FrontDoor::Private::waitUntilEmpty(std::chrono::milliseconds patience)
{
    constexpr std::chrono::milliseconds glance{5};
    const auto until = std::chrono::steady_clock::now() + std::min(patience, Limits::drainMost);
    while (household.budget.total() > 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(glance);
}

FrontDoor::FrontDoor(Handler& handler, FrontDoorOptions options)
    : d{std::make_unique<Private>(handler, std::move(options))}
{
}

FrontDoor::~FrontDoor()
{
    drain(std::chrono::milliseconds{0});
}

Result<void> FrontDoor::start()
{
    Q_ASSERT(d->loops.empty());
    if (auto prepared = d->prepare(); !prepared)
        return prepared;
    std::vector<ListeningSocket> sockets;
    for (const ListenAddress& address : d->options.listen) {
        auto socket = ListeningSocket::open(address, d->options.limits.backlog);
        if (!socket)
            return fail(socket.error());
        sockets.push_back(std::move(*socket));
    }
    d->open(std::move(sockets));
    return {};
}

std::vector<quint16> FrontDoor::ports() const
{
    return d->ports;
}

Result<void> FrontDoor::reloadCertificates()
{
    if (!d->usesTls())
        return {};
    auto loaded = TlsIdentity::load(d->options.certificates);
    if (!loaded)
        return fail(loaded.error());
    const std::lock_guard lock{d->identityMutex};
    d->identity = std::move(*loaded);
    return {};
}

void FrontDoor::drain(std::chrono::milliseconds patience)
{
    const std::lock_guard lock{d->drainMutex};
    if (!std::exchange(d->isOpen, false))
        return;
    d->household.isDraining = true;
    d->stopAccepting();
    for (const auto& loop : d->loops)
        loop->beginDraining();
    d->waitUntilEmpty(patience);
    for (const auto& loop : d->loops)
        loop->closeAll();
    d->household.workers->stop();
    d->household.hashers->stop();
    for (const auto& loop : d->loops)
        loop->stop();
    d->listeners.clear();
}

int FrontDoor::connectionCount() const
{
    return d->household.budget.total();
}

} // namespace foyer::web
