// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_merge.h"
#include "app/contracts/contract_sheet.h"
#include "app/contracts/contract_templates.h"
#include "tests/app/contracts/contract_fixture.h"

using namespace foyer;
using namespace foyer::contracts;
using namespace Qt::StringLiterals;
using foyer::test::ContractFixture;

namespace {

TemplateId addWedding(ContractFixture& studio)
{
    NewTemplate made{u"Wedding"_s, u"Wedding agreement"_s, {}, true};
    made.terms.text = u"For {{ client.name }} on {{ job.day }}."_s;
    return studio.must(studio.write([&](Transaction& t) { return addTemplate(t, made); }));
}

} // namespace

class ContractStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTemplateIsKeptCopiedAndArchived()
    {
        ContractFixture studio;
        const TemplateId id = addWedding(studio);
        auto one = studio.must(studio.read([&](const Snapshot& s) { return findTemplate(s, id); }));
        QCOMPARE(one.terms.text, u"For {{ client.name }} on {{ job.day }}."_s);
        QVERIFY(one.booksJob);
        one.name = u"Weddings"_s;
        QVERIFY(studio.change([&](Transaction& t) { return saveTemplate(t, one); }));
        QCOMPARE(studio.change([&](Transaction& t) { return saveTemplate(t, one); }).error().fault,
                 Fault::Conflict);
        const auto copy = studio.must(studio.write([&](Transaction& t) { return duplicateTemplate(t, id); }));
        const auto all = studio.must(studio.read([](const Snapshot& s) { return templates(s); }));
        QCOMPARE(all.size(), std::size_t{2});
        QCOMPARE(all[1].name, u"Weddings (copy)"_s);
        QVERIFY(studio.change([&](Transaction& t) { return archiveTemplate(t, copy); }));
        QCOMPARE(studio.must(studio.read([](const Snapshot& s) { return templates(s); })).size(),
                 std::size_t{1});
        QCOMPARE(studio.must(studio.read([](const Snapshot& s) { return templates(s, true); })).size(),
                 std::size_t{2});
        one.name = u" "_s;
        QCOMPARE(studio.change([&](Transaction& t) { return saveTemplate(t, one); }).error().fault,
                 Fault::Conflict);
        QCOMPARE(studio.write([&](Transaction& t) { return addTemplate(t, {u" "_s}); }).error().fault,
                 Fault::Invalid);
    }

    void S4_aTemplateChangedLaterChangesNothingThatWasSent()
    {
        ContractFixture studio;
        const TemplateId from = addWedding(studio);
        const ItemId id = studio.must(studio.write([&](Transaction& t) {
            return addFromTemplate(t, studio.job, from, {{studio.ada, u"Client"_s}});
        }));
        QCOMPARE(studio.contract(id).item.title, u"Wedding agreement"_s);
        studio.must(studio.trySend(id));
        const auto before = studio.must(studio.read(
            [&](const Snapshot& s) { return items::version(s, *studio.contract(id).item.current); }));
        auto changed = studio.must(studio.read([&](const Snapshot& s) { return findTemplate(s, from); }));
        changed.terms.text = u"Something else."_s;
        QVERIFY(studio.change([&](Transaction& t) { return saveTemplate(t, changed); }));
        const Contract after = studio.contract(id);
        QCOMPARE(after.work.terms.text, u"For {{ client.name }} on {{ job.day }}."_s);
        QCOMPARE(htmlForPrint(after.sent->parts), u"<p>For Ada Okafor on 3 May 2027.</p>"_s);
        QCOMPARE(
            studio
                .must(studio.read([&](const Snapshot& s) { return items::version(s, *after.item.current); }))
                .content,
            before.content);
    }

    void everyTokenOfThePickerMeansSomething()
    {
        ContractFixture studio;
        QString text;
        for (const Token& token : tokens()) {
            QVERIFY(!token.description.isEmpty() && !token.example.isEmpty());
            text += u"{{ "_s + token.name + u" }}\n\n"_s;
        }
        const auto shown = studio.must(studio.read([&](const Snapshot& s) {
            return preview(
                s, studio.draft(ContractFixture::work({studio.ada})), u"Title"_s,
                ContractFixture::work({studio.ada, studio.ben}, text + u"{{ job.custom.dress_code }}"_s));
        }));
        for (const TextProblem& problem : shown.problems)
            QCOMPARE(problem.kind, TextProblem::Kind::Unresolved);
        const QString html = htmlForPrint(shown.parts);
        for (const QString& part :
             {u"<p>Ada Okafor</p>"_s, u"<p>Ada Okafor, Ben Moss</p>"_s, u"<p>3 May 2027</p>"_s,
              u"<p>Lakeside House</p>"_s, u"<p>Linen &amp; straw</p>"_s,
              u"<p>Ceremony, 3 May 2027, 14:00, Lakeside House</p>"_s, u"<p>Title</p>"_s})
            QVERIFY2(html.contains(part), qPrintable(part + u" is not in "_s + html));
    }

    void aContractWithOpenEndsIsNotSent()
    {
        ContractFixture studio;
        const ItemId id =
            studio.draft(ContractFixture::work({}, u"Hello {{ client.nmae }}.\n\n{{ client.phone }}"_s));
        const auto found = studio.must(studio.read([&](const Snapshot& s) { return problems(s, id); }));
        QCOMPARE(found.size(), 3);
        QVERIFY(found[1].contains(u"Line 1"_s) && found[1].contains(u"client.nmae"_s));
        QVERIFY(found[2].contains(u"Line 3"_s) && found[2].contains(u"client.phone"_s));
        const auto refused = studio.trySend(id);
        QCOMPARE(refused.error().fault, Fault::Invalid);
        QVERIFY(refused.error().detail.contains(u"client.nmae"_s));
        QCOMPARE(studio.state(id), ItemState::Draft);
    }

    void D1_whatIsSentIsWhatWasPrepared()
    {
        ContractFixture studio;
        const ItemId id = studio.draft(ContractFixture::work({studio.ada}));
        const auto prepared = studio.must(studio.read([&](const Snapshot& s) { return prepare(s, id); }));
        Contract edited = studio.contract(id);
        edited.work.terms.text = u"Other words."_s;
        QVERIFY(studio.change([&](Transaction& t) { return save(t, edited); }));
        QCOMPARE(studio.write([&](Transaction& t) { return send(t, prepared, "pdf"); }).error().fault,
                 Fault::Conflict);
        QCOMPARE(studio.state(id), ItemState::Draft);

        const auto again = studio.must(studio.read([&](const Snapshot& s) { return prepare(s, id); }));
        Contact renamed = studio.find(studio.ada);
        renamed.details.familyName = u"Moss"_s;
        QVERIFY(studio.change([&](Transaction& t) { return contacts::save(t, renamed); }));
        QCOMPARE(studio.write([&](Transaction& t) { return send(t, again, "pdf"); }).error().fault,
                 Fault::Conflict);
        studio.must(studio.trySend(id));
        const auto version = studio.must(studio.read(
            [&](const Snapshot& s) { return items::version(s, *studio.contract(id).item.current); }));
        QCOMPARE(version.sha256, sha256(version.content));
        QCOMPARE(studio.must(studio.read([&](const Snapshot& s) { return items::pdfOf(s, version.id); })),
                 QByteArray{"%PDF-1.7 sent"});
    }

    void anUnsignedContractCanChangeAndBeSentAgain()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada}));
        Contract edited = studio.contract(id);
        edited.work.terms.text = u"Better words."_s;
        edited.work.signers = {{studio.ben, u"Client"_s}};
        QVERIFY(studio.change([&](Transaction& t) { return save(t, edited); }));
        // What clients see stays until it is sent again.
        QCOMPARE(htmlForPrint(studio.contract(id).sent->parts), u"<p>We agree, Ada Okafor.</p>"_s);
        QCOMPARE(studio.toDo(id, studio.ada), ToDo::Sign);
        studio.must(studio.trySend(id));
        const Contract after = studio.contract(id);
        QVERIFY(after.item.revisedAt);
        QCOMPARE(htmlForPrint(after.sent->parts), u"<p>Better words.</p>"_s);
        QCOMPARE(after.item.recipients.size(), std::size_t{1});
        QCOMPARE(studio.toDo(id, studio.ben), ToDo::Sign);
        QCOMPARE(studio.must(studio.read([&](const Snapshot& s) { return items::versionsOf(s, id); })).size(),
                 std::size_t{2});
    }

    void D1_aNewTitleIsShownToNobodyBeforeItIsSent()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada}));
        const auto listed = [&] {
            return studio.must(studio.read([&](const Snapshot& s) { return items::find(s, id); })).title;
        };
        Contract edited = studio.contract(id);
        edited.item.title = u"What the couple must not see yet"_s;
        QVERIFY(studio.change([&](Transaction& t) { return save(t, edited); }));
        QCOMPARE(listed(), u"Photography agreement"_s);
        edited = studio.contract(id);
        QCOMPARE(edited.item.title, u"What the couple must not see yet"_s); // not lost
        edited.item.title = u"Better title"_s;
        QVERIFY(studio.change([&](Transaction& t) { return save(t, edited); }));
        studio.must(studio.trySend(id));
        QCOMPARE(listed(), u"Better title"_s);
        const Contract after = studio.contract(id);
        QCOMPARE(after.sent->title, u"Better title"_s);
        QCOMPARE(after.item.title, u"Better title"_s);
        edited = after;
        edited.item.title = u"Never sent"_s;
        QVERIFY(studio.change([&](Transaction& t) { return save(t, edited); }));
        studio.sign(id, studio.ada);
        QCOMPARE(studio.contract(id).item.title, u"Better title"_s); // it is what was signed
    }

    void aTitleIsWanted()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada}));
        Contract edited = studio.contract(id);
        edited.item.title.clear();
        QCOMPARE(studio.change([&](Transaction& t) { return save(t, edited); }).error().fault,
                 Fault::Invalid);
    }

    void onceSignedOnlyAnAmendmentOrVoidRemains()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada, studio.ben}));
        QCOMPARE(studio.sign(id, studio.ada), Signed::Signed);
        Contract edited = studio.contract(id);
        edited.work.terms.text = u"Sly words."_s;
        QCOMPARE(studio.change([&](Transaction& t) { return save(t, edited); }).error().fault,
                 Fault::Conflict);
        QCOMPARE(studio.trySend(id).error().fault, Fault::Conflict);

        QCOMPARE(studio.sign(id, studio.ben), Signed::Complete);
        const ItemId amendment =
            studio.must(studio.write([&](Transaction& t) { return addAmendment(t, id); }));
        studio.must(studio.trySend(amendment));
        QCOMPARE(studio.contract(amendment).sent->amends, u"Photography agreement"_s);
        QCOMPARE(studio.state(id), ItemState::Completed);
        studio.sign(amendment, studio.ada);
        QCOMPARE(studio.state(id), ItemState::Completed);
        studio.sign(amendment, studio.ben);
        QCOMPARE(studio.state(id), ItemState::Superseded);
        QCOMPARE(studio.write([&](Transaction& t) { return addAmendment(t, id); }).error().fault,
                 Fault::Conflict);

        QVERIFY(studio.change([&](Transaction& t) { return makeVoid(t, amendment, u"Called off"_s); }));
        QCOMPARE(studio.state(amendment), ItemState::Void);
        QCOMPARE(studio.evidenceOf(amendment).back().event.event, u"voided"_s);
        QCOMPARE(studio.change([&](Transaction& t) { return makeVoid(t, amendment, {}); }).error().fault,
                 Fault::Conflict);
    }

    void signersFollowAMerge()
    {
        ContractFixture studio;
        const ContactId twin = studio.addPerson(u"Ada"_s, u"Okafor"_s);
        const ItemId drafted = studio.draft(ContractFixture::work({twin}));
        const ItemId sent = studio.sent(ContractFixture::work({twin, studio.ben}));
        const auto pair = studio.must(
            studio.read([&](const Snapshot& s) { return contacts::readForMerge(s, studio.ada, twin); }));
        QVERIFY(studio.change([&](Transaction& t) { return contacts::merge(t, pair, {}); }));
        QCOMPARE(studio.contract(drafted).work.signers.front().contact, studio.ada);
        QCOMPARE(studio.sign(sent, studio.ada), Signed::Signed);
        QCOMPARE(studio.sign(sent, studio.ben), Signed::Complete);
    }

    void S5_paperSaysThatItIsNotSigned()
    {
        ContractFixture studio;
        const ItemId id = studio.draft(ContractFixture::work(
            {studio.ada}, u"Yes.\n\n[ ] I agree [initials]"_s, SigningOrder::Together, Countersign::Last));
        const auto prepared = studio.must(studio.read([&](const Snapshot& s) { return prepare(s, id); }));
        const auto sheet = sheetToSign(prepared);
        QCOMPARE(sheet.stamp, u"Not signed"_s);
        QCOMPARE(sheet.fingerprint.toLatin1(), prepared.sha256.toHex());
        QCOMPARE(sheet.signatures.size(), std::size_t{2});
        QVERIFY(sheet.signatures.front().line.isEmpty());
        QVERIFY(sheet.evidence.empty());
        QVERIFY(sheet.html.contains(u"☐ I agree"_s));
    }
};

QTEST_GUILESS_MAIN(ContractStoreTest)
#include "contract_store_test.moc"
