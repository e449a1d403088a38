// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/shown_items.h"
#include "portal_server/portal/visit.h"

#include <variant>

namespace foyer::web {

/// Who looks, and from where. Only for visits of a client.
items::Viewer viewerOf(const Visit& visit);

/// The item that the address names, or what is answered instead: the page for what is not there, which is the
/// same for what is not theirs; or, for what is done and shows no history, a page that says so.
std::variant<items::ShownItem, Response> shownItem(const Visit& visit, ItemKind kind);

/// A stored PDF, as it is.
/// @param name  what the browser saves it as, without the ending; made safe here
Response pdfResponse(const QByteArray& pdf, const QString& name);

/// The address of an item's page, below the place's root.
QString itemUrl(const Visit& visit, ItemKind kind, const QString& uid);

} // namespace foyer::web
