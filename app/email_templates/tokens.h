// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace foyer::email_templates {

/// For the picker, which groups them by thing.
enum class TokenGroup
{
    Recipient,
    Job,
    Brand,
    Document,
    Links
};
struct Token
{
    QString name; ///< "recipient.first_name": lower case, parts joined by dots
    TokenGroup group;
    QString description;
    QString example;
};
/// In the order of the picker. Names also stand in the studio JSON, so none is ever renamed.
const std::vector<Token>& tokens();
QStringList tokenNames();
/// Stands for a link of the recipient's own, which is put in when the mail is read or sent: a body may carry
/// it, a subject may not.
bool isLink(const QString& name);
/// One of them, or "job.custom.…", which the studio's own fields of a job make (see
/// contracts::customTokenName).
bool isKnown(const QString& name);

/// What a mail is about, from which its tokens get their values.
struct TokenSubject
{
    ContactId recipient;
    BrandId brand;
    std::optional<JobId> job;
    std::optional<ItemId> item; ///< its tokens have values for its recipients only
    QString language;           ///< BCP 47; empty: the recipient's, else English
};

/// Plain text by token name; links are not among them. What is not there cannot be resolved for this subject.
using TokenValues = std::map<QString, QString>;
/// Faults: NotFound
Result<TokenValues> valuesFor(const Snapshot& snapshot, const TokenSubject& subject);
/// The examples, for a preview before there is anybody.
TokenValues exampleValues();

} // namespace foyer::email_templates
