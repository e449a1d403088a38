// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/login.h"

#include "app/portal_access/known_device.h"
#include "portal_server/portal/cookies.h"
#include "portal_server/portal/wanted_item.h"

namespace foyer::web {

using namespace Qt::StringLiterals;

Result<Login> logInClient(const Visit& visit, Transaction& transaction, ContactId contact, qint64 generation)
{
    // Whoever was logged in with this browser leaves it with the new login.
    if (visit.client && visit.client->session) {
        if (const auto closed = portal_access::closeSession(transaction, visit.client->session->id); !closed)
            return fail(closed.error());
    }
    auto token = portal_access::openSession(transaction, contact, generation, visit.request.host,
                                            visit.request.peer.address,
                                            QString::fromLatin1(visit.request.header("user-agent")));
    if (!token)
        return fail(token.error());
    auto device = portal_access::rememberDevice(
        transaction, contact, readCookie(visit.request, Cookie::Device).value_or(QString{}));
    if (!device)
        return fail(device.error());
    return Login{*std::move(token), contact, *std::move(device)};
}

void setLoginCookies(const Visit& visit, const Login& login, Response& response)
{
    const QString text = sessionCookieText(visit.formKey, {login.token, visit.studio.now()});
    response.headers.emplace_back("Set-Cookie", setCookie(visit.request, Cookie::Session, text));
    response.headers.emplace_back(
        "Set-Cookie", setCookie(visit.request, Cookie::Device, login.device, portal_access::knownDeviceLife));
    // The form cookie stays: another tab may hold a login form that somebody else is about to send.
    for (const Cookie cookie : {Cookie::Link, Cookie::Choice, Cookie::Wanted})
        response.headers.emplace_back("Set-Cookie",
                                      setCookie(visit.request, cookie, {}, std::chrono::seconds{-1}));
}

Response withSession(const Visit& visit, const Login& login)
{
    Response response = redirect(wantedUrl(visit, login.contact).value_or(visit.url("/home")));
    setLoginCookies(visit, login, response);
    return response;
}

} // namespace foyer::web
