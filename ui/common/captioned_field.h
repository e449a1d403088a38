// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace foyer {

/// A field of a form: its label above it, a hint below, and, when what was typed cannot be saved, the reason
/// in a sentence. A screen reader hears label, hint and reason with the field.
class CaptionedField : public QWidget
{
    Q_OBJECT

public:
    /// @param label  with its mnemonic; @param editor  becomes a child
    CaptionedField(const QString& label, QWidget* editor, const QString& hint = {},
                   QWidget* parent = nullptr);

    void setHint(const QString& hint);
    /// Empty: nothing is wrong.
    void setProblem(const QString& sentence);
    QString problem() const;
    QWidget* editor() const { return m_editor; }

private:
    void describe();

    QWidget* m_editor;
    QLabel* m_hint;
    QLabel* m_problem;
};

} // namespace foyer
