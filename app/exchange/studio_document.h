// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/time.h"
#include "app/brands/brand.h"
#include "app/contacts/contact.h"
#include "app/exchange/studio_job.h"

#include <QString>

#include <optional>
#include <vector>

namespace foyer::exchange {

/// A relation as the file tells it.
struct StudioRelation
{
    QString to; ///< the other contact's ref in this file, or its uid in the file or the studio
    RelationKind kind;
};

/// How far a person came into their portal.
struct StudioPortal
{
    bool isInvited = false;
    bool isDisabled = false;
    QString password; ///< in clear, for sample studios and test set-ups only; hashed when it is brought in
    std::optional<Instant> lastLogin;

    bool isEmpty() const { return !isInvited && !isDisabled && password.isEmpty() && !lastLogin; }
};

struct StudioContact
{
    QString ref;   ///< a name within the file, for relations; may be empty
    QString uid;   ///< of its vCard; empty: the studio makes one
    QString brand; ///< a brand's username; empty: the file's first brand, else the studio's
    ContactDetails details;
    std::vector<StudioRelation> relations;
    bool isArchived = false;
    StudioPortal portal;
};

struct StudioSetting
{
    QString key;
    QString value;
};

/// A studio, or a part of one, as read from a studio JSON. What docs/studio-json.md describes.
struct StudioDocument
{
    std::vector<StudioSetting> settings;
    std::vector<BrandDetails> brands;
    std::vector<StudioBilling> billing; ///< of some of those brands
    std::vector<StudioContact> contacts;
    StudioCatalogue catalogue;
    std::vector<StudioJob> jobs;
};

} // namespace foyer::exchange
