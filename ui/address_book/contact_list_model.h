// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact_list.h"
#include "app/storage/database.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <list>
#include <set>
#include <unordered_map>

namespace foyer {

/// The Address Book's list. Knows how many contacts a filter finds, and reads their lines in blocks when
/// somebody looks at them, so that a hundred thousand scroll as smoothly as forty. Window's thread only.
class ContactListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Name,
        Email,
        Phone,
        Tags,
        Portal,
        ColumnCount
    };
    enum Role
    {
        KindRole = Qt::UserRole, ///< ContactKind as int
        ConflictRole,            ///< whether others use the contact's email
        SearchTextRole,          ///< what to highlight; empty when nothing is searched for
    };

    explicit ContactListModel(Database& database, QObject* parent = nullptr);

    const contacts::ContactFilter& filter() const { return m_listing.filter; }
    void setFilter(const contacts::ContactFilter& filter);
    /// There are more matches than are shown.
    bool isCut() const { return m_listing.isCut; }
    /// How many contacts stand on the filter's shelf, whatever else it asks for.
    qint64 shelfTotal() const { return m_shelfTotal; }

    std::optional<ContactId> contactAt(int row) const;
    /// Looks at the rows that are loaded, or through all when the list was searched for.
    std::optional<int> rowOf(ContactId id) const;
    /// Catches up with changes that were announced: before acting on what is selected.
    void settle();
    /// All of these rows, also those nobody looked at yet, in their order. Those that were shown are the ones
    /// that were shown, whatever changed since.
    std::vector<contacts::ContactRow> rows(int first, int last) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// After every look at the studio: counts may differ.
    void listed();
    void failed(const foyer::Error& error) const;

private:
    using Block = std::vector<contacts::ContactRow>;

    void take(const Changes& changes);
    void refresh();
    void replaceKeepingPlaces(contacts::Listing listing);
    Result<contacts::Listing> listingFor(const contacts::ContactFilter& filter);
    std::set<int> blocksInUse(const std::list<int>& recent) const;
    const Block& block(int number) const;
    const contacts::ContactRow* rowAt(int row) const;
    int newRowOf(ContactId id, int oldRow) const;

    Database& m_database;
    contacts::Listing m_listing;
    qint64 m_shelfTotal = 0;
    QTimer m_refresh; ///< many commits in a row, as an import makes them, are one refresh

    /// Blocks that were looked at, the latest first in m_recent; bounded, since nobody sees thousands at
    /// once.
    mutable std::unordered_map<int, Block> m_blocks;
    mutable std::list<int> m_recent;
};

} // namespace foyer
