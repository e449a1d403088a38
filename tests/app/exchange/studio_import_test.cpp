// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/studio_import.h"

#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/exchange/dump.h"
#include "app/exchange/studio_json.h"
#include "app/mail/outbox.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/passwords.h"
#include "app/studio.h"

#include <QBuffer>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace foyer::exchange;
using namespace Qt::StringLiterals;

namespace {

Result<StudioDocument> read(const QByteArray& rest)
{
    const QByteArray head = "{\"format\":\"foyer-studio\",\"version\":1,";
    return readStudioJson(head + rest + '}', neighboursIn(u"/nowhere"_s));
}

} // namespace

class StudioImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto opened = openStudio(m_folder->filePath(u"studio.foyer"_s), StartWith::New);
        QVERIFY2(opened, qPrintable(opened ? QString{} : opened.error().detail));
        m_database = std::move(*opened);
    }
    void cleanup()
    {
        m_database.reset();
        m_folder.reset();
    }

    /// S22: and nobody is mailed.
    void bringingInDoesWhatTheForecastSaid()
    {
        const auto document = read(R"("settings":{"studio.name":"Two Gulls"},
            "brands":[{"name":"Gull","username":"gull"}],
            "contacts":[{"ref":"a","uid":"ua","givenName":"Ada","emails":[{"address":"both@example.com"}],
             "relations":[{"to":"b","kind":"spouse"}],
             "portal":{"invited":true,"password":"seven quiet gulls","lastLogin":"2026-01-02T03:04:05Z"}},
            {"ref":"b","givenName":"Bo","emails":[{"address":"BOTH@example.com"}],
             "relations":[{"to":"ua","kind":"spouse"}],"portal":{"disabled":true}},
            {"givenName":"Old","archived":true}])");
        QVERIFY2(document, qPrintable(document ? QString{} : document.error().detail));
        const auto forecasted =
            m_database->read([&](const Snapshot& snapshot) { return forecast(snapshot, *document); });
        QVERIFY2(forecasted, qPrintable(forecasted ? QString{} : forecasted.error().detail));
        QVERIFY(*forecasted == (StudioCounts{1, 1, 3, 2, 0, 0, 0, 0, 0, 2}));
        const auto counts = bringInHere(*document);
        QVERIFY2(counts, qPrintable(counts ? QString{} : counts.error().detail));
        QVERIFY(*counts == *forecasted);

        const auto looked = m_database->read([](const Snapshot& snapshot) -> Result<void> {
            const auto brands = brands::all(snapshot);
            if (brands->size() != 1 || brands->front().details.username != "gull"_L1)
                return fail(Fault::Invalid, u"the untouched first brand stayed"_s);
            const auto ada = contacts::find(snapshot, **contacts::findByUid(snapshot, u"ua"_s));
            if (ada->relations.size() != 1 || ada->relations.front().kind != RelationKind::Spouse)
                return fail(Fault::Invalid, u"a relation told from both sides must be one"_s);
            const auto portal = portal_access::account(snapshot, ada->id);
            if (portal->state() != PortalState::Active || !portal->lastLoginAt ||
                toIso(*portal->lastLoginAt) != "2026-01-02T03:04:05Z"_L1)
                return fail(Fault::Invalid, u"Ada's portal"_s);
            if (portal_access::account(snapshot, ada->relations.front().other)->state() !=
                PortalState::Disabled)
                return fail(Fault::Invalid, u"Bo's portal"_s);
            const auto candidates = portal_access::candidatesFor(snapshot, u"both@example.com"_s);
            if (portal_access::whoHasPassword(*candidates, u"seven quiet gulls"_s).size() != 1)
                return fail(Fault::Invalid, u"the password does not open the portal"_s);
            if (!mail::all(snapshot, 10)->empty())
                return fail(Fault::Invalid, u"somebody would be mailed"_s);
            const auto journal = verifyJournal(snapshot);
            return journal && !journal->firstBadRow ? Result<void>{} : fail(Fault::Invalid, u"journal"_s);
        });
        QVERIFY2(looked, qPrintable(looked ? QString{} : looked.error().detail));
    }

    void whatIsHereAlreadyStaysAsItIs()
    {
        const auto first = read(R"("brands":[{"name":"Gull","username":"gull"}],
            "contacts":[{"uid":"u1","givenName":"Ada"}])");
        const auto second = read(R"("brands":[{"name":"Other","username":"gull"}],
            "contacts":[{"uid":"u1","givenName":"Changed"},
            {"givenName":"New","relations":[{"to":"u1","kind":"friend"}]}])");
        QVERIFY(first && second);
        QVERIFY(bringInHere(*first));
        const auto counts = bringInHere(*second);
        QVERIFY2(counts, qPrintable(counts ? QString{} : counts.error().detail));
        QCOMPARE(counts->brandsAlreadyHere, 1);
        QCOMPARE(counts->contactsAlreadyHere, 1);
        QCOMPARE(counts->contacts, 1);
        const auto name = m_database->read([](const Snapshot& snapshot) -> Result<QString> {
            return contacts::find(snapshot, **contacts::findByUid(snapshot, u"u1"_s))->details.givenName;
        });
        QCOMPARE(name.value_or({}), u"Ada"_s);
    }

    void whatCannotBeBroughtInChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("complaint");
        const auto row = [](const char* name, const QByteArray& text, const char* complaint) {
            QTest::newRow(name) << text << QString::fromUtf8(complaint);
        };
        row("relation to nobody",
            R"("contacts":[{"givenName":"A","relations":[{"to":"x","kind":"friend"}]}])",
            "contacts[0].relations[0].to: “x” is neither");
        row("relation to oneself",
            R"("contacts":[{"ref":"a","givenName":"A","relations":[{"to":"a","kind":"friend"}]}])",
            "contacts[0].relations[0].to: nobody has");
        row("unknown brand", R"("contacts":[{"givenName":"A"},{"givenName":"B","brand":"nowhere"}])",
            "contacts[1].brand: there is no brand “nowhere”");
        row("bad username", R"("brands":[{"name":"A","username":"Login Page"}])", "brands[0]: “Login Page”");
        row("reserved username", R"("brands":[{"name":"A","username":"login"}])", "brands[0]: “login”");
        row("domain twice",
            R"("brands":[{"name":"A","username":"aa","domain":"a.example.com"},
               {"name":"B","username":"bb","domain":"a.example.com"}])",
            "brands[1]: ");
        row("unknown setting", R"("settings":{"studio.nmae":"x"})",
            "settings.studio.nmae: Foyer does not know");
        row("bad address", R"("settings":{"portal.address":"ftp:\/\/x"})", "settings.portal.address: ");
        row("weak password", R"("contacts":[{"givenName":"A","portal":{"password":"password"}}])",
            "contacts[0].portal.password: is too easily guessed");
        row("short password", R"("contacts":[{"givenName":"A","portal":{"password":"a7!"}}])",
            "contacts[0].portal.password: has fewer than 8");
    }
    void whatCannotBeBroughtInChangesNothing()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, complaint);
        const auto document = read(text);
        QVERIFY2(document, qPrintable(document ? QString{} : document.error().detail));
        const QByteArray before = dumped();
        const auto counts = bringInHere(*document);
        QVERIFY2(!counts, "was brought in without complaint");
        QVERIFY2(counts.error().detail.contains(complaint), qPrintable(counts.error().detail));
        QCOMPARE(dumped(), before);
    }

private:
    Result<StudioCounts> bringInHere(const StudioDocument& document)
    {
        return m_database->write(Actor::studio(),
                                 [&](Transaction& transaction) { return bringIn(transaction, document); });
    }
    QByteArray dumped() const
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        const auto done = m_database->read([&](const Snapshot& snapshot) { return dump(snapshot, buffer); });
        return done ? buffer.data() : QByteArray{"failed"};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
};

QTEST_GUILESS_MAIN(StudioImportTest)
#include "studio_import_test.moc"
