// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/money.h"

#include <QDate>
#include <QString>

#include <optional>
#include <vector>

namespace foyer {

enum class StatementFormat
{
    Camt053,
    Mt940,
    Ofx,
    Csv
};

/// "CAMT.053" and so on, for people.
QString statementFormatName(StatementFormat format);

/// One booked movement on the bank account. Everything in it was written by strangers.
struct StatementLine
{
    QString account; ///< the statement's: an IBAN, or as the bank writes it; empty when the file tells none
    /// Tells this movement from every other of the account and is the same in every file that holds it: the
    /// bank's own reference with day and amount (banks give a returned payment the reference of the first),
    /// or a fingerprint where the bank gives none; "#2" and so on behind it for equals on one day.
    QString reference;
    QString bankReference; ///< as the bank wrote it; empty when it gave none
    QDate bookedDay;
    QDate valueDay;                            ///< the booked day where the bank tells none
    Money amount = Money::ofMinor(0, eur);     ///< positive: in
    QString payerName;                         ///< of an outgoing movement: who got it
    QString payerIban;                         ///< or an account number
    QString text;                              ///< what the payer wrote, of one line
    QString otherText;                         ///< the text read differently where the file wraps it at
                                               ///< full width: there two words, here one; empty when equal
    QString endToEndId;                        ///< given by the payer, empty when "NOTPROVIDED"
    std::vector<QString> structuredReferences; ///< as written in the field made for them, unchecked
    bool isReversal = false;                   ///< takes back an earlier movement
    int line = 0;                              ///< where it begins in the file, from 1
};

struct StatementWarning
{
    int line = 0; ///< from 1; 0: the whole statement
    QString sentence;
};

/// What one account did between two balances.
struct Statement
{
    StatementFormat format = StatementFormat::Csv;
    QString account;
    std::optional<Money> opening;
    std::optional<Money> closing;
    std::vector<StatementLine> lines; ///< in the order of the file
    std::vector<StatementWarning> warnings;
};

/// Beyond these a file is refused, in a sentence that names the limit. A busy studio's year is below 1 MB.
struct StatementLimits
{
    qsizetype fileBytes = qsizetype{16} * 1024 * 1024;
    std::size_t lines = 50'000;
    std::size_t statements = 1'000; ///< in one file
    qsizetype textLength = 4'000;   ///< of one line; more is cut with a warning
    int depth = 64;                 ///< of elements inside each other
    std::size_t nodes = 500'000;    ///< of one entry (CAMT.053) or of the whole file (OFX)
};

} // namespace foyer
