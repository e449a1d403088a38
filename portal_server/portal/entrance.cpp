// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/entrance.h"

#include "app/contacts/contact_store.h"
#include "app/mail/notices.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/direct_link.h"
#include "app/portal_access/passwords.h"
#include "portal_server/portal/cookies.h"
#include "portal_server/portal/passkeys.h"
#include "portal_server/portal/password_words.h"

namespace foyer::web {

using namespace Qt::StringLiterals;
using portal_access::LoginCandidates;
using portal_access::PasswordFault;

namespace {

constexpr std::chrono::minutes linkCookieLife{10};
constexpr std::chrono::minutes choiceLife{2};
constexpr int refused = 422; // the form is shown again, with what was typed

// ---- Pages

Response loginPage(const Visit& visit, const QString& typedEmail, const QString& error, int status,
                   const QString& passkeyError = {})
{
    View view = baseView(visit);
    view.optionalText("error", error)
        .text("typed_email", typedEmail)
        .optionalText("login_text", visit.place.brand->details.loginText);
    offerPasskey(visit, view, passkeyError);
    return page(visit, u"login"_s, std::move(view), status);
}

/// The person a Direct Link names, as far as a page for strangers may know them.
struct LinkedPerson
{
    ContactId contact;
    QString name;
    QString greeting;
    QString email; ///< the first one; empty when there is none
    bool hasPassword;
};

View personView(const Visit& visit, const LinkedPerson& person, const QString& error)
{
    View view = baseView(visit);
    view.optionalText("error", error)
        .flag("is_pinned", true)
        .text("person_name", person.name)
        .optionalText("email", person.email)
        .optionalText("login_text", visit.place.brand->details.loginText);
    return view;
}

Response pinnedLoginPage(const Visit& visit, const LinkedPerson& person, const QString& error, int status,
                         const QString& passkeyError = {})
{
    View view = personView(visit, person, error);
    view.text("greeting", u"Welcome back, %1"_s.arg(person.greeting))
        .text("login_url", visit.url("/welcome"));
    offerPasskey(visit, view, passkeyError);
    return page(visit, u"login"_s, std::move(view), status);
}

Response setPasswordPage(const Visit& visit, const LinkedPerson& person, const QString& error, int status)
{
    View view = personView(visit, person, error);
    view.text("greeting", u"Welcome, %1"_s.arg(person.greeting)).text("password_rule", passwordRule());
    return page(visit, u"set_password"_s, std::move(view), status);
}

const QString wrongPassword = u"This email and password do not fit together. Please try again."_s;
const QString wrongPinnedPassword = u"This password does not fit. Please try again."_s;

} // namespace

// ---- Sessions

Response withSession(const Visit& visit, const QString& token)
{
    Response response = redirect(visit.url("/home"));
    const QString text = sessionCookieText(visit.formKey, {token, visit.studio.now()});
    response.headers.emplace_back("Set-Cookie", setCookie(visit.request, Cookie::Session, text));
    // The form cookie stays: another tab may hold a login form that somebody else is about to send.
    for (const Cookie cookie : {Cookie::Link, Cookie::Choice})
        response.headers.emplace_back("Set-Cookie",
                                      setCookie(visit.request, cookie, {}, std::chrono::seconds{-1}));
    return response;
}

Result<QString> openSessionFor(const Visit& visit, Transaction& transaction, ContactId contact,
                               qint64 generation)
{
    // Whoever was logged in with this browser leaves it with the new login.
    if (visit.client && visit.client->session) {
        if (const auto closed = portal_access::closeSession(transaction, visit.client->session->id); !closed)
            return fail(closed.error());
    }
    return portal_access::openSession(transaction, contact, generation, visit.request.host,
                                      visit.request.peer.address,
                                      QString::fromLatin1(visit.request.header("user-agent")));
}

namespace {

Response begin(const Visit& visit, Database& studio, const LoginCandidates::Person& person)
{
    const auto token = studio.write(
        Actor::client(person.contact, visit.request.peer.address), [&](Transaction& transaction) {
            return openSessionFor(visit, transaction, person.contact, person.generation);
        });
    if (token)
        return withSession(visit, *token);
    if (token.error().fault == Fault::Conflict) // reset or disabled this very moment
        return loginPage(visit, {}, wrongPassword, refused);
    return failurePage(visit, token.error());
}

/// Longer ones are nobody's password (see passwordFault), but cost the same as any other.
QString hashable(const QString& typed)
{
    return typed.size() > 1024 ? QString{} : typed;
}

// ---- The chooser's cookie: who proved the password, until when

QString choiceText(const Visit& visit, const std::vector<LoginCandidates::Person>& people)
{
    QStringList parts{QString::number(toSeconds(visit.studio.now() + choiceLife))};
    for (const auto& person : people)
        parts.append(person.contact.text() + u':' + QString::number(person.generation));
    return sealed(visit.formKey, "choice", parts.join(u'_'));
}

std::vector<LoginCandidates::Person> readChoice(const Visit& visit)
{
    std::vector<LoginCandidates::Person> people;
    const auto cookie = readCookie(visit.request, Cookie::Choice);
    const auto text = cookie ? unsealed(visit.formKey, "choice", *cookie) : std::nullopt;
    if (!text)
        return people;
    const QStringList parts = text->split(u'_');
    if (visit.studio.now() > fromSeconds(parts.front().toLongLong()))
        return people;
    for (qsizetype i = 1; i < parts.size(); ++i) {
        if (const auto contact = ContactId::fromText(parts[i].section(u':', 0, 0)))
            people.push_back({*contact, parts[i].section(u':', 1).toLongLong(), {}, {}});
    }
    return people;
}

// ---- Direct Links

struct LinkAnswer
{
    std::optional<LinkedPerson> person; ///< when the link may be used
    std::optional<Response> response;   ///< else: what to show instead
};

LinkAnswer linked(const Visit& visit)
{
    const auto token = readCookie(visit.request, Cookie::Link);
    if (!token) {
        if (visit.request.query != "from=link")
            return {{}, redirect(visit.url("/login"))};
        View view = baseView(visit);
        view.text("retry_url", visit.url("/welcome"));
        return {{}, page(visit, u"cookies_needed"_s, std::move(view))};
    }
    auto answer = visit.studio.read([&](const Snapshot& snapshot) -> Result<LinkAnswer> {
        const auto target = portal_access::resolveDirectLink(snapshot, *token);
        if (!target)
            return fail(target.error());
        if (!*target)
            return LinkAnswer{{}, redirect(visit.url("/login"))};
        if (!(*target)->isCurrent)
            return LinkAnswer{{}, page(visit, u"link_replaced"_s, baseView(visit))};
        const auto contact = contacts::find(snapshot, (*target)->contact);
        if (!contact)
            return fail(contact.error());
        const auto account = portal_access::account(snapshot, contact->id);
        if (!account)
            return fail(account.error());
        if (account->disabledAt || contact->deletedAt)
            return LinkAnswer{{}, page(visit, u"link_unavailable"_s, baseView(visit))};
        const auto& emails = contact->details.emails;
        return LinkAnswer{LinkedPerson{contact->id, displayNameOf(contact->details),
                                       greetingNameOf(contact->details),
                                       emails.empty() ? QString{} : emails.front().address,
                                       account->passwordSetAt.has_value()},
                          {}};
    });
    if (!answer)
        return {{}, failurePage(visit, answer.error())};
    return std::move(*answer);
}

} // namespace

Response enter(const Visit& visit)
{
    return redirect(visit.url(visit.client ? "/home" : "/login"));
}

Response showLogin(const Visit& visit)
{
    if (visit.client && !visit.isPreview)
        return redirect(visit.url("/home"));
    if (visit.request.query != "password-set")
        return loginPage(visit, {}, {}, 200);
    View view = baseView(visit);
    view.optionalText("login_text", visit.place.brand->details.loginText)
        .optionalText("flash", u"Your new password is saved. Please log in with it."_s);
    offerPasskey(visit, view);
    return page(visit, u"login"_s, std::move(view));
}

Response logIn(const Visit& visit, Database& studio)
{
    const QString email = visit.form.value(u"username"_s);
    const auto candidates =
        studio.read([&](const Snapshot& snapshot) { return portal_access::candidatesFor(snapshot, email); });
    if (!candidates)
        return failurePage(visit, candidates.error());
    const auto people = portal_access::whoHasPassword(*candidates, hashable(visit.form.value(u"password"_s)));
    if (people.empty())
        return loginPage(visit, email, wrongPassword, refused);
    if (people.size() == 1)
        return begin(visit, studio, people.front());
    Response response = redirect(visit.url("/who"));
    response.headers.emplace_back(
        "Set-Cookie", setCookie(visit.request, Cookie::Choice, choiceText(visit, people), choiceLife));
    return response;
}

Response showChooser(const Visit& visit)
{
    const auto people = readChoice(visit);
    if (people.empty())
        return redirect(visit.url("/login"));
    std::vector<View> items;
    for (const auto& person : people) {
        const auto brief = visit.studio.read(
            [&](const Snapshot& snapshot) { return contacts::brief(snapshot, person.contact); });
        if (!brief)
            return failurePage(visit, brief.error());
        View item;
        item.text("person_value", person.contact.text()).text("person_name", brief->name);
        items.push_back(std::move(item));
    }
    View view = baseView(visit);
    view.list("people", std::move(items));
    return page(visit, u"chooser"_s, std::move(view));
}

Response choosePerson(const Visit& visit, Database& studio)
{
    const QString chosen = visit.form.value(u"person"_s);
    for (const auto& person : readChoice(visit)) {
        if (person.contact.text() == chosen)
            return begin(visit, studio, person);
    }
    return redirect(visit.url("/login"));
}

Response openDirectLink(const Visit& visit)
{
    if (visit.isPreview)
        return notFoundPage(visit);
    if (!isTokenShaped(visit.argument))
        return redirect(visit.url("/login"));
    Response response = redirect(visit.url("/welcome?from=link"));
    response.headers.emplace_back("Set-Cookie",
                                  setCookie(visit.request, Cookie::Link, visit.argument, linkCookieLife));
    return response;
}

Response showWelcome(const Visit& visit)
{
    if (visit.isPreview)
        return redirect(visit.url("/home"));
    LinkAnswer link = linked(visit);
    if (link.response)
        return std::move(*link.response);
    if (visit.client && visit.client->contact == link.person->contact)
        return redirect(visit.url("/home"));
    return link.person->hasPassword ? pinnedLoginPage(visit, *link.person, {}, 200)
                                    : setPasswordPage(visit, *link.person, {}, 200);
}

Response logInPinned(const Visit& visit, Database& studio)
{
    LinkAnswer link = linked(visit);
    if (link.response)
        return std::move(*link.response);
    const auto candidates = studio.read([&](const Snapshot& snapshot) {
        return portal_access::candidatesFor(snapshot, link.person->contact);
    });
    if (!candidates)
        return failurePage(visit, candidates.error());
    const auto people = portal_access::whoHasPassword(*candidates, hashable(visit.form.value(u"password"_s)));
    if (people.empty())
        return pinnedLoginPage(visit, *link.person, wrongPinnedPassword, refused);
    return begin(visit, studio, people.front());
}

std::optional<ContactId> pinnedPerson(const Visit& visit)
{
    const LinkAnswer link = linked(visit);
    return link.person ? std::optional{link.person->contact} : std::nullopt;
}

Response refusePasskey(const Visit& visit, bool isPinned, const QString& error)
{
    if (!isPinned)
        return loginPage(visit, {}, {}, refused, error);
    LinkAnswer link = linked(visit);
    return link.response ? std::move(*link.response)
                         : pinnedLoginPage(visit, *link.person, {}, refused, error);
}

Response setPassword(const Visit& visit, Database& studio)
{
    LinkAnswer link = linked(visit);
    if (link.response)
        return std::move(*link.response);
    if (link.person->hasPassword)
        return redirect(visit.url("/welcome"));
    const ContactId contact = link.person->contact;
    const QString password = visit.form.value(u"new_password"_s);

    const auto words = ownWords(visit, contact);
    if (!words)
        return failurePage(visit, words.error());
    if (const auto fault = portal_access::passwordFault(password, *words); fault != PasswordFault::None)
        return setPasswordPage(visit, *link.person, sentenceFor(fault), refused);

    const auto seed = studio.read(
        [&](const Snapshot& snapshot) { return portal_access::seedForNewPassword(snapshot, contact); });
    if (!seed)
        return failurePage(visit, seed.error());
    const auto record = portal_access::makePassword(password, *seed);
    const auto token = studio.write(
        Actor::client(contact, visit.request.peer.address), [&](Transaction& transaction) -> Result<QString> {
            if (const auto set = portal_access::setFirstPassword(transaction, *seed, record); !set)
                return fail(set.error());
            if (const auto told = mail::queuePasswordSetNotice(transaction, contact); !told)
                return fail(told.error());
            return openSessionFor(visit, transaction, contact, seed->generation + 1);
        });
    if (token)
        return withSession(visit, *token);
    // Set, reset or disabled by somebody else this very moment: the link tells what holds now.
    return token.error().fault == Fault::Conflict ? redirect(visit.url("/welcome"))
                                                  : failurePage(visit, token.error());
}

Response logOut(const Visit& visit, Database& studio)
{
    if (visit.client && visit.client->session) {
        const auto closed = studio.write(
            Actor::client(visit.client->contact, visit.request.peer.address), [&](Transaction& transaction) {
                return portal_access::closeSession(transaction, visit.client->session->id);
            });
        if (!closed)
            return failurePage(visit, closed.error());
    }
    Response response = redirect(visit.url("/logged-out"));
    response.headers.emplace_back("Set-Cookie",
                                  setCookie(visit.request, Cookie::Session, {}, std::chrono::seconds{-1}));
    response.headers.emplace_back("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
    return response;
}

Response showLoggedOut(const Visit& visit)
{
    return page(visit, u"logged_out"_s, baseView(visit));
}

} // namespace foyer::web
