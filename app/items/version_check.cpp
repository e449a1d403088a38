// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/version_check.h"

#include "app/base/random.h"
#include "app/items/evidence.h"

namespace foyer::items {

using namespace Qt::StringLiterals;

namespace {

const QString selectItems = uR"(
    SELECT id, coalesce(current_version_id, 0), kind = 'order' AND state = 'completed' FROM item
    WHERE current_version_id IS NOT NULL OR id IN (SELECT item_id FROM item_version) ORDER BY id)"_s;
const QString selectVersions = uR"(
    SELECT id, number, content, sha256, pdf, pdf_sha256 FROM item_version WHERE item_id = :item ORDER BY number)"_s;

const QString selectAnswers =
    u"SELECT answers, sha256 FROM answer_revision WHERE item_id = :item ORDER BY id"_s;

struct ItemRow
{
    ItemId id;
    qint64 current;
    bool isAcceptedOrder;
};

QString hex(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

/// "hash of the content, hash of the PDF" of each version, by what was noted when it was sent.
QStringList noted(const std::vector<evidence::Row>& rows)
{
    QStringList hashes;
    for (const evidence::Row& row : rows) {
        if (row.event.event == "sent"_L1 || row.event.event == "revised"_L1)
            hashes.append(row.event.detail.value("sha256"_L1).toString() + u' ' +
                          row.event.detail.value("pdfSha256"_L1).toString());
    }
    return hashes;
}

/// The hashes that were noted with every event of one name.
QStringList notedWith(const std::vector<evidence::Row>& rows, QLatin1StringView event)
{
    QStringList hashes;
    for (const evidence::Row& row : rows) {
        const QString hash = row.event.detail.value("sha256"_L1).toString();
        if (row.event.event == event && !hash.isEmpty())
            hashes.append(hash);
    }
    return hashes;
}

/// Whether what was submitted is what the evidence says was submitted, and all of it.
Result<bool> areAnswersWhole(const Snapshot& snapshot, ItemId item, const std::vector<evidence::Row>& rows)
{
    QStringList stored;
    auto answers = snapshot.query(selectAnswers);
    answers.bind(":item"_L1, item.row());
    while (answers.next()) {
        if (sha256(answers.bytes(0)) != answers.bytes(1))
            return false;
        stored.append(hex(answers.bytes(1)));
    }
    if (answers.error())
        return fail(*answers.error());
    return stored == notedWith(rows, "answered"_L1);
}

} // namespace

Result<VersionReport> verifyVersions(const Snapshot& snapshot)
{
    const auto items = snapshot.query(selectItems).all([](const Query& row) {
        return ItemRow{ItemId{row.integer(0)}, row.integer(1), row.flag(2)};
    });
    if (!items)
        return fail(items.error());
    VersionReport report;
    for (const auto& [item, current, isAcceptedOrder] : *items) {
        QStringList stored;
        QString newest;
        qint64 last = 0;
        bool isWhole = true;
        auto versions = snapshot.query(selectVersions);
        versions.bind(":item"_L1, item.row());
        while (versions.next()) {
            ++report.versions;
            last = versions.integer(0);
            const QByteArray pdf = versions.bytes(4);
            isWhole = isWhole && versions.integer(1) == stored.size() + 1 &&
                      sha256(versions.bytes(2)) == versions.bytes(3) &&
                      (pdf.isEmpty() ? QByteArray{} : sha256(pdf)) == versions.bytes(5);
            newest = hex(versions.bytes(3));
            stored.append(newest + u' ' + hex(versions.bytes(5)));
        }
        if (versions.error())
            return fail(*versions.error());
        const auto events = evidence::of(snapshot, item);
        if (!events)
            return fail(events.error());
        const auto hasAnswers = areAnswersWhole(snapshot, item, *events);
        if (!hasAnswers)
            return fail(hasAnswers.error());
        const bool isAnswered = !isAcceptedOrder || notedWith(*events, "accepted"_L1).contains(newest);
        if (!isWhole || current != last || stored != noted(*events) || !*hasAnswers || !isAnswered) {
            report.firstBad = item;
            return report;
        }
    }
    return report;
}

} // namespace foyer::items
