// SPDX-License-Identifier: GPL-3.0-or-later
// The context menu of the text: spelling and tokens.
#include "ui/writing/writing_edit.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QPointer>
#include <QTextBlock>

namespace foyer::writing {

using namespace Qt::StringLiterals;

QTextCursor WritingEdit::misspeltAt(const QTextCursor& at) const
{
    const LineMarks* marks = LineMarks::of(at.block());
    if (!marks)
        return {};
    for (const WordSpot& word : marks->misspelt) {
        if (at.positionInBlock() < word.start || at.positionInBlock() > word.start + word.length)
            continue;
        QTextCursor cursor = at;
        cursor.setPosition(at.block().position() + word.start);
        cursor.setPosition(at.block().position() + word.start + word.length, QTextCursor::KeepAnchor);
        return cursor;
    }
    return {};
}

void WritingEdit::addSpellActions(QMenu* menu, const QTextCursor& at)
{
    const QTextCursor word = misspeltAt(at);
    if (word.isNull() || !m_checker)
        return;
    const QString text = lookedUp(word.selectedText());
    QAction* first = menu->actions().value(0);
    auto* looking = new QAction{tr("Looking for suggestions…"), menu};
    looking->setEnabled(false);
    menu->insertAction(first, looking);
    auto* learn = new QAction{tr("&Add “%1” to the Dictionary").arg(text), menu};
    connect(learn, &QAction::triggered, this, [this, text] {
        if (!PersonalWords::instance().add(text))
            Q_EMIT said(tr("The word could not be written to %1. It counts as known until Foyer is closed.")
                            .arg(PersonalWords::file()));
    });
    menu->insertAction(first, learn);
    menu->insertSeparator(first);
    // They may take a moment, and the menu need not.
    connect(m_checker.get(), &SpellChecker::suggested, menu,
            [this, menu, looking, word, text](const QString& asked, const QStringList& suggestions) {
                if (asked != text || !looking->isVisible())
                    return;
                for (const QString& suggestion : suggestions) {
                    auto* action = new QAction{suggestion, menu};
                    QFont bold = menu->font();
                    bold.setBold(true);
                    action->setFont(bold);
                    connect(action, &QAction::triggered, this, [this, word, suggestion] {
                        setTextCursor(word);
                        run([&suggestion](QTextCursor& cursor) { cursor.insertText(suggestion); });
                    });
                    menu->insertAction(looking, action);
                }
                if (suggestions.isEmpty())
                    looking->setText(tr("No suggestions"));
                else
                    looking->setVisible(false);
            });
    m_checker->suggest(text);
}

void WritingEdit::addTokenActions(QMenu* menu, const QTextCursor& at)
{
    const LineMarks* marks = LineMarks::of(at.block());
    if (!marks)
        return;
    QAction* first = menu->actions().value(0);
    for (const LineMarks::Token& token : marks->tokens) {
        if (token.isKnown || at.positionInBlock() < token.spot.start ||
            at.positionInBlock() > token.spot.start + token.spot.length)
            continue;
        QTextCursor cursor = at;
        cursor.setPosition(at.block().position() + token.spot.start);
        cursor.setPosition(cursor.position() + token.spot.length, QTextCursor::KeepAnchor);
        const QString nearest = nearestToken(token.spot.name, m_tokens);
        if (!nearest.isEmpty()) {
            auto* replace = new QAction{tr("&Replace by %1").arg(tokenText(nearest)), menu};
            connect(replace, &QAction::triggered, this, [this, cursor, nearest] {
                setTextCursor(cursor);
                run([&nearest](QTextCursor& edit) { edit.insertText(tokenText(nearest)); });
            });
            menu->insertAction(first, replace);
        }
        auto* choose = new QAction{tr("&Choose another Token…"), menu};
        connect(choose, &QAction::triggered, this, [this, cursor] {
            setTextCursor(cursor);
            insertToken();
        });
        menu->insertAction(first, choose);
        menu->insertSeparator(first);
    }
}

void WritingEdit::contextMenuEvent(QContextMenuEvent* event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QTextCursor at = isByKey ? textCursor() : cursorForPosition(event->pos());
    const QPoint place = isByKey ? viewport()->mapToGlobal(cursorRect().bottomLeft()) : event->globalPos();
    QMenu* menu = createStandardContextMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!isReadOnly()) {
        addSpellActions(menu, at);
        addTokenActions(menu, at);
    }
    menu->popup(place);
}

} // namespace foyer::writing
