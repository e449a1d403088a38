// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/writing/find_bar.h"

#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTextEdit>
#include <QToolButton>

namespace foyer::writing {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostMarked = 500;

} // namespace

FindBar::FindBar(QTextEdit* text)
    : m_text{text}
    , m_line{new QLineEdit}
    , m_count{new QLabel}
{
    setObjectName(u"findBar"_s);
    m_line->setAccessibleName(tr("Find in the text"));
    m_line->setPlaceholderText(tr("Find in the text"));
    m_line->setClearButtonEnabled(true);
    m_line->installEventFilter(this);
    theme::setTextRole(m_count, theme::TextRole::Muted);
    m_count->setMinimumWidth(m_count->fontMetrics().horizontalAdvance(tr("%1 of %2").arg(888).arg(888)));
    const auto button = [this](const QString& iconName, const QString& name, void (FindBar::*work)()) {
        auto* made = new QToolButton;
        made->setIcon(icon(iconName));
        made->setToolTip(name);
        made->setAccessibleName(name);
        connect(made, &QToolButton::clicked, this, work);
        return made;
    };
    auto* row = new QHBoxLayout{this};
    row->setContentsMargins(theme::space::small, theme::space::tiny, theme::space::small, theme::space::tiny);
    row->addWidget(m_line, 1);
    row->addWidget(m_count);
    row->addWidget(button(u"chevron-up"_s, tr("Previous place (Shift+F3)"), &FindBar::previous));
    row->addWidget(button(u"chevron-down"_s, tr("Next place (F3)"), &FindBar::next));
    row->addWidget(button(u"x"_s, tr("Close (Esc)"), &FindBar::end));
    connect(m_line, &QLineEdit::textChanged, this, [this] { find(Way::Here); });
    connect(m_text, &QTextEdit::textChanged, this, [this] {
        if (isVisible()) // the marks move with the text; what was typed since is not marked
            m_count->clear();
    });
    hide();
}

void FindBar::begin()
{
    const QString selected = m_text->textCursor().selectedText();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_line->setText(selected);
    show();
    m_line->selectAll();
    m_line->setFocus(Qt::ShortcutFocusReason);
    find(Way::Here);
}

void FindBar::next()
{
    if (isVisible())
        find(Way::Next);
    else
        begin();
}

void FindBar::previous()
{
    if (isVisible())
        find(Way::Previous);
    else
        begin();
}

void FindBar::end()
{
    m_text->setExtraSelections({});
    hide();
    m_text->setFocus(Qt::OtherFocusReason);
}

void FindBar::find(Way way)
{
    const QString wanted = m_line->text();
    QList<QTextEdit::ExtraSelection> places;
    if (!wanted.isEmpty()) {
        const theme::Colours& colours = theme::coloursOf(palette());
        QTextCursor at{m_text->document()};
        while (places.size() < mostMarked) {
            at = m_text->document()->find(wanted, at);
            if (at.isNull())
                break;
            QTextEdit::ExtraSelection place;
            place.cursor = at;
            place.format.setBackground(colours.warningSoft);
            place.format.setForeground(colours.text);
            places.append(place);
        }
    }
    m_text->setExtraSelections(places);
    theme::setInvalid(m_line, !wanted.isEmpty() && places.isEmpty());
    if (wanted.isEmpty() || places.isEmpty()) {
        m_count->setText(wanted.isEmpty() ? QString{} : tr("Not found"));
        return;
    }
    const QTextCursor now = m_text->textCursor();
    qsizetype which = 0;
    switch (way) {
    case Way::Here:
        while (which < places.size() && places[which].cursor.selectionStart() < now.selectionStart())
            ++which;
        which %= places.size();
        break;
    case Way::Next:
        while (which < places.size() && places[which].cursor.selectionStart() < now.selectionEnd())
            ++which;
        which %= places.size();
        break;
    case Way::Previous:
        which = places.size() - 1;
        while (which >= 0 && places[which].cursor.selectionEnd() > now.selectionStart())
            --which;
        which = which < 0 ? places.size() - 1 : which;
        break;
    }
    m_text->setTextCursor(places[which].cursor);
    m_text->ensureCursorVisible();
    m_count->setText(tr("%1 of %2").arg(which + 1).arg(places.size()));
}

bool FindBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            find(key->modifiers() & Qt::ShiftModifier ? Way::Previous : Way::Next);
            return true;
        }
        if (key->key() == Qt::Key_Escape) { // before a dialog closes by it
            end();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        end();
    else
        QFrame::keyPressEvent(event);
}

void FindBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && isVisible())
        find(Way::Here);
}

} // namespace foyer::writing
