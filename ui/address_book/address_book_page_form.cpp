// SPDX-License-Identifier: GPL-3.0-or-later
// How the Address Book looks: its actions, and where its parts stand.
#include "ui/address_book/address_book_page.h"

#include "ui/address_book/contact_list_pane.h"
#include "ui/address_book/contact_profile.h"
#include "ui/address_book/toast.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int narrowestPx = 340;

} // namespace

QAction* AddressBookPage::makeAction(const QString& text, const QString& iconName,
                                     const QKeySequence& shortcut, void (AddressBookPage::*done)())
{
    auto* action = new QAction{icon(iconName), text, this};
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, done);
    addAction(action);
    return action;
}

void AddressBookPage::makeActions()
{
    m_actions.newContact =
        makeAction(tr("&New Contact…"), u"user-plus"_s, QKeySequence::New, &AddressBookPage::createContact);
    m_actions.edit = makeAction(tr("&Edit…"), u"pencil"_s, Qt::Key_F2, &AddressBookPage::editContact);
    m_actions.archive = makeAction(tr("&Archive"), u"archive"_s, {}, &AddressBookPage::archiveContacts);
    m_actions.remove =
        makeAction(tr("&Delete"), u"trash-2"_s, QKeySequence::Delete, &AddressBookPage::removeContacts);
    m_actions.restore = makeAction(tr("&Restore"), u"rotate-ccw"_s, {}, &AddressBookPage::restoreContacts);
    m_actions.merge = makeAction(tr("&Merge…"), u"users"_s, {}, &AddressBookPage::mergeSelected);
    m_actions.merge->setObjectName(u"mergeContacts"_s);
    m_actions.undoMerge = makeAction(tr("&Undo Merge"), u"undo-2"_s, {}, &AddressBookPage::undoMerge);
    m_actions.undoMerge->setObjectName(u"undoMerge"_s);
    m_actions.addTag = makeAction(tr("Add &Tag…"), u"tag"_s, QKeySequence{Qt::CTRL | Qt::Key_T},
                                  &AddressBookPage::askForTag);
    m_actions.copy = makeAction(tr("&Copy Lines"), u"copy"_s, QKeySequence::Copy, &AddressBookPage::copyRows);
    m_actions.exportCards =
        makeAction(tr("E&xport vCard…"), u"file-up"_s, {}, &AddressBookPage::exportContacts);
    m_actions.find = makeAction(tr("&Find"), u"search"_s, QKeySequence::Find, &AddressBookPage::find);
    m_actions.undo = m_undo.createUndoAction(this, tr("Undo"));
    m_actions.redo = m_undo.createRedoAction(this, tr("Redo"));
    m_actions.undo->setIcon(icon(u"undo-2"_s));
    m_actions.redo->setIcon(icon(u"redo-2"_s));
    m_actions.undo->setShortcut(QKeySequence{Qt::CTRL | Qt::Key_Z});
    m_actions.redo->setShortcut(QKeySequence{Qt::CTRL | Qt::SHIFT | Qt::Key_Z});
    for (QAction* action : {m_actions.undo, m_actions.redo}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    }
}

void AddressBookPage::build(FallbackOrigin fallbackOrigin)
{
    m_list = new ContactListPane{m_database};
    // In the list only: in a text field these keys belong to the text.
    for (QAction* action : {m_actions.remove, m_actions.copy}) {
        removeAction(action);
        m_list->table()->addAction(action);
        action->setShortcutContext(Qt::WidgetShortcut);
    }
    m_list->table()->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_list->table()->addActions({m_actions.edit, m_actions.archive, m_actions.restore, m_actions.merge,
                                 m_actions.undoMerge, m_actions.addTag, m_actions.exportCards});

    m_profile = new ContactProfile{m_edits,
                                   std::move(fallbackOrigin),
                                   {m_actions.edit, m_actions.archive, m_actions.restore, m_actions.remove},
                                   {m_actions.merge, m_actions.undoMerge}};
    auto* nobody = new QLabel{tr("Choose somebody in the list.")};
    nobody->setAlignment(Qt::AlignCenter);
    theme::setTextRole(nobody, theme::TextRole::Muted);

    m_many = new QLabel;
    m_many->setObjectName(u"many"_s);
    m_many->setAlignment(Qt::AlignCenter);
    theme::setTextRole(m_many, theme::TextRole::Heading);
    m_many->setFont(theme::headingFont(font()));
    auto* bulk = new QHBoxLayout;
    bulk->addStretch();
    for (QAction* action : {m_actions.merge, m_actions.addTag, m_actions.archive, m_actions.restore,
                            m_actions.remove, m_actions.exportCards}) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(action, &QAction::changed, button,
                [button, action] { button->setVisible(action->isVisible()); });
        bulk->addWidget(button);
    }
    bulk->addStretch();
    auto* many = new QWidget;
    auto* manyLayout = new QVBoxLayout{many};
    manyLayout->addStretch();
    manyLayout->addWidget(m_many);
    manyLayout->addLayout(bulk);
    manyLayout->addStretch();

    m_stack = new QStackedWidget;
    m_stack->addWidget(nobody);
    m_stack->addWidget(many);
    m_stack->addWidget(m_profile);

    m_back = new QToolButton;
    m_back->setObjectName(u"back"_s);
    m_back->setIcon(icon(u"arrow-left"_s));
    m_back->setText(tr("All contacts"));
    m_back->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_back->setFocusPolicy(Qt::StrongFocus);
    m_right = new QWidget;
    auto* right = new QVBoxLayout{m_right};
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_back, 0, Qt::AlignLeft);
    right->addWidget(m_stack, 1);

    m_splitter = new QSplitter;
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_right);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(1, 1);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    // Both halves beside each other must not keep the page from becoming narrow: then one of them goes.
    layout->setSizeConstraint(QLayout::SetNoConstraint);
    setMinimumWidth(narrowestPx);

    m_toast = new Toast{this};
}

} // namespace foyer
