// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_contacts.h"

#include "app/contacts/contact_list.h"
#include "app/contacts/contact_store.h"

#include <QSaveFile>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

Result<std::vector<ContactId>> everyLiveContact(const Snapshot& snapshot)
{
    constexpr int pageSize = 500;
    const auto listing = contacts::list(snapshot, {});
    if (!listing)
        return fail(listing.error());
    std::vector<ContactId> ids;
    for (qint64 offset = 0; offset < listing->total; offset += pageSize) {
        const auto page = contacts::page(snapshot, *listing, offset, pageSize);
        if (!page)
            return fail(page.error());
        for (const contacts::ContactRow& row : *page)
            ids.push_back(row.id);
    }
    return ids;
}

} // namespace

Result<std::vector<VcardEntry>> cardsOf(const Snapshot& snapshot, const std::vector<ContactId>& ids,
                                        const std::function<bool(qint64 done, qint64 total)>& report)
{
    const auto wanted = ids.empty() ? everyLiveContact(snapshot) : Result<std::vector<ContactId>>{ids};
    if (!wanted)
        return fail(wanted.error());
    QHash<ContactId, QString> uids;
    std::vector<Contact> found;
    found.reserve(wanted->size());
    for (const ContactId id : *wanted) {
        auto contact = contacts::find(snapshot, id);
        if (!contact && contact.error().fault == Fault::NotFound)
            continue; // deleted since it was chosen
        if (!contact)
            return fail(contact.error());
        uids.insert(id, contact->uid);
        found.push_back(*std::move(contact));
        if (found.size() % 100 == 0 && !report(qint64(found.size()), qint64(wanted->size())))
            return fail(Fault::Cancelled, u"the export was cancelled"_s);
    }
    std::vector<VcardEntry> cards;
    cards.reserve(found.size());
    for (Contact& contact : found) {
        VcardEntry card{contact.uid, std::move(contact.details), {}};
        for (const Relation& relation : contact.relations) {
            if (uids.contains(relation.other))
                card.relations.push_back({uids.value(relation.other), relation.kind});
        }
        cards.push_back(std::move(card));
    }
    return cards;
}

Result<int> exportContacts(const Database& database, const std::vector<ContactId>& ids, VcardVersion version,
                           const QString& path, const std::function<bool(qint64 done, qint64 total)>& report)
{
    const auto cards =
        database.read([&](const Snapshot& snapshot) { return cardsOf(snapshot, ids, report); });
    if (!cards)
        return fail(cards.error());
    QSaveFile file{path}; // the earlier file stays until the new one is whole
    const QByteArray bytes = writeVcards(*cards, version);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(Fault::Storage, u"%1: %2"_s.arg(path, file.errorString()));
    return int(cards->size());
}

} // namespace foyer
