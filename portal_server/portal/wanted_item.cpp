// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/wanted_item.h"

#include "app/items/shown_items.h"
#include "portal_server/portal/cookies.h"
#include "portal_server/portal/item_pages.h"

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::minutes wantedLife{10};

std::optional<ItemKind> kindOf(Names names)
{
    switch (names) {
    case Names::Nothing:
    case Names::Link:
        return std::nullopt;
    case Names::Order:
        return ItemKind::Order;
    case Names::Contract:
        return ItemKind::Contract;
    case Names::Questionnaire:
        return ItemKind::Questionnaire;
    case Names::File:
        return ItemKind::File;
    case Names::Invoice:
    case Names::Receipt: // its invoice leads to it
        return ItemKind::Invoice;
    }
    Q_UNREACHABLE();
}

} // namespace

void rememberWanted(const Visit& visit, const Match& match, Response& response)
{
    const auto kind = kindOf(match.route->names);
    if (!kind || !isTokenShaped(match.argument))
        return;
    response.headers.emplace_back("Set-Cookie", setCookie(visit.request, Cookie::Wanted,
                                                          toWord(*kind) + u'.' + match.argument, wantedLife));
}

std::optional<QString> wantedUrl(const Visit& visit, ContactId contact)
{
    const auto cookie = readCookie(visit.request, Cookie::Wanted);
    if (!cookie)
        return std::nullopt;
    const auto kind = itemKindFromWord(cookie->section(u'.', 0, 0));
    const QString uid = cookie->section(u'.', 1);
    if (!kind || !isTokenShaped(uid))
        return std::nullopt;
    const auto found = visit.studio.read([&](const Snapshot& snapshot) {
        return items::find(snapshot, {contact, visit.place.address()}, *kind, uid);
    });
    if (!found && found.error().fault != Fault::Denied)
        return std::nullopt;
    return itemUrl(visit, *kind, uid);
}

} // namespace foyer::web
