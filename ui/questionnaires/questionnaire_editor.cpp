// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/questionnaires/questionnaire_editor.h"

#include "app/contacts/contact_store.h"
#include "app/items/announce.h"
#include "app/items/item_store.h"
#include "app/jobs/job_store.h"
#include "app/questionnaires/questionnaire_json.h"
#include "app/questionnaires/questionnaire_rules.h"
#include "app/questionnaires/questionnaire_store.h"
#include "app/questionnaires/questionnaire_templates.h"
#include "ui/address_book/ask.h"
#include "ui/common/words.h"
#include "ui/questionnaires/answers_view.h"
#include "ui/questionnaires/questionnaire_builder.h"
#include "ui/theme/style.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds pause{700}; // while somebody types on

/// Whether the two differ in what this window edits; versions rise with every answer as well.
bool isSameWork(const Item& a, const Item& b)
{
    return a.title == b.title && a.content == b.content && a.dueDay == b.dueDay;
}

} // namespace

void QuestionnaireEditor::load()
{
    auto read =
        m_database.read([this](const Snapshot& snapshot) -> Result<std::pair<Item, std::vector<Person>>> {
            const auto item = items::find(snapshot, m_id);
            if (!item)
                return fail(item.error());
            const auto job = jobs::find(snapshot, item->job);
            if (!job)
                return fail(job.error());
            std::vector<Person> people;
            const auto add = [&](ContactId id) -> Result<void> {
                if (std::any_of(people.begin(), people.end(),
                                [&](const Person& one) { return one.id == id; }))
                    return {};
                const auto contact = contacts::brief(snapshot, id);
                if (!contact)
                    return fail(contact.error());
                if (contact->kind == ContactKind::Person)
                    people.push_back({id, contact->name});
                return {};
            };
            for (const JobPerson& person : job->details.people) {
                if (const auto added = add(person.contact); !added)
                    return fail(added.error());
            }
            for (const ItemRecipient& recipient : item->recipients) {
                if (const auto added = add(recipient.contact); !added)
                    return fail(added.error());
            }
            return std::pair{*item, people};
        });
    auto sent = m_database.read([&](const Snapshot& snapshot) -> Result<std::optional<Questionnaire>> {
        if (!read || !read->first.current)
            return std::optional<Questionnaire>{};
        auto questions = questionnaires::sentQuestions(snapshot, read->first);
        if (!questions)
            return fail(questions.error());
        return std::optional{std::move(*questions)};
    });
    if (!read) {
        say(words::fault(read.error().fault));
        return;
    }
    const bool isOther = !m_item || !isSameWork(*m_item, read->first);
    m_item = std::move(read->first);
    m_people = std::move(read->second);
    m_sent = sent ? std::move(*sent) : std::nullopt;
    if (isOther)
        showItem();
    if (!m_item)
        return; // it cannot be read, and said so
    showRecipients();
    showState();
}

void QuestionnaireEditor::showItem()
{
    const auto questions = questionnaires::workOf(*m_item);
    if (!questions) {
        say(tr("This questionnaire cannot be read. Its questions are shown empty and are not saved."));
        m_item.reset();
        return;
    }
    m_isShowing = true;
    if (m_title->text() != m_item->title)
        m_title->setText(m_item->title);
    m_hasDueDay->setChecked(m_item->dueDay.isValid());
    m_dueDay->setEnabled(m_item->dueDay.isValid());
    m_dueDay->setDate(m_item->dueDay.isValid() ? m_item->dueDay : QDate::currentDate().addDays(14));
    m_closes->setEnabled(m_item->dueDay.isValid());
    m_builder->setTitle(m_item->title);
    if (m_builder->questionnaire() != *questions)
        m_builder->setQuestionnaire(*questions);
    m_isShowing = false;
    showWhole();
}

void QuestionnaireEditor::showWhole()
{
    const bool wasShowing = std::exchange(m_isShowing, true);
    const Questionnaire& questions = m_builder->questionnaire();
    if (m_introduction->toPlainText() != questions.introduction)
        m_introduction->setPlainText(questions.introduction);
    m_closes->setChecked(questions.closesAfterDueDay);
    m_isShowing = wasShowing;
}

void QuestionnaireEditor::showRecipients()
{
    m_isShowing = true;
    for (QCheckBox* box : m_boxes)
        delete box;
    m_boxes.clear();
    for (const Person& person : m_people) {
        auto* box = new QCheckBox{QString{person.name}.replace(u'&', "&&"_L1)};
        box->setObjectName(u"recipient"_s);
        box->setChecked(std::any_of(m_item->recipients.begin(), m_item->recipients.end(),
                                    [&](const ItemRecipient& one) { return one.contact == person.id; }));
        connect(box, &QCheckBox::clicked, this, &QuestionnaireEditor::chooseRecipients);
        m_recipients->addWidget(box);
        m_boxes.push_back(box);
    }
    m_isShowing = false;
}

void QuestionnaireEditor::showState()
{
    QString words;
    theme::Tone tone = theme::Tone::Neutral;
    switch (m_item->state) {
    case ItemState::Draft:
        words = tr("Draft");
        break;
    case ItemState::Sent:
        words = tr("Sent, %1 of %2 answered")
                    .arg(std::count_if(m_item->recipients.begin(), m_item->recipients.end(),
                                       [](const ItemRecipient& one) { return one.doneAt.has_value(); }))
                    .arg(m_item->recipients.size());
        tone = theme::Tone::Accent;
        break;
    case ItemState::Completed:
        words = tr("Answered");
        tone = theme::Tone::Success;
        break;
    case ItemState::Declined:
    case ItemState::Superseded:
    case ItemState::Void:
        words = tr("Taken back");
        break;
    }
    setWindowTitle(tr("%1 – Questionnaire").arg(m_item->title));
    m_stateBadge->setText(words);
    theme::makeBadge(m_stateBadge, tone);
    const bool isOpen = m_item->state == ItemState::Draft || m_item->state == ItemState::Sent;
    m_send->setEnabled(isOpen && !m_item->deletedAt && m_builder->questionnaire() != m_sent);
    m_send->setText(m_item->sentAt ? tr("&Send Changes…") : tr("&Send…"));
    m_saved->setText(m_isDirty || m_isSaving ? tr("Saving …") : tr("Saved"));
}

void QuestionnaireEditor::touch()
{
    if (m_isShowing || !m_item)
        return;
    m_isDirty = true;
    m_builder->setTitle(m_title->text());
    showState();
    m_soon.start(pause);
}

Item QuestionnaireEditor::edited() const
{
    Item item = *m_item;
    // A title is needed; while it is being typed anew, the one it had stays.
    item.title = m_title->text().trimmed().isEmpty() ? m_item->title : m_title->text();
    item.dueDay = m_hasDueDay->isChecked() ? m_dueDay->date() : QDate{};
    item.content = toJson(m_builder->questionnaire());
    return item;
}

void QuestionnaireEditor::saveNow()
{
    m_soon.stop();
    if (m_isDirty)
        save();
}

void QuestionnaireEditor::save()
{
    if (m_isSaving || !m_item)
        return;
    m_isDirty = false;
    m_isSaving = true;
    showState();
    m_database.writeLater(
        Actor::studio(), this,
        [item = edited(), base = *m_item](Transaction& transaction) -> Result<Item> {
            const auto current = items::find(transaction, item.id);
            if (!current)
                return fail(current.error());
            if (!isSameWork(*current, base))
                return fail(Fault::Conflict, u"“%1” was changed meanwhile."_s.arg(current->title));
            Item wished = *current; // sent, answered or shown to others meanwhile: none of that is ours
            wished.title = item.title;
            wished.content = item.content;
            wished.dueDay = item.dueDay;
            if (isSameWork(*current, wished))
                return *current;
            if (const auto kept = items::saveWork(transaction, wished); !kept)
                return fail(kept.error());
            return items::find(transaction, item.id);
        },
        [this](const Result<Item>& result) { saved(result); });
}

void QuestionnaireEditor::saved(const Result<Item>& result)
{
    m_isSaving = false;
    if (!result) {
        m_isDirty = true; // what was typed is still only here
        m_isSendingNext = false;
        if (result.error().fault == Fault::Conflict)
            meetOtherChange();
        else
            say(result.error().fault == Fault::Invalid
                    ? tr("The title is too long to be saved. Please shorten it.")
                    : words::fault(result.error().fault));
        m_saved->setText(tr("Not saved"));
        return;
    }
    m_item = *result;
    m_notice->hide();
    showState();
    if (m_isDirty)
        m_soon.start(pause);
    else if (std::exchange(m_isSendingNext, false))
        askToSend();
}

void QuestionnaireEditor::meetOtherChange()
{
    say(tr("Somebody changed this questionnaire meanwhile. Which one do you want to keep?"), true);
}

void QuestionnaireEditor::chooseRecipients()
{
    if (m_isShowing || !m_item)
        return;
    std::vector<ContactId> recipients;
    for (std::size_t i = 0; i < m_boxes.size(); ++i) {
        if (m_boxes[i]->isChecked())
            recipients.push_back(m_people[i].id);
    }
    m_database.writeLater(
        Actor::studio(), this,
        [id = m_id, recipients](Transaction& transaction) {
            return questionnaires::setRecipients(transaction, id, recipients);
        },
        [this](const Result<void>& done) {
            if (!done)
                say(done.error().fault == Fault::Invalid
                        ? tr("It was sent, so at least one recipient has to stay.")
                        : words::fault(done.error().fault));
            load();
        });
}

void QuestionnaireEditor::useTemplate(TemplateId id)
{
    const auto chosen =
        m_database.read([&](const Snapshot& snapshot) { return questionnaires::findTemplate(snapshot, id); });
    if (!chosen) {
        say(words::fault(chosen.error().fault));
        return;
    }
    // The questions come under those that are here: nothing is lost, and what is too much is soon deleted.
    Questionnaire to = m_builder->questionnaire();
    for (const auto& question : chosen->questions.questions) {
        if (!to.find(question.id))
            to.questions.push_back(question);
    }
    if (to.introduction.isEmpty())
        to.introduction = chosen->questions.introduction;
    m_builder->change(to, tr("Insert Template"));
}

void QuestionnaireEditor::saveAsTemplate()
{
    auto* dialog = new QInputDialog{this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save as Template"));
    dialog->setLabelText(tr("Name of the template"));
    dialog->setTextValue(m_title->text());
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
        m_database.writeLater(
            Actor::studio(), this,
            [name, questions = m_builder->questionnaire()](Transaction& transaction) {
                return questionnaires::addTemplate(transaction, name, questions);
            },
            [this](const Result<TemplateId>& done) {
                if (!done)
                    say(done.error().fault == Fault::Invalid
                            ? tr("A template needs a name that is not too long.")
                            : words::fault(done.error().fault));
            });
    });
    dialog->open();
}

void QuestionnaireEditor::askToSend()
{
    if (!m_item)
        return;
    if (m_isDirty || m_isSaving) { // what is sent is what stands here
        m_isSendingNext = true;
        saveNow();
        return;
    }
    const auto problems = questionnaireProblems(m_builder->questionnaire());
    if (!problems.empty()) {
        m_tabs->setCurrentWidget(m_builder);
        m_builder->select(problems.front().question);
        say(tr("It cannot be sent yet. %1").arg(problems.front().sentence));
        return;
    }
    QStringList names;
    for (const Person& person : m_people) {
        if (std::any_of(m_item->recipients.begin(), m_item->recipients.end(),
                        [&](const ItemRecipient& one) { return one.contact == person.id; }))
            names.append(person.name);
    }
    if (names.isEmpty()) {
        m_tabs->setCurrentIndex(1);
        say(tr("Choose at least one recipient before you send it."));
        return;
    }
    QStringList details{names.join(u"\n"_s)};
    if (m_item->dueDay.isValid())
        details.append(tr("Due %1").arg(words::day(m_item->dueDay)));
    details.append(
        m_item->sentAt
            ? tr("Those who have not answered yet find the new questions; what they filled in "
                 "is kept.")
            : tr("They find it in their portal, and a mail tells them so. What is sent cannot be changed, "
                 "only sent anew."));
    const QString text = m_item->sentAt ? tr("Send the changed questions of “%1”?").arg(m_item->title)
                                        : tr("Send “%1” to these recipients?").arg(m_item->title);
    ask(this, {tr("Send Questionnaire"), text, details.join(u"\n\n"_s), tr("Send")}, this,
        [this] { send(); });
}

void QuestionnaireEditor::send()
{
    m_database.writeLater(
        Actor::studio(), this,
        [id = m_id, version = m_item->version](Transaction& transaction) -> Result<std::vector<ContactId>> {
            if (const auto sent = questionnaires::send(transaction, id, version); !sent)
                return fail(sent.error());
            const auto item = items::find(transaction, id);
            if (!item)
                return fail(item.error());
            std::vector<ContactId> asked; // who answered already has nothing to do
            for (const ItemRecipient& recipient : item->recipients) {
                if (!recipient.doneAt)
                    asked.push_back(recipient.contact);
            }
            return items::announce(transaction, id, asked);
        },
        [this](const Result<std::vector<ContactId>>& done) {
            if (!done) {
                say(done.error().fault == Fault::Conflict
                        ? tr("It changed while you were asked, so it was not sent. Please look at it again.")
                        : words::fault(done.error().fault));
                load();
                return;
            }
            load();
            QStringList unreached;
            for (const Person& person : m_people) {
                if (std::find(done->begin(), done->end(), person.id) != done->end())
                    unreached.append(person.name);
            }
            if (!unreached.isEmpty())
                say(tr("No mail reaches %1: there is no email, or the portal is off. Please tell them "
                       "yourself.")
                        .arg(QLocale{}.createSeparatedList(unreached)));
            Q_EMIT sent(m_id);
        });
}

void QuestionnaireEditor::say(const QString& sentence, bool isConflict)
{
    m_noticeText->setText(sentence);
    m_keepMine->setVisible(isConflict);
    m_takeTheirs->setVisible(isConflict);
    m_notice->show();
}

QuestionnaireEditor::~QuestionnaireEditor()
{
    if (!m_isDirty || !m_item)
        return;
    m_database.writeSoon(
        Actor::studio(), [item = edited(), base = *m_item](Transaction& transaction) -> Result<void> {
            const auto current = items::find(transaction, item.id);
            if (!current)
                return fail(current.error());
            if (!isSameWork(*current, base))
                return fail(Fault::Conflict, u"“%1” was changed meanwhile."_s.arg(current->title));
            Item wished = *current;
            wished.title = item.title;
            wished.content = item.content;
            wished.dueDay = item.dueDay;
            return items::saveWork(transaction, wished);
        });
}

} // namespace foyer
