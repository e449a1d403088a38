// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/contact_merging.h"

#include "app/brands/brand_store.h"
#include "app/portal_access/account_store.h"
#include "ui/address_book/merge_dialog.h"
#include "ui/address_book/merge_partner_dialog.h"

#include <QWidget>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

Result<MergeMaterial> readMaterial(const Snapshot& snapshot, ContactId survivor, ContactId absorbed)
{
    auto both = contacts::readForMerge(snapshot, survivor, absorbed);
    if (!both)
        return fail(both.error());
    auto brands = brands::all(snapshot);
    if (!brands)
        return fail(brands.error());
    MergeMaterial material{std::move(*both), std::move(*brands), {}};
    for (const Contact* contact : {&material.both.survivor, &material.both.absorbed}) {
        for (const Relation& relation : contact->relations) {
            const auto other = contacts::brief(snapshot, relation.other);
            if (!other)
                return fail(other.error());
            material.related.insert(relation.other, *other);
        }
    }
    return material;
}

/// What a merge made of two: undoing its undoing leads back there, whatever had been chosen at the time.
struct Whole
{
    Contact contact;
    contacts::MergeSide password;
};

Result<Whole> wholeOf(const Snapshot& snapshot, ContactId survivor, ContactId absorbed)
{
    auto contact = contacts::find(snapshot, survivor);
    if (!contact)
        return fail(contact.error());
    const auto ours = portal_access::account(snapshot, survivor);
    const auto theirs = portal_access::account(snapshot, absorbed);
    if (!ours || !theirs)
        return fail(ours ? theirs.error() : ours.error());
    const bool isTheirs = theirs->passwordSetAt && ours->passwordSetAt == theirs->passwordSetAt;
    return Whole{std::move(*contact),
                 isTheirs ? contacts::MergeSide::Absorbed : contacts::MergeSide::Survivor};
}

Result<void> mergeAgain(Transaction& transaction, ContactId survivor, ContactId absorbed, const Whole& whole)
{
    const auto read = contacts::readForMerge(transaction, survivor, absorbed);
    if (!read)
        return fail(read.error());
    contacts::MergeChoice choice;
    choice.password = whole.password;
    if (const auto merged = contacts::merge(transaction, *read, choice); !merged)
        return merged;
    auto contact = contacts::find(transaction, survivor);
    if (!contact)
        return fail(contact.error());
    contact->details = whole.contact.details;
    contact->brand = whole.contact.brand;
    contact->relations = whole.contact.relations;
    return contacts::save(transaction, *contact);
}

} // namespace

ContactMerging::ContactMerging(StudioEdits& edits, QWidget* window)
    : QObject{window}
    , m_edits{edits}
    , m_window{window}
{
}

void ContactMerging::start(ContactId contact)
{
    const auto brief =
        m_edits.database().read([&](const Snapshot& snapshot) { return contacts::brief(snapshot, contact); });
    if (!brief) {
        Q_EMIT failed(brief.error());
        return;
    }
    auto* dialog = new MergePartnerDialog{m_edits.database(), *brief, m_window};
    connect(dialog, &MergePartnerDialog::chosen, this,
            [this, contact](ContactId other) { start(contact, other); });
    dialog->open();
}

void ContactMerging::start(ContactId survivor, ContactId absorbed)
{
    auto material = m_edits.database().read(
        [&](const Snapshot& snapshot) { return readMaterial(snapshot, survivor, absorbed); });
    if (!material && material.error().fault == Fault::Invalid) {
        Q_EMIT refused(tr("These two cannot be merged: only two people, two companies or two locations that "
                          "are neither archived nor in the bin can."));
        return;
    }
    if (!material) {
        Q_EMIT failed(material.error());
        return;
    }
    auto* dialog = new MergeDialog{std::move(*material), m_window};
    connect(dialog, &MergeDialog::chosen, this, &ContactMerging::merge);
    dialog->open();
}

void ContactMerging::merge(const contacts::MergeCandidates& read, const contacts::MergeChoice& choice)
{
    const ContactId survivor = read.survivor.id;
    const ContactId absorbed = read.absorbed.id;
    const QString stays = displayNameOf(contacts::mergedContact(read, choice).details);
    // What was read holds for the first time only: undoing it changed both.
    auto isFirst = std::make_shared<bool>(true);
    m_edits.perform(
        {tr("Merge %1").arg(stays),
         [read, choice, isFirst](Transaction& transaction) -> Result<void> {
             if (std::exchange(*isFirst, false))
                 return contacts::merge(transaction, read, choice);
             const auto again = contacts::readForMerge(transaction, read.survivor.id, read.absorbed.id);
             return again ? contacts::merge(transaction, *again, choice) : fail(again.error());
         },
         [absorbed](Transaction& transaction) { return contacts::undoMerge(transaction, absorbed); },
         tr("Merged into %1").arg(stays)});
    Q_EMIT merged(survivor);
}

bool ContactMerging::canUndo(ContactId survivor) const
{
    const auto merges = m_edits.database().read(
        [&](const Snapshot& snapshot) { return contacts::mergesInto(snapshot, survivor); });
    return merges && !merges->empty();
}

void ContactMerging::undo(ContactId survivor)
{
    const auto merges = m_edits.database().read(
        [&](const Snapshot& snapshot) { return contacts::mergesInto(snapshot, survivor); });
    if (!merges || merges->empty()) {
        Q_EMIT failed(merges ? Error{Fault::NotFound, u"nothing was merged into it"_s} : merges.error());
        return;
    }
    const contacts::MergeRecordBrief newest = merges->front();
    auto whole = std::make_shared<std::optional<Whole>>();
    m_edits.perform({tr("Undo Merge of %1").arg(newest.name),
                     [survivor, absorbed = newest.absorbed, whole](Transaction& transaction) -> Result<void> {
                         auto now = wholeOf(transaction, survivor, absorbed);
                         if (!now)
                             return fail(now.error());
                         *whole = std::move(*now);
                         return contacts::undoMerge(transaction, absorbed);
                     },
                     [survivor, absorbed = newest.absorbed, whole](Transaction& transaction) {
                         return mergeAgain(transaction, survivor, absorbed, **whole);
                     },
                     tr("%1 is a contact of its own again").arg(newest.name)});
}

} // namespace foyer
