// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"

#include <QString>

#include <optional>

namespace foyer {

/// The words by which kinds and relations stand in the database, the journal and the studio JSON.
QString toWord(ContactKind kind);
std::optional<ContactKind> contactKindFromWord(QStringView word);
QString toWord(RelationKind kind);
std::optional<RelationKind> relationKindFromWord(QStringView word);

/// What this one is to the other: a parent's inverse is a child.
RelationKind inverse(RelationKind kind);

} // namespace foyer
