// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/storage/database.h"
#include "app/studio.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace foyer::test {

/// A fresh studio in a folder of its own, with a clock the test owns.
class StudioFixture
{
    QTemporaryDir m_folder; ///< outlives the studio in it

public:
    StudioFixture()
    {
        auto opened = openStudio(file(), StartWith::New, [this] { return now; });
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        database = std::move(*opened);
    }

    QString file() const { return m_folder.filePath(QStringLiteral("studio.foyer")); }
    QString path(const QString& name) const { return m_folder.filePath(name); }

    BrandId brand() const
    {
        const auto all = database->read([](const Snapshot& snapshot) { return brands::all(snapshot); });
        return all->front().id;
    }

    ContactId add(ContactDetails details)
    {
        const BrandId first = brand();
        const auto id = database->write(Actor::studio(), [&](Transaction& transaction) {
            return contacts::add(transaction, first, details);
        });
        if (!id)
            qFatal("%s", qPrintable(id.error().detail));
        return *id;
    }

    ContactId addPerson(const QString& given, const QString& family, const QString& email = {})
    {
        ContactDetails details;
        details.givenName = given;
        details.familyName = family;
        if (!email.isEmpty())
            details.emails.push_back({email, {}});
        return add(details);
    }

    Contact find(ContactId id) const
    {
        const auto found =
            database->read([&](const Snapshot& snapshot) { return contacts::find(snapshot, id); });
        if (!found)
            qFatal("%s", qPrintable(found.error().detail));
        return *found;
    }

    /// One change, as the studio. The work is void(Transaction&)-like: it returns Result<void>.
    template <class Work>
    Result<void> change(Work work)
    {
        return database->write(Actor::studio(), work);
    }

    Instant now = fromSeconds(1'750'000'000);
    std::unique_ptr<Database> database;
};

} // namespace foyer::test
