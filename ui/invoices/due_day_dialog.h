// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/balance.h"
#include "app/storage/database.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace foyer {

class CaptionedField;

/// Gives an open instalment another due day. Deletes itself when it is closed.
class DueDayDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param issued  nothing is due before that day
    DueDayDialog(Database& database, const payments::Balance& balance, QDate issued, QWidget* parent);

Q_SIGNALS:
    void moved(const QString& sentence);

private:
    void move();
    void moveTo(QDate day);

    Database& m_database;
    QDate m_issued;
    QComboBox* m_which;
    QLineEdit* m_day;
    CaptionedField* m_dayField;
    QPushButton* m_move;
};

} // namespace foyer
