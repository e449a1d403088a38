// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/routes.h"

#include "portal_server/portal/assets.h"
#include "portal_server/portal/contracts.h"
#include "portal_server/portal/details.h"
#include "portal_server/portal/entrance.h"
#include "portal_server/portal/file_page.h"
#include "portal_server/portal/forgot.h"
#include "portal_server/portal/home.h"
#include "portal_server/portal/invoices.h"
#include "portal_server/portal/orders.h"
#include "portal_server/portal/passkeys.h"
#include "portal_server/portal/pay.h"
#include "portal_server/portal/questionnaires.h"
#include "portal_server/portal/signin.h"

#include <algorithm>
#include <string_view>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

Response stylesheet(const Visit& visit)
{
    return showStylesheet(visit.request, visit.place);
}

Response script(const Visit& visit)
{
    return showScript(visit.request);
}

Response icon(const Visit& visit)
{
    return showIcon(visit.request, visit.place);
}

Response logo(const Visit& visit)
{
    return showLogo(visit.place);
}

constexpr Route table[] = {
    {Method::Get, "/", Access::Anyone, enter, nullptr},
    {Method::Get, "/login", Access::Anyone, showLogin, nullptr},
    {Method::Post, "/login", Access::Anyone, nullptr, logIn, true},
    {Method::Get, "/passkey/login", Access::Anyone, showLogin, nullptr},
    {Method::Post, "/passkey/login", Access::Anyone, nullptr, logInWithPasskey},
    {Method::Get, "/who", Access::Anyone, showChooser, nullptr},
    {Method::Post, "/who", Access::Anyone, nullptr, choosePerson},
    {Method::Get, "/c/:argument", Access::Anyone, openDirectLink, nullptr, false, false, Names::Link},
    {Method::Get, "/welcome", Access::Anyone, showWelcome, nullptr},
    {Method::Post, "/welcome", Access::Anyone, nullptr, logInPinned, true},
    {Method::Post, "/set-password", Access::Anyone, nullptr, setPassword, true},
    {Method::Get, "/set-password", Access::Anyone, showWelcome, nullptr},
    {Method::Get, "/forgot", Access::Anyone, showForgot, nullptr},
    {Method::Post, "/forgot", Access::Anyone, nullptr, requestReset},
    {Method::Get, "/r/:argument", Access::Anyone, openResetLink, nullptr, false, false, Names::Link},
    {Method::Get, "/reset", Access::Anyone, showReset, nullptr},
    {Method::Post, "/reset", Access::Anyone, nullptr, resetPassword, true},
    {Method::Get, "/reset/again", Access::Anyone, showReset, nullptr},
    {Method::Post, "/reset/again", Access::Anyone, nullptr, requestFreshReset},
    {Method::Post, "/logout", Access::Anyone, nullptr, logOut},
    {Method::Get, "/logged-out", Access::Anyone, showLoggedOut, nullptr},
    {Method::Get, "/home", Access::Client, showHome, nullptr},
    {Method::Get, "/details", Access::Client, showDetails, nullptr},
    {Method::Get, "/details/edit", Access::Client, showDetailsForm, nullptr},
    {Method::Post, "/details/edit", Access::Client, nullptr, changeDetails, true, true},
    {Method::Get, "/files/:argument", Access::Client, showFile, nullptr, false, false, Names::File},
    {Method::Get, "/orders/:argument", Access::Client, showOrder, nullptr, false, false, Names::Order},
    {Method::Post, "/orders/:argument", Access::Client, nullptr, answerOrder, false, true, Names::Order},
    {Method::Get, "/orders-pdf/:argument", Access::Client, showOrderPdf, nullptr, false, false, Names::Order},
    {Method::Get, "/invoices/:argument", Access::Client, showInvoice, nullptr, false, false, Names::Invoice},
    {Method::Get, "/invoices/:argument/pdf", Access::Client, showInvoicePdf, nullptr, false, false,
     Names::Invoice},
    {Method::Get, "/invoices/:argument/e-invoice", Access::Client, showEInvoice, nullptr, false, false,
     Names::Invoice},
    {Method::Post, "/invoices/:argument/pay", Access::Client, nullptr, payInvoice, false, true,
     Names::Invoice},
    {Method::Get, "/invoices/:argument/paid", Access::Client, showPaid, nullptr, false, false,
     Names::Invoice},
    {Method::Get, "/invoices/:argument/receipts/:part", Access::Client, showReceipt, nullptr, false, false,
     Names::Receipt},
    {Method::Get, "/invoices/:argument/receipts/:part/pdf", Access::Client, showReceiptPdf, nullptr, false,
     false, Names::Receipt},
    {Method::Get, "/signin", Access::Client, showSignIn, nullptr},
    {Method::Get, "/signin/password", Access::Client, showSignIn, nullptr},
    {Method::Post, "/signin/password", Access::Client, nullptr, changePassword, true},
    {Method::Post, "/signin/end", Access::Client, nullptr, endLogin},
    {Method::Post, "/signin/end-all", Access::Client, nullptr, endAllLogins},
    {Method::Get, "/passkeys", Access::Client, showPasskeys, nullptr},
    {Method::Post, "/passkeys/add", Access::Client, nullptr, addPasskey},
    {Method::Post, "/passkeys/rename", Access::Client, nullptr, renamePasskey},
    {Method::Post, "/passkeys/remove", Access::Client, nullptr, removePasskey},
    {Method::Get, "/contracts/:argument", Access::Client, showContract, nullptr, false, false,
     Names::Contract},
    {Method::Post, "/contracts/:argument", Access::Client, nullptr, actContract, false, true,
     Names::Contract},
    {Method::Get, "/contracts-pdf/:argument", Access::Client, showContractPdf, nullptr, false, false,
     Names::Contract},
    {Method::Get, "/questionnaires/:argument", Access::Client, showQuestionnaire, nullptr, false, false,
     Names::Questionnaire},
    {Method::Post, "/questionnaires/:argument", Access::Client, nullptr, answerQuestionnaire, false, true,
     Names::Questionnaire, true},
    {Method::Get, "/portal.css", Access::Anyone, stylesheet, nullptr},
    {Method::Get, "/portal.js", Access::Anyone, script, nullptr},
    {Method::Get, "/icon.svg", Access::Anyone, icon, nullptr},
    {Method::Get, "/logo", Access::Anyone, logo, nullptr},
};

constexpr QLatin1StringView argumentMark{"/:argument"};

constexpr bool everyArgumentIsNamed()
{
    for (const Route& route : table) {
        const std::string_view path{route.path};
        const auto argument = path.find("/:argument");
        const auto part = path.find("/:part");
        if ((argument != std::string_view::npos) != (route.names != Names::Nothing) ||
            (part != std::string_view::npos) != (route.names == Names::Receipt) ||
            (part != std::string_view::npos && part < argument))
            return false;
    }
    return true;
}
static_assert(everyArgumentIsNamed(), "a route with an argument says what it names (invariant P1)");

std::optional<Match> matches(const Route& route, const QStringList& parts)
{
    const QStringList wanted = QString{QLatin1StringView{route.path}}.split(u'/');
    if (wanted.size() != parts.size())
        return std::nullopt;
    Match match{&route, {}, {}};
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const bool isArgument = wanted[i] == ":argument"_L1;
        if (isArgument || wanted[i] == ":part"_L1) {
            if (parts[i].isEmpty())
                return std::nullopt;
            (isArgument ? match.argument : match.part) = parts[i];
        } else if (parts[i].compare(wanted[i], Qt::CaseInsensitive) != 0) {
            return std::nullopt;
        }
    }
    return match;
}

QString withoutSlashAtTheEnd(const QString& path)
{
    return path.size() > 1 && path.endsWith(u'/') ? path.chopped(1) : path;
}

} // namespace

std::span<const Route> routes()
{
    return table;
}

std::optional<Match> findRoute(Method method, const QString& asked)
{
    const Method wanted = method == Method::Head ? Method::Get : method;
    const QStringList parts = withoutSlashAtTheEnd(asked).split(u'/');
    for (const Route& route : table) {
        if (route.method != wanted)
            continue;
        if (auto match = matches(route, parts))
            return match;
    }
    return std::nullopt;
}

bool mayHash(Method method, const QString& asked)
{
    if (method != Method::Post)
        return false;
    const QString path = withoutSlashAtTheEnd(asked);
    const Route* longest = nullptr; // "/passkey/login" is not "/login"
    for (const Route& route : table) {
        const QLatin1StringView end{route.path};
        if (route.method == method && path.endsWith(end, Qt::CaseInsensitive) &&
            (!longest || end.size() > QLatin1StringView{longest->path}.size()))
            longest = &route;
    }
    return longest && longest->hashes;
}

bool mayBeLarge(Method method, const QString& asked)
{
    const QString path = withoutSlashAtTheEnd(asked);
    return std::any_of(std::begin(table), std::end(table), [&](const Route& route) {
        if (!route.hasLargeBody || route.method != method)
            return false;
        const QLatin1StringView pattern{route.path};
        if (!pattern.endsWith(argumentMark))
            return path.endsWith(pattern, Qt::CaseInsensitive);
        // The argument's part, and before it the end of what the pattern begins with.
        const auto slash = path.lastIndexOf(u'/');
        return slash > 0 && slash + 1 < path.size() &&
               QStringView{path}.first(slash).endsWith(pattern.chopped(argumentMark.size()),
                                                       Qt::CaseInsensitive);
    });
}

bool isKnownPath(const QString& asked)
{
    const QStringList parts = withoutSlashAtTheEnd(asked).split(u'/');
    return std::any_of(std::begin(table), std::end(table),
                       [&](const Route& route) { return matches(route, parts).has_value(); });
}

} // namespace foyer::web
