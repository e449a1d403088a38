// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand.h"
#include "app/contacts/contact.h"

#include <QString>

namespace foyer::mail {

struct InviteText
{
    QString subject;
    QString body; ///< Markdown with the portal link in it
};

/// The portal invite. Names the person in subject and greeting: two people may read the same mailbox.
InviteText inviteText(const ContactDetails& contact, const BrandDetails& brand);

} // namespace foyer::mail
