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

bool isSameAccount(const PortalAccount& a, const PortalAccount& b)
{
    return a.generation == b.generation && a.linkNumber == b.linkNumber &&
           a.passwordSetAt == b.passwordSetAt && a.disabledAt == b.disabledAt;
}

/// What a step of the undo stack knows of the two. Used on the writing thread only.
struct MergeStep
{
    contacts::MergeCandidates read;
    contacts::MergeChoice choice;
    PortalAccount merged; ///< of the one who stays, as the merge left it
};

/// Refuses what would be another merge than the one somebody looked at: read as the dialog or the undoing
/// left the two.
Result<void> mergeStep(Transaction& transaction, MergeStep& step)
{
    if (const auto merged = contacts::merge(transaction, step.read, step.choice); !merged)
        return merged;
    const auto account = portal_access::account(transaction, step.read.survivor.id);
    if (!account)
        return fail(account.error());
    step.merged = *account;
    return {};
}

/// Refuses once the two are two again, or the portal account was changed: a login may depend on it. Undo
/// Merge still undoes that, knowingly.
Result<void> undoStep(Transaction& transaction, MergeStep& step)
{
    const ContactId survivor = step.read.survivor.id;
    const ContactId absorbed = step.read.absorbed.id;
    const auto other = contacts::find(transaction, absorbed);
    const auto account = portal_access::account(transaction, survivor);
    if (!other || !account)
        return fail(other ? account.error() : other.error());
    if (other->mergedInto != survivor || !isSameAccount(*account, step.merged))
        return fail(Fault::Conflict,
                    u"The merge of contact %1 is not as it was left."_s.arg(absorbed.text()));
    if (const auto undone = contacts::undoMerge(transaction, absorbed); !undone)
        return undone;
    auto now = contacts::readForMerge(transaction, survivor, absorbed);
    if (!now)
        return fail(now.error());
    step.read = std::move(*now);
    return {};
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
    const QString stays = displayNameOf(contacts::mergedContact(read, choice).details);
    auto step = std::make_shared<MergeStep>(MergeStep{read, choice, read.survivorAccount});
    m_edits.perform({tr("Merge %1").arg(stays),
                     [step](Transaction& transaction) { return mergeStep(transaction, *step); },
                     [step](Transaction& transaction) { return undoStep(transaction, *step); },
                     tr("Merged into %1").arg(stays)});
    Q_EMIT merged(read.survivor.id);
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
    const ContactId absorbed = merges->front().absorbed;
    m_edits.database().writeLater(
        Actor::studio(), this,
        [absorbed](Transaction& transaction) { return contacts::undoMerge(transaction, absorbed); },
        [this, survivor, absorbed](const Result<void>& undone) {
            if (!undone) {
                Q_EMIT failed(undone.error());
                return;
            }
            const auto name = [&](ContactId id) {
                const auto brief = m_edits.database().read(
                    [&](const Snapshot& snapshot) { return contacts::brief(snapshot, id); });
                return brief ? brief->name : QString{};
            };
            Q_EMIT parted(tr("%1 and %2 are two again").arg(name(survivor), name(absorbed)), survivor,
                          absorbed);
        });
}

} // namespace foyer
