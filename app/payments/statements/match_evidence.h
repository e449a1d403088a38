// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/statements/matching.h"

#include <QHash>

#include <map>
#include <set>

namespace foyer {

/// What the words of a line say about invoices, by their place in the list.
struct Evidence
{
    std::set<std::size_t> byReference;   ///< their reference, valid and standing for itself
    std::set<std::size_t> byNumber;      ///< their number, alone as a word
    std::set<std::size_t> byFaintNumber; ///< the same, but one that counts with an equal amount only: "12",
                                         ///< "2026", "2026-10"
    std::set<std::size_t> unclear;       ///< their number or reference as part of something, or shared by two
    std::set<std::size_t> chance;        ///< such a one where it may as well be a day or a quantity
};

/// Looks up numbers and references of a list of invoices in texts. Built once for a file: a text costs time
/// in proportion to its length, whatever the number of invoices.
class InvoiceNames
{
public:
    explicit InvoiceNames(const std::vector<OpenInvoice>& invoices);

    Evidence evidenceIn(const StatementLine& line) const;

private:
    /// @param marked  with wrapMark where the file may have wrapped inside a word
    void readText(const QString& marked, Evidence& evidence) const;
    void readNumbers(const QString& folded, const QString& marked, Evidence& evidence) const;
    void readReferences(const QString& text, bool isField, Evidence& evidence) const;

    struct Number
    {
        std::vector<std::size_t> invoices;
        bool isWeak = false;  ///< needs a word for invoices in front
        bool isFaint = false; ///< and an equal amount
    };
    QHash<QString, Number> m_numbers; ///< folded
    QHash<QString, std::vector<std::size_t>> m_references;
    std::set<qsizetype, std::greater<>> m_lengths; ///< of the numbers, longest first
};

} // namespace foyer
