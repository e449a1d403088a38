// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/hidden.h"

#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/items/item_store.h"
#include "app/jobs/job_store.h"

#include <map>

namespace foyer::items {

namespace {

/// Names and titles that many items share are read once.
class Names
{
public:
    explicit Names(const Snapshot& snapshot)
        : m_snapshot{snapshot}
    {
    }

    Result<QString> ofContact(ContactId id)
    {
        if (const auto known = m_contacts.find(id); known != m_contacts.end())
            return known->second;
        const auto contact = contacts::brief(m_snapshot, id);
        if (!contact)
            return fail(contact.error());
        return m_contacts.emplace(id, contact->name).first->second;
    }

    Result<QString> ofJob(JobId id)
    {
        if (const auto known = m_jobs.find(id); known != m_jobs.end())
            return known->second;
        const auto job = jobs::find(m_snapshot, id);
        if (!job)
            return fail(job.error());
        return m_jobs.emplace(id, job->details.title).first->second;
    }

private:
    const Snapshot& m_snapshot;
    std::map<ContactId, QString> m_contacts;
    std::map<JobId, QString> m_jobs;
};

} // namespace

Result<std::vector<ItemInSight>> inSightOf(const Snapshot& snapshot, const Viewer& viewer)
{
    auto around = aroundContact(snapshot, viewer.contact);
    if (!around)
        return fail(around.error());
    const auto brands = brands::all(snapshot);
    if (!brands)
        return fail(brands.error());
    std::map<BrandId, const BrandDetails*> brandOf;
    for (const Brand& brand : *brands)
        brandOf.emplace(brand.id, &brand.details);
    Names names{snapshot};
    std::vector<ItemInSight> all;
    for (Item& item : *around) {
        const auto brand = brandOf.find(item.brand);
        if (brand == brandOf.end())
            return fail(Fault::Storage, QStringLiteral("Item %1 has no brand.").arg(item.id.row()));
        const auto job = names.ofJob(item.job);
        if (!job)
            return fail(job.error());
        QStringList recipients;
        for (const ItemRecipient& recipient : item.recipients) {
            const auto name = names.ofContact(recipient.contact);
            if (!name)
                return fail(name.error());
            recipients.append(*name);
        }
        const Visibility visibility =
            visible(item, brand->second->showsHistory, viewer.contact, viewer.address);
        all.push_back({std::move(item), *job, brand->second->name, std::move(recipients), visibility});
    }
    return all;
}

} // namespace foyer::items
