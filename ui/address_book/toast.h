// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;

namespace foyer {

/// A line that comes up at the foot of its parent, says what happened and offers to take it back, and goes by
/// itself; not while the pointer or the keyboard is on it.
class Toast : public QFrame
{
    Q_OBJECT

public:
    enum class Offer
    {
        Nothing,
        Undo
    };

    explicit Toast(QWidget* parent);

    void say(const QString& sentence, Offer offer);
    QString sentence() const;

Q_SIGNALS:
    void undoRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void place();

    QLabel* m_sentence;
    QPushButton* m_undo;
    QTimer m_goes;
};

} // namespace foyer
