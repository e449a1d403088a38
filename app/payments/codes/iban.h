// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QString>

namespace foyer {

/// An account's number by ISO 13616 whose length and check digits are right. That the account exists is known
/// to its bank alone.
class Iban
{
public:
    /// From what somebody typed or pasted: blanks, line breaks, lower case and the word "IBAN" in front do
    /// not matter. Faults: Invalid (unknown country, wrong number of characters, other characters, wrong
    /// check digits; the sentence says which and does not repeat the number)
    static Result<Iban> fromText(QStringView typed);

    const QString& text() const { return m_text; } ///< "DE02120300000000202051": as stored and in codes
    QString shown() const;                         ///< "DE02 1203 0000 0000 2020 51"
    QString country() const { return m_text.first(2); }

    /// Of Switzerland or Liechtenstein, with the institution numbers (IID) 30000 to 31999 that are set apart
    /// for payments with a Swiss QR reference.
    bool isSwissQr() const;
    bool isSwiss() const; ///< of Switzerland or Liechtenstein

    /// A country of the Single Euro Payments Area.
    bool isSepa() const;
    /// A country of the European Economic Area: within it a transfer needs no BIC.
    bool isEea() const;

    bool operator==(const Iban&) const = default;

private:
    explicit Iban(QString text)
        : m_text{std::move(text)}
    {
    }

    QString m_text;
};

/// A bank's code by ISO 9362: eight or eleven characters, capitals, without blanks. Its shape and country are
/// checked, not whether a bank has it. Faults: Invalid
Result<QString> bicFromText(QStringView typed);

} // namespace foyer
