// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contracts/contract_store.h"

#include <QDate>

namespace foyer {

/// What the person writes of a contract.
struct ContractDraft
{
    QString title;
    QDate dueDay; ///< invalid: none
    bool booksJob = false;
    contracts::ContractWork work;
    bool operator==(const ContractDraft&) const = default;
};

ContractDraft draftOf(const contracts::Contract& contract);
/// The contract as read, with what was written instead.
contracts::Contract withDraft(contracts::Contract contract, const ContractDraft& draft);

enum class DraftPart
{
    Title,
    Text,
    Signers,
    Settings
};
struct MergedContract
{
    ContractDraft draft; ///< mine, and theirs where I changed nothing
    std::vector<DraftPart> disputed;
};
/// Two changed the same contract. @param base  what both began with
MergedContract merged(const ContractDraft& base, const ContractDraft& mine, const ContractDraft& theirs);

} // namespace foyer
