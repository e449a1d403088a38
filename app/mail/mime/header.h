// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

/// One header of a mail at a time, whole with its name, folds and CRLF. What goes in was checked: no line
/// ends.
namespace foyer::mime {

/// Text for people, such as a subject: as it is where that is safe, else in encoded words (RFC 2047).
QByteArray textHeader(QByteArrayView name, const QString& text);

/// One mailbox. @param address  as the wire has it
QByteArray mailboxHeader(QByteArrayView name, const QString& displayName, const QByteArray& address);

/// ASCII words that a fold may stand between.
QByteArray wordsHeader(QByteArrayView name, const QList<QByteArray>& words);

/// Content-Type and Content-Disposition of a file; its name in any script (RFC 2231), with an ASCII one for
/// programs that know no better.
QByteArray fileHeaders(const QString& fileName, const QByteArray& mediaType);

} // namespace foyer::mime
