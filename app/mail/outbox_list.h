// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/outbox.h"

namespace foyer::mail {

/// What the Outbox is asked to show.
struct ListFilter
{
    enum class Shelf
    {
        All,
        Waiting, ///< on their way, one way or the other
        Trouble, ///< failed or held back: somebody has to look at them
        Sent,
        Cancelled
    };
    QString text; ///< every word must occur in name, address or subject
    Shelf shelf = Shelf::All;
    bool operator==(const ListFilter&) const = default;
};

/// One line of the list.
struct ListRow
{
    MailId id;
    BrandId brand;
    QString toName;
    QString toAddress;
    QString subject;
    QString about; ///< the title of the document, else of the job; empty: about neither
    MailState state;
    QString reason;
    QString serverWords;
    Instant queuedAt;
    int attempts;
    std::optional<Instant> notBefore;
    std::optional<Instant> nextAttemptAt;
    std::optional<Instant> sentAt;
    qint64 version;
    bool operator==(const ListRow&) const = default;
};

/// Newest first, so the ids fall. ~ 10 ms for 10,000 mails, thrice that when searched for.
Result<std::vector<MailId>> idsOf(const Snapshot& snapshot, const ListFilter& filter);
/// Those that are gone meanwhile are left out.
Result<std::vector<ListRow>> rowsOf(const Snapshot& snapshot, const std::vector<MailId>& ids);

struct Counts
{
    qint64 all = 0;
    qint64 waiting = 0; ///< waiting, being sent or unknown
    qint64 held = 0;
    qint64 failed = 0;
    qint64 sent = 0;
    qint64 cancelled = 0;
    bool operator==(const Counts&) const = default;
};
Result<Counts> counts(const Snapshot& snapshot);

/// Takes back a cancel or a hold: the mail is what it was, when it leaves included. Faults: NotFound,
/// Conflict (neither cancelled nor held back)
Result<void> putBack(Transaction& transaction, MailId id, MailState was, const QString& reason);

} // namespace foyer::mail
