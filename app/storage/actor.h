// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"

#include <QString>

#include <optional>

namespace foyer {

/// Who caused a change. Stands in the journal beside it.
struct Actor
{
    enum class Kind
    {
        Studio, ///< somebody at the desktop or the command line
        Client, ///< a contact, in their portal
        System, ///< Foyer itself: migrations, clean-up, schedules
    };

    Kind kind = Kind::System;
    std::optional<ContactId> contact; ///< the client, for Kind::Client
    QString name;                     ///< the staff user, for Kind::Studio; empty while a studio has one desk
    QString source;                   ///< the client's network address, for Kind::Client

    static Actor studio() { return {Kind::Studio, {}, {}, {}}; }
    static Actor system() { return {Kind::System, {}, {}, {}}; }
    static Actor client(ContactId contact, QString source)
    {
        return {Kind::Client, contact, {}, std::move(source)};
    }
};

} // namespace foyer
