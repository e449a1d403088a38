// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

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
    /// Offers something else than undo: what the button says, and what it does.
    void say(const QString& sentence, const QString& label, std::function<void()> work);
    QString sentence() const;

Q_SIGNALS:
    void undoRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void place();
    void come(const QString& sentence);

    std::function<void()> m_work; ///< of the button; empty: it asks for undo
    QLabel* m_sentence;
    QPushButton* m_undo;
    QTimer m_goes;
};

} // namespace foyer
