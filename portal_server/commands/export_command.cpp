// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_list.h"
#include "app/contacts/contact_store.h"
#include "app/contacts/vcard.h"
#include "app/invoices/invoice_csv.h"
#include "app/payments/payment_csv.h"
#include "portal_server/commands/call.h"

#include <QHash>
#include <QSaveFile>

namespace foyer::cli {

using namespace Qt::StringLiterals;

namespace {

using Shelf = contacts::ContactFilter::Shelf;

Result<void> takeShelf(const Snapshot& snapshot, Shelf shelf, std::vector<Contact>& into)
{
    contacts::ContactFilter filter;
    filter.shelf = shelf;
    const auto listing = contacts::list(snapshot, filter);
    if (!listing)
        return fail(listing.error());
    for (qint64 offset = 0; offset < listing->total; offset += 500) {
        const auto page = contacts::page(snapshot, *listing, offset, 500);
        if (!page)
            return fail(page.error());
        for (const auto& row : *page) {
            auto contact = contacts::find(snapshot, row.id);
            if (!contact)
                return fail(contact.error());
            into.push_back(std::move(*contact));
        }
    }
    return {};
}

/// In the order of the Address Book; relations to contacts that are not among them are left out.
std::vector<VcardEntry> entriesOf(std::vector<Contact> people)
{
    QHash<ContactId, QString> uids;
    for (const Contact& contact : people)
        uids.insert(contact.id, contact.uid);
    std::vector<VcardEntry> entries;
    entries.reserve(people.size());
    for (Contact& contact : people) {
        VcardEntry entry{contact.uid, std::move(contact.details), {}};
        for (const Relation& relation : contact.relations) {
            if (uids.contains(relation.other))
                entry.relations.push_back({uids.value(relation.other), relation.kind});
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<void> writePrivately(const QString& path, const QByteArray& bytes)
{
    QSaveFile file{path};
    const bool isWritten = file.open(QIODevice::WriteOnly) &&
                           file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                           file.write(bytes) == bytes.size() && file.commit();
    if (!isWritten)
        return fail(Fault::Denied, u"%1 cannot be written: %2."_s.arg(path, file.errorString()));
    return {};
}

using MakeCsv = Result<QByteArray> (*)(const Snapshot&);

int exportCsv(Call& call, const QString& what, MakeCsv make)
{
    const QString path = call.path(call.arguments.value("to"_L1));
    if (!call.arguments.has("to"_L1) || !path.endsWith(".csv"_L1, Qt::CaseInsensitive))
        return call.fails(u"Name the file to write with --to, ending in .csv."_s, exitUsage);
    if (call.arguments.has("archived"_L1))
        return call.fails(u"--archived is of contacts."_s, exitUsage);
    const auto table = call.studio.read(make);
    if (!table)
        return call.fails(table.error());
    if (const auto written = writePrivately(path, *table); !written)
        return call.fails(written.error());
    if (call.isJson())
        call.say(QJsonValue{QJsonObject{{u"exported"_s, what}, {u"file"_s, path}}});
    else
        call.say(u"%1: written to %2"_s.arg(what, path));
    return exitDone;
}

int exportAsked(Call& call)
{
    const QString what = call.arguments.operands().value(0);
    if (what == "invoices"_L1)
        return exportCsv(call, what, invoices::invoicesCsv);
    if (what == "payments"_L1)
        return exportCsv(call, what, payments::paymentsCsv);
    if (!what.isEmpty() && what != "contacts"_L1)
        return call.fails(u"Foyer exports contacts, invoices and payments, but no “%1”."_s.arg(what),
                          exitUsage);
    const QString path = call.path(call.arguments.value("to"_L1));
    if (!call.arguments.has("to"_L1) || !path.endsWith(".vcf"_L1, Qt::CaseInsensitive))
        return call.fails(
            u"Name the file to write with --to, ending in .vcf; contacts are exported as vCards."_s,
            exitUsage);
    const auto people = call.studio.read([&](const Snapshot& snapshot) -> Result<std::vector<Contact>> {
        std::vector<Contact> all;
        if (const auto taken = takeShelf(snapshot, Shelf::Live, all); !taken)
            return fail(taken.error());
        if (call.arguments.has("archived"_L1)) {
            if (const auto taken = takeShelf(snapshot, Shelf::Archived, all); !taken)
                return fail(taken.error());
        }
        return all;
    });
    if (!people)
        return call.fails(people.error());
    const qint64 count = qint64(people->size());
    const QByteArray cards = writeVcards(entriesOf(*people), VcardVersion::V4);
    if (const auto written = writePrivately(path, cards); !written)
        return call.fails(written.error());
    if (call.isJson())
        call.say(QJsonValue{QJsonObject{{u"contacts"_s, count}, {u"file"_s, path}}});
    else
        call.say(u"contacts: %1"_s.arg(count));
    return exitDone;
}

} // namespace

std::vector<Command> exportCommands()
{
    return {
        {"export"_L1,
         ""_L1,
         "[contacts|invoices|payments]"_L1,
         0,
         1,
         "write the Address Book as vCard 4.0, or invoices or payments as CSV"_L1,
         {{"to"_L1, "FILE"_L1, "the file to write; one that is there is replaced"_L1},
          {"archived"_L1, ""_L1, "the archived contacts too"_L1},
          jsonOption},
         nullptr,
         exportAsked},
    };
}

} // namespace foyer::cli
