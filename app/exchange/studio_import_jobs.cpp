// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/studio_import_jobs.h"

#include "app/automations/automation_store.h"
#include "app/contacts/contact_store.h"
#include "app/contracts/contract_templates.h"
#include "app/email_templates/email_template_store.h"
#include "app/exchange/studio_import_invoices.h"
#include "app/exchange/studio_import_items.h"
#include "app/jobs/job_store.h"
#include "app/orders/catalogue.h"
#include "app/questionnaires/questionnaire_templates.h"

#include <QSet>

#include <algorithm>

namespace foyer::exchange {

using namespace Qt::StringLiterals;

namespace {

/// Everybody and every brand that a job names, with the place.
struct Named
{
    QString name;
    QString path;
};

std::vector<Named> peopleOf(const StudioJob& job, const QString& path)
{
    std::vector<Named> named;
    for (std::size_t i = 0; i < job.people.size(); ++i)
        named.push_back({job.people[i].contact, u"%1.people[%2].contact"_s.arg(path).arg(i)});
    for (std::size_t i = 0; i < job.shoots.size(); ++i) {
        if (!job.shoots[i].location.isEmpty())
            named.push_back({job.shoots[i].location, u"%1.shoots[%2].location"_s.arg(path).arg(i)});
    }
    const auto ofItems = [&](const auto& list, const QString& kind, const QString& key) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            for (const QString& name : list[i].item.recipients)
                named.push_back({name, u"%1.%2[%3].%4"_s.arg(path, kind).arg(i).arg(key)});
        }
    };
    ofItems(job.orders, u"orders"_s, u"recipients"_s);
    ofItems(job.contracts, u"contracts"_s, u"signers"_s);
    ofItems(job.questionnaires, u"questionnaires"_s, u"recipients"_s);
    ofItems(job.invoices, u"invoices"_s, u"recipients"_s);
    ofItems(job.creditNotes, u"creditNotes"_s, u"recipients"_s);
    for (std::size_t i = 0; i < job.payments.size(); ++i) {
        if (!job.payments[i].contact.isEmpty())
            named.push_back({job.payments[i].contact, u"%1.payments[%2].contact"_s.arg(path).arg(i)});
    }
    return named;
}

std::vector<Named> brandsOf(const StudioJob& job, const QString& path)
{
    std::vector<Named> named{{job.brand, path + u".brand"_s}};
    const auto ofItems = [&](const auto& list, const QString& kind) {
        for (std::size_t i = 0; i < list.size(); ++i)
            named.push_back({list[i].item.brand, u"%1.%2[%3].brand"_s.arg(path, kind).arg(i)});
    };
    ofItems(job.orders, u"orders"_s);
    ofItems(job.contracts, u"contracts"_s);
    ofItems(job.questionnaires, u"questionnaires"_s);
    ofItems(job.invoices, u"invoices"_s);
    ofItems(job.creditNotes, u"creditNotes"_s);
    for (std::size_t i = 0; i < job.payments.size(); ++i)
        named.push_back({job.payments[i].brand, u"%1.payments[%2].brand"_s.arg(path).arg(i)});
    return named;
}

Result<void> checkJob(const Snapshot& snapshot, const StudioDocument& document, const StudioJob& job,
                      const QString& path)
{
    QSet<QString> inFile;
    for (const StudioContact& contact : document.contacts) {
        inFile.insert(contact.ref);
        inFile.insert(contact.uid);
    }
    const ContactNames nobodyYet;
    for (const Named& named : peopleOf(job, path)) {
        if (inFile.contains(named.name))
            continue;
        if (const auto found = nobodyYet.find(snapshot, named.name, named.path); !found)
            return fail(found.error());
    }
    for (const Named& named : brandsOf(job, path)) {
        const bool isInFile =
            std::any_of(document.brands.begin(), document.brands.end(),
                        [&](const BrandDetails& one) { return one.username == named.name; });
        if (named.name.isEmpty() || isInFile)
            continue;
        if (const auto found = brandNamed(snapshot, named.name, named.path, BrandId{1}); !found)
            return fail(found.error());
    }
    return {};
}

Result<std::optional<TaxRateId>> taxNamed(const Snapshot& snapshot, const QString& name)
{
    const auto rates = catalogue::taxRates(snapshot, catalogue::Which::All);
    if (!rates)
        return fail(rates.error());
    const auto found =
        std::find_if(rates->begin(), rates->end(), [&](const TaxRate& one) { return one.tax.name == name; });
    return found == rates->end() ? std::optional<TaxRateId>{} : std::optional{found->id};
}

Result<void> addProduct(Transaction& transaction, const StudioProduct& product, const QString& path)
{
    const auto here = catalogue::findByUid(transaction, product.uid);
    if (!here)
        return fail(here.error());
    if (*here)
        return {};
    ProductDetails details = product.details;
    if (!product.tax.isEmpty()) {
        const auto rate = taxNamed(transaction, product.tax);
        if (!rate)
            return fail(rate.error());
        if (!*rate)
            return fail(Fault::Invalid, u"%1.tax: there is no tax “%2”."_s.arg(path, product.tax));
        details.taxRate = *rate;
    }
    for (std::size_t i = 0; i < product.parts.size(); ++i) {
        const auto part = catalogue::findByUid(transaction, product.parts[i].product);
        if (!part)
            return fail(part.error());
        if (!*part)
            return fail(Fault::Invalid,
                        u"%1.parts[%2].product: “%3” is no product that stands before this one."_s.arg(path)
                            .arg(i)
                            .arg(product.parts[i].product));
        details.parts.push_back({**part, product.parts[i].milliQuantity});
    }
    const auto added = catalogue::add(transaction, details, product.uid);
    return added ? Result<void>{} : failAt(path, added.error());
}

Result<void> addTemplates(Transaction& transaction, const StudioCatalogue& catalogue)
{
    for (std::size_t i = 0; i < catalogue.contractTemplates.size(); ++i) {
        const StudioContractTemplate& one = catalogue.contractTemplates[i];
        const auto here = contracts::findTemplateByUid(transaction, one.uid);
        if (!here)
            return fail(here.error());
        if (*here)
            continue;
        const auto added =
            contracts::addTemplate(transaction, {one.name, one.title, one.terms, one.booksJob, one.uid});
        if (!added)
            return failAt(u"contractTemplates[%1]"_s.arg(i), added.error());
    }
    const auto here = questionnaires::templates(transaction, true);
    if (!here)
        return fail(here.error());
    for (std::size_t i = 0; i < catalogue.questionnaireTemplates.size(); ++i) {
        const StudioQuestionnaireTemplate& one = catalogue.questionnaireTemplates[i];
        if (std::any_of(here->begin(), here->end(), [&](const auto& known) { return known.uid == one.uid; }))
            continue;
        const auto added = questionnaires::addTemplate(transaction, one.name, one.questions, one.uid);
        if (!added)
            return failAt(u"questionnaireTemplates[%1]"_s.arg(i), added.error());
    }
    return {};
}

/// Automations are switched off: a file makes nothing happen by itself.
Result<void> addMails(Transaction& transaction, const StudioCatalogue& catalogue)
{
    for (std::size_t i = 0; i < catalogue.emailTemplates.size(); ++i) {
        const StudioEmailTemplate& one = catalogue.emailTemplates[i];
        const auto here = email_templates::findByUid(transaction, one.uid);
        if (!here)
            return fail(here.error());
        if (*here)
            continue;
        NewEmailTemplate made{one.name, one.content.text, one.content.translations, one.content.purpose};
        made.uid = one.uid;
        if (const auto added = email_templates::add(transaction, made); !added)
            return failAt(u"emailTemplates[%1]"_s.arg(i), added.error());
    }
    for (std::size_t i = 0; i < catalogue.automations.size(); ++i) {
        const StudioAutomation& one = catalogue.automations[i];
        const auto here = automations::findByUid(transaction, one.uid);
        if (!here)
            return fail(here.error());
        if (*here)
            continue;
        automations::NewAutomation made{one.name, one.content};
        made.uid = one.uid;
        if (const auto added = automations::add(transaction, made); !added)
            return failAt(u"automations[%1]"_s.arg(i), added.error());
    }
    return {};
}

Result<JobDetails> detailsOf(Transaction& transaction, const StudioJob& job, const ContactNames& names,
                             const QString& path)
{
    JobDetails details = job.details;
    if (!job.type.isEmpty()) {
        const auto type = jobs::typeNamed(transaction, job.type);
        if (!type)
            return failAt(path + u".type"_s, type.error());
        details.type = *type;
    }
    for (std::size_t i = 0; i < job.people.size(); ++i) {
        const auto contact =
            names.find(transaction, job.people[i].contact, u"%1.people[%2].contact"_s.arg(path).arg(i));
        if (!contact)
            return fail(contact.error());
        details.people.push_back({*contact, job.people[i].role});
    }
    for (std::size_t i = 0; i < job.shoots.size(); ++i) {
        Shoot shoot = job.shoots[i].shoot;
        if (!job.shoots[i].location.isEmpty()) {
            const QString where = u"%1.shoots[%2].location"_s.arg(path).arg(i);
            const auto location = names.find(transaction, job.shoots[i].location, where);
            if (!location)
                return fail(location.error());
            const auto brief = contacts::brief(transaction, *location);
            if (!brief)
                return fail(brief.error());
            if (brief->kind != ContactKind::Location)
                return fail(Fault::Invalid, u"%1: “%2” is no location."_s.arg(where, brief->name));
            shoot.location = *location;
        }
        details.shoots.push_back(std::move(shoot));
    }
    return details;
}

template <class Document>
const QString& brandOf(const Document& document)
{
    return document.item.brand;
}
const QString& brandOf(const StudioPayment& payment)
{
    return payment.brand;
}

Result<void> addItems(Transaction& transaction, const StudioJob& job, JobId id, BrandId brand,
                      const ContactNames& names, const QString& path)
{
    const auto addAll = [&](const auto& list, const QString& kind, auto add) -> Result<void> {
        for (std::size_t i = 0; i < list.size(); ++i) {
            const QString itemPath = u"%1.%2[%3]"_s.arg(path, kind).arg(i);
            const auto own = brandNamed(transaction, brandOf(list[i]), itemPath + u".brand"_s, brand);
            if (!own)
                return fail(own.error());
            if (const auto added = add(transaction, ItemPlace{id, *own, itemPath, names}, list[i]); !added)
                return added;
        }
        return {};
    };
    if (const auto added = addAll(job.orders, u"orders"_s, addOrder); !added)
        return added;
    if (const auto added = addAll(job.contracts, u"contracts"_s, addContract); !added)
        return added;
    if (const auto added = addAll(job.questionnaires, u"questionnaires"_s, addQuestionnaire); !added)
        return added;
    if (const auto added = addAll(job.invoices, u"invoices"_s, addInvoice); !added)
        return added;
    // A credit note frees what was paid, so that payments come first.
    if (const auto added = addAll(job.payments, u"payments"_s, addPayment); !added)
        return added;
    return addAll(job.creditNotes, u"creditNotes"_s, addCreditNote);
}

Result<void> bringTo(Transaction& transaction, const StudioJob& job, JobId id)
{
    if (job.stage == JobStage::Lead)
        return {};
    // Booked first: documents that would book it find it done, and the cause is the true one.
    if (const auto booked = jobs::book(transaction, id, u"import"_s); !booked)
        return fail(booked.error());
    return job.stage == JobStage::Booked ? Result<void>{} : jobs::moveTo(transaction, id, job.stage);
}

Result<void> addJob(Transaction& transaction, const StudioJob& job, const ContactNames& names,
                    BrandId otherwise, const QString& path)
{
    const auto brand = brandNamed(transaction, job.brand, path + u".brand"_s, otherwise);
    if (!brand)
        return fail(brand.error());
    const auto details = detailsOf(transaction, job, names, path);
    if (!details)
        return fail(details.error());
    const auto id = jobs::add(transaction, *brand, *details, job.uid);
    if (!id)
        return failAt(path, id.error());
    if (const auto reached = bringTo(transaction, job, *id); !reached)
        return failAt(path + u".stage"_s, reached.error());
    if (const auto added = addItems(transaction, job, *id, *brand, names, path); !added)
        return added;
    if (!job.isClosed)
        return {};
    const auto closed = jobs::close(transaction, *id, job.closedReason);
    return closed ? closed : failAt(path, closed.error());
}

Result<bool> isJobHere(const Snapshot& snapshot, const StudioJob& job)
{
    if (job.uid.isEmpty())
        return false;
    const auto here = jobs::findByUid(snapshot, job.uid);
    return here ? Result<bool>{here->has_value()} : fail(here.error());
}

} // namespace

Result<void> checkWork(const Snapshot& snapshot, const StudioDocument& document, StudioCounts& counts)
{
    for (std::size_t i = 0; i < document.jobs.size(); ++i) {
        const StudioJob& job = document.jobs[i];
        const auto isHere = isJobHere(snapshot, job);
        if (!isHere)
            return fail(isHere.error());
        if (*isHere) {
            ++counts.jobsAlreadyHere;
            continue;
        }
        ++counts.jobs;
        counts.documents += int(job.orders.size() + job.contracts.size() + job.questionnaires.size() +
                                job.invoices.size() + job.creditNotes.size());
        counts.payments += int(job.payments.size());
        if (const auto checked = checkJob(snapshot, document, job, u"jobs[%1]"_s.arg(i)); !checked)
            return checked;
    }
    return {};
}

Result<void> addCatalogue(Transaction& transaction, const StudioCatalogue& catalogue)
{
    for (std::size_t i = 0; i < catalogue.taxes.size(); ++i) {
        const auto here = taxNamed(transaction, catalogue.taxes[i].name);
        if (!here)
            return fail(here.error());
        if (*here)
            continue;
        if (const auto added = catalogue::addTaxRate(transaction, catalogue.taxes[i]); !added)
            return failAt(u"taxes[%1]"_s.arg(i), added.error());
    }
    for (std::size_t i = 0; i < catalogue.products.size(); ++i) {
        if (const auto added = addProduct(transaction, catalogue.products[i], u"products[%1]"_s.arg(i));
            !added)
            return added;
    }
    if (const auto added = addTemplates(transaction, catalogue); !added)
        return added;
    if (const auto added = addMails(transaction, catalogue); !added)
        return added;
    for (std::size_t i = 0; i < catalogue.schedulePresets.size(); ++i) {
        const auto added =
            addSchedulePreset(transaction, catalogue.schedulePresets[i], u"schedulePresets[%1]"_s.arg(i));
        if (!added)
            return added;
    }
    return {};
}

Result<void> addJobs(Transaction& transaction, const StudioDocument& document, const ContactNames& names,
                     BrandId otherwise)
{
    for (std::size_t i = 0; i < document.jobs.size(); ++i) {
        const auto isHere = isJobHere(transaction, document.jobs[i]);
        if (!isHere)
            return fail(isHere.error());
        if (*isHere)
            continue;
        const auto added = addJob(transaction, document.jobs[i], names, otherwise, u"jobs[%1]"_s.arg(i));
        if (!added)
            return added;
    }
    return {};
}

} // namespace foyer::exchange
