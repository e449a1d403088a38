// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/assets.h"

#include "app/base/random.h"
#include "portal_server/pages/accent.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>

#include <map>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* forAYear = "public, max-age=31536000, immutable";

/// Bytes that were made ready once: as they are, and compressed (zlib, which HTTP calls "deflate").
struct Asset
{
    QByteArray type;
    QByteArray plain;
    QByteArray deflated;
    QString fingerprint;
};

Asset prepared(QByteArray type, QByteArray content)
{
    Asset asset{std::move(type), std::move(content), {}, {}};
    asset.deflated = qCompress(asset.plain, 9).sliced(4); // Qt puts the length in front
    asset.fingerprint = toBase64Url(sha256(asset.plain)).left(12);
    return asset;
}

QByteArray resource(const QString& path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

QByteArray accentRule(const QString& accent)
{
    const Accent light = accentOn(Paper::Light, accent);
    const Accent dark = accentOn(Paper::Dark, accent);
    return u"\n:root{--accent:%1;--accent-text:%2}"
           "@media (prefers-color-scheme:dark){:root{--accent:%3;--accent-text:%4}}\n"_s
               .arg(light.colour, light.text, dark.colour, dark.text)
               .toLatin1();
}

/// The portal's own icon in the brand's colour: an open doorway.
QByteArray iconDrawing(const QString& accent)
{
    return u"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\" "
           u"height=\"32\" rx=\"7\" "
           "fill=\"%1\"/><path d=\"M9 27V9a7 7 0 0 1 14 0v18z\" fill=\"#fff\"/><circle cx=\"19.5\" cy=\"18\" "
           "r=\"1.4\" "
           "fill=\"%1\"/></svg>"_s.arg(accentOn(Paper::Light, accent).colour)
               .toLatin1();
}

struct BrandAssets
{
    Asset stylesheet;
    Asset icon;
    Asset logo;
    QSize logoSize;
};

BrandAssets prepare(const BrandDetails& brand)
{
    BrandAssets assets{
        prepared("text/css; charset=utf-8", resource(u":/portal/portal.css"_s) + accentRule(brand.accent)),
        prepared("image/svg+xml", iconDrawing(brand.accent)),
        {},
        {}};
    if (!brand.logo.isEmpty()) {
        assets.logo = prepared(brand.logoType.toLatin1(), brand.logo);
        QByteArray bytes = brand.logo;
        QBuffer buffer{&bytes};
        const QSize size = QImageReader{&buffer}.size();
        // Drawn at most 56 px high and 240 px wide; telling the browser avoids a jump when it arrives.
        assets.logoSize = size.isValid() ? size.scaled(QSize{240, 56}.boundedTo(size), Qt::KeepAspectRatio)
                                         : QSize{120, 40};
    }
    return assets;
}

/// Kept per thread and brand version: pages of one brand ask for the same again and again.
const BrandAssets& assetsOf(const Place& place)
{
    // The brand is kept with them, so that no other can come to live at its address meanwhile.
    thread_local std::map<std::shared_ptr<const Brand>, BrandAssets> kept;
    auto found = kept.find(place.brand);
    if (found == kept.end()) {
        if (kept.size() >= 64)
            kept.clear(); // brands are few; more entries are earlier versions
        found = kept.emplace(place.brand, prepare(place.brand->details)).first;
    }
    return found->second;
}

const Asset& script()
{
    static const Asset asset = prepared("text/javascript; charset=utf-8", resource(u":/portal/portal.js"_s));
    return asset;
}

Response answer(const Request& request, const Asset& asset)
{
    Response response;
    response.contentType = asset.type;
    response.headers.emplace_back("Cache-Control", forAYear);
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (request.header("accept-encoding").contains("deflate") && asset.deflated.size() < asset.plain.size()) {
        response.headers.emplace_back("Content-Encoding", "deflate");
        response.body = asset.deflated;
    } else {
        response.body = asset.plain;
    }
    return response;
}

} // namespace

AssetAddresses assetAddresses(const Place& place)
{
    const BrandAssets& assets = assetsOf(place);
    return {place.url("/portal.css?v=") + assets.stylesheet.fingerprint,
            place.url("/portal.js?v=") + script().fingerprint,
            place.url("/icon.svg?v=") + assets.icon.fingerprint,
            assets.logo.plain.isEmpty() ? QString{} : place.url("/logo?v=") + assets.logo.fingerprint,
            assets.logoSize};
}

Response showStylesheet(const Request& request, const Place& place)
{
    return answer(request, assetsOf(place).stylesheet);
}

Response showBareStylesheet(const Request& request)
{
    static const Asset asset = prepared("text/css; charset=utf-8", resource(u":/portal/portal.css"_s));
    Response response = answer(request, asset);
    response.headers.front().second = "public, max-age=3600"; // its address carries no fingerprint
    return response;
}

Response showScript(const Request& request)
{
    return answer(request, script());
}

Response showIcon(const Request& request, const Place& place)
{
    return answer(request, assetsOf(place).icon);
}

Response showLogo(const Place& place)
{
    const Asset& logo = assetsOf(place).logo;
    Response response;
    if (logo.plain.isEmpty()) {
        response.status = 404;
        return response;
    }
    response.contentType = logo.type;
    response.body = logo.plain;
    response.headers.emplace_back("Cache-Control", forAYear);
    return response;
}

} // namespace foyer::web
