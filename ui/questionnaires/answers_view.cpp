// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/questionnaires/answers_view.h"

#include "app/contacts/contact_store.h"
#include "app/items/item_store.h"
#include "app/questionnaires/answers_csv.h"
#include "app/questionnaires/questionnaire_json.h"
#include "app/questionnaires/questionnaire_store.h"
#include "ui/address_book/ask.h"
#include "ui/common/empty_state.h"
#include "ui/common/words.h"
#include "ui/questionnaires/answer_dialog.h"
#include "ui/questionnaires/question_words.h"
#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QSaveFile>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

AnswersView::AnswersView(Database& database, ItemId item, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_item{item}
    , m_shelves{new QStackedWidget}
    , m_recipients{new QListWidget}
    , m_revision{new QComboBox}
    , m_text{new QTextBrowser}
    , m_answer{new QPushButton{icon(u"pencil"_s), tr("&Answer for Them…")}}
    , m_reopen{new QPushButton{icon(u"lock-open"_s), tr("Open A&gain…")}}
    , m_csv{new QPushButton{icon(u"file-down"_s), tr("Save as &CSV…")}}
    , m_proposals{new QWidget}
    , m_proposalRows{new QVBoxLayout{m_proposals}}
{
    m_recipients->setObjectName(u"recipients"_s);
    m_recipients->setAccessibleName(tr("Recipients"));
    m_recipients->setMinimumWidth(180);
    m_recipients->setWordWrap(true);
    m_recipients->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_recipients, &QListWidget::currentRowChanged, this, &AnswersView::showRecipient);
    auto* parts = new QSplitter;
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_recipients);
    parts->addWidget(makeReader());
    parts->setSizes({300, 700});
    m_shelves->addWidget(
        new EmptyState{u"inbox"_s, tr("No answers yet"),
                       tr("Once you have sent this questionnaire, you see here what each recipient "
                          "has filled in and submitted.")});
    m_shelves->addWidget(parts);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, theme::space::medium, 0, 0);
    layout->addWidget(m_shelves);
    reload();
}

QWidget* AnswersView::makeReader()
{
    m_revision->setObjectName(u"revision"_s);
    m_revision->setAccessibleName(tr("Which answers"));
    m_text->setObjectName(u"answers"_s);
    m_text->setAccessibleName(tr("The answers"));
    m_text->setOpenLinks(false);
    m_answer->setObjectName(u"answerFor"_s);
    m_reopen->setObjectName(u"reopen"_s);
    m_csv->setObjectName(u"saveCsv"_s);
    m_proposals->setObjectName(u"proposals"_s);
    theme::makeNotice(m_proposals, theme::Tone::Accent);
    connect(m_revision, &QComboBox::currentIndexChanged, this, &AnswersView::showAnswers);
    connect(m_answer, &QPushButton::clicked, this, &AnswersView::answerForCurrent);
    connect(m_reopen, &QPushButton::clicked, this, &AnswersView::reopenCurrent);
    connect(m_csv, &QPushButton::clicked, this, &AnswersView::chooseCsvFile);
    auto* head = new QHBoxLayout;
    head->addWidget(m_revision, 1);
    head->addWidget(m_answer);
    head->addWidget(m_reopen);
    head->addWidget(m_csv);
    auto* reader = new QWidget;
    auto* layout = new QVBoxLayout{reader};
    layout->setContentsMargins(theme::space::large, 0, 0, 0);
    layout->setSpacing(theme::space::medium);
    layout->addLayout(head);
    layout->addWidget(m_proposals);
    layout->addWidget(m_text, 1);
    return reader;
}

Result<AnswersView::State> AnswersView::read() const
{
    return m_database.read([this](const Snapshot& snapshot) -> Result<State> {
        const auto item = items::find(snapshot, m_item);
        if (!item)
            return fail(item.error());
        State state{*item, {}, {}, {}, {}, {}, {}};
        if (!item->current)
            return state;
        auto questions = questionnaires::sentQuestions(snapshot, *item);
        auto sheets = questionnaires::sheetsOf(snapshot, m_item);
        auto revisions = questionnaires::revisionsOf(snapshot, m_item);
        auto proposals = questionnaires::proposals(snapshot, m_item);
        for (const Error* error :
             {questions ? nullptr : &questions.error(), sheets ? nullptr : &sheets.error(),
              revisions ? nullptr : &revisions.error(), proposals ? nullptr : &proposals.error()}) {
            if (error)
                return fail(*error);
        }
        state.questions = std::move(*questions);
        for (auto& sheet : *sheets)
            state.sheets.emplace(sheet.contact, std::move(sheet));
        state.revisions = std::move(*revisions);
        state.proposals = std::move(*proposals);
        for (const auto& revision : state.revisions) {
            if (state.versions.contains(revision.version))
                continue;
            const auto version = items::version(snapshot, revision.version);
            if (!version)
                return fail(version.error());
            auto asked = questionnaireFromBytes(version->content);
            if (!asked)
                return fail(asked.error());
            state.versions.emplace(revision.version, std::move(*asked));
        }
        for (const ItemRecipient& recipient : item->recipients) {
            const auto contact = contacts::brief(snapshot, recipient.contact);
            state.names.emplace(recipient.contact, contact ? contact->name : QString{});
        }
        return state;
    });
}

QString AnswersView::statusOf(const ItemRecipient& recipient) const
{
    if (recipient.doneAt)
        return tr("Submitted %1").arg(words::moment(*recipient.doneAt));
    const auto sheet = m_state->sheets.find(recipient.contact);
    if (sheet != m_state->sheets.end() && !sheet->second.answers.isEmpty())
        return tr("Half-filled, %1").arg(words::moment(sheet->second.savedAt));
    return tr("Not begun");
}

void AnswersView::reload()
{
    auto state = read();
    if (!state) {
        Q_EMIT failed(words::fault(state.error().fault));
        return;
    }
    const auto before = current();
    m_state = std::move(*state);
    m_shelves->setCurrentIndex(m_state->item.sentAt ? 1 : 0);
    const QSignalBlocker quiet{m_recipients};
    m_recipients->clear();
    int wanted = 0;
    for (const ItemRecipient& recipient : m_state->item.recipients) {
        auto* line = new QListWidgetItem{m_state->names[recipient.contact] + u'\n' + statusOf(recipient)};
        line->setData(Qt::UserRole, recipient.contact.row());
        line->setIcon(recipient.doneAt ? icon(u"circle-check"_s, IconInk::Success)
                                       : icon(u"clock"_s, IconInk::Muted));
        m_recipients->addItem(line);
        if (before == recipient.contact)
            wanted = m_recipients->count() - 1;
    }
    m_recipients->setCurrentRow(m_recipients->count() > 0 ? wanted : -1);
    m_csv->setEnabled(!m_state->revisions.empty());
    showRecipient();
}

std::optional<ContactId> AnswersView::current() const
{
    const QListWidgetItem* item = m_recipients->currentItem();
    return item ? std::optional{ContactId{item->data(Qt::UserRole).toLongLong()}} : std::nullopt;
}

void AnswersView::showRecipient()
{
    const auto contact = current();
    const QSignalBlocker quiet{m_revision};
    m_revision->clear();
    bool isWaiting = false;
    if (contact) {
        for (const ItemRecipient& recipient : m_state->item.recipients) {
            if (recipient.contact == *contact)
                isWaiting = recipient.toDo == ToDo::Answer;
        }
        if (isWaiting)
            m_revision->addItem(tr("Half-filled"), 0);
        for (auto revision = m_state->revisions.rbegin(); revision != m_state->revisions.rend(); ++revision) {
            if (revision->contact != *contact)
                continue;
            const QString by =
                revision->submittedBy == "studio"_L1 ? tr("by the studio") : tr("by themselves");
            m_revision->addItem(
                tr("Revision %1, %2, %3", "number, date and time, by whom")
                    .arg(QString::number(revision->number), words::moment(revision->submittedAt), by),
                revision->number);
        }
    }
    m_answer->setEnabled(isWaiting);
    m_reopen->setEnabled(contact && !isWaiting && m_revision->count() > 0);
    showAnswers();
    showProposals();
}

void AnswersView::showAnswers()
{
    const auto contact = current();
    if (!contact) {
        m_text->clear();
        return;
    }
    const int number = m_revision->currentData().toInt();
    Questionnaire questions = m_state->questions;
    QJsonObject given;
    if (number == 0) {
        const auto sheet = m_state->sheets.find(*contact);
        if (sheet != m_state->sheets.end())
            given = sheet->second.answers;
    }
    for (const auto& revision : m_state->revisions) {
        if (number == 0 || revision.contact != *contact || revision.number != number)
            continue;
        questions = m_state->versions.at(revision.version);
        given = revision.answers;
    }
    const QString muted = theme::coloursOf(palette()).muted.name();
    const auto shown = answers::shownQuestions(questions, given);
    QString html;
    for (const auto& question : questions.questions) {
        if (!shown.contains(question.id))
            continue;
        const QString label = question.label.toHtmlEscaped();
        if (question.kind == QuestionKind::Section) {
            html += u"<h3>%1</h3>"_s.arg(label);
            continue;
        }
        const QString words =
            answers::inWords(question, given.value(question.id)).toHtmlEscaped().replace(u'\n', "<br>"_L1);
        html +=
            u"<p style=\"margin: 10px 0 2px 0; color: %1\">%2</p><p style=\"margin: 0 0 6px 0\">%3</p>"_s.arg(
                muted, label, words.isEmpty() ? u"–"_s : words);
    }
    m_text->setHtml(html);
}

void AnswersView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_state)
        showAnswers();
}

void AnswersView::showProposals()
{
    while (QLayoutItem* row = m_proposalRows->takeAt(0)) {
        row->widget()->hide();
        row->widget()->deleteLater();
        delete row;
    }
    const auto contact = current();
    bool isAny = false;
    for (const auto& proposal : m_state->proposals) {
        if (proposal.contact != contact)
            continue;
        isAny = true;
        auto* words =
            new QLabel{tr("%1 – yours: %2 – answered: %3", "field, value of the studio, of the client")
                           .arg(words::mappedField(proposal.field.field),
                                proposal.before.isEmpty() ? tr("nothing") : proposal.before, proposal.after)};
        words->setTextFormat(Qt::PlainText);
        words->setWordWrap(true);
        auto* apply = new QPushButton{tr("Apply")};
        auto* keep = new QPushButton{tr("Keep Ours")};
        apply->setObjectName(u"apply"_s);
        keep->setObjectName(u"keep"_s);
        apply->setAccessibleName(tr("Apply the answer to “%1”").arg(proposal.questionLabel));
        keep->setAccessibleName(tr("Keep ours for “%1”").arg(proposal.questionLabel));
        connect(apply, &QPushButton::clicked, this, [this, proposal] { settle(proposal, true); });
        connect(keep, &QPushButton::clicked, this, [this, proposal] { settle(proposal, false); });
        auto* row = new QWidget;
        auto* layout = new QHBoxLayout{row};
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(words, 1);
        layout->addWidget(apply);
        layout->addWidget(keep);
        m_proposalRows->addWidget(row);
    }
    m_proposals->setVisible(isAny);
}

void AnswersView::settle(const questionnaires::Proposal& proposal, bool isApplied)
{
    m_database.writeLater(
        Actor::studio(), this,
        [item = m_item, contact = proposal.contact, question = proposal.question,
         isApplied](Transaction& transaction) {
            return isApplied ? questionnaires::applyProposal(transaction, item, contact, question)
                             : questionnaires::dismissProposal(transaction, item, contact, question);
        },
        [this](const Result<void>& done) {
            if (!done)
                Q_EMIT failed(done.error().fault == Fault::Invalid
                                  ? tr("The field does not take this answer. Please enter it by hand.")
                                  : words::fault(done.error().fault));
            reload();
        });
}

void AnswersView::answerForCurrent()
{
    const auto contact = current();
    if (!contact)
        return;
    const auto sheet = m_state->sheets.find(*contact);
    const QJsonObject given = answers::tidied(
        m_state->questions, sheet == m_state->sheets.end() ? QJsonObject{} : sheet->second.answers);
    QHash<QString, QString> opened;
    for (auto answer = given.begin(); answer != given.end(); ++answer)
        opened.insert(answer.key(), answers::fingerprint(*answer));
    auto* dialog = new AnswerDialog{m_state->questions, m_state->names[*contact], given, this};
    dialog->setWindowModality(Qt::WindowModal);
    connect(dialog, &AnswerDialog::saveWanted, this,
            [this, dialog, contact = *contact, opened] { save(dialog, contact, opened, false); });
    connect(dialog, &AnswerDialog::submitWanted, this,
            [this, dialog, contact = *contact, opened] { save(dialog, contact, opened, true); });
    dialog->show();
}

void AnswersView::save(AnswerDialog* dialog, ContactId contact, const QHash<QString, QString>& opened,
                       bool isSubmitting)
{
    struct Outcome
    {
        QStringList conflicts;
        std::vector<answers::Problem> problems;
    };
    m_database.writeLater(
        Actor::studio(), dialog,
        [item = m_item, contact, opened, typed = dialog->answers(),
         isSubmitting](Transaction& transaction) -> Result<Outcome> {
            const auto saved = questionnaires::saveAnswers(transaction, item, contact, {typed, opened});
            if (!saved)
                return fail(saved.error());
            if (!saved->conflicts.isEmpty() || !isSubmitting)
                return Outcome{saved->conflicts, {}};
            const auto submitted = questionnaires::submit(transaction, item, contact);
            if (!submitted)
                return fail(submitted.error());
            return Outcome{{}, submitted->problems};
        },
        [dialog](const Result<Outcome>& done) {
            if (!done)
                dialog->refuse(words::fault(done.error().fault));
            else if (!done->conflicts.isEmpty())
                dialog->refuse(
                    tr("They answered the same questions differently meanwhile. Close this and look at "
                       "their answers first; nothing was saved."));
            else if (!done->problems.empty())
                dialog->showProblems(done->problems);
            else
                dialog->accept();
        });
}

void AnswersView::reopenCurrent()
{
    const auto contact = current();
    if (!contact)
        return;
    ask(this,
        {tr("Open Again"), tr("Let %1 answer again?").arg(m_state->names[*contact]),
         tr("They begin with what they submitted, which stays kept as it is. They find the questionnaire "
            "among what "
            "waits for them in the portal."),
         tr("Open Again")},
        this, [this, contact = *contact] {
            m_database.writeLater(
                Actor::studio(), this,
                [item = m_item, contact](Transaction& transaction) {
                    return questionnaires::reopen(transaction, item, contact);
                },
                [this](const Result<void>& done) {
                    if (!done)
                        Q_EMIT failed(words::fault(done.error().fault));
                    reload();
                });
        });
}

Result<void> AnswersView::saveCsv(const QString& name) const
{
    const auto csv = m_database.read(
        [this](const Snapshot& snapshot) { return questionnaires::answersCsv(snapshot, {m_item}); });
    if (!csv)
        return fail(csv.error());
    QSaveFile file{name};
    if (!file.open(QIODevice::WriteOnly) || file.write(*csv) != csv->size() || !file.commit())
        return fail(Fault::Storage, u"%1 cannot be written: %2"_s.arg(name, file.errorString()));
    return {};
}

void AnswersView::chooseCsvFile()
{
    auto* dialog = new QFileDialog{this, tr("Save Answers as CSV")};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->setNameFilter(tr("Tables (*.csv)"));
    dialog->selectFile(tr("answers.csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        if (!saveCsv(file))
            Q_EMIT failed(tr("The file could not be written. Please choose another place."));
    });
    dialog->open();
}

} // namespace foyer
