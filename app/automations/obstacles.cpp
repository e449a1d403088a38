// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/automation_store.h"

#include "app/email_templates/email_template_store.h"

namespace foyer::automations {

using namespace Qt::StringLiterals;

namespace {

const QString selectTemplate =
    u"SELECT name, archived_at IS NOT NULL FROM template WHERE kind = :kind AND uid = :uid"_s;
const QString selectPackage = uR"(
    SELECT name, archived_at IS NOT NULL FROM product WHERE uid = :uid)"_s;

/// What a step begins with, and what is wrong with it.
struct Needed
{
    QString kind; ///< of the template; empty: a product
    QString uid;
    QString what; ///< "email template"
};

std::optional<Needed> neededBy(const Step& step)
{
    if (const auto* mail = std::get_if<MailStep>(&step.what))
        return Needed{u"email"_s, mail->templateUid, u"email template"_s};
    const auto* document = std::get_if<DocumentStep>(&step.what);
    if (!document)
        return std::nullopt;
    if (document->kind == ItemKind::Order)
        return Needed{{}, document->templateUid, u"package"_s};
    return Needed{toWord(document->kind), document->templateUid, toWord(document->kind) + u" template"_s};
}

/// What keeps a mail from ever being sent, whoever gets it.
Result<QString> textProblemOf(const Snapshot& snapshot, const QString& uid)
{
    const auto id = email_templates::findByUid(snapshot, uid);
    if (!id)
        return fail(id.error());
    if (!*id)
        return QString{};
    const auto found = email_templates::find(snapshot, **id);
    if (!found)
        return fail(found.error());
    std::vector<email_templates::TextProblem> problems = email_templates::check(found->text);
    for (auto one = found->translations.begin(); problems.empty() && one != found->translations.end(); ++one)
        problems = email_templates::check(one->second);
    if (problems.empty())
        return QString{};
    return u"sends “%1”, which cannot be sent: %2"_s.arg(found->name,
                                                         email_templates::sentenceFor(problems.front()));
}

Result<QString> problemOf(const Snapshot& snapshot, const Needed& needed)
{
    auto query = snapshot.query(needed.kind.isEmpty() ? selectPackage : selectTemplate);
    query.bind(":uid"_L1, needed.uid);
    if (!needed.kind.isEmpty())
        query.bind(":kind"_L1, needed.kind);
    const auto found = query.first([](const Query& row) { return std::pair{row.text(0), row.flag(1)}; });
    if (!found)
        return fail(found.error());
    if (!*found)
        return u"begins with the %1 “%2”, which is not there."_s.arg(needed.what, needed.uid);
    if ((*found)->second)
        return u"begins with the %1 “%2”, which is in the archive."_s.arg(needed.what, (*found)->first);
    return needed.kind == "email"_L1 ? textProblemOf(snapshot, needed.uid) : Result<QString>{QString{}};
}

} // namespace

Result<std::vector<QString>> obstaclesOf(const Snapshot& snapshot, const AutomationContent& content)
{
    std::vector<QString> obstacles = problemsOf(content);
    for (std::size_t i = 0; i < content.steps.size(); ++i) {
        const auto needed = neededBy(content.steps[i]);
        if (!needed || needed->uid.isEmpty()) // that it names none is among the problems
            continue;
        const auto problem = problemOf(snapshot, *needed);
        if (!problem)
            return fail(problem.error());
        if (!problem->isEmpty())
            obstacles.push_back(u"Step %1 %2"_s.arg(i + 1).arg(*problem));
    }
    return obstacles;
}

} // namespace foyer::automations
