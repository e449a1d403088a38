// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/dump.h"

#include "app/base/random.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/portal_access/direct_link.h"
#include "app/portal_access/passwords.h"
#include "app/portal_access/session.h"
#include "app/storage/dumped_columns.h"
#include "app/storage/settings.h"
#include "app/studio.h"

#include <QBuffer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const QString selectTables = u"SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"_s;
const QString selectColumns = u"SELECT name, type FROM pragma_table_info(:name) ORDER BY cid"_s;

bool isUndumped(const QString& table)
{
    return std::any_of(undumpedTables().begin(), undumpedTables().end(), [&](QLatin1StringView pattern) {
        return pattern.endsWith('*'_L1) ? table.startsWith(pattern.chopped(1)) : table == pattern;
    });
}

Result<void> checkColumns(const Snapshot& snapshot, const DumpedTable& listed)
{
    const auto columns =
        snapshot.query(selectColumns).bind(":name"_L1, QString{listed.name}).all([](const Query& row) {
            return std::pair{row.text(0), row.text(1)};
        });
    if (!columns)
        return fail(columns.error());
    if (columns->size() != listed.columns.size())
        return fail(Fault::Invalid, u"decide about the columns of "_s + listed.name);
    for (std::size_t i = 0; i < columns->size(); ++i) {
        const auto& [name, type] = (*columns)[i];
        const Dumped as = listed.columns[i].as;
        const bool fits = as == Dumped::Never || (type == "TEXT"_L1 && as == Dumped::Text) ||
                          (type == "INTEGER"_L1 && as == Dumped::Number) ||
                          (type == "BLOB"_L1 && (as == Dumped::Hex || as == Dumped::Digest));
        if (name != listed.columns[i].name || !fits)
            return fail(Fault::Invalid, u"decide about %1.%2"_s.arg(listed.name, name));
    }
    return {};
}

QByteArray dumpOf(const Database& database)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto dumped =
        database.read([&](const Snapshot& snapshot) { return exchange::dump(snapshot, buffer); });
    return dumped ? buffer.data() : QByteArray{"failed: "} + dumped.error().detail.toUtf8();
}

} // namespace

class DumpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        auto opened = openStudio(m_folder.filePath(u"studio.foyer"_s), StartWith::New,
                                 [] { return fromSeconds(1'780'000'000); });
        QVERIFY2(opened, qPrintable(opened ? QString{} : opened.error().detail));
        m_database = std::move(*opened);
    }

    /// A migration that adds a table or column must decide here whether a dump may show it.
    void everyTableAndColumnIsEitherDumpedOrLeftOutOnPurpose()
    {
        const auto checked = m_database->read([](const Snapshot& snapshot) -> Result<void> {
            const auto tables =
                snapshot.query(selectTables).all([](const Query& row) { return row.text(0); });
            if (!tables)
                return fail(tables.error());
            std::size_t dumped = 0;
            for (const QString& table : *tables) {
                const auto listed =
                    std::find_if(dumpedTables().begin(), dumpedTables().end(),
                                 [&](const DumpedTable& entry) { return entry.name == table; });
                if ((listed != dumpedTables().end()) == isUndumped(table))
                    return fail(Fault::Invalid, u"decide about the table "_s + table);
                if (listed == dumpedTables().end())
                    continue;
                ++dumped;
                if (const auto fits = checkColumns(snapshot, *listed); !fits)
                    return fits;
            }
            return dumped == dumpedTables().size()
                       ? Result<void>{}
                       : fail(Fault::Invalid, u"the list names a table that the schema does not have"_s);
        });
        QVERIFY2(checked, qPrintable(checked ? QString{} : checked.error().detail));
    }

    void tablesAreSortedByName()
    {
        QVERIFY(std::is_sorted(dumpedTables().begin(), dumpedTables().end(),
                               [](const DumpedTable& a, const DumpedTable& b) { return a.name < b.name; }));
    }

    /// P15
    void noSecretIsInADump()
    {
        const QString password = u"canary in a coal mine 77"_s;
        QString session;
        QString link;
        QByteArray secret;
        portal_access::PasswordRecord record;
        const auto written =
            m_database->write(Actor::studio(), [&](Transaction& transaction) -> Result<void> {
                ContactDetails details;
                details.givenName = u"Canary"_s;
                details.emails = {{u"canary@example.com"_s, u"home"_s}};
                const auto brands = brands::all(transaction);
                const auto id = contacts::add(transaction, brands->front().id, details, u"canary"_s);
                if (!id)
                    return fail(id.error());
                const auto seed = portal_access::seedForNewPassword(transaction, *id);
                record = portal_access::makePassword(password, *seed);
                if (const auto set = portal_access::setFirstPassword(transaction, *seed, record); !set)
                    return set;
                const auto token = portal_access::openSession(transaction, *id, seed->generation + 1,
                                                              u"localhost"_s, u"127.0.0.1"_s, u"test"_s);
                if (!token)
                    return fail(token.error());
                session = *token;
                link = portal_access::directLinkToken(transaction, *id).value_or(QString{});
                secret = settings::secret(transaction, QLatin1StringView{settings::linkSecret}).value_or({});
                return {};
            });
        QVERIFY2(written, qPrintable(written ? QString{} : written.error().detail));
        const QByteArray dumped = dumpOf(*m_database);
        QVERIFY(dumped.contains("canary@example.com"));
        QVERIFY(dumped.contains(R"("table":"portal_session")"));
        QVERIFY(!link.isEmpty() && secret.size() == 32);
        QVERIFY(!dumped.contains(password.toUtf8()));
        QVERIFY(!dumped.contains(link.toLatin1()));
        for (const QByteArray& hidden : {session.toLatin1(), sha256(session.toLatin1()), secret, record.salt,
                                         record.subject, record.verifier}) {
            QVERIFY(!hidden.isEmpty());
            QVERIFY(!dumped.contains(hidden));
            QVERIFY(!dumped.contains(hidden.toHex()));
            QVERIFY(!dumped.contains(hidden.toBase64()));
        }
    }

    void everyLineIsOneObjectThatNamesItsTable()
    {
        const QList<QByteArray> lines = dumpOf(*m_database).split('\n');
        QVERIFY(lines.size() > 5);
        QVERIFY(lines.last().isEmpty());
        for (const QByteArray& line : lines.first(lines.size() - 1)) {
            const auto object = QJsonDocument::fromJson(line).object();
            QVERIFY2(object.contains("table"_L1) && object.size() > 1, line.constData());
        }
    }

    void twoDumpsOfOneStateAreEqual()
    {
        const QByteArray first = dumpOf(*m_database);
        QVERIFY(!first.startsWith("failed"));
        QCOMPARE(dumpOf(*m_database), first);
    }

    void aDumpShowsAChange()
    {
        const QByteArray before = dumpOf(*m_database);
        const auto set = m_database->write(Actor::studio(), [](Transaction& transaction) {
            return settings::set(transaction, QLatin1StringView{settings::studioName}, u"Renamed"_s);
        });
        QVERIFY(set);
        QVERIFY(dumpOf(*m_database) != before);
    }

    void aFullDiskIsReported()
    {
        QFile full{u"/dev/full"_s};
        if (!full.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            QSKIP("no /dev/full here");
        const auto dumped =
            m_database->read([&](const Snapshot& snapshot) { return exchange::dump(snapshot, full); });
        QVERIFY(!dumped);
        QCOMPARE(dumped.error().fault, Fault::Storage);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
};

QTEST_GUILESS_MAIN(DumpTest)
#include "dump_test.moc"
