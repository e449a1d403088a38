// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/studio_choices.h"

#include "app/brands/brand_store.h"
#include "app/contracts/contract_templates.h"
#include "app/email_templates/email_template_store.h"
#include "app/jobs/job_store.h"
#include "app/orders/catalogue.h"
#include "app/questionnaires/questionnaire_templates.h"

namespace foyer {

Result<StudioChoices> studioChoices(const Snapshot& snapshot)
{
    StudioChoices choices;
    const auto mails = email_templates::all(snapshot, true);
    const auto questionnaires = questionnaires::templates(snapshot, true);
    const auto contracts = contracts::templates(snapshot, true);
    const auto products = catalogue::products(snapshot, catalogue::Which::All);
    const auto brands = brands::all(snapshot);
    const auto types = jobs::types(snapshot);
    if (!mails)
        return fail(mails.error());
    if (!questionnaires)
        return fail(questionnaires.error());
    if (!contracts)
        return fail(contracts.error());
    if (!products)
        return fail(products.error());
    if (!brands)
        return fail(brands.error());
    if (!types)
        return fail(types.error());
    for (const EmailTemplate& one : *mails)
        choices.mails.push_back({one.uid, one.name, one.archivedAt.has_value()});
    for (const questionnaires::QuestionnaireTemplate& one : *questionnaires)
        choices.questionnaires.push_back({one.uid, one.name, one.archivedAt.has_value()});
    for (const contracts::ContractTemplate& one : *contracts)
        choices.contracts.push_back({one.uid, one.name, one.archivedAt.has_value()});
    for (const Product& one : *products) {
        if (one.details.kind == ProductKind::Package)
            choices.packages.push_back({one.uid, one.details.name, one.archivedAt.has_value()});
    }
    for (const Brand& one : *brands)
        choices.brands.push_back({one.details.username, one.details.name});
    for (const jobs::JobType& one : *types)
        choices.jobTypes.append(one.name);
    return choices;
}

std::optional<QString> nameOf(const std::vector<StudioChoice>& choices, const QString& key)
{
    for (const StudioChoice& one : choices) {
        if (one.key == key)
            return one.name;
    }
    return {};
}

} // namespace foyer
