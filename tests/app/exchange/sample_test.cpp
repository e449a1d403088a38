// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/sample.h"

#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/mail/outbox.h"
#include "app/portal_access/account_store.h"
#include "app/studio.h"

#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

/// What is promised of the sample studio.
class SampleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        auto opened = openStudio(m_folder.filePath(u"sample.foyer"_s), StartWith::Sample);
        QVERIFY2(opened, qPrintable(opened ? QString{} : opened.error().detail));
        m_database = std::move(*opened);
        const auto read = m_database->read([&](const Snapshot& snapshot) -> Result<void> {
            const auto ids =
                snapshot.query(u"SELECT id FROM contact ORDER BY id"_s).all([](const Query& row) {
                    return ContactId{row.integer(0)};
                });
            if (!ids)
                return fail(ids.error());
            for (const ContactId id : *ids) {
                auto contact = contacts::find(snapshot, id);
                if (!contact)
                    return fail(contact.error());
                m_contacts.push_back(std::move(*contact));
            }
            return {};
        });
        QVERIFY2(read, qPrintable(read ? QString{} : read.error().detail));
    }

    void fortyContactsLiveAndSomeAreArchived()
    {
        const auto live = std::count_if(m_contacts.begin(), m_contacts.end(),
                                        [](const Contact& contact) { return !contact.archivedAt; });
        QCOMPARE(live, 40);
        QVERIFY(m_contacts.size() > 40);
    }

    void twoBrandsDifferInFaceAndAddress()
    {
        const auto brands = m_database->read([](const Snapshot& snapshot) { return brands::all(snapshot); });
        QVERIFY(brands);
        QCOMPARE(brands->size(), 2U);
        const BrandDetails& a = brands->at(0).details;
        const BrandDetails& b = brands->at(1).details;
        QVERIFY(a.accent != b.accent && a.welcomeText != b.welcomeText && a.logo != b.logo);
        QVERIFY(a.logo.startsWith("\x89PNG") && b.logo.startsWith("\x89PNG"));
        QVERIFY(a.domain.endsWith(".example"_L1) && b.domain.isEmpty());
        QVERIFY(a.showsHistory && !b.showsHistory);
    }

    void countriesScriptsAndKindsAreMany()
    {
        QSet<QString> countries;
        QSet<QChar::Script> scripts;
        QSet<ContactKind> kinds;
        for (const Contact& contact : m_contacts) {
            kinds.insert(contact.details.kind);
            for (const PostalAddress& address : contact.details.addresses)
                countries.insert(address.country);
            const QString name = displayNameOf(contact.details);
            for (const QChar c : name) {
                if (c.isLetter())
                    scripts.insert(c.script());
            }
        }
        QVERIFY(countries.size() >= 5);
        QVERIFY(scripts.contains(QChar::Script_Latin) && scripts.contains(QChar::Script_Cyrillic) &&
                scripts.contains(QChar::Script_Arabic));
        QCOMPARE(kinds.size(), 3);
    }

    /// S36, S41
    void couplesATrioAndADuplicateShareAMailbox()
    {
        QMap<QString, QList<QString>> people;
        for (const Contact& contact : m_contacts) {
            if (contact.archivedAt)
                continue;
            for (const ContactEmail& email : contact.details.emails)
                people[*normalisedEmail(email.address)].append(contact.details.givenName);
        }
        int couples = 0;
        int trios = 0;
        int duplicates = 0;
        for (const QList<QString>& names : std::as_const(people)) {
            const QSet<QString> distinct{names.begin(), names.end()};
            duplicates += distinct.size() < names.size() ? 1 : 0;
            couples += names.size() == 2 && distinct.size() == 2 ? 1 : 0;
            trios += distinct.size() == 3 ? 1 : 0;
        }
        QVERIFY(couples >= 3);
        QCOMPARE(trios, 1);
        QCOMPARE(duplicates, 1);
    }

    void everyPortalStateIsThere()
    {
        QSet<PortalState> states;
        for (const Contact& contact : m_contacts) {
            const auto account = m_database->read(
                [&](const Snapshot& snapshot) { return portal_access::account(snapshot, contact.id); });
            QVERIFY(account);
            states.insert(account->state());
        }
        QCOMPARE(states.size(), 5);
    }

    void aCompanyHasEmployees()
    {
        const auto company = std::find_if(m_contacts.begin(), m_contacts.end(), [](const Contact& contact) {
            return contact.uid == "sample-quillfeather-papeterie"_L1;
        });
        QVERIFY(company != m_contacts.end());
        const auto employees =
            std::count_if(company->relations.begin(), company->relations.end(),
                          [](const Relation& r) { return r.kind == RelationKind::Employee; });
        QCOMPARE(employees, 2);
    }

    void nobodyRealCanBeReached()
    {
        static const QRegularExpression reserved{
            u"@(?:[a-z0-9-]+\\.)*(?:example\\.(?:com|org|net)|[a-z0-9-]+\\.example)\\z"_s};
        // Ranges that regulators keep for fiction: ComReg 020 91x, BNetzA, Arcep, Ofcom, and 555-01xx.
        static const QRegularExpression fictional{
            u"\\A(?:(?:\\+353 20 |020 )91\\d \\d{4}|\\+49 (?:30 23125 \\d{3}|171 39200\\d\\d|176 "
            u"040690\\d\\d|"
            "221 4710 \\d{3}|89 99998 \\d{3}|40 66969 \\d{3}|69 90009 \\d{3})|"
            "\\+33 (?:1 99 00|6 39 98) \\d\\d \\d\\d|\\+44 7700 900\\d{3}|\\+1 202 555 01\\d\\d)\\z"_s};
        for (const Contact& contact : m_contacts) {
            for (const ContactEmail& email : contact.details.emails)
                QVERIFY2(reserved.match(email.address.toLower()).hasMatch(), qPrintable(email.address));
            for (const ContactPhone& phone : contact.details.phones)
                QVERIFY2(fictional.match(phone.number).hasMatch(), qPrintable(phone.number));
        }
    }

    /// S22
    void nobodyIsMailed()
    {
        const auto mails = m_database->read([](const Snapshot& snapshot) { return mail::all(snapshot, 10); });
        QVERIFY(mails && mails->empty());
    }

    void fillingAgainAddsNothing()
    {
        QVERIFY(fillWithSample(*m_database));
        const auto count = m_database->read([](const Snapshot& snapshot) {
            return snapshot.query(u"SELECT count(*) FROM contact"_s).first([](const Query& row) {
                return row.integer(0);
            });
        });
        QCOMPARE(**count, qint64(m_contacts.size()));
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
    std::vector<Contact> m_contacts;
};

QTEST_GUILESS_MAIN(SampleTest)
#include "sample_test.moc"
