// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/passkeys.h"

#include "app/base/random.h"
#include "app/contacts/contact_store.h"
#include "app/mail/notices.h"
#include "app/portal_access/passkey_store.h"
#include "portal_server/portal/cookies.h"
#include "portal_server/portal/entrance.h"
#include "portal_server/portal/login.h"

#include <QLocale>
#include <QLoggingCategory>

#include <algorithm>

namespace foyer::web {

using namespace Qt::StringLiterals;
using portal_access::Passkey;
using portal_access::PasskeyId;
using portal_access::PasskeyUse;
using portal_access::RelyingParty;

namespace {

Q_LOGGING_CATEGORY(passkeyLog, "foyer.passkey")

constexpr int refused = 422;
// The least that the specification recommends for a person who looks for their device. A login page that
// stood open for longer asks once more, which costs one press.
constexpr std::chrono::minutes challengeLife{5};
// A passkey stays when a session ends. Whoever finds a laptop open must not leave one of their own behind, so
// one is made soon after a login or after another one. Asking for the password here would only be one more
// place to guess it, and who has lost theirs could not add another device.
constexpr std::chrono::minutes recentLogin{15};
constexpr const char* loginPurpose = "passkey login";
constexpr const char* addPurpose = "passkey add";

// ---- Whom a passkey is for

bool isNumber(const QString& host)
{
    const QString last = host.section(u'.', -1);
    return host.startsWith(u'[') ||
           std::all_of(last.begin(), last.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// From the place, which the directory found among the configured hosts (P9); nothing where passkeys cannot
/// work.
std::optional<RelyingParty> relyingParty(const Visit& visit)
{
    const bool isSecure = visit.request.peer.isSecure;
    QString host = visit.place.host;
    if (host.endsWith(isSecure ? ":443"_L1 : ":80"_L1))
        host = host.section(u':', 0, 0); // what an origin leaves out
    const QString name = host.startsWith(u'[') ? host : host.section(u':', 0, 0);
    const bool isThisMachine = name == "localhost"_L1 || name.endsWith(".localhost"_L1);
    // A brand's own domain is known on every port, but configured without one.
    if (isNumber(name) || (!isSecure && !isThisMachine) || (visit.place.isOwnDomain && host != name))
        return std::nullopt;
    return RelyingParty{name, (isSecure ? u"https://"_s : u"http://"_s) + host};
}

// ---- The question: a challenge of this studio, for one purpose and one browser, until a moment

QByteArray challengeKey(const Visit& visit, const QString& binding)
{
    return hmacSha256(visit.formKey, QByteArray{"passkey"} + '\0' + binding.toUtf8());
}

/// nonce.until.seal; the nonce is what the device signs.
QString newChallenge(const Visit& visit, const char* purpose)
{
    const QString until = QString::number(toSeconds(visit.studio.now() + challengeLife));
    return sealed(challengeKey(visit, visit.formBinding), purpose, randomToken() + u'.' + until);
}

struct Challenge
{
    QByteArray nonce;
    Instant until;
};

std::optional<Challenge> readChallenge(const Visit& visit, const char* purpose)
{
    const QString text = visit.form.value(u"challenge"_s);
    auto value = unsealed(challengeKey(visit, visit.formBinding), purpose, text);
    // A login page may be older than the session that somebody else opened in this browser meanwhile.
    const auto stranger = readCookie(visit.request, Cookie::Form);
    if (!value && purpose == loginPurpose && stranger)
        value = unsealed(challengeKey(visit, *stranger), purpose, text);
    if (!value)
        return std::nullopt;
    const Instant until = fromSeconds(value->section(u'.', 1, 1).toLongLong());
    if (until <= visit.studio.now())
        return std::nullopt;
    return Challenge{fromBase64Url(value->section(u'.', 0, 0)), until};
}

QByteArray bytesOf(const Visit& visit, const QString& field)
{
    return fromBase64Url(visit.form.value(field));
}

Actor actorOf(const Visit& visit, ContactId contact)
{
    return Actor::client(contact, visit.request.peer.address);
}

const QString tooLate = u"This page was open for a while. Please try again."_s;
const QString unknown = u"This passkey is not known here, or no longer. Please log in with your password."_s;
const QString unconvincing =
    u"This passkey could not be checked. Please try again, or log in with your password."_s;
const QString someoneElses =
    u"This passkey belongs to another person. Please use one of your own, or your password."_s;
const QString copied =
    u"This passkey cannot be used any more. Please log in with your password, remove the passkey and add a new one."_s;

// ---- The client's own page

QString suggestedName(const Visit& visit)
{
    const QByteArray agent = visit.request.header("user-agent");
    const std::pair<const char*, QString> devices[] = {
        {"iPhone", u"iPhone"_s}, {"iPad", u"iPad"_s},       {"Android", u"Android phone"_s},
        {"Mac OS", u"Mac"_s},    {"Windows", u"Windows"_s}, {"CrOS", u"Chromebook"_s},
    };
    for (const auto& [mark, name] : devices) {
        if (agent.contains(mark))
            return name;
    }
    return u"My computer"_s;
}

QString dayOf(Instant instant)
{
    return QLocale{QLocale::English, QLocale::UnitedKingdom}.toString(toLocal(instant).date(),
                                                                      u"d MMMM yyyy"_s);
}

View itemView(const Passkey& passkey, const QString& here)
{
    View item;
    item.text("passkey_id", passkey.id.text())
        .text("passkey_name", passkey.name)
        .text("passkey_made", u"Added on %1."_s.arg(dayOf(passkey.createdAt)))
        .text("passkey_used",
              passkey.lastUsedAt ? u"Last used on %1."_s.arg(dayOf(*passkey.lastUsedAt)) : u"Not used yet."_s)
        .optionalText("passkey_elsewhere",
                      passkey.host == here ? QString{} : u"Works at %1 only."_s.arg(passkey.host));
    return item;
}

QString sentenceAfter(const Visit& visit)
{
    if (visit.request.query == "added")
        return u"Your passkey is saved. Next time you can log in with it."_s;
    if (visit.request.query == "renamed")
        return u"The new name is saved."_s;
    if (visit.request.query == "removed")
        return u"The passkey is removed. It may still be listed on your device; you can delete it there too."_s;
    return {};
}

struct OwnPasskeys
{
    std::vector<Passkey> passkeys;
    QByteArray handle;
    QString name;
};

Result<OwnPasskeys> readOwn(const Visit& visit)
{
    return visit.studio.read([&](const Snapshot& snapshot) -> Result<OwnPasskeys> {
        const ContactId contact = visit.client->contact;
        auto passkeys = portal_access::passkeysOf(snapshot, contact);
        if (!passkeys)
            return fail(passkeys.error());
        auto handle = portal_access::userHandle(snapshot, contact);
        if (!handle)
            return fail(handle.error());
        const auto person = contacts::brief(snapshot, contact);
        if (!person)
            return fail(person.error());
        return OwnPasskeys{std::move(*passkeys), std::move(*handle), person->name};
    });
}

Response passkeysPage(const Visit& visit, const QString& error, int status)
{
    const auto own = readOwn(visit);
    if (!own)
        return failurePage(visit, own.error());
    const auto party = relyingParty(visit);
    const bool isFull = own->passkeys.size() >= std::size_t(portal_access::mostPasskeysPerClient);
    const auto& session = visit.client->session; // none in a preview
    const bool isRecent = session && visit.studio.now() < session->createdAt + recentLogin;
    const bool canAdd = party && !isFull && isRecent;
    std::vector<View> items;
    QStringList known;
    for (const Passkey& passkey : own->passkeys) {
        items.push_back(itemView(passkey, party ? party->id : passkey.host));
        known.append(toBase64Url(passkey.credentialId));
    }
    View view = baseView(visit);
    view.optionalText("flash", sentenceAfter(visit))
        .optionalText("error", error)
        .flag("has_passkeys", !own->passkeys.empty())
        .list("passkeys", std::move(items))
        .flag("is_signin", true)
        .text("add_url", visit.url("/passkeys/add"))
        .text("rename_url", visit.url("/passkeys/rename"))
        .text("remove_url", visit.url("/passkeys/remove"))
        .flag("can_add", canAdd)
        .flag("is_full", isFull)
        .flag("has_no_place", !party && !visit.isPreview)
        .flag("is_login_old", party && !isFull && session && !isRecent)
        .text("suggested_name", suggestedName(visit))
        .text("passkey_challenge", canAdd ? newChallenge(visit, addPurpose) : QString{})
        .text("passkey_host", party ? party->id : QString{})
        .text("passkey_studio", visit.place.brand->details.name)
        // The person's name, never the mailbox: two who share one must tell their passkeys apart.
        .text("passkey_person", own->name)
        .text("passkey_user", toBase64Url(own->handle))
        .text("passkey_known", known.join(u' '));
    return page(visit, u"passkeys"_s, std::move(view), status);
}

Response afterChange(const Visit& visit, const Result<void>& done, const char* path)
{
    return done ? redirect(visit.url(path)) : failurePage(visit, done.error());
}

} // namespace

void offerPasskey(const Visit& visit, View& view, const QString& error)
{
    const auto party = visit.isPreview ? std::nullopt : relyingParty(visit);
    view.flag("can_use_passkey", party.has_value())
        .optionalText("passkey_error", error)
        .text("passkey_login_url", visit.url("/passkey/login"))
        .text("passkey_host", party ? party->id : QString{})
        .text("passkey_challenge", party ? newChallenge(visit, loginPurpose) : QString{});
}

Response logInWithPasskey(const Visit& visit, Database& studio)
{
    const bool isPinned = visit.form.value(u"pinned"_s) == "1"_L1;
    const auto refuse = [&](const QString& sentence, const QString& reason) {
        qCInfo(passkeyLog).noquote() << "login refused:" << reason;
        return refusePasskey(visit, isPinned, sentence);
    };
    const auto party = relyingParty(visit);
    if (!party)
        return notFoundPage(visit);
    const auto challenge = readChallenge(visit, loginPurpose);
    if (!challenge)
        return refuse(tooLate, u"the challenge is too old or not of this browser"_s);
    const auto passkey = studio.read([&](const Snapshot& snapshot) {
        return portal_access::findPasskey(snapshot, bytesOf(visit, u"credential_id"_s), party->id);
    });
    if (!passkey)
        return failurePage(visit, passkey.error());
    if (!*passkey)
        return refuse(unknown, u"no such passkey, or its person may not log in"_s);
    const auto& known = **passkey;
    if (!equalInConstantTime(bytesOf(visit, u"user_handle"_s), known.userHandle))
        return refuse(unconvincing, u"the device names another account"_s);
    const auto count = portal_access::verifyAssertion(*party, challenge->nonce, known.publicKey,
                                                      {bytesOf(visit, u"client_data"_s),
                                                       bytesOf(visit, u"authenticator_data"_s),
                                                       bytesOf(visit, u"signature"_s)});
    if (!count)
        return refuse(unconvincing, count.error().detail);
    if (isPinned && pinnedPerson(visit) != known.contact)
        return refuse(someoneElses, u"the link is another person's"_s);

    // Nothing is opened when the counter went back, but the journal must keep that: so no failure.
    const auto login = studio.write(
        actorOf(visit, known.contact), [&](Transaction& transaction) -> Result<std::optional<Login>> {
            if (const auto spent =
                    portal_access::spendChallenge(transaction, challenge->nonce, challenge->until);
                !spent)
                return fail(spent.error());
            const auto use = portal_access::recordPasskeyUse(transaction, known.id, *count);
            if (!use)
                return fail(use.error());
            if (*use == PasskeyUse::CounterWentBack)
                return std::optional<Login>{};
            auto opened = logInClient(visit, transaction, known.contact, known.generation);
            return opened ? Result<std::optional<Login>>{std::move(*opened)} : fail(opened.error());
        });
    if (!login) {
        const Error& error = login.error();
        if (error.fault == Fault::Conflict ||
            error.fault == Fault::NotFound) // spent, or changed this very moment
            return refuse(error.fault == Fault::Conflict ? tooLate : unknown, error.detail);
        return failurePage(visit, error);
    }
    return *login ? withSession(visit, **login) : refuse(copied, u"the counter went back"_s);
}

Response showPasskeys(const Visit& visit)
{
    return passkeysPage(visit, {}, 200);
}

Response addPasskey(const Visit& visit, Database& studio)
{
    const auto party = relyingParty(visit);
    if (!party || !visit.client->session)
        return notFoundPage(visit);
    const auto challenge = readChallenge(visit, addPurpose);
    if (!challenge)
        return passkeysPage(visit, tooLate, refused);
    const auto credential = portal_access::verifyRegistration(
        *party, challenge->nonce, {bytesOf(visit, u"client_data"_s), bytesOf(visit, u"attestation"_s)});
    if (!credential) {
        qCInfo(passkeyLog).noquote() << "not added:" << credential.error().detail;
        return passkeysPage(
            visit, u"This passkey could not be saved. Please try again, or try another device."_s, refused);
    }
    const ContactId contact = visit.client->contact;
    const auto done = studio.write(actorOf(visit, contact), [&](Transaction& transaction) -> Result<void> {
        if (const auto spent = portal_access::spendChallenge(transaction, challenge->nonce, challenge->until);
            !spent)
            return spent;
        const auto added = portal_access::addPasskey(transaction, contact, visit.client->session->generation,
                                                     {*credential, party->id, visit.form.value(u"name"_s)});
        return added ? mail::queuePasskeyAddedNotice(transaction, contact) : fail(added.error());
    });
    if (!done && done.error().fault == Fault::Conflict)
        return passkeysPage(visit, tooLate, refused);
    if (!done && done.error().fault == Fault::Denied)
        return passkeysPage(visit, {}, refused); // the page says that there are enough
    return afterChange(visit, done, "/passkeys?added");
}

Response renamePasskey(const Visit& visit, Database& studio)
{
    const auto id = PasskeyId::fromText(visit.form.value(u"passkey"_s));
    if (!id)
        return notFoundPage(visit);
    const ContactId contact = visit.client->contact;
    const auto done = studio.write(actorOf(visit, contact), [&](Transaction& transaction) {
        return portal_access::renamePasskey(transaction, contact, *id, visit.form.value(u"name"_s));
    });
    return afterChange(visit, done, "/passkeys?renamed");
}

Response removePasskey(const Visit& visit, Database& studio)
{
    const auto id = PasskeyId::fromText(visit.form.value(u"passkey"_s));
    if (!id)
        return notFoundPage(visit);
    const ContactId contact = visit.client->contact;
    const auto done = studio.write(actorOf(visit, contact), [&](Transaction& transaction) -> Result<void> {
        if (const auto gone = portal_access::removePasskey(transaction, contact, *id); !gone)
            return gone;
        return mail::queuePasskeyRemovedNotice(transaction, contact);
    });
    return afterChange(visit, done, "/passkeys?removed");
}

} // namespace foyer::web
