// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/evidence.h"

#include "app/items/version_check.h"
#include "app/storage/journal.h"
#include "tests/app/items/items_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

const QString letGo = u"DROP TRIGGER IF EXISTS %1"_s;

/// Two items with three events each; what their rows are called is asked of the studio.
class ChainFixture : public ItemsFixture
{
public:
    ChainFixture()
        : first{sent(ItemKind::Contract, {ada})}
        , second{sent(ItemKind::Order, {bo})}
    {
        for (const ItemId id : {first, second}) {
            now += std::chrono::seconds{5};
            does([&](Transaction& t) {
                return evidence::append(
                    t, id, {u"viewed"_s, ada, {{u"sha256"_s, u"00ff"_s}, {u"peer"_s, u"::1"_s}}});
            });
        }
        for (const char* trigger : {"evidence_stays", "evidence_keeps_its_rows"})
            tamper(letGo.arg(QLatin1StringView{trigger}));
    }

    std::vector<evidence::Row> rows(ItemId id) const
    {
        return look([&](const Snapshot& s) { return evidence::of(s, id); });
    }
    evidence::Report report() const
    {
        return look([](const Snapshot& s) { return evidence::verify(s); });
    }

    ItemId first;
    ItemId second;
};

} // namespace

class EvidenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void d2_whatHappenedIsAChain()
    {
        ChainFixture studio;
        const auto rows = studio.rows(studio.first);
        QCOMPARE(rows.size(), 3u);
        QCOMPARE(rows[0].event.event, u"created"_s);
        QCOMPARE(rows[1].event.event, u"sent"_s);
        QCOMPARE(rows[2].event.event, u"viewed"_s);
        QCOMPARE(rows[2].event.contact, std::optional{studio.ada});
        QCOMPARE(rows[2].event.detail.value("peer"_L1).toString(), u"::1"_s);
        QCOMPARE(rows[1].previous, rows[0].hash);
        QCOMPARE(rows[2].previous, rows[1].hash);
        const QString uid = studio.item(studio.first).uid;
        for (const auto& row : rows)
            QCOMPARE(evidence::hashOf(uid, row), row.hash);
        const auto report = studio.report();
        QCOMPARE(report.rows, 6);
        QVERIFY(!report.firstBadRow && !report.cutItem);
    }

    void d2_evidenceIsAppendOnly()
    {
        ItemsFixture studio;
        studio.sent(ItemKind::Contract, {studio.ada});
        for (const QString& sql : {u"UPDATE evidence SET event = 'signed'"_s, u"DELETE FROM evidence"_s,
                                   u"UPDATE evidence SET at = at + 1"_s}) {
            const auto changed = studio.change([&](Transaction& t) -> Result<void> {
                t.declareHousekeeping();
                return t.query(sql).run();
            });
            QVERIFY2(!changed, qPrintable(sql));
        }
        QCOMPARE(studio.look([](const Snapshot& s) { return evidence::verify(s); }).rows, 2);
    }

    void d2_anyEditIsFound_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("event") << u"UPDATE evidence SET event = 'signed' WHERE id = %1"_s;
        QTest::newRow("time") << u"UPDATE evidence SET at = at - 86400 WHERE id = %1"_s;
        QTest::newRow("who") << u"UPDATE evidence SET contact_id = contact_id + 1 WHERE id = %1"_s;
        QTest::newRow("detail") << u"UPDATE evidence SET detail = '{\"x\":1}' WHERE id = %1"_s;
        QTest::newRow("previous") << u"UPDATE evidence SET previous = x'00' WHERE id = %1"_s;
        QTest::newRow("hash") << u"UPDATE evidence SET hash = x'00' WHERE id = %1"_s;
    }
    void d2_anyEditIsFound()
    {
        QFETCH(QString, sql);
        ChainFixture studio;
        const qint64 row = studio.rows(studio.second)[1].id;
        studio.tamper(sql.arg(row));
        const auto report = studio.report();
        QVERIFY(report.firstBadRow);
        // The first row that does not fit: this one, or the next when it was its hash.
        QVERIFY(*report.firstBadRow >= row);
    }

    void d2_aRowThatIsTakenOutIsFound()
    {
        ChainFixture studio;
        studio.tamper(u"DELETE FROM evidence WHERE id = %1"_s.arg(studio.rows(studio.first)[1].id));
        QCOMPARE(studio.report().firstBadRow, std::optional{studio.rows(studio.first)[1].id});
    }

    void d2_aCutEndIsFound()
    {
        ChainFixture studio;
        studio.tamper(u"DELETE FROM evidence WHERE id = %1"_s.arg(studio.rows(studio.first)[2].id));
        const auto report = studio.report();
        QVERIFY(!report.firstBadRow); // what is left fits together
        QCOMPARE(report.cutItem, std::optional{studio.first});
    }

    void d2_aChainThatIsGoneAsAWholeIsFound()
    {
        ChainFixture studio;
        studio.tamper(u"DELETE FROM evidence WHERE item_id = %1"_s.arg(studio.first.row()));
        QCOMPARE(studio.report().cutItem, std::optional{studio.first});
    }

    /// Whoever can write into the file can also reckon: a row with a right hash of its own.
    void d2_aRowThatIsPutInIsFoundThoughItsHashIsRight()
    {
        ChainFixture studio;
        const auto rows = studio.rows(studio.first);
        evidence::Row forged{0, studio.now, {u"signed"_s, studio.ada, {}}, rows.back().hash, {}};
        forged.hash = evidence::hashOf(studio.item(studio.first).uid, forged);
        studio.does([&](Transaction& t) -> Result<void> {
            t.declareHousekeeping();
            return t
                .query(u"INSERT INTO evidence (item_id, at, event, contact_id, detail, previous, hash) "
                       "VALUES (:item, :at, 'signed', :contact, '{}', :previous, :hash)"_s)
                .bind(":item"_L1, studio.first.row())
                .bind(":at"_L1, forged.at)
                .bind(":contact"_L1, studio.ada.row())
                .bind(":previous"_L1, forged.previous)
                .bind(":hash"_L1, forged.hash)
                .run();
        });
        QCOMPARE(studio.report().firstBadRow, std::optional{studio.rows(studio.first).back().id});
    }

    void d2_twoRowsCannotFollowTheSameOne()
    {
        ChainFixture studio;
        const auto rows = studio.rows(studio.first);
        const auto forked = studio.change([&](Transaction& t) -> Result<void> {
            t.declareHousekeeping();
            return t
                .query(u"INSERT INTO evidence (item_id, at, event, contact_id, detail, previous, hash) "
                       "VALUES (:item, 1, 'signed', 0, '{}', :previous, x'0102')"_s)
                .bind(":item"_L1, studio.first.row())
                .bind(":previous"_L1, rows[0].hash)
                .run();
        });
        QVERIFY(!forked);
    }

    void d2_aRolledBackChangeLeavesNoTrace()
    {
        ChainFixture studio;
        const auto refused = studio.change([&](Transaction& t) -> Result<void> {
            if (const auto noted = evidence::append(t, studio.first, {u"signed"_s, studio.ada, {}}); !noted)
                return noted;
            return fail(Fault::Conflict, u"changed meanwhile"_s);
        });
        QVERIFY(!refused);
        QCOMPARE(studio.rows(studio.first).size(), 3u);
        const auto report = studio.report();
        QVERIFY(!report.firstBadRow && !report.cutItem);
    }

    void d1_everyFlippedByteOfWhatWasSentIsFound()
    {
        ItemsFixture studio;
        const ItemId id = studio.sent(ItemKind::Contract, {studio.ada});
        const VersionId version = *studio.item(id).current;
        studio.tamper(letGo.arg(u"item_version_stays"_s));
        const auto report = [&] {
            return studio.look([](const Snapshot& s) { return items::verifyVersions(s); });
        };
        QCOMPARE(report().versions, 1);
        QVERIFY(!report().firstBad);
        const QByteArray content = "{}";
        const QByteArray pdf = "%PDF-1.7 sheet";
        const auto flipEach = [&](const char* column, const QByteArray& whole, bool isPdf) {
            for (qsizetype i = 0; i < whole.size(); ++i) {
                QByteArray flipped = whole;
                flipped[i] = char(flipped[i] ^ 0x20);
                studio.tamper(u"UPDATE item_version SET %1 = x'%2'"_s.arg(
                    QLatin1StringView{column}, QLatin1StringView{flipped.toHex()}));
                const auto opened = studio.database->read([&](const Snapshot& s) -> Result<void> {
                    if (isPdf) {
                        const auto bytes = items::pdfOf(s, version);
                        return bytes ? Result<void>{} : fail(bytes.error());
                    }
                    const auto one = items::version(s, version);
                    return one ? Result<void>{} : fail(one.error());
                });
                QVERIFY(!opened);
                QCOMPARE(opened.error().fault, Fault::Storage);
                const auto all =
                    studio.database->read([&](const Snapshot& s) { return items::versionsOf(s, id); });
                QCOMPARE(all.has_value(), isPdf);
                QCOMPARE(report().firstBad, std::optional{id});
            }
            studio.tamper(u"UPDATE item_version SET %1 = x'%2'"_s.arg(QLatin1StringView{column},
                                                                      QLatin1StringView{whole.toHex()}));
        };
        flipEach("content", content, false);
        flipEach("pdf", pdf, true);
        QVERIFY(!report().firstBad);
    }

    /// Content and fingerprint changed together fit each other, but not what the evidence says was sent.
    void d1_aForgedFingerprintIsFoundByTheEvidence()
    {
        ItemsFixture studio;
        const ItemId id = studio.sent(ItemKind::Contract, {studio.ada});
        studio.tamper(letGo.arg(u"item_version_stays"_s));
        studio.tamper(u"UPDATE item_version SET content = x'5b5d', sha256 = "
                      "x'4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945'"_s);
        QVERIFY(studio.database->read(
            [&](const Snapshot& s) { return items::version(s, *studio.item(id).current); })); // fits itself
        QCOMPARE(studio.look([](const Snapshot& s) { return items::verifyVersions(s); }).firstBad,
                 std::optional{id});
    }

    void d1_noOrderCountsAsAcceptedThatNobodyAccepted()
    {
        ItemsFixture studio;
        const ItemId id = studio.sent(ItemKind::Order, {studio.ada});
        const auto firstBad = [&] {
            return studio.look([](const Snapshot& s) { return items::verifyVersions(s); }).firstBad;
        };
        QVERIFY(!firstBad());
        studio.tamper(u"UPDATE item SET state = 'completed', completed_at = 1"_s);
        QCOMPARE(firstBad(), std::optional{id});
        const QByteArray hash =
            studio.look([&](const Snapshot& s) { return items::version(s, *studio.item(id).current); })
                .sha256.toHex();
        studio.does([&](Transaction& t) {
            return evidence::append(t, id,
                                    {u"accepted"_s, studio.ada, {{u"sha256"_s, QString::fromLatin1(hash)}}});
        });
        QVERIFY(!firstBad());
    }

    void d1_anOlderVersionCannotBePassedOffAsTheCurrentOne()
    {
        ItemsFixture studio;
        const ItemId id = studio.addItem(ItemKind::Contract, {studio.ada});
        const VersionId first = studio.send(id, "{\"price\":1}");
        studio.send(id, "{\"price\":2}");
        studio.tamper(u"UPDATE item SET current_version_id = %1"_s.arg(first.row()));
        QCOMPARE(studio.look([](const Snapshot& s) { return items::verifyVersions(s); }).firstBad,
                 std::optional{id});
    }
};

QTEST_GUILESS_MAIN(EvidenceTest)
#include "evidence_test.moc"
