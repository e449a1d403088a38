// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/base/money.h"
#include "app/base/time.h"

#include <QDate>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace foyer {

/// What a client can be shown. Each has a row in `item`, whatever else it needs beside it.
enum class ItemKind
{
    Order,
    Contract,
    Questionnaire,
    Invoice,
    File ///< uploaded by the studio and kept with a job; shown to whom it is shared with, one by one
};

enum class ItemState
{
    Draft, ///< nobody but the studio sees it; a file that is shared with nobody
    Sent,
    Completed,  ///< an order: accepted; a contract: signed by all; a questionnaire: answered by all
    Declined,   ///< an order or a contract a recipient said no to
    Superseded, ///< another item took its place
    Void        ///< taken back by the studio
};

/// What waits for one recipient.
enum class ToDo
{
    None,
    Accept, ///< a quote
    Sign,
    Answer,
    Pay
};

struct ItemRecipient
{
    ContactId contact;
    ToDo toDo = ToDo::None;
    std::optional<Instant> doneAt; ///< when they did what was theirs: signed, answered, accepted
    bool operator==(const ItemRecipient&) const = default;
};

struct Item
{
    ItemId id;
    QString uid; ///< stands in its addresses; random, tells nothing
    ItemKind kind;
    JobId job;
    BrandId brand;
    QString title;
    QString number; ///< given when it is sent; empty for kinds without
    ItemState state;
    QJsonObject content;        ///< the studio's working copy; what clients see is the current version
    std::optional<Money> total; ///< of what is sent, for lists
    QDate dueDay;               ///< invalid: none
    bool booksJob = false;      ///< completing it makes the job booked
    std::optional<VersionId> current;
    std::optional<ItemId> replaces; ///< an amendment: what it takes the place of when it is completed
    std::optional<Instant> sentAt;
    std::optional<Instant> revisedAt; ///< the current version is not the first: since when
    std::optional<Instant> completedAt;
    std::optional<Instant> deletedAt; ///< a draft in the bin
    Instant createdAt;
    Instant changedAt;
    qint64 version; ///< rises with every change: an edit based on an older one is a Conflict
    std::vector<ItemRecipient> recipients;
};

/// The words by which they stand in the database, the journal and the studio JSON. The word of a kind is also
/// the first part of its address in the portal, with an s: "/orders/…".
QString toWord(ItemKind kind);
std::optional<ItemKind> itemKindFromWord(QStringView word);
QString toWord(ItemState state);
std::optional<ItemState> itemStateFromWord(QStringView word);
QString toWord(ToDo toDo); ///< empty for None
std::optional<ToDo> toDoFromWord(QStringView word);

} // namespace foyer
