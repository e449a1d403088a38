// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/email_templates/token_picker.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScreen>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;
using email_templates::Token;
using email_templates::TokenGroup;

namespace {

enum Roles
{
    NameRole = Qt::UserRole
};

QString groupName(TokenGroup group)
{
    switch (group) {
    case TokenGroup::Recipient:
        return TokenPicker::tr("Recipient");
    case TokenGroup::Job:
        return TokenPicker::tr("Job");
    case TokenGroup::Brand:
        return TokenPicker::tr("Brand");
    case TokenGroup::Document:
        return TokenPicker::tr("Document");
    case TokenGroup::Links:
        return TokenPicker::tr("Links");
    }
    Q_UNREACHABLE();
}

bool isFound(const Token& token, const QStringList& words)
{
    const QString all =
        token.name + u' ' + token.description + u' ' + token.example + u' ' + groupName(token.group);
    return std::all_of(words.begin(), words.end(),
                       [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

} // namespace

TokenPicker::TokenPicker(QWidget* parent)
    : QFrame{parent, Qt::Popup}
    , m_search{new QLineEdit}
    , m_tokens{new QTreeWidget}
{
    setObjectName(u"tokenPicker"_s);
    setAccessibleName(tr("Tokens"));
    m_search->setObjectName(u"tokenSearch"_s);
    m_search->setPlaceholderText(tr("Search: name, date, link …"));
    m_search->setAccessibleName(tr("Search for a token"));
    m_search->addAction(icon(u"search"_s, IconInk::Muted), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_tokens->setObjectName(u"tokens"_s);
    m_tokens->setAccessibleName(tr("Tokens, grouped by thing"));
    m_tokens->setColumnCount(2);
    m_tokens->header()->hide();
    m_tokens->setRootIsDecorated(false);
    m_tokens->setItemsExpandable(false);
    m_tokens->setIndentation(theme::space::medium);
    m_tokens->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tokens->setFocusPolicy(Qt::NoFocus);
    m_tokens->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tokens->header()->setSectionResizeMode(1, QHeaderView::Interactive);
    m_tokens->header()->setStretchLastSection(false);
    m_tokens->header()->resizeSection(1, 170);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(theme::space::small, theme::space::small, theme::space::small,
                               theme::space::small);
    column->setSpacing(theme::space::small);
    column->addWidget(m_search);
    column->addWidget(m_tokens, 1);
    resize(580, 440);
    connect(m_search, &QLineEdit::textChanged, this, &TokenPicker::fill);
    connect(m_tokens, &QTreeWidget::itemClicked, this, &TokenPicker::take);
}

void TokenPicker::begin(const QPoint& globalCorner, bool withLinks)
{
    m_withLinks = withLinks;
    m_search->clear();
    fill();
    QPoint corner = globalCorner;
    if (const QScreen* on = parentWidget() ? parentWidget()->screen() : screen()) {
        const QRect all = on->availableGeometry();
        corner.setX(std::clamp(corner.x(), all.left(), std::max(all.left(), all.right() - width())));
        corner.setY(std::clamp(corner.y(), all.top(), std::max(all.top(), all.bottom() - height())));
    }
    QFrame::move(corner);
    show();
    m_search->setFocus(Qt::PopupFocusReason);
}

void TokenPicker::fill()
{
    m_tokens->clear();
    const QStringList words = m_search->text().split(u' ', Qt::SkipEmptyParts);
    QTreeWidgetItem* group = nullptr;
    std::optional<TokenGroup> last;
    QTreeWidgetItem* first = nullptr;
    for (const Token& token : email_templates::tokens()) {
        if (!isFound(token, words) || (token.group == TokenGroup::Links && !m_withLinks))
            continue;
        if (last != token.group) {
            last = token.group;
            group = new QTreeWidgetItem{m_tokens, {groupName(token.group)}};
            group->setFlags(Qt::ItemIsEnabled);
            group->setFirstColumnSpanned(true);
            QFont bold = m_tokens->font();
            bold.setWeight(QFont::DemiBold);
            group->setFont(0, bold);
        }
        const QString example = QString{token.example}.replace(u'\n', u", "_s);
        auto* item = new QTreeWidgetItem{group, {token.description, example}};
        item->setData(0, NameRole, token.name);
        item->setToolTip(0, u"{{%1}}"_s.arg(token.name));
        item->setForeground(1, m_tokens->palette().placeholderText());
        item->setData(0, Qt::AccessibleTextRole,
                      tr("%1, %2, for example %3").arg(token.description, token.name, example));
        if (!first)
            first = item;
    }
    m_tokens->expandAll();
    m_tokens->setCurrentItem(first);
}

void TokenPicker::move(int step)
{
    QTreeWidgetItem* item = m_tokens->currentItem();
    while (item) {
        item = step > 0 ? m_tokens->itemBelow(item) : m_tokens->itemAbove(item);
        if (item && item->parent())
            return m_tokens->setCurrentItem(item);
    }
}

void TokenPicker::take(QTreeWidgetItem* item)
{
    if (!item || !item->parent())
        return;
    const QString name = item->data(0, NameRole).toString();
    close();
    Q_EMIT chosen(name);
}

bool TokenPicker::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        take(m_tokens->currentItem());
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return false;
    }
}

} // namespace foyer
