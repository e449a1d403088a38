// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <algorithm>

namespace foyer::print {

/// A text string of PDF in hexadecimal, so that nothing in it needs escaping.
inline QByteArray pdfText(const QString& text)
{
    QByteArray bytes = QByteArray::fromHex("feff");
    for (const QChar c : text) {
        bytes += char(c.unicode() >> 8);
        bytes += char(c.unicode() & 0xff);
    }
    return '<' + bytes.toHex() + '>';
}

/// A dictionary with one entry more.
inline QByteArray withEntry(QByteArrayView dictionary, const QByteArray& entry)
{
    const qsizetype end = dictionary.lastIndexOf(QByteArrayView{">>"});
    return dictionary.first(std::max<qsizetype>(0, end)).toByteArray() + entry + "\n>>";
}

} // namespace foyer::print
