// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/signing.h"

#include "app/base/canonical_json.h"
#include "app/base/random.h"
#include "app/base/text.h"
#include "app/contracts/drawn_mark.h"
#include "app/contracts/signature_record.h"
#include "app/items/announce.h"
#include "app/items/evidence.h"
#include "app/items/item_store.h"

#include <algorithm>

namespace foyer::contracts {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestUserAgent = 300;

const QString insertSignature = uR"(
    INSERT INTO signature (item_id, version_id, version_sha256, signer_id, name, method, mark, inputs,
                           consent_sha256, signed_at)
    VALUES (:item, :version, :sha256, :signer, :name, :method, :mark, :inputs, :consent, :now))"_s;

QString hex(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

QJsonObject with(const Trace& trace, QJsonObject detail)
{
    detail.insert(u"peer"_s, trace.peer);
    detail.insert(u"userAgent"_s, singleLine(trace.userAgent).left(longestUserAgent));
    detail.insert(u"session"_s, QString::number(trace.session));
    return detail;
}

/// Who signs next hears of it by mail, if mail is how the contract was delivered; an import, or a studio that
/// tells its clients itself, mails nobody.
Result<void> tellWhoseTurn(Transaction& transaction, ItemId id, const std::vector<ContactId>& turned)
{
    if (turned.empty())
        return {};
    const auto events = evidence::of(transaction, id);
    if (!events)
        return fail(events.error());
    const bool wasMailed = std::any_of(events->begin(), events->end(), [](const evidence::Row& row) {
        return row.event.event == "delivered"_L1 && row.event.detail.value("how"_L1) == u"mailed"_s;
    });
    if (!wasMailed)
        return {};
    const auto told = items::announce(transaction, id, turned);
    return told ? Result<void>{} : fail(told.error());
}

/// A sent contract as it stands in this transaction.
struct Open
{
    Item item;
    ShownContract shown;
};

Result<Open> opened(Transaction& transaction, Item item)
{
    auto shown = showSent(transaction, item);
    if (!shown)
        return fail(shown.error());
    return Open{std::move(item), std::move(*shown)};
}

Result<void> checkSeen(const Open& open, const Seen& seen)
{
    if (open.item.state != ItemState::Sent)
        return fail(Fault::Conflict, u"“%1” is %2 and waits for no signature."_s.arg(
                                         open.item.title, toWord(open.item.state)));
    if (seen.version != open.shown.version || seen.sha256 != open.shown.sha256)
        return fail(Fault::Conflict, u"“%1” was changed since it was shown."_s.arg(open.item.title));
    return {};
}

Result<void> checkTurn(const Open& open, const Signer& signer)
{
    if (!signer.isTurn)
        return fail(
            Fault::Denied,
            u"“%1”: it is not the turn of signer %2 yet."_s.arg(open.item.title).arg(signer.position));
    return {};
}

/// What was given for the fields that there are, and nothing else.
std::map<int, QString> givenFor(const FrozenContract& contract, const std::map<int, QString>& given)
{
    std::map<int, QString> kept;
    for (const Field& field : fieldsOf(contract.parts)) {
        const auto value = given.find(field.number);
        if (value == given.end())
            continue;
        kept.emplace(field.number, field.kind == Field::Kind::Tick ? u"yes"_s : singleLine(value->second));
    }
    return kept;
}

/// Writes the signature, says so in the evidence, and lets go on whose turn it is next.
Result<Signed> put(Transaction& transaction, const Open& open, const Signer& signer, const Signing& signing,
                   const Trace& trace)
{
    const ItemId id = open.item.id;
    const QString name = singleLine(signing.name);
    const bool isDrawn = !signing.drawn.isEmpty();
    const auto given =
        signer.isStudio ? std::map<int, QString>{} : givenFor(open.shown.contract, signing.given);
    const SignatureRecord record{open.item.uid,
                                 open.shown.sha256,
                                 signer.position,
                                 signer.name,
                                 signer.role,
                                 name,
                                 isDrawn ? u"drawn"_s : u"typed"_s,
                                 isDrawn ? signing.drawn : name,
                                 QString::fromUtf8(canonicalJson(toJson(given))),
                                 signing.consentSha256,
                                 transaction.now()};
    const auto inserted = transaction.query(insertSignature)
                              .bind(":item"_L1, id.row())
                              .bind(":version"_L1, open.shown.version.row())
                              .bind(":sha256"_L1, record.versionSha256)
                              .bind(":signer"_L1, signer.id.row())
                              .bind(":name"_L1, record.name)
                              .bind(":method"_L1, record.method)
                              .bind(":mark"_L1, record.mark)
                              .bind(":inputs"_L1, record.inputs)
                              .bind(":consent"_L1, record.consentSha256)
                              .bind(":now"_L1, record.signedAt)
                              .run();
    if (!inserted)
        return fail(inserted.error());

    const evidence::Event events[] = {
        {u"viewed"_s, signer.contact,
         with(trace, {{u"sha256"_s, hex(open.shown.sha256)}, {u"shownAt"_s, toIso(signing.seen.at)}})},
        {u"consented"_s, signer.contact, with(trace, {{u"consentSha256"_s, hex(signing.consentSha256)}})},
        {u"signed"_s, signer.contact,
         with(trace, {{u"sha256"_s, hex(open.shown.sha256)},
                      {u"signer"_s, signer.position},
                      {u"name"_s, record.name},
                      {u"method"_s, record.method},
                      {u"consentSha256"_s, hex(signing.consentSha256)},
                      {u"signatureSha256"_s, hex(digestOf(record))}})},
    };
    for (const evidence::Event& event : events) {
        if (const auto noted = evidence::append(transaction, id, event); !noted)
            return fail(noted.error());
    }

    const auto signers = signersOf(transaction, open.item, open.shown.contract);
    if (!signers)
        return fail(signers.error());
    if (signer.contact) {
        if (const auto done = items::setDone(transaction, id, *signer.contact, transaction.now()); !done)
            return fail(done.error());
    }
    std::vector<ContactId> turned;
    for (const Signer& next : *signers) {
        if (!next.isTurn || !next.contact)
            continue;
        const bool waitedBefore =
            std::any_of(open.item.recipients.begin(), open.item.recipients.end(), [&](const auto& one) {
                return one.contact == *next.contact && one.toDo == ToDo::Sign;
            });
        if (const auto set = items::setToDo(transaction, id, *next.contact, ToDo::Sign); !set)
            return fail(set.error());
        if (!waitedBefore)
            turned.push_back(*next.contact);
    }
    if (const auto told = tellWhoseTurn(transaction, id, turned); !told)
        return fail(told.error());
    const bool isComplete = std::all_of(signers->begin(), signers->end(),
                                        [](const Signer& one) { return one.signature.has_value(); });
    if (!isComplete)
        return Signed::Signed;
    if (const auto done = items::setState(transaction, id, ItemState::Completed, u"contract signed"_s); !done)
        return fail(done.error());
    return Signed::Complete;
}

Result<void> refuse(const std::vector<SigningProblem>& problems)
{
    return problems.empty() ? Result<void>{}
                            : fail(Fault::Invalid, u"%1 things are missing or wrong."_s.arg(problems.size()));
}

} // namespace

QByteArray consentHash(const FrozenContract& contract)
{
    return sha256(contract.consent.toUtf8());
}

std::vector<SigningProblem> signingProblems(const FrozenContract& contract, const Signing& signing)
{
    using enum SigningProblem::Kind;
    std::vector<SigningProblem> problems;
    for (const Field& field : fieldsOf(contract.parts)) {
        const auto given = signing.given.find(field.number);
        const QString value = given == signing.given.end() ? QString{} : singleLine(given->second);
        switch (field.kind) {
        case Field::Kind::Tick:
            if (value.isEmpty())
                problems.push_back({NotTicked, field.number});
            break;
        case Field::Kind::Initials:
            if (value.isEmpty())
                problems.push_back({NoInitials, field.number});
            else if (value.size() > longestInitials)
                problems.push_back({InitialsTooLong, field.number});
            break;
        }
    }
    const QString name = singleLine(signing.name);
    if (name.isEmpty())
        problems.push_back({NoName});
    else if (name.size() > longestName)
        problems.push_back({NameTooLong});
    if (!signing.drawn.isEmpty() && !isDrawnMark(signing.drawn))
        problems.push_back({NoDrawing});
    if (signing.consentSha256 != consentHash(contract))
        problems.push_back({NoConsent});
    return problems;
}

Result<Signed> sign(Transaction& transaction, const items::Viewer& viewer, const QString& uid,
                    const Signing& signing, const Trace& trace)
{
    auto found = items::find(transaction, viewer, ItemKind::Contract, uid);
    if (!found)
        return fail(found.error());
    const auto open = opened(transaction, std::move(found->item));
    if (!open)
        return fail(open.error());
    const Signer* signer = open->shown.own(viewer.contact);
    if (!signer)
        return fail(Fault::Denied, u"The contact does not sign “%1”."_s.arg(open->item.title));
    if (signer->signature) // a second press of the same button
        return Signed::Already;
    if (const auto same = checkSeen(*open, signing.seen); !same)
        return fail(same.error());
    if (const auto turn = checkTurn(*open, *signer); !turn)
        return fail(turn.error());
    if (const auto whole = refuse(signingProblems(open->shown.contract, signing)); !whole)
        return fail(whole.error());
    return put(transaction, *open, *signer, signing, trace);
}

Result<Signed> countersign(Transaction& transaction, ItemId id, const Signing& signing)
{
    auto item = items::find(transaction, id);
    if (!item)
        return fail(item.error());
    if (item->kind != ItemKind::Contract || !item->current)
        return fail(Fault::NotFound, u"Item %1 is no contract that was sent."_s.arg(id.row()));
    const auto open = opened(transaction, std::move(*item));
    if (!open)
        return fail(open.error());
    const auto& signers = open->shown.signers;
    const auto studio =
        std::find_if(signers.begin(), signers.end(), [](const Signer& signer) { return signer.isStudio; });
    if (studio == signers.end())
        return fail(Fault::NotFound, u"“%1” wants no countersignature."_s.arg(open->item.title));
    if (studio->signature)
        return Signed::Already;
    if (const auto same = checkSeen(*open, signing.seen); !same)
        return fail(same.error());
    if (const auto turn = checkTurn(*open, *studio); !turn)
        return fail(turn.error());
    std::vector<SigningProblem> problems = signingProblems(open->shown.contract, signing);
    std::erase_if(problems, [](const SigningProblem& problem) { return problem.field > 0; });
    if (const auto whole = refuse(problems); !whole)
        return fail(whole.error());
    return put(transaction, *open, *studio, signing, {});
}

Result<void> decline(Transaction& transaction, const items::Viewer& viewer, const QString& uid,
                     const Seen& seen, const QString& reason, const Trace& trace)
{
    auto found = items::find(transaction, viewer, ItemKind::Contract, uid);
    if (!found)
        return fail(found.error());
    const auto open = opened(transaction, std::move(found->item));
    if (!open)
        return fail(open.error());
    const Signer* signer = open->shown.own(viewer.contact);
    if (!signer)
        return fail(Fault::Denied, u"The contact does not sign “%1”."_s.arg(open->item.title));
    if (const auto same = checkSeen(*open, seen); !same)
        return same;
    if (const auto turn = checkTurn(*open, *signer); !turn)
        return turn;
    const QString said = reason.trimmed();
    if (said.size() > longestReason)
        return fail(Fault::Invalid, u"A reason has at most %1 characters."_s.arg(longestReason));
    const evidence::Event events[] = {
        {u"viewed"_s, signer->contact,
         with(trace, {{u"sha256"_s, hex(open->shown.sha256)}, {u"shownAt"_s, toIso(seen.at)}})},
        {u"declined"_s, signer->contact,
         with(
             trace,
             {{u"sha256"_s, hex(open->shown.sha256)}, {u"signer"_s, signer->position}, {u"reason"_s, said}})},
    };
    for (const evidence::Event& event : events) {
        if (const auto noted = evidence::append(transaction, open->item.id, event); !noted)
            return noted;
    }
    return items::setState(transaction, open->item.id, ItemState::Declined);
}

} // namespace foyer::contracts
