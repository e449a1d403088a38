// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QVBoxLayout;

namespace foyer {

/// What stands where a list will be: what the list is for, and how it gets its first entry.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    /// @param iconName  see icon()
    EmptyState(const QString& iconName, const QString& title, const QString& text, QWidget* parent = nullptr);

    /// A button that triggers the action; the first one is the primary one.
    void addAction(QAction* action);

private:
    QVBoxLayout* m_column;
    bool m_hasAction = false;
};

} // namespace foyer
