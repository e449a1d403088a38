// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand.h"
#include "app/contacts/contact.h"

#include <QString>

namespace foyer::mail {

/// Stands in a stored mail where the recipient's own Direct Link goes when it is sent or read.
inline const QString portalLinkToken = QStringLiteral("{{recipient.portal_link}}");

struct InviteText
{
    QString subject;
    QString body; ///< plain text with portalLinkToken in it
};

/// The portal invite. Names the person in subject and greeting: two people may read the same mailbox.
InviteText inviteText(const ContactDetails& contact, const BrandDetails& brand);

} // namespace foyer::mail
