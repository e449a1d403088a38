// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/contracts.h"

#include "app/contracts/contract_pdf.h"
#include "app/contracts/drawn_mark.h"
#include "app/contracts/sealing.h"
#include "app/contracts/signing.h"
#include "portal_server/portal/contract_view.h"
#include "portal_server/portal/item_pages.h"
#include "portal_server/portal/seen_stamp.h"

#include <QLoggingCategory>

#include <algorithm>

namespace foyer::web {

using namespace Qt::StringLiterals;
using contracts::Seen;
using contracts::ShownContract;

namespace {

Q_LOGGING_CATEGORY(portalLog, "foyer.portal")

constexpr int refused = 422;
constexpr int conflict = 409;

/// The contract that the address names, or what is answered instead.
using Found = std::pair<items::ShownItem, ShownContract>;
using FoundOr = std::variant<Found, Response>;
FoundOr foundContract(const Visit& visit)
{
    // Of one moment: an item is never shown with the signatures of a later one.
    auto found = visit.studio.read([&](const Snapshot& snapshot) -> Result<FoundOr> {
        auto item = shownItem(visit, ItemKind::Contract);
        if (auto* response = std::get_if<Response>(&item))
            return FoundOr{std::move(*response)};
        auto& shownAs = std::get<items::ShownItem>(item);
        auto shown = contracts::show(snapshot, shownAs);
        if (!shown)
            return fail(shown.error());
        return FoundOr{Found{std::move(shownAs), std::move(*shown)}};
    });
    return found ? std::move(*found) : FoundOr{failurePage(visit, found.error())};
}

bool isSame(const std::optional<Seen>& seen, const ShownContract& shown)
{
    return seen && seen->version == shown.version && seen->sha256 == shown.sha256;
}

/// Shows what there is by now with what was typed. Ticks speak about a text: about another one, they must be
/// given anew.
Response shownAgain(const Visit& visit, int statusIfSame)
{
    auto found = foundContract(visit);
    if (auto* response = std::get_if<Response>(&found))
        return std::move(*response);
    auto& [item, shown] = std::get<Found>(found);
    const auto seen = readSeen(visit, item.item.uid);
    ContractPage what{TypedSignature::from(visit.form, shown.contract)};
    if (!contracts::isDrawnMark(what.typed.drawn))
        what.typed.drawn.clear();
    what.isChanged = !isSame(seen, shown);
    if (what.isChanged) {
        what.typed.consentSha256.clear();
        for (const contracts::Field& field : contracts::fieldsOf(shown.contract.parts)) {
            if (field.kind == contracts::Field::Kind::Tick)
                what.typed.given.erase(field.number);
        }
    }
    return contractPage(visit, item, shown, what, what.isChanged ? conflict : statusIfSame);
}

contracts::Trace traceOf(const Visit& visit)
{
    return {visit.request.peer.address, QString::fromLatin1(visit.request.header("user-agent")),
            visit.client->session ? visit.client->session->id.row() : 0};
}

QString ownUrl(const Visit& visit, const char* query)
{
    return itemUrl(visit, ItemKind::Contract, visit.argument) + QLatin1StringView{query};
}

Response afterFailure(const Visit& visit, const Error& error)
{
    switch (error.fault) {
    case Fault::NotFound:
    case Fault::Invalid:
    case Fault::Conflict: // edited, declined, taken back
    case Fault::Denied:   // done meanwhile, and no history is shown; or not their turn
        return shownAgain(visit, conflict);
    case Fault::Busy:
    case Fault::Cancelled:
    case Fault::Storage:
    case Fault::Newer:
        break;
    }
    return failurePage(visit, error);
}

/// The signature stands whatever comes of this: what is not sealed now is sealed within the hour.
void seal(Database& studio, ItemId id)
{
    if (const auto sealed = contracts::seal(studio, id); !sealed)
        qCWarning(portalLog).noquote()
            << "contract" << id.row() << "is not sealed yet:" << sealed.error().detail;
}

Response sign(const Visit& visit, Database& studio, const items::ShownItem& item, const ShownContract& shown,
              const Seen& seen)
{
    const TypedSignature typed = TypedSignature::from(visit.form, shown.contract);
    const contracts::Signing signing{seen, typed.consentSha256, typed.name, typed.drawn, typed.given};
    if (auto problems = contracts::signingProblems(shown.contract, signing); !problems.empty()) {
        ContractPage what{typed, std::move(problems)};
        if (!contracts::isDrawnMark(typed.drawn))
            what.typed.drawn.clear();
        what.opened = seen;
        return contractPage(visit, item, shown, what, refused);
    }
    const ContactId contact = visit.client->contact;
    const auto done =
        studio.write(Actor::client(contact, visit.request.peer.address), [&](Transaction& transaction) {
            return contracts::sign(transaction, viewerOf(visit), visit.argument, signing, traceOf(visit));
        });
    if (!done)
        return afterFailure(visit, done.error());
    if (*done == contracts::Signed::Complete)
        seal(studio, item.item.id);
    return redirect(ownUrl(visit, "?signed"));
}

Response decline(const Visit& visit, Database& studio, const items::ShownItem& item,
                 const ShownContract& shown, const Seen& seen)
{
    const QString reason = visit.form.value(u"reason"_s);
    if (reason.trimmed().size() > contracts::longestReason) {
        ContractPage what{TypedSignature::from(visit.form, shown.contract)};
        what.isReasonTooLong = true;
        what.opened = seen;
        return contractPage(visit, item, shown, what, refused);
    }
    const ContactId contact = visit.client->contact;
    const auto done =
        studio.write(Actor::client(contact, visit.request.peer.address), [&](Transaction& transaction) {
            return contracts::decline(transaction, viewerOf(visit), visit.argument, seen, reason,
                                      traceOf(visit));
        });
    return done ? redirect(ownUrl(visit, "?declined")) : afterFailure(visit, done.error());
}

} // namespace

Response showContract(const Visit& visit)
{
    Visit here = visit;
    if (visit.request.query == "signed")
        here.flash = u"Thank you. Your signature is recorded."_s;
    else if (visit.request.query == "declined")
        here.flash = u"Thank you. We know now that you do not want to sign."_s;
    auto found = foundContract(here);
    if (auto* response = std::get_if<Response>(&found))
        return std::move(*response);
    const auto& [item, shown] = std::get<Found>(found);
    // An address says nothing about what happened: the contract does.
    const bool isSigned =
        std::any_of(shown.signers.begin(), shown.signers.end(), [&](const contracts::Signer& one) {
            return one.contact == visit.client->contact && one.signature;
        });
    if (visit.request.query == "declined" ? item.item.state != ItemState::Declined : !isSigned)
        here.flash.clear();
    return contractPage(here, item, shown, {}, 200);
}

Response actContract(const Visit& visit, Database& studio)
{
    const QString wish = visit.form.value(u"do"_s);
    if (wish != "sign"_L1 && wish != "decline"_L1) // back from the login page
        return shownAgain(visit, 200);
    auto found = foundContract(visit);
    if (auto* response = std::get_if<Response>(&found))
        return std::move(*response);
    const auto& [item, shown] = std::get<Found>(found);
    const auto* own = shown.own(visit.client->contact);
    if (own && own->signature) // pressed twice, or by way of the back button
        return redirect(ownUrl(visit, "?signed"));
    const auto seen = readSeen(visit, item.item.uid);
    if (!isSame(seen, shown) || !own || !own->isTurn)
        return shownAgain(visit, conflict);
    return wish == "decline"_L1 ? decline(visit, studio, item, shown, *seen)
                                : sign(visit, studio, item, shown, *seen);
}

Response showContractPdf(const Visit& visit)
{
    auto found = shownItem(visit, ItemKind::Contract);
    if (auto* response = std::get_if<Response>(&found))
        return std::move(*response);
    const Item& item = std::get<items::ShownItem>(found).item;
    const auto pdf =
        visit.studio.read([&](const Snapshot& snapshot) { return contracts::pdfOf(snapshot, item); });
    return pdf ? pdfResponse(*pdf, item.title) : failurePage(visit, pdf.error());
}

} // namespace foyer::web
