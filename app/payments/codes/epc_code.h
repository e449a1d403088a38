// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/money.h"
#include "app/base/qr_matrix.h"
#include "app/base/result.h"
#include "app/payments/codes/iban.h"

#include <QByteArray>
#include <QString>

namespace foyer {

/// A SEPA transfer as a banking app fills it in from a code on the invoice ("GiroCode").
struct EpcTransfer
{
    QString name; ///< of the payee; 1 to 70 characters
    Iban iban;
    QString bic; ///< empty: none; countries outside the European Economic Area need one
    Money amount;
    QString purpose;   ///< ISO 20022 purpose code, 1 to 4 capitals and digits ("GDSV"); may be empty
    QString reference; ///< a valid RF reference; empty: none
    QString text;      ///< for the payee's statement, instead of the reference; at most 140 characters
    QString note;      ///< for the payer, at most 70 characters; few apps show it
};

/// The content of the code by EPC069-12, version 002, in UTF-8; lines end in LF, and empty ones at the end
/// are left out. Faults: Invalid (an amount that is not in euros or beyond 0.01 to 999,999,999.99; an IBAN
/// outside SEPA; a reference and a text; a wrong reference, BIC or purpose code; a line break or another
/// control character; too many characters in a field, or 331 bytes in all)
Result<QByteArray> epcPayload(const EpcTransfer& transfer);

/// The code of that content: level M, at most version 13. Faults: as epcPayload
Result<QrMatrix> epcCode(const EpcTransfer& transfer);

} // namespace foyer
