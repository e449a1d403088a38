// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QWidget>

#include <vector>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace foyer {

/// Fields of the studio's own: what they are called, and what stands in them.
class CustomFieldsEdit : public QWidget
{
    Q_OBJECT

public:
    explicit CustomFieldsEdit(QWidget* parent = nullptr);

    void setFields(const QJsonObject& fields);
    /// A line without a name is no field yet; of two with one name the later counts.
    QJsonObject fields() const;

Q_SIGNALS:
    void edited(); ///< a field was left, or taken away

private:
    struct Line
    {
        QWidget* widget;
        QLineEdit* name;
        QLineEdit* value;
    };
    void addLine(const QString& name, const QString& value);
    void remove(QWidget* widget);

    std::vector<Line> m_lines;
    QVBoxLayout* m_column;
    QPushButton* m_add;
};

} // namespace foyer
