// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/invoices/invoice_draft.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace foyer {

/// One line of a schedule, to be written: what it is called, how much, when, in how many monthly parts.
class RuleRow : public QWidget
{
    Q_OBJECT

public:
    explicit RuleRow(QWidget* parent = nullptr);

    /// @param number  from 1; stands in names for screen readers
    void show(const DraftRule& rule, Currency currency, int number, int count);
    using QWidget::show;
    void setReadOnly(bool isReadOnly);
    /// What is read when a field is left is read now.
    void commit();
    void focusName();

Q_SIGNALS:
    /// @param field  where typing on is one step, empty elsewhere
    void edited(const foyer::DraftRule& rule, const QString& what, const QString& field);
    void moveWanted(int by);
    void removeWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void takeWhen();
    template <class Change>
    void change(const QString& what, const QString& field, Change apply);

    DraftRule m_rule{{}, {}, {}};
    Currency m_currency = eur;
    bool m_isShowing = false;

    QLineEdit* m_name;
    QLineEdit* m_share;
    QComboBox* m_shareKind;
    QSpinBox* m_days;
    QComboBox* m_when;
    QLineEdit* m_day;
    QSpinBox* m_months;
    QLabel* m_problem;
    QToolButton* m_up;
    QToolButton* m_down;
    QToolButton* m_remove;
};

} // namespace foyer
