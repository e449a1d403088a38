// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/forgot.h"

#include "app/base/text.h"
#include "app/contacts/contact_store.h"
#include "app/mail/notices.h"
#include "app/mail/reset_request.h"
#include "app/portal_access/login_throttle.h"
#include "app/portal_access/passwords.h"
#include "app/portal_access/reset_link.h"
#include "portal_server/portal/cookies.h"
#include "portal_server/portal/password_try.h"
#include "portal_server/portal/password_words.h"

namespace foyer::web {

using namespace Qt::StringLiterals;
using portal_access::PasswordFault;

namespace {

constexpr int refused = 422;

Response forgotPage(const Visit& visit, const QString& typed, const QString& error, int status)
{
    View view = baseView(visit);
    view.text("typed_email", typed).optionalText("error", error);
    return page(visit, u"forgot"_s, std::move(view), status);
}

/// Long enough for what is looked up and counted before the answer, however slow the disk: whoever measures
/// learns nothing about an address.
constexpr std::chrono::milliseconds answeredAfter{200};

Response inTime(Response response)
{
    response.notBefore = answeredAfter;
    return response;
}

/// Nothing when this network may ask once more; else the page that says when.
std::optional<Response> tooOften(const Visit& visit, Database& studio)
{
    const QString network = visit.request.peer.network;
    auto admission = visit.studio.read(
        [&](const Snapshot& snapshot) { return portal_access::resetAdmission(snapshot, network); });
    if (admission && admission->isAdmitted) {
        admission = studio.write(Actor::system(), [&](Transaction& transaction) {
            return portal_access::countReset(transaction, network);
        });
    }
    if (!admission)
        return failurePage(visit, admission.error());
    return admission->isAdmitted ? std::nullopt : std::optional{tooManyTries(visit, *admission)};
}

Response sentPage(const Visit& visit, const QString& typed)
{
    View view = baseView(visit);
    view.optionalText("typed_email", typed);
    return page(visit, u"forgot_sent"_s, std::move(view));
}

Response expiredPage(const Visit& visit, bool canSend)
{
    View view = baseView(visit);
    view.flag("can_send", canSend).text("fresh_link_url", visit.url("/reset/again"));
    return page(visit, u"link_expired"_s, std::move(view));
}

/// The link somebody came in by, and whose it is.
struct Reset
{
    QString token;
    portal_access::ResetTarget target;
    QString greeting;
    QString email;
};

/// Nothing when there is no link of ours in the cookie.
Result<std::optional<Reset>> readReset(const Visit& visit)
{
    const auto token = readCookie(visit.request, Cookie::Reset);
    if (!token)
        return std::optional<Reset>{};
    return visit.studio.read([&](const Snapshot& snapshot) -> Result<std::optional<Reset>> {
        const auto target = portal_access::resolveResetLink(snapshot, *token);
        if (!target)
            return fail(target.error());
        if (!*target)
            return std::optional<Reset>{};
        const auto contact = contacts::find(snapshot, (*target)->contact);
        if (!contact)
            return fail(contact.error());
        const auto& emails = contact->details.emails;
        return std::optional{Reset{*token, **target, greetingNameOf(contact->details),
                                   emails.empty() ? QString{} : emails.front().address}};
    });
}

Response resetPage(const Visit& visit, const Reset& reset, const QString& error, int status)
{
    View view = baseView(visit);
    view.flag("is_pinned", true)
        .optionalText("email", reset.email)
        .text("person_name", reset.greeting)
        .text("greeting", u"%1, this is for you alone."_s.arg(reset.greeting))
        .text("password_rule", passwordRule())
        .text("set_password_url", visit.url("/reset"))
        .optionalText("error", error);
    return page(visit, u"reset_password"_s, std::move(view), status);
}

} // namespace

Response showForgot(const Visit& visit)
{
    return forgotPage(visit, {}, {}, 200);
}

Response requestReset(const Visit& visit, Database& studio)
{
    const QString typed = visit.form.value(u"username"_s).trimmed();
    if (visit.form.has(u"show"_s)) // from a login page: what was typed there stays (behaviour S45)
        return forgotPage(visit, typed, {}, 200);
    if (!isEmailAddress(typed))
        return forgotPage(visit, typed,
                          u"This does not look like an email address. It should be like name@example.com."_s,
                          refused);
    if (auto refusal = tooOften(visit, studio))
        return *std::move(refusal);
    const auto answer =
        visit.studio.read([&](const Snapshot& snapshot) { return mail::answerToReset(snapshot, typed); });
    if (!answer)
        return failurePage(visit, answer.error());
    // Behind the answer, so that its time does not tell who is known.
    studio.writeSoon(Actor::system(),
                     [typed](Transaction& transaction) { return mail::performReset(transaction, typed); });
    if (*answer == mail::ResetAnswer::Sent)
        return inTime(sentPage(visit, typed));
    View view = baseView(visit);
    view.text("typed_email", typed);
    return inTime(page(visit, u"forgot_shared"_s, std::move(view)));
}

Response openResetLink(const Visit& visit)
{
    if (visit.isPreview)
        return notFoundPage(visit);
    if (!isTokenShaped(visit.argument))
        return redirect(visit.url("/login"));
    Response response = redirect(visit.url("/reset"));
    response.headers.emplace_back(
        "Set-Cookie", setCookie(visit.request, Cookie::Reset, visit.argument, portal_access::resetLinkLife));
    return response;
}

Response showReset(const Visit& visit)
{
    const auto reset = readReset(visit);
    if (!reset)
        return failurePage(visit, reset.error());
    if (!*reset)
        return redirect(visit.url("/login"));
    if (!(*reset)->target.isUsable)
        return expiredPage(visit, true);
    return resetPage(visit, **reset, {}, 200);
}

Response resetPassword(const Visit& visit, Database& studio)
{
    const auto reset = readReset(visit);
    if (!reset)
        return failurePage(visit, reset.error());
    if (!*reset)
        return redirect(visit.url("/login"));
    if (!(*reset)->target.isUsable)
        return expiredPage(visit, true);
    const ContactId contact = (*reset)->target.contact;
    const QString password = visit.form.value(u"new_password"_s);
    const auto words = ownWords(visit, contact);
    if (!words)
        return failurePage(visit, words.error());
    if (const auto fault = portal_access::passwordFault(password, *words); fault != PasswordFault::None)
        return resetPage(visit, **reset, sentenceFor(fault), refused);

    const auto seed = studio.read(
        [&](const Snapshot& snapshot) { return portal_access::seedForNewPassword(snapshot, contact); });
    if (!seed)
        return failurePage(visit, seed.error());
    const auto record = portal_access::makePassword(password, *seed);
    const auto done = studio.write(
        Actor::client(contact, visit.request.peer.address), [&](Transaction& transaction) -> Result<void> {
            if (const auto spent = portal_access::spendResetLink(transaction, (*reset)->token); !spent)
                return spent;
            if (const auto set = portal_access::replacePassword(transaction, *seed, record); !set)
                return set;
            return mail::queuePasswordSetNotice(transaction, contact);
        });
    if (!done)
        return done.error().fault == Fault::Conflict ? expiredPage(visit, true)
                                                     : failurePage(visit, done.error());
    Response response = redirect(visit.url("/login?password-set"));
    response.headers.emplace_back("Set-Cookie",
                                  setCookie(visit.request, Cookie::Reset, {}, std::chrono::seconds{-1}));
    return response;
}

Response requestFreshReset(const Visit& visit, Database& studio)
{
    const auto reset = readReset(visit);
    if (!reset)
        return failurePage(visit, reset.error());
    if (!*reset)
        return redirect(visit.url("/forgot"));
    if (auto refusal = tooOften(visit, studio))
        return *std::move(refusal);
    const ContactId contact = (*reset)->target.contact;
    studio.writeSoon(Actor::system(), [contact](Transaction& transaction) {
        return mail::performFreshReset(transaction, contact);
    });
    return inTime(sentPage(visit, {})); // an old link must not tell the present address
}

} // namespace foyer::web
