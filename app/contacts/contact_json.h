// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"

#include <QJsonObject>

namespace foyer {

/// Everything a person can type about a contact, under the names of the studio JSON; empty fields are left
/// out. vcardSource is left out too: it repeats the rest.
QJsonObject toJson(const ContactDetails& details);

/// The way back, for what `toJson` wrote; vcardSource stays empty. Leaves out what it does not understand.
ContactDetails detailsFromJson(const QJsonObject& object);

/// {"field": {"from": …, "to": …}} for every field in which the two differ: what the journal keeps of an
/// edit.
QJsonObject changesBetween(const ContactDetails& before, const ContactDetails& after);

} // namespace foyer
