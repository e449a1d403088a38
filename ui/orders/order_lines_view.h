// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace foyer {

class OrderLinesModel;

/// The table of an order's lines, to be written in without looking for buttons: typing begins in the cell one
/// is in, Enter goes on with a new line, Alt and the arrows move a line, Ctrl+Delete removes it. What is
/// being typed as a title is completed from the catalogue.
class OrderLinesView : public QTableView
{
    Q_OBJECT

public:
    explicit OrderLinesView(OrderLinesModel& model, QWidget* parent = nullptr);

    /// Below the current one, or at the end; its title is open for typing.
    void addLine();
    void removeLine();
    void moveLine(int by);
    /// What is open is taken as typed.
    void commit();

Q_SIGNALS:
    void lineChosen(int row); ///< -1: none

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void closeEditor(QWidget* editor, QAbstractItemDelegate::EndEditHint hint) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void writeIn(int row);
    /// Numbers that would be cut take from the title, which has room.
    void fitNumbers();

    OrderLinesModel& m_model;
};

} // namespace foyer
