// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QDate>
#include <QString>

#include <functional>
#include <optional>

class QXmlStreamWriter;

namespace foyer::print {

/// A file inside a PDF that says the same as its pages.
struct AttachedFile
{
    QString name;        ///< "factur-x.xml"
    QByteArray type;     ///< media type
    QString description; ///< for people, in a reader's list of attachments
    QDate day;           ///< when it was made
    QByteArray bytes;
};

struct ArchiveDetails
{
    QString title;
    QString language; ///< BCP 47
    QString author;
    std::optional<AttachedFile> file; ///< attached as an alternative to the pages
    /// Writes further rdf:Description elements into the metadata; empty: none.
    std::function<void(QXmlStreamWriter&)> describe;
};

/// A PDF of our sheets as PDF/A-3b (ISO 19005-3): fit to be read as long as the law wants invoices to be
/// kept. Adds the colour profile and the metadata that make it one, and the file. The same bytes for the same
/// input. Faults: Invalid (no PDF of ours)
Result<QByteArray> archivedPdf(const QByteArray& pdf, const ArchiveDetails& details);

} // namespace foyer::print
