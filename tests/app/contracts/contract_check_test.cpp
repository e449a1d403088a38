// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract_check.h"
#include "tests/app/contracts/contract_fixture.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>

using namespace foyer;
using namespace foyer::contracts;
using namespace Qt::StringLiterals;
using foyer::test::ContractFixture;

namespace {

/// A copy of a studio file that somebody with a knife got hold of: no triggers stand in their way.
class Copy
{
public:
    Copy(const QString& from, const QString& file)
        : m_file{file}
    {
        QFile::remove(file);
        {
            QSqlDatabase source = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"source"_s);
            source.setDatabaseName(from);
            if (!source.open())
                qFatal("%s", qPrintable(source.lastError().text()));
            QSqlQuery query{source};
            if (!query.exec(u"VACUUM INTO '"_s + file + u'\''))
                qFatal("%s", qPrintable(query.lastError().text()));
        }
        QSqlDatabase::removeDatabase(u"source"_s);
        m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"copy"_s);
        m_database.setDatabaseName(file);
        if (!m_database.open())
            qFatal("%s", qPrintable(m_database.lastError().text()));
        run(u"PRAGMA foreign_keys = OFF"_s);
        QStringList triggers;
        for (auto query = run(u"SELECT name FROM sqlite_master WHERE type = 'trigger'"_s); query.next();)
            triggers += query.value(0).toString();
        for (const QString& trigger : triggers)
            run(u"DROP TRIGGER "_s + trigger);
    }
    ~Copy()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(u"copy"_s);
    }

    QSqlQuery run(const QString& sql, const QVariantList& values = {})
    {
        QSqlQuery query{m_database};
        query.prepare(sql);
        for (const QVariant& value : values)
            query.addBindValue(value);
        if (!query.exec())
            qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
        return query;
    }

    std::vector<Damage> damages()
    {
        const auto studio = Database::open(m_file, Database::Mode::ReadOnly);
        if (!studio)
            qFatal("%s", qPrintable(studio.error().detail));
        const Database& opened = **studio;
        return ContractFixture::must(opened.read([](const Snapshot& s) { return verifyAll(s); }));
    }

private:
    QString m_file;
    QSqlDatabase m_database;
};

} // namespace

class ContractCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const ItemId sealed =
            studio.sent(ContractFixture::work({studio.ada, studio.ben}, u"Yes.\n\n[ ] Tick [initials]"_s,
                                              SigningOrder::InTurn, Countersign::Last));
        studio.sign(sealed, studio.ada, {{1, u"yes"_s}, {2, u"AO"_s}});
        Signing drawn = studio.signing(sealed, u"Ben\x1f Moss"_s, {{1, u"yes"_s}, {2, u"BM"_s}});
        drawn.drawn = u"M 10 20 L 30 40.5"_s;
        studio.must(studio.trySign(sealed, studio.ben, drawn));
        studio.must(studio.write(
            [&](Transaction& t) { return countersign(t, sealed, studio.signing(sealed, u"S"_s)); }));
        studio.seal(sealed);
        const ItemId half = studio.sent(ContractFixture::work({studio.ada, studio.ben}));
        studio.sign(half, studio.ben);
        studio.draft(ContractFixture::work({studio.ada}));
    }

    void aWholeStudioHasNoDamage()
    {
        Copy copy{studio.file(), studio.path(u"copy.foyer"_s)};
        const auto damages = copy.damages();
        for (const Damage& damage : damages)
            qWarning("%s %lld: %s", qPrintable(damage.record), damage.row, qPrintable(damage.sentence));
        QVERIFY(damages.empty());
    }

    void D1_D2_anyByteOfASignedRecordThatFlipsIsFoundAndNamed_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("record");
        const auto row = [](const char* table, const char* column, const char* record) {
            QTest::addRow("%s.%s", table, column)
                << QString::fromLatin1(table) << QString::fromLatin1(column) << QString::fromLatin1(record);
        };
        for (const char* column : {"content", "sha256", "pdf", "pdf_sha256"})
            row("item_version", column, "version");
        for (const char* column : {"version_sha256", "name", "mark", "inputs", "consent_sha256"})
            row("signature", column, "signature");
        for (const char* column : {"name", "role"})
            row("signer", column, "signer");
        for (const char* column : {"pdf", "pdf_sha256"})
            row("seal", column, "seal");
        for (const char* column : {"event", "detail", "previous", "hash"})
            row("evidence", column, "evidence");
    }
    void D1_D2_anyByteOfASignedRecordThatFlipsIsFoundAndNamed()
    {
        QFETCH(QString, table);
        QFETCH(QString, column);
        QFETCH(QString, record);
        Copy copy{studio.file(), studio.path(u"copy.foyer"_s)};
        const QString key = table == "seal"_L1 ? u"item_id"_s : u"id"_s;
        std::vector<std::pair<qint64, QVariant>> values;
        for (auto query = copy.run(u"SELECT %1, %2, typeof(%2) FROM %3 WHERE length(%2) > 0 ORDER BY 1"_s.arg(
                 key, column, table));
             query.next();)
            values.emplace_back(query.value(0).toLongLong(),
                                query.value(2).toString() == "blob"_L1
                                    ? query.value(1)
                                    : QVariant{query.value(1).toString().toUtf8()});
        QVERIFY(!values.empty());
        for (const auto& [id, value] : values) {
            const QByteArray whole = value.toByteArray();
            const bool isText = column == "name"_L1 || column == "mark"_L1 || column == "inputs"_L1 ||
                                column == "role"_L1 || column == "event"_L1 || column == "detail"_L1;
            // A handful of bytes of each value, the first and the last among them; bits that keep text text.
            const qsizetype step = std::max<qsizetype>(1, (whole.size() - 1) / 4);
            for (qsizetype at = 0; at < whole.size(); at += step) {
                QByteArray flipped = whole;
                flipped[at] = char(flipped[at] ^ (isText ? 0x20 >> (at % 3) : 1 << (at % 8)));
                if (isText)
                    copy.run(u"UPDATE %1 SET %2 = ? WHERE %3 = ?"_s.arg(table, column, key),
                             {QString::fromUtf8(flipped), id});
                else
                    copy.run(u"UPDATE %1 SET %2 = ? WHERE %3 = ?"_s.arg(table, column, key), {flipped, id});
                const auto damages = copy.damages();
                const bool isNamed = std::any_of(damages.begin(), damages.end(), [&](const Damage& one) {
                    return one.record == record && !one.sentence.isEmpty();
                });
                QVERIFY2(isNamed, qPrintable(u"%1.%2 row %3 byte %4"_s.arg(table, column).arg(id).arg(at)));
            }
            if (isText)
                copy.run(u"UPDATE %1 SET %2 = ? WHERE %3 = ?"_s.arg(table, column, key),
                         {QString::fromUtf8(whole), id});
            else
                copy.run(u"UPDATE %1 SET %2 = ? WHERE %3 = ?"_s.arg(table, column, key), {whole, id});
        }
        QVERIFY(copy.damages().empty());
    }

    void D1_D2_numbersThatBindRecordsAreCheckedToo_data()
    {
        QTest::addColumn<QString>("change");
        for (const char* change :
             {"UPDATE item_version SET created_at = created_at + 1 WHERE id = 1",
              "UPDATE item_version SET number = 3 WHERE id = 1",
              "UPDATE signature SET signed_at = signed_at + 1 WHERE id = 2",
              "UPDATE signature SET signer_id = 9 WHERE id = 4",
              "UPDATE signature SET version_id = 2 WHERE id = 1",
              "UPDATE signature SET method = 'drawn' WHERE id = 1",
              "UPDATE signer SET contact_id = (SELECT contact_id FROM signer WHERE id = 2) WHERE id = 1",
              "UPDATE signer SET position = 9 WHERE id = 1",
              "UPDATE signer SET is_studio = 1 WHERE id = 1",
              "UPDATE seal SET sealed_at = sealed_at + 1",
              "UPDATE seal SET version_id = 2",
              "UPDATE evidence SET at = at - 60 WHERE event = 'viewed'",
              "UPDATE evidence SET contact_id = contact_id + 1 WHERE event = 'signed'",
              "DELETE FROM evidence WHERE id = (SELECT max(id) FROM evidence WHERE event = 'signed')",
              "DELETE FROM signature WHERE id = 4",
              "DELETE FROM seal",
              "UPDATE item SET state = 'sent' WHERE id = 1",
              "UPDATE item SET state = 'completed' WHERE id = 2",
              "UPDATE item SET current_version_id = 1 WHERE id = 2",
              "UPDATE item SET uid = 'x' WHERE id = 1",
              "UPDATE item SET kind = 'order' WHERE id = 1"})
            QTest::newRow(change) << QString::fromLatin1(change);
    }
    void D1_D2_numbersThatBindRecordsAreCheckedToo()
    {
        QFETCH(QString, change);
        Copy copy{studio.file(), studio.path(u"copy.foyer"_s)};
        QVERIFY(copy.run(change).numRowsAffected() > 0);
        QVERIFY(!copy.damages().empty());
    }

private:
    ContractFixture studio;
};

QTEST_GUILESS_MAIN(ContractCheckTest)
#include "contract_check_test.moc"
