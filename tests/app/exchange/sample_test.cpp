// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/sample.h"

#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/invoices/ledger_check.h"
#include "app/items/evidence.h"
#include "app/items/item_store.h"
#include "app/items/shown_items.h"
#include "app/items/version_check.h"
#include "app/jobs/job_store.h"
#include "app/mail/outbox.h"
#include "app/payments/ledger.h"
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

    /// S32
    void theCoupleHasThreeItemsEachAndNoneOfTheOthers()
    {
        const QStringList saoirse = shownTo("sample-saoirse-quilligan");
        const QStringList tadhg = shownTo("sample-tadhg-mac-eoin");
        QCOMPARE(saoirse, (QStringList{u"contract: Photography of the wedding day"_s,
                                       u"order: The day, and the evening before"_s,
                                       u"questionnaire: The people and the day"_s}));
        QCOMPARE(tadhg, (QStringList{u"contract: Use of the pictures"_s,
                                     u"order: An album for Tadhg's grandmother"_s,
                                     u"questionnaire: The music and the sea"_s}));
        const auto needs = m_database->read([&](const Snapshot& s) {
            return items::needs(s, {idOf("sample-tadhg-mac-eoin"), {}});
        });
        QVERIFY(needs);
        QCOMPARE(needs->size(), 3u); // all of it is still to do
    }

    /// S28, S35: what is done shows where the brand shows history, and nowhere else.
    void historyIsShownByOneBrandAndNotByTheOther()
    {
        QCOMPARE(shownTo("sample-aoibhinn-fennelly").size(), 3); // order, contract, questionnaire: all done
        QCOMPARE(shownTo("sample-layan-haddad"), QStringList{u"order: Prints and a map"_s});
        const auto contract = m_database->read([&](const Snapshot& s) -> Result<Item> {
            const auto id = items::findByUid(s, u"sample-contract-haddad-sitting"_s);
            return id && *id ? items::find(s, **id) : fail(Fault::NotFound, u"it is not there"_s);
        });
        QVERIFY(contract);
        QCOMPARE(contract->state, ItemState::Completed);
        QVERIFY(shownTo("sample-samer-nassar").isEmpty()); // being on the job is not enough
    }

    /// S31: the same questionnaire for both, with answers of their own; and one has signed.
    void theSecondCoupleIsHalfThrough()
    {
        const auto recipients =
            m_database->read([&](const Snapshot& s) -> Result<std::vector<ItemRecipient>> {
                const auto id = items::findByUid(s, u"sample-contract-brandhorst-day"_s);
                const auto item =
                    id && *id ? items::find(s, **id) : fail(Fault::NotFound, u"it is not there"_s);
                return item ? Result<std::vector<ItemRecipient>>{item->recipients} : fail(item.error());
            });
        QVERIFY(recipients);
        QVERIFY(recipients->at(0).doneAt && recipients->at(0).toDo == ToDo::None);
        QVERIFY(!recipients->at(1).doneAt && recipients->at(1).toDo == ToDo::Sign);
        const auto sheets = m_database->read([](const Snapshot& s) {
            return s
                .query(u"SELECT count(*) FROM answer_sheet JOIN item ON item.id = answer_sheet.item_id "
                       "WHERE item.uid = 'sample-questionnaire-brandhorst-day'"_s)
                .first([](const Query& row) { return row.integer(0); });
        });
        QCOMPARE(**sheets, 1);
    }

    /// S1
    void oneClientHasThirtyJobsInTenYears()
    {
        const auto jobs = m_database->read(
            [&](const Snapshot& s) { return jobs::ofContact(s, idOf("sample-gottfried-amsel")); });
        QVERIFY(jobs);
        QCOMPARE(jobs->size(), 30u);
        const auto [first, last] = std::minmax_element(
            jobs->begin(), jobs->end(), [](const auto& a, const auto& b) { return a.firstDay < b.firstDay; });
        QCOMPARE(last->firstDay.year() - first->firstDay.year(), 9);
        QCOMPARE(shownTo("sample-gottfried-amsel").size(), 30);
    }

    /// S30
    void invoicesAreOfEveryKindAndAddUp()
    {
        const auto report = m_database->read(invoices::verifyLedger);
        QVERIFY(report);
        QCOMPARE(report->problems, QStringList{});
        QVERIFY(report->invoices >= 8 && report->payments >= 7);
        struct Row
        {
            QString state;
            QString currency;
            QDate due;
        };
        const auto rows = m_database->read([](const Snapshot& s) {
            return s.query(u"SELECT state, currency, due_day FROM item WHERE kind = 'invoice'"_s)
                .all([](const Query& row) {
                    return Row{row.text(0), row.text(1), row.day(2)};
                });
        });
        QSet<QString> states;
        QSet<QString> currencies;
        bool isSomethingOverdue = false;
        for (const Row& row : *rows) {
            states.insert(row.state);
            currencies.insert(row.currency);
            isSomethingOverdue =
                isSomethingOverdue || (row.state == u"sent"_s && row.due < QDate{2025, 6, 1});
        }
        QVERIFY(states.contains(u"draft"_s) && states.contains(u"sent"_s) && states.contains(u"completed"_s));
        QVERIFY(currencies.contains(u"EUR"_s) && currencies.contains(u"CHF"_s));
        QVERIFY(isSomethingOverdue);
        const auto credits = m_database->read(payments::withCredit);
        QVERIFY(credits && credits->size() >= 2u);
        QVERIFY(shownTo("sample-leonie-brandhorst").contains(u"invoice: Der Tag am Wasserschloss"_s));
        QVERIFY(shownTo("sample-jasper-wiechert").contains(u"invoice: Der Tag am Wasserschloss"_s));
    }

    /// D1, D2
    void whatWasSentIsWhole()
    {
        const auto report = m_database->read([](const Snapshot& s) { return evidence::verify(s); });
        QVERIFY(report && !report->firstBadRow && !report->cutItem);
        const auto versions = m_database->read([](const Snapshot& s) { return items::verifyVersions(s); });
        QVERIFY(versions && !versions->firstBad);
        QVERIFY(versions->versions > 40);
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
    ContactId idOf(const char* uid) const
    {
        return std::find_if(m_contacts.begin(), m_contacts.end(),
                            [&](const Contact& one) { return one.uid == QLatin1StringView{uid}; })
            ->id;
    }
    QStringList shownTo(const char* uid) const
    {
        const auto page = m_database->read([&](const Snapshot& s) {
            return items::newest(s, {idOf(uid), {}}, {}, 100);
        });
        QStringList titles;
        for (const items::ShownItem& shown : page->items)
            titles.append(toWord(shown.item.kind) + u": "_s + shown.item.title);
        titles.sort();
        return titles;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
    std::vector<Contact> m_contacts;
};

QTEST_GUILESS_MAIN(SampleTest)
#include "sample_test.moc"
