// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace foyer {

/// The form in which two spellings of one email address are equal: trimmed, NFC, case-folded, the
/// domain in its ASCII form (IDNA, UTS #46). "Ana@BÜCHER.example " and "ana@xn--bcher-kva.example" meet here.
/// @returns nothing when the text is no address a mail could be sent to (see isEmailAddress)
std::optional<QString> normalisedEmail(QStringView typed);

/// One local part, one @, a domain with at least one dot; no blanks, quotes, control characters or
/// angle brackets; at most 254 characters. Deliberately narrower than RFC 5322: quoted local parts and
/// address literals do not occur among clients and are the stuff of header injection.
bool isEmailAddress(QStringView typed);

/// As it goes on the wire: trimmed, the local part as typed, the domain in its ASCII form. The local part may
/// hold other letters than ASCII's; see isAsciiText.
/// @returns nothing when the text is no address a mail could be sent to (see isEmailAddress)
std::optional<QString> wireEmail(QStringView typed);

/// The name of a machine ("mail.bücher.example", "localhost") in its ASCII form.
/// @returns nothing for what is none; an IP address is none
std::optional<QString> asciiHostName(QStringView typed);

/// Nothing but ASCII in it.
bool isAsciiText(QStringView text);

/// For finding: accents, case and script folded to ASCII where that is possible ("Zoë" → "zoe",
/// "Анна" → "anna", "Straße" → "strasse"), blanks simplified. Safe on any thread.
QString foldedForSearch(QStringView text);

/// For sorting people and companies in lists: a key whose binary order is the order of a dictionary of
/// the root locale (ICU collation, strength secondary).
QByteArray sortKey(QStringView text);

/// The digits of a phone number, for finding it however it was written: "+49 (0)30 123" → "49030123".
QString phoneDigits(QStringView number);

/// What may stand in an address after the host: 2 to 40 of a–z, 0–9 and single hyphens inside, not reserved.
bool isUsername(QStringView text);

/// Words that are, or may become, the first part of a path of ours, hence never a username.
const QStringList& reservedUsernames();

/// A username made from a name ("Aurora & Co." → "aurora-co"); never reserved, never empty.
QString usernameFrom(QStringView name);

/// The first http or https address in what was typed, completed ("example.com" → "https://example.com").
/// @returns nothing for every other scheme and for what is no address
std::optional<QString> webAddress(QStringView typed);

/// Text of one line: control characters and line breaks become blanks, the ends are trimmed.
QString singleLine(QStringView text);

} // namespace foyer
