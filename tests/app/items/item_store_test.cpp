// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/item_store.h"

#include "app/base/random.h"
#include "app/storage/journal.h"
#include "tests/app/items/items_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

std::optional<Fault> faultOf(const Result<void>& result)
{
    return result ? std::nullopt : std::optional{result.error().fault};
}

} // namespace

class ItemStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDraftIsTheStudiosAlone()
    {
        ItemsFixture studio;
        const ItemId id = studio.addItem(ItemKind::Order, {studio.ada}, u"  Album\nand prints "_s);
        const Item item = studio.item(id);
        QCOMPARE(item.title, u"Album and prints"_s);
        QCOMPARE(item.state, ItemState::Draft);
        QCOMPARE(item.brand, studio.aurora); // the job's
        QVERIFY(!item.sentAt && !item.current && item.number.isEmpty());
        QVERIFY(studio.shownTo(studio.ada).empty() && studio.neededOf(studio.ada).empty());
        QCOMPARE(studio.look([&](const Snapshot& s) { return items::findByUid(s, item.uid); }),
                 std::optional{id});
    }

    void whatIsWrongIsSaid()
    {
        ItemsFixture studio;
        const auto add = [&](const items::NewItem& item) {
            const auto added = studio.change([&](Transaction& t) -> Result<void> {
                const auto id = items::add(t, item);
                return id ? Result<void>{} : fail(id.error());
            });
            return faultOf(added);
        };
        const ContactId house = [&] {
            ContactDetails details;
            details.kind = ContactKind::Location;
            details.displayName = u"The Orchard"_s;
            return studio.add(details);
        }();
        items::NewItem item{ItemKind::Order, studio.job};
        QCOMPARE(add(item), std::optional{Fault::Invalid}); // no title
        item.title = QString{201, u'x'};
        QCOMPARE(add(item), std::optional{Fault::Invalid});
        item.title = u"Album"_s;
        for (const QString& uid :
             {u"a/b"_s, u".."_s, u"a|b"_s, u"a\r\nSet-Cookie: b"_s, u"a b"_s, u"ä"_s, QString{101, u'x'}}) {
            item.uid = uid; // from a file: it is to stand in an address
            QCOMPARE(add(item), std::optional{Fault::Invalid});
        }
        item.uid.clear();
        item.recipients = {studio.ada, studio.ada};
        QCOMPARE(add(item), std::optional{Fault::Invalid});
        item.recipients = {house};
        QCOMPARE(add(item), std::optional{Fault::Invalid});
        item.recipients = {studio.ada};
        item.job = JobId{4711};
        QCOMPARE(add(item), std::optional{Fault::NotFound});
        QVERIFY(studio.look([&](const Snapshot& s) { return items::ofJob(s, studio.job); }).empty());
    }

    void d1_whatIsSentIsKeptAsItWas()
    {
        ItemsFixture studio;
        const ItemId id = studio.addItem(ItemKind::Contract, {studio.ada, studio.bo});
        const VersionId version = studio.send(id, "{\"text\":\"as sent\"}");
        const Item sent = studio.item(id);
        QCOMPARE(sent.state, ItemState::Sent);
        QCOMPARE(sent.current, std::optional{version});
        QCOMPARE(sent.sentAt, std::optional{studio.now});
        QVERIFY(!sent.revisedAt);
        for (const ItemRecipient& recipient : sent.recipients)
            QCOMPARE(recipient.toDo, ToDo::Sign);

        // The studio goes on working; what was sent stays, by word and by byte.
        studio.does([&](Transaction& t) -> Result<void> {
            auto item = items::find(t, id);
            item->title = u"Another title"_s;
            item->content = {{u"text"_s, u"changed"_s}};
            return items::saveWork(t, *item);
        });
        const auto kept = studio.look([&](const Snapshot& s) { return items::version(s, version); });
        QCOMPARE(kept.content, QByteArray{"{\"text\":\"as sent\"}"});
        QCOMPARE(kept.sha256, sha256("{\"text\":\"as sent\"}"));
        QCOMPARE(studio.look([&](const Snapshot& s) { return items::pdfOf(s, version); }),
                 QByteArray{"%PDF-1.7 sheet"});

        studio.now += std::chrono::hours{1};
        const VersionId second = studio.send(id, "{\"text\":\"changed\"}");
        const Item revised = studio.item(id);
        QCOMPARE(revised.current, std::optional{second});
        QCOMPARE(revised.revisedAt, std::optional{studio.now});
        QCOMPARE(revised.sentAt, sent.sentAt);
        const auto versions = studio.look([&](const Snapshot& s) { return items::versionsOf(s, id); });
        QCOMPARE(versions.size(), 2u);
        QCOMPARE(versions[0].number, 2);
        QCOMPARE(versions[1].content, kept.content);
    }

    void d1_noStatementChangesAVersion()
    {
        ItemsFixture studio;
        studio.sent(ItemKind::Contract, {studio.ada});
        for (const QString& sql :
             {u"UPDATE item_version SET content = x'00'"_s, u"UPDATE item_version SET sha256 = x'00'"_s,
              u"UPDATE item_version SET number = 7"_s, u"DELETE FROM item_version"_s}) {
            const auto changed = studio.change([&](Transaction& t) -> Result<void> {
                t.declareHousekeeping();
                return t.query(sql).run();
            });
            QVERIFY2(!changed, qPrintable(sql));
        }
    }

    void nothingIsSentToNobodyOrTwiceOver()
    {
        ItemsFixture studio;
        const auto freeze = [&](ItemId id) {
            return faultOf(studio.change([&](Transaction& t) -> Result<void> {
                const auto frozen = items::freeze(t, id, {"{}", {}}, ToDo::Accept);
                return frozen ? Result<void>{} : fail(frozen.error());
            }));
        };
        QCOMPARE(freeze(studio.addItem(ItemKind::Order, {})), std::optional{Fault::Invalid});
        const ItemId deleted = studio.addItem(ItemKind::Order, {studio.ada});
        studio.does([&](Transaction& t) { return items::moveToBin(t, deleted); });
        QCOMPARE(freeze(deleted), std::optional{Fault::Conflict});
        for (const ItemState state :
             {ItemState::Completed, ItemState::Declined, ItemState::Superseded, ItemState::Void}) {
            const ItemId id = studio.sent(ItemKind::Order, {studio.ada});
            studio.does([&](Transaction& t) { return items::setState(t, id, state); });
            QCOMPARE(freeze(id), std::optional{Fault::Conflict});
        }
    }

    void s27_aChangedRecipientMovesIt()
    {
        ItemsFixture studio;
        const ItemId id = studio.sent(ItemKind::Order, {studio.ada});
        QCOMPARE(studio.shownTo(studio.ada), std::vector{id});
        studio.does([&](Transaction& t) { return items::setRecipients(t, id, {studio.bo}, ToDo::Accept); });
        QVERIFY(studio.shownTo(studio.ada).empty() && studio.neededOf(studio.ada).empty());
        QCOMPARE(studio.refusal(id, studio.ada), std::optional{Fault::NotFound});
        QCOMPARE(studio.shownTo(studio.bo), std::vector{id});
        QCOMPARE(studio.neededOf(studio.bo), std::vector{id});
        // Two recipients: both.
        studio.does([&](Transaction& t) {
            return items::setRecipients(t, id, {studio.cleo, studio.bo}, ToDo::Accept);
        });
        QCOMPARE(studio.shownTo(studio.bo), std::vector{id});
        QCOMPARE(studio.shownTo(studio.cleo), std::vector{id});
        QCOMPARE(studio.item(id).recipients.front().contact, studio.cleo);
    }

    void p12_oneRecipientsChangeTouchesNobodyElses()
    {
        ItemsFixture studio;
        const ItemId id = studio.sent(ItemKind::Questionnaire, {studio.ada, studio.bo});
        studio.finish(id, studio.bo);
        const auto rowOf = [&](ContactId contact) {
            return studio.look([&](const Snapshot& s) {
                return s
                    .query(u"SELECT id, todo, done_at, sent_at FROM item_recipient "
                           "WHERE item_id = :item AND contact_id = :contact"_s)
                    .bind(":item"_L1, id.row())
                    .bind(":contact"_L1, contact.row())
                    .first([](const Query& row) {
                        return std::tuple{row.integer(0), row.text(1), row.integer(2), row.integer(3)};
                    });
            });
        };
        const auto before = rowOf(studio.bo);
        QVERIFY(before);
        studio.now += std::chrono::hours{2};
        studio.does([&](Transaction& t) { return items::setRecipients(t, id, {studio.cleo, studio.bo}); });
        studio.does([&](Transaction& t) { return items::setRecipients(t, id, {studio.bo}); });
        QCOMPARE(rowOf(studio.bo), before);
        QVERIFY(!rowOf(studio.ada) && !rowOf(studio.cleo));
    }

    void whoIsAddedLaterHasNothingToDoWithWhatIsDone()
    {
        ItemsFixture studio;
        const ItemId id = studio.sent(ItemKind::Order, {studio.ada});
        studio.does([&](Transaction& t) { return items::setState(t, id, ItemState::Completed); });
        studio.does([&](Transaction& t) {
            return items::setRecipients(t, id, {studio.ada, studio.bo}, ToDo::Accept);
        });
        QCOMPARE(studio.shownTo(studio.bo), std::vector{id});
        QVERIFY(studio.neededOf(studio.bo).empty());
    }

    void whatWasSentKeepsSomebodyItIsFor()
    {
        ItemsFixture studio;
        const ItemId id = studio.sent(ItemKind::Order, {studio.ada});
        QCOMPARE(faultOf(studio.change([&](Transaction& t) { return items::setRecipients(t, id, {}); })),
                 std::optional{Fault::Invalid});
        const ItemId file = studio.sent(ItemKind::File, {studio.ada});
        QCOMPARE(faultOf(studio.change([&](Transaction& t) { return items::setRecipients(t, file, {}); })),
                 std::nullopt);
        QVERIFY(studio.shownTo(studio.ada) == std::vector{id});
    }

    void theWaysOfAnItem_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<bool>("isOpen");
        using enum ItemState;
        const auto way = [](ItemKind kind, ItemState from, ItemState to, bool isOpen) {
            QTest::newRow(qPrintable(toWord(kind) + u' ' + toWord(from) + u" to "_s + toWord(to)))
                << int(kind) << int(from) << int(to) << isOpen;
        };
        for (const ItemKind kind : {ItemKind::Order, ItemKind::Contract, ItemKind::Invoice}) {
            for (const ItemState to : {Completed, Declined}) {
                way(kind, Sent, to, true);
                for (const ItemState from : {Draft, Superseded, Void})
                    way(kind, from, to, false);
            }
            for (const ItemState to : {Superseded, Void}) {
                way(kind, Draft, to, false);
                for (const ItemState from : {Sent, Completed, Declined})
                    way(kind, from, to, true);
            }
            way(kind, Completed, Declined, false);
            way(kind, Declined, Completed, false);
            // A signature is not taken back; money can be.
            way(kind, Completed, Sent, kind == ItemKind::Invoice);
            way(kind, Void, Superseded, false);
            way(kind, Superseded, Void, false);
            way(kind, Void, Sent, false);
            way(kind, Sent, Draft, false);
        }
        way(ItemKind::Questionnaire, Completed, Sent, true); // reopened
        way(ItemKind::Questionnaire, Draft, Sent, false);    // only what was frozen is sent
        way(ItemKind::Questionnaire, Void, Sent, false);
        way(ItemKind::Questionnaire, Sent, Draft, false);
        way(ItemKind::File, Sent, Draft, true); // shared no longer
    }
    void theWaysOfAnItem()
    {
        QFETCH(int, kind);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(bool, isOpen);
        ItemsFixture studio;
        const ItemId id = studio.addItem(ItemKind(kind), {studio.ada});
        if (ItemState(from) != ItemState::Draft)
            studio.send(id);
        if (ItemState(from) != ItemState::Draft && ItemState(from) != ItemState::Sent)
            studio.does([&](Transaction& t) { return items::setState(t, id, ItemState(from)); });
        QCOMPARE(studio.item(id).state, ItemState(from));
        const auto changed =
            studio.change([&](Transaction& t) { return items::setState(t, id, ItemState(to)); });
        QCOMPARE(faultOf(changed), isOpen ? std::nullopt : std::optional{Fault::Conflict});
        const Item item = studio.item(id);
        QCOMPARE(item.state, ItemState(isOpen ? to : from));
        QCOMPARE(item.completedAt.has_value(), item.state == ItemState::Completed);
        const bool waits = item.recipients.front().toDo != ToDo::None;
        QCOMPARE(waits, item.state == ItemState::Sent && ItemState(from) == ItemState::Sent);
    }

    void anAmendmentTakesThePlaceWhenItIsCompleted()
    {
        ItemsFixture studio;
        const ItemId contract = studio.sent(ItemKind::Contract, {studio.ada});
        studio.does([&](Transaction& t) { return items::setState(t, contract, ItemState::Completed); });
        const ItemId amendment = studio.done([&](Transaction& t) {
            items::NewItem item{ItemKind::Contract, studio.job};
            item.title = u"Amendment"_s;
            item.recipients = {studio.ada};
            item.replaces = contract;
            return items::add(t, item);
        });
        studio.send(amendment);
        QCOMPARE(studio.item(contract).state, ItemState::Completed); // still the one in force
        studio.does([&](Transaction& t) { return items::setState(t, amendment, ItemState::Completed); });
        QCOMPARE(studio.item(contract).state, ItemState::Superseded);
        const auto events = studio.look([&](const Snapshot& s) { return evidence::of(s, contract); });
        QCOMPARE(events.back().event.event, u"superseded"_s);
        QCOMPARE(events.back().event.detail.value("by"_L1).toString(), studio.item(amendment).uid);
    }

    void completingWhatBooksTheJobBooksItOnce()
    {
        ItemsFixture studio;
        const auto booking = [&] {
            const ItemId id = studio.addItem(ItemKind::Order, {studio.ada});
            studio.does([&](Transaction& t) -> Result<void> {
                auto item = items::find(t, id);
                item->booksJob = true;
                return items::saveWork(t, *item);
            });
            studio.send(id);
            return id;
        };
        const ItemId one = booking();
        const ItemId two = booking();
        const auto job = [&] {
            return studio.look([&](const Snapshot& s) { return jobs::find(s, studio.job); });
        };
        QCOMPARE(job().stage, JobStage::Lead);
        studio.does([&](Transaction& t) {
            return items::setState(t, one, ItemState::Completed, u"quote accepted"_s);
        });
        studio.does([&](Transaction& t) {
            return items::setState(t, two, ItemState::Completed, u"quote accepted"_s);
        });
        QCOMPARE(job().stage, JobStage::Booked);
        QCOMPARE(job().bookings, 1);
    }

    void anEditBasedOnAnOlderStateIsAConflict()
    {
        ItemsFixture studio;
        const ItemId id = studio.addItem(ItemKind::Order, {studio.ada});
        const Item mine = studio.item(id);
        Item theirs = mine;
        theirs.title = u"Theirs"_s;
        studio.does([&](Transaction& t) { return items::saveWork(t, theirs); });
        QCOMPARE(faultOf(studio.change([&](Transaction& t) { return items::saveWork(t, mine); })),
                 std::optional{Fault::Conflict});
        QCOMPARE(studio.item(id).title, u"Theirs"_s);
    }

    void s35_whatWasSentKeepsItsBrand()
    {
        ItemsFixture studio;
        const ItemId id = studio.sent(ItemKind::Order, {studio.ada});
        Item moved = studio.item(id);
        moved.brand = studio.borealis;
        QCOMPARE(faultOf(studio.change([&](Transaction& t) { return items::saveWork(t, moved); })),
                 std::optional{Fault::Conflict});
    }

    void theBinIsForDraftsAndFiles()
    {
        ItemsFixture studio;
        const auto bin = [&](ItemId id) {
            return faultOf(studio.change([&](Transaction& t) { return items::moveToBin(t, id); }));
        };
        QCOMPARE(bin(studio.sent(ItemKind::Order, {studio.ada})), std::optional{Fault::Conflict});
        const ItemId draft = studio.addItem(ItemKind::Order, {studio.ada});
        const ItemId file = studio.sent(ItemKind::File, {studio.ada});
        QCOMPARE(bin(draft), std::nullopt);
        QCOMPARE(bin(file), std::nullopt);
        QCOMPARE(studio.refusal(file, studio.ada), std::optional{Fault::NotFound});
        studio.does([&](Transaction& t) { return items::restore(t, file); });
        QCOMPARE(studio.refusal(file, studio.ada), std::nullopt);
    }

    void numbersOfASeriesHaveNoGaps()
    {
        ItemsFixture studio;
        const auto take = [&](const QString& series) {
            return studio.done([&](Transaction& t) {
                t.declareHousekeeping();
                return items::takeNumber(t, series);
            });
        };
        QCOMPARE(take(u"orders 2027"_s), 1);
        QCOMPARE(take(u"orders 2027"_s), 2);
        QCOMPARE(take(u"orders 2028"_s), 1);
        const auto refused = studio.change([&](Transaction& t) -> Result<void> {
            t.declareHousekeeping();
            if (const auto taken = items::takeNumber(t, u"orders 2027"_s); !taken || *taken != 3)
                return fail(Fault::Invalid, u"not the third"_s);
            return fail(Fault::Conflict, u"changed meanwhile"_s);
        });
        QCOMPARE(faultOf(refused), std::optional{Fault::Conflict});
        QCOMPARE(take(u"orders 2027"_s), 3); // given back with everything else
    }
};

QTEST_GUILESS_MAIN(ItemStoreTest)
#include "item_store_test.moc"
