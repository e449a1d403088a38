// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_conflicts.h"
#include "app/contacts/contact_import.h"
#include "app/portal_access/account_store.h"
#include "tests/app/studio_fixture.h"

using namespace foyer;
using namespace Qt::StringLiterals;
using contacts::Conflict;

namespace {

std::vector<Conflict> conflictsIn(test::StudioFixture& studio, int most = 100)
{
    return studio.database->read([&](const Snapshot& s) { return contacts::conflicts(s, most); })->conflicts;
}

QStringList namesOf(const Conflict& conflict)
{
    QStringList names;
    for (const auto& party : conflict.parties)
        names.append(party.brief.name);
    return names;
}

ContactDetails person(const QString& given, const QString& email, const QString& phone = {})
{
    ContactDetails details;
    details.givenName = given;
    if (!email.isEmpty())
        details.emails = {{email, {}}};
    if (!phone.isEmpty())
        details.phones = {{phone, {}}};
    return details;
}

} // namespace

class ContactConflictsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s36_sharedAddressesAreFoundHoweverTheyAreWritten()
    {
        test::StudioFixture studio;
        studio.add(person(u"Mara"_s, u"Both@BÜCHER.example"_s));
        ContactDetails jon = person(u"Jon"_s, u"jon@example.com"_s);
        jon.emails.push_back({u"both@xn--bcher-kva.example"_s, {}});
        const auto second = studio.add(jon);
        ContactDetails company;
        company.kind = ContactKind::Company;
        company.company = u"Agency"_s;
        company.emails = {{u"both@bücher.example"_s, {}}};
        studio.add(company);
        studio.add(person(u"Ola"_s, u"ola@example.com"_s));
        QVERIFY(studio.change([&](Transaction& t) { return portal_access::disable(t, second); }));

        const auto found = conflictsIn(studio);
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found[0].kind, Conflict::Kind::SharedAddress);
        QCOMPARE(namesOf(found[0]), (QStringList{u"Agency"_s, u"Jon"_s, u"Mara"_s}));
        QVERIFY(!found[0].isProbableDuplicate);
        QCOMPARE(found[0].parties[0].portal, PortalState::None);
        QCOMPARE(found[0].parties[1].portal, PortalState::Disabled);
        QCOMPARE(found[0].parties[2].portal, PortalState::NeverInvited);
    }

    void s50_archivedAndBinnedDoNotCountAndOneContactTwiceIsNone()
    {
        test::StudioFixture studio;
        ContactDetails twice = person(u"Mara"_s, u"both@example.com"_s);
        twice.emails.push_back({u"BOTH@example.com"_s, {}});
        studio.add(twice);
        QVERIFY(conflictsIn(studio).empty());
        const auto jon = studio.add(person(u"Jon"_s, u"both@example.com"_s));
        QCOMPARE(conflictsIn(studio).size(), 1u);
        QVERIFY(studio.change([&](Transaction& t) { return contacts::archive(t, {jon}); }));
        QVERIFY(conflictsIn(studio).empty());
        QVERIFY(studio.change([&](Transaction& t) { return contacts::moveToBin(t, {jon}); }));
        QVERIFY(conflictsIn(studio).empty());
    }

    void s41_namesakesWithOneAddressOrOnePhoneAreProbablyOne()
    {
        test::StudioFixture studio;
        studio.add(person(u"Zoë Lind"_s, u"zoe@example.com"_s, u"030 123456"_s));
        studio.add(person(u"zoe lind"_s, u"ZOE@example.com"_s, u"030 123456"_s));
        auto found = conflictsIn(studio);
        QCOMPARE(found.size(), 1u); // by its address, and not a second time by the phone
        QVERIFY(found[0].isProbableDuplicate);

        studio.add(person(u"Ada Okafor"_s, u"ada@example.com"_s, u"+49 (0)171 555-66"_s));
        studio.add(person(u"ADA OKAFOR"_s, u"a.okafor@example.com"_s, u"+49 0171 55566"_s));
        studio.add(person(u"Ada Okafor"_s, {}, u"0171 777777"_s)); // a namesake only
        studio.add(person(u"Ben Okafor"_s, {}, u"+49 0171 55566"_s));
        found = conflictsIn(studio);
        QCOMPARE(found.size(), 2u);
        QCOMPARE(found[1].kind, Conflict::Kind::SameName);
        QCOMPARE(namesOf(found[1]).size(), 2);
        QVERIFY(found[1].isProbableDuplicate);
    }

    void namesAndNumbersAreOneHoweverTheyAreWritten()
    {
        test::StudioFixture studio;
        const auto first =
            studio.add(person(u"Imogen Farrelly-Stroud"_s, u"imogen@example.com"_s, u"+353 20 912 0077"_s));
        const auto second =
            studio.add(person(u"Imogen Farrelly Stroud"_s, u"imogen@example.com"_s, u"020 912 0077"_s));
        auto found = conflictsIn(studio);
        QCOMPARE(found.size(), 1u);
        QVERIFY(found[0].isProbableDuplicate);
        const auto alike = [&] {
            return *studio.database->read([&](const Snapshot& s) { return contacts::lookalikes(s, first); });
        };
        QCOMPARE(alike().size(), 1u);
        QVERIFY(alike()[0].isProbable() && alike()[0].sharesEmail && alike()[0].sharesPhone);

        QVERIFY(studio.change([&](Transaction& t) -> Result<void> {
            auto contact = contacts::find(t, second);
            contact->details.emails.clear();
            return contacts::save(t, *contact);
        }));
        found = conflictsIn(studio);
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found[0].kind, Conflict::Kind::SameName);
        QVERIFY(alike()[0].isProbable());
    }

    void whoIsRelatedIsTheLastToBeTakenForTheSame()
    {
        test::StudioFixture studio;
        const auto tadhg = studio.add(person(u"Tadhg"_s, u"both@example.com"_s));
        const auto saoirse = studio.add(person(u"Saoirse"_s, u"both@example.com"_s));
        const auto stranger = studio.add(person(u"Zita"_s, u"both@example.com"_s));
        QVERIFY(studio.change([&](Transaction& t) -> Result<void> {
            auto contact = contacts::find(t, tadhg);
            contact->relations = {{saoirse, RelationKind::Partner}};
            return contacts::save(t, *contact);
        }));
        const auto alike =
            *studio.database->read([&](const Snapshot& s) { return contacts::lookalikes(s, tadhg); });
        QCOMPARE(alike.size(), 2u);
        QCOMPARE(alike[0].brief.id, stranger);
        QVERIFY(!alike[0].isProbable());
        QCOMPARE(alike[1].brief.id, saoirse);
        QCOMPARE(alike[1].relation, RelationKind::Partner);
    }

    void malformedAddressesAreListed()
    {
        test::StudioFixture studio;
        ImportPlan plan;
        ImportedContact imported;
        imported.details = person(u"Mara"_s, u"mara at example"_s);
        plan.contacts.push_back(imported);
        QVERIFY(contacts::bringIn(*studio.database, Actor::studio(), studio.brand(), plan, u"a.csv"_s,
                                  u"csv"_s, [](int, int) { return true; }));
        const auto found = conflictsIn(studio);
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found[0].kind, Conflict::Kind::Malformed);
        QCOMPARE(found[0].about, u"mara at example"_s);
    }

    void theListIsCutPerKind()
    {
        test::StudioFixture studio;
        for (int i = 0; i < 3; ++i) {
            for (int j = 0; j < 2; ++j)
                studio.add(person(u"P%1%2"_s.arg(i).arg(j), u"shared%1@example.com"_s.arg(i)));
        }
        const auto list = studio.database->read([](const Snapshot& s) { return contacts::conflicts(s, 2); });
        QCOMPARE(list->conflicts.size(), 2u);
        QVERIFY(list->isCut);
        const auto all = studio.database->read([](const Snapshot& s) { return contacts::conflicts(s, 3); });
        QCOMPARE(all->conflicts.size(), 3u);
        QVERIFY(!all->isCut);
    }
};

QTEST_GUILESS_MAIN(ContactConflictsTest)
#include "contact_conflicts_test.moc"
