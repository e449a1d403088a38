// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/address_book/contact_editing.h"
#include "ui/address_book/contact_merging.h"
#include "ui/address_book/portal_section.h"
#include "ui/address_book/studio_edits.h"

#include <QWidget>

class QAction;
class QLabel;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace foyer {

class ContactListPane;
class ContactProfile;
class Toast;

/// The Address Book: the list on the left, the profile on the right, or one after the other where the window
/// is narrow. Reads on the window's thread, writes behind its back, and follows every change of the studio,
/// whoever made it.
class AddressBookPage : public QWidget
{
    Q_OBJECT

public:
    /// @param database  outlives the page
    /// @param fallbackOrigin  see FallbackOrigin
    AddressBookPage(Database& database, FallbackOrigin fallbackOrigin, QWidget* parent = nullptr);
    ~AddressBookPage() override;

    /// What can be done with what is selected; the window may put it into its menus.
    struct Actions
    {
        QAction* newContact;
        QAction* edit;
        QAction* archive; ///< Archive or Unarchive, by what is selected
        QAction* remove;  ///< into the bin
        QAction* restore;
        QAction* merge;     ///< of two that are selected, or of one with another that is asked for
        QAction* undoMerge; ///< the newest one into this contact
        QAction* addTag;
        QAction* copy;
        QAction* exportCards;
        QAction* find;
        QAction* undo;
        QAction* redo;
    };
    const Actions& actions() const { return m_actions; }

    /// Opens this contact's profile, and selects it if the list shows it.
    void showContact(ContactId id);
    void createContact();
    /// Shows the dialog that makes the two one.
    void mergeContacts(ContactId survivor, ContactId absorbed);
    /// What can be taken back, for pages that change contacts too.
    StudioEdits& edits() { return m_edits; }
    void find();
    void exportContacts();
    /// The portal started, stopped or got another address: links look different now.
    void refreshLinks();

Q_SIGNALS:
    void previewRequested(foyer::ContactId id);
    void importRequested(const QStringList& files); ///< no files: let choose
    void exportRequested(const std::vector<foyer::ContactId>& ids);
    void outboxRequested();
    void jobActivated(foyer::JobId id);
    void jobRequested(foyer::ContactId client); ///< a new one

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeActions();
    QAction* makeAction(const QString& text, const QString& iconName, const QKeySequence& shortcut,
                        void (AddressBookPage::*done)());
    void build(FallbackOrigin fallbackOrigin);
    void connectParts();
    void restoreLayout();
    void saveLayout() const;

    void showSelection();
    void updateActions();
    void arrange();
    std::vector<ContactId> targets() const;
    QString nameOfTargets() const;

    void editContact();
    void archiveContacts();
    void removeContacts();
    void restoreContacts();
    void mergeSelected();
    void undoMerge();
    void askForTag();
    void copyRows();
    void tellFailure(const QString& what, const Error& error);

    Database& m_database;
    QUndoStack m_undo;
    StudioEdits m_edits;
    ContactEditing m_editing;
    ContactMerging m_merging;
    Actions m_actions{};
    bool m_isNarrow = false;
    bool m_isProfileInFront = false; ///< of a narrow page

    QSplitter* m_splitter;
    ContactListPane* m_list;
    QWidget* m_right;
    QToolButton* m_back;
    QStackedWidget* m_stack;
    ContactProfile* m_profile;
    QLabel* m_many;
    Toast* m_toast;
};

} // namespace foyer
