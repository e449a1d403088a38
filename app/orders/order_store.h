// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/brands/brand.h"
#include "app/items/item_store.h"
#include "app/orders/order_content.h"
#include "app/print/sheets.h"

/// The studio's side of orders. An order is an item whose content is an OrderContent; drafts are saved as
/// they are typed, sent versions are frozen.
namespace foyer::orders {

struct NewOrder
{
    JobId job;
    std::optional<BrandId> brand = {}; ///< nothing: the job's
    OrderContent content;              ///< needs a title; an empty number: the next one of this year
    std::vector<ContactId> recipients; ///< the first is whom it is addressed to
    bool booksJob = false;             ///< accepting it makes the job booked
    std::optional<ItemId> replaces = {};
    QString uid = {}; ///< empty: a new one
};

/// An order as the studio works on it.
struct Order
{
    Item item;
    OrderContent content;
};

/// Faults: NotFound (also when it is another kind of item), Storage
Result<Order> find(const Snapshot& snapshot, ItemId id);

/// A draft, with its number. Faults: Invalid (see check(OrderContent); recipients), NotFound (job)
Result<ItemId> add(Transaction& transaction, const NewOrder& order);

/// Replaces the working copy, item.booksJob, and the brand of a draft. Clients of a sent order go on seeing
/// what was sent, its title and total, until it is sent again. Faults: Invalid, NotFound, Conflict (saved by
/// somebody since)
Result<void> save(Transaction& transaction, const Order& edited);

/// Adds and removes one by one (see items::setRecipients); who is added to a quote that waits is asked as
/// well.
Result<void> setRecipients(Transaction& transaction, ItemId id, const std::vector<ContactId>& recipients);

/// All that is needed to make a version: made from a snapshot, turned into a PDF without one, then sent.
struct Prepared
{
    ItemId item;
    QByteArray content;      ///< what will be frozen
    print::OrderSheet sheet; ///< without letterhead and paper: pdfOf() adds them
    BrandDetails brand;
    qint64 itemVersion;
    qint64 brandVersion;
};
/// Faults: NotFound, Invalid (see checkForSending; nobody it is for), Conflict (accepted, declined or void)
Result<Prepared> prepare(const Snapshot& snapshot, ItemId id);

/// Freezes what was prepared: the first time clients see it, later they read "updated on …" and are asked
/// anew if it is a quote.
/// @param pdf  of this very Prepared; empty: clients are offered no PDF
/// Faults: Conflict (order, brand, addressee or day changed since it was prepared: prepare again), and those
/// of prepare
Result<VersionId> send(Transaction& transaction, const Prepared& prepared, const QByteArray& pdf);

/// Taken back by the studio; clients go on seeing it with a stamp. Faults: Conflict (a draft; void already)
Result<void> voidOrder(Transaction& transaction, ItemId id, const QString& reason = {});

} // namespace foyer::orders
