// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/engine.h"

#include "app/contacts/contact_store.h"
#include "app/contracts/contract_pdf.h"
#include "app/contracts/contract_store.h"
#include "app/contracts/contract_templates.h"
#include "app/items/announce.h"
#include "app/items/item_store.h"
#include "app/orders/catalogue.h"
#include "app/orders/order_pdf.h"
#include "app/orders/order_store.h"
#include "app/questionnaires/questionnaire_store.h"
#include "app/questionnaires/questionnaire_templates.h"

#include <QGuiApplication>

#include <algorithm>

namespace foyer::automations {

using namespace Qt::StringLiterals;

namespace {

/// Printing needs fonts; a studio served without any sends documents that have no PDF.
bool canDraw()
{
    return qobject_cast<QGuiApplication*>(QCoreApplication::instance()) != nullptr;
}

Result<ItemId> draftQuestionnaire(Transaction& transaction, const DocumentStep& step, const Job& job,
                                  const std::vector<ContactId>& people)
{
    const auto templates = questionnaires::templates(transaction);
    if (!templates)
        return fail(templates.error());
    const auto found = std::find_if(templates->begin(), templates->end(),
                                    [&](const auto& one) { return one.uid == step.templateUid; });
    if (found == templates->end())
        return fail(Fault::NotFound, u"the questionnaire template is gone"_s);
    questionnaires::NewQuestionnaire made{job.id, {}, found->name, found->questions, people};
    return questionnaires::add(transaction, made);
}

QString signerRole(const Job& job, ContactId contact)
{
    for (const JobPerson& person : job.details.people) {
        if (person.contact != contact)
            continue;
        QString role = toWord(person.role);
        role[0] = role.at(0).toUpper();
        return role;
    }
    return {};
}

Result<ItemId> draftContract(Transaction& transaction, const DocumentStep& step, const Job& job,
                             const std::vector<ContactId>& people)
{
    const auto known = contracts::findTemplateByUid(transaction, step.templateUid);
    if (!known)
        return fail(known.error());
    if (!*known)
        return fail(Fault::NotFound, u"the contract template is gone"_s);
    std::vector<contracts::WantedSigner> signers;
    for (const ContactId one : people)
        signers.push_back({one, signerRole(job, one)});
    return contracts::addFromTemplate(transaction, job.id, **known, signers);
}

Result<ItemId> draftOrder(Transaction& transaction, const DocumentStep& step, const Job& job,
                          const std::vector<ContactId>& people)
{
    const auto all = catalogue::products(transaction, catalogue::Which::All);
    if (!all)
        return fail(all.error());
    const auto rates = catalogue::taxRates(transaction, catalogue::Which::All);
    if (!rates)
        return fail(rates.error());
    const auto found = std::find_if(all->begin(), all->end(),
                                    [&](const Product& one) { return one.uid == step.templateUid; });
    if (found == all->end())
        return fail(Fault::NotFound, u"the package is gone"_s);
    const auto addressee = contacts::find(transaction, people.front());
    if (!addressee)
        return fail(addressee.error());
    orders::NewOrder order{job.id, {}, {}, people};
    order.content.title = found->details.name;
    order.content.currency = found->details.unitPrice.currency();
    order.content.lines.push_back(catalogue::lineOf(*found, *all, *rates, addressee->details.language));
    // Nobody agreed to it yet; and who accepts a quote while the job is a lead books it.
    order.content.needsAcceptance = true;
    order.booksJob = job.stage == JobStage::Lead;
    return orders::add(transaction, order);
}

Result<ItemId> draft(Transaction& transaction, const DocumentStep& step, const Job& job,
                     const std::vector<ContactId>& people)
{
    switch (step.kind) {
    case ItemKind::Questionnaire:
        return draftQuestionnaire(transaction, step, job, people);
    case ItemKind::Contract:
        return draftContract(transaction, step, job, people);
    case ItemKind::Order:
        return draftOrder(transaction, step, job, people);
    case ItemKind::Invoice:
    case ItemKind::File:
        break;
    }
    return fail(Fault::Invalid, u"an automation makes no %1"_s.arg(toWord(step.kind)));
}

Result<void> sendContract(Transaction& transaction, ItemId id)
{
    const auto prepared = contracts::prepare(transaction, id);
    if (!prepared)
        return fail(prepared.error());
    const auto pdf = canDraw() ? contracts::pdfToSend(*prepared) : Result<QByteArray>{QByteArray{}};
    if (!pdf)
        return fail(pdf.error());
    const auto sent = contracts::send(transaction, *prepared, *pdf);
    return sent ? Result<void>{} : fail(sent.error());
}

Result<void> sendOrder(Transaction& transaction, ItemId id)
{
    const auto prepared = orders::prepare(transaction, id);
    if (!prepared)
        return fail(prepared.error());
    const auto pdf = canDraw() ? orders::pdfOf(*prepared) : Result<QByteArray>{QByteArray{}};
    if (!pdf)
        return fail(pdf.error());
    const auto sent = orders::send(transaction, *prepared, *pdf);
    return sent ? Result<void>{} : fail(sent.error());
}

Result<void> send(Transaction& transaction, ItemId id)
{
    const auto item = items::find(transaction, id);
    if (!item)
        return fail(item.error());
    if (item->sentAt)
        return {};
    if (item->kind == ItemKind::Contract)
        return sendContract(transaction, id);
    if (item->kind == ItemKind::Order)
        return sendOrder(transaction, id);
    const auto sent = questionnaires::send(transaction, id, item->version);
    return sent ? Result<void>{} : fail(sent.error());
}

/// Tells those who have something to do now. @returns the names of those whom no mail reaches
Result<QStringList> announceTo(Transaction& transaction, ItemId id)
{
    const auto item = items::find(transaction, id);
    if (!item)
        return fail(item.error());
    std::vector<ContactId> to;
    for (const ItemRecipient& recipient : item->recipients)
        to.push_back(recipient.contact);
    const auto unreached = items::announce(transaction, id, to);
    if (!unreached)
        return fail(unreached.error());
    QStringList names;
    for (const ContactId one : *unreached) {
        const auto brief = contacts::brief(transaction, one);
        if (!brief)
            return fail(brief.error());
        names.append(brief->name);
    }
    return names;
}

} // namespace

Result<MadeDocument> makeDocument(Transaction& transaction, const DocumentStep& step, const Job& job,
                                  const std::vector<ContactId>& people, std::optional<ItemId> drafted)
{
    MadeDocument made{drafted, {}, {}};
    if (!made.item) {
        const auto fresh = draft(transaction, step, job, people);
        if (!fresh)
            return fail(fresh.error());
        made.item = *fresh;
    }
    if (!step.isSent)
        return made;
    if (const auto sent = send(transaction, *made.item); !sent) {
        if (sent.error().fault == Fault::Storage)
            return fail(sent.error());
        made.problem = u"it was drafted, but could not be sent: "_s + sent.error().detail;
        return made;
    }
    const auto unreached = announceTo(transaction, *made.item);
    if (!unreached)
        return fail(unreached.error());
    if (!unreached->isEmpty())
        made.remark = u"no mail reaches %1"_s.arg(unreached->join(u", "_s));
    return made;
}

} // namespace foyer::automations
