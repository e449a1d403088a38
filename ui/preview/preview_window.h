// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/base/result.h"
#include "ui/theme/colours.h"

#include <QMainWindow>
#include <QUrl>

#include <functional>

class QLabel;
class QStackedWidget;

namespace foyer {

class Database;
class PreviewView;

/// What a preview needs of the portal: a loopback address that shows one contact's portal, read-only. Its
/// token works once and for a minute, so it is asked for whenever a page is opened anew.
using PreviewAddress = std::function<Result<QUrl>(ContactId)>;

/// S13: what a client sees, inside the program. Loads pages of the preview's own address and nothing else;
/// keeps no cookie, cache or history beyond the window.
class PreviewWindow : public QMainWindow
{
    Q_OBJECT

public:
    enum class Width
    {
        Phone,
        Desk
    };

    /// @param studio  says what is hidden; outlives the window
    PreviewWindow(Database& studio, PreviewAddress address, ContactId contact, const QString& contactName,
                  QWidget* parent = nullptr);

    /// Opens a window, or the browser in a build without a page view.
    /// @returns why there is nothing to show; empty when there is
    static QString show(Database& studio, const PreviewAddress& address, ContactId contact,
                        const QString& contactName, QWidget* parent);
    using QMainWindow::show;

    void setWidth(Width width);
    void setScheme(theme::Scheme scheme);
    PreviewView* view() const { return m_view; }

    /// Begins at the client's first page.
    void startOver();

Q_SIGNALS:
    void loaded(bool isGood);

private:
    void makeToolBar();
    void openInBrowser();

    PreviewAddress m_address;
    ContactId m_contact;
    QString m_name;
    PreviewView* m_view; ///< never null here: without one, show() opens the browser
    QStackedWidget* m_stage;
    QLabel* m_trouble;
};

} // namespace foyer
