// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/address_book/contact_draft.h"
#include "ui/address_book/studio_edits.h"

#include <QObject>

#include <vector>

class QWidget;

namespace foyer {

class ContactEditor;

/// The conversation from "edit" to "saved": opens editors, saves what they give, settles what somebody else
/// saved meanwhile, and makes every step undoable.
class ContactEditing : public QObject
{
    Q_OBJECT

public:
    /// @param window  above which editors open
    ContactEditing(StudioEdits& edits, QWidget* window);

    void create();
    void edit(ContactId id);

    void archive(const std::vector<ContactId>& ids, const QString& what);
    void unarchive(const std::vector<ContactId>& ids, const QString& what);
    /// Into the bin.
    void remove(const std::vector<ContactId>& ids, const QString& what);
    void restore(const std::vector<ContactId>& ids, const QString& what);
    void addTag(const std::vector<ContactId>& ids, const QString& tag);
    void removeTag(const std::vector<ContactId>& ids, const QString& tag);
    /// Makes an email the first one of somebody else, too: what a couple shares.
    void giveEmail(const ContactEmail& email, ContactId to, const QString& name);

Q_SIGNALS:
    void created(foyer::ContactId id);
    void failed(const foyer::Error& error);

private:
    ContactEditor* open(const ContactDraft& draft, const std::optional<Contact>& before);
    void saveNew(ContactEditor* editor, const ContactDraft& draft);
    void save(ContactEditor* editor, const Contact& base, const ContactDraft& draft);
    void settle(ContactEditor* editor, const Contact& base, const ContactDraft& mine);
    void tag(const std::vector<ContactId>& ids, const QString& tag, bool isAdded);

    StudioEdits& m_edits;
    QWidget* m_window;
};

} // namespace foyer
