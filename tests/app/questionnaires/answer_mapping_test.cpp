// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/questionnaires/answer_mapping.h"
#include "app/storage/journal.h"
#include "tests/app/questionnaires/questionnaire_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

Questionnaire everyField()
{
    using enum QuestionKind;
    Questionnaire all;
    all.questions = {into(question(u"phone"_s, ShortText, u"Phone"_s), MappedField::Phone),
                     into(question(u"home"_s, Address, u"Home"_s), MappedField::Address),
                     into(question(u"birthday"_s, Date, u"Birthday"_s), MappedField::Birthday),
                     into(question(u"wed"_s, Date, u"Anniversary"_s), MappedField::Anniversary),
                     into(question(u"nick"_s, ShortText, u"Nickname"_s), MappedField::Nickname),
                     into(question(u"site"_s, ShortText, u"Website"_s), MappedField::Website),
                     into(question(u"work"_s, ShortText, u"Company"_s), MappedField::Company),
                     into(question(u"occ"_s, ShortText, u"Occupation"_s), MappedField::Occupation),
                     into(question(u"title"_s, ShortText, u"Title"_s), MappedField::JobTitle),
                     into(choiceOf(u"song"_s, SeveralChoices, u"Music"_s, {u"Waltz"_s, u"Disco"_s}),
                          MappedField::JobCustom, u"Music"_s),
                     into(question(u"day"_s, Date, u"Day"_s), MappedField::ShootDay),
                     into(question(u"place"_s, ShortText, u"Place"_s), MappedField::ShootPlace)};
    return all;
}

QJsonObject everyAnswer()
{
    return {{u"phone"_s, u"+1 555 0100"_s},
            {u"home"_s, QJsonObject{{u"street"_s, u"Elm Row 3"_s}, {u"city"_s, u"Brook"_s}}},
            {u"birthday"_s, u"1990-02-03"_s},
            {u"wed"_s, u"2020-06-01"_s},
            {u"nick"_s, u"Mo"_s},
            {u"site"_s, u"example.com/mara"_s},
            {u"work"_s, u"Quill & Co"_s},
            {u"occ"_s, u"Baker"_s},
            {u"title"_s, u"Mill wedding"_s},
            {u"song"_s, QJsonArray{u"o1"_s, u"o2"_s}},
            {u"day"_s, u"2027-06-12"_s},
            {u"place"_s, u"Old mill"_s}};
}

class AnswerMappingTest : public QObject
{
    Q_OBJECT

    static QStringList proposedIn(QuestionnaireFixture& studio, ItemId id)
    {
        QStringList list;
        const auto all =
            studio.database->read([&](const Snapshot& s) { return questionnaires::proposals(s, id); });
        for (const auto& one : *all)
            list.append(one.question + u": "_s + one.before + u" -> "_s + one.after);
        return list;
    }

    static Result<void> edit(QuestionnaireFixture& studio, ContactId id,
                             const std::function<void(ContactDetails&)>& how)
    {
        Contact contact = studio.find(id);
        how(contact.details);
        return studio.change([&](Transaction& t) { return contacts::save(t, contact); });
    }

private Q_SLOTS:
    void answersGoIntoEmptyFieldsWithTheirAuthorInTheJournal()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(everyField(), {studio.mara});
        QVERIFY(studio.fillIn(id, studio.mara, everyAnswer()));
        QVERIFY(studio.submit(id, studio.mara)->revision);

        const ContactDetails details = studio.find(studio.mara).details;
        QCOMPARE(details.phones.front().number, u"+1 555 0100"_s);
        QCOMPARE(details.addresses.front().street, u"Elm Row 3"_s);
        QCOMPARE(details.birthday, QDate(1990, 2, 3));
        QCOMPARE(details.anniversary, QDate(2020, 6, 1));
        QCOMPARE(details.nickname, u"Mo"_s);
        QCOMPARE(details.websites, QStringList{u"https://example.com/mara"_s});
        QCOMPARE(details.company, u"Quill & Co"_s);
        QCOMPARE(details.jobTitle, u"Baker"_s);
        QCOMPARE(details.emails.size(), std::size_t(1));
        const JobDetails job = studio.jobNow().details;
        QCOMPARE(job.title, u"Mill wedding"_s); // unchanged since it was sent
        QCOMPARE(job.custom.value(u"Music"_s).toString(), u"Waltz; Disco"_s);
        QCOMPARE(job.shoots.front().day, QDate(2027, 6, 12));
        QCOMPARE(job.shoots.front().place, u"Old mill"_s);
        QCOMPARE(proposedIn(studio, id), QStringList{});

        const auto rows = studio.database->read(
            [&](const Snapshot& s) { return journalOf(s, u"contact"_s, studio.mara.row(), 1); });
        QCOMPARE(rows->front().actor.kind, Actor::Kind::Client);
        QCOMPARE(rows->front().actor.contact, std::optional{studio.mara});
        QVERIFY(rows->front().entry.detail.contains(u"nickname"_s));
    }

    void whatTheStudioChangedMeanwhileIsProposedInstead()
    {
        QuestionnaireFixture studio;
        QVERIFY(edit(studio, studio.mara, [](ContactDetails& d) {
            d.nickname = u"Mara"_s;
            d.company = u"Old Works"_s;
            d.phones = {{u"+1 555 0199"_s, u"home"_s}};
        }));
        const ItemId id = studio.sent(everyField(), {studio.mara});
        // Same second: the order in the journal counts, not the clock.
        QVERIFY(edit(studio, studio.mara, [](ContactDetails& d) {
            d.nickname = u"Marella"_s;
            d.phones.push_back({u"+1 555 0111"_s, u"work"_s});
        }));
        QVERIFY(studio.fillIn(
            id, studio.mara,
            {{u"nick"_s, u"Mo"_s}, {u"work"_s, u"New Works"_s}, {u"phone"_s, u"+1 555 0100"_s}}));
        QVERIFY(studio.submit(id, studio.mara)->revision);

        QCOMPARE(studio.find(studio.mara).details.company, u"New Works"_s); // untouched since sending
        QCOMPARE(studio.find(studio.mara).details.nickname, u"Marella"_s);
        QCOMPARE(studio.find(studio.mara).details.phones.size(), std::size_t(2));
        QCOMPARE(proposedIn(studio, id), (QStringList{u"phone: +1 555 0199 · +1 555 0111 -> +1 555 0100"_s,
                                                      u"nick: Marella -> Mo"_s}));

        QVERIFY(studio.change(
            [&](Transaction& t) { return questionnaires::applyProposal(t, id, studio.mara, u"nick"_s); }));
        QCOMPARE(studio.find(studio.mara).details.nickname, u"Mo"_s);
        QVERIFY(studio.change(
            [&](Transaction& t) { return questionnaires::dismissProposal(t, id, studio.mara, u"phone"_s); }));
        QCOMPARE(studio.find(studio.mara).details.phones.size(), std::size_t(2));
        QCOMPARE(proposedIn(studio, id), QStringList{});
        const auto again = studio.change(
            [&](Transaction& t) { return questionnaires::applyProposal(t, id, studio.mara, u"phone"_s); });
        QCOMPARE(again.error().fault, Fault::NotFound);
        QCOMPARE(studio.find(studio.mara).details.phones.size(), std::size_t(2));
    }

    void aPhoneOrAnAddressIsAddedAndNoneIsLost()
    {
        QuestionnaireFixture studio;
        QVERIFY(edit(studio, studio.mara, [](ContactDetails& d) {
            d.phones = {{u"+1 (555) 0100"_s, u"home"_s}};
        }));
        const ItemId id = studio.sent(everyField(), {studio.mara});
        QVERIFY(studio.fillIn(id, studio.mara, {{u"phone"_s, u"+1 555 0177"_s}}));
        QVERIFY(studio.submit(id, studio.mara)->revision);
        QCOMPARE(studio.find(studio.mara).details.phones.size(), std::size_t(2));
        QCOMPARE(studio.find(studio.mara).details.phones[0].number, u"+1 (555) 0100"_s);

        const ItemId same = studio.sent(everyField(), {studio.mara});
        QVERIFY(studio.fillIn(same, studio.mara, {{u"phone"_s, u"+1 555 01 00"_s}}));
        QVERIFY(studio.submit(same, studio.mara)->revision);
        QCOMPARE(studio.find(studio.mara).details.phones.size(),
                 std::size_t(2)); // the same digits: there already
    }

    void twoWhoNameTheJobDifferentlyLeaveTheChoiceToTheStudio()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(everyField(), {studio.mara, studio.jonas});
        QVERIFY(studio.fillIn(id, studio.mara, {{u"title"_s, u"Mill wedding"_s}}));
        QVERIFY(studio.submit(id, studio.mara)->revision);
        QVERIFY(studio.fillIn(id, studio.jonas, {{u"title"_s, u"Barn wedding"_s}}));
        QVERIFY(studio.submit(id, studio.jonas)->revision);
        QCOMPARE(studio.jobNow().details.title, u"Mill wedding"_s);
        QCOMPARE(proposedIn(studio, id), QStringList{u"title: Mill wedding -> Barn wedding"_s});
    }

    void reopenedTheClientMayCorrectThemselves()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(everyField(), {studio.mara});
        QVERIFY(studio.fillIn(id, studio.mara, {{u"nick"_s, u"Mo"_s}}));
        QVERIFY(studio.submit(id, studio.mara)->revision);
        QVERIFY(studio.change([&](Transaction& t) { return questionnaires::reopen(t, id, studio.mara); }));
        QVERIFY(studio.fillIn(id, studio.mara, {{u"nick"_s, u"Momo"_s}}));
        QVERIFY(studio.submit(id, studio.mara)->revision);
        QCOMPARE(studio.find(studio.mara).details.nickname, u"Momo"_s);
        QCOMPARE(proposedIn(studio, id), QStringList{});
    }

    void whatAFieldDoesNotTakeIsProposedAndNothingIsLost()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(everyField(), {studio.mara});
        const QString endless{400, u'x'};
        QVERIFY(studio.fillIn(id, studio.mara, {{u"title"_s, endless}, {u"nick"_s, u"Mo"_s}}));
        QVERIFY(studio.submit(id, studio.mara)->revision);
        QCOMPARE(studio.find(studio.mara).details.nickname, u"Mo"_s);
        QCOMPARE(studio.jobNow().details.title, u"Quill wedding"_s);
        QCOMPARE(proposedIn(studio, id), QStringList{u"title: Quill wedding -> "_s + endless});
        const auto applied = studio.change(
            [&](Transaction& t) { return questionnaires::applyProposal(t, id, studio.mara, u"title"_s); });
        QCOMPARE(applied.error().fault, Fault::Invalid);
        QCOMPARE(proposedIn(studio, id).size(), 1);
    }

    void halfFilledAnswersTouchNothing()
    {
        QuestionnaireFixture studio;
        const ItemId id = studio.sent(everyField(), {studio.mara});
        QVERIFY(studio.fillIn(id, studio.mara, everyAnswer()));
        QCOMPARE(studio.find(studio.mara).details.nickname, QString{});
        QCOMPARE(studio.jobNow().details.title, u"Quill wedding"_s);
    }
};

} // namespace

QTEST_GUILESS_MAIN(AnswerMappingTest)
#include "answer_mapping_test.moc"
