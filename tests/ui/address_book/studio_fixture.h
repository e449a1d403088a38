// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/portal_access/addresses.h"
#include "app/studio.h"

#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

namespace foyer {

/// A fresh studio on disk, and the few things a test wants to say about it.
class StudioFixture
{
public:
    StudioFixture()
    {
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           m_folder.path()); // not the tester's own
        auto opened = openStudio(m_folder.filePath(QStringLiteral("test.foyer")), StartWith::New);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        m_database = std::move(*opened);
        m_brand =
            m_database->read([](const Snapshot& snapshot) { return brands::all(snapshot); })->front().id;
        change([](Transaction& transaction) {
            return portal_access::setStudioAddress(transaction, QStringLiteral("https://portal.example.com"));
        });
    }

    Database& database() { return *m_database; }
    BrandId brand() const { return *m_brand; }

    void change(const std::function<Result<void>(Transaction&)>& work, const Actor& actor = Actor::studio())
    {
        const auto done =
            m_database->write(actor, [&](Transaction& transaction) { return work(transaction); });
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
    }

    ContactId add(const ContactDetails& details)
    {
        const auto id = m_database->write(Actor::studio(), [&](Transaction& transaction) {
            return contacts::add(transaction, *m_brand, details);
        });
        if (!id)
            qFatal("%s", qPrintable(id.error().detail));
        return *id;
    }

    ContactId addPerson(const QString& given, const QString& family, const QString& email = {},
                        const QString& phone = {})
    {
        ContactDetails details;
        details.givenName = given;
        details.familyName = family;
        if (!email.isEmpty())
            details.emails = {{email, {}}};
        if (!phone.isEmpty())
            details.phones = {{phone, {}}};
        return add(details);
    }

    Contact contact(ContactId id)
    {
        auto found = m_database->read([&](const Snapshot& snapshot) { return contacts::find(snapshot, id); });
        if (!found)
            qFatal("%s", qPrintable(found.error().detail));
        return *found;
    }

    /// As somebody else would, while windows are open.
    void edit(ContactId id, const std::function<void(Contact&)>& changing,
              const Actor& actor = Actor::studio())
    {
        Contact edited = contact(id);
        changing(edited);
        change([&](Transaction& transaction) { return contacts::save(transaction, edited); }, actor);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
    std::optional<BrandId> m_brand;
};

} // namespace foyer
