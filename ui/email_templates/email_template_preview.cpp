// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/email_templates/email_template_preview.h"

#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/jobs/job_store.h"
#include "app/mail/mail_body.h"
#include "app/portal_access/addresses.h"
#include "ui/common/mail_view.h"
#include "ui/common/words.h"
#include "ui/contracts/preview_subject_dialog.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;
using email_templates::TextProblem;

namespace {

const QString masked = u"••••••••"_s;

} // namespace

EmailTemplatePreview::EmailTemplatePreview(const Database& database, std::function<QString()> portalOrigin,
                                           QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_portalOrigin{std::move(portalOrigin)}
    , m_with{new QPushButton{tr("Preview with example values")}}
    , m_subjectLine{new QLabel}
    , m_missing{new QLabel}
    , m_sheet{new MailSheet}
{
    m_with->setObjectName(u"previewWith"_s);
    m_with->setIcon(icon(u"eye"_s));
    m_subjectLine->setObjectName(u"previewSubjectLine"_s);
    m_subjectLine->setTextFormat(Qt::PlainText);
    m_subjectLine->setWordWrap(true);
    theme::setTextRole(m_subjectLine, theme::TextRole::Heading);
    m_missing->setObjectName(u"unresolved"_s);
    m_missing->setTextFormat(Qt::PlainText);
    m_missing->setWordWrap(true);
    theme::makeNotice(m_missing, theme::Tone::Warning);
    m_missing->hide();
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::small);
    column->addWidget(m_with, 0, Qt::AlignLeft);
    column->addWidget(m_subjectLine);
    column->addWidget(m_missing);
    column->addWidget(m_sheet, 1);
    connect(m_with, &QPushButton::clicked, this, &EmailTemplatePreview::choose);
}

void EmailTemplatePreview::showText(const email_templates::TemplateText& text, const QString& language)
{
    m_text = text;
    m_language = language;
    render();
}

void EmailTemplatePreview::setSubject(const PreviewSubject& subject)
{
    m_subject = subject;
    QStringList names;
    for (const QString& name : {subject.contactName, subject.jobTitle}) {
        if (!name.isEmpty())
            names.append(name);
    }
    m_with->setText(names.isEmpty() ? tr("Preview with example values")
                                    : tr("Preview with %1").arg(names.join(u", "_s)).replace(u'&', u"&&"_s));
    render();
}

void EmailTemplatePreview::choose()
{
    auto* dialog = new PreviewSubjectDialog{m_database, m_subject, this};
    connect(dialog, &PreviewSubjectDialog::chosen, this, &EmailTemplatePreview::setSubject);
    dialog->open();
}

Result<EmailTemplatePreview::Look> EmailTemplatePreview::look(const Snapshot& snapshot) const
{
    const auto all = brands::all(snapshot);
    if (!all)
        return fail(all.error());
    BrandId which = all->front().id;
    if (m_subject.contact) {
        const auto contact = contacts::find(snapshot, *m_subject.contact);
        if (!contact)
            return fail(contact.error());
        which = contact->brand;
    }
    if (m_subject.job) {
        const auto job = jobs::find(snapshot, *m_subject.job);
        if (!job)
            return fail(job.error());
        which = job->brand;
    }
    const auto brand = brands::find(snapshot, which);
    if (!brand)
        return fail(brand.error());
    const auto addresses = portal_access::addresses(snapshot, m_portalOrigin());
    if (!addresses)
        return fail(addresses.error());
    Look found{{},
               brand->details.name,
               brand->details.accent,
               brand->details.website,
               addresses->studioOrigin.isEmpty() ? u"https://portal.example.com/"_s + masked
                                                 : addresses->directLink(brand->details, masked)};
    if (!m_subject.contact) {
        found.values = email_templates::exampleValues();
        return found;
    }
    auto values = email_templates::valuesFor(
        snapshot, {*m_subject.contact, which, m_subject.job, std::nullopt, m_language});
    if (!values)
        return fail(values.error());
    found.values = std::move(*values);
    return found;
}

void EmailTemplatePreview::render()
{
    const auto found = m_database.read([this](const Snapshot& snapshot) { return look(snapshot); });
    if (!found) {
        m_subjectLine->clear();
        m_missing->hide();
        return m_sheet->showSentence(words::fault(found.error().fault));
    }
    const email_templates::FilledText text = email_templates::filled(m_text, found->values);
    QStringList missing;
    for (const TextProblem& problem : text.problems) {
        const QString token = u"{{%1}}"_s.arg(problem.name);
        if (problem.kind == TextProblem::Kind::Unresolved && !missing.contains(token))
            missing.append(token);
    }
    m_missing->setVisible(!missing.isEmpty());
    m_missing->setText(tr("Nothing is known that could stand for %1, so this mail would not be sent to them.")
                           .arg(missing.join(u", "_s)));
    m_subjectLine->setText(text.subject);
    const mail::RenderedBody body =
        mail::rendered(text.body, {found->portalLink, found->portalLink},
                       {found->brand, found->accent, found->website, m_language, {}});
    m_sheet->showMail(body.html, body.text);
}

} // namespace foyer
