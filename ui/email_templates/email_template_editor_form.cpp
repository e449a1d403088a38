// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/email_templates/email_template_editor.h"

#include "ui/common/captioned_field.h"
#include "ui/common/take_turns.h"
#include "ui/email_templates/email_template_preview.h"
#include "ui/email_templates/language_tabs.h"
#include "ui/email_templates/problem_list.h"
#include "ui/email_templates/token_picker.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/writing/writing_edit.h"
#include "ui/writing/writing_widget.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

std::vector<writing::TokenOffer> offers()
{
    std::vector<writing::TokenOffer> all;
    for (const email_templates::Token& token : email_templates::tokens())
        all.push_back({token.name, token.description, token.example,
                       token.group == email_templates::TokenGroup::Links});
    return all;
}

} // namespace

void EmailTemplateEditor::build()
{
    m_name->setObjectName(u"templateName"_s);
    m_name->setMaxLength(200);
    m_subject->setObjectName(u"templateSubject"_s);
    m_subject->setMaxLength(300);
    m_origin->setObjectName(u"origin"_s);
    m_origin->setTextFormat(Qt::RichText);
    m_origin->setWordWrap(true);
    m_origin->setTextInteractionFlags(Qt::TextBrowserInteraction);
    theme::setTextRole(m_origin, theme::TextRole::Muted);
    theme::setTextRole(m_saved, theme::TextRole::Muted);
    m_saved->setObjectName(u"savedState"_s);
    m_pick->setObjectName(u"pickToken"_s);
    m_pick->setIcon(icon(u"braces"_s));
    m_pick->setText(tr("Tokens"));
    m_pick->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_pick->setShortcut(QKeySequence{u"Ctrl+Shift+T"_s});
    m_pick->setToolTip(tr("Names, days and links that come in when it is sent (Ctrl+Shift+T)"));
    m_pick->setAccessibleName(tr("Insert a token"));
    m_showPreview->setCheckable(true);
    m_showPreview->setChecked(true);
    m_showPreview->setText(tr("Preview"));
    m_showPreview->setToolTip(tr("What its recipient will read, beside the text"));
    auto* showPreview = new QToolButton;
    showPreview->setDefaultAction(m_showPreview);
    showPreview->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    showPreview->setAccessibleName(tr("Preview beside the text"));
    for (QToolButton* button : {m_pick, showPreview}) {
        button->setIconSize({theme::iconPx, theme::iconPx});
        button->setFocusPolicy(Qt::TabFocus); // a click leaves the cursor in the text
    }
    m_writing->setOffersFields(false);
    m_writing->setOffersLinks(true);
    m_writing->setNamesUnknownTokens(false);
    m_writing->setPlaceholderText(tr("Write what the mail says. Type {{ for a token."));
    m_writing->setTokens(offers());

    auto* languages = new QHBoxLayout;
    languages->addWidget(m_languages, 1);
    languages->addWidget(m_saved);
    languages->addWidget(m_pick);
    languages->addWidget(showPreview);
    m_subjectField = new CaptionedField{tr("&Subject"), m_subject};
    m_left = new QWidget;
    auto* left = new QVBoxLayout{m_left};
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(theme::space::small);
    left->addWidget(m_subjectField);
    left->addWidget(m_writing, 1);
    left->addWidget(m_problems);
    auto* parts = new QSplitter;
    parts->setObjectName(u"loose"_s);
    parts->setHandleWidth(theme::space::large);
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_left);
    parts->addWidget(m_preview);
    parts->setStretchFactor(0, 1);
    parts->setStretchFactor(1, 1);
    parts->setSizes({500, 460});

    auto* all = new QVBoxLayout{this};
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(theme::space::small);
    all->addWidget(new CaptionedField{tr("&Name of the template"), m_name});
    all->addWidget(m_origin);
    all->addLayout(languages);
    all->addWidget(makeConflictBar());
    all->addWidget(parts, 1);
    new TakeTurns{*this, *m_left, *m_preview, *m_showPreview};
}

QWidget* EmailTemplateEditor::makeConflictBar()
{
    m_noticeBar = new QWidget;
    m_noticeBar->setObjectName(u"conflict"_s);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setWordWrap(true);
    auto* keep = new QPushButton{tr("&Keep Mine")};
    auto* takeTheirs = new QPushButton{tr("Take T&heirs")};
    keep->setObjectName(u"keepMine"_s);
    takeTheirs->setObjectName(u"takeTheirs"_s);
    auto* bar = new QHBoxLayout{m_noticeBar};
    bar->addWidget(m_notice, 1);
    bar->addWidget(keep);
    bar->addWidget(takeTheirs);
    theme::makeNotice(m_noticeBar, theme::Tone::Warning);
    m_noticeBar->hide();
    connect(keep, &QPushButton::clicked, this, [this] {
        m_noticeBar->hide();
        saveNow();
    });
    connect(takeTheirs, &QPushButton::clicked, this, [this] {
        m_noticeBar->hide();
        take(*m_template);
    });
    return m_noticeBar;
}

void EmailTemplateEditor::pickToken()
{
    const QWidget* at = m_isForSubject ? static_cast<QWidget*>(m_subject) : m_pick;
    m_picker->begin(at->mapToGlobal(QPoint{0, at->height()}), !m_isForSubject);
}

void EmailTemplateEditor::insertToken(const QString& name)
{
    const QString text = writing::tokenText(name);
    if (m_isForSubject) {
        m_subject->insert(text);
        m_subject->setFocus(Qt::OtherFocusReason);
        return touch();
    }
    m_writing->edit()->run([&text](QTextCursor& cursor) { cursor.insertText(text); });
    m_writing->edit()->setFocus(Qt::OtherFocusReason);
}

void EmailTemplateEditor::goTo(const email_templates::TextProblem& problem)
{
    if (problem.isInSubject) {
        m_subject->setFocus(Qt::OtherFocusReason);
        return m_subject->setSelection(int(problem.at), int(problem.length));
    }
    writing::WritingEdit* edit = m_writing->edit();
    const int last = edit->document()->characterCount() - 1;
    QTextCursor cursor = edit->textCursor();
    cursor.setPosition(std::min(int(problem.at), last));
    cursor.setPosition(std::min(int(problem.at + problem.length), last), QTextCursor::KeepAnchor);
    edit->setTextCursor(cursor);
    edit->setFocus(Qt::OtherFocusReason);
}

/// Unknown tokens are marked while they are typed; this marks what is wrong in other ways.
void EmailTemplateEditor::underline(const std::vector<email_templates::TextProblem>& problems)
{
    writing::WritingEdit* edit = m_writing->edit();
    QList<QTextEdit::ExtraSelection> places;
    const int last = edit->document()->characterCount() - 1;
    for (const email_templates::TextProblem& problem : problems) {
        if (problem.isInSubject || problem.length <= 0 ||
            problem.kind == email_templates::TextProblem::Kind::TooLong)
            continue;
        QTextEdit::ExtraSelection place;
        place.cursor = edit->textCursor();
        place.cursor.setPosition(std::min(int(problem.at), last));
        place.cursor.setPosition(std::min(int(problem.at + problem.length), last), QTextCursor::KeepAnchor);
        place.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        place.format.setUnderlineColor(Qt::red);
        places.append(place);
    }
    if (!places.isEmpty() || !edit->extraSelections().isEmpty())
        edit->setExtraSelections(places);
}

} // namespace foyer
