// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace foyer {

/// Text that is as high as what stands in it: nobody writes through a slot. Tells when it was left.
class GrowingText : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// @param lines  shown while there are fewer
    explicit GrowingText(int lines, QWidget* parent = nullptr);

Q_SIGNALS:
    void left();

protected:
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    int m_lines;
};

} // namespace foyer
