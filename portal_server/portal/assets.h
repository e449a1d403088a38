// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/place.h"
#include "portal_server/web/request.h"
#include "portal_server/web/response.h"

#include <QSize>

namespace foyer::web {

/// Styles, script and pictures. Their addresses carry a fingerprint of their content, so that browsers keep
/// them for a year and still see every change at once.
struct AssetAddresses
{
    QString stylesheet; ///< portal.css with the brand's accent
    QString script;
    QString icon;
    QString logo; ///< empty when the brand has none
    QSize logoSize;
};
AssetAddresses assetAddresses(const Place& place);

Response showStylesheet(const Request& request, const Place& place);
/// For the studio address that belongs to no brand.
Response showBareStylesheet(const Request& request);
Response showScript(const Request& request);
Response showIcon(const Request& request, const Place& place);
/// 404 when the brand has none.
Response showLogo(const Place& place);

} // namespace foyer::web
