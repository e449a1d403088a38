// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/automation.h"
#include "app/gallery/recipes.h"

namespace foyer::gallery {

using namespace Qt::StringLiterals;

namespace {

QString daysFrom(int days, const QString& what)
{
    if (days == 0)
        return u"on the "_s + what;
    const int count = std::abs(days);
    const QString span = count % 7 == 0 && count > 7 ? u"%1 weeks"_s.arg(count / 7)
                         : count == 7                ? u"a week"_s
                         : count == 1                ? u"a day"_s
                                                     : u"%1 days"_s.arg(count);
    return span + (days < 0 ? u" before the "_s : u" after the "_s) + what;
}

QString wordsFor(const Trigger& trigger)
{
    switch (trigger.kind) {
    case Trigger::Kind::JobCreated:
        return u"When a job is created"_s;
    case Trigger::Kind::JobBooked:
        return u"When a job becomes booked"_s;
    case Trigger::Kind::StageChanged:
        return u"When a job moves to “%1”"_s.arg(toWord(trigger.stage));
    case Trigger::Kind::JobClosed:
        return u"When a job is closed"_s;
    case Trigger::Kind::DocumentSent:
        return u"When a document is sent: %1"_s.arg(toWord(trigger.document));
    case Trigger::Kind::DocumentCompleted:
        return u"When a document is completed: %1"_s.arg(toWord(trigger.document));
    case Trigger::Kind::DayOfShoot:
        return u"At %1, "_s.arg(trigger.at.toString(u"HH:mm"_s)) +
               daysFrom(trigger.days, u"day of the shoot"_s);
    case Trigger::Kind::DayOfDue:
        return u"At %1, "_s.arg(trigger.at.toString(u"HH:mm"_s)) +
               daysFrom(trigger.days, u"due day of an open %1"_s.arg(toWord(trigger.document)));
    case Trigger::Kind::FirstLogin:
        return u"When a client logs in for the first time"_s;
    }
    Q_UNREACHABLE();
}

/// "“Thank-you upon booking”", by the entry that a template stands for.
QString nameOf(const QString& reference)
{
    return u"“%1”"_s.arg(QString{reference}.remove(galleryPrefix).replace(u'-', u' '));
}

struct StepWords
{
    QString operator()(const MailStep& mail) const { return u"send the mail "_s + nameOf(mail.templateUid); }
    QString operator()(const WaitStep& wait) const
    {
        return wait.from == WaitStep::From::Shoot
                   ? u"wait until "_s + daysFrom(wait.days, u"day of the shoot"_s)
                   : u"wait %1 days"_s.arg(wait.days);
    }
    QString operator()(const DocumentStep& document) const
    {
        return (document.isSent ? u"send a %1 from "_s : u"draft a %1 from "_s).arg(toWord(document.kind)) +
               nameOf(document.templateUid);
    }
    QString operator()(const StageStep& stage) const
    {
        return u"move the job to “%1”"_s.arg(toWord(stage.stage));
    }
    QString operator()(const TaskStep& task) const { return u"make a task for you: “%1”"_s.arg(task.title); }
    QString operator()(const WebhookStep&) const { return u"call a webhook"_s; }
};

} // namespace

QString previewOf(const MailRecipe& mail)
{
    return u"**Subject: %1**\n\n"_s.arg(mail.subject) + mail.body;
}

QString previewOf(const ContractRecipe& contract)
{
    return u"# %1\n\n"_s.arg(contract.title) + contract.text;
}

QString previewOf(const Questionnaire& questionnaire)
{
    QString text = questionnaire.introduction + u"\n\n"_s;
    for (const Questionnaire::Question& question : questionnaire.questions) {
        if (question.kind == QuestionKind::Section) {
            text += u"\n**%1**\n\n"_s.arg(question.label);
            continue;
        }
        text += u"- "_s + question.label;
        QStringList options;
        for (const QuestionOption& option : question.options)
            options += option.label;
        if (!options.isEmpty())
            text += u" *"_s + options.join(u" · "_s) + u'*';
        text += u'\n';
    }
    return text;
}

QString previewOf(const PackageRecipe& package)
{
    QString text = package.description + u"\n\n"_s;
    for (const PackageRecipe::Part& part : package.parts) {
        text += u"- %1 × %2"_s.arg(part.quantity).arg(part.name);
        text += part.description.isEmpty() ? u"\n"_s : u": %1\n"_s.arg(part.description);
    }
    return text + u"\nTogether %1, in your own currency. Change it to your price.\n"_s.arg(package.price);
}

QString previewOf(const AutomationRecipe& automation)
{
    const auto content = automationFromJson(automation.content);
    if (!content)
        return {};
    QString text = u"**%1:**\n\n"_s.arg(wordsFor(content->trigger));
    int number = 1;
    for (const Step& step : content->steps) {
        text += u"%1. "_s.arg(number++) + std::visit(StepWords{}, step.what);
        text += step.asks ? u", after you have approved it\n"_s : u"\n"_s;
    }
    return text +
           u"\nIt is installed switched off. Rehearse it with one of your jobs, then switch it on.\n"_s;
}

} // namespace foyer::gallery
