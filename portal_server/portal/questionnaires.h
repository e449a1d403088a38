// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/visit.h"

namespace foyer::web {

/// A questionnaire to fill in; once it is submitted, what was answered, where the brand shows history.
Response showQuestionnaire(const Visit& visit);
/// Keeps half-filled answers (do=save; with by=script it answers in JSON), submits them (do=submit), offers
/// one more row of people (do=more_…), or shows what was typed before a session ended (do=review).
Response answerQuestionnaire(const Visit& visit, Database& studio);

} // namespace foyer::web
