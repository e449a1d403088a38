// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/pay.h"

#include "app/base/money_text.h"
#include "app/payments/card_desk.h"
#include "portal_server/portal/invoices.h"
#include "portal_server/portal/item_pages.h"
#include "portal_server/portal/kept_answers.h"

#include <QUrlQuery>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

constexpr int refused = 422;
constexpr int conflict = 409;
constexpr int unavailable = 503;
/// The page looks again by itself this often, every few seconds; a webhook is there in one or two.
constexpr int mostLooks = 20;
constexpr int secondsBetweenLooks = 3;

/// Where the client's browser is now, whole: that place knows it when it comes back.
QString absoluteRoot(const Visit& visit)
{
    return (visit.request.peer.isSecure ? u"https://"_s : u"http://"_s) + visit.place.host + visit.place.root;
}

struct Wish
{
    payments::PayWish::What what;
    qint64 chosen = 0;
    QString error;
};

Wish wishOf(const Visit& visit, const invoices::ShownInvoice& invoice)
{
    using What = payments::PayWish::What;
    const QString amount = visit.form.value(u"amount"_s);
    if (amount == "due"_L1)
        return {What::DueNow, 0, {}};
    if (amount != "other"_L1)
        return {What::Whole, 0, {}};
    const QString typed = visit.form.value(u"other"_s).trimmed();
    const payments::Balance& balance = invoice.balance;
    const auto money = moneyFromText(typed, balance.currency, invoice.language);
    if (!money)
        return {What::Chosen, 0,
                u"Please enter an amount, for example %1."_s.arg(
                    moneyText(Money::ofMinor(balance.open(), balance.currency), invoice.language))};
    return {What::Chosen, money->minor(), {}};
}

struct State
{
    QString heading;
    QString sentence;
    bool isChecking = false;
};

State stateOf(const PaymentAttempt& attempt, bool isBack, const QString& language)
{
    const QString amount = moneyText(attempt.amount, language);
    switch (attempt.state) {
    case AttemptState::Creating:
    case AttemptState::Open:
        if (isBack)
            return {u"Not paid yet"_s,
                    u"You came back without paying. Nothing was charged. Whenever you are ready, pay "
                    "from the invoice."_s};
        return {u"One moment"_s,
                u"We are asking the payment service whether your payment has arrived. This page looks "
                "again by itself."_s,
                true};
    case AttemptState::Pending:
        return {u"Your payment is on its way"_s, u"Thank you. The bank takes a few days to move your %1; we "
                                                 u"will tell you when it is here. There is "
                                                 "nothing for you to do."_s.arg(amount)};
    case AttemptState::Paid:
        return {u"Thank you"_s,
                u"We have received your payment of %1. Its receipt is with the invoice."_s.arg(amount)};
    case AttemptState::Expired:
    case AttemptState::Failed:
        break;
    }
    return {u"Not paid"_s,
            u"This payment was not completed, and nothing was charged. You can pay again from the "
            "invoice."_s};
}

/// The attempt this browser comes from: by the session in its address, else the newest of this invoice.
Result<std::optional<PaymentAttempt>> attemptOf(const Visit& visit, ItemId invoice, const QString& session)
{
    return visit.studio.read([&](const Snapshot& snapshot) -> Result<std::optional<PaymentAttempt>> {
        auto newest = payments::newestAttempt(snapshot, invoice);
        if (!newest || !*newest || session.isEmpty() || (*newest)->session == session)
            return newest;
        auto named = payments::findAttemptBySession(snapshot, (*newest)->account, session);
        if (!named || (*named && (*named)->invoice == invoice))
            return named;
        return newest;
    });
}

} // namespace

Response payInvoice(const Visit& visit, Database&)
{
    const auto invoice = ownInvoice(visit);
    if (!invoice)
        return failurePage(visit, invoice.error());
    PayAside aside{200, {}, visit.form.value(u"other"_s), {}};
    if (visit.form.value(u"do"_s) == QLatin1StringView{reviewWish}) // back from the login page
        return invoicePage(visit, *invoice, aside);
    const QDate today = toLocal(visit.studio.now()).date();
    if (visit.form.value(u"seen"_s) != seenBalance(invoice->balance, today)) {
        aside.status = conflict;
        aside.changed =
            u"What is open has changed since you opened this page. Nothing was charged. This is how it "
            "stands now."_s;
        return invoicePage(visit, *invoice, aside);
    }
    const Wish wish = wishOf(visit, *invoice);
    if (!wish.error.isEmpty()) {
        aside.status = refused;
        aside.otherError = wish.error;
        return invoicePage(visit, *invoice, aside);
    }
    if (!visit.cards)
        return failurePage(visit, {Fault::Denied, u"Nobody speaks to the card gateway here."_s});
    const auto answer =
        visit.cards->pay({viewerOf(visit), visit.argument, wish.what, wish.chosen, absoluteRoot(visit)});
    if (!answer)
        return failurePage(visit, answer.error());
    switch (answer->kind) {
    case payments::PayAnswer::Kind::ToPage:
        return redirect(answer->address);
    case payments::PayAnswer::Kind::NothingOpen:
        return redirect(itemUrl(visit, ItemKind::Invoice, visit.argument));
    case payments::PayAnswer::Kind::Pending:
        return redirect(itemUrl(visit, ItemKind::Invoice, visit.argument) + "/paid"_L1);
    case payments::PayAnswer::Kind::Unreachable:
        aside.status = unavailable;
        aside.changed =
            u"The payment service does not answer at the moment. Nothing was charged. Please press Pay again "
            "in a minute, or pay by bank transfer."_s;
        break;
    case payments::PayAnswer::Kind::Refused:
        aside.status = refused;
        (wish.what == payments::PayWish::What::Chosen ? aside.otherError : aside.changed) = answer->sentence;
        break;
    }
    const auto now = ownInvoice(visit);
    return now ? invoicePage(visit, *now, aside) : failurePage(visit, now.error());
}

Response showPaid(const Visit& visit)
{
    const auto invoice = ownInvoice(visit);
    if (!invoice)
        return failurePage(visit, invoice.error());
    const QUrlQuery query{QString::fromLatin1(visit.request.query)};
    const QString session = query.queryItemValue(u"s"_s);
    const auto attempt = attemptOf(visit, invoice->shown.item.id, session);
    if (!attempt)
        return failurePage(visit, attempt.error());
    const QString invoiceUrl = itemUrl(visit, ItemKind::Invoice, visit.argument);
    if (!*attempt)
        return redirect(invoiceUrl);
    const bool isOwn = (*attempt)->contact == viewerOf(visit).contact || (*attempt)->session == session;
    if (!isOwn && (*attempt)->state != AttemptState::Pending)
        return redirect(invoiceUrl); // what became of somebody else's try stands on the invoice
    const State state =
        isOwn ? stateOf(**attempt, query.hasQueryItem(u"back"_s), invoice->language)
              : State{u"A payment is on its way"_s, u"Somebody who shares this invoice with you has paid by "
                                                    u"card. The bank takes a few days to move "
                                                    "the money. There is nothing for you to do."_s};
    const int looks = qBound(1, query.queryItemValue(u"n"_s).toInt(), mostLooks + 1);
    QUrlQuery again;
    if (stripe::isId(session, "cs_"_L1))
        again.addQueryItem(u"s"_s, session);
    again.addQueryItem(u"n"_s, QString::number(looks + 1));
    const QString againUrl = invoiceUrl + u"/paid?"_s + again.toString(QUrl::FullyEncoded);
    View view = baseView(visit);
    view.text("paid_heading", state.heading)
        .text("paid_sentence", state.sentence)
        .flag("is_checking", state.isChecking)
        .text("again_url", againUrl)
        .text("invoice_url", invoiceUrl);
    Response response = page(visit, u"paid"_s, std::move(view));
    if (state.isChecking) {
        if (visit.cards)
            visit.cards->look((*attempt)->id);
        if (looks <= mostLooks)
            response.headers.emplace_back("Refresh", QByteArray::number(secondsBetweenLooks) +
                                                         "; url=" + againUrl.toUtf8());
    }
    return response;
}

} // namespace foyer::web
