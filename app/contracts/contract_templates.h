// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/contracts/contract.h"
#include "app/storage/database.h"

#include <vector>

namespace foyer::contracts {

/// What contracts begin as. A contract copies it; changing it later reaches no contract.
struct ContractTemplate
{
    TemplateId id;
    QString uid;
    QString name;  ///< for the studio
    QString title; ///< of the contracts made from it; empty: the name
    ContractTerms terms;
    bool booksJob = false;
    std::optional<Instant> archivedAt;
    Instant changedAt;
    qint64 version; ///< rises with every change: an edit based on an older one is a Conflict
};

struct NewTemplate
{
    QString name;
    QString title = {};
    ContractTerms terms = {};
    bool booksJob = false;
    QString uid = {}; ///< empty: a new one
};

/// By name. Archived ones only when asked for.
Result<std::vector<ContractTemplate>> templates(const Snapshot& snapshot, bool withArchived = false);
/// Faults: NotFound
Result<ContractTemplate> findTemplate(const Snapshot& snapshot, TemplateId id);
Result<std::optional<TemplateId>> findTemplateByUid(const Snapshot& snapshot, const QString& uid);

/// Tokens are not checked here: half-written templates are kept, too. Faults: Invalid (no name, too long)
Result<TemplateId> addTemplate(Transaction& transaction, const NewTemplate& made);
/// Faults: Invalid, NotFound, Conflict (saved by somebody since)
Result<void> saveTemplate(Transaction& transaction, const ContractTemplate& edited);
/// "Wedding (copy)". Faults: NotFound
Result<TemplateId> duplicateTemplate(Transaction& transaction, TemplateId id);
Result<void> archiveTemplate(Transaction& transaction, TemplateId id);
Result<void> unarchiveTemplate(Transaction& transaction, TemplateId id);

} // namespace foyer::contracts
