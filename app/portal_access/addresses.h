// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/brands/brand.h"
#include "app/storage/database.h"

#include <QString>

namespace foyer::portal_access {

/// Where the portal is reached. Only what is configured here ever stands in a link.
struct Addresses
{
    QString studioOrigin;           ///< "https://portal.example.com", no slash at the end
    QString basePath;               ///< "" or "/studio": what a reverse proxy puts before every path
    bool isHttpsForDomains = false; ///< whether brand domains are served over https

    /// Where a brand's pages begin: its own domain if it has one, else the studio address and its username.
    QString brandRoot(const BrandDetails& brand) const;
    /// The whole Direct Link. @param token  see directLinkToken
    QString directLink(const BrandDetails& brand, const QString& token) const;
    QString resetLink(const BrandDetails& brand, const QString& token) const;
    QString loginPage(const BrandDetails& brand) const;
};

/// The setting `portal.address`; empty until the studio or `serve --listen` gave one.
/// @param fallbackOrigin  what to use while nothing is configured, e.g. the address the portal listens on
Result<Addresses> addresses(const Snapshot& snapshot, const QString& fallbackOrigin = {});

/// Checks and stores the studio address: http or https, host, optional port and path; no query, no user.
/// Faults: Invalid
Result<void> setStudioAddress(Transaction& transaction, const QString& address);

} // namespace foyer::portal_access
