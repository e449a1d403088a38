// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace foyer {

/// What a label can stand beside.
enum class LabelSubject
{
    Email,
    Phone,
    Address
};

/// @param types of a TYPE parameter, lower case
/// @returns empty when they say nothing that a person would
Label labelFromTypes(const QStringList& types);

/// @param written an X-ABLabel: free text, or one of Apple's own words, `_$!<HomeFAX>!$_`
Label labelFromText(const QString& written);

/// @returns the TYPE values for a label, lower case; nothing when it has to be written as text
std::optional<QStringList> typesOfLabel(const Label& label, LabelSubject subject);

/// The TYPE of a RELATED property and our kinds; types that are not ours are Other.
RelationKind relationKindFromTypes(const QStringList& types);
QString typeOfRelationKind(RelationKind kind);

/// The file type of a picture, sound or key: "image/jpeg" for "JPEG", and back. Both empty when unknown.
QString mediaTypeFromWord(const QString& word);
QString wordOfMediaType(const QString& mediaType);

} // namespace foyer
