// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/portal_access/addresses.h"
#include "app/storage/database.h"
#include "portal_server/portal/place.h"
#include "portal_server/web/request.h"

#include <QObject>

#include <memory>
#include <mutex>
#include <variant>
#include <vector>

namespace foyer::web {

struct UnknownHost
{
}; ///< 421, and nothing learnt
struct BareStudioAddress
{
}; ///< "/" of the studio address: belongs to nobody in particular
struct MovedTo
{
    QString path;
}; ///< a renamed brand, a www. in front
struct NoSuchPlace
{
}; ///< no brand of this name
struct InsidePlace
{
    Place place;
    QString path; ///< below the place's root: "/login"; "/" for the root itself
};
using Whereabouts = std::variant<UnknownHost, BareStudioAddress, MovedTo, NoSuchPlace, InsidePlace>;

/// Which brand a request is for, by configured hosts and usernames only. Keeps brands and addresses in
/// memory and reads them again when they change. Safe on any thread.
class Directory : public QObject
{
public:
    /// @param ownOrigin  where this portal listens, e.g. "http://127.0.0.1:8080": what links use while no
    ///                   address is configured, and always a known host
    Directory(const Database& database, QString ownOrigin);

    Result<Whereabouts> find(const Request& request) const;
    Result<portal_access::Addresses> addresses() const;
    /// One of the studio's own origins, as an Origin header would spell it.
    Result<bool> isOwnOrigin(const QString& origin) const;

private:
    struct Listing
    {
        portal_access::Addresses addresses;
        std::vector<std::shared_ptr<const Brand>> brands;
        std::vector<std::pair<QString, std::shared_ptr<const Brand>>> earlierUsernames;
        bool keepsBrandsApart = false;
    };
    Result<std::shared_ptr<const Listing>> listing() const;

    const Database& m_database;
    QString m_ownOrigin;
    QString m_ownHost;
    mutable std::mutex m_mutex;
    mutable std::shared_ptr<const Listing> m_listing; ///< null: to be read
    quint64 m_changeCount = 0; ///< so that a reading begun before a change is not kept after it
};

} // namespace foyer::web
