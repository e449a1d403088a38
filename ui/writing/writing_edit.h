// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/writing/markdown_commands.h"
#include "ui/writing/markdown_highlighter.h"
#include "ui/writing/tokens.h"

#include <QElapsedTimer>
#include <QTextEdit>

class QMenu;

namespace foyer::writing {

class TokenPopup;

/// Markdown as it is written: the text itself, dressed while it is typed, with tokens to choose from. What it
/// holds is always plain text.
class WritingEdit : public QTextEdit
{
    Q_OBJECT

public:
    explicit WritingEdit(QWidget* parent = nullptr);
    ~WritingEdit() override;

    /// Markdown with "\n" between lines.
    QString text() const;
    /// Another text: there is nothing to undo.
    void setText(const QString& text);

    void setTokens(const std::vector<TokenOffer>& tokens);
    /// Names of tokens that are not offered, each once, in the order of the text.
    QStringList unknownTokens() const;
    /// Selects the first token of this name. @returns whether there is one
    bool goToToken(const QString& name);

    /// Empty: spelling is not checked.
    void setSpellLanguage(const QString& code);
    QString spellLanguage() const;

    /// In percent, 60 to 250.
    void setZoom(int percent);
    int zoom() const { return m_zoom; }

    /// A step of its own to undo.
    void run(const std::function<void(QTextCursor&)>& command);
    void insertToken(); ///< opens the list of tokens at the cursor

    /// The mistakes in the line of the cursor and elsewhere, for tests and for jumping to them.
    QStringList misspeltWords() const;

Q_SIGNALS:
    void zoomChanged(int percent);
    /// Something the person should know, e.g. that a word could not be kept on disk.
    void said(const QString& sentence);

protected:
    bool focusNextPrevChild(bool isNext) override;
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    QMimeData* createMimeDataFromSelection() const override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    void endThought();
    bool takeKey(QKeyEvent* event);
    void followTyping();
    void offerTokens();
    void takeToken(const QString& name);
    void dressAnew();
    void keepReadable();
    QString tipAt(const QPoint& position) const;
    void addSpellActions(QMenu* menu, const QTextCursor& at);
    void addTokenActions(QMenu* menu, const QTextCursor& at);
    QTextCursor misspeltAt(const QTextCursor& at) const;

    MarkdownHighlighter* m_marks;
    TokenPopup* m_popup;
    std::vector<TokenOffer> m_tokens;
    std::shared_ptr<SpellChecker> m_checker;
    QElapsedTimer m_sinceKey;
    int m_zoom = 100;
    int m_dismissedAt = -1; ///< the brace whose list was closed by Esc
    bool m_isDressing = false;
};

} // namespace foyer::writing
