// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/payments/statements/statement_session.h"

#include <QAbstractTableModel>

namespace foyer {

/// The lines of a session as a table. What went out or was imported before is shown on demand.
class StatementLinesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Day,
        Payer, ///< with the text below
        Amount,
        Match, ///< what happens, with the invoice below
        ColumnCount
    };
    enum Role
    {
        SecondLineRole = Qt::UserRole + 1,
        ToneRole, ///< of the badge in Match; else invalid
        FadedRole
    };

    explicit StatementLinesModel(const StatementSession& session, QObject* parent = nullptr);

    void reload();
    void setShowsAll(bool showsAll);
    int hiddenCount() const;
    /// The session's row of a row here.
    std::size_t rowOf(int row) const { return m_shown[std::size_t(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant text(const StatementRow& row, int column) const;
    QVariant spoken(const StatementRow& row, int column) const;
    void tellOf(std::size_t row);

    const StatementSession& m_session;
    std::vector<std::size_t> m_shown;
    bool m_showsAll = false;
};

} // namespace foyer
