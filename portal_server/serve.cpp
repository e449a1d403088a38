// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/serve.h"

#include "app/automations/scheduler.h"
#include "app/automations/webhook_courier.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_list.h"
#include "app/contacts/contact_store.h"
#include "app/invoices/reminder_clock.h"
#include "app/mail/courier.h"
#include "app/portal_access/addresses.h"
#include "app/portal_access/direct_link.h"
#include "portal_server/stop_signal.h"

#include <QCoreApplication>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

struct Guest
{
    QString name;
    QString link;
};

/// Somebody to try the portal as: the first person in the book who has no password yet and whose brand lives
/// on the studio address.
Result<std::optional<Guest>> firstGuest(const Snapshot& snapshot, const QString& origin)
{
    const auto addresses = portal_access::addresses(snapshot, origin);
    if (!addresses)
        return fail(addresses.error());
    contacts::ContactFilter people;
    people.kind = ContactKind::Person;
    const auto listing = contacts::list(snapshot, people);
    if (!listing)
        return fail(listing.error());
    const auto rows = contacts::page(snapshot, *listing, 0, 100);
    if (!rows)
        return fail(rows.error());
    for (const auto& row : *rows) {
        if (row.portal != PortalState::NeverInvited && row.portal != PortalState::MustSetPassword)
            continue;
        const auto contact = contacts::find(snapshot, row.id);
        if (!contact)
            return fail(contact.error());
        const auto brand = brands::find(snapshot, contact->brand);
        if (!brand)
            return fail(brand.error());
        if (!brand->details.domain.isEmpty())
            continue;
        const auto token = portal_access::directLinkToken(snapshot, row.id);
        if (!token)
            return fail(token.error());
        return std::optional{Guest{row.name, addresses->directLink(brand->details, *token)}};
    }
    return std::optional<Guest>{};
}

} // namespace

int serve(Database& studio, const PortalConfig& config, bool showsDirectLink, QTextStream& out,
          QTextStream& err)
{
    StopSignal stop; // before the portal's threads, which inherit the signal mask
    auto portal = Portal::start(studio, config);
    if (!portal) {
        err << portal.error().detail << Qt::endl;
        return 1;
    }
    const QString origin = (*portal)->origin();
    out << "Serving " << origin << "/ from " << studio.file() << Qt::endl;
    if (showsDirectLink) {
        const auto guest =
            studio.read([&](const Snapshot& snapshot) { return firstGuest(snapshot, origin); });
        if (guest && *guest)
            out << "Direct Link of " << (*guest)->name << ": " << (*guest)->link << Qt::endl;
    }
    invoices::ReminderClock reminders{studio};
    reminders.start();
    mail::Courier courier{studio, secrets::openLate(studio, secrets::Machine::Server)};
    courier.start();
    automations::Scheduler automations{studio};
    automations.start();
    automations::WebhookCourier webhooks{studio, secrets::openLate(studio, secrets::Machine::Server)};
    webhooks.start();
    QObject::connect(&stop, &StopSignal::received, qApp, &QCoreApplication::quit);
    QCoreApplication::exec();
    out << "Stopping" << Qt::endl;
    portal->reset();
    return 0;
}

} // namespace foyer::web
