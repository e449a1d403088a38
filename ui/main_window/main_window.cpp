// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/main_window.h"

#include "ui/common/dropped_files.h"
#include "ui/help/help_window.h"
#include "ui/main_window/portal_status.h"
#include "ui/main_window/shortcut_sheet.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString geometryKey = u"window/geometry"_s;
const QString pageKey = u"window/page"_s;
constexpr int nameRole = Qt::UserRole;
constexpr int noteRole = Qt::UserRole + 1;
constexpr int wideRailPx = 176;  // at least; a long name makes it wider
constexpr int besideNamePx = 80; // icon and spaces
constexpr int narrowRailPx = 64;
constexpr int narrowWindowPx = 1000; // below this the list needs the room more than the rail does

QString withoutMnemonic(QString text)
{
    return text.remove(u'&');
}

} // namespace

MainWindow::MainWindow(const Parts& parts, const QString& studioName, QWidget* parent)
    : QMainWindow{parent}
    , m_theme{parts.theme}
    , m_settings{parts.settings}
    , m_rail{new QListWidget}
    , m_pages{new QStackedWidget}
    , m_status{new PortalStatus{parts.portal}}
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("%1 – Foyer", "title of the window; %1 is the studio").arg(studioName));
    setAcceptDrops(true);

    m_rail->setObjectName(u"navigationRail"_s);
    m_rail->setAccessibleName(tr("Navigation"));
    m_rail->setIconSize({theme::iconPx, theme::iconPx});
    m_rail->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rail->setFixedWidth(wideRailPx);
    connect(m_rail, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);

    connect(m_pages, &QStackedWidget::currentChanged, this,
            [this] { Q_EMIT pageShown(m_pages->currentWidget()); });

    auto* body = new QWidget;
    auto* row = new QHBoxLayout{body};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_pages, 1);
    setCentralWidget(body);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addPermanentWidget(m_status);

    makeActions();
    makeMenus();
    restore();
}

MainWindow::~MainWindow()
{
    remember();
}

void MainWindow::addPage(QWidget* page, const QString& name, const QString& iconName)
{
    const int index = m_pages->addWidget(page);
    auto* item = new QListWidgetItem{icon(iconName), withoutMnemonic(name), m_rail};
    item->setData(nameRole, item->text());
    auto* action = new QAction{icon(iconName), name, this};
    // Ctrl+1 to Ctrl+9, then Ctrl+0; there are no digits beyond.
    if (index < 10)
        action->setShortcut(QKeySequence{Qt::CTRL | Qt::Key(Qt::Key_0 + (index + 1) % 10)});
    connect(action, &QAction::triggered, this, [this, index] {
        m_rail->setCurrentRow(index);
        m_pages->currentWidget()->setFocus();
    });
    m_view->insertAction(m_view->actions().at(index), action);
    if (m_settings.value(pageKey, 0).toInt() == index)
        m_rail->setCurrentRow(index);
    fillRail();
}

void MainWindow::setPageNote(const QWidget* page, const QString& note)
{
    const int index = m_pages->indexOf(page);
    if (index >= 0)
        m_rail->item(index)->setData(noteRole, note);
    fillRail();
}

void MainWindow::showPage(const QWidget* page)
{
    for (int i = 0; i < m_pages->count(); ++i) {
        if (m_pages->widget(i) == page)
            m_rail->setCurrentRow(i);
    }
}

QWidget* MainWindow::currentPage() const
{
    return m_pages->currentWidget();
}

void MainWindow::makeActions()
{
    const auto make = [this](const QString& text, const QString& iconName, const QKeySequence& keys,
                             const char* name) {
        auto* action = new QAction{this};
        action->setText(text);
        if (!iconName.isEmpty())
            action->setIcon(icon(iconName));
        action->setShortcut(keys);
        action->setObjectName(QLatin1StringView{name});
        addAction(action);
        return action;
    };
    m_import = make(tr("&Import…"), u"file-down"_s, Qt::CTRL | Qt::Key_I, "import");
    m_export = make(tr("&Export…"), u"file-up"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_E, "export");
    m_openStudio = make(tr("&Open Studio…"), u"folder-open"_s, QKeySequence::Open, "openStudio");
    m_gallery = make(tr("Template &Gallery…"), u"book-open"_s, {}, "gallery");
    m_showSettings = make(tr("&Settings…"), u"settings"_s, Qt::CTRL | Qt::Key_Comma, "settings");
    m_showSettings->setMenuRole(QAction::PreferencesRole);
    m_quit = make(tr("&Quit"), u"log-out"_s, QKeySequence::Quit, "quit");
    m_quit->setMenuRole(QAction::QuitRole);
}

void MainWindow::makeMenus()
{
    m_file = menuBar()->addMenu(tr("&File"));
    m_file->addActions({m_import, m_export});
    m_file->addSeparator();
    m_file->addAction(m_gallery);
    m_file->addSeparator();
    m_file->addAction(m_openStudio);
    m_file->addSeparator();
    m_file->addAction(m_quit);

    m_edit = menuBar()->addMenu(tr("&Edit"));
    m_edit->addAction(m_showSettings);

    m_view = menuBar()->addMenu(tr("&View"));
    m_view->addSeparator();
    makeThemeMenu(m_view->addMenu(icon(u"palette"_s), tr("&Theme")));

    QMenu* portal = menuBar()->addMenu(tr("&Portal"));
    portal->addActions(m_status->portalActions());

    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->addAction(icon(u"circle-help"_s), tr("&Help"), QKeySequence::HelpContents, this,
                    [this] { showHelp(); });
    help->addAction(tr("&Keyboard Shortcuts"), Qt::CTRL | Qt::Key_Question, this, &MainWindow::showShortcuts);
    help->addSeparator();
    QAction* about = help->addAction(icon(u"info"_s), tr("&About Foyer"), this, &MainWindow::showAbout);
    about->setMenuRole(QAction::AboutRole);
}

void MainWindow::setPageActions(const PageActions& actions)
{
    if (actions.create) {
        // Below what other pages make, above the first line.
        QAction* before = m_makesUntil ? m_makesUntil : m_import;
        m_file->insertAction(before, actions.create);
        if (!m_makesUntil)
            m_makesUntil = m_file->insertSeparator(m_import);
    }
    const auto addGroup = [this](QList<QAction*> group) {
        group.removeAll(nullptr);
        if (group.isEmpty())
            return;
        m_edit->insertActions(m_showSettings, group);
        m_edit->insertSeparator(m_showSettings);
    };
    addGroup({actions.undo, actions.redo});
    addGroup(actions.edit);
    addGroup({actions.find});
}

void MainWindow::makeThemeMenu(QMenu* menu)
{
    struct Row
    {
        Theme::Choice choice;
        QString text;
        QString iconName;
    };
    const Row rows[] = {{Theme::Choice::System, tr("Like the &System"), u"monitor"_s},
                        {Theme::Choice::Light, tr("&Light"), u"sun"_s},
                        {Theme::Choice::Dark, tr("&Dark"), u"moon"_s}};
    auto* group = new QActionGroup{this};
    for (const Row& row : rows) {
        QAction* action = menu->addAction(icon(row.iconName), row.text);
        action->setCheckable(true);
        group->addAction(action);
        const auto show = [this, action, choice = row.choice] {
            action->setChecked(m_theme.choice() == choice);
        };
        connect(action, &QAction::triggered, this, [this, choice = row.choice] { m_theme.choose(choice); });
        connect(&m_theme, &Theme::choiceChanged, action, show);
        show();
    }
}

void MainWindow::fillRail()
{
    int widest = wideRailPx;
    for (int i = 0; i < m_rail->count(); ++i) {
        QListWidgetItem* item = m_rail->item(i);
        const QString name = item->data(nameRole).toString();
        const QString note = item->data(noteRole).toString();
        const QString both =
            note.isEmpty() ? name : tr("%1 (%2)", "page, how much waits there").arg(name, note);
        item->setText(m_isRailNarrow ? QString{} : both);
        item->setToolTip(both);
        item->setData(Qt::AccessibleTextRole, both);
        widest = std::max(widest, m_rail->fontMetrics().horizontalAdvance(both) + besideNamePx);
    }
    m_rail->setFixedWidth(m_isRailNarrow ? narrowRailPx : widest);
}

void MainWindow::comeForward()
{
    if (isMinimized())
        showNormal();
    show();
    raise();
    activateWindow();
}

void MainWindow::say(const QString& sentence)
{
    constexpr int showMs = 8000;
    statusBar()->showMessage(sentence, showMs);
}

void MainWindow::showHelp(const QString& page)
{
    if (!m_help)
        m_help = new HelpWindow{this};
    m_help->showPage(page);
}

void MainWindow::showShortcuts()
{
    ShortcutSheet{findChildren<QAction*>(), this}.exec();
}

void MainWindow::showAbout()
{
    QMessageBox box{this};
    box.setWindowTitle(tr("About Foyer"));
    box.setIconPixmap(applicationIcon().pixmap(64));
    box.setText(tr("Foyer %1").arg(QLatin1StringView{FOYER_VERSION}));
    box.setInformativeText(tr("A studio manager for photographers, with a portal for their clients.\n\n"
                              "Free software under the GNU General Public License, version 3 or later. "
                              "Icons from Lucide, under the ISC licence."));
    box.exec();
}

void MainWindow::restore()
{
    if (!restoreGeometry(m_settings.value(geometryKey).toByteArray()))
        resize(1180, 760);
    setMinimumSize(640, 480);
}

void MainWindow::remember()
{
    m_settings.setValue(geometryKey, saveGeometry());
    m_settings.setValue(pageKey, m_rail->currentRow());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    remember();
    if (m_mayClose && !m_mayClose())
        event->ignore();
    else
        QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    const bool isNarrow = width() < narrowWindowPx;
    if (isNarrow == m_isRailNarrow)
        return;
    m_isRailNarrow = isNarrow;
    fillRail();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QStringList files = contactFilesIn(event->mimeData());
    if (files.isEmpty())
        return;
    event->acceptProposedAction();
    statusBar()->showMessage(
        tr("Drop to look at %n file(s). Nothing is imported before you say so.", nullptr, int(files.size())));
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*)
{
    statusBar()->clearMessage();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    statusBar()->clearMessage();
    event->acceptProposedAction();
    Q_EMIT filesOffered(contactFilesIn(event->mimeData()));
}

} // namespace foyer
