// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/random.h"
#include "portal_server/portal/routes.h"
#include "tests/app/items/items_fixture.h"
#include "tests/portal/portal_fixture.h"

namespace foyer::test {

/// Why a client does not see an object, or does.
enum class Hidden
{
    No,         ///< sent to its owner
    Draft,      ///< the owner is a recipient, but nothing was sent
    Deleted,    ///< a draft in the bin
    OtherBrand, ///< sent, by a brand that has a domain of its own
    NotShared   ///< a file that was kept with the job and shared with nobody
};

/// Something that a route can name.
struct Object
{
    web::Names names;
    QString uid;
    std::size_t owner; ///< the client it is for, by number
    Hidden hidden;
    QString mark; ///< stands in its title and content, and in no other object's
};

/// Clients in couples, each couple on one job; everybody has one of everything.
class ForeignWorld : public ItemsFixtureOn<PortalFixture>
{
public:
    explicit ForeignWorld(std::size_t size)
    {
        giveDomain(borealis, QStringLiteral("borealis.example"));
        for (std::size_t i = 0; i < size; ++i)
            clients.push_back(this->addPerson(QStringLiteral("Client%1").arg(i), QStringLiteral("Foreign")));
        for (std::size_t i = 0; i < size; ++i) {
            if (i % 2 == 0) {
                std::vector<ContactId> couple{clients[i]};
                if (i + 1 < size)
                    couple.push_back(clients[i + 1]);
                m_job = addJob(QStringLiteral("Job of the couple %1").arg(i / 2), couple);
            }
            addObjects(i);
        }
    }

    /// Everything that routes of this kind can name. A kind that nobody makes here fails the test.
    std::vector<const Object*> objectsFor(web::Names names) const
    {
        std::vector<const Object*> found;
        for (const Object& object : objects) {
            if (object.names == names)
                found.push_back(&object);
        }
        return found;
    }

    /// The job that both of a couple are on.
    static bool isCouple(std::size_t a, std::size_t b) { return a / 2 == b / 2; }

    std::vector<ContactId> clients;
    std::vector<Object> objects;

private:
    void giveDomain(BrandId brand, const QString& domain)
    {
        does([&](Transaction& t) -> Result<void> {
            auto edited = brands::find(t, brand);
            edited->details.domain = domain;
            return brands::save(t, *edited);
        });
    }

    static std::optional<ItemKind> kindOf(web::Names names)
    {
        switch (names) {
        case web::Names::Order:
            return ItemKind::Order;
        case web::Names::Contract:
            return ItemKind::Contract;
        case web::Names::Questionnaire:
            return ItemKind::Questionnaire;
        case web::Names::File:
            return ItemKind::File;
        case web::Names::Nothing:
        case web::Names::Link: // a secret of its own: who has it may open it
            return std::nullopt;
        }
        Q_UNREACHABLE();
    }

    void addObjects(std::size_t owner)
    {
        for (const web::Names names :
             {web::Names::Order, web::Names::Contract, web::Names::Questionnaire, web::Names::File}) {
            const Hidden unsent = names == web::Names::File ? Hidden::NotShared : Hidden::Draft;
            for (const Hidden hidden : {Hidden::No, unsent, Hidden::Deleted, Hidden::OtherBrand})
                addObject(names, owner, hidden);
        }
    }

    void addObject(web::Names names, std::size_t owner, Hidden hidden)
    {
        const QString mark = QStringLiteral("mark-%1-%2-%3.").arg(int(names)).arg(owner).arg(int(hidden)) +
                             randomUuid().left(8);
        const ItemKind kind = *kindOf(names);
        const auto brand = hidden == Hidden::OtherBrand ? borealis : aurora;
        std::vector<ContactId> recipients;
        if (hidden != Hidden::NotShared)
            recipients.push_back(clients[owner]);
        const ItemId id = make(kind, recipients, mark, brand);
        if (hidden == Hidden::No || hidden == Hidden::OtherBrand)
            deliver(kind, id);
        if (hidden == Hidden::Deleted)
            does([&](Transaction& t) { return items::moveToBin(t, id); });
        objects.push_back({names, item(id).uid, owner, hidden, mark});
    }

    ItemId make(ItemKind kind, const std::vector<ContactId>& recipients, const QString& title, BrandId brand)
    {
        return addItem(kind, recipients, title, brand, m_job);
    }
    void deliver(ItemKind, ItemId id) { send(id); }

    JobId m_job{1};
};

} // namespace foyer::test
