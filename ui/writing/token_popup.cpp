// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/writing/token_popup.h"

#include "ui/theme/colours.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QListWidget>
#include <QPainter>
#include <QScreen>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace foyer::writing {

using namespace Qt::StringLiterals;

namespace {

constexpr int popupWidth = 420;
constexpr int shownRows = 7;

enum Roles
{
    NameRole = Qt::UserRole,
    DescriptionRole,
    ExampleRole
};

/// What it means first, how it is written second: people choose by meaning.
class TokenDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        const QFontMetrics small{theme::smallFont(option.font)};
        return {popupWidth, option.fontMetrics.height() + small.height() + 2 * theme::space::tiny + 2};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const theme::Colours& colours = theme::coloursOf(option.palette);
        painter->save();
        if (option.state & QStyle::State_Selected) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(colours.accentSoft);
            painter->drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), 5, 5);
        }
        QRect line = option.rect.adjusted(theme::space::medium, theme::space::tiny, -theme::space::medium, 0);
        line.setHeight(option.fontMetrics.height());
        painter->setFont(option.font);
        painter->setPen(colours.text);
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(index.data(DescriptionRole).toString(),
                                                        Qt::ElideRight, line.width()));
        const QFont smallFont = theme::smallFont(option.font);
        const QFontMetrics small{smallFont};
        line.translate(0, line.height() + 1);
        line.setHeight(small.height());
        painter->setFont(smallFont);
        painter->setPen(colours.accent);
        const QString name =
            small.elidedText(tokenText(index.data(NameRole).toString()), Qt::ElideRight, line.width());
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, name);
        const int nameWidth = small.horizontalAdvance(name) + theme::space::small;
        painter->setPen(colours.muted);
        const QRect rest = line.adjusted(nameWidth, 0, 0, 0);
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                          small.elidedText(index.data(ExampleRole).toString(), Qt::ElideRight, rest.width()));
        painter->restore();
    }
};

} // namespace

TokenPopup::TokenPopup(QWidget* text)
    : QFrame{text, Qt::ToolTip | Qt::FramelessWindowHint}
    , m_list{new QListWidget}
{
    setAttribute(Qt::WA_ShowWithoutActivating);
    setFocusPolicy(Qt::NoFocus);
    setObjectName(u"tokenPopup"_s);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setItemDelegate(new TokenDelegate{m_list});
    m_list->setAccessibleName(tr("Tokens"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list);
    connect(m_list, &QListWidget::itemClicked, this, &TokenPopup::choose);
    connect(m_list, &QListWidget::itemEntered, m_list,
            [this](QListWidgetItem* item) { m_list->setCurrentItem(item); });
    setFixedWidth(popupWidth);
    hide();
}

void TokenPopup::offer(const QString& filter, const QRect& cursor)
{
    const QString before = current();
    const std::vector<TokenOffer> found = tokensMatching(filter, m_tokens);
    m_list->clear();
    for (const TokenOffer& token : found) {
        auto* item = new QListWidgetItem{m_list};
        item->setData(NameRole, token.name);
        item->setData(DescriptionRole, token.description);
        item->setData(ExampleRole, token.example);
        item->setData(Qt::AccessibleTextRole,
                      tr("%1, %2, for example %3").arg(token.description, token.name, token.example));
        if (token.name == before)
            m_list->setCurrentItem(item);
    }
    if (found.empty()) {
        hide();
        return;
    }
    if (!m_list->currentItem() || !isVisible() || !filter.isEmpty())
        m_list->setCurrentRow(0);
    const int rows = std::min(int(found.size()), shownRows);
    m_list->ensurePolished();
    setFixedHeight(rows * m_list->sizeHintForRow(0) + 2 * m_list->frameWidth() + theme::space::tiny);
    QPoint corner = cursor.bottomLeft() + QPoint{-theme::space::small, theme::space::tiny};
    if (const QScreen* screen = parentWidget()->screen()) {
        const QRect all = screen->availableGeometry();
        if (corner.y() + height() > all.bottom())
            corner.setY(cursor.top() - height() - theme::space::tiny);
        corner.setX(std::clamp(corner.x(), all.left(), std::max(all.left(), all.right() - width())));
    }
    move(corner);
    show();
}

bool TokenPopup::takeKey(int key)
{
    const int rows = m_list->count();
    const int row = m_list->currentRow();
    switch (key) {
    case Qt::Key_Down:
        m_list->setCurrentRow((row + 1) % rows);
        return true;
    case Qt::Key_Up:
        m_list->setCurrentRow((row + rows - 1) % rows);
        return true;
    case Qt::Key_PageDown:
        m_list->setCurrentRow(std::min(rows - 1, row + shownRows));
        return true;
    case Qt::Key_PageUp:
        m_list->setCurrentRow(std::max(0, row - shownRows));
        return true;
    case Qt::Key_Enter:
    case Qt::Key_Return:
    case Qt::Key_Tab:
        choose();
        return true;
    case Qt::Key_Escape:
        hide();
        Q_EMIT dismissed();
        return true;
    default:
        return false;
    }
}

QString TokenPopup::current() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item ? item->data(NameRole).toString() : QString{};
}

void TokenPopup::choose()
{
    const QString name = current();
    hide();
    if (!name.isEmpty())
        Q_EMIT chosen(name);
}

} // namespace foyer::writing
