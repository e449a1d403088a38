// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;
class QTextEdit;

namespace foyer::writing {

/// Finds in a text while it is typed, marks every place and says which of them is selected. Esc goes back to
/// the text.
class FindBar : public QFrame
{
    Q_OBJECT

public:
    /// @param text  outlives this
    explicit FindBar(QTextEdit* text);

    /// Shows itself with what is selected in the text.
    void begin();
    void next();
    void previous();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Way
    {
        Here,
        Next,
        Previous
    };
    void find(Way way);
    void end();

    QTextEdit* m_text;
    QLineEdit* m_line;
    QLabel* m_count;
};

} // namespace foyer::writing
