// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contracts/contract_templates_page.h"

#include "ui/address_book/studio_edits.h"
#include "ui/address_book/toast.h"
#include "ui/common/empty_state.h"
#include "ui/common/words.h"
#include "ui/contracts/template_editor.h"
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

ContractTemplatesPage::ContractTemplatesPage(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_edits{new StudioEdits{database, m_stack, this}}
    , m_editor{new TemplateEditor{database}}
    , m_list{new QListWidget}
    , m_withArchived{new QCheckBox{tr("Show arc&hived ones")}}
    , m_parts{new QSplitter}
    , m_right{new QStackedWidget}
    , m_create{new QAction{icon(u"plus"_s), tr("&New Template"), this}}
    , m_duplicate{new QAction{icon(u"copy"_s), tr("&Duplicate"), this}}
    , m_archive{new QAction{icon(u"archive"_s), tr("&Archive"), this}}
    , m_toast{nullptr}
{
    build();
    m_toast = new Toast{this};
    connect(m_create, &QAction::triggered, this, &ContractTemplatesPage::create);
    connect(m_duplicate, &QAction::triggered, this, &ContractTemplatesPage::duplicate);
    connect(m_archive, &QAction::triggered, this, [this] {
        const QListWidgetItem* item = m_list->currentItem();
        if (item)
            setArchived(!item->data(IsArchivedRole).toBool());
    });
    connect(m_withArchived, &QCheckBox::toggled, this, &ContractTemplatesPage::reload);
    connect(m_list, &QListWidget::currentItemChanged, this, [this] {
        if (!m_isLoading)
            showCurrent();
    });
    connect(m_edits, &StudioEdits::performed, this,
            [this](const QString& said) { m_toast->say(said, Toast::Offer::Undo); });
    connect(m_edits, &StudioEdits::failed, this, [this](const QString&, const Error& error) {
        m_toast->say(words::fault(error.fault), Toast::Offer::Nothing);
    });
    connect(m_toast, &Toast::undoRequested, &m_stack, &QUndoStack::undo);
    connect(m_editor, &TemplateEditor::failed, this,
            [this](const QString& sentence) { m_toast->say(sentence, Toast::Offer::Nothing); });
    connect(
        &m_database, &Database::changed, this,
        [this](const Changes& changes) {
            if (changes.touches(Entity::Template))
                reload();
        },
        Qt::QueuedConnection);
    reload();
}

void ContractTemplatesPage::build()
{
    setMinimumSize(420, 420); // it may open narrow, before its parts know that they take turns
    m_withArchived->setObjectName(u"withArchived"_s);
    m_list->setObjectName(u"templates"_s);
    m_list->setAccessibleName(tr("Contract templates"));
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* title = new QLabel{tr("Contract Templates")};
    theme::setTextRole(title, theme::TextRole::Title);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::space::hair);
    for (QAction* action : {m_create, m_duplicate, m_archive}) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setIconSize({theme::iconPx, theme::iconPx});
        button->setAccessibleName(QString{action->text()}.remove(u'&'));
        row->addWidget(button);
    }
    row->addStretch(1);
    auto* left = new QWidget;
    auto* column = new QVBoxLayout{left};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::small);
    column->addLayout(row);
    column->addWidget(m_list, 1);
    column->addWidget(m_withArchived);
    left->setMinimumWidth(170);

    auto* empty =
        new EmptyState{u"file-text"_s, tr("No contract templates yet"),
                       tr("A template is the text you begin a contract with. Names, days and places come "
                          "in by tokens.")};
    auto* first = new QAction{m_create->text(), this}; // on the accent, its icon could not be seen
    connect(first, &QAction::triggered, m_create, &QAction::trigger);
    empty->addAction(first);
    auto* none = new EmptyState{u"file-text"_s, tr("Choose a template"),
                                tr("Archived templates are kept, and offered for no new contract.")};
    m_right->addWidget(m_editor);
    m_right->addWidget(empty);
    m_right->addWidget(none);
    m_parts->setObjectName(u"loose"_s);
    m_parts->setHandleWidth(theme::space::large);
    m_parts->setChildrenCollapsible(false);
    m_parts->addWidget(left);
    m_parts->addWidget(m_right);
    m_parts->setStretchFactor(1, 1);
    m_parts->setSizes({220, 1000});
    auto* all = new QVBoxLayout{this};
    all->setContentsMargins(theme::space::page, theme::space::page, theme::space::page, theme::space::large);
    all->setSpacing(theme::space::medium);
    all->addWidget(title);
    all->addWidget(m_parts, 1);
    setFocusProxy(m_list);
}

std::optional<TemplateId> ContractTemplatesPage::current() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item ? std::optional{TemplateId{item->data(IdRole).toLongLong()}} : std::nullopt;
}

void ContractTemplatesPage::reload()
{
    const auto found = m_database.read([this](const Snapshot& snapshot) {
        return contracts::templates(snapshot, m_withArchived->isChecked());
    });
    if (!found)
        return m_toast->say(words::fault(found.error().fault), Toast::Offer::Nothing);
    const auto before = m_editor->current();
    m_isLoading = true;
    m_list->clear();
    for (const contracts::ContractTemplate& one : *found) {
        const bool isArchived = one.archivedAt.has_value();
        auto* item = new QListWidgetItem{isArchived ? tr("%1 (archived)").arg(one.name) : one.name, m_list};
        item->setData(IdRole, one.id.row());
        item->setData(IsArchivedRole, isArchived);
        item->setData(NameRole, one.name);
        item->setToolTip(one.name.toHtmlEscaped());
        if (before == one.id)
            m_list->setCurrentItem(item);
    }
    if (!m_list->currentItem() && m_list->count() > 0)
        m_list->setCurrentRow(0);
    m_isLoading = false;
    showCurrent();
}

void ContractTemplatesPage::showCurrent()
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
    if (m_editor->current() != id || !m_editor->isDirty())
        m_editor->showTemplate(*id);
}

void ContractTemplatesPage::showTemplate(TemplateId id)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(IdRole).toLongLong() == id.row())
            m_list->setCurrentRow(row);
    }
}

void ContractTemplatesPage::saveNow()
{
    m_editor->saveNow();
}

void ContractTemplatesPage::create()
{
    m_database.writeLater(
        Actor::studio(), this,
        [name = tr("New template")](Transaction& transaction) {
            return contracts::addTemplate(transaction, {name});
        },
        [this](const Result<TemplateId>& made) {
            if (!made)
                return m_toast->say(words::fault(made.error().fault), Toast::Offer::Nothing);
            reload();
            showTemplate(*made);
            if (auto* name = m_editor->findChild<QWidget*>(u"templateName"_s)) {
                name->setFocus(Qt::OtherFocusReason);
                QMetaObject::invokeMethod(name, "selectAll");
            }
        });
}

void ContractTemplatesPage::duplicate()
{
    const auto id = current();
    if (!id)
        return;
    m_editor->saveNow();
    m_database.writeLater(
        Actor::studio(), this,
        [from = *id](Transaction& transaction) { return contracts::duplicateTemplate(transaction, from); },
        [this](const Result<TemplateId>& made) {
            if (!made)
                return m_toast->say(words::fault(made.error().fault), Toast::Offer::Nothing);
            reload();
            showTemplate(*made);
        });
}

void ContractTemplatesPage::setArchived(bool isArchived)
{
    const auto id = current();
    if (!id)
        return;
    m_editor->saveNow();
    const QString name = m_list->currentItem()->data(NameRole).toString();
    const StudioEdits::Work archive = [id = *id](Transaction& t) {
        return contracts::archiveTemplate(t, id);
    };
    const StudioEdits::Work bring = [id = *id](Transaction& t) {
        return contracts::unarchiveTemplate(t, id);
    };
    if (isArchived)
        m_edits->perform({tr("Archive %1").arg(name), archive, bring, tr("“%1” archived").arg(name)});
    else
        m_edits->perform({tr("Bring Back %1").arg(name), bring, archive, tr("“%1” is back").arg(name)});
}

void ContractTemplatesPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const Qt::Orientation wanted = width() < narrowest ? Qt::Vertical : Qt::Horizontal;
    if (m_parts->orientation() == wanted)
        return;
    m_parts->setOrientation(wanted);
    m_parts->setSizes(wanted == Qt::Vertical ? QList{150, 1000} : QList{220, 1000});
}

void ContractTemplatesPage::hideEvent(QHideEvent* event)
{
    m_editor->saveNow();
    QWidget::hideEvent(event);
}

} // namespace foyer
