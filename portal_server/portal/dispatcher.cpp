// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/dispatcher.h"

#include "app/base/random.h"
#include "app/payments/card_desk.h"
#include "portal_server/front_door/limits.h"
#include "portal_server/pages/templates.h"
#include "portal_server/portal/assets.h"
#include "portal_server/portal/cookies.h"
#include "portal_server/portal/kept_answers.h"
#include "portal_server/portal/routes.h"
#include "portal_server/portal/wanted_item.h"

#include <algorithm>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

// The session cookie is written again when its clock is older than this.
constexpr std::chrono::minutes cookieClockStep{1};

Response plain(int status, const QByteArray& text)
{
    Response response;
    response.status = status;
    response.contentType = "text/plain; charset=utf-8";
    response.body = text;
    return response;
}

bool has(const Response& response, const char* name)
{
    return std::any_of(response.headers.begin(), response.headers.end(), [&](const auto& header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
}

/// The page for the address that belongs to no brand: whoever types it learns nothing.
Response barePage(int status)
{
    View view;
    view.text("lang", u"en"_s)
        .text("dir", u"ltr"_s)
        .text("stylesheet_url", u"/portal.css"_s)
        .text("icon_url", u"data:,"_s);
    auto html = Templates::ofThisThread().render(u"studio_address"_s, view);
    Response response;
    response.status = status;
    response.body = html ? *html : QByteArray{};
    return response;
}

} // namespace

void addSecurityHeaders(const Request& request, Response& response, const QByteArray& formTargets)
{
    // No inline script or style, no third party, no frame: there is nothing on our pages that needs more.
    response.headers.emplace_back(
        "Content-Security-Policy",
        QByteArray{} +
            "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' "
            "data:; "
            "form-action 'self'" +
            (formTargets.isEmpty() ? QByteArray{} : ' ' + formTargets) +
            "; "
            "frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; "
            "trusted-types 'none'");
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    response.headers.emplace_back("Referrer-Policy", "no-referrer");
    response.headers.emplace_back("X-Frame-Options", "DENY");
    response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
    response.headers.emplace_back("Permissions-Policy",
                                  "camera=(), microphone=(), geolocation=(), payment=()");
    response.headers.emplace_back("X-Robots-Tag", "noindex, nofollow");
    if (request.peer.isSecure)
        response.headers.emplace_back("Strict-Transport-Security", "max-age=63072000");
    if (!has(response, "Cache-Control"))
        response.headers.emplace_back("Cache-Control", "no-store");
}

Dispatcher::Dispatcher(Database& studio, Directory& directory, QByteArray formKey, payments::CardDesk* cards)
    : m_studio{studio}
    , m_directory{directory}
    , m_formKey{std::move(formKey)}
    , m_cards{cards}
    , m_webhooks{directory, cards}
    , m_formTargets{!cards                    ? QByteArray{}
                    : cards->place().isReal() ? QByteArray{"https://checkout.stripe.com"}
                                              : cards->place().origin()}
{
}

Lane Dispatcher::laneFor(const Request& request) const
{
    if (request.method != Method::Post)
        return Lane::Here;
    return mayHash(request.method, request.path) ? Lane::Hash : Lane::Worker;
}

std::size_t Dispatcher::bodyLimitFor(Method method, const QString& path) const
{
    return mayBeLarge(method, path) ? Limits::largeBodyBytesDefault : Limits::bodyBytesDefault;
}

void Dispatcher::leaveThread()
{
    m_studio.releaseThisThread();
}

Response Dispatcher::answer(const Request& request)
{
    Response response = route(request);
    addSecurityHeaders(request, response, m_formTargets);
    return response;
}

Response Dispatcher::route(const Request& request)
{
    const auto found = m_directory.find(request);
    if (!found)
        return plain(503, "Back in a moment.\n");
    if (std::holds_alternative<UnknownHost>(*found)) {
        Response response = plain(421, {});
        response.closesConnection = true;
        return response;
    }
    // Neither cookie nor session nor form token: those who write here sign what they write.
    if (auto heard = m_webhooks.answer(request))
        return std::move(*heard);
    if (request.path == "/robots.txt"_L1)
        return plain(200, "User-agent: *\nDisallow: /\n");
    if (request.path == "/portal.css"_L1 && !std::holds_alternative<InsidePlace>(*found))
        return showBareStylesheet(request);
    if (std::holds_alternative<BareStudioAddress>(*found))
        return barePage(request.method == Method::Post ? 405 : 200);
    if (const auto* moved = std::get_if<MovedTo>(&*found)) {
        if (request.method == Method::Post)
            return barePage(404); // what was typed must not travel to another address
        Response response = redirect(
            moved->path + (request.query.isEmpty() ? QString{} : u'?' + QString::fromLatin1(request.query)));
        response.status = 308;
        return response;
    }
    if (const auto* inside = std::get_if<InsidePlace>(&*found))
        return inPlace(request, *inside);
    return barePage(404);
}

Response Dispatcher::inPlace(const Request& request, const InsidePlace& inside)
{
    Visit visit{request, inside.place, m_studio, m_formKey, {}};
    visit.cards = m_cards;
    auto client = clientOf(request, m_studio.now());
    if (!client)
        return failurePage(visit, client.error());
    visit.client = std::move(*client);
    // Forms of strangers are bound to a cookie of their own; those of clients to their session.
    const auto session = readCookie(request, Cookie::Session);
    const auto stranger = readCookie(request, Cookie::Form);
    if (visit.client)
        visit.formBinding = readSessionCookie(m_formKey, *session)->token;
    else
        visit.formBinding = stranger && stranger->size() == 43 ? *stranger : randomToken();

    const auto match = findRoute(request.method, inside.path);
    if (!match) {
        if (isKnownPath(inside.path)) {
            Response response = notFoundPage(visit);
            response.status = 405;
            response.headers.emplace_back("Allow", request.method == Method::Post ? "GET, HEAD" : "POST");
            return response;
        }
        return notFoundPage(visit);
    }
    visit.argument = match->argument;
    visit.part = match->part;
    Response response = request.method == Method::Post ? act(visit, *match) : show(visit, *match);

    // Never beside what caches may keep for others: styles, script and pictures say so themselves.
    if (visit.client && !has(response, "Set-Cookie") && !has(response, "Cache-Control")) {
        const auto cookie = readSessionCookie(m_formKey, *session);
        const Instant now = m_studio.now();
        if (now - cookie->seenAt >= cookieClockStep)
            response.headers.emplace_back(
                "Set-Cookie",
                setCookie(request, Cookie::Session, sessionCookieText(m_formKey, {cookie->token, now})));
    }
    return response;
}

Response Dispatcher::show(Visit& visit, const Match& match)
{
    if (match.route->access == Access::Client && !visit.client) {
        Response response = redirect(visit.url("/login"));
        rememberWanted(visit, match, response);
        return response;
    }
    return match.route->show(visit);
}

Response Dispatcher::act(Visit& visit, const Match& match)
{
    const Request& request = visit.request;
    if (request.contentType != "application/x-www-form-urlencoded") {
        Response response = notFoundPage(visit);
        response.status = 415;
        return response;
    }
    // A browser says where a form came from. "null" is what our own pages send, because of their referrer
    // policy.
    const QByteArray site = request.header("sec-fetch-site");
    const QByteArray origin = request.header("origin");
    const auto isOwn = m_directory.isOwnOrigin(QString::fromLatin1(origin));
    if (!isOwn)
        return failurePage(visit, isOwn.error());
    if ((!site.isEmpty() && site != "same-origin" && site != "none") ||
        (!origin.isEmpty() && origin != "null" && !*isOwn))
        return plain(403, "This form came from another site.\n");

    auto form = Form::parse(request.body);
    if (!form)
        return plain(400, "This form is damaged.\n");
    visit.form = std::move(*form);
    // Two people of one household take turns in one browser: a login form that was opened before somebody
    // else logged in is bound to the form cookie, all others to the session.
    const QString token = visit.form.value(u"form_token"_s);
    const auto stranger = readCookie(request, Cookie::Form);
    const auto isBoundTo = [&](const QString& binding) {
        return equalInConstantTime(token.toUtf8(), formTokenFor(m_formKey, binding).toUtf8());
    };
    const bool isForStrangers = match.route->access == Access::Anyone;
    const bool isTokenRight =
        isBoundTo(visit.formBinding) || (isForStrangers && stranger && isBoundTo(*stranger));
    const bool isClientMissing = !isForStrangers && !visit.client;
    if (!isTokenRight || isClientMissing) {
        // An old tab, an ended session, or somebody else's form: nothing happens, and a way on is offered.
        if (visit.client)
            return redirect(visit.url("/home"));
        View view = baseView(visit);
        if (match.route->canReview)
            view.optionalText(keptField, answersOfEndedSession(visit, match));
        return page(visit, u"session_expired"_s, std::move(view), 403);
    }
    return match.route->act(visit, m_studio);
}

QString Dispatcher::answersOfEndedSession(const Visit& visit, const Match& match) const
{
    const auto text = readCookie(visit.request, Cookie::Session);
    const auto cookie = text ? readSessionCookie(m_formKey, *text) : std::nullopt;
    // The form must be one that this very session opened: nobody else may plant answers for it.
    if (!cookie || !equalInConstantTime(visit.form.value(u"form_token"_s).toUtf8(),
                                        formTokenFor(m_formKey, cookie->token).toUtf8()))
        return {};
    const auto owner = visit.studio.read([&](const Snapshot& snapshot) {
        return portal_access::ownerOfEndedSession(snapshot, cookie->token, visit.request.host);
    });
    QString path{QLatin1StringView{match.route->path}};
    path.replace(":argument"_L1, match.argument).replace(":part"_L1, match.part);
    return owner && *owner ? keepAnswers(visit, **owner, path) : QString{};
}

Result<std::optional<Client>> Dispatcher::clientOf(const Request& request, Instant now) const
{
    const auto text = readCookie(request, Cookie::Session);
    const auto cookie = text ? readSessionCookie(m_formKey, *text) : std::nullopt;
    if (!cookie || now - cookie->seenAt > portal_access::sessionIdle ||
        cookie->seenAt > now + cookieClockStep)
        return std::optional<Client>{};
    const Database& studio = m_studio;
    auto session = studio.read([&](const Snapshot& snapshot) {
        return portal_access::findSession(snapshot, cookie->token, request.host);
    });
    if (!session)
        return fail(session.error());
    if (!*session)
        return std::optional<Client>{};
    return std::optional{Client{(*session)->contact, **session}};
}

} // namespace foyer::web
