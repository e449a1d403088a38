// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/entrance.h"

#include "app/contacts/contact_store.h"
#include "app/mail/notices.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/direct_link.h"
#include "app/portal_access/passwords.h"
#include "portal_server/portal/cookies.h"
#include "portal_server/portal/kept_answers.h"
#include "portal_server/portal/login.h"
#include "portal_server/portal/passkeys.h"
#include "portal_server/portal/password_try.h"
#include "portal_server/portal/password_words.h"
#include "portal_server/portal/routes.h"

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
        .optionalText(keptField, visit.form.value(QLatin1StringView{keptField}))
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

/// What a client typed before their session ended, shown again to the same person.
std::optional<Response> answersBack(const Visit& visit, Database& studio, ContactId contact,
                                    const Login& login)
{
    auto kept = readKeptAnswers(visit);
    if (!kept || kept->whose != contact)
        return std::nullopt;
    const auto match = findRoute(Method::Post, kept->path);
    if (!match || !match->route->canReview)
        return std::nullopt;
    Visit again = visit;
    again.client = Client{contact, {}};
    again.argument = match->argument;
    again.part = match->part;
    again.formBinding = login.token;
    again.form = std::move(kept->form);
    again.form.set(u"do"_s, QLatin1StringView{reviewWish});
    again.flash = u"You are logged in again, and what you typed is still here. It is not saved yet."_s;
    Response response = match->route->act(again, studio);
    setLoginCookies(visit, login, response);
    return response;
}

Response begin(const Visit& visit, Database& studio, const LoginCandidates::Person& person,
               const portal_access::Admission& counted)
{
    const auto login =
        studio.write(Actor::client(person.contact, visit.request.peer.address),
                     [&](Transaction& transaction) -> Result<Login> {
                         if (const auto back = takeBack(transaction, counted); !back)
                             return fail(back.error());
                         return logInClient(visit, transaction, person.contact, person.generation);
                     });
    if (login) {
        auto back = answersBack(visit, studio, person.contact, *login);
        return back ? *std::move(back) : withSession(visit, *login);
    }
    if (login.error().fault == Fault::Conflict) // reset or disabled this very moment
        return loginPage(visit, {}, wrongPassword, refused);
    return failurePage(visit, login.error());
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
    PasswordTry attempt = tryPassword(visit, studio, email, visit.form.value(u"password"_s));
    if (attempt.response)
        return *std::move(attempt.response);
    const auto& people = attempt.people;
    if (people.empty())
        return loginPage(visit, email, wrongPassword, refused);
    if (people.size() == 1)
        return begin(visit, studio, people.front(), attempt.counted);
    // Answers of an ended session name the person, and only who has that browser can bring them.
    const auto kept = readKeptAnswers(visit);
    for (const auto& person : people) {
        if (kept && kept->whose == person.contact)
            return begin(visit, studio, person, attempt.counted);
    }
    studio.writeSoon(Actor::system(), [counted = attempt.counted](Transaction& transaction) {
        return takeBack(transaction, counted);
    });
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
            return begin(visit, studio, person, {});
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
    PasswordTry attempt = tryPassword(visit, studio, link.person->contact, visit.form.value(u"password"_s));
    if (attempt.response)
        return *std::move(attempt.response);
    if (attempt.people.empty())
        return pinnedLoginPage(visit, *link.person, wrongPinnedPassword, refused);
    return begin(visit, studio, attempt.people.front(), attempt.counted);
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
    const auto login = studio.write(
        Actor::client(contact, visit.request.peer.address), [&](Transaction& transaction) -> Result<Login> {
            if (const auto set = portal_access::setFirstPassword(transaction, *seed, record); !set)
                return fail(set.error());
            if (const auto told = mail::queuePasswordSetNotice(transaction, contact); !told)
                return fail(told.error());
            return logInClient(visit, transaction, contact, seed->generation + 1);
        });
    if (login)
        return withSession(visit, *login);
    // Set, reset or disabled by somebody else this very moment: the link tells what holds now.
    return login.error().fault == Fault::Conflict ? redirect(visit.url("/welcome"))
                                                  : failurePage(visit, login.error());
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
    // Every cookie but the one that keeps strangers' tries apart from this device's: it opens nothing, and
    // asking the browser to clear "cookies" as a whole would take it along.
    for (const Cookie cookie :
         {Cookie::Session, Cookie::Form, Cookie::Link, Cookie::Choice, Cookie::Reset, Cookie::Wanted}) {
        response.headers.emplace_back("Set-Cookie",
                                      setCookie(visit.request, cookie, {}, std::chrono::seconds{-1}));
    }
    response.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
    return response;
}

Response showLoggedOut(const Visit& visit)
{
    return page(visit, u"logged_out"_s, baseView(visit));
}

} // namespace foyer::web
