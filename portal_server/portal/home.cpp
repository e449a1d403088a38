// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/home.h"

#include "app/contacts/contact_store.h"

namespace foyer::web {

using namespace Qt::StringLiterals;

Response showHome(const Visit& visit)
{
    const auto contact = visit.studio.read(
        [&](const Snapshot& snapshot) { return contacts::find(snapshot, visit.client->contact); });
    if (!contact)
        return failurePage(visit, contact.error());
    const BrandDetails& brand = visit.place.brand->details;
    View view = baseView(visit);
    view.flag("is_home", true)
        .text("greeting", u"Hello %1"_s.arg(greetingNameOf(contact->details)))
        .optionalText("welcome_text", brand.welcomeText)
        .optionalText("empty_text", brand.emptyText)
        .flag("is_empty", true)
        .flag("has_needs", false)
        .list("needs", {})
        .flag("has_jobs", false)
        .list("jobs", {})
        .flag("has_earlier", false)
        .list("earlier_jobs", {})
        .flag("has_more", false)
        .text("more_url", QString{});
    return page(visit, u"home"_s, std::move(view));
}

} // namespace foyer::web
