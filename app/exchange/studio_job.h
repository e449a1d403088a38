// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/automation.h"
#include "app/base/money.h"
#include "app/contracts/contract.h"
#include "app/email_templates/email_template_json.h"
#include "app/exchange/studio_invoices.h"
#include "app/exchange/studio_item.h"
#include "app/jobs/job.h"
#include "app/orders/catalogue.h"
#include "app/orders/order_content.h"
#include "app/questionnaires/questionnaire.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

/// Jobs, and what a studio JSON says of them. People stand in it by their ref in the file, or by a uid of the
/// file or the studio; brands by username.
namespace foyer::exchange {

/// A product whose tax and parts are still names.
struct StudioProduct
{
    QString uid;
    ProductDetails details; ///< without tax rate and parts
    QString tax;            ///< the name of a tax rate; empty: none
    struct Part
    {
        QString product; ///< uid
        qint64 milliQuantity;
    };
    std::vector<Part> parts;
};

struct StudioContractTemplate
{
    QString uid;
    QString name;
    QString title;
    contracts::ContractTerms terms;
    bool booksJob = false;
};

struct StudioQuestionnaireTemplate
{
    QString uid;
    QString name;
    Questionnaire questions;
};

struct StudioEmailTemplate
{
    QString uid;
    QString name;
    email_templates::TemplateContent content;
};

struct StudioAutomation
{
    QString uid;
    QString name;
    AutomationContent content; ///< brought in switched off
};

/// What is sold, what documents begin as, and what is written to clients.
struct StudioCatalogue
{
    std::vector<Tax> taxes;
    std::vector<StudioProduct> products;
    std::vector<StudioContractTemplate> contractTemplates;
    std::vector<StudioQuestionnaireTemplate> questionnaireTemplates;
    std::vector<StudioSchedulePreset> schedulePresets;
    std::vector<StudioEmailTemplate> emailTemplates;
    std::vector<StudioAutomation> automations;
};

struct StudioOrder
{
    StudioItem item;
    OrderContent content; ///< its title is the item's
};

struct StudioSigner
{
    QString contact;
    QString role;
};

struct StudioContract
{
    StudioItem item; ///< its recipients are the signers
    contracts::ContractTerms terms;
    std::vector<StudioSigner> signers;
    QStringList signedBy; ///< of one that is sent: who signed already
};

/// What one recipient answered.
struct StudioAnswers
{
    QString contact;
    QJsonObject answers; ///< by question id
    bool isSubmitted = false;
};

struct StudioQuestionnaire
{
    StudioItem item;
    Questionnaire questions;
    std::vector<StudioAnswers> answers;
};

struct StudioJobPerson
{
    QString contact;
    JobRole role;
};

struct StudioShoot
{
    Shoot shoot; ///< without its location
    QString location;
};

struct StudioJob
{
    QString uid;        ///< empty: the studio makes one
    QString brand;      ///< empty: the file's first brand, else the studio's
    JobDetails details; ///< without type, people and shoots
    QString type;       ///< its name
    JobStage stage = JobStage::Lead;
    bool isClosed = false;
    QString closedReason;
    std::vector<StudioJobPerson> people;
    std::vector<StudioShoot> shoots;
    std::vector<StudioOrder> orders;
    std::vector<StudioContract> contracts;
    std::vector<StudioQuestionnaire> questionnaires;
    std::vector<StudioInvoice> invoices;
    std::vector<StudioCreditNote> creditNotes;
    std::vector<StudioPayment> payments;
};

} // namespace foyer::exchange
