// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QAction;

namespace foyer {

/// Every key that does something in the window, read from its actions, so that it is never out of date.
class ShortcutSheet : public QDialog
{
    Q_OBJECT

public:
    ShortcutSheet(const QList<QAction*>& actions, QWidget* parent);
};

} // namespace foyer
