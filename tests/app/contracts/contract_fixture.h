// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/random.h"
#include "app/contracts/contract_store.h"
#include "app/contracts/sealing.h"
#include "app/contracts/signing.h"
#include "app/items/evidence.h"
#include "app/jobs/job_store.h"
#include "tests/app/studio_fixture.h"

namespace foyer::test {

/// A job with a couple, and contracts on it. Everything that must not fail ends the test.
class ContractFixture : public StudioFixture
{
public:
    ContractFixture()
        : ada{addPerson(QStringLiteral("Ada"), QStringLiteral("Okafor"), QStringLiteral("both@example.com"))}
        , ben{addPerson(QStringLiteral("Ben"), QStringLiteral("Moss"), QStringLiteral("both@example.com"))}
        , job{addJob()}
    {
    }

    template <class Work>
    auto read(Work work)
    {
        const Database& studio = *database;
        return studio.read(std::move(work));
    }
    template <class Work>
    auto write(Work work)
    {
        return database->write(Actor::studio(), std::move(work));
    }
    template <class T>
    static T must(Result<T> result)
    {
        if (!result)
            qFatal("%s", qPrintable(result.error().detail));
        return std::move(*result);
    }

    static contracts::ContractWork work(std::vector<ContactId> signers,
                                        const QString& text = QStringLiteral("We agree, {{ client.name }}."),
                                        contracts::SigningOrder order = contracts::SigningOrder::Together,
                                        contracts::Countersign countersign = contracts::Countersign::None)
    {
        contracts::ContractWork made;
        made.terms.text = text;
        made.terms.order = order;
        made.terms.countersign = countersign;
        for (const ContactId signer : signers)
            made.signers.push_back({signer, QStringLiteral("Client")});
        return made;
    }

    ItemId draft(const contracts::ContractWork& made, bool booksJob = false)
    {
        return must(write([&](Transaction& t) {
            return contracts::add(t, {job, QStringLiteral("Photography agreement"), made, booksJob});
        }));
    }

    Result<VersionId> trySend(ItemId id)
    {
        const auto prepared = read([&](const Snapshot& s) { return contracts::prepare(s, id); });
        if (!prepared)
            return fail(prepared.error());
        return write([&](Transaction& t) { return contracts::send(t, *prepared, "%PDF-1.7 sent"); });
    }

    ItemId sent(const contracts::ContractWork& made, bool booksJob = false)
    {
        const ItemId id = draft(made, booksJob);
        must(trySend(id));
        return id;
    }

    contracts::Contract contract(ItemId id)
    {
        return must(read([&](const Snapshot& s) { return contracts::find(s, id); }));
    }

    QString uid(ItemId id) { return contract(id).item.uid; }
    ItemState state(ItemId id) { return contract(id).item.state; }
    ToDo toDo(ItemId id, ContactId who)
    {
        for (const ItemRecipient& recipient : contract(id).item.recipients) {
            if (recipient.contact == who)
                return recipient.toDo;
        }
        qFatal("no recipient");
    }

    /// What a signer would send who read the contract as it is now.
    contracts::Signing signing(ItemId id, const QString& name, const std::map<int, QString>& given = {})
    {
        const contracts::Contract seen = contract(id);
        const auto version =
            must(read([&](const Snapshot& s) { return items::version(s, *seen.item.current); }));
        contracts::Signing made{
            {version.id, version.sha256, now}, contracts::consentHash(*seen.sent), name, {}, given};
        return made;
    }

    Result<contracts::Signed> trySign(ItemId id, ContactId who, const contracts::Signing& what)
    {
        const QString address = uid(id);
        return database->write(Actor::client(who, QStringLiteral("192.0.2.7")), [&](Transaction& t) {
            return contracts::sign(t, {who, {}}, address, what, trace);
        });
    }

    contracts::Signed sign(ItemId id, ContactId who, const std::map<int, QString>& given = {})
    {
        return must(trySign(id, who, signing(id, QStringLiteral("Somebody"), given)));
    }

    bool seal(ItemId id, const QByteArray& pdf = "%PDF-1.7 sealed")
    {
        const auto prepared = must(read([&](const Snapshot& s) { return contracts::prepareSeal(s, id); }));
        return must(write([&](Transaction& t) { return contracts::keepSeal(t, prepared, pdf); }));
    }

    std::vector<evidence::Row> evidenceOf(ItemId id)
    {
        return must(read([&](const Snapshot& s) { return evidence::of(s, id); }));
    }

    contracts::Trace trace{QStringLiteral("192.0.2.7"), QStringLiteral("Test/1.0"), 5};
    ContactId ada;
    ContactId ben;
    JobId job;

private:
    JobId addJob()
    {
        JobDetails details;
        details.title = QStringLiteral("Wedding at the lake");
        details.people = {{ada, JobRole::Client}, {ben, JobRole::Spouse}};
        details.shoots = {{QStringLiteral("Ceremony"),
                           QDate{2027, 5, 3},
                           QTime{14, 0},
                           {},
                           QStringLiteral("Lakeside House"),
                           {},
                           {}}};
        details.custom = QJsonObject{{QStringLiteral("Dress code"), QStringLiteral("Linen & straw")}};
        return must(
            database->write(Actor::studio(), [&](Transaction& t) { return jobs::add(t, brand(), details); }));
    }
};

} // namespace foyer::test
