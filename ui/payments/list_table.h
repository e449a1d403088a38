// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace foyer {

/// A table that is read by whole rows: no grid, one row chosen, Enter and a double click open it.
class ListTable : public QTableView
{
    Q_OBJECT

public:
    explicit ListTable(const QString& accessibleName, QWidget* parent = nullptr);

    /// Columns as wide as what they hold, this one takes what is left. Call once the model is there.
    void stretch(int column);
    int currentRow() const; ///< -1: none

Q_SIGNALS:
    void opened(int row);

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace foyer
