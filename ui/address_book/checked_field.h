// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QString>
#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;

namespace foyer {

/// A field with room below it for the sentence that says what is wrong with it.
class CheckedField : public QWidget
{
    Q_OBJECT

public:
    /// @param field  becomes a child
    explicit CheckedField(QWidget* field, QWidget* parent = nullptr);

    QWidget* field() const { return m_field; }
    /// Empty: nothing is wrong. The sentence is read out with the field.
    void setProblem(const QString& sentence);
    QString problem() const;
    /// Somebody was in it and went on: from now on it may be told what is wrong with it.
    bool wasLeft() const { return m_wasLeft; }

Q_SIGNALS:
    void left();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* m_field;
    QLabel* m_message;
    bool m_wasLeft = false;
};

/// A day as people type it: the locale's forms with a four-digit year, or ISO. Nothing for what is none.
std::optional<QDate> dayFrom(const QString& typed);
/// The form in which a day stands in a field, understood by dayFrom().
QString dayForTyping(QDate day);

} // namespace foyer
