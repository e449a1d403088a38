// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/money.h"
#include "app/base/postal_address.h"
#include "app/base/qr_matrix.h"
#include "app/base/result.h"
#include "app/payments/codes/iban.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace foyer {

/// A structured address, the only kind since November 2025.
struct SwissAddress
{
    QString name;        ///< 1 to 70 characters
    QString street;      ///< at most 70; may be empty
    QString houseNumber; ///< at most 16; may be empty
    QString postalCode;  ///< 1 to 16
    QString town;        ///< 1 to 35
    QString country;     ///< ISO 3166, two capitals
    bool operator==(const SwissAddress&) const = default;
};

/// An address as people keep it, taken apart: the house number off the end or the front of the street's last
/// line, its other lines in front, separated by commas. Nothing is lost; what a bill cannot hold is refused
/// by swissPayload.
/// @param countryWhenEmpty  of an address that names none. A country we do not know stays as it was typed
SwissAddress swissAddress(const QString& name, const PostalAddress& address, const QString& countryWhenEmpty);

/// A Swiss QR-bill: what its payment part shows and its code holds.
struct SwissBill
{
    Iban iban;
    SwissAddress creditor;
    Currency currency;           ///< CHF or EUR
    std::optional<Money> amount; ///< nothing: the payer writes it in
    std::optional<SwissAddress> debtor;
    QString reference; ///< 27 digits for a QR-IBAN; RF or empty for any other
    QString message;   ///< at most 140 characters; may be empty
};

/// The content of the Swiss QR Code by SIX's Implementation Guidelines, version 2.3 ("SPC", 0200). Letters
/// beyond the Latin ones are refused (the debtor may be left out then); typographic quotes and dashes become
/// plain ones. Faults: Invalid (an IBAN that is not of Switzerland or Liechtenstein; another currency; a
/// QR-IBAN without a QR reference, or the other way round; an amount beyond 0.01 to 999,999,999.99; an
/// address without name, postal code, town or country; what is too long)
Result<QByteArray> swissPayload(const SwissBill& bill);

/// The code of that content, without the cross in its middle: that is drawn over it. Faults: as swissPayload
Result<QrMatrix> swissCode(const SwissBill& bill);

/// As it is printed on a bill: plain punctuation. For the files beside this one.
QString swissText(const QString& text);

/// "1 949.75", as it is printed on a bill in all languages.
QString swissAmount(Money amount);

} // namespace foyer
