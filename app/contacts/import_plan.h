// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"

#include <QString>

#include <vector>

namespace foyer {

/// A relation as a file tells it: by the other card's UID, or by a name that only people understand.
struct ImportedRelation
{
    QString otherUid;
    RelationKind kind;
};

/// One contact read from a file, not yet in the studio.
struct ImportedContact
{
    ContactDetails details;
    QString uid; ///< empty: the file had none, the studio makes one
    std::vector<ImportedRelation> relations;
    int line = 0; ///< where it begins in the file, from 1
};

/// Why a file, or one entry of it, cannot be brought in. Windows turn the code into a sentence of the
/// person's language; `detail` is the English one for the log and the command line.
enum class ImportProblemCode
{
    NotThisFormat,      ///< the file is something else
    BrokenEncoding,     ///< bytes that are no text in the encoding it claims or we found
    UnfinishedEntry,    ///< the file ends, or the next entry begins, in the middle of one
    BrokenLine,         ///< a line that breaks the grammar of the format
    BrokenValue,        ///< a value that does not decode (base64, quoted-printable, date)
    UnsupportedVersion, ///< a version of the format that we do not read
    NoName,             ///< nothing to call the contact by: no name, company, email or phone
    BadEmail,           ///< no address a mail could be sent to
    TooLarge,           ///< beyond a limit of ours, named in detail
    TooManyColumns,     ///< a row with more cells than the header has columns
};

struct ImportProblem
{
    int line = 0; ///< from 1
    ImportProblemCode code = ImportProblemCode::BrokenLine;
    QString detail;
};

/// What a file would bring in. A file with fatal problems brings in nothing: `contacts` is then empty.
struct ImportPlan
{
    std::vector<ImportedContact> contacts;
    std::vector<ImportProblem> problems; ///< damage: nothing is imported while there is one
    std::vector<ImportProblem>
        hints; ///< kept, but worth a look (an email that is none, kept as it was typed)
};

} // namespace foyer
