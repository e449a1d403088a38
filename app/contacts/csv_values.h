// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"
#include "app/contacts/csv_mapping.h"

#include <QDate>
#include <QString>
#include <QStringList>

#include <optional>

namespace foyer {

/// What a written day says about the order of its numbers: 25/12 is day first, 12/25 month first,
/// 3/4 may be either; 5/5 and what names its month say nothing.
enum class CsvDateEvidence
{
    None,
    DayFirst,
    MonthFirst,
    Either
};
CsvDateEvidence dateEvidence(QStringView text);

/// A day in ISO 8601 (also with a time behind it, or without hyphens), 31.12.1990, 12/31/90, 5-6-1990,
/// "5. Mai 1990", "May 5, 1990" and the like in English, German, French, Spanish and Dutch. Two digits of a
/// year mean 1930 to 2029, as in spreadsheets.
/// @param order for numbers that may be either; Guess reads month first. With a point the day is first
/// @returns nothing when it is no day of the calendar
std::optional<QDate> dayFromText(QStringView text, CsvDateOrder order);

/// "Dr. Ada van der Berg" and "van der Berg, Ada" into prefix, given and family name. A single word is
/// the given name.
struct NameParts
{
    QString prefix;
    QString given;
    QString family;
    QString suffix;
};
NameParts splitName(QStringView fullName);

/// Separated by commas, semicolons, bars or line ends; sorted, no two equal but for case.
QStringList tagsFromText(QStringView text);

/// A BCP 47 tag, from a tag ("pt_br") or the name of one of the languages that studios write in ("Deutsch").
std::optional<QString> languageFromText(QStringView text);

/// From words like "Company", "Firma", "lieu".
std::optional<ContactKind> kindFromText(QStringView text);

/// Several addresses or numbers in one cell, as address books export them (" ::: ", semicolons, lines;
/// commas and blanks where every part is an email).
struct EmailsInText
{
    QStringList emails;
    bool areAddresses; ///< false: one text that is no address, as typed
};
EmailsInText emailsFromText(const QString& text);
QStringList phonesFromText(const QString& text);

} // namespace foyer
