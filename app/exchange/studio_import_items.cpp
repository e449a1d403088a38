// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/studio_import_items.h"

#include "app/contracts/contract_sheet.h"
#include "app/contracts/contract_store.h"
#include "app/contracts/signing.h"
#include "app/orders/order_answer.h"
#include "app/orders/order_pdf.h"
#include "app/orders/order_store.h"
#include "app/print/sheets.h"
#include "app/questionnaires/answer_store.h"
#include "app/questionnaires/questionnaire_store.h"

#include <QGuiApplication>

#include <algorithm>

namespace foyer::exchange {

using namespace Qt::StringLiterals;

namespace {

/// Stands in the evidence instead of an address: nobody clicked anything.
const QString cameByImport = u"import"_s;

Result<std::vector<ContactId>> contactsOf(const Snapshot& snapshot, const ItemPlace& place,
                                          const QStringList& names, QLatin1StringView key)
{
    std::vector<ContactId> found;
    for (const QString& name : names) {
        const auto contact = place.names.find(snapshot, name, u"%1.%2"_s.arg(place.path, key));
        if (!contact)
            return fail(contact.error());
        found.push_back(*contact);
    }
    return found;
}

Result<void> answerOrder(Transaction& transaction, ItemId id, ContactId contact, orders::Answer answer)
{
    const auto item = items::find(transaction, id);
    if (!item)
        return fail(item.error());
    const items::Viewer viewer{contact, {}};
    const auto shown = orders::find(transaction, viewer, item->uid);
    if (!shown)
        return fail(shown.error());
    const auto answered = orders::answer(
        transaction, {viewer, item->uid, answer, shown->sha256, {}, cameByImport, cameByImport});
    return answered ? Result<void>{} : fail(answered.error());
}

/// Signs for everybody whose turn it is, until nobody is left who may.
/// @param whose  nothing: all of them, and the studio
Result<void> signContract(Transaction& transaction, ItemId id,
                          const std::optional<std::vector<ContactId>>& whose)
{
    for (bool hasSigned = true; hasSigned;) {
        hasSigned = false;
        const auto contract = contracts::find(transaction, id);
        if (!contract)
            return fail(contract.error());
        if (contract->item.state != ItemState::Sent || !contract->item.current || !contract->sent)
            return {};
        const auto version = items::version(transaction, *contract->item.current);
        if (!version)
            return fail(version.error());
        for (const contracts::Signer& signer : contract->signers) {
            const bool isWanted = !whose || (signer.contact && std::find(whose->begin(), whose->end(),
                                                                         *signer.contact) != whose->end());
            if (!isWanted || !signer.isTurn || signer.signature)
                continue;
            contracts::Signing signing{{*contract->item.current, version->sha256, transaction.now()},
                                       contracts::consentHash(*contract->sent),
                                       signer.name,
                                       {},
                                       {}};
            for (const contracts::Field& field : contracts::fieldsOf(contract->sent->parts))
                signing.given.emplace(field.number, field.kind == contracts::Field::Kind::Tick
                                                        ? u"yes"_s
                                                        : signer.name.left(2));
            const auto done = signer.isStudio
                                  ? contracts::countersign(transaction, id, signing)
                                  : contracts::sign(transaction, {*signer.contact, {}}, contract->item.uid,
                                                    signing, {cameByImport, cameByImport, 0});
            if (!done)
                return fail(done.error());
            hasSigned = true;
            break; // whose turn it is now must be read again
        }
    }
    return {};
}

Result<QByteArray> contractPdfOf(const contracts::Prepared& prepared)
{
    print::ContractSheet sheet = contracts::sheetToSign(prepared);
    sheet.letterhead = print::letterheadOf(prepared.brand);
    sheet.paper = print::paperOf(prepared.brand);
    return print::contractPdf(sheet);
}

Result<void> declineContract(Transaction& transaction, ItemId id, ContactId contact)
{
    const auto item = items::find(transaction, id);
    if (!item)
        return fail(item.error());
    const auto version = items::version(transaction, *item->current);
    if (!version)
        return fail(version.error());
    return contracts::decline(transaction, {contact, {}}, item->uid,
                              {*item->current, version->sha256, transaction.now()}, {},
                              {cameByImport, cameByImport, 0});
}

} // namespace

bool canDraw()
{
    return qobject_cast<QGuiApplication*>(QCoreApplication::instance()) != nullptr;
}

Result<void> addOrder(Transaction& transaction, const ItemPlace& place, const StudioOrder& order)
{
    const auto recipients = contactsOf(transaction, place, order.item.recipients, "recipients"_L1);
    if (!recipients)
        return fail(recipients.error());
    orders::NewOrder fresh{place.job, place.brand, order.content, *recipients, order.item.booksJob};
    fresh.uid = order.item.uid;
    const auto id = orders::add(transaction, fresh);
    if (!id)
        return failAt(place.path, id.error());
    if (order.item.state == ItemState::Draft)
        return {};
    const auto prepared = orders::prepare(transaction, *id);
    if (!prepared)
        return failAt(place.path, prepared.error());
    const auto pdf = canDraw() ? orders::pdfOf(*prepared) : Result<QByteArray>{QByteArray{}};
    if (!pdf)
        return failAt(place.path, pdf.error());
    if (const auto sent = orders::send(transaction, *prepared, *pdf); !sent)
        return failAt(place.path, sent.error());
    Result<void> went;
    if (order.item.state == ItemState::Completed)
        went = answerOrder(transaction, *id, recipients->front(), orders::Answer::Accept);
    else if (order.item.state == ItemState::Declined)
        went = answerOrder(transaction, *id, recipients->front(), orders::Answer::Decline);
    else if (order.item.state == ItemState::Void)
        went = orders::voidOrder(transaction, *id);
    return went ? went : failAt(place.path, went.error());
}

Result<void> addContract(Transaction& transaction, const ItemPlace& place, const StudioContract& contract)
{
    const auto signers = contactsOf(transaction, place, contract.item.recipients, "signers"_L1);
    if (!signers)
        return fail(signers.error());
    contracts::NewContract fresh{
        place.job, contract.item.title, {contract.terms, {}}, contract.item.booksJob, place.brand};
    fresh.uid = contract.item.uid;
    for (std::size_t i = 0; i < signers->size(); ++i)
        fresh.work.signers.push_back({(*signers)[i], contract.signers[i].role});
    const auto id = contracts::add(transaction, fresh);
    if (!id)
        return failAt(place.path, id.error());
    if (contract.item.dueDay.isValid()) {
        auto made = contracts::find(transaction, *id);
        if (!made)
            return fail(made.error());
        made->item.dueDay = contract.item.dueDay;
        if (const auto saved = contracts::save(transaction, *made); !saved)
            return failAt(place.path, saved.error());
    }
    if (contract.item.state == ItemState::Draft)
        return {};
    const auto prepared = contracts::prepare(transaction, *id);
    if (!prepared)
        return failAt(place.path, prepared.error());
    const auto pdf = canDraw() ? contractPdfOf(*prepared) : Result<QByteArray>{QByteArray{}};
    if (!pdf)
        return failAt(place.path, pdf.error());
    if (const auto sent = contracts::send(transaction, *prepared, *pdf); !sent)
        return failAt(place.path, sent.error());
    Result<void> went;
    if (contract.item.state == ItemState::Completed) {
        went = signContract(transaction, *id, std::nullopt);
    } else if (!contract.signedBy.isEmpty()) {
        const auto some = contactsOf(transaction, place, contract.signedBy, "signedBy"_L1);
        if (!some)
            return fail(some.error());
        went = signContract(transaction, *id, *some);
    } else if (contract.item.state == ItemState::Declined) {
        went = declineContract(transaction, *id, signers->front());
    } else if (contract.item.state == ItemState::Void) {
        went = contracts::makeVoid(transaction, *id, {});
    }
    return went ? went : failAt(place.path, went.error());
}

Result<void> addQuestionnaire(Transaction& transaction, const ItemPlace& place,
                              const StudioQuestionnaire& questionnaire)
{
    const auto recipients = contactsOf(transaction, place, questionnaire.item.recipients, "recipients"_L1);
    if (!recipients)
        return fail(recipients.error());
    questionnaires::NewQuestionnaire fresh{place.job, place.brand, questionnaire.item.title,
                                           questionnaire.questions, *recipients};
    fresh.dueDay = questionnaire.item.dueDay;
    fresh.uid = questionnaire.item.uid;
    const auto id = questionnaires::add(transaction, fresh);
    if (!id)
        return failAt(place.path, id.error());
    if (questionnaire.item.state == ItemState::Draft)
        return {};
    const auto made = items::find(transaction, *id);
    if (!made)
        return fail(made.error());
    if (const auto sent = questionnaires::send(transaction, *id, made->version); !sent)
        return failAt(place.path, sent.error());
    for (std::size_t i = 0; i < questionnaire.answers.size(); ++i) {
        const StudioAnswers& answers = questionnaire.answers[i];
        const QString path = u"%1.answers[%2]"_s.arg(place.path).arg(i);
        const auto contact = place.names.find(transaction, answers.contact, path + u".contact"_s);
        if (!contact)
            return fail(contact.error());
        const auto saved = questionnaires::saveAnswers(transaction, *id, *contact, {answers.answers});
        if (!saved)
            return failAt(path, saved.error());
        if (!answers.isSubmitted)
            continue;
        const auto submitted = questionnaires::submit(transaction, *id, *contact);
        if (!submitted)
            return failAt(path, submitted.error());
        if (!submitted->problems.empty())
            return fail(Fault::Invalid, u"%1.answers.%2: %3"_s.arg(path, submitted->problems.front().question,
                                                                   submitted->problems.front().sentence));
    }
    if (questionnaire.item.state == ItemState::Void) {
        const auto voided = items::setState(transaction, *id, ItemState::Void);
        return voided ? voided : failAt(place.path, voided.error());
    }
    return {};
}

} // namespace foyer::exchange
