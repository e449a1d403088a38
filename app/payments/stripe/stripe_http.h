// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace foyer::stripe {

/// Where Stripe is. For people there is one place; tests have a double on this machine.
class Place
{
public:
    /// https://api.stripe.com
    static Place real();
    /// @param origin  "http://127.0.0.1:PORT", "http://[::1]:PORT" or "http://localhost:PORT" and nothing
    /// else: a key
    ///                must not leave the machine in clear text, nor go to a stranger
    /// Faults: Invalid
    static Result<Place> onThisMachine(const QString& origin);

    const QByteArray& origin() const { return m_origin; }
    bool isReal() const { return m_isReal; }

private:
    Place(QByteArray origin, bool isReal)
        : m_origin{std::move(origin)}
        , m_isReal{isReal}
    {
    }

    QByteArray m_origin;
    bool m_isReal;
};

struct Patience
{
    std::chrono::milliseconds toConnect{5'000};
    std::chrono::milliseconds inAll{20'000};
};

/// Pairs of a form or a query, in Stripe's notation: {"line_items[0][quantity]", "1"}.
using Form = std::vector<std::pair<QByteArray, QString>>;

/// One conversation with Stripe's API: HTTPS with the certificate verified, one connection kept open. Safe on
/// any thread; calls wait for each other. Keys, bodies and Stripe's own sentences (which may repeat what was
/// sent) reach neither the log nor an error.
///
/// Faults of a call, sorted by what to do:
///  Busy      nobody knows whether it happened: not reached, timed out, 5xx, 429, 409. Ask again with the
///  same key. Denied    the key is refused, or may not do this NotFound  there is no such object (in this
///  mode of this account) Conflict  the idempotency key stands for another request Invalid   Stripe refused
///  the request; the detail names its code Storage   our own side failed
class Http
{
public:
    Http(Place place, QByteArray key, Patience patience = {});
    ~Http();
    Q_DISABLE_COPY_MOVE(Http)

    Result<QJsonObject> get(const QByteArray& path, const Form& query = {});
    /// @param idempotencyKey  1 to 255 printable ASCII characters; the same for every repetition of one wish
    Result<QJsonObject> post(const QByteArray& path, const Form& form, const QByteArray& idempotencyKey);

    /// Ends the call that runs, within a second, and refuses all further ones: the program ends. They are
    /// Busy.
    void cancel() { m_isCancelled = true; }

private:
    Result<QJsonObject> call(const QByteArray& url, const QByteArray* body, const QByteArray& idempotencyKey);

    Place m_place;
    QByteArray m_key;
    Patience m_patience;
    std::mutex m_mutex;
    std::atomic<bool> m_isCancelled = false;
    void* m_curl = nullptr;
};

} // namespace foyer::stripe
