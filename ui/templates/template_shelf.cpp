// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/templates/template_shelf.h"

#include "ui/address_book/studio_edits.h"
#include "ui/address_book/toast.h"
#include "ui/common/empty_state.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QListWidget>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int narrowest = 800; ///< with less, the list stands above the text

enum Roles
{
    IdRole = Qt::UserRole,
    IsArchivedRole,
    NameRole
};

} // namespace

TemplateShelf::TemplateShelf(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_edits{new StudioEdits{database, m_stack, this}}
    , m_list{new QListWidget}
    , m_withArchived{new QCheckBox{tr("Show arc&hived ones")}}
    , m_parts{new QSplitter}
    , m_right{new QStackedWidget}
    , m_tools{new QHBoxLayout}
    , m_create{new QAction{icon(u"plus"_s), tr("&New Template"), this}}
    , m_duplicate{new QAction{icon(u"copy"_s), tr("&Duplicate"), this}}
    , m_archive{new QAction{icon(u"archive"_s), tr("&Archive"), this}}
    , m_toast{nullptr}
{
}

void TemplateShelf::build(const Words& words, QWidget* editor)
{
    m_words = words;
    setMinimumSize(420, 420); // it may open narrow, before its parts know that they take turns
    m_withArchived->setObjectName(u"withArchived"_s);
    m_list->setObjectName(u"templates"_s);
    m_list->setAccessibleName(words.listName);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tools->setSpacing(theme::space::hair);
    for (QAction* action : {m_create, m_duplicate, m_archive})
        addTool(action);
    auto* tools = new QHBoxLayout;
    tools->addLayout(m_tools);
    tools->addStretch(1);
    auto* left = new QWidget;
    auto* column = new QVBoxLayout{left};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::small);
    column->addLayout(tools);
    column->addWidget(m_list, 1);
    column->addWidget(m_withArchived);
    left->setMinimumWidth(170);

    auto* empty = new EmptyState{words.iconName, words.emptyTitle, words.emptyText};
    auto* first = new QAction{m_create->text(), this}; // on the accent, its icon could not be seen
    connect(first, &QAction::triggered, m_create, &QAction::trigger);
    empty->addAction(first);
    m_right->addWidget(editor);
    m_right->addWidget(empty);
    m_right->addWidget(new EmptyState{words.iconName, tr("Choose a template"), words.archivedText});
    m_parts->setObjectName(u"loose"_s);
    m_parts->setHandleWidth(theme::space::large);
    m_parts->setChildrenCollapsible(false);
    m_parts->addWidget(left);
    m_parts->addWidget(m_right);
    m_parts->setStretchFactor(1, 1);
    m_parts->setSizes({220, 1000});
    auto* all = new QVBoxLayout{this};
    all->setSpacing(theme::space::medium);
    if (words.title.isEmpty()) {
        all->setContentsMargins(0, theme::space::large, 0, 0);
    } else {
        all->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                                theme::space::large);
        auto* title = new QLabel{words.title};
        theme::setTextRole(title, theme::TextRole::Title);
        all->addWidget(title);
    }
    all->addWidget(m_parts, 1);
    setFocusProxy(m_list);
    m_toast = new Toast{this};

    connect(m_create, &QAction::triggered, this, &TemplateShelf::create);
    connect(m_duplicate, &QAction::triggered, this, &TemplateShelf::duplicate);
    connect(m_archive, &QAction::triggered, this, [this] {
        const QListWidgetItem* item = m_list->currentItem();
        if (item)
            setArchived(!item->data(IsArchivedRole).toBool());
    });
    connect(m_withArchived, &QCheckBox::toggled, this, &TemplateShelf::reload);
    connect(m_list, &QListWidget::currentItemChanged, this, [this] {
        if (!m_isLoading)
            showCurrent();
    });
    connect(m_edits, &StudioEdits::performed, this,
            [this](const QString& said) { m_toast->say(said, Toast::Offer::Undo); });
    connect(m_edits, &StudioEdits::failed, this,
            [this](const QString&, const Error& error) { say(words::fault(error.fault)); });
    connect(m_toast, &Toast::undoRequested, &m_stack, &QUndoStack::undo);
    connect(
        &m_database, &Database::changed, this,
        [this](const Changes& changes) {
            if (changes.touches(Entity::Template))
                reload();
        },
        Qt::QueuedConnection);
    reload();
}

void TemplateShelf::addTool(QAction* action)
{
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setIconSize({theme::iconPx, theme::iconPx});
    button->setAccessibleName(QString{action->text()}.remove(u'&'));
    m_tools->addWidget(button);
}

void TemplateShelf::say(const QString& sentence)
{
    m_toast->say(sentence, Toast::Offer::Nothing);
}

void TemplateShelf::offerUndo(const QString& sentence, std::function<void()> undo)
{
    m_toast->say(sentence, tr("&Undo"), std::move(undo));
}

std::optional<TemplateId> TemplateShelf::current() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item ? std::optional{TemplateId{item->data(IdRole).toLongLong()}} : std::nullopt;
}

void TemplateShelf::reload()
{
    const auto found = m_database.read(
        [this](const Snapshot& snapshot) { return rows(snapshot, m_withArchived->isChecked()); });
    if (!found)
        return say(words::fault(found.error().fault));
    const auto before = edited();
    m_isLoading = true;
    m_list->clear();
    for (const Row& one : *found) {
        auto* item =
            new QListWidgetItem{one.isArchived ? tr("%1 (archived)").arg(one.name) : one.name, m_list};
        item->setData(IdRole, one.id.row());
        item->setData(IsArchivedRole, one.isArchived);
        item->setData(NameRole, one.name);
        const QString tip = one.remark.isEmpty() ? one.name : one.name + u'\n' + one.remark;
        item->setToolTip(tip.toHtmlEscaped().replace(u'\n', "<br>"_L1));
        if (!one.remark.isEmpty())
            item->setData(Qt::AccessibleDescriptionRole, one.remark);
        if (one.isMarked)
            item->setIcon(icon(u"info"_s, IconInk::Accent));
        if (before == one.id)
            m_list->setCurrentItem(item);
    }
    if (!m_list->currentItem() && m_list->count() > 0)
        m_list->setCurrentRow(0);
    m_isLoading = false;
    showCurrent();
}

void TemplateShelf::showCurrent()
{
    const auto id = current();
    m_duplicate->setEnabled(id.has_value());
    m_archive->setEnabled(id.has_value());
    if (!id) {
        m_right->setCurrentIndex(1);
        return;
    }
    const bool isArchived = m_list->currentItem()->data(IsArchivedRole).toBool();
    m_archive->setText(isArchived ? tr("Bring &Back") : tr("&Archive"));
    m_archive->setIcon(icon(isArchived ? u"rotate-ccw"_s : u"archive"_s));
    m_right->setCurrentIndex(0);
    if (edited() != id || !isDirty())
        edit(*id);
}

void TemplateShelf::showTemplate(TemplateId id)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(IdRole).toLongLong() == id.row())
            m_list->setCurrentRow(row);
    }
}

void TemplateShelf::made(const Result<TemplateId>& id, bool isNew)
{
    if (!id)
        return say(words::fault(id.error().fault));
    reload();
    showTemplate(*id);
    if (isNew) {
        nameField()->setFocus(Qt::OtherFocusReason);
        QMetaObject::invokeMethod(nameField(), "selectAll");
    }
}

void TemplateShelf::create()
{
    m_database.writeLater(Actor::studio(), this, adding(m_words.newName),
                          [this](const Result<TemplateId>& id) { made(id, true); });
}

void TemplateShelf::duplicate()
{
    const auto id = current();
    if (!id)
        return;
    saveNow();
    m_database.writeLater(Actor::studio(), this, duplicating(*id),
                          [this](const Result<TemplateId>& copy) { made(copy, false); });
}

void TemplateShelf::setArchived(bool isArchived)
{
    const auto id = current();
    if (!id)
        return;
    saveNow();
    const QString name = m_list->currentItem()->data(NameRole).toString();
    if (isArchived) {
        if (const QString obstacle = obstacleToArchive(*id); !obstacle.isEmpty())
            return say(obstacle);
        m_edits->perform(
            {tr("Archive %1").arg(name), archiving(*id), bringingBack(*id), tr("“%1” archived").arg(name)});
    } else {
        m_edits->perform(
            {tr("Bring Back %1").arg(name), bringingBack(*id), archiving(*id), tr("“%1” is back").arg(name)});
    }
}

void TemplateShelf::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const Qt::Orientation wanted = width() < narrowest ? Qt::Vertical : Qt::Horizontal;
    if (m_parts->orientation() == wanted)
        return;
    m_parts->setOrientation(wanted);
    m_parts->setSizes(wanted == Qt::Vertical ? QList{150, 1000} : QList{220, 1000});
}

void TemplateShelf::hideEvent(QHideEvent* event)
{
    saveNow();
    QWidget::hideEvent(event);
}

} // namespace foyer
