// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/item_store.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "app/contacts/contact_store.h"
#include "app/items/evidence.h"
#include "app/items/item_rows.h"
#include "app/jobs/job_store.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace foyer::items {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestTitle = 200;

const QString selectItem = u"SELECT "_s + itemColumns + u" FROM item WHERE id = :id"_s;
const QString selectOfJob =
    u"SELECT "_s + itemColumns + u" FROM item WHERE job_id = :job AND deleted_at IS NULL ORDER BY id"_s;
const QString selectAround = u"SELECT "_s + itemColumns + uR"( FROM item
    WHERE deleted_at IS NULL
      AND (id IN (SELECT item_id FROM item_recipient WHERE contact_id = :contact)
           OR job_id IN (SELECT job_id FROM job_contact WHERE contact_id = :contact))
    ORDER BY id DESC)"_s;
const QString selectRecipients = uR"(
    SELECT contact_id, todo, done_at FROM item_recipient WHERE item_id = :id ORDER BY position, id)"_s;
const QString selectByUid = u"SELECT id FROM item WHERE uid = :uid"_s;
const QString insertItem = uR"(
    INSERT INTO item (uid, kind, job_id, brand_id, title, number, state, content, currency, total_minor, due_day,
                      books_job, replaces_id, created_at, changed_at, version)
    VALUES (:uid, :kind, :job, :brand, :title, '', 'draft', :content, '', 0, '', :books, :replaces, :now, :now, 1))"_s;
const QString updateWork = uR"(
    UPDATE item SET title = :title, content = :content, currency = :currency, total_minor = :total, due_day = :due,
           books_job = :books, brand_id = :brand, changed_at = :now, version = version + 1
    WHERE id = :id)"_s;
const QString deleteRecipient = u"DELETE FROM item_recipient WHERE item_id = :id AND contact_id = :contact"_s;
const QString insertRecipient = uR"(
    INSERT INTO item_recipient (item_id, contact_id, position, todo, sent_at)
    VALUES (:id, :contact, :position, :todo, :sent))"_s;
const QString placeRecipient =
    u"UPDATE item_recipient SET position = :position WHERE item_id = :id AND contact_id = :contact"_s;
const QString insertVersion = uR"(
    INSERT INTO item_version (item_id, number, content, sha256, pdf, pdf_sha256, created_at)
    VALUES (:item, (SELECT count(*) + 1 FROM item_version WHERE item_id = :item), :content, :sha256, :pdf,
            :pdf_sha256, :now))"_s;
const QString updateFirstSent = uR"(
    UPDATE item SET state = 'sent', number = :number, current_version_id = :current, sent_at = :now,
           changed_at = :now, version = version + 1
    WHERE id = :id)"_s;
const QString updateRevised = uR"(
    UPDATE item SET current_version_id = :current, revised_at = :now, changed_at = :now, version = version + 1
    WHERE id = :id)"_s;
const QString updateRecipientsSent = uR"(
    UPDATE item_recipient SET sent_at = :now, todo = :todo WHERE item_id = :id AND sent_at IS NULL)"_s;
const QString selectVersion =
    u"SELECT id, number, content, sha256, created_at FROM item_version WHERE id = :id"_s;
const QString selectVersions = uR"(
    SELECT id, number, content, sha256, created_at FROM item_version WHERE item_id = :item ORDER BY number DESC)"_s;
const QString selectPdf = u"SELECT pdf, pdf_sha256 FROM item_version WHERE id = :id"_s;
const QString updateDone = uR"(
    UPDATE item_recipient SET done_at = :at, todo = '' WHERE item_id = :id AND contact_id = :contact)"_s;
const QString updateToDo = uR"(
    UPDATE item_recipient SET todo = :todo, done_at = CASE WHEN :todo = '' THEN done_at ELSE NULL END
    WHERE item_id = :id AND contact_id = :contact)"_s;
const QString updateState = uR"(
    UPDATE item SET state = :state, completed_at = CASE WHEN :state = 'completed' THEN :now ELSE NULL END,
           changed_at = :now, version = version + 1
    WHERE id = :id)"_s;
const QString clearToDos = u"UPDATE item_recipient SET todo = '' WHERE item_id = :id"_s;
const QString updateDueDay =
    u"UPDATE item SET due_day = :due, changed_at = :now, version = version + 1 WHERE id = :id"_s;
const QString updateDeleted =
    u"UPDATE item SET deleted_at = :at, changed_at = :now, version = version + 1 WHERE id = :id"_s;
const QString raiseSeries = uR"(
    INSERT INTO number_series (name, next) VALUES (:name, 2)
    ON CONFLICT (name) DO UPDATE SET next = next + 1)"_s;
const QString continueAt = uR"(
    INSERT INTO number_series (name, next) VALUES (:name, :next)
    ON CONFLICT (name) DO UPDATE SET next = max(next, excluded.next))"_s;
const QString selectSeries = u"SELECT next - 1 FROM number_series WHERE name = :name"_s;

QString textOf(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument{object}.toJson(QJsonDocument::Compact));
}

Result<void> readRecipients(const Snapshot& snapshot, Item& item)
{
    auto recipients =
        snapshot.query(selectRecipients).bind(":id"_L1, item.id.row()).all([](const Query& row) {
            return recipientFromRow(row, 0);
        });
    if (!recipients)
        return fail(recipients.error());
    item.recipients = std::move(*recipients);
    return {};
}

Result<std::vector<Item>> withRecipients(const Snapshot& snapshot, Result<std::vector<Item>> items)
{
    if (!items)
        return items;
    for (Item& item : *items) {
        if (const auto read = readRecipients(snapshot, item); !read)
            return fail(read.error());
    }
    return items;
}

Result<void> checkRecipients(const Snapshot& snapshot, const std::vector<ContactId>& recipients)
{
    for (auto one = recipients.begin(); one != recipients.end(); ++one) {
        if (std::find(recipients.begin(), one, *one) != one)
            return fail(Fault::Invalid, u"The same recipient stands here twice."_s);
        const auto contact = contacts::brief(snapshot, *one);
        if (!contact)
            return fail(contact.error());
        if (contact->kind != ContactKind::Person)
            return fail(Fault::Invalid, u"“%1” is no person: only people have a portal, so only they can be "
                                        "recipients."_s.arg(contact->name));
    }
    return {};
}

Result<void> checkTitle(const QString& title)
{
    if (title.isEmpty() || title.size() > longestTitle)
        return fail(Fault::Invalid, u"It needs a title of at most %1 characters."_s.arg(longestTitle));
    return {};
}

/// It stands in addresses, headers and stamps as it is.
bool isUid(const QString& text)
{
    static const QRegularExpression word{u"\\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\z"_s};
    return word.match(text).hasMatch();
}

void touchAll(Transaction& transaction, const Item& item)
{
    transaction.touch(Entity::Item, item.id.row());
    transaction.touch(Entity::Job, item.job.row());
}

Result<Version> checked(Result<std::optional<Version>> found, VersionId id)
{
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Fault::NotFound, u"There is no version %1."_s.arg(id.row()));
    if (sha256((*found)->content) != (*found)->sha256)
        return fail(
            Fault::Storage,
            u"Version %1 is not what was sent: its bytes do not fit their fingerprint."_s.arg(id.row()));
    return std::move(**found);
}

Version versionFromRow(const Query& row)
{
    return {VersionId{row.integer(0)}, int(row.integer(1)), row.bytes(2), row.bytes(3), row.instant(4)};
}

bool isOpen(ItemState state)
{
    return state == ItemState::Draft || state == ItemState::Sent;
}

/// Which changes of state there are. Completed things of a kind that can be reopened go back to Sent; what is
/// sent for the first time is frozen, except a file, which is its own version.
bool mayBecome(const Item& item, ItemState to)
{
    switch (to) {
    case ItemState::Draft:
        return item.kind == ItemKind::File; // a file that is shared no longer
    case ItemState::Sent:
        return (item.kind == ItemKind::File && item.state == ItemState::Draft) ||
               ((item.kind == ItemKind::Questionnaire || item.kind == ItemKind::Invoice) &&
                item.state == ItemState::Completed);
    case ItemState::Completed:
    case ItemState::Declined:
        return item.state == ItemState::Sent;
    case ItemState::Superseded:
    case ItemState::Void:
        return item.state != ItemState::Draft && item.state != ItemState::Void &&
               item.state != ItemState::Superseded;
    }
    Q_UNREACHABLE();
}

} // namespace

Result<Item> find(const Snapshot& snapshot, ItemId id)
{
    auto item = snapshot.query(selectItem).bind(":id"_L1, id.row()).first(itemFromRow);
    if (!item)
        return fail(item.error());
    if (!*item)
        return fail(Fault::NotFound, u"There is no item %1."_s.arg(id.row()));
    if (const auto read = readRecipients(snapshot, **item); !read)
        return fail(read.error());
    return std::move(**item);
}

Result<std::optional<ItemId>> findByUid(const Snapshot& snapshot, const QString& uid)
{
    return snapshot.query(selectByUid).bind(":uid"_L1, uid).first([](const Query& row) {
        return ItemId{row.integer(0)};
    });
}

Result<std::vector<Item>> ofJob(const Snapshot& snapshot, JobId job)
{
    return withRecipients(snapshot, snapshot.query(selectOfJob).bind(":job"_L1, job.row()).all(itemFromRow));
}

Result<std::vector<Item>> aroundContact(const Snapshot& snapshot, ContactId contact)
{
    return withRecipients(snapshot,
                          snapshot.query(selectAround).bind(":contact"_L1, contact.row()).all(itemFromRow));
}

Result<ItemId> add(Transaction& transaction, const NewItem& item)
{
    const QString title = singleLine(item.title);
    if (const auto fits = checkTitle(title); !fits)
        return fail(fits.error());
    if (const auto known = checkRecipients(transaction, item.recipients); !known)
        return fail(known.error());
    const QString uid = item.uid.isEmpty() ? randomUuid() : item.uid;
    if (!isUid(uid))
        return fail(Fault::Invalid,
                    u"“%1” cannot stand in an address. A uid has at most 100 letters and "
                    "digits, “-”, “_” and “.”, and begins with a letter or a digit."_s.arg(uid.left(100)));
    const auto job = jobs::find(transaction, item.job);
    if (!job)
        return fail(job.error());
    auto query = transaction.query(insertItem);
    query.bind(":uid"_L1, uid)
        .bind(":kind"_L1, toWord(item.kind))
        .bind(":job"_L1, item.job.row())
        .bind(":brand"_L1, item.brand.value_or(job->brand).row())
        .bind(":title"_L1, title)
        .bind(":content"_L1, textOf(item.content))
        .bind(":books"_L1, item.booksJob)
        .bind(":now"_L1, transaction.now());
    if (item.replaces)
        query.bind(":replaces"_L1, item.replaces->row());
    else
        query.bindNull(":replaces"_L1);
    if (const auto inserted = query.run(); !inserted)
        return fail(inserted.error());
    const ItemId id{query.insertedRow()};
    int position = 0;
    for (const ContactId recipient : item.recipients) {
        const auto added = transaction.query(insertRecipient)
                               .bind(":id"_L1, id.row())
                               .bind(":contact"_L1, recipient.row())
                               .bind(":position"_L1, position++)
                               .bind(":todo"_L1, QString{})
                               .bindNull(":sent"_L1)
                               .run();
        if (!added)
            return fail(added.error());
    }
    if (const auto noted = evidence::append(transaction, id, {u"created"_s, {}, {}}); !noted)
        return fail(noted.error());
    transaction.touch(Entity::Job, item.job.row());
    return id;
}

Result<void> saveWork(Transaction& transaction, const Item& edited)
{
    const auto before = find(transaction, edited.id);
    if (!before)
        return fail(before.error());
    if (before->version != edited.version)
        return fail(Fault::Conflict, u"“%1” was changed meanwhile."_s.arg(before->title));
    if (before->sentAt && before->brand != edited.brand)
        return fail(Fault::Conflict, u"“%1” was sent under its brand and keeps it."_s.arg(before->title));
    const QString title = singleLine(edited.title);
    if (const auto fits = checkTitle(title); !fits)
        return fits;
    const auto saved = transaction.query(updateWork)
                           .bind(":title"_L1, title)
                           .bind(":content"_L1, textOf(edited.content))
                           .bind(":currency"_L1, edited.total ? edited.total->currency().code() : QString{})
                           .bind(":total"_L1, edited.total ? edited.total->minor() : 0)
                           .bind(":due"_L1, edited.dueDay)
                           .bind(":books"_L1, edited.booksJob)
                           .bind(":brand"_L1, edited.brand.row())
                           .bind(":now"_L1, transaction.now())
                           .bind(":id"_L1, edited.id.row())
                           .run();
    if (!saved)
        return saved;
    transaction.record({u"item"_s, edited.id.row(), u"edited"_s, {{u"title"_s, title}}});
    touchAll(transaction, *before);
    return {};
}

Result<void> setRecipients(Transaction& transaction, ItemId id, const std::vector<ContactId>& recipients,
                           ToDo toDo)
{
    const auto item = find(transaction, id);
    if (!item)
        return fail(item.error());
    if (const auto known = checkRecipients(transaction, recipients); !known)
        return known;
    if (recipients.empty() && item->sentAt && item->kind != ItemKind::File)
        return fail(
            Fault::Invalid,
            u"“%1” was sent. It needs somebody it is for; void it to take it back."_s.arg(item->title));
    const bool isSame =
        std::equal(item->recipients.begin(), item->recipients.end(), recipients.begin(), recipients.end(),
                   [](const ItemRecipient& old, ContactId contact) { return old.contact == contact; });
    if (isSame)
        return {};
    QJsonArray from;
    QJsonArray to;
    for (const ItemRecipient& old : item->recipients) {
        from.append(old.contact.row());
        if (std::find(recipients.begin(), recipients.end(), old.contact) != recipients.end())
            continue;
        const auto removed = transaction.query(deleteRecipient)
                                 .bind(":id"_L1, id.row())
                                 .bind(":contact"_L1, old.contact.row())
                                 .run();
        if (!removed)
            return removed;
    }
    int position = 0;
    for (const ContactId recipient : recipients) {
        to.append(recipient.row());
        const bool isNew = std::none_of(item->recipients.begin(), item->recipients.end(),
                                        [&](const ItemRecipient& old) { return old.contact == recipient; });
        auto query = transaction.query(isNew ? insertRecipient : placeRecipient);
        query.bind(":id"_L1, id.row()).bind(":contact"_L1, recipient.row()).bind(":position"_L1, position++);
        if (isNew) {
            const bool isShown = item->sentAt && item->state != ItemState::Draft;
            query.bind(":todo"_L1, item->state == ItemState::Sent ? toWord(toDo) : QString{})
                .bind(":sent"_L1, isShown ? std::optional{transaction.now()} : std::nullopt);
        }
        if (const auto placed = query.run(); !placed)
            return placed;
    }
    transaction.record({u"item"_s, id.row(), u"recipients changed"_s, {{u"from"_s, from}, {u"to"_s, to}}});
    touchAll(transaction, *item);
    return {};
}

Result<VersionId> freeze(Transaction& transaction, ItemId id, const Frozen& frozen, ToDo toDo,
                         const QString& number)
{
    const auto item = find(transaction, id);
    if (!item)
        return fail(item.error());
    if (!isOpen(item->state) || item->deletedAt)
        return fail(Fault::Conflict, u"“%1” is %2 and cannot be sent."_s.arg(
                                         item->title, item->deletedAt ? u"deleted"_s : toWord(item->state)));
    if (item->recipients.empty())
        return fail(Fault::Invalid, u"“%1” has no recipients yet."_s.arg(item->title));
    const QByteArray contentHash = sha256(frozen.content);
    const QByteArray pdfHash = frozen.pdf.isEmpty() ? QByteArray{} : sha256(frozen.pdf);
    auto insert = transaction.query(insertVersion);
    const auto inserted = insert.bind(":item"_L1, id.row())
                              .bind(":content"_L1, frozen.content)
                              .bind(":sha256"_L1, contentHash)
                              .bind(":pdf"_L1, frozen.pdf)
                              .bind(":pdf_sha256"_L1, pdfHash)
                              .bind(":now"_L1, transaction.now())
                              .run();
    if (!inserted)
        return fail(inserted.error());
    const VersionId version{insert.insertedRow()};
    const bool isFirst = !item->sentAt;
    auto update = transaction.query(isFirst ? updateFirstSent : updateRevised);
    update.bind(":current"_L1, version.row()).bind(":now"_L1, transaction.now()).bind(":id"_L1, id.row());
    if (isFirst)
        update.bind(":number"_L1, number);
    if (const auto updated = update.run(); !updated)
        return fail(updated.error());
    const auto shown = transaction.query(updateRecipientsSent)
                           .bind(":now"_L1, transaction.now())
                           .bind(":todo"_L1, toWord(toDo))
                           .bind(":id"_L1, id.row())
                           .run();
    if (!shown)
        return fail(shown.error());
    QJsonArray to;
    for (const ItemRecipient& recipient : item->recipients)
        to.append(recipient.contact.row());
    const auto noted = evidence::append(transaction, id,
                                        {isFirst ? u"sent"_s : u"revised"_s,
                                         {},
                                         {{u"sha256"_s, QString::fromLatin1(contentHash.toHex())},
                                          {u"pdfSha256"_s, QString::fromLatin1(pdfHash.toHex())},
                                          {u"to"_s, to}}});
    if (!noted)
        return fail(noted.error());
    touchAll(transaction, *item);
    return version;
}

Result<Version> version(const Snapshot& snapshot, VersionId id)
{
    return checked(snapshot.query(selectVersion).bind(":id"_L1, id.row()).first(versionFromRow), id);
}

Result<QByteArray> pdfOf(const Snapshot& snapshot, VersionId id)
{
    const auto found = snapshot.query(selectPdf).bind(":id"_L1, id.row()).first([](const Query& row) {
        return std::pair{row.bytes(0), row.bytes(1)};
    });
    if (!found)
        return fail(found.error());
    if (!*found || (*found)->first.isEmpty())
        return fail(Fault::NotFound, u"Version %1 has no PDF."_s.arg(id.row()));
    if (sha256((*found)->first) != (*found)->second)
        return fail(Fault::Storage, u"The PDF of version %1 does not fit its fingerprint."_s.arg(id.row()));
    return (*found)->first;
}

Result<std::vector<Version>> versionsOf(const Snapshot& snapshot, ItemId id)
{
    auto versions = snapshot.query(selectVersions).bind(":item"_L1, id.row()).all(versionFromRow);
    if (!versions)
        return versions;
    for (const Version& one : *versions) {
        if (const auto fits = checked(std::optional{one}, one.id); !fits)
            return fail(fits.error());
    }
    return versions;
}

Result<void> setDone(Transaction& transaction, ItemId id, ContactId recipient, Instant at)
{
    transaction.touch(Entity::Item, id.row());
    return transaction.query(updateDone)
        .bind(":at"_L1, at)
        .bind(":id"_L1, id.row())
        .bind(":contact"_L1, recipient.row())
        .run();
}

Result<void> setToDo(Transaction& transaction, ItemId id, ContactId recipient, ToDo toDo)
{
    transaction.touch(Entity::Item, id.row());
    return transaction.query(updateToDo)
        .bind(":todo"_L1, toWord(toDo))
        .bind(":id"_L1, id.row())
        .bind(":contact"_L1, recipient.row())
        .run();
}

Result<void> setState(Transaction& transaction, ItemId id, ItemState state, const QString& cause)
{
    const auto item = find(transaction, id);
    if (!item)
        return fail(item.error());
    if (item->state == state)
        return {};
    if (!mayBecome(*item, state))
        return fail(Fault::Conflict, u"“%1” is %2 and cannot become %3."_s.arg(
                                         item->title, toWord(item->state), toWord(state)));
    const auto updated = transaction.query(updateState)
                             .bind(":state"_L1, toWord(state))
                             .bind(":now"_L1, transaction.now())
                             .bind(":id"_L1, id.row())
                             .run();
    if (!updated)
        return updated;
    if (!isOpen(state)) {
        if (const auto cleared = transaction.query(clearToDos).bind(":id"_L1, id.row()).run(); !cleared)
            return cleared;
    }
    transaction.record({u"item"_s,
                        id.row(),
                        u"state changed"_s,
                        {{u"from"_s, toWord(item->state)}, {u"to"_s, toWord(state)}}});
    touchAll(transaction, *item);
    if (state != ItemState::Completed)
        return {};
    if (item->replaces) {
        const auto replaced = find(transaction, *item->replaces);
        if (!replaced)
            return fail(replaced.error());
        if (mayBecome(*replaced, ItemState::Superseded)) {
            if (const auto done = setState(transaction, replaced->id, ItemState::Superseded); !done)
                return done;
            const auto noted =
                evidence::append(transaction, replaced->id, {u"superseded"_s, {}, {{u"by"_s, item->uid}}});
            if (!noted)
                return noted;
        }
    }
    if (!item->booksJob)
        return {};
    const auto booked = jobs::book(transaction, item->job, cause);
    return booked ? Result<void>{} : fail(booked.error());
}

Result<void> setDueDay(Transaction& transaction, ItemId id, QDate day)
{
    const auto moved = transaction.query(updateDueDay)
                           .bind(":due"_L1, day)
                           .bind(":now"_L1, transaction.now())
                           .bind(":id"_L1, id.row())
                           .run();
    if (!moved)
        return moved;
    transaction.record({u"item"_s, id.row(), u"due day moved"_s, {{u"to"_s, day.toString(Qt::ISODate)}}});
    transaction.touch(Entity::Item, id.row());
    return {};
}

Result<void> moveToBin(Transaction& transaction, ItemId id)
{
    const auto item = find(transaction, id);
    if (!item)
        return fail(item.error());
    if (item->sentAt && item->kind != ItemKind::File)
        return fail(Fault::Conflict, u"“%1” was sent. Void it instead of deleting it."_s.arg(item->title));
    const auto moved = transaction.query(updateDeleted)
                           .bind(":at"_L1, transaction.now())
                           .bind(":now"_L1, transaction.now())
                           .bind(":id"_L1, id.row())
                           .run();
    if (!moved)
        return moved;
    transaction.record({u"item"_s, id.row(), u"moved to the bin"_s, {}});
    touchAll(transaction, *item);
    return {};
}

Result<void> restore(Transaction& transaction, ItemId id)
{
    const auto item = find(transaction, id);
    if (!item)
        return fail(item.error());
    const auto moved = transaction.query(updateDeleted)
                           .bindNull(":at"_L1)
                           .bind(":now"_L1, transaction.now())
                           .bind(":id"_L1, id.row())
                           .run();
    if (!moved)
        return moved;
    transaction.record({u"item"_s, id.row(), u"restored from the bin"_s, {}});
    touchAll(transaction, *item);
    return {};
}

Result<qint64> takeNumber(Transaction& transaction, const QString& series)
{
    if (const auto raised = transaction.query(raiseSeries).bind(":name"_L1, series).run(); !raised)
        return fail(raised.error());
    const auto taken = transaction.query(selectSeries).bind(":name"_L1, series).first([](const Query& row) {
        return row.integer(0);
    });
    if (!taken)
        return fail(taken.error());
    return taken->value_or(1);
}

Result<void> continueSeries(Transaction& transaction, const QString& series, qint64 next)
{
    return transaction.query(continueAt).bind(":name"_L1, series).bind(":next"_L1, next).run();
}

Result<qint64> nextNumber(const Snapshot& snapshot, const QString& series)
{
    const auto last = snapshot.query(selectSeries).bind(":name"_L1, series).first([](const Query& row) {
        return row.integer(0);
    });
    if (!last)
        return fail(last.error());
    return last->value_or(0) + 1;
}

} // namespace foyer::items
