// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/visibility.h"

#include "tests/app/items/items_fixture.h"

#include <QRandomGenerator>

#include <set>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array kinds{ItemKind::Order, ItemKind::Contract, ItemKind::Questionnaire, ItemKind::Invoice,
                           ItemKind::File};
constexpr std::array states{ItemState::Draft,    ItemState::Sent,       ItemState::Completed,
                            ItemState::Declined, ItemState::Superseded, ItemState::Void};

Item someItem(ItemKind kind, ItemState state)
{
    const Instant sent = fromSeconds(1000);
    return {ItemId{1},  u"u"_s,
            kind,       JobId{1},
            BrandId{1}, u"t"_s,
            {},         state,
            {},         {},
            {},         false,
            {},         {},
            sent,       {},
            {},         {},
            sent,       sent,
            1,          {{ContactId{7}, ToDo::None, {}}}};
}

} // namespace

class VisibilityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s27_s35_everyReasonInItsOrder_data()
    {
        QTest::addColumn<int>("because");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("isRecipient");
        QTest::addColumn<bool>("isDeleted");
        QTest::addColumn<bool>("isSent");
        QTest::addColumn<bool>("isOtherBrand");
        QTest::addColumn<bool>("showsHistory");
        const auto row = [](const char* name, Because because, ItemKind kind, ItemState state,
                            bool isRecipient, bool isDeleted, bool isSent, bool isOtherBrand,
                            bool showsHistory) {
            QTest::newRow(name) << int(because) << int(kind) << int(state) << isRecipient << isDeleted
                                << isSent << isOtherBrand << showsHistory;
        };
        using enum ItemKind;
        using enum ItemState;
        row("S27 sent to them", Because::Visible, Contract, Sent, true, false, true, false, false);
        row("S27 on the job alone", Because::NotRecipient, Contract, Sent, false, false, true, false, true);
        // Everything speaks against it; a stranger learns only that it is not theirs.
        row("nothing else to strangers", Because::NotRecipient, Contract, Draft, false, true, false, true,
            false);
        row("deleted before draft", Because::Deleted, Contract, Draft, true, true, false, true, false);
        row("draft before brand", Because::Draft, Contract, Draft, true, false, false, true, false);
        row("a state without a sending", Because::Draft, Contract, Sent, true, false, false, false, true);
        row("brand before history", Because::OtherBrand, Contract, Completed, true, false, true, true, false);
        row("S28 signed, no history", Because::HistoryOff, Contract, Completed, true, false, true, false,
            false);
        row("S28 signed, history", Because::Visible, Contract, Completed, true, false, true, false, true);
        row("S28 declined", Because::HistoryOff, Contract, Declined, true, false, true, false, false);
        row("S28 superseded", Because::HistoryOff, Contract, Superseded, true, false, true, false, false);
        row("S28 void", Because::HistoryOff, Contract, Void, true, false, true, false, false);
        row("S28 questionnaire taken back", Because::HistoryOff, Questionnaire, Void, true, false, true,
            false, false);
        row("S29 an order, whatever history says", Because::Visible, Order, Completed, true, false, true,
            false, false);
        row("S29 a void order", Because::Visible, Order, Void, true, false, true, false, false);
        row("S29 never drafts", Because::Draft, Order, Draft, true, false, false, false, true);
        row("S30 a paid invoice", Because::Visible, Invoice, Completed, true, false, true, false, false);
        row("S31 an open questionnaire", Because::Visible, Questionnaire, Sent, true, false, true, false,
            false);
        row("S33 a shared file", Because::Visible, File, Sent, true, false, true, false, false);
        row("S33 a file shared with nobody", Because::Draft, File, Draft, true, false, false, false, true);
        row("S33 a file shared with others", Because::NotRecipient, File, Sent, false, false, true, false,
            true);
    }
    void s27_s35_everyReasonInItsOrder()
    {
        QFETCH(int, because);
        QFETCH(int, kind);
        QFETCH(int, state);
        QFETCH(bool, isRecipient);
        QFETCH(bool, isDeleted);
        QFETCH(bool, isSent);
        QFETCH(bool, isOtherBrand);
        QFETCH(bool, showsHistory);
        Item item = someItem(ItemKind(kind), ItemState(state));
        if (isDeleted)
            item.deletedAt = fromSeconds(2000);
        if (!isSent)
            item.sentAt.reset();
        const ContactId viewer{isRecipient ? 7 : 8};
        const BrandAddress address{isOtherBrand ? std::optional{BrandId{2}} : std::optional{BrandId{1}}};
        QCOMPARE(int(visible(item, showsHistory, viewer, address).because), because);
        // On an address of all brands no brand is another one.
        if (Because(because) != Because::OtherBrand)
            QCOMPARE(int(visible(item, showsHistory, viewer, {}).because), because);
    }

    void s28_anAnsweredQuestionnaireIsHistoryForTheOneWhoAnswered()
    {
        Item item = someItem(ItemKind::Questionnaire, ItemState::Sent);
        item.recipients = {{ContactId{7}, ToDo::None, fromSeconds(1500)}, {ContactId{8}, ToDo::Answer, {}}};
        QCOMPARE(visible(item, false, ContactId{7}, {}).because, Because::HistoryOff);
        QCOMPARE(visible(item, false, ContactId{8}, {}).because, Because::Visible);
        QCOMPARE(visible(item, true, ContactId{7}, {}).because, Because::Visible);
    }

    /// The lists come from SQL, the rule is one function: over every combination, thrown together at random,
    /// both say the same of every item, viewer and address.
    void s27_s28_whatSqlListsIsWhatTheRuleSays()
    {
        QRandomGenerator dice{20270503};
        ItemsFixture studio;
        studio.showHistory(studio.borealis, true);
        const std::vector<ContactId> people{studio.ada, studio.bo, studio.cleo};
        constexpr int count = 1500; // 3 viewers × 3 addresses of each: 13,500 answers
        studio.does([&](Transaction& t) -> Result<void> {
            for (int i = 0; i < count; ++i) {
                const ItemKind kind = kinds[dice.bounded(quint32(kinds.size()))];
                items::NewItem fresh{kind, studio.job};
                fresh.brand = dice.bounded(2) ? studio.aurora : studio.borealis;
                fresh.title = u"Item %1"_s.arg(i);
                for (const ContactId one : people) {
                    if (dice.bounded(2))
                        fresh.recipients.push_back(one);
                }
                const auto id = items::add(t, fresh);
                if (!id)
                    return fail(id.error());
                const auto reaches = [&](ItemState state) { return items::setState(t, *id, state); };
                const ItemState state = states[dice.bounded(quint32(states.size()))];
                if (state != ItemState::Draft && !fresh.recipients.empty()) {
                    const auto frozen = items::freeze(t, *id, {"{}", {}}, studio.usualToDo(kind));
                    if (!frozen)
                        return fail(frozen.error());
                    for (const ContactId one : fresh.recipients) {
                        if (dice.bounded(3) == 0) {
                            if (const auto set = items::setDone(t, *id, one, t.now()); !set)
                                return set;
                        }
                    }
                    if (state != ItemState::Sent) {
                        if (const auto set = reaches(state); !set)
                            return set;
                    } else if (kind == ItemKind::File && dice.bounded(2)) {
                        if (const auto set = reaches(ItemState::Draft); !set) // shared no longer
                            return set;
                    }
                    // Recipients change after the sending, too.
                    if (dice.bounded(4) == 0) {
                        const auto set = items::setRecipients(t, *id, {people[dice.bounded(3u)]});
                        if (!set)
                            return set;
                    }
                } else if (dice.bounded(3) == 0) {
                    if (const auto moved = items::moveToBin(t, *id); !moved)
                        return moved;
                }
            }
            return {};
        });
        const auto everything =
            studio.look([&](const Snapshot& s) { return items::aroundContact(s, studio.ada); });
        std::set<Because> met;
        int shownInAll = 0;
        for (const ContactId viewer : people) {
            for (const BrandAddress& address :
                 {BrandAddress{}, BrandAddress{studio.aurora}, BrandAddress{studio.borealis}}) {
                std::set<ItemId> listed;
                std::optional<items::PageMark> mark;
                do {
                    const auto page = studio.look([&](const Snapshot& s) {
                        return items::newest(s, {viewer, address}, mark, 37);
                    });
                    if (page.next)
                        QCOMPARE(page.items.size(), 37u); // SQL left out nothing that it should have
                    for (const items::ShownItem& shown : page.items) {
                        QVERIFY2(listed.insert(shown.item.id).second, "twice on the pages");
                        QCOMPARE(shown.item.recipients.size(), 1u);
                        QCOMPARE(shown.item.recipients.front().contact, viewer);
                    }
                    mark = page.next;
                } while (mark);
                std::set<ItemId> needed;
                for (const ItemId id : studio.neededOf(viewer, address))
                    needed.insert(id);
                for (const Item& item : everything) {
                    const bool showsHistory = item.brand == studio.borealis;
                    const Visibility rule = visible(item, showsHistory, viewer, address);
                    met.insert(rule.because);
                    const QByteArray what = u"%1 %2 %3: %4"_s
                                                .arg(item.title, toWord(item.kind), toWord(item.state),
                                                     QString::number(int(rule.because)))
                                                .toUtf8();
                    QVERIFY2(listed.contains(item.id) == rule.isVisible(), what.constData());
                    const auto own = std::find_if(item.recipients.begin(), item.recipients.end(),
                                                  [&](const auto& r) { return r.contact == viewer; });
                    const bool waits = own != item.recipients.end() && own->toDo != ToDo::None;
                    QVERIFY2(needed.contains(item.id) == (waits && rule.isVisible()), what.constData());
                    shownInAll += rule.isVisible() ? 1 : 0;
                }
                QVERIFY(!listed.empty());
            }
        }
        QVERIFY(shownInAll > count);
        // Deleted ones are not even around; every other reason was met.
        for (const Because because : {Because::Visible, Because::NotRecipient, Because::Draft,
                                      Because::OtherBrand, Because::HistoryOff})
            QVERIFY(met.contains(because));
    }

    void s27_oneItemIsRefusedAsTheRuleSays()
    {
        ItemsFixture studio;
        const ItemId contract = studio.sent(ItemKind::Contract, {studio.ada});
        const ItemId draft = studio.addItem(ItemKind::Contract, {studio.ada});
        QCOMPARE(studio.refusal(contract, studio.ada), std::nullopt);
        QCOMPARE(studio.refusal(contract, studio.bo), std::optional{Fault::NotFound}); // S32: the spouse
        QCOMPARE(studio.refusal(draft, studio.ada), std::optional{Fault::NotFound});
        QCOMPARE(studio.refusal(contract, studio.ada, {studio.borealis}), std::optional{Fault::NotFound});
        studio.does([&](Transaction& t) { return items::setState(t, contract, ItemState::Completed); });
        QCOMPARE(studio.refusal(contract, studio.ada), std::optional{Fault::Denied});
        QCOMPARE(studio.refusal(contract, studio.bo), std::optional{Fault::NotFound});
        QCOMPARE(studio.refusal(contract, studio.ada, {studio.borealis}), std::optional{Fault::NotFound});
        studio.showHistory(studio.aurora, true);
        QCOMPARE(studio.refusal(contract, studio.ada), std::nullopt); // S35: at once, and by its brand
    }

    void s27_aKindIsPartOfTheAddress()
    {
        ItemsFixture studio;
        const ItemId contract = studio.sent(ItemKind::Contract, {studio.ada});
        const QString uid = studio.item(contract).uid;
        const auto asOrder = studio.database->read([&](const Snapshot& s) {
            return items::find(s, {studio.ada, {}}, ItemKind::Order, uid);
        });
        QVERIFY(!asOrder);
        QCOMPARE(asOrder.error().fault, Fault::NotFound);
    }

    void s34_manyOfOneMomentComeOnceEach()
    {
        ItemsFixture studio; // its clock stands still: only the item tells them apart
        std::vector<ItemId> sent;
        for (int i = 0; i < 45; ++i)
            sent.push_back(studio.sent(ItemKind::Order, {studio.ada}, u"Order %1"_s.arg(i)));
        std::vector<ItemId> seen;
        std::optional<items::PageMark> mark;
        int pages = 0;
        do {
            const auto page = studio.look([&](const Snapshot& s) {
                return items::newest(s, {studio.ada, {}}, mark, 10);
            });
            for (const auto& shown : page.items)
                seen.push_back(shown.item.id);
            mark = page.next;
            ++pages;
            // Something new arrives while somebody pages: nothing moves on the pages behind.
            if (pages == 2)
                studio.sent(ItemKind::Order, {studio.ada}, u"A new one"_s);
        } while (mark);
        std::reverse(sent.begin(), sent.end());
        QCOMPARE(seen, sent);
        QCOMPARE(pages, 5);
    }

    void s1_whatIsDueFirstComesFirst()
    {
        ItemsFixture studio;
        const auto due = [&](ItemId id, QDate day) {
            studio.does([&](Transaction& t) -> Result<void> {
                auto item = items::find(t, id);
                item->dueDay = day;
                return items::saveWork(t, *item);
            });
        };
        const ItemId open = studio.sent(ItemKind::Order, {studio.ada});
        studio.now += std::chrono::hours{1};
        const ItemId later = studio.sent(ItemKind::Contract, {studio.ada});
        const ItemId soon = studio.sent(ItemKind::Questionnaire, {studio.ada});
        const ItemId openToo = studio.sent(ItemKind::Questionnaire, {studio.ada});
        due(later, {2027, 6, 1});
        due(soon, {2027, 5, 1});
        QCOMPARE(studio.neededOf(studio.ada), (std::vector{soon, later, open, openToo}));
        QVERIFY(studio.neededOf(studio.bo).empty());
    }
};

QTEST_GUILESS_MAIN(VisibilityTest)
#include "visibility_test.moc"
