// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/email_templates/email_template_editor.h"

#include "ui/common/captioned_field.h"
#include "ui/common/words.h"
#include "ui/email_templates/email_template_preview.h"
#include "ui/email_templates/language_tabs.h"
#include "ui/email_templates/problem_list.h"
#include "ui/email_templates/token_picker.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/writing/writing_edit.h"
#include "ui/writing/writing_widget.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include <chrono>

namespace foyer {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using email_templates::TemplateText;

namespace {

bool areSame(const EmailTemplate& one, const EmailTemplate& other)
{
    return one.name == other.name && one.text == other.text && one.translations == other.translations;
}

} // namespace

EmailTemplateEditor::EmailTemplateEditor(Database& database, std::function<QString()> portalOrigin,
                                         QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_name{new QLineEdit}
    , m_origin{new QLabel}
    , m_saved{new QLabel}
    , m_languages{new LanguageTabs}
    , m_subject{new QLineEdit}
    , m_pick{new QToolButton}
    , m_showPreview{new QAction{icon(u"panel-right"_s), {}, this}}
    , m_writing{new writing::WritingWidget{tr("Text of the mail")}}
    , m_problems{new ProblemList}
    , m_preview{new EmailTemplatePreview{database, std::move(portalOrigin)}}
    , m_picker{new TokenPicker{this}}
    , m_notice{new QLabel}
{
    build();
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(700ms);
    m_lookSoon.setSingleShot(true);
    m_lookSoon.setInterval(200ms);
    connect(&m_saveSoon, &QTimer::timeout, this, &EmailTemplateEditor::saveNow);
    connect(&m_lookSoon, &QTimer::timeout, this, &EmailTemplateEditor::look);
    connect(m_name, &QLineEdit::textEdited, this, &EmailTemplateEditor::touch);
    connect(m_subject, &QLineEdit::textEdited, this, &EmailTemplateEditor::touch);
    connect(m_writing, &writing::WritingWidget::textEdited, this, &EmailTemplateEditor::touch);
    connect(m_writing, &writing::WritingWidget::said, this, &EmailTemplateEditor::failed);
    connect(m_languages, &LanguageTabs::chosen, this, [this](const QString& language) {
        keepTyped();
        showLanguage(language);
    });
    connect(m_languages, &LanguageTabs::added, this, &EmailTemplateEditor::addLanguage);
    connect(m_languages, &LanguageTabs::removed, this, &EmailTemplateEditor::removeLanguage);
    connect(m_pick, &QToolButton::clicked, this, &EmailTemplateEditor::pickToken);
    connect(m_picker, &TokenPicker::chosen, this, &EmailTemplateEditor::insertToken);
    connect(m_problems, &ProblemList::problemChosen, this, &EmailTemplateEditor::goTo);
    connect(m_origin, &QLabel::linkActivated, this, &EmailTemplateEditor::originActivated);
    // A token goes where somebody wrote last.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, const QWidget* now) {
        if (now == m_subject || now == m_writing->edit())
            m_isForSubject = now == m_subject;
    });
}

std::optional<TemplateId> EmailTemplateEditor::current() const
{
    return m_template ? std::optional{m_template->id} : std::nullopt;
}

EmailTemplateEditor::~EmailTemplateEditor()
{
    if (isDirty())
        saveLast();
}

/// Nobody is here to hear how it went: what was typed goes over what is there.
void EmailTemplateEditor::saveLast()
{
    m_database.writeSoon(Actor::studio(), [now = written()](Transaction& transaction) -> Result<void> {
        const auto there = email_templates::find(transaction, now.id);
        if (!there)
            return fail(there.error());
        EmailTemplate last = now;
        last.version = there->version;
        return email_templates::save(transaction, last);
    });
}

void EmailTemplateEditor::showTemplate(TemplateId id)
{
    const bool isAnother = !m_template || m_template->id != id;
    if (isAnother && isDirty())
        saveLast();
    const auto found =
        m_database.read([id](const Snapshot& snapshot) { return email_templates::find(snapshot, id); });
    if (!found)
        return Q_EMIT failed(words::fault(found.error().fault));
    m_saveSoon.stop();
    m_noticeBar->hide();
    if (isAnother)
        m_language.clear();
    take(*found);
}

void EmailTemplateEditor::take(const EmailTemplate& found)
{
    m_isShowing = true;
    m_template = found;
    m_texts = found.translations;
    m_texts[{}] = found.text;
    if (m_name->text().simplified() != found.name)
        m_name->setText(found.name);
    if (!m_texts.contains(m_language))
        m_language.clear();
    m_languages->setLanguages(languages());
    m_languages->setCurrent(m_language);
    m_isShowing = false;
    showLanguage(m_language);
    m_saved->clear();
}

void EmailTemplateEditor::showLanguage(const QString& language)
{
    m_isShowing = true;
    m_language = language;
    const TemplateText& text = m_texts[language];
    if (m_subject->text() != text.subject)
        m_subject->setText(text.subject);
    if (m_writing->text() != text.body)
        m_writing->setText(text.body);
    if (const QString wanted = language.isEmpty() ? QLocale{}.name() : language;
        m_writing->language() != wanted)
        m_writing->setLanguage(wanted);
    m_isShowing = false;
    look();
}

TemplateText EmailTemplateEditor::typed() const
{
    return {m_subject->text(), m_writing->text()};
}

void EmailTemplateEditor::keepTyped()
{
    if (m_template && !m_isShowing)
        m_texts[m_language] = typed();
}

QStringList EmailTemplateEditor::languages() const
{
    QStringList codes;
    for (const auto& [code, text] : m_texts) {
        if (!code.isEmpty())
            codes.append(code);
    }
    return codes;
}

EmailTemplate EmailTemplateEditor::written() const
{
    EmailTemplate now = *m_template;
    now.name = m_name->text().simplified();
    if (now.name.isEmpty()) // it keeps the last one until it has another
        now.name = m_template->name;
    now.translations = m_texts;
    now.translations[m_language] = typed();
    now.text = now.translations[QString{}];
    now.translations.erase(QString{});
    return now;
}

bool EmailTemplateEditor::isDirty() const
{
    return m_template && !areSame(written(), *m_template);
}

void EmailTemplateEditor::touch()
{
    if (m_isShowing || !m_template)
        return;
    theme::setInvalid(m_name, m_name->text().simplified().isEmpty());
    m_saved->setText(isDirty() ? tr("Not saved yet…") : QString{});
    m_saveSoon.start();
    m_lookSoon.start();
}

/// What is wrong with it, and what it becomes.
void EmailTemplateEditor::look()
{
    if (!m_template)
        return;
    const TemplateText now = typed();
    auto problems = email_templates::check(now);
    bool isSubjectWrong = false;
    for (const email_templates::TextProblem& problem : problems)
        isSubjectWrong = isSubjectWrong || problem.isInSubject;
    theme::setInvalid(m_subject, isSubjectWrong);
    underline(problems);
    m_problems->showProblems(std::move(problems));
    m_preview->showText(now, m_language);
}

void EmailTemplateEditor::saveNow()
{
    m_saveSoon.stop();
    if (m_isSaving || !isDirty())
        return;
    m_isSaving = true;
    m_database.writeLater(
        Actor::studio(), this,
        [now = written()](Transaction& transaction) -> Result<EmailTemplate> {
            if (const auto saved = email_templates::save(transaction, now); !saved)
                return fail(saved.error());
            return email_templates::find(transaction, now.id);
        },
        [this, now = written()](const Result<EmailTemplate>& saved) {
            m_isSaving = false;
            const bool isStillHere = m_template && m_template->id == now.id;
            if (saved) {
                if (isStillHere) {
                    const qint64 version = saved->version;
                    m_template = now; // what the store tidied is no change of ours
                    m_template->version = version;
                    m_saved->setText(tr("Saved"));
                }
                saveNow();
            } else if (saved.error().fault == Fault::Conflict && isStillHere) {
                settle();
            } else {
                m_saved->setText(tr("Not saved"));
                Q_EMIT failed(saved.error().fault == Fault::Invalid ? saved.error().detail
                                                                    : words::fault(saved.error().fault));
            }
        });
}

void EmailTemplateEditor::settle()
{
    const auto theirs = m_database.read(
        [this](const Snapshot& snapshot) { return email_templates::find(snapshot, m_template->id); });
    if (!theirs)
        return Q_EMIT failed(words::fault(theirs.error().fault));
    m_template = *theirs;
    m_saved->setText(tr("Not saved"));
    m_notice->setText(tr("Somebody else saved this template meanwhile. Yours is shown, and not saved yet."));
    m_noticeBar->show();
}

void EmailTemplateEditor::addLanguage(const QString& language)
{
    keepTyped();
    m_texts[language] = m_texts[m_language]; // to be translated where it stands
    m_languages->setLanguages(languages());
    m_languages->setCurrent(language);
    showLanguage(language);
    touch();
    m_writing->edit()->setFocus(Qt::OtherFocusReason);
}

void EmailTemplateEditor::removeLanguage(const QString& language)
{
    if (language.isEmpty())
        return;
    keepTyped();
    const TemplateText before = m_texts[language];
    m_texts.erase(language);
    m_language.clear();
    m_languages->setLanguages(languages());
    m_languages->setCurrent({});
    showLanguage({});
    touch();
    Q_EMIT languageRemoved(tr("The language is removed."), [this, id = current(), language, before] {
        if (current() != id)
            return;
        keepTyped();
        m_texts[language] = before;
        m_languages->setLanguages(languages());
        m_languages->setCurrent(language);
        showLanguage(language);
        touch();
    });
}

void EmailTemplateEditor::setOrigin(const QString& html)
{
    m_origin->setText(html);
    m_origin->setVisible(!html.isEmpty());
}

} // namespace foyer
