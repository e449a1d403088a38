// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact_merge.h"
#include "ui/address_book/studio_edits.h"

class QWidget;

namespace foyer {

/// Leads through a merge: who with whom, the dialog, the change, and the way back.
class ContactMerging : public QObject
{
    Q_OBJECT

public:
    /// @param window  above which the dialogs stand
    ContactMerging(StudioEdits& edits, QWidget* window);

    /// Asks for the other one first.
    void start(ContactId contact);
    void start(ContactId survivor, ContactId absorbed);
    /// Takes back the newest merge into this contact. No step of the undo stack: undone later, in passing,
    /// it would merge two without asking.
    void undo(ContactId survivor);
    /// Whether there is one.
    bool canUndo(ContactId survivor) const;

Q_SIGNALS:
    void merged(foyer::ContactId survivor);
    void parted(const QString& sentence, foyer::ContactId survivor, foyer::ContactId other);
    void refused(const QString& sentence); ///< for the person: why these two cannot be one
    void failed(const foyer::Error& error);

private:
    void merge(const contacts::MergeCandidates& read, const contacts::MergeChoice& choice);

    StudioEdits& m_edits;
    QWidget* m_window;
};

} // namespace foyer
