// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact_list.h"
#include "app/contacts/contact_merge.h"
#include "app/exchange/dump.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/direct_link.h"
#include "app/portal_access/passwords.h"
#include "app/portal_access/session.h"
#include "tests/app/studio_fixture.h"

#include <QBuffer>
#include <QJsonDocument>
#include <QJsonObject>

namespace foyer::test {

inline const QString firstPassword = QStringLiteral("heron over the marsh");
inline const QString secondPassword = QStringLiteral("kite above the dune");

/// Somebody of whom every field is known.
inline ContactDetails everything()
{
    ContactDetails details;
    details.prefix = QStringLiteral("Dr.");
    details.givenName = QStringLiteral("Zoë");
    details.additionalNames = QStringLiteral("Marie");
    details.familyName = QStringLiteral("O'Brien");
    details.suffix = QStringLiteral("Jr.");
    details.nickname = QStringLiteral("Zo");
    details.displayName = QStringLiteral("Zoë O'Brien");
    details.company = QStringLiteral("Bücher & Söhne");
    details.jobTitle = QStringLiteral("Buyer");
    details.emails = {{QStringLiteral("Zoe@Example.com"), QStringLiteral("home")},
                      {QStringLiteral("z@bücher.example"), QStringLiteral("work")}};
    details.phones = {{QStringLiteral("+49 30 123456"), QStringLiteral("mobile")}};
    details.addresses = {{QStringLiteral("home"), QStringLiteral("Main St 1\nApt 2"),
                          QStringLiteral("Berlin"), QStringLiteral("BE"), QStringLiteral("10115"),
                          QStringLiteral("Germany")}};
    details.websites = {QStringLiteral("https://example.com/zoe")};
    details.birthday = QDate{1990, 2, 28};
    details.anniversary = QDate{2020, 8, 1};
    details.language = QStringLiteral("de");
    details.tags = {QStringLiteral("bride"), QStringLiteral("VIP")};
    details.notes = QStringLiteral("Allergic to lilies.\n“Quotes” <b>&amp; 🎉");
    details.vcardSource = QStringLiteral("X-SKYPE:zoe");
    return details;
}

/// The same person, in whom every field differs, as somebody else typed it in.
inline ContactDetails otherwise()
{
    ContactDetails details;
    details.prefix = QStringLiteral("Prof.");
    details.givenName = QStringLiteral("Zoe");
    details.additionalNames = QStringLiteral("M.");
    details.familyName = QStringLiteral("OBrien");
    details.suffix = QStringLiteral("Sr.");
    details.nickname = QStringLiteral("Z");
    details.displayName = QStringLiteral("Z. O'Brien");
    details.company = QStringLiteral("Books");
    details.jobTitle = QStringLiteral("Owner");
    details.emails = {{QStringLiteral("zoe@EXAMPLE.com"), QStringLiteral("private")},
                      {QStringLiteral("new@example.org"), {}}};
    details.phones = {{QStringLiteral("+49 (30) 123-456"), {}}, {QStringLiteral("0171 99"), {}}};
    details.addresses = {{QStringLiteral("old"), QStringLiteral("main st 1\nApt 2"), QStringLiteral("Berlin"),
                          QStringLiteral("BE"), QStringLiteral("10115"), QStringLiteral("Germany")},
                         {{}, QStringLiteral("Sea Lane 5"), QStringLiteral("Kiel"), {}, {}, {}}};
    details.websites = {QStringLiteral("https://example.com/zoe/"), QStringLiteral("https://example.org")};
    details.birthday = QDate{1991, 3, 1};
    details.anniversary = QDate{2021, 9, 2};
    details.language = QStringLiteral("pt-BR");
    details.tags = {QStringLiteral("vip"), QStringLiteral("wedding")};
    details.notes = QStringLiteral("Likes the sea.");
    details.vcardSource = QStringLiteral("X-ICQ:1");
    return details;
}

/// A studio in which contacts are merged, and looked at from every side.
class MergeFixture : public StudioFixture
{
public:
    static constexpr const char* host = "127.0.0.1:8080";

    Result<void> setPassword(ContactId contact, const QString& password)
    {
        const auto seed =
            database->read([&](const Snapshot& s) { return portal_access::seedForNewPassword(s, contact); });
        const auto record = portal_access::makePassword(password, *seed);
        return database->write(Actor::client(contact, {}), [&](Transaction& t) {
            return portal_access::replacePassword(t, *seed, record);
        });
    }

    std::vector<ContactId> login(const QString& email, const QString& password)
    {
        const auto candidates =
            database->read([&](const Snapshot& s) { return portal_access::candidatesFor(s, email); });
        std::vector<ContactId> ids;
        for (const auto& person : portal_access::whoHasPassword(*candidates, password))
            ids.push_back(person.contact);
        return ids;
    }

    QString openSession(ContactId contact)
    {
        const qint64 generation = accountOf(contact).generation;
        return *database->write(Actor::client(contact, {}), [&](Transaction& t) {
            return portal_access::openSession(t, contact, generation, QLatin1StringView{host},
                                              QStringLiteral("127.0.0.1"), QStringLiteral("test"));
        });
    }

    bool isAlive(const QString& session)
    {
        return database
            ->read([&](const Snapshot& s) {
                return portal_access::findSession(s, session, QLatin1StringView{host});
            })
            ->has_value();
    }

    PortalAccount accountOf(ContactId contact)
    {
        return *database->read([&](const Snapshot& s) { return portal_access::account(s, contact); });
    }

    QString link(ContactId contact)
    {
        return *database->read([&](const Snapshot& s) { return portal_access::directLinkToken(s, contact); });
    }

    portal_access::LinkTarget resolve(const QString& token)
    {
        return **database->read(
            [&](const Snapshot& s) { return portal_access::resolveDirectLink(s, token); });
    }

    contacts::MergeCandidates candidates(ContactId survivor, ContactId absorbed)
    {
        const auto read =
            database->read([&](const Snapshot& s) { return contacts::readForMerge(s, survivor, absorbed); });
        if (!read)
            qFatal("%s", qPrintable(read.error().detail));
        return *read;
    }

    Result<void> merge(ContactId survivor, ContactId absorbed, const contacts::MergeChoice& choice = {})
    {
        const auto read = candidates(survivor, absorbed);
        return change([&](Transaction& t) { return contacts::merge(t, read, choice); });
    }

    Result<void> undo(ContactId absorbed)
    {
        return change([&](Transaction& t) { return contacts::undoMerge(t, absorbed); });
    }

    /// As after a restart of the program.
    void reopen()
    {
        database.reset();
        auto opened = openStudio(file(), StartWith::Existing, [this] { return now; });
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        database = std::move(*opened);
    }

    QByteArray dump() const
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        const auto dumped =
            database->read([&](const Snapshot& snapshot) { return exchange::dump(snapshot, buffer); });
        return dumped ? buffer.data() : QByteArray{};
    }

    /// Every row of the studio but those that only ever grow: journal and merges; and without the counters
    /// that rise with every change. An account that says no more than none does is left out.
    QByteArrayList rows(const QString& onlyOf = {}) const
    {
        QByteArrayList lines;
        for (const QByteArray& line : dump().split('\n')) {
            QJsonObject row = QJsonDocument::fromJson(line).object();
            const QString table = row.value(QStringLiteral("table")).toString();
            if (row.isEmpty() || table == QLatin1StringView{"journal"} ||
                table == QLatin1StringView{"contact_merge"} || (!onlyOf.isEmpty() && table != onlyOf))
                continue;
            const bool isBlank = row.value(QStringLiteral("link_number")).toInt() == 1 &&
                                 row.value(QStringLiteral("invited_at")).isNull() &&
                                 row.value(QStringLiteral("disabled_at")).isNull() &&
                                 row.value(QStringLiteral("password_set_at")).isNull();
            if (isBlank)
                continue;
            for (const char* counter : {"version", "changed_at", "generation"})
                row.remove(QLatin1StringView{counter});
            lines.append(QJsonDocument{row}.toJson(QJsonDocument::Compact));
        }
        return lines;
    }

    /// Every row that is this contact's, to the byte.
    QByteArrayList rowsOf(ContactId contact) const
    {
        QByteArrayList lines;
        for (const QByteArray& line : dump().split('\n')) {
            const QJsonObject row = QJsonDocument::fromJson(line).object();
            const bool isContact = row.value(QStringLiteral("table")) == QStringLiteral("contact");
            const QString key = isContact ? QStringLiteral("id") : QStringLiteral("contact_id");
            if (row.value(key).toInteger() == contact.row())
                lines.append(line);
        }
        return lines;
    }
};

/// Whom the Address Book shows under this filter.
inline QStringList namesIn(MergeFixture& studio, const contacts::ContactFilter& filter)
{
    const auto rows =
        studio.database->read([&](const Snapshot& snapshot) -> Result<std::vector<contacts::ContactRow>> {
            const auto listing = contacts::list(snapshot, filter);
            if (!listing)
                return fail(listing.error());
            return contacts::page(snapshot, *listing, 0, 100);
        });
    QStringList names;
    for (const auto& row : *rows)
        names.append(row.name);
    return names;
}

} // namespace foyer::test
