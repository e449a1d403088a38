// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/contacts/contact.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace foyer {

/// What a column of a table means for a contact.
enum class CsvTarget
{
    Ignore,
    KeepInNotes, ///< "Header: value" as a line of the notes: for what Foyer has no field for
    Kind,
    DisplayName,
    FullName, ///< split into its parts
    Prefix,
    GivenName,
    AdditionalNames,
    FamilyName,
    Suffix,
    Nickname,
    Company,
    JobTitle,
    Email,
    EmailLabel, ///< says what the email of the same group is: "Home"
    Phone,
    PhoneLabel,
    Street,  ///< several of one group are joined by a blank (street, house number)
    Street2, ///< a further line of the street
    City,
    Region,
    PostalCode,
    Country,
    WholeAddress, ///< all of it in one cell; kept as the lines of the street
    AddressLabel,
    Website,
    Birthday,
    Anniversary,
    Language,
    Tags,
    Notes,
};

/// Whom a column tells about: "Spouse Email" makes a second contact.
enum class CsvPerson
{
    Self,
    Partner
};

struct CsvColumn
{
    CsvTarget target = CsvTarget::Ignore;
    Label label = {}; ///< of an email, phone or address
    int group = 1;    ///< which address a part belongs to, or which email or phone a label column means
    CsvPerson person = CsvPerson::Self;
    bool operator==(const CsvColumn&) const = default;
};

/// How to read 3/4/1990.
enum class CsvDateOrder
{
    Guess,
    DayFirst,
    MonthFirst
};

/// What every column means, in the order of the table. A value: shown, changed, kept and used again for
/// the next file with the same headers.
struct CsvMapping
{
    std::vector<CsvColumn> columns;
    CsvDateOrder dateOrder = CsvDateOrder::Guess;
    bool operator==(const CsvMapping&) const = default;
};

/// From header words in English, German, French, Spanish or Dutch, whatever their case, blanks and
/// punctuation. A header nobody knows is kept in the notes, so that nothing is lost unseen.
CsvMapping guessMapping(const QStringList& headers);

/// The program that writes such headers ("HoneyBook"), empty when they fit none we know. Where several
/// programs cannot be told apart, all are named.
QString productOf(const QStringList& headers);

/// Equal for equal headers, whatever their case, blanks and punctuation: the key a mapping is kept under.
QString headerFingerprint(const QStringList& headers);

/// Only the letters and digits, folded: "E-Mail (privé)" → "emailprive".
QString headerKey(QStringView header);

QJsonObject toJson(const CsvMapping& mapping);
/// @returns Invalid when it is no mapping that toJson() could have made
Result<CsvMapping> mappingFromJson(const QJsonObject& json);

} // namespace foyer
