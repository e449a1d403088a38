// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/shown_items.h"

#include "app/items/item_rows.h"

namespace foyer::items {

using namespace Qt::StringLiterals;

namespace {

const QString columns =
    itemColumns + u", recipient.contact_id, recipient.todo, recipient.done_at, recipient.sent_at, job.title, "
                  u"job.first_day, "
                  "job.closed_at IS NOT NULL OR job.stage = 'completed', brand.name, brand.shows_history"_s;
const QString tables = u" FROM item_recipient AS recipient JOIN item ON item.id = recipient.item_id "
                       "JOIN job ON job.id = item.job_id JOIN brand ON brand.id = item.brand_id "_s;
// The recipient comes first in every condition, whatever else is asked.
const QString selectByUid =
    u"SELECT "_s + columns + tables +
    u"WHERE recipient.contact_id = :contact AND item.kind = :kind AND item.uid = :uid"_s;
const QString selectNeeded = u"SELECT "_s + columns + tables +
                             u"WHERE recipient.contact_id = :contact AND recipient.todo <> '' "
                             "ORDER BY item.due_day = '', item.due_day, recipient.sent_at, item.id"_s;
// What visible() would refuse is left out here already, so that a page has as many rows as it asks for.
const QString selectNewest = u"SELECT "_s + columns + tables +
                             uR"(WHERE recipient.contact_id = :contact AND recipient.sent_at IS NOT NULL
      AND (recipient.sent_at, recipient.item_id) < (:sent, :item)
      AND item.deleted_at IS NULL AND item.state <> 'draft'
      AND (:brand = 0 OR item.brand_id = :brand)
      AND (brand.shows_history OR item.kind NOT IN ('contract', 'questionnaire')
           OR (item.kind = 'contract' AND item.state = 'sent')
           OR (item.kind = 'questionnaire' AND recipient.done_at IS NULL AND item.state IN ('sent', 'completed')))
    ORDER BY recipient.sent_at DESC, recipient.item_id DESC LIMIT :limit)"_s;

const QString selectCreditNotes =
    u"SELECT "_s + columns + tables +
    u"JOIN credit_note ON credit_note.item_id = item.id "
    "WHERE recipient.contact_id = :contact AND credit_note.invoice_id = :invoice ORDER BY item.id"_s;
const QString selectSent = u"SELECT "_s + columns + tables +
                           u"WHERE recipient.contact_id = :contact AND recipient.sent_at IS NOT NULL"_s;

struct Row
{
    ShownItem shown;
    std::optional<Instant> sentAt;
    bool showsHistory;
};

Row fromRow(const Query& row)
{
    constexpr int at = itemColumnCount;
    Item item = itemFromRow(row);
    const ItemRecipient own = recipientFromRow(row, at);
    item.recipients = {own};
    return {{std::move(item), own, row.text(at + 4), row.day(at + 5), row.flag(at + 6), row.text(at + 7)},
            row.optionalInstant(at + 3),
            row.flag(at + 8)};
}

Visibility visibilityOf(const Row& row, const Viewer& viewer)
{
    return visible(row.shown.item, row.showsHistory, viewer.contact, viewer.address);
}

Result<std::vector<ShownItem>> visibleOf(Result<std::vector<Row>> rows, const Viewer& viewer)
{
    if (!rows)
        return fail(rows.error());
    std::vector<ShownItem> shown;
    for (Row& row : *rows) {
        if (visibilityOf(row, viewer).isVisible())
            shown.push_back(std::move(row.shown));
    }
    return shown;
}

} // namespace

Result<ShownItem> find(const Snapshot& snapshot, const Viewer& viewer, ItemKind kind, const QString& uid)
{
    auto row = snapshot.query(selectByUid)
                   .bind(":contact"_L1, viewer.contact.row())
                   .bind(":kind"_L1, toWord(kind))
                   .bind(":uid"_L1, uid)
                   .first(fromRow);
    if (!row)
        return fail(row.error());
    const Failure nothing = fail(Fault::NotFound, u"There is no such item for this contact."_s);
    if (!*row)
        return nothing;
    switch (visibilityOf(**row, viewer).because) {
    case Because::Visible:
        return std::move((*row)->shown);
    case Because::HistoryOff:
        return fail(Fault::Denied, u"The item is done, and its brand shows no history."_s);
    case Because::NotRecipient:
    case Because::Draft:
    case Because::Deleted:
    case Because::OtherBrand:
        return nothing;
    }
    Q_UNREACHABLE();
}

Result<std::vector<ShownItem>> needs(const Snapshot& snapshot, const Viewer& viewer)
{
    return visibleOf(snapshot.query(selectNeeded).bind(":contact"_L1, viewer.contact.row()).all(fromRow),
                     viewer);
}

Result<std::vector<ShownItem>> creditNotes(const Snapshot& snapshot, const Viewer& viewer, ItemId invoice)
{
    return visibleOf(snapshot.query(selectCreditNotes)
                         .bind(":contact"_L1, viewer.contact.row())
                         .bind(":invoice"_L1, invoice.row())
                         .all(fromRow),
                     viewer);
}

Result<ShownPage> newest(const Snapshot& snapshot, const Viewer& viewer, std::optional<PageMark> after,
                         int limit)
{
    Q_ASSERT(limit >= 1 && limit <= 200);
    const PageMark from =
        after.value_or(PageMark{std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::max()});
    auto rows = snapshot.query(selectNewest)
                    .bind(":contact"_L1, viewer.contact.row())
                    .bind(":sent"_L1, from.sentAt)
                    .bind(":item"_L1, from.item)
                    .bind(":brand"_L1, viewer.address.onlyBrand ? viewer.address.onlyBrand->row() : 0)
                    .bind(":limit"_L1, limit + 1)
                    .all(fromRow);
    if (!rows)
        return fail(rows.error());
    ShownPage page;
    const bool isMore = rows->size() > std::size_t(limit);
    if (isMore)
        rows->pop_back();
    if (isMore)
        page.next = PageMark{toSeconds(*rows->back().sentAt), rows->back().shown.item.id.row()};
    for (Row& row : *rows) {
        if (visibilityOf(row, viewer).isVisible())
            page.items.push_back(std::move(row.shown));
    }
    return page;
}

Result<bool> isAnythingPutAway(const Snapshot& snapshot, const Viewer& viewer)
{
    auto query = snapshot.query(selectSent);
    query.bind(":contact"_L1, viewer.contact.row());
    while (query.next()) {
        if (visibilityOf(fromRow(query), viewer).because == Because::HistoryOff)
            return true;
    }
    if (query.error())
        return fail(*query.error());
    return false;
}

} // namespace foyer::items
