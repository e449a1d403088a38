// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/outbox_list.h"

#include "app/base/text.h"
#include "app/mail/state_words.h"

#include <algorithm>

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

const QString selectIds = u"SELECT id FROM mail WHERE :states LIKE '%|' || state || '|%' ORDER BY id DESC"_s;
const QString selectTexts = uR"(
    SELECT id, to_name || ' ' || to_address || ' ' || subject FROM mail
    WHERE :states LIKE '%|' || state || '|%' ORDER BY id DESC)"_s;
const QString selectRow = uR"(
    SELECT mail.id, mail.brand_id, mail.to_name, mail.to_address, mail.subject,
           CASE WHEN coalesce(item.title, '') <> '' THEN item.title ELSE coalesce(job.title, '') END,
           mail.state, mail.reason, mail.server_words, mail.queued_at, mail.attempts, mail.not_before,
           mail.next_attempt_at, mail.sent_at, mail.version
    FROM mail LEFT JOIN item ON item.id = mail.item_id LEFT JOIN job ON job.id = mail.job_id
    WHERE mail.id = :id)"_s;
const QString countStates = u"SELECT state, count(*) FROM mail GROUP BY state"_s;
const QString updateBack = uR"(
    UPDATE mail SET state = :state, reason = :reason, version = version + 1
    WHERE id = :id AND state IN ('cancelled', 'held'))"_s;

QString statesOn(ListFilter::Shelf shelf)
{
    switch (shelf) {
    case ListFilter::Shelf::All:
        return u"|waiting|held|cancelled|sending|sent|failed|unknown|"_s;
    case ListFilter::Shelf::Waiting:
        return u"|waiting|sending|unknown|"_s;
    case ListFilter::Shelf::Trouble:
        return u"|held|failed|"_s;
    case ListFilter::Shelf::Sent:
        return u"|sent|"_s;
    case ListFilter::Shelf::Cancelled:
        return u"|cancelled|"_s;
    }
    Q_UNREACHABLE();
}

ListRow fromRow(const Query& row)
{
    return {MailId{row.integer(0)},
            BrandId{row.integer(1)},
            row.text(2),
            row.text(3),
            row.text(4),
            row.text(5),
            stateFromWord(row.text(6)),
            row.text(7),
            row.text(8),
            row.instant(9),
            int(row.integer(10)),
            row.optionalInstant(11),
            row.optionalInstant(12),
            row.optionalInstant(13),
            row.integer(14)};
}

} // namespace

Result<std::vector<MailId>> idsOf(const Snapshot& snapshot, const ListFilter& filter)
{
    const QStringList words = foldedForSearch(filter.text).split(u' ', Qt::SkipEmptyParts);
    const QString states = statesOn(filter.shelf);
    if (words.isEmpty())
        return snapshot.query(selectIds).bind(":states"_L1, states).all([](const Query& row) {
            return MailId{row.integer(0)};
        });
    std::vector<MailId> found;
    Query rows = snapshot.query(selectTexts);
    rows.bind(":states"_L1, states);
    while (rows.next()) {
        const QString text = foldedForSearch(rows.text(1));
        if (std::all_of(words.begin(), words.end(), [&](const QString& word) { return text.contains(word); }))
            found.push_back(MailId{rows.integer(0)});
    }
    if (rows.error())
        return fail(*rows.error());
    return found;
}

Result<std::vector<ListRow>> rowsOf(const Snapshot& snapshot, const std::vector<MailId>& ids)
{
    std::vector<ListRow> rows;
    rows.reserve(ids.size());
    for (const MailId id : ids) {
        auto row = snapshot.query(selectRow).bind(":id"_L1, id.row()).first(fromRow);
        if (!row)
            return fail(row.error());
        if (*row)
            rows.push_back(std::move(**row));
    }
    return rows;
}

Result<Counts> counts(const Snapshot& snapshot)
{
    Counts found;
    Query rows = snapshot.query(countStates);
    while (rows.next()) {
        const qint64 number = rows.integer(1);
        found.all += number;
        switch (stateFromWord(rows.text(0))) {
        case MailState::Waiting:
        case MailState::Sending:
        case MailState::Unknown:
            found.waiting += number;
            break;
        case MailState::Held:
            found.held += number;
            break;
        case MailState::Cancelled:
            found.cancelled += number;
            break;
        case MailState::Sent:
            found.sent += number;
            break;
        case MailState::Failed:
            found.failed += number;
            break;
        }
    }
    if (rows.error())
        return fail(*rows.error());
    return found;
}

Result<void> putBack(Transaction& transaction, MailId id, MailState was, const QString& reason)
{
    const auto found = find(transaction, id);
    if (!found)
        return fail(found.error());
    if (found->state != MailState::Cancelled && found->state != MailState::Held)
        return fail(Fault::Conflict, u"This mail is neither cancelled nor held back."_s);
    Q_ASSERT(was != MailState::Sent && was != MailState::Sending);
    const QString state = wordFor(was);
    const auto done = transaction.query(updateBack)
                          .bind(":id"_L1, id.row())
                          .bind(":state"_L1, state)
                          .bind(":reason"_L1, reason)
                          .run();
    if (!done)
        return done;
    transaction.record({u"mail"_s, id.row(), u"put back"_s, {{u"state"_s, state}}});
    transaction.touch(Entity::Mail, id.row());
    return {};
}

} // namespace foyer::mail
