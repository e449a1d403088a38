// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/orders.h"

#include "app/brands/brand_store.h"
#include "app/items/item_store.h"
#include "app/orders/order_answer.h"
#include "app/orders/order_sheet.h"
#include "portal_server/portal/item_pages.h"
#include "portal_server/portal/kept_answers.h"
#include "portal_server/portal/seen_stamp.h"
#include "portal_server/portal/sheet_view.h"

#include <algorithm>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

constexpr int refused = 422;
constexpr int conflict = 409;
const QString pageLanguage = u"en"_s; ///< of the words around the amounts

/// What stands on the page beside the order itself.
struct Aside
{
    int status = 200;
    QString changed;   ///< why it was not done: one sentence
    QString note;      ///< what the client typed
    QString noteError; ///< what is wrong with it
};

struct OwnOrder : orders::ShownOrder
{
    QByteArray pdf;     ///< empty: this version has none
    BrandDetails brand; ///< whose order it is, wherever it is looked at
};

Result<OwnOrder> ownOrder(const Visit& visit)
{
    return visit.studio.read([&](const Snapshot& snapshot) -> Result<OwnOrder> {
        auto order = orders::find(snapshot, viewerOf(visit), visit.argument);
        if (!order)
            return fail(order.error());
        auto pdf = items::pdfOf(snapshot, order->version);
        if (!pdf && pdf.error().fault != Fault::NotFound)
            return fail(pdf.error());
        auto brand = brands::find(snapshot, order->shown.item.brand);
        if (!brand)
            return fail(brand.error());
        return OwnOrder{std::move(*order), pdf ? std::move(*pdf) : QByteArray{}, std::move(brand->details)};
    });
}

QString dayOf(Instant at)
{
    return dayText(toLocal(at).date(), pageLanguage);
}

struct Stamp
{
    QString word;
    QString sentence;
};

/// What became of it, for this client. Who else was asked is nobody's business.
Stamp stampOf(const orders::ShownOrder& order)
{
    const Item& item = order.shown.item;
    const bool isQuote = order.sent.content.needsAcceptance;
    const QString it = isQuote ? u"quote"_s : u"order"_s;
    switch (item.state) {
    case ItemState::Void:
        return {u"Void"_s, u"We have taken this %1 back. There is nothing for you to do."_s.arg(it)};
    case ItemState::Superseded:
        return {u"Replaced"_s, u"Another %1 has taken its place."_s.arg(it)};
    case ItemState::Completed: {
        const QString day = dayOf(item.completedAt.value_or(item.changedAt));
        return {u"Accepted"_s, order.shown.own.doneAt
                                   ? u"You accepted this quote on %1. Thank you."_s.arg(day)
                                   : u"This quote was accepted on %1."_s.arg(day)};
    }
    case ItemState::Declined:
        return {u"Declined"_s,
                order.shown.own.doneAt
                    ? u"You declined this quote on %1. If you change your mind, please tell us."_s.arg(
                          dayOf(*order.shown.own.doneAt))
                    : u"This quote was declined. If that is a mistake, please tell us."_s};
    case ItemState::Draft:
    case ItemState::Sent:
        break;
    }
    return {};
}

/// The studio's address on paper; on a screen the page's foot says how to reach it.
QStringList letterheadLines(const BrandDetails& brand)
{
    QStringList lines = addressLines(brand.address);
    lines += {brand.email, brand.phone, brand.website};
    lines.removeAll(QString{});
    return lines;
}

QString flashOf(const Visit& visit, const items::ShownItem& shown)
{
    if (!visit.flash.isEmpty())
        return visit.flash;
    // An address says nothing about what happened: the order does.
    if (!shown.own.doneAt)
        return {};
    if (visit.request.query == "accepted" && shown.item.state == ItemState::Completed)
        return u"Thank you. You have accepted this quote."_s;
    if (visit.request.query == "declined" && shown.item.state == ItemState::Declined)
        return u"Thank you for telling us. You have declined this quote."_s;
    return {};
}

Response orderPage(const Visit& visit, const OwnOrder& order, const Aside& aside)
{
    const print::OrderSheet sheet = sheetOf(order.sent, pageLanguage);
    const Item& item = order.shown.item;
    const QDate today = toLocal(visit.studio.now()).date();
    const orders::Asked asked = orders::asked(order, today);
    const Stamp stamp = stampOf(order);
    const QString total = std::find_if(sheet.totals.begin(), sheet.totals.end(), [](const auto& line) {
                              return line.isStrong;
                          })->amount;
    QString lapsed;
    if (asked == orders::Asked::Lapsed)
        lapsed = u"This quote could be accepted until %1. If you would still like it, please ask us."_s.arg(
            dayText(order.sent.content.validUntil, pageLanguage));
    View view = baseView(visit);
    view.optionalText("flash", aside.changed.isEmpty() ? flashOf(visit, order.shown) : QString{})
        .text("order_url", itemUrl(visit, ItemKind::Order, item.uid))
        .flag("has_pdf", !order.pdf.isEmpty())
        .text("pdf_url", visit.place.root + u"/orders-pdf/"_s + item.uid)
        .text("order_heading", sheet.heading)
        .text("order_title", sheet.title)
        .optionalText("changed", aside.changed)
        .optionalText("stamp", stamp.word)
        .text("stamp_sentence", stamp.sentence)
        .optionalText("updated", item.revisedAt ? u"Updated on %1"_s.arg(dayOf(*item.revisedAt)) : QString{})
        .optionalText("lapsed", lapsed)
        .list("letterhead", textViews(letterheadLines(order.brand), "letterhead_line"))
        .list("to_lines", textViews(sheet.to, "to_line"))
        .list("facts", factViews(sheet.facts))
        .optionalText("introduction", sheet.introduction)
        .list("lines", lineViews(sheet.lines))
        .list("totals", totalViews(sheet.totals))
        .optionalText("closing", sheet.closing)
        .flag("is_asked", asked == orders::Asked::IsWaiting)
        .text("ask_sentence", u"By accepting you order what stands above for %1."_s.arg(total))
        .text("seen", seenText(visit, item.uid, {order.version, order.sha256, visit.studio.now()}))
        .text("note", aside.note)
        .optionalText("note_error", aside.noteError);
    return page(visit, u"order"_s, std::move(view), aside.status);
}

/// Why an answer was not taken, in the light of how the order stands now.
QString sentenceFor(const orders::ShownOrder& order, const QByteArray& seen)
{
    if (order.shown.item.state != ItemState::Sent)
        return u"Nothing has changed by what you just did: an answer was given before, or we took it back. "
               u"This "
               "is how it stands now."_s;
    if (seen != order.sha256)
        return u"We updated this quote after you opened it. Nothing was accepted or declined. Please look at "
               u"it "
               "again."_s;
    return u"This quote waits for no answer. Nothing has changed."_s;
}

} // namespace

Response showOrder(const Visit& visit)
{
    const auto order = ownOrder(visit);
    return order ? orderPage(visit, *order, {}) : failurePage(visit, order.error());
}

Response answerOrder(const Visit& visit, Database& studio)
{
    const QString wish = visit.form.value(u"do"_s);
    const auto stamp = readSeen(visit, visit.argument);
    const QByteArray seen = stamp ? stamp->sha256 : QByteArray{};
    const QString note = visit.form.value(u"note"_s).trimmed();
    const bool isAccepting = wish == "accept"_L1;
    if (!isAccepting && wish != "decline"_L1) {
        const auto order = ownOrder(visit);
        if (!order)
            return failurePage(visit, order.error());
        // Back from the login page: what was typed stands there again, beside the order as it is now.
        const bool isChanged = wish == QLatin1StringView{reviewWish} && seen != order->sha256;
        return orderPage(visit, *order, {200, isChanged ? sentenceFor(*order, seen) : QString{}, note, {}});
    }
    const orders::Answering answering{viewerOf(visit),
                                      visit.argument,
                                      isAccepting ? orders::Answer::Accept : orders::Answer::Decline,
                                      seen,
                                      note,
                                      visit.request.peer.address,
                                      QString::fromLatin1(visit.request.header("user-agent")),
                                      visit.client->session ? std::optional{visit.client->session->id}
                                                            : std::nullopt,
                                      stamp ? std::optional{stamp->at} : std::nullopt};
    const auto answered =
        studio.write(Actor::client(visit.client->contact, visit.request.peer.address),
                     [&](Transaction& transaction) { return orders::answer(transaction, answering); });
    if (answered)
        return redirect(itemUrl(visit, ItemKind::Order, visit.argument) +
                        (isAccepting ? u"?accepted"_s : u"?declined"_s));
    const Fault fault = answered.error().fault;
    if (fault != Fault::Conflict && fault != Fault::Denied && fault != Fault::Invalid)
        return failurePage(visit, answered.error());
    const auto order = ownOrder(visit);
    if (!order)
        return failurePage(visit, order.error());
    if (fault == Fault::Invalid)
        return orderPage(
            visit, *order,
            {refused, {}, note, u"Please write at most %1 characters."_s.arg(orders::longestNote)});
    if (fault == Fault::Denied)
        return orderPage(
            visit, *order,
            {conflict, u"The last day of this quote is over. Nothing was accepted."_s, note, {}});
    return orderPage(visit, *order, {conflict, sentenceFor(*order, seen), note, {}});
}

Response showOrderPdf(const Visit& visit)
{
    const auto order = ownOrder(visit);
    if (!order)
        return failurePage(visit, order.error());
    if (order->pdf.isEmpty())
        return notFoundPage(visit);
    const OrderContent& content = order->sent.content;
    return pdfResponse(order->pdf, (content.number + u' ' + content.title).trimmed());
}

} // namespace foyer::web
