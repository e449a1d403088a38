// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/csv_contacts.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QTableWidget;

namespace foyer {

/// How a table is read and what its columns mean, with what the first contacts become, live.
class CsvColumnsView : public QWidget
{
    Q_OBJECT

public:
    explicit CsvColumnsView(QWidget* parent = nullptr);

    /// @param mapping  to begin with; as many columns as the preview has headers
    void show(const CsvPreview& preview, const CsvMapping& mapping);
    const CsvMapping& mapping() const { return m_mapping; }

Q_SIGNALS:
    /// Encoding, delimiter or header were chosen by hand: look at the table in this way.
    void optionsChosen(const foyer::CsvOptions& options);

private:
    void chooseOptions();
    void fillColumns();
    void tellMeaning(int column, const QString& meaning);
    QComboBox* makeMeaningBox(int column);
    void showFirstContacts();

    CsvPreview m_preview;
    CsvMapping m_mapping;
    QComboBox* m_encoding;
    QComboBox* m_delimiter;
    QCheckBox* m_hasHeader;
    QComboBox* m_dates;
    QLabel* m_product;
    QTableWidget* m_columns;
    QTableWidget* m_contacts;
};

} // namespace foyer
