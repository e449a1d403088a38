// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

class QWidget;

namespace foyer {

/// What a file is offered as.
struct FileOffer
{
    QString title;  ///< of the dialog: "Save E-invoice"
    QString name;   ///< "invoice-2027-0014.xml"
    QString filter; ///< "E-invoices (*.xml)"
    QString suffix; ///< "xml"
};

/// Asks where to, writes all or nothing, and says how it went.
/// @param say  a sentence, and whether something is wrong
void saveFile(QWidget* parent, const FileOffer& offer, const QByteArray& bytes,
              std::function<void(const QString& sentence, bool isProblem)> say);

} // namespace foyer
