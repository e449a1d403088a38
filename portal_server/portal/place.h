// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand.h"
#include "app/items/visibility.h"

#include <QString>

#include <memory>

namespace foyer::web {

/// Where a visitor stands: a brand's pages, on the studio address or on the brand's own domain.
struct Place
{
    std::shared_ptr<const Brand> brand;
    QString root; ///< what every path of this place begins with: "/aurora", "/studio/aurora", or "" on its
                  ///< own domain
    QString host; ///< as the client sees it, with port when there is one
    bool isOwnDomain = false;
    bool isApart = false; ///< the studio keeps its brands apart on its own address, too

    /// Which items are shown here.
    BrandAddress address() const
    {
        return {isOwnDomain || isApart ? std::optional{brand->id} : std::nullopt};
    }

    QString url(const char* path) const { return root + QLatin1StringView{path}; }
};

} // namespace foyer::web
