// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/payments/statements/statement_session.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QTableView;

namespace foyer {

class StatementLineCard;
class StatementLinesModel;

/// Every line with what it would pay, before anything is recorded.
class StatementLinesPage : public QWidget
{
    Q_OBJECT

public:
    explicit StatementLinesPage(StatementSession& session, QWidget* parent = nullptr);

    /// The session is ready with other lines.
    void reload();

private:
    void showCounts();
    void showChosen();

    StatementSession& m_session;
    StatementLinesModel* m_model;
    QLabel* m_title;
    QLabel* m_counts;
    QLabel* m_warnings;
    QTableView* m_table;
    QCheckBox* m_showsAll;
    QLabel* m_empty;
    StatementLineCard* m_card;
};

} // namespace foyer
