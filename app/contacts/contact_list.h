// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"
#include "app/portal_access/portal_account.h"
#include "app/storage/database.h"

#include <optional>
#include <vector>

namespace foyer::contacts {

/// What the Address Book is asked to show.
struct ContactFilter
{
    enum class Shelf
    {
        Live,
        Archived,
        Bin
    };
    enum class Order
    {
        Name,
        NameReversed,
        LatestChange
    };

    QString
        text; ///< what is typed into the search field; every word must occur in name, company, email or phone
    std::optional<ContactKind> kind;
    QString tag;                ///< exact; empty: any
    bool onlyConflicts = false; ///< only those whose email others use
    Shelf shelf = Shelf::Live;
    Order order = Order::Name;

    bool operator==(const ContactFilter&) const = default;
};

/// One line of the list.
struct ContactRow
{
    ContactId id;
    ContactKind kind;
    QString name;
    QString company;
    QString email; ///< the first one
    QString phone; ///< the first one
    QStringList tags;
    bool hasEmailConflict;
    PortalState portal;
    Instant changedAt;
};

/// Searches stop here: nobody scrolls further, everybody types another letter.
inline constexpr int mostMatches = 500;

/// The answer to a filter, before its rows are read.
struct Listing
{
    ContactFilter filter;
    qint64 total = 0;   ///< rows there are
    bool isCut = false; ///< there are more than mostMatches; total counts the shown ones
    /// The rows in order, when the filter had to be searched for; empty when pages are read by position.
    std::vector<ContactId> matches;
    bool isSearched = false; ///< whether `matches` is to be used
};

/// Safe on any thread. < 10 ms on a million contacts for text, kind and none.
Result<Listing> list(const Snapshot& snapshot, const ContactFilter& filter);
/// @param offset  0 … total - 1;  @param limit  1 … 500. Fewer rows come back when the studio changed since.
Result<std::vector<ContactRow>> page(const Snapshot& snapshot, const Listing& listing, qint64 offset,
                                     int limit);
/// The same for one contact, to refresh its line; nothing when it is gone for good.
Result<std::optional<ContactRow>> row(const Snapshot& snapshot, ContactId id);

} // namespace foyer::contacts
