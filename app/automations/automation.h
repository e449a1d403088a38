// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/base/time.h"
#include "app/items/item.h"
#include "app/jobs/job.h"

#include <QJsonObject>
#include <QString>
#include <QTime>

#include <optional>
#include <variant>
#include <vector>

namespace foyer {

/// What an automation waits for.
struct Trigger
{
    enum class Kind
    {
        JobCreated,
        JobBooked,    ///< each time a job becomes booked, whatever caused it; an import is no booking
        StageChanged, ///< to `stage`
        JobClosed,
        DocumentSent,      ///< of `document`
        DocumentCompleted, ///< of `document`: signed by all, accepted, answered by all, paid in full
        DayOfShoot,        ///< `days` from the job's first dated shoot: -7 a week before
        DayOfDue,          ///< `days` from the due day of an invoice or a questionnaire that is open
        FirstLogin         ///< a client's first into their portal
    };
    Kind kind = Kind::JobBooked;
    JobStage stage = JobStage::Booked;
    ItemKind document = ItemKind::Contract;
    int days = 0;   ///< -3650 to 3650
    QTime at{9, 0}; ///< of that day, by the clock of the studio; for the two Day kinds
    bool operator==(const Trigger&) const = default;
};

/// All of them must hold: when the trigger comes, and again before every step (A3).
struct Condition
{
    enum class Kind
    {
        JobType, ///< value: its name
        Brand,   ///< value: its username
        LeadSource,
        Stage,      ///< value: the word of a JobStage
        HasShoot,   ///< a dated one; no value
        HasPassword ///< the person a mail goes to has set one; asked for each person; no value
    };
    Kind kind = Kind::JobType;
    QString value;
    bool isNot = false;
    bool operator==(const Condition&) const = default;
};

/// Whom a mail goes to: each person gets an own one.
struct Audience
{
    enum class Kind
    {
        People,     ///< of the job, with one of `roles`; empty: everybody who is a client, spouse or partner
        Recipients, ///< of the document the trigger is about
        Trigger     ///< the client the trigger is about (FirstLogin)
    };
    Kind kind = Kind::People;
    std::vector<JobRole> roles;
    bool operator==(const Audience&) const = default;
};

struct MailStep
{
    QString templateUid;
    Audience audience;
    bool operator==(const MailStep&) const = default;
};
/// Until so many days after the step before it was done (0: at once), or from the day of the shoot.
struct WaitStep
{
    enum class From
    {
        Step,
        Shoot ///< a job without a day: the wait never ends, and says so
    };
    From from = From::Step;
    int days = 0;  ///< below zero only from the shoot
    int hours = 0; ///< 0 to 23; after a step
    QTime at;      ///< of that day; invalid: no time of its own, for a shoot nine o'clock
    bool operator==(const WaitStep&) const = default;
};
/// On the job, for the people of the audience; as a draft, or sent.
struct DocumentStep
{
    ItemKind kind = ItemKind::Questionnaire; ///< Questionnaire, Contract or Order
    QString templateUid;                     ///< of that kind; for an order the uid of a package
    Audience audience;
    bool isSent = false;
    bool operator==(const DocumentStep&) const = default;
};
struct StageStep
{
    JobStage stage = JobStage::Fulfilment;
    bool operator==(const StageStep&) const = default;
};
struct TaskStep
{
    QString title;
    int dueInDays = 0;
    bool operator==(const TaskStep&) const = default;
};
/// Standard Webhooks; the secret lives in the secret store under webhookSecretName().
struct WebhookStep
{
    QString url; ///< https, or http on this machine
    bool operator==(const WebhookStep&) const = default;
};

struct Step
{
    std::variant<MailStep, WaitStep, DocumentStep, StageStep, TaskStep, WebhookStep> what;
    bool asks = false; ///< waits until somebody approves; never for a wait
    bool operator==(const Step&) const = default;
};

inline constexpr std::size_t mostSteps = 50;

/// What somebody at the desk makes of an automation.
struct AutomationContent
{
    QString description;
    Trigger trigger;
    std::vector<Condition> conditions;
    std::vector<Step> steps; ///< in their order, at most mostSteps
    int lateDays = 2;        ///< what is due longer than that asks instead of happening (0 to 30)
    bool operator==(const AutomationContent&) const = default;
};

struct Automation
{
    AutomationId id;
    QString uid;
    QString name;
    AutomationContent content;
    std::optional<Instant> onSince; ///< nothing: switched off
    QString galleryKey;
    int galleryEdition = 0;
    std::optional<Instant> archivedAt;
    Instant changedAt;
    qint64 version; ///< rises with every change: an edit based on an older one is a Conflict
};

/// The shape in which a content stands in the database, the gallery and the studio JSON. Fields that mean
/// nothing to a kind (the stage of a trigger that waits for a day) are left out.
QJsonObject toJson(const AutomationContent& content);
/// Faults: Invalid (one sentence, with the path of the field)
Result<AutomationContent> automationFromJson(const QJsonObject& json);

/// One sentence for each thing that keeps it from being switched on; empty: none. What only the studio knows
/// (a template that is gone) is automations::obstaclesOf.
std::vector<QString> problemsOf(const AutomationContent& content);

/// The word by which it stands in JSON: "job booked".
QString toWord(Trigger::Kind kind);

} // namespace foyer
