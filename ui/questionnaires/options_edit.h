// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/questionnaires/questionnaire.h"

#include <QWidget>

class QLineEdit;
class QVBoxLayout;

namespace foyer {

/// The options of a choice, a line each. Enter begins the next one, Alt+Up and Alt+Down move one, and an
/// option keeps its id however it is worded.
class OptionsEdit : public QWidget
{
    Q_OBJECT

public:
    explicit OptionsEdit(QWidget* parent = nullptr);

    /// Keeps the lines that are there, with cursor and focus, where their ids are the same.
    void setOptions(const std::vector<QuestionOption>& options);
    const std::vector<QuestionOption>& options() const { return m_options; }
    void focusLine(int row);

Q_SIGNALS:
    /// @param id  of the option whose words changed; empty when one was added, removed or moved
    void edited(const QString& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void add(int row);
    void remove(int row);
    void move(int row, int by);
    QLineEdit* lineAt(int row) const;

    std::vector<QuestionOption> m_options;
    QVBoxLayout* m_rows;
};

} // namespace foyer
