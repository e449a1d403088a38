// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_merge.h"
#include "app/items/version_check.h"
#include "tests/app/items/items_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

class MergingFixture : public ItemsFixture
{
public:
    void merge(ContactId survivor, ContactId absorbed)
    {
        const auto candidates =
            look([&](const Snapshot& s) { return contacts::readForMerge(s, survivor, absorbed); });
        does([&](Transaction& t) { return contacts::merge(t, candidates, {}); });
    }
    void part(ContactId absorbed)
    {
        does([&](Transaction& t) { return contacts::undoMerge(t, absorbed); });
    }

    void answer(ItemId id, ContactId contact, const QString& text)
    {
        const Item answered = item(id);
        does([&](Transaction& t) -> Result<void> {
            t.declareHousekeeping();
            const auto kept =
                t.query(u"INSERT INTO answer_sheet (item_id, contact_id, answers, saved_at, saved_by, "
                        "proposed, version) VALUES (:item, :contact, :text, 1, 'client', '', 1)"_s)
                    .bind(":item"_L1, id.row())
                    .bind(":contact"_L1, contact.row())
                    .bind(":text"_L1, text)
                    .run();
            if (!kept)
                return kept;
            return t
                .query(
                    u"INSERT INTO answer_revision (item_id, contact_id, number, version_id, answers, sha256, "
                    "submitted_by, submitted_at) "
                    "VALUES (:item, :contact, 1, :version, :text, x'00', 'client', 1)"_s)
                .bind(":item"_L1, id.row())
                .bind(":contact"_L1, contact.row())
                .bind(":version"_L1, answered.current->row())
                .bind(":text"_L1, text.toUtf8())
                .run();
        });
    }
    QStringList answersOf(ContactId contact) const
    {
        QStringList all;
        for (const QString& table : {u"answer_sheet"_s, u"answer_revision"_s}) {
            const auto texts = look([&](const Snapshot& s) {
                return s.query(u"SELECT answers FROM %1 WHERE contact_id = :contact ORDER BY id"_s.arg(table))
                    .bind(":contact"_L1, contact.row())
                    .all([](const Query& row) { return QString::fromUtf8(row.bytes(0)); });
            });
            for (const QString& text : texts)
                all.append(text);
        }
        return all;
    }
};

} // namespace

class ItemMergeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s27_s42_itemsFollowAMergeAndItsUndoing()
    {
        MergingFixture studio;
        const ItemId theirs = studio.sent(ItemKind::Contract, {studio.bo});
        const ItemId mine = studio.sent(ItemKind::Order, {studio.ada});
        const ItemId others = studio.sent(ItemKind::Order, {studio.cleo});
        studio.merge(studio.ada, studio.bo);
        QCOMPARE(studio.shownTo(studio.ada), (std::vector{mine, theirs}));
        QCOMPARE(studio.neededOf(studio.ada).size(), 2u);
        QCOMPARE(studio.refusal(theirs, studio.bo), std::optional{Fault::NotFound});
        QCOMPARE(studio.shownTo(studio.cleo), std::vector{others});
        studio.part(studio.bo);
        QCOMPARE(studio.shownTo(studio.ada), std::vector{mine});
        QCOMPARE(studio.shownTo(studio.bo), std::vector{theirs});
        QCOMPARE(studio.refusal(theirs, studio.ada), std::optional{Fault::NotFound});
    }

    void s27_whereBothAreRecipientsOneIsEnoughAndBothComeBack()
    {
        MergingFixture studio;
        const ItemId both = studio.sent(ItemKind::Questionnaire, {studio.ada, studio.bo});
        studio.finish(both, studio.bo);
        studio.merge(studio.ada, studio.bo);
        QCOMPARE(studio.shownTo(studio.ada), std::vector{both});
        QCOMPARE(studio.neededOf(studio.ada), std::vector{both}); // her own is still open
        studio.part(studio.bo);
        const Item item = studio.item(both);
        QCOMPARE(item.recipients.size(), 2u);
        QCOMPARE(item.recipients[0], (ItemRecipient{studio.ada, ToDo::Answer, {}}));
        QCOMPARE(item.recipients[1], (ItemRecipient{studio.bo, ToDo::None, studio.now}));
    }

    void s31_s42_answersGoWhereTheirItemGoes()
    {
        MergingFixture studio;
        const ItemId alone = studio.sent(ItemKind::Questionnaire, {studio.bo});
        const ItemId both = studio.sent(ItemKind::Questionnaire, {studio.ada, studio.bo});
        studio.answer(alone, studio.bo, u"alone"_s);
        studio.answer(both, studio.bo, u"both, Bo's"_s);
        studio.answer(both, studio.ada, u"both, Ada's"_s);
        studio.merge(studio.ada, studio.bo);
        // Two independent answers stay two: Bo's to the one that Ada was sent, too, is not passed off as
        // hers.
        QCOMPARE(studio.answersOf(studio.ada),
                 (QStringList{u"alone"_s, u"both, Ada's"_s, u"alone"_s, u"both, Ada's"_s}));
        QCOMPARE(studio.answersOf(studio.bo), (QStringList{u"both, Bo's"_s, u"both, Bo's"_s}));
        studio.part(studio.bo);
        QCOMPARE(studio.answersOf(studio.ada), (QStringList{u"both, Ada's"_s, u"both, Ada's"_s}));
        QCOMPARE(studio.answersOf(studio.bo),
                 (QStringList{u"alone"_s, u"both, Bo's"_s, u"alone"_s, u"both, Bo's"_s}));
    }

    void whatCameSinceStaysWithTheSurvivor()
    {
        MergingFixture studio;
        studio.merge(studio.ada, studio.bo);
        const ItemId since = studio.sent(ItemKind::Order, {studio.ada});
        studio.part(studio.bo);
        QCOMPARE(studio.shownTo(studio.ada), std::vector{since});
        QVERIFY(studio.shownTo(studio.bo).empty());
    }

    void d2_noMergeBreaksTheEvidence()
    {
        MergingFixture studio;
        studio.sent(ItemKind::Contract, {studio.bo});
        studio.merge(studio.ada, studio.bo);
        studio.part(studio.bo);
        const auto report = studio.look([](const Snapshot& s) { return evidence::verify(s); });
        QVERIFY(report.rows == 2 && !report.firstBadRow && !report.cutItem);
        QVERIFY(!studio.look([](const Snapshot& s) { return items::verifyVersions(s); }).firstBad);
    }
};

QTEST_GUILESS_MAIN(ItemMergeTest)
#include "item_merge_test.moc"
