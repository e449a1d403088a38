// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"
#include "app/storage/database.h"

#include <QLineEdit>

#include <functional>
#include <optional>

class QStandardItemModel;

namespace foyer {

/// A line in which contacts are found by typing a part of their name.
class ContactFinder : public QLineEdit
{
    Q_OBJECT

public:
    /// @param kind  nothing: contacts of all kinds
    ContactFinder(const Database& database, std::optional<ContactKind> kind, QWidget* parent = nullptr);

    /// Who is not offered, because they are there already.
    void setLeftOut(std::function<bool(ContactId)> isLeftOut) { m_isLeftOut = std::move(isLeftOut); }

Q_SIGNALS:
    void chosen(foyer::ContactId id, const QString& name);

private:
    void offer(const QString& typed);

    const Database& m_database;
    std::optional<ContactKind> m_kind;
    std::function<bool(ContactId)> m_isLeftOut;
    QStandardItemModel* m_offers;
};

} // namespace foyer
