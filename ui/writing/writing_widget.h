// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/writing/tokens.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QAction;
class QHBoxLayout;
class QLabel;
class QMenu;
class QPushButton;
class QSplitter;
class QToolButton;

namespace foyer::writing {

class FindBar;
class WritingEdit;
class WritingPreview;
enum class LineKind;

/// A place to write Markdown: a slim bar of tools, the text, what it becomes beside it, and a line that
/// counts words and names what is wrong. Knows nothing of what the text is for.
class WritingWidget : public QWidget
{
    Q_OBJECT

public:
    /// Makes safe HTML of Markdown: no scripts, every sign of the text escaped. Classes "missing", "field"
    /// and "muted" have a look. Called when the writer pauses, on the window's thread.
    using Render = std::function<QString(const QString& markdown)>;

    /// @param name  of the text, for those who cannot see it: "Text of the contract"
    explicit WritingWidget(const QString& name, QWidget* parent = nullptr);
    ~WritingWidget() override;

    QString text() const;
    /// Another text: there is nothing to undo, and textEdited() is not emitted.
    void setText(const QString& text);
    void setReadOnly(bool isReadOnly);
    void setPlaceholderText(const QString& text);

    void setTokens(const std::vector<TokenOffer>& tokens);
    QStringList unknownTokens() const;
    /// Whoever is around this names them; without a call they are named below the text.
    void setNamesUnknownTokens(bool areNamed);
    /// Links of the web are offered; without a call they are not.
    void setOffersLinks(bool areOffered);
    /// Tick boxes and initials are offered; without a call they are.
    void setOffersFields(bool isOffered);

    void setRender(Render render);
    /// What the render makes use of is another now: the text is rendered anew, at once.
    void refreshPreview();
    void setShowsPreview(bool isShown);

    /// Of an installed dictionary; empty: no spelling.
    void setSpellLanguage(const QString& code);
    QString spellLanguage() const;
    /// What is written here is in this language; its spelling is checked the way the person chose for it.
    /// @param localeName  "de", "de_AT"
    void setLanguage(const QString& localeName);
    QString language() const { return m_language; }

    WritingEdit* edit() const { return m_edit; }
    WritingPreview* preview() const { return m_preview; }
    /// All that can be done here, for menus and for the list of keys.
    QList<QAction*> tools() const { return m_tools; }

Q_SIGNALS:
    /// By the person who writes; not by setText().
    void textEdited();
    /// A sentence for the person.
    void said(const QString& sentence);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QAction* addTool(const QString& iconName, const QString& text, const QKeySequence& keys,
                     std::function<void()> work);
    void addBar();
    void addFoot();
    QToolButton* addButton(QAction* action);
    QMenu* headingMenu();
    void fillSpellMenu();
    void toggle(LineKind kind);
    void render();
    void followCursor();
    void look();
    void placeParts();

    WritingEdit* m_edit;
    WritingPreview* m_preview;
    FindBar* m_find;
    QSplitter* m_sides;
    QHBoxLayout* m_bar;
    QHBoxLayout* m_foot;
    QLabel* m_words;
    QPushButton* m_problem;
    QToolButton* m_token = nullptr;
    QToolButton* m_spell;
    QToolButton* m_zoom;
    QAction* m_showPreview = nullptr;
    QAction* m_link = nullptr;
    QList<QAction*> m_tools;
    QList<QAction*> m_fieldTools;
    QList<QAction*> m_writingTools; ///< not for a text that can only be read
    Render m_render;
    QTimer m_pause;
    QTimer m_moves;
    QString m_language;
    bool m_isStale = true;
    bool m_namesUnknown = true;
    bool m_isNarrow = false;
    bool m_wantsPreview = true; ///< beside the text, when there is room again
};

} // namespace foyer::writing
