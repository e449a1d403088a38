// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/writing/writing_widget.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/writing/find_bar.h"
#include "ui/writing/markdown_commands.h"
#include "ui/writing/spell_words.h"
#include "ui/writing/writing_edit.h"
#include "ui/writing/writing_preview.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace foyer::writing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int narrowest = 640; ///< with less, text and preview take turns

} // namespace

WritingWidget::WritingWidget(const QString& name, QWidget* parent)
    : QWidget{parent}
    , m_edit{new WritingEdit}
    , m_preview{new WritingPreview}
    , m_find{new FindBar{m_edit}}
    , m_sides{new QSplitter}
    , m_bar{new QHBoxLayout}
    , m_foot{new QHBoxLayout}
    , m_words{new QLabel}
    , m_problem{new QPushButton{tr("Show Problem")}}
    , m_spell{new QToolButton}
    , m_zoom{new QToolButton}
{
    m_edit->setAccessibleName(name);
    m_sides->setObjectName(u"loose"_s);
    m_sides->addWidget(m_edit);
    m_sides->addWidget(m_preview);
    m_sides->setChildrenCollapsible(false);
    m_sides->setHandleWidth(theme::space::medium);
    m_sides->setStretchFactor(0, 1);
    m_sides->setStretchFactor(1, 1);
    addBar();
    addFoot();

    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::tiny);
    column->addLayout(m_bar);
    column->addWidget(m_find);
    column->addWidget(m_sides, 1);
    column->addLayout(m_foot);

    m_pause.setSingleShot(true);
    m_pause.setInterval(250ms);
    connect(&m_pause, &QTimer::timeout, this, &WritingWidget::look);
    m_moves.setSingleShot(true);
    m_moves.setInterval(120ms);
    connect(&m_moves, &QTimer::timeout, this, &WritingWidget::followCursor);
    connect(m_edit, &QTextEdit::textChanged, this, [this] {
        m_isStale = true;
        m_pause.start();
        Q_EMIT textEdited();
    });
    connect(m_edit, &QTextEdit::cursorPositionChanged, this, [this] { m_moves.start(); });
    connect(m_edit, &WritingEdit::zoomChanged, this, [this](int percent) {
        m_preview->setZoom(percent);
        m_zoom->setText(tr("%1 %").arg(percent));
    });
    connect(m_edit, &WritingEdit::said, this, &WritingWidget::said);
    setFocusProxy(m_edit);
    setLanguage(QLocale{}.name());
    look();
}

WritingWidget::~WritingWidget() = default;

QAction* WritingWidget::addTool(const QString& iconName, const QString& text, const QKeySequence& keys,
                                std::function<void()> work)
{
    auto* action = new QAction{icon(iconName), text, this};
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    const QString shown = QString{text}.remove(u'&');
    action->setToolTip(keys.isEmpty() ? shown
                                      : tr("%1 (%2)").arg(shown, keys.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, std::move(work));
    addAction(action);
    m_tools.append(action);
    return action;
}

QToolButton* WritingWidget::addButton(QAction* action)
{
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setIconSize({theme::iconPx, theme::iconPx});
    button->setFocusPolicy(Qt::TabFocus); // a click leaves the cursor in the text
    button->setAccessibleName(QString{action->text()}.remove(u'&'));
    m_bar->addWidget(button);
    // In a layout, a button does not follow its action by itself.
    connect(action, &QAction::changed, button, [button, action] { button->setVisible(action->isVisible()); });
    return button;
}

QMenu* WritingWidget::headingMenu()
{
    auto* menu = new QMenu{this};
    const struct
    {
        LineKind kind;
        QString name;
        Qt::Key key;
    } kinds[] = {
        {LineKind::Title, tr("&Title"), Qt::Key_1},
        {LineKind::Heading, tr("&Heading"), Qt::Key_2},
        {LineKind::Subheading, tr("&Subheading"), Qt::Key_3},
        {LineKind::Text, tr("&Plain Text"), Qt::Key_0},
    };
    for (const auto& kind : kinds) {
        QAction* action =
            addTool(u"heading"_s, kind.name,
                    QKeySequence{QKeyCombination{Qt::ControlModifier | Qt::AltModifier, kind.key}},
                    [this, which = kind.kind] { toggle(which); });
        action->setIconVisibleInMenu(false);
        m_writingTools.append(action);
        menu->addAction(action);
    }
    return menu;
}

void WritingWidget::addBar()
{
    m_bar->setSpacing(theme::space::hair);
    const auto around = [this](const QString& sign) {
        return [this, sign] {
            m_edit->run([&sign](QTextCursor& cursor) { toggleAround(cursor, sign); });
            m_edit->setFocus();
        };
    };
    const auto lines = [this](LineKind kind) { return [this, kind] { toggle(kind); }; };
    const auto writes = [this](QAction* action) {
        m_writingTools.append(action);
        return addButton(action);
    };

    auto* headings = new QToolButton;
    headings->setIcon(icon(u"heading"_s));
    headings->setIconSize({theme::iconPx, theme::iconPx});
    headings->setToolTip(tr("Headings"));
    headings->setAccessibleName(tr("Headings"));
    headings->setPopupMode(QToolButton::InstantPopup);
    headings->setFocusPolicy(Qt::TabFocus);
    headings->setMenu(headingMenu());
    m_bar->addWidget(headings);
    writes(addTool(u"bold"_s, tr("&Bold"), QKeySequence::Bold, around(u"**"_s)));
    writes(addTool(u"italic"_s, tr("&Italic"), QKeySequence::Italic, around(u"*"_s)));
    m_bar->addSpacing(theme::space::large);
    writes(addTool(u"list"_s, tr("&List"), QKeySequence{u"Ctrl+Shift+8"_s}, lines(LineKind::Bullet)));
    writes(addTool(u"list-ordered"_s, tr("&Numbered List"), QKeySequence{u"Ctrl+Shift+7"_s},
                   lines(LineKind::Numbered)));
    writes(addTool(u"text-quote"_s, tr("&Quote"), QKeySequence{u"Ctrl+Shift+9"_s}, lines(LineKind::Quote)));
    m_link = addTool(u"link"_s, tr("Lin&k"), QKeySequence{u"Ctrl+K"_s}, [this] {
        m_edit->run([](QTextCursor& cursor) { makeLink(cursor); });
        m_edit->setFocus();
    });
    addButton(m_link);
    setOffersLinks(false);
    m_bar->addSpacing(theme::space::large);
    QAction* box = addTool(u"square-check"_s, tr("Tick Bo&x"), QKeySequence{u"Ctrl+Shift+X"_s},
                           lines(LineKind::TickBox));
    QAction* initials = addTool(u"signature"_s, tr("Ini&tials"), QKeySequence{u"Ctrl+Shift+I"_s}, [this] {
        m_edit->run([](QTextCursor& cursor) { cursor.insertText(u"[initials]"_s); });
        m_edit->setFocus();
    });
    m_fieldTools = {box, initials};
    writes(box);
    writes(initials);
    QToolButton* token = writes(addTool(u"braces"_s, tr("In&sert Token"), QKeySequence{u"Ctrl+T"_s},
                                        [this] { m_edit->insertToken(); }));
    m_token = token;
    token->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    token->defaultAction()->setIconText(tr("Token"));
    m_bar->addStretch(1);

    QAction* undo = addTool(u"undo-2"_s, tr("&Undo"), {}, [this] { m_edit->undo(); });
    undo->setToolTip(
        tr("Undo (%1)").arg(QKeySequence{QKeySequence::Undo}.toString(QKeySequence::NativeText)));
    undo->setEnabled(false);
    QAction* redo = addTool(u"redo-2"_s, tr("&Redo"), {}, [this] { m_edit->redo(); });
    redo->setToolTip(
        tr("Redo (%1)").arg(QKeySequence{QKeySequence::Redo}.toString(QKeySequence::NativeText)));
    redo->setEnabled(false);
    connect(m_edit, &QTextEdit::undoAvailable, undo, &QAction::setEnabled);
    connect(m_edit, &QTextEdit::redoAvailable, redo, &QAction::setEnabled);
    addButton(undo);
    addButton(redo);
    QAction* find = addTool(u"search"_s, tr("&Find"), QKeySequence::Find, [this] { m_find->begin(); });
    addButton(find);
    addTool(u"search"_s, tr("Find Ne&xt"), QKeySequence{Qt::Key_F3}, [this] { m_find->next(); });
    addTool(u"search"_s, tr("Find Pre&vious"), QKeySequence{u"Shift+F3"_s}, [this] { m_find->previous(); });
    m_showPreview = addTool(u"panel-right"_s, tr("&Preview beside the Text"), QKeySequence{u"Ctrl+Shift+P"_s},
                            [this] { placeParts(); });
    m_showPreview->setCheckable(true);
    m_showPreview->setChecked(true);
    addButton(m_showPreview);
}

void WritingWidget::addFoot()
{
    theme::setTextRole(m_words, theme::TextRole::Muted);
    theme::setButtonRole(m_problem, theme::ButtonRole::Link);
    m_problem->setObjectName(u"unknownToken"_s);
    m_problem->setIcon(icon(u"circle-alert"_s, IconInk::Danger));
    m_problem->setAccessibleName(tr("Unknown token")); // until there is one, it has no words
    m_problem->hide();
    connect(m_problem, &QPushButton::clicked, this, [this] {
        const QStringList names = m_edit->unknownTokens();
        if (!names.isEmpty())
            m_edit->goToToken(names.front());
    });
    m_spell->setIcon(icon(u"spell-check"_s, IconInk::Muted));
    m_spell->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_spell->setPopupMode(QToolButton::InstantPopup);
    m_spell->setToolTip(tr("Language of the spell check"));
    auto* languages = new QMenu{m_spell};
    connect(languages, &QMenu::aboutToShow, this, &WritingWidget::fillSpellMenu);
    m_spell->setMenu(languages);
    m_zoom->setText(tr("%1 %").arg(100));
    m_zoom->setToolTip(tr("Size of the text: Ctrl and + or −, Ctrl+0 for the usual one"));
    m_zoom->setAccessibleName(tr("Size of the text back to 100 %"));
    connect(m_zoom, &QToolButton::clicked, this, [this] { m_edit->setZoom(100); });
    auto* usual = new QAction{tr("Usual Size"), this};
    usual->setShortcut(QKeySequence{u"Ctrl+0"_s});
    usual->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(usual, &QAction::triggered, this, [this] { m_edit->setZoom(100); });
    addAction(usual);
    m_tools.append(usual);
    m_foot->setSpacing(theme::space::small);
    m_foot->addWidget(m_words);
    m_foot->addWidget(m_problem);
    m_foot->addStretch(1);
    m_foot->addWidget(m_spell);
    m_foot->addWidget(m_zoom);
}

void WritingWidget::fillSpellMenu()
{
    QMenu* menu = m_spell->menu();
    menu->clear();
    auto* one = new QActionGroup{menu};
    const auto add = [&](const QString& code, const QString& name) {
        QAction* action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(code == spellLanguage());
        one->addAction(action);
        connect(action, &QAction::triggered, this, [this, code] {
            setSpellLanguage(code);
            rememberSpellLanguage(m_language, code);
        });
    };
    const std::vector<SpellLanguage> languages = installedSpellLanguages();
    for (const SpellLanguage& language : languages)
        add(language.code, language.name);
    if (languages.empty())
        menu->addAction(tr("No dictionary is installed"))->setEnabled(false);
    else
        menu->addSeparator();
    add({}, tr("Do not check the spelling"));
}

void WritingWidget::setSpellLanguage(const QString& code)
{
    m_edit->setSpellLanguage(code);
    QString name = tr("No spell check");
    const std::vector<SpellLanguage> languages = installedSpellLanguages();
    for (const SpellLanguage& language : languages) {
        if (language.code != code)
            continue;
        const auto siblings =
            std::count_if(languages.begin(), languages.end(), [&](const SpellLanguage& one) {
                return one.code.section(u'_', 0, 0) == code.section(u'_', 0, 0);
            });
        // The country matters only beside another one of the language.
        name = siblings > 1 ? language.name : language.name.section(u" ("_s, 0, 0);
    }
    m_spell->setText(name);
    m_spell->setAccessibleName(tr("Language of the spell check: %1").arg(name));
}

void WritingWidget::setLanguage(const QString& localeName)
{
    m_language = localeName;
    setSpellLanguage(spellLanguageFor(localeName));
}

QString WritingWidget::spellLanguage() const
{
    return m_edit->spellLanguage();
}

QString WritingWidget::text() const
{
    return m_edit->text();
}

void WritingWidget::setText(const QString& text)
{
    m_edit->setText(text);
    m_isStale = true;
    look();
}

void WritingWidget::setReadOnly(bool isReadOnly)
{
    m_edit->setReadOnly(isReadOnly);
    for (QAction* action : std::as_const(m_writingTools))
        action->setEnabled(!isReadOnly);
}

void WritingWidget::setPlaceholderText(const QString& text)
{
    m_edit->setPlaceholderText(text);
}

void WritingWidget::setTokens(const std::vector<TokenOffer>& tokens)
{
    m_edit->setTokens(tokens);
    m_isStale = true;
    look();
}

QStringList WritingWidget::unknownTokens() const
{
    return m_edit->unknownTokens();
}

void WritingWidget::setNamesUnknownTokens(bool areNamed)
{
    m_namesUnknown = areNamed;
    look();
}

void WritingWidget::setOffersLinks(bool areOffered)
{
    m_link->setVisible(areOffered);
    m_link->setEnabled(areOffered && !m_edit->isReadOnly());
}

void WritingWidget::setOffersFields(bool isOffered)
{
    for (QAction* action : std::as_const(m_fieldTools)) {
        action->setVisible(isOffered);
        action->setEnabled(isOffered && !m_edit->isReadOnly());
    }
}

void WritingWidget::setRender(Render render)
{
    m_render = std::move(render);
    placeParts();
    refreshPreview();
}

void WritingWidget::refreshPreview()
{
    m_isStale = true;
    look();
}

void WritingWidget::setShowsPreview(bool isShown)
{
    m_showPreview->setChecked(isShown);
    placeParts();
}

void WritingWidget::toggle(LineKind kind)
{
    m_edit->run([kind](QTextCursor& cursor) { toggleLines(cursor, kind); });
    m_edit->setFocus();
}

void WritingWidget::placeParts()
{
    const bool isShown = m_render && m_showPreview->isChecked();
    m_showPreview->setVisible(bool(m_render));
    const bool hadFocus = m_edit->hasFocus();
    m_preview->setVisible(isShown);
    m_edit->setVisible(!m_isNarrow || !isShown);
    if (hadFocus && !m_edit->isVisible())
        m_preview->setFocus();
    if (isShown && m_isStale)
        m_pause.start();
}

void WritingWidget::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < narrowest;
    if (isNarrow != m_isNarrow) {
        m_isNarrow = isNarrow;
        if (isNarrow)
            m_wantsPreview = m_showPreview->isChecked();
        m_token->setToolButtonStyle(isNarrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
        m_showPreview->setChecked(!isNarrow && m_wantsPreview); // in turns, the text comes first
    }
    placeParts();
}

void WritingWidget::look()
{
    const QString now = text();
    m_words->setText(tr("%n word(s)", nullptr, countWords(now)));
    const QStringList unknown = m_edit->unknownTokens();
    m_problem->setVisible(m_namesUnknown && !unknown.isEmpty());
    if (!unknown.isEmpty()) {
        m_problem->setText(
            unknown.size() == 1
                ? tr("Unknown token: %1").arg(unknown.front())
                : tr("%n unknown token(s), first %1", nullptr, int(unknown.size())).arg(unknown.front()));
        m_problem->setAccessibleName(m_problem->text());
        m_problem->setAccessibleDescription(tr("Goes to it in the text"));
    }
    render();
}

void WritingWidget::render()
{
    if (!m_render || !m_isStale || m_preview->isHidden())
        return;
    m_isStale = false;
    m_preview->showHtml(m_render(text()));
    followCursor();
}

void WritingWidget::followCursor()
{
    if (m_preview->isHidden() || !m_edit->hasFocus())
        return;
    const QString now = text();
    const int line = m_edit->textCursor().blockNumber();
    m_preview->follow(partsUpTo(now, line) - 1, partsUpTo(now, m_edit->document()->blockCount()));
}

} // namespace foyer::writing
