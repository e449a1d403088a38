// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/statements/csv_statement.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QTableWidget;

namespace foyer {

/// What the columns of a bank's table mean, and how its days and amounts are read.
class StatementColumnsView : public QWidget
{
    Q_OBJECT

public:
    explicit StatementColumnsView(QWidget* parent = nullptr);

    /// An account that money comes in on, and the brands whose invoices name it.
    struct OwnAccount
    {
        QString iban;
        QStringList brands;
    };
    void setAccounts(const std::vector<OwnAccount>& accounts);
    enum class About
    {
        Table,
        Account
    };
    /// @param options  to begin with; their mapping has as many columns as the preview has headers
    /// @param problem  why it could not be read so; empty: not tried
    void show(const StatementCsvPreview& preview, const StatementCsvOptions& options, const QString& problem,
              About about);
    StatementCsvOptions options() const;

private:
    QString account() const;
    void fillColumns(const StatementCsvPreview& preview);

    StatementCsvMapping m_mapping;
    QLabel* m_problem;
    QComboBox* m_dates;
    QComboBox* m_mark;
    QLineEdit* m_currency;
    QComboBox* m_account;
    QTableWidget* m_columns;
};

} // namespace foyer
