// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/studio_json_jobs.h"

#include "app/exchange/studio_json_invoices.h"
#include "app/orders/order_json.h"
#include "app/questionnaires/questionnaire_json.h"

#include <algorithm>
#include <limits>

namespace foyer::exchange {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostMinor = std::numeric_limits<int>::max();

/// What stands in a file for a state; each kind has words of its own.
struct StateWord
{
    QLatin1StringView word;
    ItemState state;
};
constexpr StateWord orderStates[] = {{"draft"_L1, ItemState::Draft},
                                     {"sent"_L1, ItemState::Sent},
                                     {"accepted"_L1, ItemState::Completed},
                                     {"declined"_L1, ItemState::Declined},
                                     {"void"_L1, ItemState::Void}};
constexpr StateWord contractStates[] = {{"draft"_L1, ItemState::Draft},
                                        {"sent"_L1, ItemState::Sent},
                                        {"signed"_L1, ItemState::Completed},
                                        {"declined"_L1, ItemState::Declined},
                                        {"void"_L1, ItemState::Void}};
constexpr StateWord questionnaireStates[] = {{"draft"_L1, ItemState::Draft},
                                             {"sent"_L1, ItemState::Sent},
                                             {"answered"_L1, ItemState::Completed},
                                             {"void"_L1, ItemState::Void}};

template <std::size_t count>
ItemState readState(JsonFields& fields, const StateWord (&words)[count])
{
    const QString word = fields.text("state"_L1);
    if (word.isEmpty())
        return ItemState::Draft;
    QStringList known;
    for (const StateWord& one : words) {
        if (one.word == word)
            return one.state;
        known.append(one.word);
    }
    fields.complain("state"_L1, u"“%1” is none of %2."_s.arg(word, known.join(u", "_s)));
    return ItemState::Draft;
}

/// A word of a closed set, or `otherwise` where nothing stands.
template <class Value, std::size_t count>
Value readWord(JsonFields& fields, QLatin1StringView key,
               const std::pair<QLatin1StringView, Value> (&words)[count], Value otherwise)
{
    const QString word = fields.text(key);
    if (word.isEmpty())
        return otherwise;
    QStringList known;
    for (const auto& [text, value] : words) {
        if (text == word)
            return value;
        known.append(text);
    }
    fields.complain(key, u"“%1” is none of %2."_s.arg(word, known.join(u", "_s)));
    return otherwise;
}

Tax readTax(JsonFields& fields)
{
    Tax tax;
    tax.name = fields.requiredText("name"_L1);
    const QString word = fields.requiredText("category"_L1);
    if (const auto category = taxCategoryFromWord(word))
        tax.category = *category;
    else
        fields.complain("category"_L1, u"“%1” is none of S, Z, E, AE, O."_s.arg(word));
    tax.milliPercent = int(fields.integer("milliPercent"_L1, 0, 0, 100'000));
    if (const auto checked = check(tax); !checked)
        fields.complain("milliPercent"_L1, checked.error().detail);
    return tax;
}

StudioProduct readProduct(JsonFields& fields)
{
    StudioProduct product;
    product.uid = fields.requiredText("uid"_L1);
    product.details.name = fields.requiredText("name"_L1);
    product.details.description = fields.text("description"_L1);
    product.details.unit = fields.text("unit"_L1);
    const QString code = fields.requiredText("currency"_L1);
    const auto currency = Currency::fromText(code);
    if (!currency)
        fields.complain("currency"_L1,
                        u"“%1” is no currency; write its three letters, such as EUR."_s.arg(code));
    product.details.unitPrice =
        Money::ofMinor(fields.integer("unitPrice"_L1, 0, -mostMinor, mostMinor), currency.value_or(eur));
    product.tax = fields.text("tax"_L1);
    fields.each("parts"_L1, [&](JsonFields& part) {
        product.parts.push_back(
            {part.requiredText("product"_L1), part.integer("milliQuantity"_L1, 1'000, 1, mostMinor)});
    });
    if (!product.parts.empty())
        product.details.kind = ProductKind::Package;
    return product;
}

contracts::ContractTerms readTerms(JsonFields& fields)
{
    using contracts::Countersign;
    using contracts::SigningOrder;
    static constexpr std::pair<QLatin1StringView, SigningOrder> orders[] = {
        {"together"_L1, SigningOrder::Together}, {"in turn"_L1, SigningOrder::InTurn}};
    static constexpr std::pair<QLatin1StringView, Countersign> countersigns[] = {
        {"none"_L1, Countersign::None}, {"first"_L1, Countersign::First}, {"last"_L1, Countersign::Last}};
    contracts::ContractTerms terms;
    terms.text = fields.text("text"_L1);
    if (const QString language = fields.text("language"_L1); !language.isEmpty())
        terms.language = language;
    terms.consent = fields.text("consent"_L1);
    terms.order = readWord(fields, "signingOrder"_L1, orders, SigningOrder::Together);
    terms.countersign = readWord(fields, "countersign"_L1, countersigns, Countersign::None);
    terms.studioSigner = fields.text("studioSigner"_L1);
    return terms;
}

/// Questions stand in a file as they stand in the studio; their reader says where something is wrong.
Questionnaire readQuestions(JsonFields& fields, QLatin1StringView key)
{
    auto questions = questionnaireFromJson(fields.rawObject(key));
    if (!questions) {
        fields.complain(key, questions.error().detail);
        return {};
    }
    return std::move(*questions);
}

template <class Template>
const Template* templateOf(JsonFields& fields, const std::vector<Template>& templates)
{
    const QString uid = fields.text("template"_L1);
    if (uid.isEmpty())
        return nullptr;
    const auto found =
        std::find_if(templates.begin(), templates.end(), [&](const Template& one) { return one.uid == uid; });
    if (found == templates.end()) {
        fields.complain("template"_L1, u"“%1” is the uid of no template in this file."_s.arg(uid));
        return nullptr;
    }
    return &*found;
}

StudioItem readItem(JsonFields& fields)
{
    StudioItem item;
    item.uid = fields.text("uid"_L1);
    item.brand = fields.text("brand"_L1);
    item.title = fields.requiredText("title"_L1);
    item.dueDay = fields.day("due"_L1);
    item.booksJob = fields.flag("booksJob"_L1);
    return item;
}

void wantSomebody(JsonFields& fields, QLatin1StringView key, const StudioItem& item)
{
    if (item.state != ItemState::Draft && item.recipients.isEmpty())
        fields.complain(key, u"what is sent needs somebody it is for."_s);
}

StudioOrder readOrder(JsonFields& fields)
{
    StudioOrder order;
    order.item = readItem(fields);
    order.item.recipients = fields.texts("recipients"_L1);
    order.item.state = readState(fields, orderStates);
    wantSomebody(fields, "recipients"_L1, order.item);
    QJsonObject content = fields.rawObject("content"_L1);
    for (const QString& own : {u"title"_s, u"number"_s}) {
        if (content.contains(own))
            complainAt(fields.problem(), fields.pathOf("content"_L1) + u'.' + own,
                       u"stands beside “content”, or is given by Foyer."_s);
    }
    content.insert(u"title"_s, order.item.title);
    auto read = orderContentFromJson(content);
    if (!read) {
        complainAt(fields.problem(), {}, fields.pathOf("content"_L1) + u'.' + read.error().detail);
        return order;
    }
    order.content = std::move(*read);
    const bool needsAnswer =
        order.item.state == ItemState::Completed || order.item.state == ItemState::Declined;
    if (needsAnswer && !order.content.needsAcceptance)
        fields.complain("state"_L1, u"only an order with “needsAcceptance” is accepted or declined."_s);
    return order;
}

StudioContract readContract(JsonFields& fields, const StudioCatalogue& catalogue)
{
    StudioContract contract;
    contract.item = readItem(fields);
    contract.item.state = readState(fields, contractStates);
    if (const auto* begun = templateOf(fields, catalogue.contractTemplates)) {
        contract.terms = begun->terms;
        contract.item.booksJob = contract.item.booksJob || begun->booksJob;
    } else {
        fields.object("terms"_L1, [&](JsonFields& terms) { contract.terms = readTerms(terms); });
    }
    fields.each("signers"_L1, [&](JsonFields& signer) {
        contract.signers.push_back({signer.requiredText("contact"_L1), signer.text("role"_L1)});
        contract.item.recipients.append(contract.signers.back().contact);
    });
    wantSomebody(fields, "signers"_L1, contract.item);
    contract.signedBy = fields.texts("signedBy"_L1);
    if (!contract.signedBy.isEmpty() && contract.item.state != ItemState::Sent)
        fields.complain("signedBy"_L1, u"is for a contract that is “sent” and waits for others."_s);
    for (const QString& who : contract.signedBy) {
        if (!contract.item.recipients.contains(who))
            fields.complain("signedBy"_L1, u"“%1” is none of the signers."_s.arg(who));
    }
    return contract;
}

StudioQuestionnaire readQuestionnaire(JsonFields& fields, const StudioCatalogue& catalogue)
{
    StudioQuestionnaire questionnaire;
    questionnaire.item = readItem(fields);
    questionnaire.item.recipients = fields.texts("recipients"_L1);
    questionnaire.item.state = readState(fields, questionnaireStates);
    wantSomebody(fields, "recipients"_L1, questionnaire.item);
    if (questionnaire.item.booksJob)
        fields.complain("booksJob"_L1, u"a questionnaire books no job."_s);
    if (const auto* begun = templateOf(fields, catalogue.questionnaireTemplates))
        questionnaire.questions = begun->questions;
    else
        questionnaire.questions = readQuestions(fields, "questions"_L1);
    fields.each("answers"_L1, [&](JsonFields& answers) {
        StudioAnswers read;
        read.contact = answers.requiredText("contact"_L1);
        read.answers = answers.rawObject("answers"_L1);
        read.isSubmitted = answers.flag("submitted"_L1);
        if (!questionnaire.item.recipients.contains(read.contact))
            answers.complain("contact"_L1, u"“%1” is none of the recipients."_s.arg(read.contact));
        questionnaire.answers.push_back(std::move(read));
    });
    if (!questionnaire.answers.empty() && questionnaire.item.state == ItemState::Draft)
        fields.complain("answers"_L1, u"nobody answers what was not sent."_s);
    const auto submitted = std::count_if(questionnaire.answers.begin(), questionnaire.answers.end(),
                                         [](const StudioAnswers& one) { return one.isSubmitted; });
    if (questionnaire.item.state == ItemState::Completed && submitted < questionnaire.item.recipients.size())
        fields.complain("state"_L1, u"it is “answered” when every recipient has submitted answers."_s);
    return questionnaire;
}

StudioShoot readShoot(JsonFields& fields)
{
    StudioShoot read;
    read.shoot.title = fields.text("title"_L1);
    read.shoot.day = fields.day("day"_L1);
    read.shoot.starts = fields.time("starts"_L1);
    read.shoot.ends = fields.time("ends"_L1);
    read.shoot.place = fields.text("place"_L1);
    read.location = fields.text("location"_L1);
    read.shoot.notes = fields.text("notes"_L1);
    return read;
}

} // namespace

StudioCatalogue readCatalogue(JsonFields& fields)
{
    StudioCatalogue catalogue;
    fields.each("taxes"_L1, [&](JsonFields& tax) { catalogue.taxes.push_back(readTax(tax)); });
    fields.each("products"_L1,
                [&](JsonFields& product) { catalogue.products.push_back(readProduct(product)); });
    fields.each("contractTemplates"_L1, [&](JsonFields& one) {
        StudioContractTemplate read;
        read.uid = one.requiredText("uid"_L1);
        read.name = one.requiredText("name"_L1);
        read.title = one.text("title"_L1);
        one.object("terms"_L1, [&](JsonFields& terms) { read.terms = readTerms(terms); });
        read.booksJob = one.flag("booksJob"_L1);
        catalogue.contractTemplates.push_back(std::move(read));
    });
    fields.each("questionnaireTemplates"_L1, [&](JsonFields& one) {
        StudioQuestionnaireTemplate read;
        read.uid = one.requiredText("uid"_L1);
        read.name = one.requiredText("name"_L1);
        read.questions = readQuestions(one, "questions"_L1);
        catalogue.questionnaireTemplates.push_back(std::move(read));
    });
    fields.each("emailTemplates"_L1, [&](JsonFields& one) {
        StudioEmailTemplate read;
        read.uid = one.requiredText("uid"_L1);
        read.name = one.requiredText("name"_L1);
        if (const auto content = email_templates::templateFromJson(one.rawObject("mail"_L1)))
            read.content = *content;
        else
            complainAt(one.problem(), one.pathOf("mail"_L1), content.error().detail);
        catalogue.emailTemplates.push_back(std::move(read));
    });
    fields.each("automations"_L1, [&](JsonFields& one) {
        StudioAutomation read;
        read.uid = one.requiredText("uid"_L1);
        read.name = one.requiredText("name"_L1);
        if (const auto content = automationFromJson(one.rawObject("content"_L1)))
            read.content = *content;
        else
            complainAt(one.problem(), one.pathOf("content"_L1), content.error().detail);
        catalogue.automations.push_back(std::move(read));
    });
    fields.each("schedulePresets"_L1,
                [&](JsonFields& one) { catalogue.schedulePresets.push_back(readSchedulePreset(one)); });
    return catalogue;
}

StudioJob readJob(JsonFields& fields, const StudioCatalogue& catalogue)
{
    StudioJob job;
    job.uid = fields.text("uid"_L1);
    job.brand = fields.text("brand"_L1);
    job.details.title = fields.requiredText("title"_L1);
    job.type = fields.text("type"_L1);
    job.details.leadSource = fields.text("leadSource"_L1);
    job.details.notes = fields.text("notes"_L1);
    job.details.custom = fields.rawObject("custom"_L1);
    for (auto own = job.details.custom.begin(); own != job.details.custom.end(); ++own) {
        if (!own->isString())
            complainAt(fields.problem(), fields.pathOf("custom"_L1) + u'.' + own.key(),
                       u"must be a text in quotes."_s);
    }
    if (const QString word = fields.text("stage"_L1); !word.isEmpty()) {
        if (const auto stage = jobStageFromWord(word))
            job.stage = *stage;
        else
            fields.complain("stage"_L1, u"“%1” is none of lead, booked, fulfilment, completed."_s.arg(word));
    }
    job.isClosed = fields.flag("closed"_L1);
    job.closedReason = fields.text("closedReason"_L1);
    if (!job.isClosed && !job.closedReason.isEmpty())
        fields.complain("closedReason"_L1, u"is for a job that is “closed”."_s);
    fields.each("people"_L1, [&](JsonFields& person) {
        const QString contact = person.requiredText("contact"_L1);
        const QString word = person.requiredText("role"_L1);
        if (const auto role = jobRoleFromWord(word))
            job.people.push_back({contact, *role});
        else
            person.complain("role"_L1,
                            u"“%1” is no role Foyer knows, such as client or planner."_s.arg(word));
    });
    fields.each("shoots"_L1, [&](JsonFields& shoot) { job.shoots.push_back(readShoot(shoot)); });
    fields.each("orders"_L1, [&](JsonFields& order) { job.orders.push_back(readOrder(order)); });
    fields.each("contracts"_L1,
                [&](JsonFields& contract) { job.contracts.push_back(readContract(contract, catalogue)); });
    fields.each("questionnaires"_L1, [&](JsonFields& questionnaire) {
        job.questionnaires.push_back(readQuestionnaire(questionnaire, catalogue));
    });
    fields.each("invoices"_L1, [&](JsonFields& invoice) {
        job.invoices.push_back(readInvoice(invoice, catalogue.schedulePresets));
    });
    fields.each("creditNotes"_L1, [&](JsonFields& note) { job.creditNotes.push_back(readCreditNote(note)); });
    fields.each("payments"_L1, [&](JsonFields& payment) { job.payments.push_back(readPayment(payment)); });
    return job;
}

} // namespace foyer::exchange
