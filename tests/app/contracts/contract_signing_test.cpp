// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_merge.h"
#include "app/contracts/contract_check.h"
#include "app/contracts/contract_sheet.h"
#include "app/items/announce.h"
#include "app/mail/outbox.h"
#include "tests/app/contracts/contract_fixture.h"

#include <atomic>
#include <thread>

using namespace foyer;
using namespace foyer::contracts;
using namespace Qt::StringLiterals;
using foyer::test::ContractFixture;

namespace {

const QString withFields = u"We agree.\n\n[ ] I may be photographed\n\nClause 4. [initials]"_s;

QStringList events(const std::vector<evidence::Row>& rows)
{
    QStringList names;
    for (const evidence::Row& row : rows)
        names += row.event.event;
    return names;
}

} // namespace

class ContractSigningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void D2_everyStepOfASignatureIsEvidence()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada}, withFields));
        Signing signing = studio.signing(id, u"Ada Okafor"_s, {{1, u"on"_s}, {2, u"AO"_s}, {77, u"stray"_s}});
        signing.seen.at = studio.now - std::chrono::minutes{3};
        QCOMPARE(studio.must(studio.trySign(id, studio.ada, signing)), Signed::Complete);
        const auto rows = studio.evidenceOf(id);
        QCOMPARE(events(rows),
                 (QStringList{u"created"_s, u"sent"_s, u"viewed"_s, u"consented"_s, u"signed"_s}));
        const QString text = QString::fromLatin1(signing.seen.sha256.toHex());
        QCOMPARE(rows[2].event.detail.value("sha256"_L1).toString(), text);
        QCOMPARE(rows[2].event.detail.value("shownAt"_L1).toString(), toIso(signing.seen.at));
        QCOMPARE(rows[2].event.detail.value("peer"_L1).toString(), u"192.0.2.7"_s);
        QCOMPARE(rows[2].event.detail.value("userAgent"_L1).toString(), u"Test/1.0"_s);
        QCOMPARE(rows[2].event.detail.value("session"_L1).toString(), u"5"_s);
        QCOMPARE(QByteArray::fromHex(rows[3].event.detail.value("consentSha256"_L1).toString().toLatin1()),
                 sha256(standardConsent().toUtf8()));
        QCOMPARE(rows[4].event.contact, studio.ada);
        QCOMPARE(rows[4].event.detail.value("sha256"_L1).toString(), text);
        const auto signature = *studio.contract(id).signers.front().signature;
        QCOMPARE(signature.name, u"Ada Okafor"_s);
        QCOMPARE(signature.given, (std::map<int, QString>{{1, u"yes"_s}, {2, u"AO"_s}}));
        QVERIFY(!studio.must(studio.read([](const Snapshot& s) { return evidence::verify(s); })).firstBadRow);
    }

    void D3_aTextEditedSinceItWasShownIsNotSigned()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada}));
        const Signing old = studio.signing(id, u"Ada"_s);
        Contract edited = studio.contract(id);
        edited.work.terms.text = u"Twice the price."_s;
        QVERIFY(studio.change([&](Transaction& t) { return save(t, edited); }));
        studio.must(studio.trySend(id));
        QCOMPARE(studio.trySign(id, studio.ada, old).error().fault, Fault::Conflict);
        Signing mixed = studio.signing(id, u"Ada"_s);
        mixed.seen.sha256 = old.seen.sha256; // the new version's number beside the old text
        QCOMPARE(studio.trySign(id, studio.ada, mixed).error().fault, Fault::Conflict);
        QVERIFY(!studio.contract(id).isSignedByAnybody());
        QCOMPARE(studio.sign(id, studio.ada), Signed::Complete);
    }

    void D3_onlyTheSignerThemselvesSigns()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada}));
        const Signing signing = studio.signing(id, u"Ada"_s);
        QCOMPARE(studio.trySign(id, studio.ben, signing).error().fault, Fault::NotFound);
        // Shown to him, too: he still signs nothing.
        QVERIFY(studio.change([&](Transaction& t) {
            return items::setRecipients(t, id, {studio.ada, studio.ben});
        }));
        QCOMPARE(studio.trySign(id, studio.ben, signing).error().fault, Fault::Denied);
        QVERIFY(!studio.contract(id).isSignedByAnybody());
    }

    void D3_inTurnWhereTurnsAreKept()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada, studio.ben}, u"Yes."_s,
                                                            SigningOrder::InTurn, Countersign::First));
        QCOMPARE(studio.toDo(id, studio.ada), ToDo::None);
        QCOMPARE(studio.trySign(id, studio.ada, studio.signing(id, u"Ada"_s)).error().fault, Fault::Denied);
        QCOMPARE(studio.must(studio.write([&](Transaction& t) {
            return countersign(t, id, studio.signing(id, u"The Studio"_s));
        })),
                 Signed::Signed);
        QCOMPARE(studio.toDo(id, studio.ada), ToDo::Sign);
        QCOMPARE(studio.toDo(id, studio.ben), ToDo::None);
        QCOMPARE(studio.trySign(id, studio.ben, studio.signing(id, u"Ben"_s)).error().fault, Fault::Denied);
        QCOMPARE(studio.sign(id, studio.ada), Signed::Signed);
        QCOMPARE(studio.toDo(id, studio.ada), ToDo::None);
        QCOMPARE(studio.toDo(id, studio.ben), ToDo::Sign);
        QCOMPARE(studio.sign(id, studio.ben), Signed::Complete);
        QCOMPARE(studio.state(id), ItemState::Completed);
    }

    /// Whose turn comes hears of it by mail, each once, and only where mail is how the studio tells its
    /// clients.
    void whoSignsNextIsTold_data()
    {
        QTest::addColumn<bool>("isMailed");
        QTest::newRow("mailed") << true;
        QTest::newRow("told by hand, or imported") << false;
    }
    void whoSignsNextIsTold()
    {
        QFETCH(bool, isMailed);
        ContractFixture studio;
        const ItemId id =
            studio.sent(ContractFixture::work({studio.ada, studio.ben}, u"Yes."_s, SigningOrder::InTurn));
        if (isMailed)
            studio.must(studio.write([&](Transaction& t) { return items::announce(t, id, {studio.ada}); }));
        studio.sign(id, studio.ada);
        const auto mails =
            studio.must(studio.read([](const Snapshot& s) { return mail::all(s, 10); })); // newest first
        QCOMPARE(mails.size(), std::size_t(isMailed ? 2 : 0));
        if (isMailed) {
            QCOMPARE(mails.front().contact, std::optional{studio.ben});
            QVERIFY(mails.front().body.contains("sign it if you agree"_L1));
        }
        studio.sign(id, studio.ben);
        QCOMPARE(studio.must(studio.read([](const Snapshot& s) { return mail::all(s, 10); })).size(),
                 mails.size());
    }

    void theStudioSignsLastWhereItIsWanted()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada, studio.ben}, withFields,
                                                            SigningOrder::Together, Countersign::Last),
                                      true);
        const auto byStudio = [&] {
            return studio.write(
                [&](Transaction& t) { return countersign(t, id, studio.signing(id, u"Studio"_s)); });
        };
        QCOMPARE(byStudio().error().fault, Fault::Denied);
        studio.sign(id, studio.ben, {{1, u"yes"_s}, {2, u"BM"_s}});
        studio.sign(id, studio.ada, {{1, u"yes"_s}, {2, u"AO"_s}});
        QCOMPARE(studio.state(id), ItemState::Sent);
        QCOMPARE(studio.must(byStudio()), Signed::Complete);
        QCOMPARE(studio.must(byStudio()), Signed::Already);
        QCOMPARE(studio.must(studio.read([&](const Snapshot& s) { return jobs::find(s, studio.job); })).stage,
                 JobStage::Booked);
        const ItemId other = studio.sent(ContractFixture::work({studio.ada}));
        QCOMPARE(
            studio.write([&](Transaction& t) { return countersign(t, other, studio.signing(other, u"S"_s)); })
                .error()
                .fault,
            Fault::NotFound);
    }

    void whatIsMissingIsNamedFieldByField()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada}, withFields));
        using enum SigningProblem::Kind;
        Signing signing = studio.signing(id, u"  "_s);
        signing.consentSha256 = sha256("something else");
        signing.drawn = u"M 0 0 L 1 1 Z"_s;
        const FrozenContract sent = *studio.contract(id).sent;
        QCOMPARE(signingProblems(sent, signing),
                 (std::vector<SigningProblem>{
                     {NotTicked, 1}, {NoInitials, 2}, {NoName}, {NoDrawing}, {NoConsent}}));
        QCOMPARE(studio.trySign(id, studio.ada, signing).error().fault, Fault::Invalid);
        signing.name = QString{longestName + 1, u'x'};
        signing.given = {{1, u"yes"_s}, {2, QString{longestInitials + 1, u'x'}}};
        signing.drawn.clear();
        signing.consentSha256 = consentHash(sent);
        QCOMPARE(signingProblems(sent, signing),
                 (std::vector<SigningProblem>{{InitialsTooLong, 2}, {NameTooLong}}));
        QVERIFY(!studio.contract(id).isSignedByAnybody());
        QCOMPARE(events(studio.evidenceOf(id)).size(), 2);
    }

    void D3_sixtyFourPostsAtOnceGiveOneSignature()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada}), true);
        const Signing signing = studio.signing(id, u"Ada"_s);
        const QString uid = studio.uid(id);
        std::atomic<int> done = 0;
        std::atomic<int> already = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 64; ++i) {
            threads.emplace_back([&] {
                const auto outcome =
                    studio.database->write(Actor::client(studio.ada, u"192.0.2.7"_s), [&](Transaction& t) {
                        return contracts::sign(t, {studio.ada, {}}, uid, signing, studio.trace);
                    });
                if (outcome && *outcome == Signed::Complete)
                    ++done;
                if (outcome && *outcome == Signed::Already)
                    ++already;
                studio.database->releaseThisThread();
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        // History is off: to those who came late the contract is done and not shown any more.
        QCOMPARE(done.load(), 1);
        QCOMPARE(already.load(), 0);
        QCOMPARE(events(studio.evidenceOf(id)).count(u"signed"_s), 1);
        QCOMPARE(
            studio.must(studio.read([&](const Snapshot& s) { return jobs::find(s, studio.job); })).bookings,
            1);
    }

    void aSecondPressIsNoError()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada, studio.ben}));
        const Signing signing = studio.signing(id, u"Ada"_s);
        QCOMPARE(studio.must(studio.trySign(id, studio.ada, signing)), Signed::Signed);
        QCOMPARE(studio.must(studio.trySign(id, studio.ada, signing)), Signed::Already);
        QCOMPARE(events(studio.evidenceOf(id)).count(u"signed"_s), 1);
    }

    void aDeclinedContractWaitsForNobody()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada, studio.ben}));
        const QString uid = studio.uid(id);
        const Signing signing = studio.signing(id, u"Ben"_s);
        const auto decline = [&](ContactId who, const QString& reason) {
            return studio.change([&](Transaction& t) {
                return contracts::decline(t, {who, {}}, uid, signing.seen, reason, studio.trace);
            });
        };
        QCOMPARE(decline(studio.ada, QString{longestReason + 1, u'x'}).error().fault, Fault::Invalid);
        QVERIFY(decline(studio.ada, u"The date is wrong."_s));
        QCOMPARE(studio.state(id), ItemState::Declined);
        QCOMPARE(studio.toDo(id, studio.ben), ToDo::None);
        QCOMPARE(studio.evidenceOf(id).back().event.detail.value("reason"_L1).toString(),
                 u"The date is wrong."_s);
        QCOMPARE(studio.trySign(id, studio.ben, signing).error().fault, Fault::Denied); // history is off
        QCOMPARE(studio.trySend(id).error().fault, Fault::Conflict);
    }

    void D5_aTypedNameIsAFullSignatureAndADrawnOneIsKept()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada, studio.ben}));
        studio.must(studio.trySign(id, studio.ada, studio.signing(id, u"Ada Okafor"_s)));
        Signing drawn = studio.signing(id, u"Ben Moss"_s);
        drawn.drawn = u"M 10 20 L 30 40.5"_s;
        studio.must(studio.trySign(id, studio.ben, drawn));
        const auto work = studio.must(studio.read([&](const Snapshot& s) { return prepareSeal(s, id); }));
        const auto sheet = sheetToSeal(work);
        QCOMPARE(sheet.signatures[0].typed, u"Ada Okafor"_s);
        QVERIFY(sheet.signatures[0].drawn.isEmpty());
        QVERIFY(sheet.signatures[0].line.startsWith(u"Signed on 15 June 2025 at "_s));
        QCOMPARE(sheet.signatures[1].drawn, u"M 10 20 L 30 40.5"_s);
        QVERIFY(sheet.stamp.isEmpty());
        QCOMPARE(sheet.evidence.size(), std::size_t{8});
        QCOMPARE(sheet.evidence.back().what, u"Signed by Ben Moss"_s);
        QCOMPARE(sheet.evidence.back().hash.size(), 64);
    }

    void D2_theSealedPageNamesWhoActedWhateverBecameOfTheirContact()
    {
        ContractFixture studio;
        const ContactId twin = studio.addPerson(u"Ada"_s, u"Okafor"_s);
        const ItemId id = studio.sent(ContractFixture::work({studio.ada, studio.ben}));
        studio.sign(id, studio.ada);
        const auto pair = studio.must(
            studio.read([&](const Snapshot& s) { return contacts::readForMerge(s, twin, studio.ada); }));
        QVERIFY(studio.change([&](Transaction& t) { return contacts::merge(t, pair, {}); }));
        studio.sign(id, studio.ben);
        QVERIFY(studio.change([&](Transaction& t) { return contacts::moveToBin(t, {studio.ben}); }));
        studio.must(studio.write(
            [&](Transaction& t) { return contacts::emptyBin(t, t.now() + std::chrono::seconds{1}); }));
        const auto work = studio.must(studio.read([&](const Snapshot& s) { return prepareSeal(s, id); }));
        QStringList what;
        for (const print::EvidenceLine& line : sheetToSeal(work).evidence)
            what.append(line.what);
        QCOMPARE(what.mid(2),
                 (QStringList{u"Read by Ada Okafor"_s, u"Electronic signature agreed to by Ada Okafor"_s,
                              u"Signed by Ada Okafor"_s, u"Read by Ben Moss"_s,
                              u"Electronic signature agreed to by Ben Moss"_s, u"Signed by Ben Moss"_s}));
        QVERIFY(studio.seal(id));
        QVERIFY(studio.must(studio.read([](const Snapshot& s) { return verifyAll(s); })).empty());
    }

    void P15_whereAndWithWhatEachSignedIsNotToldToTheOthers()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada, studio.ben}));
        studio.trace = {u"198.51.100.23"_s, u"Netscape/4"_s, 4711};
        studio.sign(id, studio.ada);
        studio.trace = {u"import"_s, u"import"_s, 0};
        studio.sign(id, studio.ben);
        const auto work = studio.must(studio.read([&](const Snapshot& s) { return prepareSeal(s, id); }));
        const auto sheet = sheetToSeal(work);
        QString all;
        for (const print::EvidenceLine& line : sheet.evidence)
            all += line.what + u' ' + line.details + u'\n';
        for (const QString& word : {u"198.51.100.23"_s, u"Netscape"_s, u"4711"_s})
            QVERIFY2(!all.contains(word), qPrintable(word));
        QVERIFY(sheet.evidence[2].details.startsWith(u"shown at "_s));
        // Nobody sat before a screen: that must not look as if somebody had.
        QVERIFY(sheet.evidence.back().details.startsWith(u"entered by an import"_s));
        // The chain, which the studio keeps, holds them.
        QCOMPARE(work.evidence[2].event.detail.value("peer"_L1).toString(), u"198.51.100.23"_s);
    }

    void D2_aSealTellsWhatTheChainHoldsOrIsMadeAnew()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada}));
        studio.sign(id, studio.ada);
        const auto early = studio.must(studio.read([&](const Snapshot& s) { return prepareSeal(s, id); }));
        QVERIFY(studio.change([&](Transaction& t) {
            return evidence::append(t, id, {u"delivered"_s, studio.ada, {}});
        }));
        QCOMPARE(studio.write([&](Transaction& t) { return keepSeal(t, early, "%PDF early"); }).error().fault,
                 Fault::Conflict);
        QVERIFY(studio.seal(id));
        QVERIFY(!studio.must(studio.write([&](Transaction& t) { return keepSeal(t, early, "%PDF early"); })));
    }

    void D3_twoLastSignersAtOnceGiveOneSealedPdf()
    {
        ContractFixture studio;
        const ItemId id = studio.sent(ContractFixture::work({studio.ada, studio.ben}));
        QVERIFY(studio.must(studio.read([](const Snapshot& s) { return unsealed(s); })).empty());
        QCOMPARE(studio.read([&](const Snapshot& s) { return prepareSeal(s, id); }).error().fault,
                 Fault::Conflict);
        const Signing byAda = studio.signing(id, u"Ada"_s);
        const Signing byBen = studio.signing(id, u"Ben"_s);
        std::atomic<int> complete = 0;
        std::atomic<int> sealed = 0;
        const auto run = [&](ContactId who, const Signing& signing) {
            const QString uid = studio.uid(id);
            const auto outcome = studio.database->write(Actor::client(who, {}), [&](Transaction& t) {
                return contracts::sign(t, {who, {}}, uid, signing, studio.trace);
            });
            if (outcome && *outcome == Signed::Complete)
                ++complete;
            // As after every completing post, and as at every start: whatever is unsealed is sealed.
            const auto left = studio.must(studio.read([](const Snapshot& s) { return unsealed(s); }));
            for (const ItemId one : left) {
                if (studio.seal(one, "%PDF sealed by " + QByteArray::number(who.row())))
                    ++sealed;
            }
            studio.database->releaseThisThread();
        };
        std::thread one{run, studio.ada, byAda};
        std::thread other{run, studio.ben, byBen};
        one.join();
        other.join();
        QCOMPARE(complete.load(), 1);
        QCOMPARE(sealed.load(), 1);
        const auto first = studio.must(studio.read([&](const Snapshot& s) { return sealedPdf(s, id); }));
        QVERIFY(!studio.seal(id, "%PDF another"));
        QCOMPARE(studio.must(studio.read([&](const Snapshot& s) { return sealedPdf(s, id); })), first);
        QCOMPARE(events(studio.evidenceOf(id)).count(u"sealed"_s), 1);
        QVERIFY(studio.must(studio.read([](const Snapshot& s) { return unsealed(s); })).empty());
    }
};

QTEST_GUILESS_MAIN(ContractSigningTest)
#include "contract_signing_test.moc"
