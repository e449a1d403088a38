// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/writing/writing_edit.h"

#include "ui/theme/metrics.h"
#include "ui/writing/markdown_paste.h"
#include "ui/writing/token_popup.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocumentFragment>
#include <QToolTip>

#include <algorithm>

namespace foyer::writing {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 thoughtMs = 1500; ///< without a key: what follows is another thought
constexpr int lineHeightPercent = 135;
constexpr int widestLine = 72; ///< in average letters: longer lines are hard to read

} // namespace

WritingEdit::WritingEdit(QWidget* parent)
    : QTextEdit{parent}
    , m_marks{new MarkdownHighlighter{document()}}
    , m_popup{new TokenPopup{this}}
{
    setAcceptRichText(false);
    setTabChangesFocus(true); // the keyboard must be able to leave
    document()->setDocumentMargin(theme::space::page);
    setText({});
    dressAnew();
    connect(this, &QTextEdit::cursorPositionChanged, this, &WritingEdit::followTyping);
    connect(m_marks, &MarkdownHighlighter::marksChanged, viewport(), qOverload<>(&QWidget::update));
    connect(m_popup, &TokenPopup::chosen, this, &WritingEdit::takeToken);
    connect(m_popup, &TokenPopup::dismissed, this, [this] {
        const QTextCursor cursor = textCursor();
        m_dismissedAt =
            cursor.block().position() + openTokenBefore(cursor.block().text(), cursor.positionInBlock());
    });
}

WritingEdit::~WritingEdit() = default;

QString WritingEdit::text() const
{
    return toPlainText();
}

void WritingEdit::setText(const QString& text)
{
    const QSignalBlocker quiet{this};
    document()->setUndoRedoEnabled(false);
    setPlainText(text);
    QTextCursor all{document()};
    all.select(QTextCursor::Document);
    QTextBlockFormat airy;
    airy.setLineHeight(lineHeightPercent, QTextBlockFormat::ProportionalHeight);
    all.mergeBlockFormat(airy); // new lines take it over from the one they come from
    document()->setUndoRedoEnabled(true);
    endThought();
    m_marks->setTypingAt(-1);
}

void WritingEdit::setTokens(const std::vector<TokenOffer>& tokens)
{
    m_tokens = tokens;
    m_popup->setTokens(tokens);
    m_marks->setTokens(tokens);
}

QStringList WritingEdit::unknownTokens() const
{
    QStringList names;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        for (const TokenSpot& spot : tokensIn(block.text())) {
            if (!isOffered(spot.name, m_tokens) && !names.contains(spot.name))
                names.append(spot.name);
        }
    }
    return names;
}

bool WritingEdit::goToToken(const QString& name)
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        for (const TokenSpot& spot : tokensIn(block.text())) {
            if (spot.name != name)
                continue;
            QTextCursor cursor{block};
            cursor.setPosition(block.position() + spot.start);
            cursor.setPosition(block.position() + spot.start + spot.length, QTextCursor::KeepAnchor);
            setTextCursor(cursor);
            ensureCursorVisible();
            setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return false;
}

void WritingEdit::setSpellLanguage(const QString& code)
{
    m_checker = code.isEmpty() ? nullptr : SpellChecker::of(code);
    m_marks->setSpelling(m_checker);
}

QString WritingEdit::spellLanguage() const
{
    return m_checker ? m_checker->language() : QString{};
}

void WritingEdit::setZoom(int percent)
{
    percent = std::clamp(percent, 60, 250);
    if (percent == m_zoom)
        return;
    m_zoom = percent;
    dressAnew();
    Q_EMIT zoomChanged(percent);
}

void WritingEdit::run(const std::function<void(QTextCursor&)>& command)
{
    if (isReadOnly())
        return;
    endThought();
    QTextCursor cursor = textCursor();
    command(cursor);
    setTextCursor(cursor);
    endThought();
    ensureCursorVisible();
}

/// QTextDocument makes one step of whatever is typed in a row, however long. It never joins steps over the
/// point that counts as saved, as undoing must be able to stop there: so that point is moved along.
void WritingEdit::endThought()
{
    document()->setModified(false);
}

void WritingEdit::insertToken()
{
    if (isReadOnly())
        return;
    setFocus(Qt::OtherFocusReason);
    const QTextCursor cursor = textCursor();
    if (cursor.hasSelection() || openTokenBefore(cursor.block().text(), cursor.positionInBlock()) < 0)
        run([](QTextCursor& at) { at.insertText(u"{{"_s); });
    m_dismissedAt = -1;
    offerTokens();
}

void WritingEdit::offerTokens()
{
    const QTextCursor cursor = textCursor();
    const QTextBlock block = cursor.block();
    const int open = openTokenBefore(block.text(), cursor.positionInBlock());
    if (open < 0 || cursor.hasSelection() || isReadOnly() || block.position() + open == m_dismissedAt) {
        m_popup->hide();
        return;
    }
    const QString typed = block.text().mid(open + 2, cursor.positionInBlock() - open - 2);
    const QRect at = cursorRect();
    m_popup->offer(typed.trimmed(), {viewport()->mapToGlobal(at.topLeft()), at.size()});
}

void WritingEdit::takeToken(const QString& name)
{
    run([&name](QTextCursor& cursor) {
        const QTextBlock block = cursor.block();
        const QString line = block.text();
        const int open = openTokenBefore(line, cursor.positionInBlock());
        if (open < 0)
            return;
        int end = cursor.positionInBlock();
        // Chosen inside of a token that is closed already: its rest is replaced, too.
        const auto close = line.indexOf("}}"_L1, end);
        const auto other = line.indexOf("{{"_L1, end);
        if (close >= 0 && (other < 0 || close < other))
            end = int(close) + 2;
        cursor.setPosition(block.position() + open);
        cursor.setPosition(block.position() + end, QTextCursor::KeepAnchor);
        cursor.insertText(tokenText(name));
    });
}

bool WritingEdit::takeKey(QKeyEvent* event)
{
    const auto command = [this](bool (*work)(QTextCursor&)) {
        QTextCursor cursor = textCursor();
        endThought();
        const bool isDone = work(cursor);
        if (isDone) {
            setTextCursor(cursor);
            endThought();
        }
        return isDone;
    };
    const bool isPlain = (event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) == 0;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!isPlain)
            return false;
        if (event->modifiers() & Qt::ShiftModifier)
            run([](QTextCursor& cursor) { cursor.insertBlock(); }); // a line without a marker
        else
            run(&breakLine);
        return true;
    case Qt::Key_Tab:
        return isPlain && command([](QTextCursor& cursor) { return indentItem(cursor, true); });
    case Qt::Key_Backtab:
        return command([](QTextCursor& cursor) { return indentItem(cursor, false); });
    case Qt::Key_Backspace:
        return event->modifiers() == 0 && command(&dropMarker);
    default:
        return false;
    }
}

/// Asked before the text sees the key: Tab leaves it, unless it means something where the cursor stands.
bool WritingEdit::focusNextPrevChild(bool isNext)
{
    const bool isMeant = m_popup->isVisible() || (!isReadOnly() && canIndentItem(textCursor(), isNext));
    return !isMeant && QTextEdit::focusNextPrevChild(isNext);
}

void WritingEdit::keyPressEvent(QKeyEvent* event)
{
    if (m_popup->isVisible() && m_popup->takeKey(event->key())) {
        event->accept();
        return;
    }
    if (event->matches(QKeySequence::ZoomIn) || event->matches(QKeySequence::ZoomOut)) {
        setZoom(m_zoom + (event->matches(QKeySequence::ZoomIn) ? 10 : -10));
        return;
    }
    if (isReadOnly()) {
        QTextEdit::keyPressEvent(event);
        return;
    }
    const bool isUndo = event->matches(QKeySequence::Undo) || event->matches(QKeySequence::Redo);
    if (!isUndo && m_sinceKey.isValid() && m_sinceKey.elapsed() > thoughtMs)
        endThought();
    m_sinceKey.start();
    if (takeKey(event)) {
        event->accept();
        return;
    }
    const bool isText = !event->text().isEmpty() && event->text().front().isPrint();
    if (isText)
        m_marks->setTypingAt(textCursor().selectionStart() + 1);
    QTextEdit::keyPressEvent(event);
    if (isText) {
        const QString line = textCursor().block().text();
        const int at = textCursor().positionInBlock();
        // A sentence is a thought.
        if (event->text() == " "_L1 && at >= 2 && u".!?:;"_s.contains(line[at - 2]))
            endThought();
    }
    if (isText || event->key() == Qt::Key_Backspace)
        offerTokens();
}

void WritingEdit::inputMethodEvent(QInputMethodEvent* event)
{
    QTextEdit::inputMethodEvent(event);
    if (!event->commitString().isEmpty())
        offerTokens();
}

void WritingEdit::followTyping()
{
    const QTextCursor cursor = textCursor();
    const bool isTyping = m_sinceKey.isValid() && m_sinceKey.elapsed() < thoughtMs && hasFocus();
    m_marks->setTypingAt(isTyping ? cursor.position() : -1);
    if (openTokenBefore(cursor.block().text(), cursor.positionInBlock()) < 0) {
        m_popup->hide();
        m_dismissedAt = -1;
    }
}

QMimeData* WritingEdit::createMimeDataFromSelection() const
{
    auto* plain = new QMimeData; // plain: the dress of the text is no part of it
    plain->setText(textCursor().selection().toPlainText());
    return plain;
}

void WritingEdit::insertFromMimeData(const QMimeData* source)
{
    QString text;
    if (source->hasHtml())
        text = markdownFromHtml(source->html());
    if (text.isEmpty())
        text = cleanedText(source->text());
    if (!text.isEmpty())
        run([&text](QTextCursor& cursor) { cursor.insertText(text); });
}

void WritingEdit::dressAnew()
{
    if (m_isDressing)
        return;
    m_isDressing = true;
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * 1.1 * m_zoom / 100);
    document()->setDefaultFont(font);
    m_marks->setLook(font, theme::coloursOf(palette()));
    keepReadable();
    viewport()->update();
    m_isDressing = false;
}

void WritingEdit::keepReadable()
{
    const QFontMetrics metrics{document()->defaultFont()};
    const int widest = metrics.averageCharWidth() * widestLine + 2 * theme::space::page;
    const int side = std::max(0, (width() - widest) / 2);
    setViewportMargins(side, 0, side, 0);
}

void WritingEdit::changeEvent(QEvent* event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange)
        dressAnew();
}

void WritingEdit::resizeEvent(QResizeEvent* event)
{
    keepReadable();
    QTextEdit::resizeEvent(event);
}

void WritingEdit::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        setZoom(m_zoom + (event->angleDelta().y() > 0 ? 10 : -10));
        event->accept();
        return;
    }
    QTextEdit::wheelEvent(event);
}

void WritingEdit::focusOutEvent(QFocusEvent* event)
{
    m_popup->hide();
    m_marks->setTypingAt(-1);
    endThought();
    QTextEdit::focusOutEvent(event);
}

/// Behind tokens and boxes lies a chip; the text itself is painted over it as ever.
void WritingEdit::paintEvent(QPaintEvent* event)
{
    const theme::Colours& colours = theme::coloursOf(palette());
    QPainter painter{viewport()};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QPointF scrolled{qreal(horizontalScrollBar()->value()), qreal(verticalScrollBar()->value())};
    const auto chip = [&](const QTextBlock& block, int start, int length, const QColor& colour) {
        const QPointF corner = document()->documentLayout()->blockBoundingRect(block).topLeft() - scrolled;
        const QTextLayout* layout = block.layout();
        for (int i = start; i < start + length;) {
            const QTextLine line = layout->lineForTextPosition(i);
            if (!line.isValid())
                return;
            const int end = std::min(start + length, line.textStart() + line.textLength());
            const qreal from = line.cursorToX(i);
            const qreal to = line.cursorToX(end);
            // The line is taller than its letters; the chip hugs them.
            const qreal letters = line.ascent() + line.descent();
            const qreal top = line.y() + line.height() - letters;
            painter.setBrush(colour);
            painter.drawRoundedRect(
                QRectF{std::min(from, to) - 2, top - 1, std::abs(to - from) + 4, letters + 2}.translated(
                    corner),
                4, 4);
            i = std::max(end, i + 1);
        }
    };
    for (QTextBlock block = cursorForPosition({0, 0}).block(); block.isValid(); block = block.next()) {
        const QRectF box = document()->documentLayout()->blockBoundingRect(block).translated(-scrolled);
        if (box.top() > event->rect().bottom())
            break;
        const LineMarks* marks = LineMarks::of(block);
        if (!marks || box.bottom() < event->rect().top())
            continue;
        for (const LineMarks::Token& token : marks->tokens)
            chip(block, token.spot.start, token.spot.length,
                 token.isKnown ? colours.accentSoft : colours.dangerSoft);
        for (const WordSpot& spot : marks->boxes)
            chip(block, spot.start, spot.length, colours.warningSoft);
    }
    painter.end();
    QTextEdit::paintEvent(event);
}

QString WritingEdit::tipAt(const QPoint& position) const
{
    const QTextCursor cursor = cursorForPosition(position);
    const LineMarks* marks = LineMarks::of(cursor.block());
    if (!marks)
        return {};
    const int at = cursor.positionInBlock();
    for (const LineMarks::Token& token : marks->tokens) {
        if (at < token.spot.start || at > token.spot.start + token.spot.length)
            continue;
        for (const TokenOffer& offer : m_tokens) {
            if (offer.name == token.spot.name)
                return offer.example.isEmpty() ? offer.description
                                               : tr("%1, e.g. %2").arg(offer.description, offer.example);
        }
        const QString nearest = nearestToken(token.spot.name, m_tokens);
        const QString unknown = tr("There is no token %1.").arg(tokenText(token.spot.name));
        return nearest.isEmpty() ? unknown : unknown + u' ' + tr("Did you mean %1?").arg(tokenText(nearest));
    }
    return {};
}

bool WritingEdit::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString tip = tipAt(help->pos());
        if (tip.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), tip.toHtmlEscaped(), this);
        return true;
    }
    return QTextEdit::viewportEvent(event);
}

QStringList WritingEdit::misspeltWords() const
{
    QStringList words;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (const LineMarks* marks = LineMarks::of(block)) {
            for (const WordSpot& word : marks->misspelt)
                words.append(block.text().mid(word.start, word.length));
        }
    }
    return words;
}

} // namespace foyer::writing
