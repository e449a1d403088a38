// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/contact_editing.h"

#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "ui/address_book/contact_editor.h"
#include "ui/address_book/save_conflict_dialog.h"
#include "ui/common/words.h"

#include <QPointer>
#include <QWidget>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Saves and reads back, so that what stands on the undo stack is what stands in the studio.
Result<Contact> savedAs(Transaction& transaction, const Contact& edited)
{
    if (const auto saved = contacts::save(transaction, edited); !saved)
        return fail(saved.error());
    return contacts::find(transaction, edited.id);
}

/// From one state to another, unless somebody changed the contact in between: then nothing of theirs is
/// undone.
StudioEdits::Work swapping(ContactId id, const ContactDraft& from, const ContactDraft& to)
{
    return [id, from, to](Transaction& transaction) -> Result<void> {
        const auto current = contacts::find(transaction, id);
        if (!current)
            return fail(current.error());
        if (draftOf(*current) != from)
            return fail(Fault::Conflict, u"Contact %1 was changed since."_s.arg(id.row()));
        return contacts::save(transaction, withDraft(*current, to));
    };
}

Result<void> changeTag(Transaction& transaction, ContactId id, const QString& tag, bool isAdded)
{
    const auto contact = contacts::find(transaction, id);
    if (!contact)
        return fail(contact.error());
    Contact edited = *contact;
    if (isAdded)
        edited.details.tags.append(tag);
    else
        edited.details.tags.removeAll(tag);
    return contacts::save(transaction, edited);
}

} // namespace

ContactEditing::ContactEditing(StudioEdits& edits, QWidget* window)
    : QObject{window}
    , m_edits{edits}
    , m_window{window}
{
}

ContactEditor* ContactEditing::open(const ContactDraft& draft, const std::optional<Contact>& before)
{
    const auto brands =
        m_edits.database().read([](const Snapshot& snapshot) { return brands::all(snapshot); });
    if (!brands) {
        Q_EMIT failed(brands.error());
        return nullptr;
    }
    auto* editor = new ContactEditor{m_edits.database(), *brands, draft, before, m_window};
    editor->open();
    return editor;
}

void ContactEditing::create()
{
    const auto brands =
        m_edits.database().read([](const Snapshot& snapshot) { return brands::all(snapshot); });
    if (!brands || brands->empty()) {
        Q_EMIT failed(brands ? Error{Fault::NotFound, u"a studio without a brand"_s} : brands.error());
        return;
    }
    if (ContactEditor* editor = open({brands->front().id, {}, {}}, {})) {
        connect(editor, &ContactEditor::submitted, this,
                [this, editor](const ContactDraft& draft) { saveNew(editor, draft); });
    }
}

void ContactEditing::edit(ContactId id)
{
    const auto contact =
        m_edits.database().read([&](const Snapshot& snapshot) { return contacts::find(snapshot, id); });
    if (!contact) {
        Q_EMIT failed(contact.error());
        return;
    }
    if (ContactEditor* editor = open(draftOf(*contact), *contact)) {
        connect(editor, &ContactEditor::submitted, this,
                [this, editor, base = *contact](const ContactDraft& draft) { save(editor, base, draft); });
    }
}

void ContactEditing::saveNew(ContactEditor* editor, const ContactDraft& draft)
{
    m_edits.database().writeLater(
        Actor::studio(), editor,
        [draft](Transaction& transaction) -> Result<ContactId> {
            const auto id = contacts::add(transaction, draft.brand, draft.details);
            if (!id || draft.relations.empty())
                return id;
            auto contact = contacts::find(transaction, *id);
            if (!contact)
                return fail(contact.error());
            contact->relations = draft.relations;
            if (const auto saved = contacts::save(transaction, *contact); !saved)
                return fail(saved.error());
            return id;
        },
        [this, editor, draft](const Result<ContactId>& added) {
            if (!added) {
                editor->refuse(words::fault(added.error().fault));
                return;
            }
            editor->finish();
            const ContactId id = *added;
            const QString name = displayNameOf(tidied(draft.details));
            m_edits.remember(
                {tr("New Contact %1").arg(name),
                 [id](Transaction& transaction) { return contacts::restore(transaction, {id}); },
                 [id](Transaction& transaction) { return contacts::moveToBin(transaction, {id}); },
                 {}});
            Q_EMIT created(id);
        });
}

void ContactEditing::save(ContactEditor* editor, const Contact& base, const ContactDraft& draft)
{
    m_edits.database().writeLater(
        Actor::studio(), editor,
        [edited = withDraft(base, draft)](Transaction& transaction) { return savedAs(transaction, edited); },
        [this, editor, base, draft](const Result<Contact>& saved) {
            if (saved) {
                editor->finish();
                const ContactDraft before = draftOf(base);
                const ContactDraft after = draftOf(*saved);
                if (before != after)
                    m_edits.remember({tr("Edit %1").arg(displayNameOf(saved->details)),
                                      swapping(base.id, before, after),
                                      swapping(base.id, after, before),
                                      {}});
            } else if (saved.error().fault == Fault::Conflict) {
                settle(editor, base, draft);
            } else {
                editor->refuse(words::fault(saved.error().fault));
            }
        });
}

void ContactEditing::settle(ContactEditor* editor, const Contact& base, const ContactDraft& mine)
{
    const auto theirs =
        m_edits.database().read([&](const Snapshot& snapshot) { return contacts::find(snapshot, base.id); });
    if (!theirs) {
        editor->refuse(words::fault(theirs.error().fault));
        return;
    }
    const MergedDraft merge = merged(draftOf(base), draftOf(*theirs), mine);
    if (merge.clashes.empty()) { // they changed other fields: both stay
        save(editor, *theirs, merge.keepingMine);
        return;
    }
    editor->refuse({});
    auto* dialog = new SaveConflictDialog{displayNameOf(theirs->details), merge, editor};
    connect(dialog, &SaveConflictDialog::chosen, this,
            [this, editor, current = *theirs](const ContactDraft& draft) { save(editor, current, draft); });
    dialog->open();
}

void ContactEditing::archive(const std::vector<ContactId>& ids, const QString& what)
{
    m_edits.perform({tr("Archive %1").arg(what),
                     [ids](Transaction& transaction) { return contacts::archive(transaction, ids); },
                     [ids](Transaction& transaction) { return contacts::unarchive(transaction, ids); },
                     tr("%n contact(s) archived", nullptr, int(ids.size()))});
}

void ContactEditing::unarchive(const std::vector<ContactId>& ids, const QString& what)
{
    m_edits.perform({tr("Unarchive %1").arg(what),
                     [ids](Transaction& transaction) { return contacts::unarchive(transaction, ids); },
                     [ids](Transaction& transaction) { return contacts::archive(transaction, ids); },
                     tr("%n contact(s) taken out of the archive", nullptr, int(ids.size()))});
}

void ContactEditing::remove(const std::vector<ContactId>& ids, const QString& what)
{
    m_edits.perform({tr("Delete %1").arg(what),
                     [ids](Transaction& transaction) { return contacts::moveToBin(transaction, ids); },
                     [ids](Transaction& transaction) { return contacts::restore(transaction, ids); },
                     tr("%n contact(s) deleted", nullptr, int(ids.size()))});
}

void ContactEditing::restore(const std::vector<ContactId>& ids, const QString& what)
{
    m_edits.perform({tr("Restore %1").arg(what),
                     [ids](Transaction& transaction) { return contacts::restore(transaction, ids); },
                     [ids](Transaction& transaction) { return contacts::moveToBin(transaction, ids); },
                     tr("%n contact(s) restored", nullptr, int(ids.size()))});
}

void ContactEditing::addTag(const std::vector<ContactId>& ids, const QString& tag)
{
    this->tag(ids, singleLine(tag), true);
}

void ContactEditing::removeTag(const std::vector<ContactId>& ids, const QString& tag)
{
    this->tag(ids, tag, false);
}

void ContactEditing::tag(const std::vector<ContactId>& ids, const QString& tag, bool isAdded)
{
    // Who has the tag already keeps it when the step is taken back; only the writer knows who that is.
    auto touched = std::make_shared<std::vector<ContactId>>();
    const auto apply = [ids, tag, isAdded, touched](Transaction& transaction) -> Result<void> {
        touched->clear();
        for (const ContactId id : ids) {
            const auto contact = contacts::find(transaction, id);
            if (!contact)
                return fail(contact.error());
            if (contact->details.tags.contains(tag, Qt::CaseInsensitive) == isAdded)
                continue;
            if (const auto changed = changeTag(transaction, id, tag, isAdded); !changed)
                return changed;
            touched->push_back(id);
        }
        return {};
    };
    const auto takeBack = [tag, isAdded, touched](Transaction& transaction) -> Result<void> {
        for (const ContactId id : *touched) {
            if (const auto changed = changeTag(transaction, id, tag, !isAdded); !changed)
                return changed;
        }
        return {};
    };
    const QString name = isAdded ? tr("Add tag “%1”").arg(tag) : tr("Remove tag “%1”").arg(tag);
    const QString said = isAdded ? tr("“%1” added to %n contact(s)", nullptr, int(ids.size())).arg(tag)
                                 : tr("“%1” removed from %n contact(s)", nullptr, int(ids.size())).arg(tag);
    m_edits.perform({name, apply, takeBack, said});
}

void ContactEditing::giveEmail(const ContactEmail& email, ContactId to, const QString& name)
{
    const auto hasAddress = [address = normalisedEmail(email.address)](const ContactEmail& other) {
        return normalisedEmail(other.address) == address;
    };
    const auto give = [email, to, hasAddress](Transaction& transaction) -> Result<void> {
        auto contact = contacts::find(transaction, to);
        if (!contact)
            return fail(contact.error());
        auto& emails = contact->details.emails;
        if (std::none_of(emails.begin(), emails.end(), hasAddress))
            emails.insert(emails.begin(), email); // mails go to the first one
        return contacts::save(transaction, *contact);
    };
    const auto takeBack = [to, hasAddress](Transaction& transaction) -> Result<void> {
        auto contact = contacts::find(transaction, to);
        if (!contact)
            return fail(contact.error());
        std::erase_if(contact->details.emails, hasAddress);
        return contacts::save(transaction, *contact);
    };
    m_edits.perform({tr("Use %1 for %2").arg(email.address, name), give, takeBack,
                     tr("%1 uses %2 now, too").arg(name, email.address)});
}

} // namespace foyer
