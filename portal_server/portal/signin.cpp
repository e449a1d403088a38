// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/signin.h"

#include "app/contacts/contact_store.h"
#include "app/mail/notices.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/device_words.h"
#include "app/portal_access/known_device.h"
#include "app/portal_access/passwords.h"
#include "portal_server/portal/cookies.h"
#include "portal_server/portal/entrance.h"
#include "portal_server/portal/login.h"
#include "portal_server/portal/password_try.h"
#include "portal_server/portal/password_words.h"

#include <QLocale>

namespace foyer::web {

using namespace Qt::StringLiterals;
using portal_access::PasswordFault;
using portal_access::Session;

namespace {

constexpr int refused = 422;

/// In the studio's zone: the only one that is known.
QString moment(Instant at)
{
    return QLocale{QLocale::English}.toString(toLocal(at), u"d MMMM yyyy, HH:mm"_s);
}

struct Problems
{
    QString current;
    QString next;
};

Response signInPage(const Visit& visit, const Problems& problems, int status)
{
    const auto sessions = visit.studio.read(
        [&](const Snapshot& snapshot) { return portal_access::sessionsOf(snapshot, visit.client->contact); });
    if (!sessions)
        return failurePage(visit, sessions.error());
    const auto account = visit.studio.read(
        [&](const Snapshot& snapshot) { return portal_access::account(snapshot, visit.client->contact); });
    if (!account)
        return failurePage(visit, account.error());
    const auto contact = visit.studio.read(
        [&](const Snapshot& snapshot) { return contacts::find(snapshot, visit.client->contact); });
    if (!contact)
        return failurePage(visit, contact.error());
    const auto& emails = contact->details.emails;
    std::vector<View> rows;
    for (const Session& session : *sessions) {
        View row;
        row.text("device", portal_access::deviceWords(session.userAgent))
            .text("since", u"Since %1"_s.arg(moment(session.createdAt)))
            .text("login_value", session.id.text())
            .flag("is_this", visit.client->session && visit.client->session->id == session.id);
        rows.push_back(std::move(row));
    }
    View view = baseView(visit);
    view.flag("is_signin", true)
        .flag("is_pinned", true)
        .optionalText("email", emails.empty() ? QString{} : emails.front().address)
        .text("person_name", displayNameOf(contact->details))
        .flag("has_logins", !sessions->empty())
        .flag("has_other_logins", sessions->size() > 1)
        .list("logins", std::move(rows))
        .flag("has_password", account->passwordSetAt.has_value())
        .text("password_set",
              account->passwordSetAt ? u"Chosen on %1"_s.arg(moment(*account->passwordSetAt)) : QString{})
        .text("password_rule", passwordRule())
        .optionalText("current_error", problems.current)
        .optionalText("new_error", problems.next)
        .text("passkeys_url", visit.url("/passkeys"))
        .text("change_password_url", visit.url("/signin/password"))
        .text("end_login_url", visit.url("/signin/end"))
        .text("end_all_url", visit.url("/signin/end-all"));
    return page(visit, u"signin"_s, std::move(view), status);
}

Actor self(const Visit& visit)
{
    return Actor::client(visit.client->contact, visit.request.peer.address);
}

} // namespace

Response showSignIn(const Visit& visit)
{
    Visit shown = visit;
    if (visit.request.query == "changed")
        shown.flash = u"Your new password is saved. Every other device is logged out."_s;
    else if (visit.request.query == "ended")
        shown.flash = u"That device is logged out."_s;
    else if (visit.request.query == "ended-all")
        shown.flash = u"Every other device is logged out."_s;
    return signInPage(shown, {}, 200);
}

Response changePassword(const Visit& visit, Database& studio)
{
    const ContactId contact = visit.client->contact;
    const QString password = visit.form.value(u"new_password"_s);
    const auto words = ownWords(visit, contact);
    if (!words)
        return failurePage(visit, words.error());
    // What is wrong with the new one costs nothing to say, so it is said before a try is counted.
    if (const auto fault = portal_access::passwordFault(password, *words); fault != PasswordFault::None)
        return signInPage(visit, {{}, sentenceFor(fault)}, refused);
    PasswordTry attempt = tryPassword(visit, studio, contact, visit.form.value(u"current_password"_s));
    if (attempt.response)
        return *std::move(attempt.response);
    if (attempt.people.empty())
        return signInPage(visit, {u"This is not your current password. Please try again."_s, {}}, refused);

    const auto seed = studio.read(
        [&](const Snapshot& snapshot) { return portal_access::seedForNewPassword(snapshot, contact); });
    if (!seed)
        return failurePage(visit, seed.error());
    const auto record = portal_access::makePassword(password, *seed);
    const auto login = studio.write(self(visit), [&](Transaction& transaction) -> Result<Login> {
        if (const auto back = portal_access::takeBack(transaction, attempt.counted); !back)
            return fail(back.error());
        if (const auto replaced = portal_access::replacePassword(transaction, *seed, record); !replaced)
            return fail(replaced.error());
        if (const auto told = mail::queuePasswordSetNotice(transaction, contact); !told)
            return fail(told.error());
        return logInClient(visit, transaction, contact, seed->generation + 1);
    });
    if (!login) // reset or disabled this very moment: the session is gone, too
        return login.error().fault == Fault::Conflict ? redirect(visit.url("/login"))
                                                      : failurePage(visit, login.error());
    Response response = redirect(visit.url("/signin?changed"));
    setLoginCookies(visit, *login, response);
    return response;
}

Response endLogin(const Visit& visit, Database& studio)
{
    const auto id = SessionId::fromText(visit.form.value(u"login"_s));
    if (!id)
        return redirect(visit.url("/signin"));
    if (visit.client->session && visit.client->session->id == *id)
        return logOut(visit, studio);
    const auto closed = studio.write(self(visit), [&](Transaction& transaction) {
        return portal_access::closeSessionOf(transaction, visit.client->contact, *id);
    });
    return closed ? redirect(visit.url("/signin?ended")) : failurePage(visit, closed.error());
}

Response endAllLogins(const Visit& visit, Database& studio)
{
    const auto kept = visit.client->session ? std::optional{visit.client->session->id} : std::nullopt;
    const auto device = studio.write(self(visit), [&](Transaction& transaction) -> Result<QString> {
        if (const auto closed = portal_access::closeSessionsOf(transaction, visit.client->contact, kept);
            !closed)
            return fail(closed.error());
        return portal_access::rememberDevice(transaction, visit.client->contact, {}); // this one stays known
    });
    if (!device)
        return failurePage(visit, device.error());
    Response response = redirect(visit.url("/signin?ended-all"));
    response.headers.emplace_back(
        "Set-Cookie", setCookie(visit.request, Cookie::Device, *device, portal_access::knownDeviceLife));
    return response;
}

} // namespace foyer::web
