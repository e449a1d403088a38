// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preview/preview_window.h"

#include "ui/common/empty_state.h"
#include "ui/preview/hidden_panel.h"
#include "ui/preview/preview_view.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int phoneWidthPx = 390;
constexpr int anyWidthPx = QWIDGETSIZE_MAX;

} // namespace

PreviewWindow::PreviewWindow(Database& studio, PreviewAddress address, ContactId contact,
                             const QString& contactName, QWidget* parent)
    : QMainWindow{parent}
    , m_address{std::move(address)}
    , m_contact{contact}
    , m_name{contactName}
    , m_view{PreviewView::make(this)}
    , m_stage{new QStackedWidget}
    , m_trouble{new QLabel}
{
    Q_ASSERT(m_view);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Preview – %1", "%1 is a client").arg(contactName));
    resize(1120, 800);

    auto* desk = new QWidget;
    auto* row = new QHBoxLayout{desk};
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(m_view, 1000); // as wide as it may be
    row->addStretch(1);
    m_trouble->setAlignment(Qt::AlignCenter);
    m_trouble->setWordWrap(true);
    theme::setTextRole(m_trouble, theme::TextRole::Muted);
    m_stage->addWidget(desk);
    m_stage->addWidget(m_trouble);
    setCentralWidget(m_stage);
    makeToolBar();

    auto* panel = new QDockWidget{tr("What is hidden, and why")};
    panel->setObjectName(u"hidden"_s);
    panel->setFeatures(QDockWidget::DockWidgetClosable);
    panel->setWidget(new HiddenPanel{studio, contact, contactName});
    addDockWidget(Qt::RightDockWidgetArea, panel);
    QAction* togglePanel = panel->toggleViewAction();
    togglePanel->setIcon(icon(u"eye"_s));
    findChild<QToolBar*>()->addAction(togglePanel);

    connect(m_view, &PreviewView::loaded, this, [this](bool isGood) {
        if (!isGood)
            m_trouble->setText(tr("The page did not come. Start over to ask the portal for a new preview."));
        m_stage->setCurrentIndex(isGood ? 0 : 1);
        Q_EMIT loaded(isGood);
    });
    connect(m_view, &PreviewView::refused, this, [this] {
        constexpr int showMs = 6000;
        statusBar()->showMessage(
            tr("A preview stays in the portal: links elsewhere and downloads do nothing here."), showMs);
    });
    setScheme(theme::schemeOf(palette()));
    for (QToolButton* button : findChild<QToolBar*>()->findChildren<QToolButton*>())
        button->setFocusPolicy(Qt::StrongFocus); // by Tab, too
    startOver();
}

QString PreviewWindow::show(Database& studio, const PreviewAddress& address, ContactId contact,
                            const QString& contactName, QWidget* parent)
{
    if (PreviewView::isBuiltIn()) {
        auto* window = new PreviewWindow{studio, address, contact, contactName, parent};
        window->show();
        return {};
    }
    const auto url = address(contact);
    if (!url || !QDesktopServices::openUrl(*url))
        return tr("The preview cannot be shown at the moment. Try again in a little while.");
    return {};
}

void PreviewWindow::makeToolBar()
{
    QToolBar* bar = addToolBar(tr("Preview"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({theme::iconPx, theme::iconPx});

    QAction* back = bar->addAction(icon(u"arrow-left"_s), tr("&Back"));
    back->setShortcut(QKeySequence::Back);
    connect(back, &QAction::triggered, m_view, &PreviewView::goBack);
    QAction* reload = bar->addAction(icon(u"refresh-cw"_s), tr("&Reload"));
    reload->setShortcut(QKeySequence::Refresh);
    auto* closing = new QAction{this};
    closing->setShortcuts({QKeySequence{QKeySequence::Close}, QKeySequence{Qt::Key_Escape}});
    connect(closing, &QAction::triggered, this, &QWidget::close);
    addAction(closing);
    connect(reload, &QAction::triggered, m_view, &PreviewView::reload);
    QAction* again = bar->addAction(icon(u"rotate-ccw"_s), tr("&Start Over"));
    connect(again, &QAction::triggered, this, &PreviewWindow::startOver);
    bar->addSeparator();

    const auto addChoice = [&](QActionGroup* group, const QString& iconName, const QString& text,
                               auto choose) {
        QAction* action = bar->addAction(icon(iconName), text);
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, choose);
        return action;
    };
    auto* widths = new QActionGroup{this};
    addChoice(widths, u"smartphone"_s, tr("&Phone"), [this] { setWidth(Width::Phone); });
    addChoice(widths, u"monitor"_s, tr("&Desk"), [this] { setWidth(Width::Desk); })->setChecked(true);
    bar->addSeparator();
    auto* schemes = new QActionGroup{this};
    QAction* light = addChoice(schemes, u"sun"_s, tr("&Light"), [this] { setScheme(theme::Scheme::Light); });
    QAction* dark = addChoice(schemes, u"moon"_s, tr("Dar&k"), [this] { setScheme(theme::Scheme::Dark); });
    (theme::schemeOf(palette()) == theme::Scheme::Dark ? dark : light)->setChecked(true);
    bar->addSeparator();
    QAction* outside = bar->addAction(icon(u"external-link"_s), tr("&Open in Browser"));
    connect(outside, &QAction::triggered, this, &PreviewWindow::openInBrowser);
    // What a narrow window hides behind an arrow: Qt gives that button no name.
    if (auto* more = bar->findChild<QToolButton*>(u"qt_toolbar_ext_button"_s))
        more->setAccessibleName(tr("More"));
    // Qt leaves the buttons of a tool bar out of the Tab order.
    for (QAction* action : bar->actions()) {
        if (QWidget* button = bar->widgetForAction(action); button && !action->isSeparator())
            button->setFocusPolicy(Qt::StrongFocus);
    }
}

void PreviewWindow::startOver()
{
    const auto url = m_address(m_contact);
    if (url) {
        m_stage->setCurrentIndex(0);
        m_view->load(*url);
        return;
    }
    m_trouble->setText(
        url.error().fault == Fault::NotFound
            ? tr("This contact has no portal to show: it is a company or a location, or it is gone.")
            : tr("The preview cannot be shown at the moment. Start over in a little while."));
    m_stage->setCurrentIndex(1);
}

void PreviewWindow::setWidth(Width width)
{
    m_view->setMaximumWidth(width == Width::Phone ? phoneWidthPx : anyWidthPx);
}

void PreviewWindow::setScheme(theme::Scheme scheme)
{
    m_view->setScheme(scheme);
}

void PreviewWindow::openInBrowser()
{
    const auto url = m_address(m_contact); // the one in use here works only once
    if (!url || !QDesktopServices::openUrl(*url))
        statusBar()->showMessage(tr("The browser could not be opened."));
}

} // namespace foyer
