// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_conflicts.h"
#include "app/mail/outbox.h"
#include "app/mail/reset_request.h"
#include "app/portal_access/reset_link.h"
#include "app/storage/journal.h"
#include "tests/app/contacts/merge_fixture.h"

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

namespace {

std::vector<JournalRow> journalOfContact(MergeFixture& studio, ContactId id)
{
    return *studio.database->read(
        [&](const Snapshot& snapshot) { return journalOf(snapshot, u"contact"_s, id.row(), 50); });
}

} // namespace

class ContactMergeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s42_byDefaultTheSurvivorsWordCountsAndTheListsAreUnited()
    {
        MergeFixture studio;
        const auto zoe = studio.add(everything());
        const auto twin = studio.add(otherwise());
        QVERIFY(studio.merge(zoe, twin));
        ContactDetails expected = everything();
        expected.emails.push_back({u"new@example.org"_s, {}});
        expected.phones.push_back({u"0171 99"_s, {}});
        expected.addresses.push_back({{}, u"Sea Lane 5"_s, u"Kiel"_s, {}, {}, {}});
        expected.websites.append(u"https://example.org"_s);
        expected.tags = {u"bride"_s, u"VIP"_s, u"wedding"_s};
        expected.notes += u"\n\nLikes the sea."_s;
        QCOMPARE(studio.find(zoe).details, expected);
        QCOMPARE(studio.find(twin).mergedInto, zoe);
    }

    void s42_whatTheSurvivorLacksComesFromTheOther()
    {
        MergeFixture studio;
        ContactDetails bare;
        bare.givenName = u"Zoë"_s;
        const auto zoe = studio.add(bare);
        const auto twin = studio.add(everything());
        QVERIFY(studio.merge(zoe, twin));
        QCOMPARE(studio.find(zoe).details, everything());
    }

    void s42_notesOfEitherOrOfBothCanBeKept()
    {
        using enum contacts::MergedNotes;
        for (const auto& [choice, expected] :
             {std::pair{Joined, everything().notes + u"\n\n"_s + otherwise().notes},
              std::pair{Survivor, everything().notes}, std::pair{Absorbed, otherwise().notes}}) {
            MergeFixture studio;
            const auto zoe = studio.add(everything());
            const auto twin = studio.add(otherwise());
            contacts::MergeChoice wanted;
            wanted.notes = choice;
            QVERIFY(studio.merge(zoe, twin, wanted));
            QCOMPARE(studio.find(zoe).details.notes, expected);
            QVERIFY(studio.undo(twin));
            QCOMPARE(studio.find(zoe).details.notes, everything().notes);
            QCOMPARE(studio.find(twin).details.notes, otherwise().notes);
        }
    }

    void s42_everyFieldCanBeChosen_data()
    {
        QTest::addColumn<int>("field");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* name, MergeField field, const QString& value) {
            QTest::newRow(name) << int(field) << value;
        };
        const ContactDetails other = otherwise();
        row("title", MergeField::Prefix, other.prefix);
        row("given name", MergeField::GivenName, other.givenName);
        row("additional names", MergeField::AdditionalNames, other.additionalNames);
        row("family name", MergeField::FamilyName, other.familyName);
        row("suffix", MergeField::Suffix, other.suffix);
        row("nickname", MergeField::Nickname, other.nickname);
        row("display name", MergeField::DisplayName, other.displayName);
        row("company", MergeField::Company, other.company);
        row("job title", MergeField::JobTitle, other.jobTitle);
        row("birthday", MergeField::Birthday, u"1991-03-01"_s);
        row("anniversary", MergeField::Anniversary, u"2021-09-02"_s);
        row("language", MergeField::Language, other.language);
        row("brand", MergeField::Brand, u"2"_s);
    }
    void s42_everyFieldCanBeChosen()
    {
        QFETCH(int, field);
        QFETCH(QString, value);
        MergeFixture studio;
        const auto zoe = studio.add(everything());
        const auto second = studio.database->write(Actor::studio(), [&](Transaction& t) {
            BrandDetails brand;
            brand.name = u"Second"_s;
            brand.username = u"second"_s;
            return brands::add(t, brand);
        });
        QVERIFY(second);
        const auto twin = studio.database->write(
            Actor::studio(), [&](Transaction& t) { return contacts::add(t, *second, otherwise()); });
        const auto before = studio.rows();
        MergeChoice choice;
        choice.sides[MergeField(field)] = MergeSide::Absorbed;
        QVERIFY(studio.merge(zoe, *twin, choice));
        const Contact merged = studio.find(zoe);
        QCOMPARE(contacts::valueOf(merged, MergeField(field)), value);
        // And no other with it.
        MergeChoice none;
        for (const MergeField other : contacts::mergeFields()) {
            if (other != MergeField(field) && other != MergeField::Brand) {
                Contact own{zoe, {}, BrandId{1}, everything(), {}, {}, {}, {}, {}, 1};
                QCOMPARE(contacts::valueOf(merged, other), contacts::valueOf(own, other));
            }
        }
        QVERIFY(studio.undo(*twin));
        QCOMPARE(studio.rows(), before);
    }

    void s42_singleEntriesCanBeLeftOut()
    {
        MergeFixture studio;
        const auto zoe = studio.add(everything());
        const auto twin = studio.add(otherwise());
        const auto before = studio.rows();
        MergeChoice choice;
        choice.leftOut.emails = {everything().emails[1]};
        choice.leftOut.phones = {otherwise().phones[1]};
        choice.leftOut.addresses = {everything().addresses[0]};
        choice.leftOut.websites = {u"https://example.org"_s};
        choice.leftOut.tags = {u"bride"_s};
        QVERIFY(studio.merge(zoe, twin, choice));
        const ContactDetails merged = studio.find(zoe).details;
        QCOMPARE(merged.emails.size(), 2u);
        QCOMPARE(merged.emails[1].address, u"new@example.org"_s);
        QCOMPARE(merged.phones.size(), 1u);
        QCOMPARE(merged.addresses.size(), 1u);
        QCOMPARE(merged.addresses[0].city, u"Kiel"_s);
        QCOMPARE(merged.websites, QStringList{u"https://example.com/zoe"_s});
        QCOMPARE(merged.tags, (QStringList{u"VIP"_s, u"wedding"_s}));
        QVERIFY(studio.undo(twin));
        QCOMPARE(studio.rows(), before);
    }

    void whoCannotBeOneIsRefusedWithASentence()
    {
        MergeFixture studio;
        const auto ana = studio.addPerson(u"Ana"_s, u"A"_s);
        const auto archived = studio.addPerson(u"Ben"_s, u"B"_s);
        const auto binned = studio.addPerson(u"Cy"_s, u"C"_s);
        const auto merged = studio.addPerson(u"Di"_s, u"D"_s);
        ContactDetails company;
        company.kind = ContactKind::Company;
        company.company = u"Meadow Hall"_s;
        const auto hall = studio.add(company);
        QVERIFY(studio.change([&](Transaction& t) { return contacts::archive(t, {archived}); }));
        QVERIFY(studio.change([&](Transaction& t) { return contacts::moveToBin(t, {binned}); }));
        QVERIFY(studio.merge(ana, merged));
        for (const auto& [other, word] : {std::pair{ana, "itself"},
                                          {archived, "archived"},
                                          {binned, "bin"},
                                          {merged, "merged into"},
                                          {hall, "two people"}}) {
            for (const bool isSurvivor : {false, true}) {
                const auto read = studio.database->read([&](const Snapshot& s) {
                    return isSurvivor ? contacts::readForMerge(s, other, ana)
                                      : contacts::readForMerge(s, ana, other);
                });
                QVERIFY2(!read, word);
                QCOMPARE(read.error().fault, Fault::Invalid);
                QVERIFY2(read.error().detail.contains(QLatin1StringView{word}),
                         qPrintable(read.error().detail));
            }
        }
    }

    void companiesAndLocationsMergeToo()
    {
        MergeFixture studio;
        for (const ContactKind kind : {ContactKind::Company, ContactKind::Location}) {
            ContactDetails details;
            details.kind = kind;
            details.company = u"Meadow Hall"_s;
            details.emails = {{u"hall@example.com"_s, {}}};
            const auto hall = studio.add(details);
            details.phones = {{u"030 5"_s, {}}};
            const auto twin = studio.add(details);
            const auto before = studio.rows();
            QVERIFY(studio.merge(hall, twin));
            QCOMPARE(studio.find(hall).details, details);
            QVERIFY(studio.undo(twin));
            QCOMPARE(studio.rows(), before);
        }
    }

    void aMergeOnWhatWasChangedMeanwhileIsAConflict_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("survivor edited") << 0;
        QTest::newRow("absorbed edited") << 1;
        QTest::newRow("survivor set a password") << 2;
        QTest::newRow("absorbed was disabled") << 3;
    }
    void aMergeOnWhatWasChangedMeanwhileIsAConflict()
    {
        QFETCH(int, which);
        MergeFixture studio;
        const auto ana = studio.addPerson(u"Ana"_s, u"A"_s, u"ana@example.com"_s);
        const auto twin = studio.addPerson(u"Ana"_s, u"B"_s, u"ana@example.com"_s);
        const auto read = studio.candidates(ana, twin);
        if (which < 2) {
            Contact edited = studio.find(which == 0 ? ana : twin);
            edited.details.notes = u"New"_s;
            QVERIFY(studio.change([&](Transaction& t) { return contacts::save(t, edited); }));
        } else if (which == 2) {
            QVERIFY(studio.setPassword(ana, firstPassword));
        } else {
            QVERIFY(studio.change([&](Transaction& t) { return portal_access::disable(t, twin); }));
        }
        const auto before = studio.dump();
        const auto merged = studio.change([&](Transaction& t) { return contacts::merge(t, read, {}); });
        QVERIFY(!merged);
        QCOMPARE(merged.error().fault, Fault::Conflict);
        QCOMPARE(studio.dump(), before);
    }

    void theAbsorbedContactLeavesEveryListAndEveryQuestion()
    {
        MergeFixture studio;
        const auto ana = studio.addPerson(u"Ana"_s, u"Alder"_s, u"both@example.com"_s);
        ContactDetails details;
        details.givenName = u"Anna"_s;
        details.familyName = u"Alder"_s;
        details.emails = {{u"both@example.com"_s, {}}, {u"anna@example.com"_s, {}}};
        details.tags = {u"old"_s};
        const auto twin = studio.add(details);
        QVERIFY(studio.setPassword(twin, secondPassword));
        MergeChoice choice;
        choice.leftOut.emails = {details.emails[1]};
        choice.leftOut.tags = {u"old"_s};
        QVERIFY(studio.merge(ana, twin, choice));

        for (const auto shelf :
             {ContactFilter::Shelf::Live, ContactFilter::Shelf::Archived, ContactFilter::Shelf::Bin}) {
            for (const QString& text : {u""_s, u"An"_s, u"Anna"_s, u"anna@example"_s}) {
                ContactFilter filter;
                filter.shelf = shelf;
                filter.text = text;
                QVERIFY2(!namesIn(studio, filter).contains(u"Anna Alder"_s), qPrintable(text));
            }
            ContactFilter byTag;
            byTag.shelf = shelf;
            byTag.tag = u"old"_s;
            QVERIFY(namesIn(studio, byTag).isEmpty());
        }
        const auto ask = [&](auto question) { return *studio.database->read(question); };
        QCOMPARE(ask([](const Snapshot& s) {
                     return contacts::list(s, {{}, {}, {}, false, ContactFilter::Shelf::Bin});
                 }).total,
                 0);
        QVERIFY(ask([&](const Snapshot& s) { return contacts::sharersOf(s, ana); }).empty());
        const auto users = [&](const QString& email) {
            return ask([&](const Snapshot& s) { return contacts::findByEmail(s, email); }).size();
        };
        QCOMPARE(users(u"both@example.com"_s), 1u);
        QCOMPARE(users(u"anna@example.com"_s), 0u);
        QVERIFY(ask([](const Snapshot& s) { return contacts::tagsInUse(s); }).empty());
        QVERIFY(ask([](const Snapshot& s) { return contacts::conflicts(s, 10); }).conflicts.empty());
        QCOMPARE(ask([](const Snapshot& s) { return mail::answerToReset(s, u"both@example.com"_s); }),
                 mail::ResetAnswer::Sent);
        QVERIFY(studio.login(u"anna@example.com"_s, secondPassword).empty());
        // Nor does anything reach it any more.
        for (const auto move :
             {contacts::archive, contacts::unarchive, contacts::moveToBin, contacts::restore})
            QVERIFY(!studio.change([&](Transaction& t) { return move(t, {twin}); }));
        for (const auto change : {portal_access::disable, portal_access::enable, portal_access::resetPassword,
                                  portal_access::markInvited})
            QVERIFY(!studio.change([&](Transaction& t) { return change(t, twin); }));
        const Contact absorbed = studio.find(twin);
        QVERIFY(!studio.change([&](Transaction& t) { return contacts::save(t, absorbed); }));
        // Not even the emptying of the bin.
        studio.now += std::chrono::days{400};
        QCOMPARE(*studio.database->write(Actor::system(),
                                         [&](Transaction& t) { return contacts::emptyBin(t, studio.now); }),
                 0);
        QVERIFY(studio.undo(twin));
    }

    void s44_passwords_data()
    {
        QTest::addColumn<bool>("survivorHas");
        QTest::addColumn<bool>("absorbedHas");
        QTest::addColumn<bool>("takeAbsorbed");
        QTest::addColumn<QString>("opens");
        QTest::newRow("neither") << false << false << false << QString{};
        QTest::newRow("only the survivor's") << true << false << false << firstPassword;
        QTest::newRow("only the absorbed one's") << false << true << false << secondPassword;
        QTest::newRow("both, by default the survivor's") << true << true << false << firstPassword;
        QTest::newRow("both, the absorbed one's chosen") << true << true << true << secondPassword;
    }
    void s44_passwords()
    {
        QFETCH(bool, survivorHas);
        QFETCH(bool, absorbedHas);
        QFETCH(bool, takeAbsorbed);
        QFETCH(QString, opens);
        MergeFixture studio;
        const QString email = u"both@example.com"_s;
        const auto ana = studio.addPerson(u"Ana"_s, u"A"_s, email);
        const auto twin = studio.addPerson(u"Anna"_s, u"A"_s, email);
        QString anasSession;
        QString twinsSession;
        if (survivorHas) {
            QVERIFY(studio.setPassword(ana, firstPassword));
            anasSession = studio.openSession(ana);
        }
        if (absorbedHas) {
            QVERIFY(studio.setPassword(twin, secondPassword));
            twinsSession = studio.openSession(twin);
        }
        QVERIFY(studio.change([&](Transaction& t) { return portal_access::startReset(t, twin); }));
        const QString reset =
            *studio.database->read([&](const Snapshot& s) { return portal_access::resetToken(s, twin); });
        const qint64 generation = studio.accountOf(ana).generation;
        const QString link = studio.link(ana);
        const QString twinsLink = studio.link(twin);

        MergeChoice choice;
        choice.password = takeAbsorbed ? MergeSide::Absorbed : MergeSide::Survivor;
        QVERIFY(studio.merge(ana, twin, choice));

        const bool hasChanged = opens == secondPassword;
        for (const QString& password : {firstPassword, secondPassword}) {
            const auto found = studio.login(email, password);
            QCOMPARE(found, password == opens ? std::vector{ana} : std::vector<ContactId>{});
        }
        QCOMPARE(studio.accountOf(ana).generation, generation + (hasChanged ? 1 : 0));
        if (survivorHas)
            QCOMPARE(studio.isAlive(anasSession), !hasChanged);
        if (absorbedHas)
            QVERIFY(!studio.isAlive(twinsSession));
        const auto target = *studio.database->read(
            [&](const Snapshot& s) { return portal_access::resolveResetLink(s, reset); });
        QCOMPARE(target->contact, ana);
        QVERIFY(!target->isUsable);
        for (const QString& token : {link, twinsLink}) {
            QCOMPARE(studio.resolve(token).contact, ana);
            QVERIFY(studio.resolve(token).isCurrent);
        }

        studio.reopen();
        QVERIFY(studio.undo(twin));
        QCOMPARE(studio.login(email, firstPassword),
                 survivorHas ? std::vector{ana} : std::vector<ContactId>{});
        QCOMPARE(studio.login(email, secondPassword),
                 absorbedHas ? std::vector{twin} : std::vector<ContactId>{});
        QCOMPARE(studio.resolve(link).contact, ana);
        QCOMPARE(studio.resolve(twinsLink).contact, twin);
        QVERIFY(studio.resolve(link).isCurrent && studio.resolve(twinsLink).isCurrent);
        if (absorbedHas)
            QVERIFY(!studio.isAlive(twinsSession));
        if (survivorHas && hasChanged)
            QVERIFY(!studio.isAlive(anasSession));
        if (survivorHas && !hasChanged)
            QVERIFY(studio.isAlive(anasSession));
        QVERIFY(studio.accountOf(ana).generation >= generation);
    }

    void aLinkThatWasReplacedBeforeTheMergeStaysReplaced()
    {
        MergeFixture studio;
        const auto ana = studio.addPerson(u"Ana"_s, u"A"_s);
        const auto twin = studio.addPerson(u"Anna"_s, u"A"_s);
        const QString old = studio.link(twin);
        QVERIFY(studio.change([&](Transaction& t) { return portal_access::resetPassword(t, twin); }));
        const QString current = studio.link(twin);
        QVERIFY(studio.merge(ana, twin));
        QCOMPARE(studio.resolve(old).contact, ana);
        QVERIFY(!studio.resolve(old).isCurrent);
        QVERIFY(studio.resolve(current).isCurrent);
    }

    void p12_aThirdSharerIsUntouchedToTheByte()
    {
        MergeFixture studio;
        const QString email = u"both@example.com"_s;
        const auto ana = studio.addPerson(u"Ana"_s, u"A"_s, email);
        const auto twin = studio.addPerson(u"Anna"_s, u"A"_s, email);
        const auto jon = studio.addPerson(u"Jon"_s, u"A"_s, email);
        for (const auto& [who, password] :
             {std::pair{ana, firstPassword}, {twin, secondPassword}, {jon, firstPassword}})
            QVERIFY(studio.setPassword(who, password));
        const QString session = studio.openSession(jon);
        const QString link = studio.link(jon);
        QVERIFY(studio.change([&](Transaction& t) { return portal_access::startReset(t, jon); }));
        QVERIFY(studio.database->write(Actor::studio(),
                                       [&](Transaction& t) { return mail::queueInvite(t, jon); }));
        const auto before = studio.rowsOf(jon);
        QVERIFY(before.size() >= 5);
        MergeChoice choice;
        choice.password = MergeSide::Absorbed;
        QVERIFY(studio.merge(ana, twin, choice));
        QCOMPARE(studio.rowsOf(jon), before);
        QCOMPARE(studio.login(email, firstPassword), std::vector{jon});
        QVERIFY(studio.isAlive(session));
        QCOMPARE(studio.link(jon), link);
        QVERIFY(studio.undo(twin));
        QCOMPARE(studio.rowsOf(jon), before);
        QVERIFY(studio.isAlive(session));
        auto both = studio.login(email, firstPassword);
        QCOMPARE(both, (std::vector{ana, jon}));
    }

    void t5_theJournalSaysItOnceForEachAndNoSecretLeaves()
    {
        MergeFixture studio;
        const QString email = u"both@example.com"_s;
        const auto ana = studio.addPerson(u"Ana"_s, u"A"_s, email);
        const auto twin = studio.addPerson(u"Anna"_s, u"A"_s, email);
        QVERIFY(studio.setPassword(ana, firstPassword));
        QVERIFY(studio.setPassword(twin, secondPassword));
        const auto countRows = [&] {
            return studio.database->read([](const Snapshot& s) { return verifyJournal(s); })->rows;
        };
        const auto before = countRows();
        MergeChoice choice;
        choice.password = MergeSide::Absorbed;
        QVERIFY(studio.merge(ana, twin, choice));
        QCOMPARE(countRows(), before + 2);
        const auto story = journalOfContact(studio, ana).front().entry;
        QCOMPARE(story.action, u"merged"_s);
        QCOMPARE(story.detail.value("contact"_L1).toInteger(), twin.row());
        QCOMPARE(journalOfContact(studio, twin).front().entry.action, u"merged into another"_s);
        QVERIFY(studio.undo(twin));
        QCOMPARE(countRows(), before + 4);
        QCOMPARE(journalOfContact(studio, ana).front().entry.action, u"merge undone"_s);
        QVERIFY(studio.merge(ana, twin, choice));
        for (const QByteArray& line : studio.dump().split('\n')) {
            QVERIFY(!line.contains("verifier") && !line.contains("argon2id") && !line.contains("salt"));
        }
    }
};

QTEST_GUILESS_MAIN(ContactMergeTest)
#include "contact_merge_test.moc"
