// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/visit.h"

#include <QString>

#include <optional>

namespace foyer::web {

// A client typed for an hour, the session ended, they press Save: the login page comes, and after it their
// answers come back (invariant P11). They travel through the login form, encrypted and bound to the person
// whose session it was, because whoever sits there next may be somebody else of the household. The server
// keeps none.

/// What was typed, for the login form; empty when it is too long, or nobody's. Passwords are left out.
/// @param path  of the form, below the place's root
QString keepAnswers(const Visit& visit, ContactId whose, const QString& path);

struct KeptAnswers
{
    ContactId whose;
    QString path;
    Form form;
};
/// What a login form brought with it, if this studio made it within a day.
std::optional<KeptAnswers> readKeptAnswers(const Visit& visit);

/// The name of the login form's field, and of the switch in the views.
inline constexpr const char* keptField = "kept";
/// What the field "do" says when a form is to be shown again as it was typed, and nothing done.
inline constexpr const char* reviewWish = "review";

} // namespace foyer::web
