// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/files.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "app/items/evidence.h"
#include "app/items/item_store.h"

#include <QStringDecoder>

#include <algorithm>

namespace foyer::files {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 200;
constexpr qsizetype longestEnding = 16; ///< ".tar.gz" and its like stay at a name that is cut

const QString insertFile = uR"(
    INSERT INTO file (item_id, media_type, size, bytes, sha256) VALUES (:id, :type, :size, :bytes, :sha256))"_s;
const QString selectFacts = u"SELECT media_type, size, sha256 FROM file WHERE item_id = :id"_s;
const QString selectFactsOfJob = uR"(
    SELECT item.id, file.media_type, file.size, file.sha256
    FROM item CROSS JOIN file ON file.item_id = item.id WHERE item.job_id = :job)"_s;
const QString selectBytes = u"SELECT bytes, sha256 FROM file WHERE item_id = :id"_s;
const QString updateShared = u"UPDATE item SET sent_at = :now WHERE id = :id AND sent_at IS NULL"_s;
const QString updateRecipientShared = uR"(
    UPDATE item_recipient SET sent_at = :now WHERE item_id = :id AND contact_id = :contact)"_s;
const QString updateUnshared = u"UPDATE item SET sent_at = NULL WHERE id = :id"_s;

/// A name that every disk takes: no folders, no control characters, nothing Windows refuses.
QString tidyName(const QString& given)
{
    QString name = singleLine(given);
    name = name.mid(std::max(name.lastIndexOf(u'/'), name.lastIndexOf(u'\\')) + 1);
    for (QChar& c : name) {
        if (QStringView{u":*?\"<>|"}.contains(c))
            c = u'-';
    }
    while (name.startsWith(u'.'))
        name.remove(0, 1); // hidden files, "." and ".."
    name = name.trimmed();
    if (name.size() > longestName) {
        const qsizetype dot = name.lastIndexOf(u'.');
        const QString ending = dot > 0 && name.size() - dot <= longestEnding ? name.mid(dot) : QString{};
        name = name.left(longestName - ending.size());
        if (name.back().isHighSurrogate())
            name.chop(1);
        name += ending;
    }
    return name;
}

bool isText(const QByteArray& bytes)
{
    constexpr qsizetype lookedAt = 64 * 1024;
    QByteArray beginning = bytes.left(lookedAt);
    if (beginning.startsWith("\xef\xbb\xbf"))
        beginning.remove(0, 3);
    for (const char c : beginning) {
        const auto code = static_cast<unsigned char>(c);
        if (code < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f')
            return false;
    }
    QStringDecoder decoder{QStringDecoder::Utf8};
    const QString decoded = decoder(beginning);
    Q_UNUSED(decoded);
    return !decoder.hasError(); // a letter that is cut at the end is no error
}

/// Of what begins like a zip archive: its first entries tell office documents.
QString archiveType(const QByteArray& bytes)
{
    const QByteArray beginning = bytes.left(4096);
    constexpr qsizetype nameAt = 30; // length of a local file header
    const QByteArray openDocument = "mimetypeapplication/vnd.oasis.opendocument.";
    if (beginning.mid(nameAt).startsWith(openDocument)) {
        const QByteArray kind = beginning.mid(nameAt + openDocument.size());
        for (const char* known : {"text", "spreadsheet", "presentation", "graphics"}) {
            if (kind.startsWith(known))
                return u"application/vnd.oasis.opendocument."_s + QLatin1StringView{known};
        }
    }
    // An office document names its parts in no order that one can rely on, but in every entry's header.
    if (bytes.contains("[Content_Types].xml")) {
        const std::pair<const char*, QString> parts[] = {
            {"word/", u"application/vnd.openxmlformats-officedocument.wordprocessingml.document"_s},
            {"xl/", u"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"_s},
            {"ppt/", u"application/vnd.openxmlformats-officedocument.presentationml.presentation"_s}};
        for (const auto& [folder, type] : parts) {
            if (bytes.contains(folder))
                return type;
        }
    }
    return u"application/zip"_s;
}

Result<Item> fileItem(const Snapshot& snapshot, ItemId id)
{
    auto item = items::find(snapshot, id);
    if (!item)
        return item;
    if (item->kind != ItemKind::File)
        return fail(Fault::Invalid, u"“%1” is no file."_s.arg(item->title));
    return item;
}

FileFacts factsFrom(const Query& row, int first)
{
    return {row.text(first), row.integer(first + 1), row.bytes(first + 2)};
}

QString sizeText(qint64 bytes)
{
    return QString::number((bytes + 1024 * 1024 - 1) / (1024 * 1024));
}

} // namespace

QString mediaTypeOf(const QByteArray& bytes)
{
    if (bytes.startsWith("%PDF-"))
        return u"application/pdf"_s;
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return u"image/png"_s;
    if (bytes.startsWith("\xff\xd8\xff"))
        return u"image/jpeg"_s;
    if (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP")
        return u"image/webp"_s;
    if (bytes.mid(4, 4) == "ftyp") {
        const QByteArray brand = bytes.mid(8, 4);
        for (const char* known : {"heic", "heix", "heim", "heis", "hevc", "hevx"}) {
            if (brand == known)
                return u"image/heic"_s;
        }
        if (brand == "mif1" || brand == "msf1")
            return u"image/heif"_s;
    }
    if (bytes.startsWith("PK\x03\x04"))
        return archiveType(bytes);
    if (!bytes.isEmpty() && isText(bytes))
        return u"text/plain"_s;
    return u"application/octet-stream"_s;
}

Result<ItemId> add(Transaction& transaction, JobId job, const QString& given, const QByteArray& bytes)
{
    const QString name = tidyName(given);
    if (name.isEmpty())
        return fail(Fault::Invalid, u"The file needs a name."_s);
    if (bytes.isEmpty())
        return fail(Fault::Invalid,
                    u"“%1” is empty. Look whether it arrived on this computer as a whole."_s.arg(name));
    if (bytes.size() > largestBytes)
        return fail(
            Fault::Invalid,
            u"“%1” has %2 MiB, and a file kept with a job has at most %3. Make it smaller, or give "
            "clients a link to it instead."_s.arg(name, sizeText(bytes.size()), sizeText(largestBytes)));
    items::NewItem item{.kind = ItemKind::File, .job = job, .title = name, .content = {}, .recipients = {}};
    const auto id = items::add(transaction, item);
    if (!id)
        return id;
    const QByteArray digest = sha256(bytes);
    const QString type = mediaTypeOf(bytes);
    const auto inserted = transaction.query(insertFile)
                              .bind(":id"_L1, id->row())
                              .bind(":type"_L1, type)
                              .bind(":size"_L1, qint64{bytes.size()})
                              .bind(":bytes"_L1, bytes)
                              .bind(":sha256"_L1, digest)
                              .run();
    if (!inserted)
        return fail(inserted.error());
    const auto noted = evidence::append(transaction, *id,
                                        {u"uploaded"_s,
                                         {},
                                         {{u"sha256"_s, QString::fromLatin1(digest.toHex())},
                                          {u"size"_s, qint64{bytes.size()}},
                                          {u"mediaType"_s, type}}});
    return noted ? id : fail(noted.error());
}

Result<FileFacts> facts(const Snapshot& snapshot, ItemId id)
{
    const auto found = snapshot.query(selectFacts).bind(":id"_L1, id.row()).first([](const Query& row) {
        return factsFrom(row, 0);
    });
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Fault::NotFound, u"Item %1 has no file."_s.arg(id.row()));
    return **found;
}

Result<std::map<ItemId, FileFacts>> factsOfJob(const Snapshot& snapshot, JobId job)
{
    auto query = snapshot.query(selectFactsOfJob);
    query.bind(":job"_L1, job.row());
    std::map<ItemId, FileFacts> all;
    while (query.next())
        all.emplace(ItemId{query.integer(0)}, factsFrom(query, 1));
    if (query.error())
        return fail(*query.error());
    return all;
}

Result<QByteArray> read(const Snapshot& snapshot, ItemId id)
{
    auto found = snapshot.query(selectBytes).bind(":id"_L1, id.row()).first([](const Query& row) {
        return std::pair{row.bytes(0), row.bytes(1)};
    });
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Fault::NotFound, u"Item %1 has no file."_s.arg(id.row()));
    if (sha256((*found)->first) != (*found)->second)
        return fail(
            Fault::Storage,
            u"The file of item %1 is not what was added: it does not fit its fingerprint."_s.arg(id.row()));
    return std::move((*found)->first);
}

Result<void> shareWith(Transaction& transaction, ItemId id, ContactId contact)
{
    const auto item = fileItem(transaction, id);
    if (!item)
        return fail(item.error());
    if (item->deletedAt)
        return fail(Fault::Conflict, u"“%1” is in the bin. Restore it first."_s.arg(item->title));
    std::vector<ContactId> recipients;
    for (const ItemRecipient& recipient : item->recipients) {
        if (recipient.contact == contact)
            return {};
        recipients.push_back(recipient.contact);
    }
    recipients.push_back(contact);
    if (const auto added = items::setRecipients(transaction, id, recipients); !added)
        return added;
    if (const auto sent = items::setState(transaction, id, ItemState::Sent); !sent)
        return sent;
    const auto since =
        transaction.query(updateShared).bind(":now"_L1, transaction.now()).bind(":id"_L1, id.row()).run();
    if (!since)
        return since;
    const auto shown = transaction.query(updateRecipientShared)
                           .bind(":now"_L1, transaction.now())
                           .bind(":id"_L1, id.row())
                           .bind(":contact"_L1, contact.row())
                           .run();
    if (!shown)
        return shown;
    return evidence::append(transaction, id, {u"shared"_s, {}, {{u"with"_s, contact.row()}}});
}

Result<void> unshareFrom(Transaction& transaction, ItemId id, ContactId contact)
{
    const auto item = fileItem(transaction, id);
    if (!item)
        return fail(item.error());
    std::vector<ContactId> left;
    for (const ItemRecipient& recipient : item->recipients) {
        if (recipient.contact != contact)
            left.push_back(recipient.contact);
    }
    if (left.size() == item->recipients.size())
        return {};
    if (const auto removed = items::setRecipients(transaction, id, left); !removed)
        return removed;
    if (left.empty()) {
        if (const auto back = items::setState(transaction, id, ItemState::Draft); !back)
            return back;
        if (const auto never = transaction.query(updateUnshared).bind(":id"_L1, id.row()).run(); !never)
            return never;
    }
    return evidence::append(transaction, id, {u"unshared"_s, {}, {{u"from"_s, contact.row()}}});
}

Result<void> rename(Transaction& transaction, ItemId id, const QString& given)
{
    auto item = fileItem(transaction, id);
    if (!item)
        return fail(item.error());
    const QString name = tidyName(given);
    if (name.isEmpty())
        return fail(Fault::Invalid, u"The file needs a name."_s);
    if (name == item->title)
        return {};
    item->title = name;
    return items::saveWork(transaction, *item);
}

} // namespace foyer::files
