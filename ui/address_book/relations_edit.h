// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"
#include "app/storage/database.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLineEdit;
class QStandardItemModel;
class QVBoxLayout;

namespace foyer {

/// Who belongs to a contact and how; others are found by typing a part of their name.
class RelationsEdit : public QWidget
{
    Q_OBJECT

public:
    /// @param self  cannot be related to itself; nothing for a contact that is being made
    RelationsEdit(const Database& database, std::optional<ContactId> self, QWidget* parent = nullptr);

    void setRelations(const std::vector<Relation>& relations);
    std::vector<Relation> relations() const { return m_relations; }

Q_SIGNALS:
    void edited();

private:
    void offer(const QString& typed);
    void add(ContactId other);
    void showLines();
    QWidget* lineFor(std::size_t index);

    const Database& m_database;
    std::optional<ContactId> m_self;
    std::vector<Relation> m_relations;
    QVBoxLayout* m_lines;
    QLineEdit* m_search;
    QStandardItemModel* m_offers;
};

} // namespace foyer
