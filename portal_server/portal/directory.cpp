// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/directory.h"

#include "app/brands/brand_store.h"
#include "app/storage/settings.h"

#include <algorithm>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

QString hostOf(const QString& origin)
{
    return origin.section("://"_L1, 1);
}

QString withoutPort(const QString& host)
{
    const qsizetype colon = host.lastIndexOf(u':');
    return colon > host.lastIndexOf(u']') ? host.left(colon) : host;
}

} // namespace

Directory::Directory(const Database& database, QString ownOrigin)
    : m_database{database}
    , m_ownOrigin{std::move(ownOrigin)}
    , m_ownHost{hostOf(m_ownOrigin)}
{
    // Straight on the writing thread: the next request must already see the change.
    connect(
        &database, &Database::changed, this,
        [this](const Changes& changes) {
            if (!changes.touches(Entity::Brand) && !changes.touches(Entity::Setting))
                return;
            const std::lock_guard lock{m_mutex};
            m_listing.reset();
            ++m_changeCount;
        },
        Qt::DirectConnection);
}

Result<std::shared_ptr<const Directory::Listing>> Directory::listing() const
{
    quint64 changesBefore = 0;
    {
        const std::lock_guard lock{m_mutex};
        if (m_listing)
            return m_listing;
        changesBefore = m_changeCount;
    }
    auto fresh = m_database.read([this](const Snapshot& snapshot) -> Result<std::shared_ptr<const Listing>> {
        auto made = std::make_shared<Listing>();
        auto addresses = portal_access::addresses(snapshot, m_ownOrigin);
        if (!addresses)
            return fail(addresses.error());
        made->addresses = std::move(*addresses);
        auto all = brands::all(snapshot);
        if (!all)
            return fail(all.error());
        for (Brand& brand : *all)
            made->brands.push_back(std::make_shared<const Brand>(std::move(brand)));
        const auto apart = settings::get(snapshot, QLatin1StringView{settings::brandsApart});
        if (!apart)
            return fail(apart.error());
        made->keepsBrandsApart = *apart == "yes"_L1;
        const auto earlier = brands::earlierUsernames(snapshot);
        if (!earlier)
            return fail(earlier.error());
        for (const auto& [username, id] : *earlier) {
            for (const auto& brand : made->brands) {
                if (brand->id == id)
                    made->earlierUsernames.emplace_back(username, brand);
            }
        }
        return std::shared_ptr<const Listing>{std::move(made)};
    });
    if (!fresh)
        return fresh;
    const std::lock_guard lock{m_mutex};
    if (m_changeCount == changesBefore)
        m_listing = *fresh;
    return fresh;
}

Result<portal_access::Addresses> Directory::addresses() const
{
    const auto known = listing();
    if (!known)
        return fail(known.error());
    return (*known)->addresses;
}

Result<bool> Directory::isOwnOrigin(const QString& origin) const
{
    const auto known = listing();
    if (!known)
        return fail(known.error());
    if (origin == m_ownOrigin || origin == (*known)->addresses.studioOrigin)
        return true;
    const QString host = withoutPort(hostOf(origin));
    return std::any_of((*known)->brands.begin(), (*known)->brands.end(), [&](const auto& brand) {
        return !brand->details.domain.isEmpty() && brand->details.domain == host;
    });
}

Result<Whereabouts> Directory::find(const Request& request) const
{
    const auto known = listing();
    if (!known)
        return fail(known.error());
    const Listing& all = **known;

    const QString bare = withoutPort(request.host);
    for (const auto& brand : all.brands) {
        const QString& domain = brand->details.domain;
        if (domain.isEmpty())
            continue;
        if (bare == domain)
            return Whereabouts{InsidePlace{{brand, {}, request.host, true}, request.path}};
        if (bare == "www."_L1 + domain) {
            const QString scheme = request.peer.isSecure ? u"https://"_s : u"http://"_s;
            return Whereabouts{MovedTo{scheme + request.host.mid(4) + request.path}};
        }
    }
    if (request.host != hostOf(all.addresses.studioOrigin) && request.host != m_ownHost)
        return Whereabouts{UnknownHost{}};

    QString base = all.addresses.basePath;
    QString path = request.path;
    if (!base.isEmpty() && (path == base || path.startsWith(base + u'/')))
        path.remove(0, base.size());
    else
        base.clear(); // asked for directly, behind the proxy's back
    const QString username = path.section(u'/', 1, 1).toLower();
    if (username.isEmpty())
        return Whereabouts{BareStudioAddress{}};
    QString rest = path.mid(username.size() + 1);
    if (rest.isEmpty())
        rest = u"/"_s;
    for (const auto& brand : all.brands) {
        if (brand->details.username == username)
            return Whereabouts{InsidePlace{
                {brand, base + u'/' + username, request.host, false, all.keepsBrandsApart}, rest}};
    }
    for (const auto& [earlier, brand] : all.earlierUsernames) {
        if (earlier == username)
            return Whereabouts{MovedTo{base + u'/' + brand->details.username + rest}};
    }
    return Whereabouts{NoSuchPlace{}};
}

} // namespace foyer::web
