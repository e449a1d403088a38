// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/brands/brand_store.h"
#include "app/contacts/contact_json.h"
#include "app/contacts/contact_list.h"
#include "app/contacts/contact_merge.h"
#include "app/contacts/contact_store.h"
#include "app/contacts/contact_words.h"
#include "app/email_templates/portal_invite.h"
#include "app/mail/outbox.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/addresses.h"
#include "app/portal_access/direct_link.h"
#include "app/storage/settings.h"
#include "portal_server/commands/call.h"

#include <QJsonArray>

namespace foyer::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr Option idOption{QLatin1StringView{"id"}, QLatin1StringView{"N"},
                          QLatin1StringView{"the contact's number"}};
constexpr Option emailOption{QLatin1StringView{"email"}, QLatin1StringView{"E"},
                             QLatin1StringView{"the contact who uses this email; refused when several do"}};
constexpr Option addressOption{QLatin1StringView{"address"}, QLatin1StringView{"ORIGIN"},
                               QLatin1StringView{"the portal's address while the studio has none"}};

QString toWord(PortalState state)
{
    switch (state) {
    case PortalState::None:
        return u"none"_s;
    case PortalState::NeverInvited:
        return u"neverInvited"_s;
    case PortalState::MustSetPassword:
        return u"mustSetPassword"_s;
    case PortalState::Active:
        return u"active"_s;
    case PortalState::Disabled:
        return u"disabled"_s;
    }
    Q_UNREACHABLE();
}

QJsonValue orNull(const std::optional<Instant>& instant)
{
    return instant ? QJsonValue{toIso(*instant)} : QJsonValue{};
}

/// Whom --id or --email names. Several people behind one email are listed, never guessed among.
Result<ContactId> chosenContact(const Snapshot& snapshot, const Arguments& arguments)
{
    if (arguments.has("id"_L1)) {
        const auto id = ContactId::fromText(arguments.value("id"_L1));
        if (!id)
            return fail(Fault::Invalid, u"“%1” is no contact's number."_s.arg(arguments.value("id"_L1)));
        const auto found = contacts::brief(snapshot, *id);
        return found ? Result<ContactId>{*id} : fail(found.error());
    }
    const QString email = arguments.value("email"_L1);
    const auto found = contacts::findByEmail(snapshot, email);
    if (!found)
        return fail(found.error());
    if (found->empty())
        return fail(
            Fault::NotFound,
            u"Nobody in the Address Book uses %1. Archived contacts are found by --id only."_s.arg(email));
    if (found->size() == 1)
        return found->front().id;
    QStringList people;
    for (const auto& person : *found)
        people.append(u"%1 %2"_s.arg(person.id.text(), person.name));
    return fail(Fault::Conflict, u"%1 contacts use %2: %3. Choose one with --id."_s.arg(
                                     QString::number(found->size()), email, people.join(u"; "_s)));
}

/// Exactly one of the two, or a sentence about it.
std::optional<QString> wrongChoice(const Arguments& arguments)
{
    if (arguments.values("id"_L1).size() + arguments.values("email"_L1).size() == 1)
        return std::nullopt;
    return u"Say which contact: one --id or one --email. See foyer-portal %1 --help."_s.arg(
        arguments.command().name());
}

struct KnownLink
{
    QString link;
    bool isGuess; ///< nobody said where the portal is
};

Result<KnownLink> directLinkOf(const Snapshot& snapshot, ContactId id, const QString& givenOrigin)
{
    const auto token = portal_access::directLinkToken(snapshot, id);
    if (!token)
        return fail(token.error());
    const auto contact = contacts::find(snapshot, id);
    if (!contact)
        return fail(contact.error());
    const auto brand = brands::find(snapshot, contact->brand);
    if (!brand)
        return fail(brand.error());
    const auto stored = settings::get(snapshot, QLatin1StringView{settings::portalAddress});
    if (!stored)
        return fail(stored.error());
    const auto addresses =
        portal_access::addresses(snapshot, givenOrigin.isEmpty() ? usualOrigin : givenOrigin);
    if (!addresses)
        return fail(addresses.error());
    return KnownLink{addresses->directLink(brand->details, *token),
                     stored->isEmpty() && givenOrigin.isEmpty() && brand->details.domain.isEmpty()};
}

QJsonObject asJson(const contacts::ContactRow& row)
{
    return {{u"id"_s, row.id.row()},
            {u"kind"_s, toWord(row.kind)},
            {u"name"_s, row.name},
            {u"company"_s, row.company},
            {u"email"_s, row.email},
            {u"phone"_s, row.phone},
            {u"tags"_s, QJsonArray::fromStringList(row.tags)},
            {u"emailConflict"_s, row.hasEmailConflict},
            {u"portal"_s, toWord(row.portal)},
            {u"changedAt"_s, toIso(row.changedAt)}};
}

int list(Call& call)
{
    contacts::ContactFilter filter;
    filter.text = call.arguments.value("search"_L1);
    filter.tag = call.arguments.value("tag"_L1);
    filter.onlyConflicts = call.arguments.has("conflicts"_L1);
    if (call.arguments.has("archived"_L1))
        filter.shelf = contacts::ContactFilter::Shelf::Archived;
    const auto rows =
        call.studio.read([&](const Snapshot& snapshot) -> Result<std::vector<contacts::ContactRow>> {
            const auto listing = contacts::list(snapshot, filter);
            if (!listing)
                return fail(listing.error());
            std::vector<contacts::ContactRow> all;
            while (qint64(all.size()) < listing->total) {
                auto page = contacts::page(snapshot, *listing, qint64(all.size()), 500);
                if (!page)
                    return page;
                if (page->empty())
                    break;
                all.insert(all.end(), page->begin(), page->end());
            }
            return all;
        });
    if (!rows)
        return call.fails(rows.error());
    if (call.isJson()) {
        QJsonArray array;
        for (const auto& row : *rows)
            array.append(asJson(row));
        call.say(QJsonValue{array});
        return exitDone;
    }
    for (const auto& row : *rows)
        call.say(QStringList{row.id.text(), row.name, row.email, toWord(row.portal),
                             row.hasEmailConflict ? u"Email Conflict"_s : u""_s}
                     .join(u'\t'));
    return exitDone;
}

Result<QJsonObject> describe(const Snapshot& snapshot, ContactId id)
{
    const auto contact = contacts::find(snapshot, id);
    if (!contact)
        return fail(contact.error());
    const auto brand = brands::find(snapshot, contact->brand);
    if (!brand)
        return fail(brand.error());
    const auto account = portal_access::account(snapshot, id);
    if (!account)
        return fail(account.error());
    const auto sharers = contacts::sharersOf(snapshot, id);
    if (!sharers)
        return fail(sharers.error());
    QJsonArray relations;
    for (const Relation& relation : contact->relations) {
        const auto other = contacts::brief(snapshot, relation.other);
        if (!other)
            return fail(other.error());
        relations.append(QJsonObject{
            {u"id"_s, relation.other.row()}, {u"name"_s, other->name}, {u"kind"_s, toWord(relation.kind)}});
    }
    QJsonArray others;
    for (const auto& sharer : *sharers)
        others.append(QJsonObject{{u"id"_s, sharer.id.row()}, {u"name"_s, sharer.name}});
    return QJsonObject{
        {u"id"_s, id.row()},
        {u"uid"_s, contact->uid},
        {u"name"_s, displayNameOf(contact->details)},
        {u"brand"_s, brand->details.username},
        {u"details"_s, toJson(contact->details)},
        {u"relations"_s, relations},
        {u"sharesEmailWith"_s, others},
        {u"archivedAt"_s, orNull(contact->archivedAt)},
        {u"inBinSince"_s, orNull(contact->mergedInto ? std::nullopt : contact->deletedAt)},
        {u"mergedInto"_s, contact->mergedInto ? QJsonValue{contact->mergedInto->row()} : QJsonValue{}},
        {u"createdAt"_s, toIso(contact->createdAt)},
        {u"changedAt"_s, toIso(contact->changedAt)},
        {u"portal"_s, QJsonObject{{u"state"_s, contact->mergedInto ? u"merged"_s : toWord(account->state())},
                                  {u"invitedAt"_s, orNull(account->invitedAt)},
                                  {u"disabledAt"_s, orNull(account->disabledAt)},
                                  {u"lastLoginAt"_s, orNull(account->lastLoginAt)},
                                  {u"passwordSetAt"_s, orNull(account->passwordSetAt)}}}};
}

/// "portal.state: active", one line for each value there is.
void sayValues(Call& call, const QJsonValue& value, const QString& path)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            sayValues(call, *it, path.isEmpty() ? it.key() : path + u'.' + it.key());
        return;
    }
    if (value.isArray()) {
        int position = 0;
        for (const QJsonValue entry : value.toArray())
            sayValues(call, entry, u"%1[%2]"_s.arg(path).arg(position++));
        return;
    }
    if (!value.isNull())
        call.say(u"%1: %2"_s.arg(path, value.toVariant().toString()));
}

int show(Call& call)
{
    if (const auto wrong = wrongChoice(call.arguments))
        return call.fails(*wrong, exitUsage);
    const auto shown = call.studio.read([&](const Snapshot& snapshot) -> Result<QJsonObject> {
        const auto id = chosenContact(snapshot, call.arguments);
        return id ? describe(snapshot, *id) : fail(id.error());
    });
    if (!shown)
        return call.fails(shown.error());
    if (call.isJson())
        call.say(QJsonValue{*shown});
    else
        sayValues(call, *shown, {});
    return exitDone;
}

int link(Call& call)
{
    if (const auto wrong = wrongChoice(call.arguments))
        return call.fails(*wrong, exitUsage);
    bool isGuess = false;
    const auto answer = call.studio.read([&](const Snapshot& snapshot) -> Result<QJsonObject> {
        const auto id = chosenContact(snapshot, call.arguments);
        if (!id)
            return fail(id.error());
        const auto found = directLinkOf(snapshot, *id, call.arguments.value("address"_L1));
        if (!found)
            return fail(found.error());
        isGuess = found->isGuess;
        return QJsonObject{{u"id"_s, id->row()}, {u"link"_s, found->link}};
    });
    if (!answer)
        return call.fails(answer.error());
    if (call.isJson())
        call.say(QJsonValue{*answer});
    else
        call.say(answer->value("link"_L1).toString());
    if (isGuess)
        call.warn(u"The portal has no address yet, so this link works on this machine only. Set one with "
                  "foyer-portal settings set portal.address https://portal.example.com."_s);
    return exitDone;
}

using Change = Result<QString> (*)(Transaction&, ContactId, const Arguments&);

/// One change to one contact, and what the account is afterwards.
int change(Call& call, Change work)
{
    if (const auto wrong = wrongChoice(call.arguments))
        return call.fails(*wrong, exitUsage);
    QString said;
    const auto answer =
        call.studio.write(Actor::studio(), [&](Transaction& transaction) -> Result<QJsonObject> {
            const auto id = chosenContact(transaction, call.arguments);
            if (!id)
                return fail(id.error());
            const auto done = work(transaction, *id, call.arguments);
            if (!done)
                return fail(done.error());
            const auto name = contacts::brief(transaction, *id);
            if (!name)
                return fail(name.error());
            said = done->arg(name->name);
            const auto account = portal_access::account(transaction, *id);
            if (!account)
                return fail(account.error());
            return QJsonObject{
                {u"id"_s, id->row()}, {u"name"_s, name->name}, {u"portal"_s, toWord(account->state())}};
        });
    if (!answer)
        return call.fails(answer.error());
    if (call.isJson())
        call.say(QJsonValue{*answer});
    else
        call.say(said);
    return exitDone;
}

Result<QString> queueInvite(Transaction& transaction, ContactId id, const Arguments& arguments)
{
    const auto pending = mail::pendingInvite(transaction, id);
    if (!pending)
        return fail(pending.error());
    if (*pending && !arguments.has("again"_L1))
        return fail(
            Fault::Conflict,
            u"An invite to this contact waits in the Outbox since %1. Add --again to send another."_s.arg(
                toIso((*pending)->queuedAt)));
    const auto queued = email_templates::queuePortalInvite(transaction, id);
    if (!queued)
        return fail(queued.error());
    return u"The invite to %1 waits in the Outbox."_s;
}

int invite(Call& call)
{
    return change(call, queueInvite);
}

int resetPassword(Call& call)
{
    return change(call, [](Transaction& transaction, ContactId id, const Arguments&) -> Result<QString> {
        const auto done = portal_access::resetPassword(transaction, id);
        return done ? Result<QString>{u"Password, sessions and Direct Link of %1 are dead. "
                                      "The new Direct Link asks for a new password."_s}
                    : fail(done.error());
    });
}

int enable(Call& call)
{
    return change(call, [](Transaction& transaction, ContactId id, const Arguments&) -> Result<QString> {
        const auto done = portal_access::enable(transaction, id);
        return done ? Result<QString>{u"The portal of %1 is open."_s} : fail(done.error());
    });
}

int disable(Call& call)
{
    return change(call, [](Transaction& transaction, ContactId id, const Arguments&) -> Result<QString> {
        const auto done = portal_access::disable(transaction, id);
        return done ? Result<QString>{u"The portal of %1 is closed."_s} : fail(done.error());
    });
}

int archive(Call& call)
{
    return change(call, [](Transaction& transaction, ContactId id, const Arguments&) -> Result<QString> {
        const auto done = contacts::archive(transaction, {id});
        return done ? Result<QString>{u"%1 is archived."_s} : fail(done.error());
    });
}

int unarchive(Call& call)
{
    return change(call, [](Transaction& transaction, ContactId id, const Arguments&) -> Result<QString> {
        const auto done = contacts::unarchive(transaction, {id});
        return done ? Result<QString>{u"%1 is back in the Address Book."_s} : fail(done.error());
    });
}

/// Whose password opens the portal afterwards, as the answer names it.
QString passwordWord(std::optional<contacts::MergeSide> side)
{
    if (!side)
        return u"none"_s;
    return *side == contacts::MergeSide::Survivor ? u"into"_s : u"id"_s;
}

int merge(Call& call)
{
    const auto numberOf = [&](QLatin1StringView option) -> Result<ContactId> {
        const auto id = ContactId::fromText(call.arguments.value(option));
        return id ? Result<ContactId>{*id}
                  : fail(Fault::Invalid, u"“%1” is no contact's number."_s.arg(call.arguments.value(option)));
    };
    if (!call.arguments.has("id"_L1) || !call.arguments.has("into"_L1))
        return call.fails(u"Say who is merged with --id and into whom with --into. See foyer-portal contact "
                          "merge --help."_s,
                          exitUsage);
    contacts::MergeChoice choice;
    const QString password = call.arguments.value("password-of"_L1);
    if (password == "id"_L1)
        choice.password = contacts::MergeSide::Absorbed;
    else if (!password.isEmpty() && password != "into"_L1)
        return call.fails(u"--password-of is “id” or “into”."_s, exitUsage);
    const auto absorbed = numberOf("id"_L1);
    const auto survivor = numberOf("into"_L1);
    if (!absorbed || !survivor)
        return call.fails(absorbed ? survivor.error() : absorbed.error());
    QString said;
    const auto answer =
        call.studio.write(Actor::studio(), [&](Transaction& transaction) -> Result<QJsonObject> {
            const auto read = contacts::readForMerge(transaction, *survivor, *absorbed);
            if (!read)
                return fail(read.error());
            const auto done = contacts::merge(transaction, *read, choice);
            if (!done)
                return fail(done.error());
            const auto now = contacts::brief(transaction, *survivor);
            if (!now)
                return fail(now.error());
            said = u"%1 (%2) is part of %3 (%4) now. foyer-portal contact unmerge --id %2 undoes it."_s.arg(
                displayNameOf(read->absorbed.details), absorbed->text(), now->name, survivor->text());
            return QJsonObject{{u"id"_s, survivor->row()},
                               {u"name"_s, now->name},
                               {u"absorbed"_s, absorbed->row()},
                               {u"password"_s, passwordWord(contacts::passwordSide(*read, choice))}};
        });
    if (!answer)
        return call.fails(answer.error());
    if (call.isJson())
        call.say(QJsonValue{*answer});
    else
        call.say(said);
    return exitDone;
}

int unmerge(Call& call)
{
    return change(call, [](Transaction& transaction, ContactId id, const Arguments&) -> Result<QString> {
        const auto done = contacts::undoMerge(transaction, id);
        return done ? Result<QString>{u"%1 is a contact of its own again."_s} : fail(done.error());
    });
}

bool always(const Arguments&)
{
    return true;
}

} // namespace

std::vector<Command> contactCommands()
{
    const std::vector<Option> one{idOption, emailOption, jsonOption};
    std::vector<Option> oneWithAddress = one;
    oneWithAddress.push_back(addressOption);
    std::vector<Option> oneAgain = one;
    oneAgain.push_back({"again"_L1, ""_L1, "also when an invite waits already"_L1});
    return {
        {"contact"_L1,
         "list"_L1,
         ""_L1,
         0,
         0,
         "list the Address Book: number, name, email, portal"_L1,
         {{"search"_L1, "TEXT"_L1, "words of name, company, email or phone"_L1},
          {"tag"_L1, "TAG"_L1, "only those with this tag"_L1},
          {"conflicts"_L1, ""_L1, "only those with an Email Conflict"_L1},
          {"archived"_L1, ""_L1, "the archived ones instead"_L1},
          jsonOption},
         nullptr,
         list},
        {"contact"_L1, "show"_L1, ""_L1, 0, 0, "show everything about one contact"_L1, one, nullptr, show},
        {"contact"_L1, "link"_L1, ""_L1, 0, 0, "print a contact's Direct Link"_L1, oneWithAddress, nullptr,
         link},
        {"contact"_L1, "invite"_L1, ""_L1, 0, 0, "queue the portal invite"_L1, oneAgain, always, invite},
        {"contact"_L1, "reset-password"_L1, ""_L1, 0, 0, "end password, sessions and Direct Link"_L1, one,
         always, resetPassword},
        {"contact"_L1, "enable"_L1, ""_L1, 0, 0, "open a contact's portal again"_L1, one, always, enable},
        {"contact"_L1, "disable"_L1, ""_L1, 0, 0, "close a contact's portal"_L1, one, always, disable},
        {"contact"_L1, "archive"_L1, ""_L1, 0, 0, "take a contact out of the lists"_L1, one, always, archive},
        {"contact"_L1, "unarchive"_L1, ""_L1, 0, 0, "put an archived contact back"_L1, one, always,
         unarchive},
        {"contact"_L1,
         "merge"_L1,
         ""_L1,
         0,
         0,
         "make two contacts one: what --into lacks comes from --id"_L1,
         {idOption,
          {"into"_L1, "M"_L1, "the contact who stays"_L1},
          {"password-of"_L1, "WHO"_L1, "id or into, when both have a password (into)"_L1},
          jsonOption},
         always,
         merge},
        {"contact"_L1, "unmerge"_L1, ""_L1, 0, 0, "make a merged contact one of its own again"_L1, one,
         always, unmerge},
    };
}

} // namespace foyer::cli
