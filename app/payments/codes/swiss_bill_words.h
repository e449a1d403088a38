// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace foyer {

/// The titles and headings of a Swiss QR-bill, word by word as SIX prescribes them.
struct SwissBillWords
{
    QString paymentPart;
    QString receipt;
    QString account;
    QString reference;
    QString additional; ///< the message
    QString currency;
    QString amount;
    QString acceptancePoint;
    QString payableBy;
    QString payableByBlank; ///< above a field to fill in by hand
};

/// @param language  BCP 47; German, French and Italian have their own, everybody else reads English
SwissBillWords swissBillWords(const QString& language);

} // namespace foyer
