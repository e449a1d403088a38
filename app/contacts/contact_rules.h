// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"

#include <vector>

namespace foyer {

enum class ContactField
{
    Name,
    Prefix,
    GivenName,
    AdditionalNames,
    FamilyName,
    Suffix,
    Nickname,
    DisplayName,
    Company,
    JobTitle,
    Email,
    Phone,
    Address,
    Website,
    Birthday,
    Anniversary,
    Language,
    Tag,
    Notes,
};

enum class ContactFault
{
    Missing,        ///< nothing to call the contact by
    TooLong,        ///< beyond the limit of the field (see contactFieldLimit)
    TooMany,        ///< more than 50 emails, phones, addresses, websites or 100 tags
    NotAnEmail,     ///< no address a mail could be sent to
    NotAPhone,      ///< no digit in it
    NotAWebAddress, ///< neither http nor https
    InTheFuture,    ///< a birthday to come
    NotALanguage,   ///< no BCP 47 tag
    HasLineBreak,   ///< control characters or line breaks where one line is meant
};

struct ContactProblem
{
    ContactField field;
    int index; ///< of the email, phone, address, website or tag; 0 for single fields
    ContactFault fault;
    bool operator==(const ContactProblem&) const = default;
};

/// Longest text a field takes, in UTF-16 code units.
int contactFieldLimit(ContactField field);

/// What keeps these details from being saved; empty when they may be. Emails, phones and websites that
/// `before` has in the same spelling are let through, so that what an import kept does not block an edit.
std::vector<ContactProblem> contactProblems(const ContactDetails& details, const ContactDetails& before = {});

/// The details as they are stored: single lines trimmed, empty emails, phones, addresses, websites and tags
/// dropped, tags sorted and without doubles.
ContactDetails tidied(ContactDetails details);

/// One sentence per problem, in English, for the command line and the log.
QString describe(const ContactProblem& problem);

} // namespace foyer
