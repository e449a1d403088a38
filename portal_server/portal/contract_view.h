// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contracts/signing.h"
#include "portal_server/portal/visit.h"

#include <map>
#include <vector>

namespace foyer::web {

/// What a client filled in on the page of a contract, kept until it can be signed.
struct TypedSignature
{
    QString name;
    QString drawn;
    std::map<int, QString> given; ///< by number of the field; empty ones left out
    QByteArray consentSha256;     ///< of the sentence they ticked; empty: not ticked
    QString reason;               ///< to decline
    static TypedSignature from(const Form& form, const contracts::FrozenContract& contract);
};

struct ContractPage
{
    TypedSignature typed = {};
    std::vector<contracts::SigningProblem> problems = {};
    bool isReasonTooLong = false;
    bool isChanged = false; ///< since the form was opened
    std::optional<contracts::Seen> opened =
        {}; ///< the form stays as old as it was; nothing: it is opened now
};
Response contractPage(const Visit& visit, const items::ShownItem& item, const contracts::ShownContract& shown,
                      const ContractPage& what, int status);

} // namespace foyer::web
