// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand.h"
#include "app/contacts/contact.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace foyer {

/// What the editor shows and gives back: everything about a contact that a person at the desk can change.
struct ContactDraft
{
    BrandId brand;
    ContactDetails details;
    std::vector<Relation> relations;

    bool operator==(const ContactDraft&) const = default;
};

inline ContactDraft draftOf(const Contact& contact)
{
    return {contact.brand, contact.details, contact.relations};
}

inline Contact withDraft(Contact contact, const ContactDraft& draft)
{
    contact.brand = draft.brand;
    contact.details = draft.details;
    contact.relations = draft.relations;
    return contact;
}

/// A field that two people changed at the same time, to different ends.
struct DraftClash
{
    QString field;  ///< its name in the person's language
    QString theirs; ///< what the studio holds now
    QString mine;   ///< what was typed here
};

/// What became of an edit that somebody else's came before.
struct MergedDraft
{
    ContactDraft keepingMine;        ///< theirs where only they changed something, mine where I did
    ContactDraft takingTheirs;       ///< mine where only I changed something, theirs where they did
    std::vector<DraftClash> clashes; ///< fields both changed: where the two drafts differ
    QStringList takenOver;           ///< names of the fields that only they changed
};

/// Brings together what was typed on top of `base` and what somebody else saved meanwhile, field by field.
MergedDraft merged(const ContactDraft& base, const ContactDraft& theirs, const ContactDraft& mine);

} // namespace foyer
