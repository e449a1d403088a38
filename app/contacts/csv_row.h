// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/csv_mapping.h"
#include "app/contacts/csv_values.h"
#include "app/contacts/import_plan.h"

#include <functional>
#include <utility>
#include <vector>

namespace foyer {

/// Called for what was kept although it could not be understood.
using CsvHint = std::function<void(ImportProblemCode, QString detail)>;

/// Gathers the cells of one row that tell about one person, then makes a contact of them.
class CsvDraft
{
public:
    /// @param header names the cell in notes and hints
    /// @param order how to read days of this column
    void take(const CsvColumn& column, const QString& cell, const QString& header, CsvDateOrder order,
              const CsvHint& hint);
    /// As a line of the notes: what has no place of its own.
    void keep(const QString& header, const QString& value);

    bool hasAnything() const { return m_hasAnything; }
    bool hasName() const; ///< something to call the contact by: a name, company, email or phone
    ContactDetails finish() &&;

private:
    struct Address
    {
        int group;
        PostalAddress parts;
    };
    using Labels = std::vector<std::pair<int, Label>>; ///< by group

    void takeOnce(QString& field, const QString& value, const QString& header);
    void takeDay(QDate& field, const QString& value, const QString& header, CsvDateOrder order,
                 const CsvHint& hint);
    void takeEmails(const CsvColumn& column, const QString& value, const QString& header,
                    const CsvHint& hint);
    void takeKind(const QString& value, const QString& header);
    void takeAddressPart(const CsvColumn& column, const QString& value, const QString& header);
    void takeLabel(Labels& labels, int group, QString value);
    PostalAddress& addressOf(const CsvColumn& column);
    void settleName();
    void settleLabels();
    void settleKind();

    ContactDetails m_details;
    QString m_fullName;
    bool m_isKindTold = false;
    bool m_hasAnything = false;
    std::vector<Address> m_addresses;
    std::vector<int> m_emailGroups; ///< of each email
    std::vector<int> m_phoneGroups;
    Labels m_emailLabels;
    Labels m_phoneLabels;
    Labels m_addressLabels;
};

} // namespace foyer
