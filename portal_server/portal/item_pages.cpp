// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/item_pages.h"

#include "app/base/text.h"

#include <QUrl>

namespace foyer::web {

using namespace Qt::StringLiterals;

items::Viewer viewerOf(const Visit& visit)
{
    return {visit.client->contact, visit.place.address()};
}

std::variant<items::ShownItem, Response> shownItem(const Visit& visit, ItemKind kind)
{
    auto shown = visit.studio.read([&](const Snapshot& snapshot) {
        return items::find(snapshot, viewerOf(visit), kind, visit.argument);
    });
    if (shown)
        return std::move(*shown);
    if (shown.error().fault == Fault::Denied) {
        View view = baseView(visit);
        view.flag("is_contract", kind == ItemKind::Contract);
        return page(visit, u"item_done"_s, std::move(view));
    }
    return failurePage(visit, shown.error());
}

Response pdfResponse(const QByteArray& pdf, const QString& name)
{
    QString safe = singleLine(name).left(100);
    for (QChar& c : safe) {
        if (QStringView{u"/\\:*?\"<>|"}.contains(c))
            c = u'-';
    }
    if (safe.isEmpty())
        safe = u"document"_s;
    Response response;
    response.contentType = "application/pdf";
    response.body = pdf;
    // RFC 6266: the plain name for old readers, the true one beside it.
    QByteArray plain;
    for (const QChar c : std::as_const(safe))
        plain += c.unicode() >= 0x20 && c.unicode() < 0x7f ? char(c.unicode()) : '_';
    response.headers.emplace_back("Content-Disposition", "inline; filename=\"" + plain +
                                                             ".pdf\"; filename*=UTF-8''" +
                                                             QUrl::toPercentEncoding(safe) + ".pdf");
    return response;
}

QString itemUrl(const Visit& visit, ItemKind kind, const QString& uid)
{
    return visit.place.root + u'/' + toWord(kind) + u"s/"_s + uid;
}

} // namespace foyer::web
