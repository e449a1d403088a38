// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QMainWindow>

#include <functional>

class QListWidget;
class QSettings;
class QStackedWidget;

namespace foyer {

class HelpWindow;
class PortalControl;
class PortalStatus;

/// The frame around the pages: navigation, menus, the state of the portal. Knows no page by name; whoever
/// builds it adds them and listens to the actions.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    struct Parts
    {
        Theme& theme;
        QSettings& settings;
        PortalControl& portal;
    };

    MainWindow(const Parts& parts, const QString& studioName, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Pages stand in the rail in the order they are added. @param name  with its mnemonic
    void addPage(QWidget* page, const QString& name, const QString& iconName);
    /// What waits on a page, beside its name: "3", "500+"; empty: nothing.
    void setPageNote(const QWidget* page, const QString& note);
    void showPage(const QWidget* page);
    QWidget* currentPage() const;

    /// What a page offers to the menus; what a page does not have stays null.
    struct PageActions
    {
        QAction* create = nullptr; ///< first of File
        QAction* undo = nullptr;
        QAction* redo = nullptr;
        QList<QAction*> edit; ///< between Redo and Find
        QAction* find = nullptr;
    };
    void setPageActions(const PageActions& actions);

    QAction* importAction() const { return m_import; }
    QAction* exportAction() const { return m_export; }
    QAction* openStudioAction() const { return m_openStudio; }
    QAction* settingsAction() const { return m_showSettings; }
    QAction* galleryAction() const { return m_gallery; }
    QAction* quitAction() const { return m_quit; }

    /// Back to the front, also from the tray or an icon.
    void comeForward();
    /// A sentence at the bottom for a few seconds.
    void say(const QString& sentence);
    void showHelp(const QString& page = {});

    /// Asked when the window is about to close. @returns whether it may
    void setCloseGuard(std::function<bool()> guard) { m_mayClose = std::move(guard); }

Q_SIGNALS:
    /// Files that can hold contacts were dropped, or handed over by a second start.
    void filesOffered(const QStringList& files);
    /// Another page came to the front.
    void pageShown(QWidget* page);

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeActions();
    void makeMenus();
    void makeThemeMenu(QMenu* menu);
    void fillRail();
    void restore();
    void remember();
    void showAbout();
    void showShortcuts();

    Theme& m_theme;
    QSettings& m_settings;
    QListWidget* m_rail;
    QStackedWidget* m_pages;
    PortalStatus* m_status;
    HelpWindow* m_help = nullptr;
    QMenu* m_file = nullptr;
    QMenu* m_edit = nullptr;
    QMenu* m_view = nullptr;
    QAction* m_makesUntil = nullptr; ///< the line below New …
    QAction* m_import = nullptr;
    QAction* m_export = nullptr;
    QAction* m_openStudio = nullptr;
    QAction* m_showSettings = nullptr;
    QAction* m_gallery = nullptr;
    QAction* m_quit = nullptr;
    std::function<bool()> m_mayClose;
    bool m_isRailNarrow = false;
};

} // namespace foyer
