// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/rehearsal_dialog.h"

#include "app/contacts/contact_store.h"
#include "ui/automations/automation_words.h"
#include "ui/automations/job_finder.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;
using automations::Rehearsed;
using automations::RehearsedStep;
using automations::StepState;

namespace {

constexpr int narrowPx = 760; ///< below it the parts stand below each other

enum Shelf
{
    TextShelf,
    MailShelf
};

bool isMail(const RehearsedStep& step)
{
    return !step.subject.isEmpty() || !step.html.isEmpty() || !step.text.isEmpty();
}

QIcon signOf(const RehearsedStep& step)
{
    switch (step.state) {
    case StepState::Skipped:
        return icon(u"circle-x"_s, IconInk::Muted);
    case StepState::Failed:
        return icon(u"triangle-alert"_s, IconInk::Danger);
    case StepState::Asking:
        return icon(u"circle-help"_s, IconInk::Accent);
    case StepState::Waiting:
        return icon(u"hourglass"_s, IconInk::Muted);
    case StepState::Done:
        break;
    }
    return isMail(step) ? icon(u"mail"_s, IconInk::Accent) : icon(u"circle-check"_s, IconInk::Success);
}

} // namespace

RehearsalDialog::RehearsalDialog(Database& database, const QString& name, AutomationContent content,
                                 QWidget* parent)
    : QDialog{parent}
    , m_database{database}
    , m_content{std::move(content)}
    , m_finder{new JobFinder{database}}
    , m_parts{new QSplitter}
    , m_said{new QLabel{tr("Choose a job. It is played as if this began for it now; nothing of it happens.")}}
    , m_timeline{new QListWidget}
    , m_note{new QLabel}
    , m_shelves{new QStackedWidget}
    , m_what{new QLabel}
    , m_mail{new UnsentMail}
{
    setObjectName(u"rehearsal"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(name.isEmpty() ? tr("Rehearsal") : tr("Rehearsal of “%1”").arg(name));
    if (auto choices = m_database.read(studioChoices))
        m_choices = std::move(*choices);
    m_said->setObjectName(u"rehearsalSaid"_s);
    m_said->setTextFormat(Qt::PlainText);
    m_said->setWordWrap(true);
    theme::setTextRole(m_said, theme::TextRole::Muted);

    auto* left = new QWidget;
    auto* jobs = new QVBoxLayout{left};
    jobs->setContentsMargins(0, 0, 0, 0);
    jobs->setSpacing(theme::space::small);
    auto* heading = new QLabel{tr("For the job")};
    theme::setTextRole(heading, theme::TextRole::Heading);
    jobs->addWidget(heading);
    jobs->addWidget(m_finder, 1);
    left->setMinimumSize(200, 130);
    m_parts->setObjectName(u"loose"_s);
    m_parts->setChildrenCollapsible(false);
    m_parts->setHandleWidth(theme::space::large);
    m_parts->addWidget(left);
    m_parts->addWidget(makeResult());
    m_parts->setStretchFactor(1, 1);
    m_parts->setSizes({260, 700});
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Close};
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(theme::space::page, theme::space::large, theme::space::page,
                               theme::space::large);
    column->setSpacing(theme::space::medium);
    auto* what = new QLabel{words::summary(m_content)};
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    column->addWidget(what);
    column->addWidget(m_parts, 1);
    column->addWidget(buttons);
    column->setSizeConstraint(QLayout::SetNoConstraint); // its parts change places when it is narrow
    setMinimumSize(420, 420);
    resize(1000, 680);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_finder, &JobFinder::chosen, this, &RehearsalDialog::play);
    connect(m_timeline, &QListWidget::currentRowChanged, this, &RehearsalDialog::showStep);
    m_finder->setFocus();
}

QWidget* RehearsalDialog::makeResult()
{
    m_timeline->setObjectName(u"timeline"_s);
    m_timeline->setAccessibleName(tr("What would happen"));
    m_timeline->setIconSize({theme::iconPx, theme::iconPx});
    m_timeline->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_timeline->setWordWrap(true);
    m_timeline->setTextElideMode(Qt::ElideNone);
    m_timeline->setResizeMode(QListView::Adjust);
    m_timeline->setMinimumHeight(110);
    m_note->setObjectName(u"rehearsalNote"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    theme::makeNotice(m_note, theme::Tone::Neutral);
    m_note->hide();
    m_what->setObjectName(u"rehearsedStep"_s);
    m_what->setTextFormat(Qt::PlainText);
    m_what->setWordWrap(true);
    m_what->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_what->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_shelves->insertWidget(TextShelf, m_what);
    m_shelves->insertWidget(MailShelf, m_mail);
    auto* upper = new QWidget;
    auto* timeline = new QVBoxLayout{upper};
    timeline->setContentsMargins(0, 0, 0, 0);
    timeline->setSpacing(theme::space::small);
    timeline->addWidget(m_said);
    timeline->addWidget(m_timeline, 1);
    timeline->addWidget(m_note);
    auto* halves = new QSplitter{Qt::Vertical};
    halves->setObjectName(u"loose"_s);
    halves->setChildrenCollapsible(false);
    halves->setHandleWidth(theme::space::large);
    halves->addWidget(upper);
    halves->addWidget(m_shelves);
    halves->setSizes({280, 360});
    return halves;
}

void RehearsalDialog::play(JobId job)
{
    m_job = job;
    if (!m_isPlaying)
        start();
}

void RehearsalDialog::start()
{
    m_isPlaying = true;
    m_said->setText(tr("Playing …"));
    m_database.rehearseLater(
        Actor::studio(), this,
        [content = m_content, job = *m_job](Rehearsal& rehearsal) {
            return automations::rehearse(rehearsal, content, job);
        },
        [this, job = *m_job](const Result<Rehearsed>& rehearsed) {
            m_isPlaying = false;
            if (m_job != job) // somebody went on in the list meanwhile
                return start();
            showResult(rehearsed);
            Q_EMIT played();
        });
}

void RehearsalDialog::showResult(const Result<Rehearsed>& rehearsed)
{
    m_shown = rehearsed ? *rehearsed : Rehearsed{};
    {
        const QSignalBlocker quiet{m_timeline};
        m_timeline->clear();
        for (const RehearsedStep& step : m_shown.steps) {
            auto* item = new QListWidgetItem{signOf(step), lineOf(step), m_timeline};
            item->setData(Qt::AccessibleTextRole, item->text());
        }
    }
    if (!rehearsed) {
        qWarning("rehearsal: %s", qPrintable(rehearsed.error().detail));
        m_said->setText(rehearsed.error().fault == Fault::Invalid
                            ? tr("It cannot be played: %1").arg(rehearsed.error().detail)
                            : tr("It cannot be played. %1").arg(words::fault(rehearsed.error().fault)));
    } else if (m_shown.steps.empty()) {
        m_said->setText(tr("Nothing would happen."));
    } else {
        m_said->setText(tr("%n thing(s) would happen:", nullptr, int(m_shown.steps.size())));
    }
    const bool hasEnd = rehearsed && !m_shown.steps.empty();
    m_note->setText(!m_shown.note.isEmpty() ? m_shown.note : hasEnd ? tr("Then it ends.") : QString{});
    m_note->setVisible(!m_note->text().isEmpty());
    m_timeline->setCurrentRow(m_shown.steps.empty() ? -1 : 0);
    showStep();
}

/// "12 May 2027, 09:00 · Mail: Thank you, to Ada Nachtigall"
QString RehearsalDialog::lineOf(const RehearsedStep& step) const
{
    QString what = step.what;
    if (step.position >= 0 && std::size_t(step.position) < m_content.steps.size())
        what = words::step(m_content.steps[std::size_t(step.position)], m_choices);
    QString person = step.toName;
    if (person.isEmpty() && step.contact) {
        const auto brief = m_database.read(
            [&](const Snapshot& snapshot) { return contacts::brief(snapshot, *step.contact); });
        person = brief ? brief->name : QString{};
    }
    if (isMail(step))
        what = tr("Mail “%1” to %2", "subject, name").arg(step.subject, person);
    else if (!person.isEmpty())
        what = tr("%1 (%2)", "what, name").arg(what, person);
    switch (step.state) {
    case StepState::Skipped:
        what = tr("%1: skipped, because %2", "what, reason").arg(what, step.reason);
        break;
    case StepState::Failed:
        what = tr("%1: fails, because %2", "what, reason").arg(what, step.reason);
        break;
    case StepState::Asking:
        what = tr("%1: asks you first", "what").arg(what);
        break;
    case StepState::Done:
    case StepState::Waiting:
        break;
    }
    return tr("%1 · %2", "date and time, what").arg(words::moment(step.at), what);
}

void RehearsalDialog::showStep()
{
    const int row = m_timeline->currentRow();
    if (row < 0 || row >= int(m_shown.steps.size())) {
        m_what->clear();
        m_shelves->setCurrentIndex(TextShelf);
        return;
    }
    const RehearsedStep& step = m_shown.steps[std::size_t(row)];
    if (isMail(step)) {
        m_mail->show({step.toName, step.toAddress, step.subject, step.text, step.html});
        m_shelves->setCurrentIndex(MailShelf);
        return;
    }
    QStringList lines{m_timeline->item(row)->text()};
    if (!step.reason.isEmpty() && step.state != StepState::Skipped && step.state != StepState::Failed)
        lines.append(step.reason);
    m_what->setText(lines.join(u"\n\n"_s));
    m_shelves->setCurrentIndex(TextShelf);
}

void RehearsalDialog::resizeEvent(QResizeEvent* event)
{
    QDialog::resizeEvent(event);
    const Qt::Orientation wanted = width() < narrowPx ? Qt::Vertical : Qt::Horizontal;
    if (m_parts->orientation() == wanted)
        return;
    m_parts->setOrientation(wanted);
    m_parts->setSizes(wanted == Qt::Vertical ? QList{150, 500} : QList{260, 700});
}

} // namespace foyer
