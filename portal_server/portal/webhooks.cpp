// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/webhooks.h"

#include "app/payments/card_desk.h"

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

/// Unsigned letters from one network in a minute; then they are not even read. The gateway itself sends none,
/// so nobody can shut it out from elsewhere.
constexpr int mostForgeries = 60;
constexpr std::chrono::minutes window{1};
/// Networks kept in mind; more at once is an attack from everywhere, and then counting is no help.
constexpr qsizetype mostNetworks = 10'000;

Response plain(int status)
{
    Response response;
    response.status = status;
    response.contentType = "text/plain; charset=utf-8";
    return response;
}

} // namespace

Webhooks::Webhooks(const Directory& directory, payments::CardDesk* cards)
    : m_directory{directory}
    , m_cards{cards}
{
}

bool Webhooks::mayWrite(const Peer& peer)
{
    if (peer.isLoopback) // a proxy nobody has configured: it stands for everybody
        return true;
    const std::lock_guard lock{m_mutex};
    const auto count = m_counts.find(peer.network);
    if (count == m_counts.end())
        return true;
    if (std::chrono::steady_clock::now() - count->since >= window) {
        m_counts.erase(count);
        return true;
    }
    return count->forgeries < mostForgeries;
}

void Webhooks::countForgery(const Peer& peer)
{
    if (peer.isLoopback)
        return;
    const std::lock_guard lock{m_mutex};
    if (m_counts.size() >= mostNetworks)
        m_counts.clear();
    Count& count = m_counts[peer.network];
    if (count.forgeries == 0)
        count.since = std::chrono::steady_clock::now();
    count.forgeries += 1;
}

std::optional<Response> Webhooks::answer(const Request& request)
{
    if (!m_cards || request.method != Method::Post)
        return std::nullopt;
    QString path = request.path;
    const QString start = Webhooks::path({});
    if (!path.startsWith(start)) {
        const auto addresses = m_directory.addresses();
        if (!addresses || addresses->basePath.isEmpty() || !path.startsWith(addresses->basePath + start))
            return std::nullopt;
        path.remove(0, addresses->basePath.size());
    }
    if (!mayWrite(request.peer)) {
        Response response = plain(429);
        response.headers.emplace_back("Retry-After", "60");
        return response;
    }
    switch (m_cards->hear(path.mid(start.size()), request.body, request.header("stripe-signature"))) {
    case payments::CardDesk::Heard::NobodyHere:
        return std::nullopt;
    case payments::CardDesk::Heard::Refused:
        countForgery(request.peer);
        return plain(400);
    case payments::CardDesk::Heard::Taken:
        return plain(200);
    case payments::CardDesk::Heard::TryAgain:
        break;
    }
    Response response = plain(503);
    response.headers.emplace_back("Retry-After", "30");
    return response;
}

} // namespace foyer::web
