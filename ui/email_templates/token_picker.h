// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/email_templates/tokens.h"

#include <QFrame>

class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace foyer {

/// All tokens of an email, grouped by thing, to be found by what they mean. The keyboard stays in the search:
/// arrows choose, Enter takes, Esc closes.
class TokenPicker : public QFrame
{
    Q_OBJECT

public:
    explicit TokenPicker(QWidget* parent = nullptr);

    /// @param withLinks  a subject carries none
    void begin(const QPoint& globalCorner, bool withLinks);

Q_SIGNALS:
    void chosen(const QString& name);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void move(int step);
    void take(QTreeWidgetItem* item);

    bool m_withLinks = true;
    QLineEdit* m_search;
    QTreeWidget* m_tokens;
};

} // namespace foyer
