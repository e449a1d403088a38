// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QByteArray>

#include <map>

namespace foyer::print {

/// The objects of a PDF as Qt's writer and our own finish make it: one revision, one classic cross-reference
/// table. Not a reader of foreign PDFs.
class PdfFile
{
public:
    /// Keeps its own copy. Faults: Invalid (no PDF of that shape)
    static Result<PdfFile> parse(const QByteArray& bytes);

    const QByteArray& bytes() const { return m_bytes; }
    qsizetype tableAt() const { return m_tableAt; } ///< of the cross-reference table, from the first byte
    int size() const { return m_size; }             ///< one more than the highest object
    int root() const { return m_root; }
    int info() const { return m_info; }

    /// What stands between "N 0 obj" and "endobj", without blanks around it. Empty: no such object.
    QByteArrayView object(int number) const;
    const std::map<int, QByteArrayView>& objects() const { return m_objects; }

    /// The object a dictionary's entry refers to ("/Pages 3 0 R"); 0 when there is none.
    static int reference(QByteArrayView dictionary, QByteArrayView key);
    /// Of the first page; 0 when there is none.
    int firstPage() const;

private:
    PdfFile() = default;

    QByteArray m_bytes;
    std::map<int, QByteArrayView> m_objects; ///< into m_bytes, whose storage copies share
    qsizetype m_tableAt = 0;
    int m_size = 0;
    int m_root = 0;
    int m_info = 0;
};

} // namespace foyer::print
