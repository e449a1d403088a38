// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal.h"

#include "app/contracts/contract_pdf.h"
#include "app/payments/card_desk.h"
#include "app/storage/settings.h"
#include "app/studio.h"
#include "portal_server/front_door/front_door.h"
#include "portal_server/portal/dispatcher.h"

#include <QThreadPool>
#include <QTimer>

#include <optional>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

/// Requests come before the port is known when it is chosen by the system; this waits for the directory.
class LateHandler final : public Handler
{
public:
    void lead(Handler& to) { m_to.store(&to, std::memory_order_release); }

    Lane laneFor(const Request& request) const override
    {
        const Handler* to = m_to.load(std::memory_order_acquire);
        return to ? to->laneFor(request) : Lane::Here;
    }
    std::size_t bodyLimitFor(Method method, const QString& path) const override
    {
        const Handler* to = m_to.load(std::memory_order_acquire);
        return to ? to->bodyLimitFor(method, path) : Limits::bodyBytesDefault;
    }
    Response answer(const Request& request) override
    {
        if (Handler* to = m_to.load(std::memory_order_acquire))
            return to->answer(request);
        Response response;
        response.status = 503;
        response.headers.emplace_back("Retry-After", "1");
        return response;
    }
    void leaveThread() override
    {
        if (Handler* to = m_to.load(std::memory_order_acquire))
            to->leaveThread();
    }

private:
    std::atomic<Handler*> m_to = nullptr;
};

QString originOf(const ListenAddress& address, quint16 port)
{
    // Listening everywhere is not an address; on this machine it is reached by loopback.
    const bool isEverywhere = address.host == "0.0.0.0"_L1 || address.host == "::"_L1;
    QString host = isEverywhere ? u"127.0.0.1"_s : address.host;
    if (host.contains(u':'))
        host = u'[' + host + u']';
    const bool isTls = address.security == Security::Tls;
    const bool isDefault = port == (isTls ? 443 : 80);
    return (isTls ? u"https://"_s : u"http://"_s) + host +
           (isDefault ? QString{} : u':' + QString::number(port));
}

void sealWaiting(Database& studio)
{
    if (const auto sealed = contracts::sealAll(studio); !sealed)
        qWarning("contracts are not sealed yet: %s", qPrintable(sealed.error().detail));
    studio.releaseThisThread();
}

/// Keys come from the file of a server, and Stripe is where it is unless a test has another.
Result<std::shared_ptr<payments::CardDesk>> deskOfAServer(Database& studio, const QString& stripeDouble)
{
    auto place = stripeDouble.isEmpty() ? Result<stripe::Place>{stripe::Place::real()}
                                        : stripe::Place::onThisMachine(stripeDouble);
    if (!place)
        return fail(place.error());
    auto keys = studio.read(
        [](const Snapshot& snapshot) { return secrets::open(snapshot, secrets::Machine::Server); });
    if (!keys)
        return fail(keys.error());
    return std::make_shared<payments::CardDesk>(studio, std::move(*keys), std::move(*place));
}

} // namespace

struct Portal::Private
{
    LateHandler handler;
    std::shared_ptr<payments::CardDesk> cards;
    std::optional<Directory> directory;
    std::optional<Dispatcher> dispatcher;
    std::unique_ptr<FrontDoor> frontDoor; ///< last: gone before what it calls
    QString origin;
    QTimer tidying;      ///< a portal runs for months; counters and ended sessions must not pile up
    QThreadPool sealing; ///< waits for its work when it goes
};

Portal::Portal(std::unique_ptr<Private> made)
    : d{std::move(made)}
{
}

Portal::~Portal()
{
    d->frontDoor->drain();
}

Result<std::unique_ptr<Portal>> Portal::start(Database& studio, const PortalConfig& config)
{
    const bool isTls = !config.certificateFile.isEmpty() || !config.keyFile.isEmpty();
    if (isTls && (config.certificateFile.isEmpty() || config.keyFile.isEmpty()))
        return fail(Fault::Invalid, u"TLS needs both a certificate and its key."_s);
    const auto address = listenAddressFrom(config.listen, isTls ? Security::Tls : Security::Plain);
    if (!address)
        return fail(address.error());
    const auto formKey = studio.read([](const Snapshot& snapshot) {
        return settings::secret(snapshot, QLatin1StringView{settings::formSecret});
    });
    if (!formKey)
        return fail(formKey.error());

    auto made = std::make_unique<Private>();
    made->cards = config.cards;
    if (!made->cards) {
        auto desk = deskOfAServer(studio, config.stripeDouble);
        if (!desk)
            return fail(desk.error());
        made->cards = std::move(*desk);
    }
    FrontDoorOptions options;
    options.listen = {*address};
    if (isTls)
        options.certificates = {{config.certificateFile, config.keyFile}};
    options.trustedProxies = config.trustedProxies;
    made->frontDoor = std::make_unique<FrontDoor>(made->handler, std::move(options));
    if (const auto started = made->frontDoor->start(); !started)
        return fail(started.error());
    made->origin = originOf(*address, made->frontDoor->ports().front());
    made->directory.emplace(studio, made->origin);
    made->dispatcher.emplace(studio, *made->directory, *formKey, made->cards.get());
    made->cards->startLooking();
    made->handler.lead(*made->dispatcher);
    made->sealing.setMaxThreadCount(1);
    const auto sealLeftOvers = [&studio, &pool = made->sealing] {
        pool.start([&studio] { sealWaiting(studio); });
    };
    sealLeftOvers(); // the program may have ended between the last signature and its seal
    QObject::connect(&made->tidying, &QTimer::timeout, &studio, [&studio, sealLeftOvers] {
        studio.writeSoon(Actor::system(), tidyStudio);
        sealLeftOvers();
    });
    made->tidying.start(std::chrono::hours{1});
    return std::unique_ptr<Portal>{new Portal{std::move(made)}};
}

QString Portal::origin() const
{
    return d->origin;
}

} // namespace foyer::web
