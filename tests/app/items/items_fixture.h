// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand_store.h"
#include "app/items/evidence.h"
#include "app/items/item_store.h"
#include "app/items/shown_items.h"
#include "app/jobs/job_store.h"
#include "tests/app/studio_fixture.h"

namespace foyer::test {

/// A studio with two brands, a job, and three people on it.
template <class Base = StudioFixture>
class ItemsFixtureOn : public Base
{
public:
    ItemsFixtureOn()
        : aurora{this->brand()}
        , borealis{addBrand(QStringLiteral("Borealis"))}
        , ada{this->addPerson(QStringLiteral("Ada"), QStringLiteral("Aster"))}
        , bo{this->addPerson(QStringLiteral("Bo"), QStringLiteral("Aster"))}
        , cleo{this->addPerson(QStringLiteral("Cleo"), QStringLiteral("Clover"))}
        , job{addJob(QStringLiteral("Wedding of Ada and Bo"), {ada, bo, cleo})}
    {
    }

    /// Writes, and says why when it could not.
    template <class Work>
    auto done(Work work)
    {
        auto result = this->database->write(Actor::studio(), work);
        if (!result)
            qFatal("%s", qPrintable(result.error().detail));
        return std::move(*result);
    }
    template <class Work>
    void does(Work work)
    {
        const auto result = this->database->write(Actor::studio(), work);
        if (!result)
            qFatal("%s", qPrintable(result.error().detail));
    }
    template <class Work>
    auto look(Work work) const
    {
        auto result = this->database->read(work);
        if (!result)
            qFatal("%s", qPrintable(result.error().detail));
        return std::move(*result);
    }

    BrandId addBrand(const QString& name)
    {
        BrandDetails details;
        details.name = name;
        details.username = name.toLower();
        return done([&](Transaction& t) { return brands::add(t, details); });
    }
    void showHistory(BrandId brand, bool isShown)
    {
        does([&](Transaction& t) -> Result<void> {
            auto edited = brands::find(t, brand);
            edited->details.showsHistory = isShown;
            return brands::save(t, *edited);
        });
    }
    JobId addJob(const QString& title, const std::vector<ContactId>& people, QDate day = {},
                 std::optional<BrandId> brand = {})
    {
        JobDetails details;
        details.title = title;
        for (const ContactId one : people)
            details.people.push_back({one, JobRole::Client});
        if (day.isValid())
            details.shoots.push_back({{}, day, {}, {}, {}, {}, {}});
        return done([&](Transaction& t) { return jobs::add(t, brand.value_or(aurora), details); });
    }
    ItemId addItem(ItemKind kind, const std::vector<ContactId>& recipients, const QString& title = {},
                   std::optional<BrandId> brand = {}, std::optional<JobId> onJob = {})
    {
        return done([&](Transaction& t) {
            items::NewItem item{kind, onJob.value_or(job)};
            item.brand = brand;
            item.title = title.isEmpty() ? QStringLiteral("One ") + toWord(kind) : title;
            item.recipients = recipients;
            return items::add(t, item);
        });
    }
    static ToDo usualToDo(ItemKind kind)
    {
        switch (kind) {
        case ItemKind::Order:
            return ToDo::Accept;
        case ItemKind::Contract:
            return ToDo::Sign;
        case ItemKind::Questionnaire:
            return ToDo::Answer;
        case ItemKind::Invoice:
            return ToDo::Pay;
        case ItemKind::File:
            return ToDo::None;
        }
        Q_UNREACHABLE();
    }
    VersionId send(ItemId id, const QByteArray& content = "{}", const QByteArray& pdf = "%PDF-1.7 sheet")
    {
        return done([&](Transaction& t) -> Result<VersionId> {
            const auto item = items::find(t, id);
            return item ? items::freeze(t, id, {content, pdf}, usualToDo(item->kind)) : fail(item.error());
        });
    }
    ItemId sent(ItemKind kind, const std::vector<ContactId>& recipients, const QString& title = {},
                std::optional<BrandId> brand = {}, std::optional<JobId> onJob = {})
    {
        const ItemId id = addItem(kind, recipients, title, brand, onJob);
        send(id);
        return id;
    }

    /// They did what was theirs, as a kind's own store would note it.
    void finish(ItemId id, ContactId contact)
    {
        does([&](Transaction& t) -> Result<void> {
            if (const auto set = items::setDone(t, id, contact, t.now()); !set)
                return set;
            return evidence::append(t, id, {QStringLiteral("answered"), contact, {}});
        });
    }

    Item item(ItemId id) const
    {
        return look([&](const Snapshot& s) { return items::find(s, id); });
    }
    std::vector<ItemId> shownTo(ContactId contact, BrandAddress address = {}) const
    {
        const auto page = look([&](const Snapshot& s) {
            return items::newest(s, {contact, address}, std::nullopt, 200);
        });
        std::vector<ItemId> ids;
        for (const items::ShownItem& shown : page.items)
            ids.push_back(shown.item.id);
        return ids;
    }
    std::vector<ItemId> neededOf(ContactId contact, BrandAddress address = {}) const
    {
        const auto needs = look([&](const Snapshot& s) { return items::needs(s, {contact, address}); });
        std::vector<ItemId> ids;
        for (const items::ShownItem& shown : needs)
            ids.push_back(shown.item.id);
        return ids;
    }
    /// What a direct look at it says: nothing, or the fault.
    std::optional<Fault> refusal(ItemId id, ContactId contact, BrandAddress address = {}) const
    {
        const Item looked = item(id);
        const auto found = this->database->read([&](const Snapshot& s) {
            return items::find(s, {contact, address}, looked.kind, looked.uid);
        });
        return found ? std::nullopt : std::optional{found.error().fault};
    }

    /// What nobody can do through Foyer: changes a row behind its back.
    void tamper(const QString& sql)
    {
        does([&](Transaction& t) -> Result<void> {
            t.declareHousekeeping();
            return t.query(sql).run();
        });
    }

    BrandId aurora;
    BrandId borealis;
    ContactId ada;
    ContactId bo;
    ContactId cleo;
    JobId job;
};

using ItemsFixture = ItemsFixtureOn<>;

} // namespace foyer::test
