// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QListWidget;
class QTextBrowser;

namespace foyer {

/// The help that comes with the program: pages of resources/help, no network needed.
class HelpWindow : public QDialog
{
    Q_OBJECT

public:
    explicit HelpWindow(QWidget* parent = nullptr);

    /// @param page  the name of a file of resources/help without its ending; empty: the first one
    void showPage(const QString& page = {});

protected:
    void changeEvent(QEvent* event) override;

private:
    void dressPages();

    QListWidget* m_contents;
    QTextBrowser* m_text;
};

} // namespace foyer
