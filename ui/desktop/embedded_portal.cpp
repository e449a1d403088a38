// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/embedded_portal.h"

#include "app/brands/brand_store.h"
#include "app/portal_access/session.h"

#include <QCursor>
#include <QGuiApplication>
#include <QSettings>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString portKey = u"portal/port"_s;
constexpr int firstPort = 8080;
constexpr int portsTried = 10; // beyond, the system chooses

} // namespace

EmbeddedPortal::EmbeddedPortal(Database& database, QSettings& settings, QObject* parent)
    : PortalControl{parent}
    , m_database{database}
    , m_settings{settings}
    , m_cards{std::make_shared<payments::CardDesk>(database,
                                                   secrets::openLate(database, secrets::Machine::Desktop))}
{
    m_cards->startLooking(); // money moves while the portal is off, too
    constexpr int everyMs = 60'000;
    m_count.setInterval(everyMs);
    connect(&m_count, &QTimer::timeout, this, &EmbeddedPortal::countClients);
    connect(&m_database, &Database::changed, this, [this](const Changes& changes) {
        if (changes.touches(Entity::Session) || changes.touches(Entity::PortalAccount))
            countClients();
    });
}

PortalControl::State EmbeddedPortal::state() const
{
    if (m_portal)
        return State::On;
    return m_failure.isEmpty() ? State::Off : State::Failed;
}

QString EmbeddedPortal::loginPage() const
{
    const auto brands = m_database.read([](const Snapshot& snapshot) { return brands::all(snapshot); });
    if (!m_portal || !brands || brands->empty())
        return origin();
    return origin() + u'/' + brands->front().details.username + u"/login"_s;
}

void EmbeddedPortal::start()
{
    if (m_portal)
        return;
    std::vector<int> ports{m_settings.value(portKey, firstPort).toInt()};
    for (int port = firstPort; port < firstPort + portsTried; ++port)
        ports.push_back(port);
    ports.push_back(0);
    m_failure.clear();
    for (const int port : ports) {
        web::PortalConfig config;
        config.listen = u"127.0.0.1:%1"_s.arg(port);
        config.cards = m_cards;
        auto portal = web::Portal::start(m_database, config);
        if (portal) {
            m_portal = *std::move(portal);
            m_settings.setValue(portKey, QUrl{m_portal->origin()}.port(80));
            break;
        }
        if (portal.error().fault != Fault::Conflict) {
            qWarning("The portal could not start: %s", qUtf8Printable(portal.error().detail));
            m_failure = tr("It could not start on this computer.");
            break;
        }
    }
    if (!m_portal && m_failure.isEmpty())
        m_failure = tr("Every address it could use is taken by other programs.");
    m_count.start();
    countClients();
    Q_EMIT changed();
}

void EmbeddedPortal::stop()
{
    if (!m_portal)
        return;
    QGuiApplication::setOverrideCursor(Qt::WaitCursor); // whoever waits for an answer gets it first
    m_portal.reset();
    QGuiApplication::restoreOverrideCursor();
    m_count.stop();
    Q_EMIT changed();
}

void EmbeddedPortal::countClients()
{
    const auto count =
        m_database.read([](const Snapshot& snapshot) { return portal_access::clientsLoggedIn(snapshot); });
    if (!count || *count == m_clientsIn)
        return;
    m_clientsIn = *count;
    Q_EMIT changed();
}

Result<QUrl> EmbeddedPortal::previewOf(ContactId contact)
{
    if (!m_previews) {
        auto previews = web::PreviewServer::start(m_database);
        if (!previews)
            return fail(previews.error());
        m_previews = *std::move(previews);
    }
    return m_previews->urlFor(contact);
}

} // namespace foyer
