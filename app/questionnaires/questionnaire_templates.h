// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/questionnaires/questionnaire.h"
#include "app/storage/database.h"

#include <vector>

/// Questionnaires to begin with. What was made from a template knows nothing of it: editing one changes
/// nothing that was written or sent.
namespace foyer::questionnaires {

struct QuestionnaireTemplate
{
    TemplateId id;
    QString uid;
    QString name;
    Questionnaire questions;
    std::optional<Instant> archivedAt;
    qint64 version; ///< rises with every change: an edit based on an older one is a Conflict
};

/// By name; archived ones left out unless asked for.
Result<std::vector<QuestionnaireTemplate>> templates(const Snapshot& snapshot, bool alsoArchived = false);
/// Faults: NotFound
Result<QuestionnaireTemplate> findTemplate(const Snapshot& snapshot, TemplateId id);
/// @param uid  empty: a new one. Faults: Invalid (no name, too long)
Result<TemplateId> addTemplate(Transaction& transaction, const QString& name, const Questionnaire& questions,
                               const QString& uid = {});
/// Name and questions. Faults: Invalid, NotFound, Conflict
Result<void> saveTemplate(Transaction& transaction, const QuestionnaireTemplate& edited);
/// The same questions under "NAME (copy)".
Result<TemplateId> duplicateTemplate(Transaction& transaction, TemplateId id);
Result<void> archiveTemplate(Transaction& transaction, TemplateId id);
Result<void> unarchiveTemplate(Transaction& transaction, TemplateId id);

} // namespace foyer::questionnaires
