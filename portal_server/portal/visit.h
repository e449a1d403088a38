// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/portal_access/session.h"
#include "app/storage/database.h"
#include "portal_server/pages/view.h"
#include "portal_server/portal/form.h"
#include "portal_server/portal/place.h"
#include "portal_server/web/request.h"
#include "portal_server/web/response.h"

#include <QString>

#include <optional>

namespace foyer::payments {
class CardDesk;
}

namespace foyer::web {

/// The client behind a request. In a preview there is no session: staff looks through the client's eyes.
struct Client
{
    ContactId contact;
    std::optional<portal_access::Session> session;
};

/// One request on its way through the portal. Handlers that show get no more than this; it can read
/// (a const Database has no write) and nothing else.
struct Visit
{
    const Request& request;
    const Place& place;
    const Database& studio;
    QByteArray formKey;  ///< signs form tokens and cookies
    QString formBinding; ///< what this visitor's form token is bound to
    std::optional<Client> client = {};
    bool isPreview = false;
    QString previewSentence = {};        ///< in the banner
    QString argument = {};               ///< what stood in the place of ":argument" in the route
    QString part = {};                   ///< what stood in the place of ":part"
    Form form = {};                      ///< of a POST
    QString flash = {};                  ///< one sentence above the page, about what just happened
    payments::CardDesk* cards = nullptr; ///< nothing: nobody speaks to the card gateway here (a preview)

    QString url(const char* path) const { return place.url(path); }
};

/// 303: the browser follows with a GET.
Response redirect(const QString& path);
/// A page in the layout. Logs and answers 500 when the page asks for names that the view lacks.
Response page(const Visit& visit, const QString& name, View view, int status = 200);
/// What a fault looks like to a visitor: 404 for NotFound, 503 for Busy, 500 with a reference for the rest.
Response failurePage(const Visit& visit, const Error& error);
Response notFoundPage(const Visit& visit);

/// The fields that every page has: language, brand, addresses of styles and menus, form token, banner.
View baseView(const Visit& visit);

} // namespace foyer::web
