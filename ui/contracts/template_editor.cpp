// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contracts/template_editor.h"

#include "app/brands/brand_store.h"
#include "app/contracts/contract_tokens.h"
#include "app/jobs/job_store.h"
#include "ui/common/captioned_field.h"
#include "ui/common/words.h"
#include "ui/contracts/contract_words.h"
#include "ui/contracts/preview_subject_dialog.h"
#include "ui/contracts/terms_form.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/writing/writing_widget.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

namespace foyer {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int narrowest = 980; ///< with less, text and terms take turns

bool areSame(const contracts::ContractTemplate& one, const contracts::ContractTemplate& other)
{
    return one.name == other.name && one.title == other.title && one.terms == other.terms &&
           one.booksJob == other.booksJob;
}

} // namespace

TemplateEditor::TemplateEditor(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_name{new QLineEdit}
    , m_title{new QLineEdit}
    , m_saved{new QLabel}
    , m_previewWith{new QPushButton{tr("Preview with example values")}}
    , m_showTerms{new QToolButton}
    , m_noticeBar{new QWidget}
    , m_notice{new QLabel}
    , m_writing{new writing::WritingWidget{tr("Text of the template")}}
    , m_terms{new TermsForm}
    , m_side{new QScrollArea}
{
    build();
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(700ms);
    connect(&m_saveSoon, &QTimer::timeout, this, &TemplateEditor::saveNow);
    connect(m_name, &QLineEdit::textEdited, this, &TemplateEditor::touch);
    connect(m_title, &QLineEdit::textEdited, this, &TemplateEditor::touch);
    connect(m_terms, &TermsForm::edited, this, &TemplateEditor::touch);
    connect(m_writing, &writing::WritingWidget::textEdited, this, &TemplateEditor::touch);
    connect(m_writing, &writing::WritingWidget::said, this, &TemplateEditor::failed);
    connect(m_previewWith, &QPushButton::clicked, this, &TemplateEditor::choosePreview);
    connect(m_showTerms, &QToolButton::toggled, this, &TemplateEditor::placeParts);
    m_writing->setRender([this](const QString& markdown) { return previewOf(markdown); });
}

void TemplateEditor::build()
{
    m_name->setObjectName(u"templateName"_s);
    m_name->setMaxLength(200);
    m_title->setObjectName(u"templateTitle"_s);
    m_title->setMaxLength(200);
    m_title->setPlaceholderText(tr("as the template is called"));
    theme::setTextRole(m_saved, theme::TextRole::Muted);
    m_previewWith->setObjectName(u"previewWith"_s);
    m_previewWith->setIcon(icon(u"eye"_s));
    m_showTerms->setIcon(icon(u"signature"_s));
    m_showTerms->setCheckable(true);
    m_showTerms->setChecked(true);
    m_showTerms->setToolTip(tr("How it is signed"));
    m_showTerms->setAccessibleName(tr("How it is signed"));
    m_writing->setPlaceholderText(tr("Write what such contracts say. Type {{ for a token."));
    m_writing->setTokens(contract_words::tokenOffers({}));

    auto* names = new QHBoxLayout;
    names->setSpacing(theme::space::medium);
    names->addWidget(new CaptionedField{tr("&Name of the template"), m_name}, 1);
    names->addWidget(new CaptionedField{tr("&Title of its contracts"), m_title}, 1);
    auto* tools = new QHBoxLayout;
    tools->addWidget(m_previewWith);
    tools->addWidget(m_saved, 1);
    tools->addWidget(m_showTerms);

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

    auto* page = new QWidget;
    page->setObjectName(u"page"_s);
    auto* column = new QVBoxLayout{page};
    column->setContentsMargins(0, 0, theme::space::medium, 0);
    auto* heading = new QLabel{tr("How it is signed")};
    theme::setTextRole(heading, theme::TextRole::Heading);
    column->addWidget(heading);
    column->addWidget(m_terms);
    column->addStretch(1);
    m_side->setWidgetResizable(true);
    m_side->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_side->setMinimumWidth(240);
    m_side->setWidget(page);
    auto* parts = new QSplitter;
    parts->setObjectName(u"loose"_s);
    parts->setHandleWidth(theme::space::large);
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_writing);
    parts->addWidget(m_side);
    parts->setStretchFactor(0, 1);
    parts->setSizes({900, 280});

    auto* all = new QVBoxLayout{this};
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(theme::space::medium);
    all->addLayout(names);
    all->addLayout(tools);
    all->addWidget(m_noticeBar);
    all->addWidget(parts, 1);
}

std::optional<TemplateId> TemplateEditor::current() const
{
    return m_template ? std::optional{m_template->id} : std::nullopt;
}

TemplateEditor::~TemplateEditor()
{
    if (isDirty())
        saveLast();
}

/// Nobody is here to hear how it went: what was typed goes over what is there.
void TemplateEditor::saveLast()
{
    m_database.writeSoon(Actor::studio(), [now = written()](Transaction& transaction) -> Result<void> {
        const auto there = contracts::findTemplate(transaction, now.id);
        if (!there)
            return fail(there.error());
        contracts::ContractTemplate last = now;
        last.version = there->version;
        return contracts::saveTemplate(transaction, last);
    });
}

void TemplateEditor::showTemplate(TemplateId id)
{
    if (isDirty() && (!m_template || m_template->id != id))
        saveLast();
    const auto found =
        m_database.read([id](const Snapshot& snapshot) { return contracts::findTemplate(snapshot, id); });
    if (!found)
        return Q_EMIT failed(words::fault(found.error().fault));
    m_saveSoon.stop();
    m_noticeBar->hide();
    const bool isAnother = !m_template || m_template->id != id;
    take(*found);
    if (isAnother)
        m_writing->setLanguage(found->terms.language);
}

void TemplateEditor::take(const contracts::ContractTemplate& found)
{
    m_isShowing = true;
    m_template = found;
    if (m_name->text().simplified() != found.name)
        m_name->setText(found.name);
    if (m_title->text().simplified() != found.title)
        m_title->setText(found.title);
    m_terms->setTerms(found.terms, found.booksJob);
    if (m_writing->text() != found.terms.text)
        m_writing->setText(found.terms.text);
    m_writing->refreshPreview();
    m_saved->clear();
    m_isShowing = false;
}

contracts::ContractTemplate TemplateEditor::written() const
{
    contracts::ContractTemplate now = *m_template;
    now.name = m_name->text().simplified();
    if (now.name.isEmpty()) // it keeps the last one until it has another
        now.name = m_template->name;
    now.title = m_title->text().simplified();
    m_terms->writeTo(now.terms);
    now.terms.text = m_writing->text();
    now.booksJob = m_terms->booksJob();
    return now;
}

bool TemplateEditor::isDirty() const
{
    return m_template && !areSame(written(), *m_template);
}

void TemplateEditor::touch()
{
    if (m_isShowing || !m_template)
        return;
    theme::setInvalid(m_name, m_name->text().simplified().isEmpty());
    m_saved->setText(isDirty() ? tr("Not saved yet…") : QString{});
    m_saveSoon.start();
}

void TemplateEditor::saveNow()
{
    m_saveSoon.stop();
    if (m_isSaving)
        return;
    if (!isDirty())
        return Q_EMIT settled();
    m_isSaving = true;
    m_database.writeLater(
        Actor::studio(), this,
        [now = written()](Transaction& transaction) -> Result<contracts::ContractTemplate> {
            if (const auto saved = contracts::saveTemplate(transaction, now); !saved)
                return fail(saved.error());
            return contracts::findTemplate(transaction, now.id);
        },
        [this, now = written()](const Result<contracts::ContractTemplate>& saved) {
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

void TemplateEditor::settle()
{
    const auto theirs = m_database.read(
        [this](const Snapshot& snapshot) { return contracts::findTemplate(snapshot, m_template->id); });
    if (!theirs)
        return Q_EMIT failed(words::fault(theirs.error().fault));
    m_template = *theirs;
    m_saved->setText(tr("Not saved"));
    m_notice->setText(tr("Somebody else saved this template meanwhile. Yours is shown, and not saved yet."));
    m_noticeBar->show();
}

void TemplateEditor::setSubject(const PreviewSubject& subject)
{
    m_subject = subject;
    QStringList names;
    for (const QString& name : {subject.contactName, subject.jobTitle}) {
        if (!name.isEmpty())
            names.append(name);
    }
    m_previewWith->setText(names.isEmpty()
                               ? tr("Preview with example values")
                               : tr("Preview with %1").arg(names.join(u", "_s)).replace(u'&', u"&&"_s));
    m_writing->refreshPreview();
}

contracts::TokenValues TemplateEditor::valuesNow() const
{
    if (!m_subject.contact && !m_subject.job)
        return contracts::exampleValues();
    const contracts::ContractTemplate now = written();
    const auto values = m_database.read([&](const Snapshot& snapshot) -> Result<contracts::TokenValues> {
        contracts::TokenSources sources;
        if (m_subject.contact)
            sources.signers = {*m_subject.contact};
        const auto all = brands::all(snapshot);
        if (!all)
            return fail(all.error());
        sources.brand = all->front().details;
        if (m_subject.job) {
            const auto job = jobs::find(snapshot, *m_subject.job);
            if (!job)
                return fail(job.error());
            sources.job = job->details;
            for (const Brand& brand : *all) {
                if (brand.id == job->brand)
                    sources.brand = brand.details;
            }
        }
        sources.title = now.title.isEmpty() ? now.name : now.title;
        sources.language = now.terms.language;
        sources.today = QDate::currentDate();
        return contracts::valuesFor(snapshot, sources);
    });
    return values.value_or({});
}

QString TemplateEditor::previewOf(const QString& markdown) const
{
    if (!m_template)
        return {};
    const contracts::ContractTemplate now = written();
    return contract_words::previewHtml(now.title.isEmpty() ? now.name : now.title,
                                       contracts::renderedContract(markdown, valuesNow()));
}

void TemplateEditor::choosePreview()
{
    auto* dialog = new PreviewSubjectDialog{m_database, m_subject, this};
    connect(dialog, &PreviewSubjectDialog::chosen, this, &TemplateEditor::setSubject);
    dialog->open();
}

void TemplateEditor::placeParts()
{
    const bool isNarrow = width() < narrowest;
    if (isNarrow != m_isNarrow) {
        m_isNarrow = isNarrow;
        if (isNarrow)
            m_wantsTerms = m_showTerms->isChecked();
        const QSignalBlocker quiet{m_showTerms};
        m_showTerms->setChecked(!isNarrow && m_wantsTerms); // in turns, the text comes first
    }
    const bool wantsTerms = m_showTerms->isChecked();
    m_side->setVisible(wantsTerms);
    m_writing->setVisible(!isNarrow || !wantsTerms);
}

void TemplateEditor::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeParts();
}

} // namespace foyer
