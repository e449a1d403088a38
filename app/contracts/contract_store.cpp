// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract_store.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/contracts/contract_templates.h"
#include "app/contracts/contract_tokens.h"
#include "app/items/evidence.h"
#include "app/jobs/job_store.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace foyer::contracts {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostSigners = 20;
constexpr int longestTitle = 200;
constexpr int longestRole = 100;
constexpr int longestConsent = 2000;
/// In the working copy of a sent contract: its title from the next sending on. Until then the one that was
/// sent stands in clients' lists, beside a page that shows what was sent.
constexpr auto newTitle = "title"_L1;

const QString selectIsSigned = u"SELECT count(*) FROM signature WHERE item_id = :item"_s;
const QString deleteSigners = u"DELETE FROM signer WHERE item_id = :item"_s;
const QString insertSigner = uR"(
    INSERT INTO signer (item_id, position, is_studio, contact_id, name, role)
    VALUES (:item, :position, :studio, :contact, :name, :role))"_s;

Result<bool> isSigned(const Snapshot& snapshot, ItemId item)
{
    const auto count =
        snapshot.query(selectIsSigned).bind(":item"_L1, item.row()).first([](const Query& row) {
            return row.integer(0);
        });
    if (!count)
        return fail(count.error());
    return count->value_or(0) > 0;
}

/// Contacts by their uid: a studio that is exported and imported numbers them anew.
Result<QJsonObject> contentOf(const Snapshot& snapshot, const ContractWork& work)
{
    QJsonObject json = toJson(work.terms);
    QJsonArray signers;
    for (const WantedSigner& signer : work.signers) {
        const auto contact = contacts::find(snapshot, signer.contact);
        if (!contact)
            return fail(contact.error());
        signers.append(QJsonObject{{u"contact"_s, contact->uid}, {u"role"_s, signer.role}});
    }
    json.insert(u"signers"_s, signers);
    return json;
}

Result<void> readWork(const Snapshot& snapshot, Contract& contract)
{
    const QJsonObject& json = contract.item.content;
    contract.work.terms = termsFromJson(json);
    for (const QJsonValue& value : json.value("signers"_L1).toArray()) {
        const QJsonObject signer = value.toObject();
        const auto known = contacts::findByUid(snapshot, signer.value("contact"_L1).toString());
        if (!known)
            return fail(known.error());
        if (!*known) {
            ++contract.missingSigners;
            continue;
        }
        const auto living = contacts::livingOf(snapshot, **known);
        if (!living)
            return fail(living.error());
        const bool isThere = std::any_of(contract.work.signers.begin(), contract.work.signers.end(),
                                         [&](const WantedSigner& one) { return one.contact == *living; });
        if (!isThere) // two who were merged sign once
            contract.work.signers.push_back({*living, signer.value("role"_L1).toString()});
    }
    return {};
}

Result<ContractWork> checked(const ContractWork& work)
{
    ContractWork clean = work;
    if (clean.terms.text.size() > longestText)
        return fail(Fault::Invalid, u"The text is longer than %1 characters."_s.arg(longestText));
    clean.terms.consent = clean.terms.consent.simplified();
    if (clean.terms.consent.size() > longestConsent)
        return fail(Fault::Invalid,
                    u"The sentence of consent is longer than %1 characters."_s.arg(longestConsent));
    clean.terms.studioSigner = singleLine(clean.terms.studioSigner).left(200);
    clean.terms.language = singleLine(clean.terms.language).left(35);
    if (clean.signers.size() > mostSigners)
        return fail(Fault::Invalid, u"A contract has at most %1 signers."_s.arg(mostSigners));
    for (WantedSigner& signer : clean.signers)
        signer.role = singleLine(signer.role).left(longestRole);
    return clean;
}

std::vector<ContactId> recipientsOf(const ContractWork& work)
{
    std::vector<ContactId> recipients;
    for (const WantedSigner& signer : work.signers)
        recipients.push_back(signer.contact);
    return recipients;
}

Result<void> refuseWhenFixed(const Snapshot& snapshot, const Item& item)
{
    if (item.kind != ItemKind::Contract)
        return fail(Fault::NotFound, u"Item %1 is no contract."_s.arg(item.id.row()));
    const auto isFixed = isSigned(snapshot, item.id);
    if (!isFixed)
        return fail(isFixed.error());
    if (*isFixed)
        return fail(Fault::Conflict,
                    u"“%1” was signed already. Write an amendment, or void it."_s.arg(item.title));
    if ((item.state != ItemState::Draft && item.state != ItemState::Sent) || item.deletedAt)
        return fail(Fault::Conflict, u"“%1” is %2 and can no longer change."_s.arg(
                                         item.title, item.deletedAt ? u"in the bin"_s : toWord(item.state)));
    return {};
}

struct Draft
{
    Contract contract;
    BrandDetails brand;
    ContractText text;
};

Result<Draft> draftOf(const Snapshot& snapshot, Contract contract)
{
    const auto job = jobs::find(snapshot, contract.item.job);
    if (!job)
        return fail(job.error());
    const auto brand = brands::find(snapshot, contract.item.brand);
    if (!brand)
        return fail(brand.error());
    const auto values =
        valuesFor(snapshot, {recipientsOf(contract.work), job->details, brand->details, contract.item.title,
                             contract.work.terms.language, toLocal(snapshot.now()).date()});
    if (!values)
        return fail(values.error());
    ContractText text = renderedContract(contract.work.terms.text, *values);
    return Draft{std::move(contract), brand->details, std::move(text)};
}

QStringList problemsOf(const Draft& draft)
{
    QStringList sentences;
    const ContractWork& work = draft.contract.work;
    if (work.terms.text.trimmed().isEmpty())
        sentences += u"The contract has no text yet."_s;
    if (draft.contract.missingSigners > 0)
        sentences += u"A signer is no longer in the Address Book. Choose the signers again."_s;
    else if (work.signers.empty())
        sentences += u"The contract has no signers yet."_s;
    for (const TextProblem& problem : draft.text.problems)
        sentences += sentenceFor(problem);
    return sentences;
}

Result<std::vector<FrozenSigner>> frozenSigners(const Snapshot& snapshot, const ContractWork& work,
                                                const BrandDetails& brand)
{
    std::vector<FrozenSigner> signers;
    int turn = 1;
    const auto studio = [&](int at) {
        const QString& name = work.terms.studioSigner;
        signers.push_back(
            {int(signers.size()) + 1, at, true, {}, name.isEmpty() ? brand.name : name, brand.name});
    };
    if (work.terms.countersign == Countersign::First)
        studio(turn++);
    for (const WantedSigner& wanted : work.signers) {
        const auto contact = contacts::find(snapshot, wanted.contact);
        if (!contact)
            return fail(contact.error());
        signers.push_back({int(signers.size()) + 1, turn, false, contact->uid,
                           displayNameOf(contact->details), wanted.role});
        if (work.terms.order == SigningOrder::InTurn)
            ++turn;
    }
    if (work.terms.countersign == Countersign::Last)
        studio(work.terms.order == SigningOrder::InTurn ? turn : turn + 1);
    return signers;
}

Result<void> takeNewTitle(Transaction& transaction, ItemId id)
{
    auto item = items::find(transaction, id);
    if (!item)
        return fail(item.error());
    if (!item->content.contains(newTitle))
        return {};
    item->title = item->content.take(newTitle).toString();
    return items::saveWork(transaction, *item);
}

Result<QString> titleOfReplaced(const Snapshot& snapshot, const Item& item)
{
    if (!item.replaces)
        return QString{};
    const auto replaced = items::find(snapshot, *item.replaces);
    if (!replaced)
        return fail(replaced.error());
    return replaced->title;
}

} // namespace

bool Contract::isSignedByAnybody() const
{
    return std::any_of(signers.begin(), signers.end(),
                       [](const Signer& signer) { return signer.signature.has_value(); });
}

Result<Contract> find(const Snapshot& snapshot, ItemId id)
{
    auto item = items::find(snapshot, id);
    if (!item)
        return fail(item.error());
    if (item->kind != ItemKind::Contract)
        return fail(Fault::NotFound, u"Item %1 is no contract."_s.arg(id.row()));
    Contract contract{std::move(*item)};
    if (const auto read = readWork(snapshot, contract); !read)
        return fail(read.error());
    if (!contract.item.current)
        return contract;
    const auto version = items::version(snapshot, *contract.item.current);
    if (!version)
        return fail(version.error());
    contract.sent = frozenFromJson(version->content);
    if (!contract.sent)
        return fail(Fault::Storage, u"Version %1 is no contract."_s.arg(version->id.row()));
    auto signers = signersOf(snapshot, contract.item, *contract.sent);
    if (!signers)
        return fail(signers.error());
    contract.signers = std::move(*signers);
    const auto hasSeal = isSealed(snapshot, id);
    if (!hasSeal)
        return fail(hasSeal.error());
    contract.isSealed = *hasSeal;
    const QString title = contract.item.content.value(newTitle).toString();
    if (!title.isEmpty() && contract.item.state == ItemState::Sent && !contract.isSignedByAnybody())
        contract.item.title = title;
    return contract;
}

Result<ItemId> add(Transaction& transaction, const NewContract& made)
{
    const auto work = checked(made.work);
    if (!work)
        return fail(work.error());
    const auto content = contentOf(transaction, *work);
    if (!content)
        return fail(content.error());
    return items::add(transaction, {ItemKind::Contract, made.job, made.brand, made.title, *content,
                                    recipientsOf(*work), made.booksJob, made.replaces, made.uid});
}

Result<ItemId> addFromTemplate(Transaction& transaction, JobId job, TemplateId from,
                               const std::vector<WantedSigner>& signers)
{
    const auto found = findTemplate(transaction, from);
    if (!found)
        return fail(found.error());
    return add(transaction, {job, found->title.isEmpty() ? found->name : found->title,
                             ContractWork{found->terms, signers}, found->booksJob});
}

Result<ItemId> addAmendment(Transaction& transaction, ItemId amended)
{
    const auto before = find(transaction, amended);
    if (!before)
        return fail(before.error());
    if (before->item.state != ItemState::Sent && before->item.state != ItemState::Completed &&
        before->item.state != ItemState::Declined)
        return fail(Fault::Conflict, u"“%1” is %2: there is nothing to amend."_s.arg(
                                         before->item.title, toWord(before->item.state)));
    const QString title = before->sent ? before->sent->title : before->item.title;
    NewContract made{before->item.job, u"Amendment to %1"_s.arg(title).left(longestTitle), before->work};
    made.brand = before->item.brand;
    made.replaces = amended;
    return add(transaction, made);
}

Result<void> save(Transaction& transaction, const Contract& edited)
{
    const auto before = items::find(transaction, edited.item.id);
    if (!before)
        return fail(before.error());
    if (const auto open = refuseWhenFixed(transaction, *before); !open)
        return open;
    const auto work = checked(edited.work);
    if (!work)
        return fail(work.error());
    auto content = contentOf(transaction, *work);
    if (!content)
        return fail(content.error());
    Item item = edited.item;
    const QString title = singleLine(item.title);
    if (before->sentAt && !title.isEmpty() && title.size() <= longestTitle && title != before->title) {
        content->insert(newTitle, title);
        item.title = before->title;
    }
    item.content = std::move(*content);
    if (const auto saved = items::saveWork(transaction, item); !saved)
        return saved;
    // Those of a sent one change when it is sent again: until then they see what they were sent.
    if (before->sentAt)
        return {};
    return items::setRecipients(transaction, item.id, recipientsOf(*work));
}

Result<QStringList> problems(const Snapshot& snapshot, ItemId id)
{
    auto contract = find(snapshot, id);
    if (!contract)
        return fail(contract.error());
    const auto draft = draftOf(snapshot, std::move(*contract));
    if (!draft)
        return fail(draft.error());
    return problemsOf(*draft);
}

Result<ContractText> preview(const Snapshot& snapshot, ItemId id, const QString& title,
                             const ContractWork& work)
{
    auto item = items::find(snapshot, id);
    if (!item)
        return fail(item.error());
    Contract contract{std::move(*item)};
    contract.item.title = title;
    contract.work = work;
    auto draft = draftOf(snapshot, std::move(contract));
    if (!draft)
        return fail(draft.error());
    return std::move(draft->text);
}

Result<Prepared> prepare(const Snapshot& snapshot, ItemId id)
{
    auto contract = find(snapshot, id);
    if (!contract)
        return fail(contract.error());
    if (const auto open = refuseWhenFixed(snapshot, contract->item); !open)
        return fail(open.error());
    auto draft = draftOf(snapshot, std::move(*contract));
    if (!draft)
        return fail(draft.error());
    if (const QStringList sentences = problemsOf(*draft); !sentences.isEmpty())
        return fail(Fault::Invalid, sentences.join(u'\n'));
    const Item& item = draft->contract.item;
    const ContractTerms& terms = draft->contract.work.terms;
    auto signers = frozenSigners(snapshot, draft->contract.work, draft->brand);
    if (!signers)
        return fail(signers.error());
    auto amends = titleOfReplaced(snapshot, item);
    if (!amends)
        return fail(amends.error());
    FrozenContract frozen{item.uid,
                          item.title,
                          terms.language.isEmpty() ? u"en"_s : terms.language,
                          draft->brand.name,
                          std::move(*amends),
                          terms.consent.isEmpty() ? standardConsent() : terms.consent,
                          std::move(draft->text.parts),
                          std::move(*signers)};
    QByteArray content = canonical(frozen);
    QByteArray hash = sha256(content);
    return Prepared{id,
                    std::move(frozen),
                    std::move(content),
                    std::move(hash),
                    draft->brand,
                    recipientsOf(draft->contract.work)};
}

Result<VersionId> send(Transaction& transaction, const Prepared& prepared, const QByteArray& pdf)
{
    const auto now = prepare(transaction, prepared.item);
    if (!now)
        return fail(now.error());
    if (now->content != prepared.content || now->brand != prepared.brand ||
        now->recipients != prepared.recipients)
        return fail(Fault::Conflict, u"“%1” was changed meanwhile: look at it again and send it then."_s.arg(
                                         prepared.contract.title));
    const ItemId id = prepared.item;
    if (const auto named = takeNewTitle(transaction, id); !named)
        return fail(named.error());
    if (const auto set = items::setRecipients(transaction, id, prepared.recipients); !set)
        return fail(set.error());
    if (const auto gone = transaction.query(deleteSigners).bind(":item"_L1, id.row()).run(); !gone)
        return fail(gone.error());
    std::size_t client = 0;
    for (const FrozenSigner& signer : prepared.contract.signers) {
        auto insert = transaction.query(insertSigner);
        insert.bind(":item"_L1, id.row())
            .bind(":position"_L1, signer.position)
            .bind(":studio"_L1, signer.isStudio)
            .bind(":name"_L1, signer.name)
            .bind(":role"_L1, signer.role);
        if (signer.isStudio)
            insert.bindNull(":contact"_L1);
        else
            insert.bind(":contact"_L1, prepared.recipients.at(client++).row());
        if (const auto inserted = insert.run(); !inserted)
            return fail(inserted.error());
    }
    const auto version = items::freeze(transaction, id, {prepared.content, pdf}, ToDo::None);
    if (!version)
        return version;
    const auto item = items::find(transaction, id);
    if (!item)
        return fail(item.error());
    const auto signers = signersOf(transaction, *item, prepared.contract);
    if (!signers)
        return fail(signers.error());
    for (const Signer& signer : *signers) {
        if (!signer.contact)
            continue;
        const auto told =
            items::setToDo(transaction, id, *signer.contact, signer.isTurn ? ToDo::Sign : ToDo::None);
        if (!told)
            return fail(told.error());
    }
    return version;
}

Result<void> makeVoid(Transaction& transaction, ItemId id, const QString& reason)
{
    const auto item = items::find(transaction, id);
    if (!item)
        return fail(item.error());
    if (item->kind != ItemKind::Contract)
        return fail(Fault::NotFound, u"Item %1 is no contract."_s.arg(id.row()));
    if (item->state == ItemState::Void)
        return fail(Fault::Conflict, u"“%1” is void already."_s.arg(item->title));
    if (const auto done = items::setState(transaction, id, ItemState::Void); !done)
        return done;
    return evidence::append(transaction, id, {u"voided"_s, {}, {{u"reason"_s, reason.trimmed().left(1000)}}});
}

} // namespace foyer::contracts
