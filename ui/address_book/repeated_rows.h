// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"

#include <QWidget>

#include <functional>
#include <vector>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace foyer {

class CheckedField;

/// Entries of one kind below each other: emails, phones, addresses. Each can be taken away, more can be
/// added.
class RepeatedRows : public QWidget
{
    Q_OBJECT

public:
    using MakeRow = std::function<QWidget*()>;

    /// @param removeText  the accessible name of the button beside an entry
    RepeatedRows(const QString& addText, const QString& removeText, MakeRow makeRow,
                 QWidget* parent = nullptr);

    QWidget* add();
    int count() const { return int(m_rows.size()); }
    QWidget* row(int index) const { return m_rows[std::size_t(index)].content; }
    CheckedField* field(int index) const { return m_rows[std::size_t(index)].field; }

Q_SIGNALS:
    void left(); ///< one of the entries, or one was taken away

private:
    struct Row
    {
        QWidget* line;
        CheckedField* field;
        QWidget* content;
    };
    void remove(QWidget* line);

    QString m_removeText;
    MakeRow m_makeRow;
    QVBoxLayout* m_layout;
    QPushButton* m_add;
    std::vector<Row> m_rows;
};

/// A value with a label before it ("Mobile", "Work" or what somebody makes up).
class LabelledLine : public QWidget
{
    Q_OBJECT

public:
    /// @param labels  as they are stored; empty: the line has no label
    LabelledLine(const QString& name, const QStringList& labels, QWidget* parent = nullptr);

    void set(const QString& value, const Label& label);
    QString value() const;
    Label label() const;

private:
    QComboBox* m_label = nullptr;
    QLineEdit* m_value;
};

class AddressFields : public QWidget
{
    Q_OBJECT

public:
    explicit AddressFields(QWidget* parent = nullptr);

    void set(const PostalAddress& address);
    PostalAddress address() const;

private:
    QComboBox* m_label;
    QPlainTextEdit* m_street;
    QLineEdit* m_postalCode;
    QLineEdit* m_city;
    QLineEdit* m_region;
    QLineEdit* m_country;
};

} // namespace foyer
