// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_import.h"
#include "app/mail/outbox.h"
#include "app/mail/reset_request.h"
#include "tests/app/contacts/merge_fixture.h"

#include <algorithm>

using namespace foyer;
using namespace Qt::StringLiterals;
using contacts::ContactFilter;
using contacts::MergeChoice;
using contacts::MergeField;
using contacts::MergeSide;
using test::everything;
using test::firstPassword;
using test::MergeFixture;
using test::namesIn;
using test::otherwise;
using test::secondPassword;

class ContactMergeUndoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s53_aResetReplacesEveryLinkThatLeadsToTheSurvivorAlsoAfterAnUndo()
    {
        MergeFixture studio;
        const QString email = u"both@example.com"_s;
        const auto ana = studio.addPerson(u"Ana"_s, u"A"_s, email);
        const auto twin = studio.addPerson(u"Anna"_s, u"A"_s, email);
        QVERIFY(studio.setPassword(twin, secondPassword));
        const QString twinsLink = studio.link(twin);
        QVERIFY(studio.merge(ana, twin));
        QVERIFY(studio.change([&](Transaction& t) { return portal_access::resetPassword(t, ana); }));
        QVERIFY(!studio.resolve(twinsLink).isCurrent);
        QVERIFY(studio.undo(twin));
        // The reset meant the person behind both, so nothing from before it opens anything.
        QVERIFY(!studio.resolve(twinsLink).isCurrent);
        QVERIFY(studio.login(email, secondPassword).empty());
        QVERIFY(studio.resolve(studio.link(twin)).isCurrent);
    }

    void s12_disablingHoldsForBothAfterAnUndo()
    {
        MergeFixture studio;
        const auto ana = studio.addPerson(u"Ana"_s, u"A"_s);
        const auto twin = studio.addPerson(u"Anna"_s, u"A"_s);
        QVERIFY(studio.merge(ana, twin));
        QVERIFY(studio.change([&](Transaction& t) { return portal_access::disable(t, ana); }));
        QVERIFY(studio.undo(twin));
        QVERIFY(studio.accountOf(ana).disabledAt);
        QVERIFY(studio.accountOf(twin).disabledAt);
    }

    void theSurvivorsStateOfThePortalHolds()
    {
        MergeFixture studio;
        const auto ana = studio.addPerson(u"Ana"_s, u"A"_s);
        const auto twin = studio.addPerson(u"Anna"_s, u"A"_s);
        QVERIFY(studio.change([&](Transaction& t) { return portal_access::disable(t, ana); }));
        QVERIFY(studio.merge(ana, twin));
        QVERIFY(studio.accountOf(ana).disabledAt);
        QVERIFY(studio.undo(twin));
        QVERIFY(studio.merge(twin, ana));
        QVERIFY(!studio.accountOf(twin).disabledAt);
        QVERIFY(studio.undo(ana));
        QVERIFY(studio.accountOf(ana).disabledAt);
        QVERIFY(!studio.accountOf(twin).disabledAt);
    }

    void aPasswordChangedSinceStaysAndTheOneBeforeItIsDead()
    {
        MergeFixture studio;
        const QString email = u"both@example.com"_s;
        const auto ana = studio.addPerson(u"Ana"_s, u"A"_s, email);
        const auto twin = studio.addPerson(u"Anna"_s, u"A"_s, email);
        QVERIFY(studio.setPassword(twin, secondPassword));
        QVERIFY(studio.merge(ana, twin));
        const QString newer = u"plover by the water"_s;
        QVERIFY(studio.setPassword(ana, newer));
        QVERIFY(studio.undo(twin));
        QCOMPARE(studio.login(email, newer), std::vector{ana});
        QVERIFY(studio.login(email, secondPassword).empty());
        QVERIFY(!studio.accountOf(twin).passwordSetAt);
    }

    void relationsMoveWithoutDoublesAndComeBack()
    {
        MergeFixture studio;
        const auto ana = studio.addPerson(u"Ana"_s, u"A"_s);
        const auto twin = studio.addPerson(u"Anna"_s, u"A"_s);
        const auto ben = studio.addPerson(u"Ben"_s, u"B"_s);
        const auto cy = studio.addPerson(u"Cy"_s, u"C"_s);
        const auto relate = [&](ContactId who, std::vector<Relation> relations) {
            Contact contact = studio.find(who);
            contact.relations = std::move(relations);
            QVERIFY(studio.change([&](Transaction& t) { return contacts::save(t, contact); }));
        };
        relate(ana, {{ben, RelationKind::Spouse}, {twin, RelationKind::Sibling}});
        relate(twin, {{ana, RelationKind::Sibling}, {ben, RelationKind::Spouse}, {cy, RelationKind::Friend}});
        const auto before = studio.rows();
        const auto bensBefore = studio.rowsOf(ben);
        QVERIFY(studio.merge(ana, twin));
        QCOMPARE(studio.find(ana).relations,
                 (std::vector<Relation>{{ben, RelationKind::Spouse}, {cy, RelationKind::Friend}}));
        QCOMPARE(studio.find(ben).relations, (std::vector<Relation>{{ana, RelationKind::Spouse}}));
        QCOMPARE(studio.find(cy).relations.size(), 1u);
        QVERIFY(studio.find(twin).relations.empty());
        studio.reopen();
        QVERIFY(studio.undo(twin));
        QCOMPARE(studio.rows(), before);
        QCOMPARE(studio.rowsOf(ben), bensBefore);
    }

    void mailsFollowAndComeBackButNoneBringsTheSurvivorsLinkToAStrangeAddress()
    {
        MergeFixture studio;
        const auto ana = studio.addPerson(u"Ana"_s, u"A"_s, u"ana@example.com"_s);
        const auto twin = studio.addPerson(u"Anna"_s, u"A"_s, u"anna@example.com"_s);
        const auto queue = [&](ContactId who) {
            return *studio.database->write(Actor::studio(),
                                           [&](Transaction& t) { return mail::queueInvite(t, who); });
        };
        const MailId anas = queue(ana);
        const MailId twins = queue(twin);
        QVERIFY(studio.change([&](Transaction& t) { return mail::performReset(t, u"anna@example.com"_s); }));
        const auto find = [&](MailId id) {
            return *studio.database->read([&](const Snapshot& s) { return mail::find(s, id); });
        };
        const MailId reset{twins.row() + 1};
        const auto before = studio.rows(u"mail"_s);
        QCOMPARE(before.size(), 3);

        QVERIFY(studio.merge(ana, twin));
        QCOMPARE(find(twins).contact, ana);
        QCOMPARE(find(twins).state, mail::MailState::Waiting); // the address is the survivor's now
        QCOMPARE(find(reset).state, mail::MailState::Cancelled);
        QVERIFY(!find(reset).reason.isEmpty());
        QCOMPARE(find(anas).state, mail::MailState::Waiting);
        QVERIFY(studio.undo(twin));
        QCOMPARE(studio.rows(u"mail"_s), before);

        MergeChoice choice;
        choice.leftOut.emails = {{u"anna@example.com"_s, {}}};
        QVERIFY(studio.merge(ana, twin, choice));
        QCOMPARE(find(twins).state, mail::MailState::Cancelled);
        const MailId since = queue(ana);
        QVERIFY(studio.undo(twin));
        QCOMPARE(find(twins).state, mail::MailState::Waiting);
        QCOMPARE(find(twins).contact, twin);
        QCOMPARE(find(since).contact, ana);
    }

    void a1_whatWasSentAfterAllIsNotSentOnceMoreByAnUndo_data()
    {
        QTest::addColumn<QString>("meanwhile");
        QTest::addColumn<QString>("then");
        QTest::newRow("untouched") << u"cancelled"_s << u"waiting"_s;
        QTest::newRow("on its way") << u"sending"_s << u"sending"_s;
        QTest::newRow("sent") << u"sent"_s << u"sent"_s;
        QTest::newRow("perhaps sent") << u"unknown"_s << u"unknown"_s;
    }
    void a1_whatWasSentAfterAllIsNotSentOnceMoreByAnUndo()
    {
        QFETCH(QString, meanwhile);
        QFETCH(QString, then);
        MergeFixture studio;
        const auto ana = studio.addPerson(u"Ana"_s, u"A"_s, u"ana@example.com"_s);
        const auto twin = studio.addPerson(u"Anna"_s, u"A"_s, u"anna@example.com"_s);
        const MailId id = *studio.database->write(Actor::studio(),
                                                  [&](Transaction& t) { return mail::queueInvite(t, twin); });
        const auto stateNow = [&] {
            return *studio.database->read([&](const Snapshot& s) {
                return s.query(u"SELECT state FROM mail WHERE id = :id"_s)
                    .bind(":id"_L1, id.row())
                    .all([](const Query& row) { return row.text(0); });
            });
        };
        MergeChoice choice;
        choice.leftOut.emails = {{u"anna@example.com"_s, {}}};
        QVERIFY(studio.merge(ana, twin, choice));
        QCOMPARE(stateNow(), std::vector{u"cancelled"_s});
        QVERIFY(studio.change([&](Transaction& t) -> Result<void> { // “Send After All”, and a courier
            t.declareHousekeeping();
            return t.query(u"UPDATE mail SET state = :state WHERE id = :id"_s)
                .bind(":state"_L1, meanwhile)
                .bind(":id"_L1, id.row())
                .run();
        }));
        QVERIFY(studio.undo(twin));
        QCOMPARE(stateNow(), std::vector{then});
    }

    void s42_anUndoAfterARestartIsComplete()
    {
        MergeFixture studio;
        const auto zoe = studio.add(everything());
        const auto twin = studio.add(otherwise());
        QVERIFY(studio.setPassword(zoe, firstPassword));
        QVERIFY(studio.setPassword(twin, secondPassword));
        const auto before = studio.rows();
        MergeChoice choice;
        choice.password = MergeSide::Absorbed;
        for (const MergeField field : contacts::mergeFields())
            choice.sides[field] = MergeSide::Absorbed;
        QVERIFY(studio.merge(zoe, twin, choice));
        QVERIFY(studio.rows() != before);
        studio.reopen();
        const auto merges =
            studio.database->read([&](const Snapshot& s) { return contacts::mergesInto(s, zoe); });
        QCOMPARE(merges->size(), 1u);
        QCOMPARE(merges->front().absorbed, twin);
        QCOMPARE(merges->front().name, u"Z. O'Brien"_s);
        QVERIFY(studio.undo(twin));
        QCOMPARE(studio.rows(), before);
        QCOMPARE(studio.find(zoe).details, everything());
        QCOMPARE(studio.find(twin).details, otherwise());
        QCOMPARE(studio.login(u"zoe@example.com"_s, firstPassword), std::vector{zoe});
        QCOMPARE(studio.login(u"zoe@example.com"_s, secondPassword), std::vector{twin});
        const auto again = studio.undo(twin);
        QCOMPARE(again.error().fault, Fault::NotFound);
        // Found again by what is searched for.
        ContactFilter filter;
        filter.text = u"OBrien"_s;
        QVERIFY(namesIn(studio, filter).contains(u"Z. O'Brien"_s));
    }

    void whatWasEditedSinceStaysWithTheSurvivor()
    {
        MergeFixture studio;
        ContactDetails bare;
        bare.givenName = u"Zoë"_s;
        bare.emails = {{u"zoe@example.com"_s, {}}};
        bare.phones = {{u"030 1"_s, {}}};
        const auto zoe = studio.add(bare);
        const auto twin = studio.add(otherwise());
        const auto friendOfBoth = studio.addPerson(u"Fay"_s, u"F"_s);
        QVERIFY(studio.merge(zoe, twin));
        Contact edited = studio.find(zoe);
        edited.details.jobTitle = u"Director"_s;
        edited.details.emails.push_back({u"later@example.com"_s, {}});
        edited.details.notes += u" And sand."_s;
        std::erase_if(edited.details.phones,
                      [](const ContactPhone& phone) { return phone.number == "030 1"_L1; });
        edited.relations.push_back({friendOfBoth, RelationKind::Friend});
        QVERIFY(studio.change([&](Transaction& t) { return contacts::save(t, edited); }));
        QVERIFY(studio.undo(twin));
        const ContactDetails left = studio.find(zoe).details;
        QCOMPARE(left.givenName, u"Zoë"_s);
        QCOMPARE(left.jobTitle, u"Director"_s);
        QCOMPARE(left.familyName, QString{});
        QCOMPARE(left.notes, u"Likes the sea. And sand."_s);
        QCOMPARE(left.emails,
                 (std::vector<ContactEmail>{{u"zoe@example.com"_s, {}}, {u"later@example.com"_s, {}}}));
        QVERIFY(left.phones.empty());
        QCOMPARE(studio.find(zoe).relations.size(), 1u);
        QCOMPARE(studio.find(twin).details, otherwise());
        QVERIFY(studio.find(twin).relations.empty());
    }

    void s39_aChainOfTwoMergesLeadsOnAndComesApartInOrder()
    {
        MergeFixture studio;
        const QString email = u"both@example.com"_s;
        const auto a = studio.addPerson(u"Ana"_s, u"A"_s, email);
        const auto b = studio.addPerson(u"Anna"_s, u"A"_s, email);
        const auto c = studio.addPerson(u"Anne"_s, u"A"_s, email);
        QVERIFY(studio.setPassword(a, firstPassword));
        const auto before = studio.rows();
        const QString linkA = studio.link(a);
        const QString linkB = studio.link(b);
        QVERIFY(studio.merge(b, a));
        QVERIFY(studio.merge(c, b));
        for (const QString& token : {linkA, linkB}) {
            QCOMPARE(studio.resolve(token).contact, c);
            QVERIFY(studio.resolve(token).isCurrent);
        }
        QCOMPARE(studio.login(email, firstPassword), std::vector{c});
        const auto all =
            studio.database->read([&](const Snapshot& s) { return contacts::everybodyIn(s, c); });
        QCOMPARE(*all, (std::vector{a, b, c}));
        const auto tooEarly = studio.undo(a);
        QCOMPARE(tooEarly.error().fault, Fault::Conflict);
        QVERIFY(tooEarly.error().detail.contains("Undo that merge first"_L1));
        studio.reopen();
        QVERIFY(studio.undo(b));
        QCOMPARE(studio.resolve(linkA).contact, b);
        QCOMPARE(studio.login(email, firstPassword), std::vector{b});
        QVERIFY(studio.undo(a));
        QCOMPARE(studio.resolve(linkA).contact, a);
        QVERIFY(studio.resolve(linkA).isCurrent && studio.resolve(linkB).isCurrent);
        QCOMPARE(studio.login(email, firstPassword), std::vector{a});
        QCOMPARE(studio.rows(), before);
        // And once more, the other way round.
        QVERIFY(studio.merge(a, b));
        QCOMPARE(studio.resolve(linkB).contact, a);
        QVERIFY(studio.resolve(linkB).isCurrent);
    }

    void twoMergesIntoOneComeApartNewestFirst()
    {
        MergeFixture studio;
        const auto a = studio.addPerson(u"Ana"_s, u"A"_s, u"a@example.com"_s);
        const auto b = studio.addPerson(u"Anna"_s, u"A"_s, u"b@example.com"_s);
        const auto c = studio.addPerson(u"Anne"_s, u"A"_s, u"c@example.com"_s);
        const auto before = studio.rows();
        QVERIFY(studio.merge(a, b));
        QVERIFY(studio.merge(a, c));
        QCOMPARE(studio.undo(b).error().fault, Fault::Conflict);
        QVERIFY(studio.undo(c));
        QVERIFY(studio.undo(b));
        QCOMPARE(studio.rows(), before);
        for (const auto id : {a, b, c})
            QCOMPARE(studio.accountOf(id).state(), PortalState::NeverInvited);
    }

    void anUndoneImportTakesNobodyAwayWhoWasThereBefore()
    {
        MergeFixture studio;
        const auto here = studio.addPerson(u"Ana"_s, u"A"_s);
        ImportPlan plan;
        ImportedContact imported;
        imported.details.givenName = u"Anna"_s;
        imported.uid = u"anna"_s;
        plan.contacts.push_back(imported);
        const auto outcome = contacts::bringIn(*studio.database, Actor::studio(), studio.brand(), plan,
                                               u"a.vcf"_s, u"vcard"_s, [](int, int) { return true; });
        QVERIFY(outcome);
        const auto anna =
            *studio.database->read([](const Snapshot& s) { return contacts::findByUid(s, u"anna"_s); });
        QVERIFY(studio.merge(*anna, here));
        QVERIFY(contacts::takeBack(*studio.database, Actor::studio(), outcome->id,
                                   [](int, int) { return true; }));
        QCOMPARE(studio.find(*anna).details.givenName, u"Anna"_s);
        QVERIFY(studio.undo(here));
        QCOMPARE(studio.find(here).details.givenName, u"Ana"_s);
    }

    void whoIsRemovedForGoodTakesTheAbsorbedAlong()
    {
        MergeFixture studio;
        const auto ana = studio.addPerson(u"Ana"_s, u"A"_s);
        const auto twin = studio.addPerson(u"Anna"_s, u"A"_s);
        const QString link = studio.link(twin);
        QVERIFY(studio.merge(ana, twin));
        QVERIFY(studio.change([&](Transaction& t) { return contacts::moveToBin(t, {ana}); }));
        const auto binned = studio.undo(twin);
        QCOMPARE(binned.error().fault, Fault::Conflict);
        studio.now += std::chrono::days{31};
        QCOMPARE(*studio.database->write(Actor::system(),
                                         [&](Transaction& t) { return contacts::emptyBin(t, studio.now); }),
                 1);
        QVERIFY(!studio.database->read([&](const Snapshot& s) { return contacts::find(s, twin); }));
        QVERIFY(!*studio.database->read(
            [&](const Snapshot& s) { return portal_access::resolveDirectLink(s, link); }));
        QCOMPARE(studio.undo(twin).error().fault, Fault::NotFound);
    }
};

QTEST_GUILESS_MAIN(ContactMergeUndoTest)
#include "contact_merge_undo_test.moc"
