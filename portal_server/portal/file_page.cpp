// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/file_page.h"

#include "app/items/files.h"
#include "portal_server/portal/item_pages.h"

#include <QUrl>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

/// RFC 6266: a plain name for old readers, and the true one beside it.
QByteArray attachment(const QString& name)
{
    QByteArray plain;
    for (const QChar c : name) {
        const bool isPlain =
            c.unicode() >= 0x20 && c.unicode() < 0x7f && c != u'"' && c != u'\\' && c != u'%';
        plain += isPlain ? char(c.unicode()) : '_';
    }
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + QUrl::toPercentEncoding(name);
}

} // namespace

Response showFile(const Visit& visit)
{
    // Found for this viewer and read in one look: between the two nothing can be taken back.
    auto answer = visit.studio.read([&](const Snapshot& snapshot) -> Result<Response> {
        auto shown = shownItem(visit, ItemKind::File);
        if (auto* instead = std::get_if<Response>(&shown))
            return std::move(*instead);
        const Item& item = std::get<items::ShownItem>(shown).item;
        const auto facts = files::facts(snapshot, item.id);
        if (!facts)
            return fail(facts.error());
        auto bytes = files::read(snapshot, item.id);
        if (!bytes)
            return fail(bytes.error());
        Response response;
        response.contentType = facts->mediaType.toLatin1();
        if (facts->mediaType == "text/plain"_L1)
            response.contentType += "; charset=utf-8";
        response.body = std::move(*bytes);
        response.headers.emplace_back("Content-Disposition", attachment(item.title));
        return response;
    });
    return answer ? std::move(*answer) : failurePage(visit, answer.error());
}

} // namespace foyer::web
