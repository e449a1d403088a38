// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/base/time.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace foyer::mime {

struct Mailbox
{
    QString name; ///< any script; empty: the address alone
    QString address;
};

struct File
{
    QString name;
    QString mediaType; ///< "application/pdf"; what is no such thing goes as a file of bytes
    QByteArray content;
};

/// A mail to one person, as it is meant. What a mail program shows of it is exactly this.
struct Message
{
    Mailbox from;
    Mailbox to;
    QString replyTo = {}; ///< an address; empty: none
    QString subject;
    Instant date;
    QString messageId;           ///< without angle brackets
    QString inReplyTo = {};      ///< the same; empty: begins a thread
    QStringList references = {}; ///< the same, the oldest first
    bool isAutomatic = false;    ///< no out-of-office note shall answer it
    QString text;                ///< lines end in "\n"
    QString html = {};           ///< a whole document; empty: text alone
    std::vector<File> files = {};
};

/// As RFC 5322 and MIME want it: lines end in CRLF, none is longer than 998 bytes, all are ASCII but for an
/// address whose local part is not. The same message gives the same bytes.
/// Faults: Invalid (a line end or NUL in a header (invariant A6), an address that is none, no Message-ID)
Result<QByteArray> toBytes(const Message& message);

} // namespace foyer::mime
