// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/questionnaires.h"

#include "app/questionnaires/answer_store.h"
#include "app/questionnaires/questionnaire_store.h"
#include "portal_server/portal/item_pages.h"
#include "portal_server/portal/kept_answers.h"
#include "portal_server/portal/questionnaire_form.h"
#include "portal_server/portal/seen_stamp.h"

#include <QJsonDocument>

namespace foyer::web {

using namespace Qt::StringLiterals;
using Question = Questionnaire::Question;

namespace {

constexpr int refused = 422;
constexpr int conflict = 409;

/// What a page needs, all of one moment.
struct Sheet
{
    Questionnaire questions;
    QJsonObject answers; ///< half-filled
    std::optional<questionnaires::AnswerRevision> submitted;
    Questionnaire submittedQuestions; ///< as they were when they were answered
};

bool isWaiting(const items::ShownItem& shown)
{
    return shown.item.state == ItemState::Sent && shown.own.toDo == ToDo::Answer;
}

Result<Sheet> readSheet(const Visit& visit, const items::ShownItem& shown)
{
    return visit.studio.read([&](const Snapshot& snapshot) -> Result<Sheet> {
        const Item& item = shown.item;
        auto questions = questionnaires::sentQuestions(snapshot, item);
        if (!questions)
            return fail(questions.error());
        const ContactId contact = visit.client->contact;
        Sheet read{std::move(*questions), {}, {}, {}};
        read.submittedQuestions = read.questions;
        if (!isWaiting(shown)) {
            auto submitted = questionnaires::lastRevision(snapshot, item.id, contact);
            if (!submitted)
                return fail(submitted.error());
            read.submitted = std::move(*submitted);
        }
        if (!read.submitted) {
            const auto sheet = questionnaires::sheetOf(snapshot, item.id, contact);
            if (!sheet)
                return fail(sheet.error());
            read.answers = *sheet ? (*sheet)->answers : QJsonObject{};
        }
        if (read.submitted && item.current && read.submitted->version != *item.current) {
            Item answered = item;
            answered.current = read.submitted->version;
            auto earlier = questionnaires::sentQuestions(snapshot, answered);
            if (!earlier)
                return fail(earlier.error());
            read.submittedQuestions = std::move(*earlier);
        }
        return read;
    });
}

View itemView(const Visit& visit, const items::ShownItem& shown)
{
    View view = baseView(visit);
    view.text("item_title", shown.item.title)
        .text("job_title", shown.jobTitle)
        .text("questionnaire_url", itemUrl(visit, ItemKind::Questionnaire, shown.item.uid));
    return view;
}

/// What was answered, to read and to print.
Response answersPage(const Visit& visit, const items::ShownItem& shown, const Questionnaire& questions,
                     const QJsonObject& answers, const QString& title, const QString& lead, int status = 200)
{
    View view = itemView(visit, shown);
    view.text("title", title).text("lead", lead);
    fillAnswers(view, questions, answers);
    return page(visit, u"questionnaire_answers"_s, std::move(view), status);
}

Response submittedPage(const Visit& visit, const items::ShownItem& shown, const Sheet& sheet, bool isJustNow)
{
    const QString day = dayText(toLocal(sheet.submitted->submittedAt).date());
    const QString lead =
        sheet.submitted->submittedBy == "studio"_L1
            ? u"We filled this in for you on %1. If something is not right, please tell us."_s.arg(day)
            : u"You sent us these answers on %1. If something has changed, please tell us."_s.arg(day);
    return answersPage(visit, shown, sheet.submittedQuestions, sheet.submitted->answers,
                       isJustNow ? u"Thank you, we have your answers"_s : shown.item.title, lead);
}

Response closedPage(const Visit& visit, const items::ShownItem& shown, const Questionnaire& questions,
                    const QJsonObject& answers, int status)
{
    return answersPage(
        visit, shown, questions, answers, shown.item.title,
        u"The time for answers ended on %1. Below is what you had filled in. If you would like to "
        "change or add something, please tell us."_s.arg(dayText(shown.item.dueDay)),
        status);
}

struct FormPage
{
    ShownAnswers shown;
    QString opened;
    QString news = {}; ///< one sentence above the form about something that happened meanwhile
    int status = 200;
};

Response formPage(const Visit& visit, const items::ShownItem& shown, const Questionnaire& questions,
                  FormPage form)
{
    const QDate due = shown.item.dueDay;
    const bool isOverdue =
        questionnaires::isOverdue(shown.item, questionnaires::studioDay(visit.studio.now()));
    QString deadline;
    if (due.isValid() && isOverdue)
        deadline = u"We had asked for your answers by %1. You can still send them."_s.arg(dayText(due));
    else if (due.isValid() && questions.closesAfterDueDay)
        deadline = u"Please answer by %1; after that day it is closed."_s.arg(dayText(due));
    else if (due.isValid())
        deadline = u"Please answer by %1."_s.arg(dayText(due));
    View view = itemView(visit, shown);
    view.optionalText("introduction", questions.introduction)
        .optionalText("deadline", deadline)
        .flag("is_overdue", isOverdue)
        .optionalText("news", form.news)
        .text("version", shown.item.current->text())
        .text("seen", seenText(visit, shown.item.uid, {*shown.item.current, {}, visit.studio.now()}))
        .text("opened", form.opened);
    fillQuestions(view, questions, form.shown);
    return page(visit, u"questionnaire"_s, std::move(view), form.status);
}

Response scriptAnswer(int status, const QString& state, const QString& opened = {})
{
    Response response;
    response.status = status;
    response.contentType = "application/json";
    response.body =
        QJsonDocument{QJsonObject{{u"state"_s, state}, {u"opened"_s, opened}}}.toJson(QJsonDocument::Compact);
    return response;
}

/// What one POST did.
struct Outcome
{
    questionnaires::SheetSaved saved;
    questionnaires::Submitted submitted;
};

class Answering
{
public:
    Answering(const Visit& visit, Database& studio, const items::ShownItem& shown,
              const Questionnaire& questions)
        : m_visit{visit}
        , m_studio{studio}
        , m_shown{shown}
        , m_questions{questions}
        , m_typed{answersFrom(visit.form, questions)}
        , m_isScript{visit.form.value(u"by"_s) == "script"_L1}
    {
    }

    /// Everything as it was typed, nothing done.
    Response again(const QString& spare, const QString& news, int status)
    {
        return formPage(
            m_visit, m_shown, m_questions,
            {{.answers = m_typed, .spare = spare}, m_visit.form.value(u"opened"_s), news, status});
    }

    /// The studio sent other questions since the form was opened.
    Response changed()
    {
        if (m_isScript)
            return scriptAnswer(conflict, u"conflict"_s);
        return again({},
                     u"We changed some of the questions meanwhile. What you typed is still here; please look "
                     "through it once more."_s,
                     conflict);
    }

    Response save(bool isSubmitting)
    {
        const auto outcome = m_studio.write(
            Actor::client(m_visit.client->contact, m_visit.request.peer.address),
            [&](Transaction& transaction) -> Result<Outcome> {
                auto saved =
                    questionnaires::saveAnswers(transaction, m_shown.item.id, m_visit.client->contact,
                                                {m_typed, openedFrom(m_visit.form), m_shown.item.current});
                if (!saved)
                    return fail(saved.error());
                Outcome done{std::move(*saved), {}};
                if (!isSubmitting || !done.saved.conflicts.isEmpty())
                    return done;
                auto submitted =
                    questionnaires::submit(transaction, m_shown.item.id, m_visit.client->contact, shownAt());
                if (!submitted)
                    return fail(submitted.error());
                done.submitted = std::move(*submitted);
                return done;
            });
        if (!outcome)
            return failed(outcome.error());
        if (!outcome->saved.conflicts.isEmpty())
            return conflictPage(outcome->saved);
        const QJsonObject& kept = outcome->saved.sheet.answers;
        if (m_isScript)
            return scriptAnswer(200, u"saved"_s, openedText(m_questions, kept));
        const QString url = itemUrl(m_visit, ItemKind::Questionnaire, m_shown.item.uid);
        if (!isSubmitting)
            return redirect(url + u"?saved"_s);
        if (!outcome->submitted.revision)
            return formPage(
                m_visit, m_shown, m_questions,
                {{.answers = answers::tidied(m_questions, kept), .problems = outcome->submitted.problems},
                 openedText(m_questions, kept),
                 {},
                 refused});
        // Where no history is shown, this is the one time to see it: hence no redirect then.
        if (std::holds_alternative<items::ShownItem>(shownItem(m_visit, ItemKind::Questionnaire)))
            return redirect(url + u"?sent"_s);
        return submittedPage(m_visit, m_shown,
                             {m_questions, kept, std::move(outcome->submitted.revision), m_questions}, true);
    }

private:
    /// When these very questions were put on the page that is sent now.
    std::optional<Instant> shownAt() const
    {
        const auto seen = readSeen(m_visit, m_shown.item.uid);
        return seen && seen->version == *m_shown.item.current ? std::optional{seen->at} : std::nullopt;
    }

    Response failed(const Error& error)
    {
        if (error.fault == Fault::Denied && m_isScript)
            return scriptAnswer(conflict, u"closed"_s);
        if (error.fault == Fault::Denied)
            return closedPage(m_visit, m_shown, m_questions, m_typed, conflict);
        // Between our reading and our writing: other questions were sent; or it was submitted on another
        // device, or taken back.
        const auto found = error.fault == Fault::Conflict
                               ? shownItem(m_visit, ItemKind::Questionnaire)
                               : std::variant<items::ShownItem, Response>{Response{}};
        if (const auto* now = std::get_if<items::ShownItem>(&found);
            now && isWaiting(*now) && now->item.current != m_shown.item.current)
            return answerQuestionnaire(m_visit, m_studio);
        if (error.fault == Fault::Conflict && m_isScript)
            return scriptAnswer(conflict, u"done"_s);
        if (error.fault == Fault::Conflict)
            return redirect(itemUrl(m_visit, ItemKind::Questionnaire, m_shown.item.uid));
        return failurePage(m_visit, error);
    }

    Response conflictPage(const questionnaires::SheetSaved& saved)
    {
        if (m_isScript)
            return scriptAnswer(conflict, u"conflict"_s);
        const QJsonObject elsewhere = answers::tidied(m_questions, saved.sheet.answers);
        const auto opened = openedFrom(m_visit.form);
        QJsonObject answers = m_typed;
        for (const Question& question : m_questions.questions) {
            const QJsonValue theirs = elsewhere.value(question.id);
            // Not touched in this form: then what the other device says is what stands here now.
            if (answers::fingerprint(m_typed.value(question.id)) != opened.value(question.id))
                continue;
            if (theirs.isUndefined())
                answers.remove(question.id);
            else
                answers.insert(question.id, theirs);
        }
        return formPage(m_visit, m_shown, m_questions,
                        {{.answers = answers, .elsewhere = elsewhere, .conflicts = saved.conflicts},
                         openedText(m_questions, elsewhere),
                         {},
                         conflict});
    }

    const Visit& m_visit;
    Database& m_studio;
    const items::ShownItem& m_shown;
    const Questionnaire& m_questions;
    const QJsonObject m_typed;
    const bool m_isScript;
};

} // namespace

Response showQuestionnaire(const Visit& visit)
{
    const auto found = shownItem(visit, ItemKind::Questionnaire);
    if (const auto* instead = std::get_if<Response>(&found))
        return *instead;
    const auto& shown = std::get<items::ShownItem>(found);
    const auto sheet = readSheet(visit, shown);
    if (!sheet)
        return failurePage(visit, sheet.error());
    if (!isWaiting(shown)) {
        if (sheet->submitted)
            return submittedPage(visit, shown, *sheet, visit.request.query == "sent");
        return answersPage(
            visit, shown, sheet->questions, sheet->answers, shown.item.title,
            u"This questionnaire is not needed any more. There is nothing left for you to do."_s);
    }
    if (questionnaires::isClosed(shown.item, sheet->questions, questionnaires::studioDay(visit.studio.now())))
        return closedPage(visit, shown, sheet->questions, sheet->answers, 200);
    Visit told = visit;
    if (visit.request.query == "saved")
        told.flash = u"Your answers are saved. You can go on at any time, on any device."_s;
    return formPage(told, shown, sheet->questions,
                    {{.answers = answers::tidied(sheet->questions, sheet->answers)},
                     openedText(sheet->questions, sheet->answers)});
}

Response answerQuestionnaire(const Visit& visit, Database& studio)
{
    const auto found = shownItem(visit, ItemKind::Questionnaire);
    if (const auto* instead = std::get_if<Response>(&found))
        return *instead;
    const auto& shown = std::get<items::ShownItem>(found);
    if (!isWaiting(shown))
        return redirect(itemUrl(visit, ItemKind::Questionnaire, shown.item.uid));
    const auto sheet = readSheet(visit, shown);
    if (!sheet)
        return failurePage(visit, sheet.error());
    Answering answering{visit, studio, shown, sheet->questions};
    const QString wish = visit.form.value(u"do"_s);
    if (wish == QLatin1StringView{reviewWish})
        return answering.again({}, {}, 200);
    if (visit.form.value(u"version"_s) != shown.item.current->text())
        return answering.changed();
    if (wish.startsWith("more_"_L1))
        return answering.again(wish.mid(5), {}, 200);
    return answering.save(wish == "submit"_L1);
}

} // namespace foyer::web
