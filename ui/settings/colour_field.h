// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace foyer {

class ColourSample;

/// A colour as "#rrggbb", typed or picked, with a sample that shows whether text can be read on it.
class ColourField : public QWidget
{
    Q_OBJECT

public:
    explicit ColourField(QWidget* parent = nullptr);

    QString text() const;
    void setText(const QString& colour);
    QLineEdit* line() const { return m_line; }

Q_SIGNALS:
    void changed();

private:
    void pick();
    void showSample();

    QLineEdit* m_line;
    QToolButton* m_pick;
    ColourSample* m_sample;
    QLabel* m_verdict;
};

} // namespace foyer
