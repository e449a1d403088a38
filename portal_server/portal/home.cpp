// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/home.h"

#include "app/base/day_text.h"
#include "app/base/money_text.h"
#include "app/base/random.h"
#include "app/base/secret_box.h"
#include "app/contacts/contact_greeting.h"
#include "app/invoices/shown_invoices.h"
#include "portal_server/portal/invoice_words.h"
#include "portal_server/portal/item_pages.h"
#include "portal_server/portal/item_words.h"

#include <QUrlQuery>

#include <algorithm>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

// As many as one looks through without searching; what needs the client stands above, however old it is.
constexpr int itemsOnAPage = 20;

/// What one page shows, read in one glance.
struct Shelf
{
    contacts::Greeting client;
    std::vector<items::ShownItem> needs;
    items::ShownPage page;
    std::map<ItemId, invoices::OpenSum> open; ///< of the invoices that wait for somebody's payment
    std::map<ItemId, QDate> paid;             ///< of the invoices that are
    bool isAllPutAway;                        ///< there was something, and no history of it is shown
};

QByteArray markKey(const Visit& visit)
{
    return hmacSha256(visit.formKey, "older items");
}

/// Where the next page begins, for this client's eyes only: sealed, since it holds numbers of the studio's.
QString textOf(const Visit& visit, const items::PageMark& mark)
{
    const QString inside = u"%1 %2 %3"_s.arg(visit.client->contact.row()).arg(mark.sentAt).arg(mark.item);
    return toBase64Url(boxed(markKey(visit), inside.toLatin1()));
}

std::optional<items::PageMark> markFrom(const Visit& visit, const QString& text)
{
    const auto inside = unboxed(markKey(visit), fromBase64Url(text));
    if (!inside)
        return std::nullopt;
    const QList<QByteArray> parts = inside->split(' ');
    if (parts.size() != 3 || parts[0].toLongLong() != visit.client->contact.row())
        return std::nullopt;
    return items::PageMark{parts[1].toLongLong(), parts[2].toLongLong()};
}

Result<Shelf> read(const Visit& visit, std::optional<items::PageMark> after)
{
    return visit.studio.read([&](const Snapshot& snapshot) -> Result<Shelf> {
        const items::Viewer viewer = viewerOf(visit);
        auto client = contacts::greeting(snapshot, viewer.contact);
        if (!client)
            return fail(client.error());
        Shelf shelf{std::move(*client), {}, {}, {}, {}, false};
        if (!after) {
            auto needs = items::needs(snapshot, viewer);
            if (!needs)
                return fail(needs.error());
            shelf.needs = std::move(*needs);
        }
        auto page = items::newest(snapshot, viewer, after, itemsOnAPage);
        if (!page)
            return fail(page.error());
        shelf.page = std::move(*page);
        auto open = invoices::openSums(snapshot, viewer, toLocal(visit.studio.now()).date());
        if (!open)
            return fail(open.error());
        shelf.open = std::move(*open);
        auto paid = invoices::paidDays(snapshot, shelf.page.items);
        if (!paid)
            return fail(paid.error());
        shelf.paid = std::move(*paid);
        // Money on its way leaves nothing to do; the list below says where it is.
        std::erase_if(shelf.needs, [&](const items::ShownItem& shown) {
            const auto sum = shelf.open.find(shown.item.id);
            return sum != shelf.open.end() && isOnItsWay(sum->second);
        });
        if (!after && shelf.needs.empty() && shelf.page.items.empty()) {
            const auto putAway = items::isAnythingPutAway(snapshot, viewer);
            if (!putAway)
                return fail(putAway.error());
            shelf.isAllPutAway = *putAway;
        }
        return shelf;
    });
}

/// Brands are named as soon as something here is of another one than the one whose pages these are.
bool namesBrands(const Shelf& shelf, BrandId own)
{
    const auto isOthers = [&](const items::ShownItem& shown) { return shown.item.brand != own; };
    return std::any_of(shelf.needs.begin(), shelf.needs.end(), isOthers) ||
           std::any_of(shelf.page.items.begin(), shelf.page.items.end(), isOthers);
}

QString amountOf(const Item& item, const QString& language)
{
    return item.total ? moneyText(*item.total, language) : QString{};
}

View needView(const Visit& visit, const Shelf& shelf, const items::ShownItem& shown, bool hasBrand)
{
    const QString& language = shelf.client.language;
    const QDate today = toLocal(visit.studio.now()).date();
    NeedWords words = needWords(shown, today, language);
    QString amount = amountOf(shown.item, language);
    // What is asked for is not the total: some of it may be paid, or not due yet.
    if (const auto sum = shelf.open.find(shown.item.id); sum != shelf.open.end()) {
        words.note = payNote(sum->second, shown.item.dueDay, today, language);
        amount = u"%1 open"_s.arg(moneyText(sum->second.open, language));
    }
    View view;
    view.text("need_kind", toWord(shown.item.kind))
        .text("need_kind_label", kindWord(shown))
        .text("need_title", shown.item.title)
        .text("need_note", words.note)
        .flag("is_overdue", words.isOverdue)
        .optionalText("need_amount", amount)
        .text("need_url", itemUrl(visit, shown.item.kind, shown.item.uid))
        .text("need_action", words.action)
        .optionalText("need_brand", hasBrand ? shown.brandName : QString{});
    return view;
}

View itemView(const Visit& visit, const Shelf& shelf, const items::ShownItem& shown)
{
    const QString& language = shelf.client.language;
    const auto sum = shelf.open.find(shown.item.id);
    const auto paid = shelf.paid.find(shown.item.id);
    const QDate paidOn = paid == shelf.paid.end() ? QDate{} : paid->second;
    const QString state = sum == shelf.open.end() ? stateWords(shown, language, paidOn)
                                                  : openWords(sum->second, shown.item.dueDay,
                                                              toLocal(visit.studio.now()).date(), language);
    View view;
    view.text("item_kind", toWord(shown.item.kind))
        .text("item_kind_label", kindWord(shown))
        .text("item_title", shown.item.number.isEmpty()
                                ? shown.item.title
                                : u"%1, %2"_s.arg(shown.item.number, shown.item.title))
        .text("item_status", state)
        .text("item_url", itemUrl(visit, shown.item.kind, shown.item.uid))
        .optionalText("item_amount", amountOf(shown.item, language));
    return view;
}

/// The items of one job and brand that stand on this page.
struct Group
{
    const items::ShownItem* first;
    std::vector<View> items;
};

View jobView(const Shelf& shelf, Group group, bool hasBrand)
{
    const items::ShownItem& first = *group.first;
    View view;
    view.text("job_title", first.jobTitle)
        .optionalText("job_when", dayText(first.jobDay, shelf.client.language))
        .text("job_date", first.jobDay.toString(Qt::ISODate))
        .optionalText("job_brand", hasBrand ? first.brandName : QString{})
        .flag("is_closed", first.isJobClosed)
        .list("items", std::move(group.items));
    return view;
}

/// Jobs in the order of their newest item; closed and completed ones apart.
void listJobs(View& view, const Visit& visit, const Shelf& shelf, bool hasBrand, bool foldsEarlier)
{
    std::vector<Group> groups;
    for (const items::ShownItem& shown : shelf.page.items) {
        auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& one) {
            return one.first->item.job == shown.item.job && one.first->item.brand == shown.item.brand;
        });
        if (group == groups.end())
            group = groups.insert(groups.end(), Group{&shown, {}});
        group->items.push_back(itemView(visit, shelf, shown));
    }
    std::vector<View> jobs;
    std::vector<View> earlier;
    for (Group& group : groups) {
        auto& list = foldsEarlier && group.first->isJobClosed ? earlier : jobs;
        list.push_back(jobView(shelf, std::move(group), hasBrand));
    }
    view.flag("has_jobs", !jobs.empty())
        .list("jobs", std::move(jobs))
        .flag("has_earlier", !earlier.empty())
        .list("earlier_jobs", std::move(earlier));
}

} // namespace

Response showHome(const Visit& visit)
{
    const QString older = QUrlQuery{QString::fromLatin1(visit.request.query)}.queryItemValue(u"older"_s);
    const auto after = older.isEmpty() ? std::nullopt : markFrom(visit, older);
    if (!older.isEmpty() && !after)
        return redirect(visit.url("/home")); // somebody else's mark, or one that was cut on its way
    const auto shelf = read(visit, after);
    if (!shelf)
        return failurePage(visit, shelf.error());

    const BrandDetails& brand = visit.place.brand->details;
    const bool hasBrand = namesBrands(*shelf, visit.place.brand->id);
    std::vector<View> needs;
    for (const items::ShownItem& shown : shelf->needs)
        needs.push_back(needView(visit, *shelf, shown, hasBrand));
    View view = baseView(visit);
    view.flag("is_home", true)
        .flag("is_older", after.has_value())
        .text("greeting", u"Hello %1"_s.arg(shelf->client.name))
        .optionalText("welcome_text", brand.welcomeText)
        .optionalText("empty_text", brand.emptyText)
        .flag("is_empty", !after && shelf->needs.empty() && shelf->page.items.empty())
        .flag("is_all_put_away", shelf->isAllPutAway)
        .flag("has_needs", !needs.empty())
        .list("needs", std::move(needs))
        .flag("has_more", shelf->page.next.has_value())
        .text("more_url",
              shelf->page.next ? visit.url("/home?older=") + textOf(visit, *shelf->page.next) : QString{});
    listJobs(view, visit, *shelf, hasBrand, !after);
    return page(visit, u"home"_s, std::move(view));
}

} // namespace foyer::web
