// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/directory.h"
#include "portal_server/web/request.h"
#include "portal_server/web/response.h"

#include <QHash>

#include <chrono>
#include <mutex>
#include <optional>

namespace foyer::payments {
class CardDesk;
}

namespace foyer::web {

/// Letters from the card gateway: POST /webhooks/stripe/TOKEN, at the studio address and on brands' domains.
/// Who writes proves it by a signature over the very bytes (invariant M8). Safe on any thread.
class Webhooks
{
public:
    /// @param cards  nothing: no such addresses
    Webhooks(const Directory& directory, payments::CardDesk* cards);

    /// Nothing when this is no letter, or nobody here expects one: then it is answered as any unknown
    /// address.
    std::optional<Response> answer(const Request& request);

    static QString path(const QString& token) { return QStringLiteral("/webhooks/stripe/") + token; }

private:
    bool mayWrite(const Peer& peer);
    void countForgery(const Peer& peer);

    struct Count
    {
        std::chrono::steady_clock::time_point since;
        int forgeries = 0;
    };

    const Directory& m_directory;
    payments::CardDesk* m_cards;
    std::mutex m_mutex;
    QHash<QString, Count> m_counts; ///< by network; only those who sent what was not signed
};

} // namespace foyer::web
