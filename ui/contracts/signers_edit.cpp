// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contracts/signers_edit.h"

#include "ui/common/captioned_field.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

enum Roles
{
    ContactRole = Qt::UserRole,
    SignsAsRole
};

} // namespace

SignersEdit::SignersEdit(QWidget* parent)
    : QWidget{parent}
    , m_list{new QListWidget}
    , m_empty{new QLabel{tr("Nobody yet. Add the people on the job who sign.")}}
    , m_tools{new QWidget}
    , m_add{new QPushButton{icon(u"user-plus"_s), tr("&Add Signer")}}
    , m_role{new QLineEdit}
    , m_roleField{new CaptionedField{tr("Signs &as"), m_role}}
{
    m_list->setObjectName(u"signers"_s);
    m_list->setAccessibleName(tr("Signers in their order"));
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setDefaultDropAction(Qt::MoveAction);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    theme::setTextRole(m_empty, theme::TextRole::Muted);
    m_empty->setWordWrap(true);
    m_role->setMaxLength(100);
    m_role->setObjectName(u"signsAs"_s);
    m_role->setPlaceholderText(tr("for example Client"));
    m_add->setObjectName(u"addSigner"_s);
    auto* menu = new QMenu{m_add};
    m_add->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &SignersEdit::fillMenu);

    const auto action = [this](const QString& iconName, const QString& text, const QKeySequence& keys,
                               std::function<void()> work) {
        auto* made = new QAction{icon(iconName), text, m_list};
        made->setShortcut(keys);
        made->setShortcutContext(Qt::WidgetShortcut);
        made->setToolTip(tr("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
        connect(made, &QAction::triggered, this, std::move(work));
        m_list->addAction(made);
        return made;
    };
    m_up = action(u"arrow-up"_s, tr("Sign earlier"), QKeySequence{u"Alt+Up"_s}, [this] { move(-1); });
    m_down = action(u"arrow-down"_s, tr("Sign later"), QKeySequence{u"Alt+Down"_s}, [this] { move(1); });
    m_remove = action(u"x"_s, tr("Does not sign"), QKeySequence::Delete, [this] { remove(); });
    auto* row = new QHBoxLayout{m_tools};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space::hair);
    row->addWidget(m_add);
    row->addStretch(1);
    for (QAction* one : {m_up, m_down, m_remove}) {
        auto* button = new QToolButton;
        button->setDefaultAction(one);
        button->setIconSize({theme::iconPx, theme::iconPx});
        button->setAccessibleName(one->text());
        row->addWidget(button);
    }
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::small);
    column->addWidget(m_empty);
    column->addWidget(m_list);
    column->addWidget(m_tools);
    column->addWidget(m_roleField);

    connect(m_list, &QListWidget::currentRowChanged, this, &SignersEdit::showRole);
    connect(m_list->model(), &QAbstractItemModel::rowsMoved, this, [this] {
        showRows();
        Q_EMIT edited();
    });
    connect(m_role, &QLineEdit::textEdited, this, [this](const QString& text) {
        if (QListWidgetItem* item = m_list->currentItem()) {
            item->setData(SignsAsRole, text);
            showRows();
            Q_EMIT edited();
        }
    });
    showRows();
}

QString SignersEdit::nameOf(ContactId contact) const
{
    const auto person = std::find_if(m_people.begin(), m_people.end(),
                                     [&](const Person& one) { return one.contact == contact; });
    return person == m_people.end() ? tr("(somebody who is not on the job)") : person->name;
}

void SignersEdit::setPeople(const std::vector<Person>& people)
{
    m_people = people;
    showRows();
}

void SignersEdit::setSigners(const std::vector<contracts::WantedSigner>& signers)
{
    if (signers == this->signers())
        return;
    const int row = m_list->currentRow();
    m_list->clear();
    for (const contracts::WantedSigner& signer : signers)
        add(signer);
    m_list->setCurrentRow(std::clamp(row, 0, std::max(0, m_list->count() - 1)));
    showRows();
}

std::vector<contracts::WantedSigner> SignersEdit::signers() const
{
    std::vector<contracts::WantedSigner> all;
    for (int i = 0; i < m_list->count(); ++i) {
        const QListWidgetItem* item = m_list->item(i);
        all.push_back(
            {ContactId{item->data(ContactRole).toLongLong()}, item->data(SignsAsRole).toString().trimmed()});
    }
    return all;
}

void SignersEdit::setInTurn(bool isInTurn)
{
    m_isInTurn = isInTurn;
    showRows();
}

void SignersEdit::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    m_list->setDragDropMode(isReadOnly ? QAbstractItemView::NoDragDrop : QAbstractItemView::InternalMove);
    m_role->setReadOnly(isReadOnly);
    showRows();
}

void SignersEdit::add(const contracts::WantedSigner& signer)
{
    auto* item = new QListWidgetItem{m_list};
    item->setData(ContactRole, signer.contact.row());
    item->setData(SignsAsRole, signer.role);
    item->setFlags(item->flags() & ~Qt::ItemIsDropEnabled); // between them, not onto one
}

void SignersEdit::remove()
{
    delete m_list->takeItem(m_list->currentRow());
    showRows();
    Q_EMIT edited();
}

void SignersEdit::move(int by)
{
    const int from = m_list->currentRow();
    const int to = from + by;
    if (m_isReadOnly || from < 0 || to < 0 || to >= m_list->count())
        return;
    m_list->insertItem(to, m_list->takeItem(from));
    m_list->setCurrentRow(to);
    showRows();
    Q_EMIT edited();
}

void SignersEdit::fillMenu()
{
    QMenu* menu = m_add->menu();
    menu->clear();
    const std::vector<contracts::WantedSigner> there = signers();
    for (const Person& person : m_people) {
        if (std::any_of(there.begin(), there.end(),
                        [&](const contracts::WantedSigner& one) { return one.contact == person.contact; }))
            continue;
        const QString text = person.role.isEmpty() ? person.name : tr("%1, %2").arg(person.name, person.role);
        connect(menu->addAction(QString{text}.replace(u'&', u"&&"_s)), &QAction::triggered, this,
                [this, person] {
                    add({person.contact, person.role});
                    m_list->setCurrentRow(m_list->count() - 1);
                    showRows();
                    Q_EMIT edited();
                });
    }
    if (menu->isEmpty())
        menu->addAction(m_people.empty() ? tr("Nobody is on the job yet") : tr("Everybody on the job signs"))
            ->setEnabled(false);
}

void SignersEdit::showRows()
{
    const int count = m_list->count();
    for (int i = 0; i < count; ++i) {
        QListWidgetItem* item = m_list->item(i);
        const QString name = nameOf(ContactId{item->data(ContactRole).toLongLong()});
        const QString role = item->data(SignsAsRole).toString().trimmed();
        QString text = role.isEmpty() ? name : tr("%1, %2").arg(name, role);
        if (m_isInTurn)
            text = tr("%1. %2").arg(i + 1).arg(text);
        item->setText(text);
        item->setIcon(m_isReadOnly ? icon(u"user"_s, IconInk::Muted)
                                   : icon(u"grip-vertical"_s, IconInk::Muted));
    }
    m_empty->setVisible(count == 0);
    m_list->setVisible(count > 0);
    m_list->ensurePolished();
    const int height = count > 0 ? m_list->sizeHintForRow(0) : 0;
    m_list->setFixedHeight(std::min(count, 6) * height + 2 * m_list->frameWidth() + 2);
    m_tools->setVisible(!m_isReadOnly);
    showRole();
}

void SignersEdit::showRole()
{
    const QListWidgetItem* item = m_list->currentItem();
    const int row = m_list->currentRow();
    m_roleField->setVisible(item != nullptr && !m_isReadOnly);
    if (item && m_role->text().trimmed() != item->data(SignsAsRole).toString().trimmed())
        m_role->setText(item->data(SignsAsRole).toString());
    m_up->setEnabled(!m_isReadOnly && row > 0);
    m_down->setEnabled(!m_isReadOnly && row >= 0 && row + 1 < m_list->count());
    m_remove->setEnabled(!m_isReadOnly && row >= 0);
}

} // namespace foyer
