// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact_store.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace foyer {

/// Asks with whom a contact is to be merged: those who share an address or a name first, related ones last;
/// then whoever is searched for.
class MergePartnerDialog : public QDialog
{
    Q_OBJECT

public:
    MergePartnerDialog(const Database& database, const contacts::ContactBrief& contact,
                       QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(foyer::ContactId other);

private:
    void search();
    void add(const contacts::ContactBrief& brief, const QString& reason);
    QString relationTo(ContactId other) const; ///< "Partner"; empty: none
    void suggest();
    std::optional<ContactId> current() const;
    void choose();

    const Database& m_database;
    contacts::ContactBrief m_contact;
    std::vector<Relation> m_relations; ///< of the contact
    QLineEdit* m_search;
    QLabel* m_caption;
    QListWidget* m_list;
    QPushButton* m_next;
};

} // namespace foyer
