// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/invoices/invoice_draft.h"

#include <QWidget>

#include <functional>

class QLabel;
class QMenu;
class QPushButton;
class QVBoxLayout;

namespace foyer {

class InstalmentsView;
class RuleRow;

/// The schedule of an invoice, line by line, with the instalments that come of it below, live. Shows a value,
/// announces every change as the whole, keeps nothing.
class ScheduleEdit : public QWidget
{
    Q_OBJECT

public:
    explicit ScheduleEdit(QWidget* parent = nullptr);

    /// What is shown below: of this total, counted from these days.
    struct Sample
    {
        qint64 total;
        Currency currency;
        ScheduleDays days;
        bool isExample = false; ///< of a preset: no invoice is meant
    };
    void show(const std::vector<DraftRule>& rules, const Sample& sample);
    using QWidget::show;

    struct Preset
    {
        QString name;
        Schedule schedule;
    };
    /// What "Schedule" offers; nothing: it is not there.
    void setPresets(std::vector<Preset> presets);
    void setReadOnly(bool isReadOnly);
    void commit();

Q_SIGNALS:
    void edited(const std::vector<foyer::DraftRule>& rules, const QString& what, const QString& field);

private:
    void showNotice(bool hasParts);
    void addRule();
    void move(int from, int by);
    void fillPresets();
    RuleRow* makeRow();
    int rowOf(const RuleRow* row) const;

    std::vector<DraftRule> m_rules;
    Sample m_sample{0, eur, {}};
    std::vector<Preset> m_presets;
    std::vector<RuleRow*> m_rows;
    bool m_isReadOnly = false;

    QVBoxLayout* m_lines;
    QLabel* m_sentence;
    QLabel* m_problem;
    QLabel* m_notice;
    QPushButton* m_addRest;
    InstalmentsView* m_instalments;
    QPushButton* m_add;
    QPushButton* m_choose;
    QMenu* m_menu;
};

} // namespace foyer
