// SPDX-License-Identifier: GPL-3.0-or-later
// How the editor looks: the head, its three pages, and who tells whom.
#include "app/items/item_store.h"
#include "app/questionnaires/questionnaire_templates.h"
#include "ui/questionnaires/answers_view.h"
#include "ui/questionnaires/questionnaire_builder.h"
#include "ui/questionnaires/questionnaire_editor.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QCheckBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

QuestionnaireEditor::QuestionnaireEditor(Database& database, ItemId item, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_id{item}
    , m_title{new QLineEdit}
    , m_stateBadge{new QLabel}
    , m_saved{new QLabel}
    , m_templates{new QPushButton{tr("&Templates")}}
    , m_send{new QPushButton{icon(u"send"_s, IconInk::OnAccent), tr("&Send…")}}
    , m_notice{new QWidget}
    , m_noticeText{new QLabel}
    , m_keepMine{new QPushButton{tr("Keep Mine")}}
    , m_takeTheirs{new QPushButton{tr("Take Theirs")}}
    , m_tabs{new QTabWidget}
    , m_builder{new QuestionnaireBuilder}
    , m_answers{new AnswersView{database, item}}
    , m_introduction{new QPlainTextEdit}
    , m_recipients{new QVBoxLayout}
    , m_hasDueDay{new QCheckBox{tr("Answers are &due by")}}
    , m_dueDay{new QDateEdit}
    , m_closes{new QCheckBox{tr("&Close it after that day")}}
{
    resize(1180, 780);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &QuestionnaireEditor::save);

    m_notice->setObjectName(u"notice"_s);
    theme::makeNotice(m_notice, theme::Tone::Warning);
    m_noticeText->setWordWrap(true);
    m_noticeText->setTextFormat(Qt::PlainText);
    m_keepMine->setObjectName(u"keepMine"_s);
    m_takeTheirs->setObjectName(u"takeTheirs"_s);
    auto* notice = new QHBoxLayout{m_notice};
    notice->addWidget(m_noticeText, 1);
    notice->addWidget(m_keepMine);
    notice->addWidget(m_takeTheirs);
    m_notice->hide();
    connect(m_keepMine, &QPushButton::clicked, this, [this] {
        const auto theirs =
            m_database.read([this](const Snapshot& snapshot) { return items::find(snapshot, m_id); });
        if (theirs)
            m_item = *theirs; // what is saved next builds on it
        m_isDirty = true;
        saveNow();
    });
    connect(m_takeTheirs, &QPushButton::clicked, this, [this] {
        m_isDirty = false;
        m_item.reset();
        m_notice->hide();
        load();
    });

    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_builder, tr("&Questions"));
    m_tabs->addTab(makeDetails(), tr("Recipients and &Deadline"));
    m_tabs->addTab(m_answers, tr("&Answers"));
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::page);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(makeHead());
    layout->addWidget(m_notice);
    layout->addWidget(m_tabs, 1);

    connect(m_builder, &QuestionnaireBuilder::edited, this, &QuestionnaireEditor::touch);
    connect(m_title, &QLineEdit::textEdited, this, &QuestionnaireEditor::touch);
    connect(m_introduction, &QPlainTextEdit::textChanged, this, [this] {
        if (m_isShowing)
            return;
        Questionnaire to = m_builder->questionnaire();
        to.introduction = m_introduction->toPlainText();
        m_builder->change(to, tr("Edit Introduction"), u"introduction"_s);
    });
    // These are written on another page than the questions, and undone with them.
    connect(m_builder, &QuestionnaireBuilder::edited, this, &QuestionnaireEditor::showWhole);
    connect(m_answers, &AnswersView::failed, this, [this](const QString& sentence) { say(sentence); });
    connect(&m_database, &Database::changed, this, [this](const Changes& changes) {
        if (!changes.touches(Entity::Item, m_id.row()) && !changes.touches(Entity::Contact))
            return;
        m_answers->reload();
        if (isSaved())
            load();
    });
    load();
}

QWidget* QuestionnaireEditor::makeHead()
{
    m_title->setObjectName(u"title"_s);
    m_title->setAccessibleName(tr("Title"));
    m_title->setPlaceholderText(tr("Title"));
    m_title->setFont(theme::headingFont(font()));
    m_saved->setObjectName(u"saved"_s);
    m_saved->setMinimumWidth(m_saved->fontMetrics().horizontalAdvance(tr("Saving …")));
    theme::setTextRole(m_saved, theme::TextRole::Muted);
    m_templates->setObjectName(u"templates"_s);
    m_templates->setMenu(makeTemplatesMenu());
    m_send->setObjectName(u"send"_s);
    theme::setButtonRole(m_send, theme::ButtonRole::Primary);
    connect(m_send, &QPushButton::clicked, this, &QuestionnaireEditor::askToSend);

    const auto stepper = [this](QAction* action, const QString& iconName, QKeySequence::StandardKey key) {
        action->setIcon(icon(iconName));
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        return button;
    };
    auto* head = new QWidget;
    auto* layout = new QHBoxLayout{head};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::small);
    layout->addWidget(m_title, 1);
    layout->addWidget(m_stateBadge);
    layout->addWidget(m_saved);
    layout->addWidget(
        stepper(m_builder->undoStack().createUndoAction(this), u"undo-2"_s, QKeySequence::Undo));
    layout->addWidget(
        stepper(m_builder->undoStack().createRedoAction(this), u"redo-2"_s, QKeySequence::Redo));
    layout->addWidget(m_templates);
    layout->addWidget(m_send);
    return head;
}

QMenu* QuestionnaireEditor::makeTemplatesMenu()
{
    auto* menu = new QMenu{m_templates};
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        menu->addAction(tr("Save as Template…"), this, &QuestionnaireEditor::saveAsTemplate);
        menu->addSeparator();
        const auto all =
            m_database.read([](const Snapshot& snapshot) { return questionnaires::templates(snapshot); });
        if (!all || all->empty()) {
            menu->addAction(tr("No templates yet"))->setEnabled(false);
            return;
        }
        for (const auto& one : *all)
            menu->addAction(tr("Insert “%1”").arg(QString{one.name}.replace(u'&', "&&"_L1)), this,
                            [this, id = one.id] { useTemplate(id); });
    });
    return menu;
}

QWidget* QuestionnaireEditor::makeDetails()
{
    m_introduction->setObjectName(u"introduction"_s);
    m_introduction->setTabChangesFocus(true);
    m_introduction->setPlaceholderText(tr("A few words above the questions"));
    m_introduction->setFixedHeight(m_introduction->fontMetrics().lineSpacing() * 6);
    m_hasDueDay->setObjectName(u"hasDueDay"_s);
    m_dueDay->setObjectName(u"dueDay"_s);
    m_dueDay->setAccessibleName(tr("Due day"));
    m_dueDay->setCalendarPopup(true);
    m_dueDay->setMinimumWidth(m_dueDay->fontMetrics().horizontalAdvance(u"00. September 0000"_s) +
                              2 * theme::space::page);
    m_closes->setObjectName(u"closes"_s);
    connect(m_hasDueDay, &QCheckBox::clicked, this, [this](bool isDue) {
        m_dueDay->setEnabled(isDue);
        m_closes->setEnabled(isDue);
        touch();
    });
    connect(m_dueDay, &QDateEdit::dateChanged, this, &QuestionnaireEditor::touch);
    connect(m_closes, &QCheckBox::clicked, this, [this](bool closes) {
        Questionnaire to = m_builder->questionnaire();
        to.closesAfterDueDay = closes;
        m_builder->change(to, tr("Change Closing"));
    });

    const auto heading = [](const QString& text) {
        auto* label = new QLabel{text};
        theme::setTextRole(label, theme::TextRole::Heading);
        return label;
    };
    const auto muted = [](const QString& text) {
        auto* label = new QLabel{text};
        label->setWordWrap(true);
        theme::setTextRole(label, theme::TextRole::Muted);
        return label;
    };
    auto* due = new QHBoxLayout;
    due->addWidget(m_hasDueDay);
    due->addWidget(m_dueDay);
    due->addStretch(1);
    auto* page = new QWidget;
    page->setObjectName(u"page"_s);
    page->setMaximumWidth(theme::largestFormWidth);
    auto* layout = new QVBoxLayout{page};
    layout->setContentsMargins(0, theme::space::large, theme::space::large, theme::space::large);
    layout->setSpacing(theme::space::small);
    layout->addWidget(heading(tr("Recipients")));
    layout->addWidget(
        muted(tr("People of the job. Each of them answers for themselves and sees nothing of the "
                 "others' answers.")));
    layout->addLayout(m_recipients);
    layout->addSpacing(theme::space::large);
    layout->addWidget(heading(tr("Deadline")));
    layout->addLayout(due);
    layout->addWidget(m_closes);
    layout->addWidget(muted(tr("Otherwise it can be answered later, too, and counts as overdue.")));
    layout->addSpacing(theme::space::large);
    auto* words = heading(tr("Introduction"));
    words->setBuddy(m_introduction);
    m_introduction->setAccessibleName(tr("Introduction"));
    layout->addWidget(words);
    layout->addWidget(m_introduction);
    layout->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    return scroll;
}

} // namespace foyer
