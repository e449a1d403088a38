// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

namespace foyer::email_templates {

/// Send Portal Invite: with the studio's own template for it where there is one, else with the text that
/// comes with Foyer. Notes it on contact and account. Faults: Invalid (see mail::inviteObstacle; the template
/// cannot be sent to them: detail names why), NotFound
Result<MailId> queuePortalInvite(Transaction& transaction, ContactId contact);

} // namespace foyer::email_templates
