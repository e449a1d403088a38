// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/addresses.h"

#include "app/storage/settings.h"

#include <QUrl>

namespace foyer::portal_access {

using namespace Qt::StringLiterals;

namespace {

Result<Addresses> parse(const QString& address)
{
    const QUrl url{address.trimmed(), QUrl::StrictMode};
    const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (!url.isValid() || !isWeb || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasQuery() ||
        url.hasFragment())
        return fail(Fault::Invalid,
                    u"“%1” is no address of a portal, like https://portal.example.com."_s.arg(address));
    Addresses addresses;
    addresses.studioOrigin = url.scheme() + "://"_L1 + QString::fromLatin1(QUrl::toAce(url.host()));
    if (url.host().contains(u':')) // an IPv6 address keeps its brackets
        addresses.studioOrigin = url.scheme() + "://["_L1 + url.host() + u']';
    const bool isDefaultPort = url.port() == -1 || (url.scheme() == "https"_L1 && url.port() == 443) ||
                               (url.scheme() == "http"_L1 && url.port() == 80);
    if (!isDefaultPort)
        addresses.studioOrigin += u':' + QString::number(url.port());
    addresses.basePath = url.path();
    while (addresses.basePath.endsWith(u'/'))
        addresses.basePath.chop(1);
    if (addresses.basePath.contains("//"_L1) || addresses.basePath.contains(".."_L1))
        return fail(Fault::Invalid, u"The path of “%1” has empty or dotted parts."_s.arg(address));
    addresses.isHttpsForDomains = url.scheme() == "https"_L1;
    return addresses;
}

} // namespace

QString Addresses::brandRoot(const BrandDetails& brand) const
{
    if (!brand.domain.isEmpty())
        return (isHttpsForDomains ? u"https://"_s : u"http://"_s) + brand.domain;
    return studioOrigin + basePath + u'/' + brand.username;
}

QString Addresses::directLink(const BrandDetails& brand, const QString& token) const
{
    return brandRoot(brand) + "/c/"_L1 + token;
}

QString Addresses::resetLink(const BrandDetails& brand, const QString& token) const
{
    return brandRoot(brand) + "/r/"_L1 + token;
}

QString Addresses::loginPage(const BrandDetails& brand) const
{
    return brandRoot(brand) + "/login"_L1;
}

Result<Addresses> addresses(const Snapshot& snapshot, const QString& fallbackOrigin)
{
    const auto stored = settings::get(snapshot, QLatin1StringView{settings::portalAddress});
    if (!stored)
        return fail(stored.error());
    if (!stored->isEmpty())
        return parse(*stored);
    return fallbackOrigin.isEmpty() ? Addresses{} : parse(fallbackOrigin);
}

Result<void> setStudioAddress(Transaction& transaction, const QString& address)
{
    if (!address.trimmed().isEmpty()) {
        if (const auto parsed = parse(address); !parsed)
            return fail(parsed.error());
    }
    return settings::set(transaction, QLatin1StringView{settings::portalAddress}, address.trimmed());
}

} // namespace foyer::portal_access
