// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/statement_store.h"

#include "app/brands/billing.h"
#include "tests/app/invoices/invoices_fixture.h"

#include <random>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

StatementLine bankLine(const QString& reference, qint64 minor, const QString& text, const QString& name = {})
{
    StatementLine line;
    line.account = u"DE02120300000000202051"_s;
    line.reference = reference;
    line.bankReference = reference;
    line.bookedDay = QDate{2027, 3, 31};
    line.valueDay = line.bookedDay;
    line.amount = Money::ofMinor(minor, eur);
    line.text = text;
    line.payerName = name;
    return line;
}

class Bank : public InvoicesFixture
{
public:
    /// As the window does it: match, then bring in what is clear.
    Result<statements::Brought> bring(const std::vector<StatementLine>& lines,
                                      const statements::ImportProgress& progress = {})
    {
        const auto matches = look([&](const Snapshot& s) -> Result<std::vector<LineMatch>> {
            return matchLines(lines, *statements::invoicesToMatch(s), *statements::seenAmong(s, lines));
        });
        std::vector<LineDecision> decisions;
        for (const LineMatch& match : matches)
            decisions.push_back(decisionFor(match));
        return database->write(Actor::studio(), [&](Transaction& t) {
            return statements::bringIn(t, StatementFormat::Camt053, lines, decisions, progress);
        });
    }
    statements::Brought brings(const std::vector<StatementLine>& lines)
    {
        const auto brought = bring(lines);
        if (!brought)
            qFatal("%s", qPrintable(brought.error().detail));
        return *brought;
    }
    std::vector<StoredLine> waiting() const
    {
        return look([](const Snapshot& s) { return statements::waiting(s); });
    }
    QString number(ItemId id) const { return item(id).number; }
    qint64 rows(const QString& table) const
    {
        return *look([&](const Snapshot& s) {
            return s.query(u"SELECT count(*) FROM "_s + table).first([](const Query& row) {
                return row.integer(0);
            });
        });
    }
};

} // namespace

class StatementStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s6AStatementPaysAndSettles()
    {
        Bank studio;
        const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada, studio.bo});
        const auto brought =
            studio.brings({bankLine(u"R1"_s, 119'000, u"Rechnung "_s + studio.number(id), u"Bo Aster"_s)});
        QCOMPARE(brought.matched, 1);
        QCOMPARE(studio.balance(id).open(), 0);
        QCOMPARE(studio.item(id).state, ItemState::Completed);
        const auto payments = studio.look([&](const Snapshot& s) { return payments::ofInvoice(s, id); });
        QCOMPARE(payments.size(), 1U);
        QCOMPARE(payments[0].account, u"bank:DE02120300000000202051"_s);
        QCOMPARE(payments[0].reference, u"R1"_s);
        QCOMPARE(payments[0].method, PaymentMethod::BankTransfer);
        QCOMPARE(payments[0].day, QDate(2027, 3, 31));
        QCOMPARE(payments[0].contact, studio.bo); // whom the bank names
        const auto line =
            studio.look([&](const Snapshot& s) { return statements::lineOf(s, payments[0].id); });
        QVERIFY(line && line->state == LineState::Matched);
    }

    void m6TheSameFileTwiceAndOverlappingFilesRecordNothingTwice()
    {
        Bank studio;
        const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
        const std::vector<StatementLine> march{bankLine(u"R1"_s, 50'000, studio.number(id)),
                                               bankLine(u"R2"_s, 7, u"who knows"_s)};
        studio.brings(march);
        const auto again = studio.brings(march);
        QCOMPARE(again.seen, 2);
        QCOMPARE(again.matched + again.waiting, 0);
        const auto overlapping = studio.brings({march[1], bankLine(u"R3"_s, 69'000, studio.number(id))});
        QCOMPARE(overlapping.seen, 1);
        QCOMPARE(overlapping.matched, 1);
        QCOMPARE(studio.balance(id).open(), 0);
        QCOMPARE(studio.rows(u"payment"_s), 2);
        QCOMPARE(studio.rows(u"statement_line"_s), 3);
        // The same reference on another account is another movement.
        StatementLine elsewhere = march[1];
        elsewhere.account = u"AT611904300234573201"_s;
        QCOMPARE(studio.brings({elsewhere}).waiting, 1);
    }

    void m6FilesInAnyOrderAndNumberEndTheSame()
    {
        std::mt19937 dice{20270331};
        for (int round = 0; round < 5; ++round) {
            Bank studio;
            std::vector<StatementLine> all;
            std::vector<ItemId> invoices;
            for (int i = 0; i < 12; ++i) {
                invoices.push_back(studio.issuedInvoice(someInvoice(10'000 + i), {studio.ada}));
                const qint64 total = studio.balance(invoices.back()).total;
                all.push_back(bankLine(u"R%1"_s.arg(i),
                                       i % 3 == 0   ? total - 1
                                       : i % 3 == 1 ? total
                                                    : total + 1,
                                       u"Rechnung "_s + studio.number(invoices.back())));
            }
            for (int file = 0; file < 8; ++file) {
                std::vector<StatementLine> some;
                for (const StatementLine& line : all) {
                    if (file == 7 || dice() % 2 == 0)
                        some.push_back(line);
                }
                std::shuffle(some.begin(), some.end(), dice);
                studio.brings(some);
            }
            for (std::size_t i = 0; i < invoices.size(); ++i)
                QCOMPARE(studio.balance(invoices[i]).open(), i % 3 == 0 ? 1 : 0);
            QCOMPARE(studio.rows(u"payment"_s), 12);
            const auto credit = studio.look([](const Snapshot& s) { return payments::withCredit(s); });
            QCOMPARE(credit.size(), 4U); // a cent too much each, kept (M9)
        }
    }

    void m9TooMuchIsCreditAndTooLittleIsAPart()
    {
        Bank studio;
        const ItemId less = studio.issuedInvoice(someInvoice(), {studio.ada});
        const ItemId more = studio.issuedInvoice(someInvoice(), {studio.ada});
        studio.brings({bankLine(u"R1"_s, 100'000, studio.number(less)),
                       bankLine(u"R2"_s, 120'000, studio.number(more))});
        QCOMPARE(studio.balance(less).open(), 19'000);
        QCOMPARE(studio.balance(more).open(), 0);
        const auto credit = studio.look([](const Snapshot& s) { return payments::withCredit(s); });
        QCOMPARE(credit.size(), 1U);
        QCOMPARE(credit[0].credit(), 1'000);
    }

    void m9ADoublePaymentWaitsForTheStudio()
    {
        Bank studio;
        const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
        studio.brings({bankLine(u"R1"_s, 119'000, studio.number(id))});
        const auto brought = studio.brings({bankLine(u"R2"_s, 119'000, studio.number(id))});
        QCOMPARE(brought.waiting, 1);
        QCOMPARE(studio.rows(u"payment"_s), 1);
        // Assigned none the less, all of it is the payer's credit.
        studio.does([&](Transaction& t) {
            return statements::decide(t, studio.waiting()[0].id, {LineState::Matched, {id}, {}});
        });
        QCOMPARE(studio.look([](const Snapshot& s) { return payments::withCredit(s); })[0].credit(), 119'000);
    }

    void instalmentsDueNextMatchExactly()
    {
        Bank studio;
        InvoiceContent content = someInvoice();
        content.schedule = retainerAndRest();
        const ItemId id = studio.issuedInvoice(content, {studio.ada});
        auto open = studio.look([](const Snapshot& s) { return statements::invoicesToMatch(s); });
        QCOMPARE(open.size(), 1U);
        QCOMPARE(open[0].open.minor(), 119'000);
        QCOMPARE(open[0].nextDue.minor(), 35'700);
        QCOMPARE(open[0].payerNames, std::vector{u"Ada Aster"_s});
        StatementLine line = bankLine(u"R1"_s, 35'700, studio.number(id));
        line.payerIban = u"AT611904300234573201"_s;
        QCOMPARE(matchLines({line}, open)[0].kind, MatchKind::Exact);
        studio.brings({line});
        open = studio.look([](const Snapshot& s) { return statements::invoicesToMatch(s); });
        QCOMPARE(open[0].nextDue.minor(), 83'300);
        QCOMPARE(open[0].payerIbans, std::vector{u"AT611904300234573201"_s}); // known from now on
    }

    void theReferenceOnTheInvoiceComesBackFromTheBank()
    {
        Bank studio;
        studio.does([&](Transaction& t) -> Result<void> {
            auto billing = brands::billing(t, studio.aurora);
            if (!billing)
                return fail(billing.error());
            billing->details.iban = u"DE02120300000000202051"_s;
            return brands::saveBilling(t, studio.aurora, *billing);
        });
        const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
        const auto open = studio.look([](const Snapshot& s) { return statements::invoicesToMatch(s); });
        QCOMPARE(open[0].references.size(), 1U);
        studio.brings({bankLine(u"R1"_s, 119'000, u"ref "_s + open[0].references[0])});
        QCOMPARE(studio.balance(id).open(), 0);
    }

    void waitingLinesAreSortedOut()
    {
        Bank studio;
        const ItemId one = studio.issuedInvoice(someInvoice(), {studio.ada});
        const ItemId two = studio.issuedInvoice(someInvoice(), {studio.ada});
        studio.brings({bankLine(u"R1"_s, 200'000, u"%1 und %2"_s.arg(studio.number(one), studio.number(two))),
                       bankLine(u"R2"_s, 5, u"Zinsen"_s), bankLine(u"R3"_s, -500, u"Strom"_s)});
        QCOMPARE(studio.waiting().size(), 2U); // what went out is nobody's business here
        const auto lines = studio.waiting();
        QCOMPARE(lines[0].line.text, u"%1 und %2"_s.arg(studio.number(one), studio.number(two)));
        studio.does([&](Transaction& t) {
            return statements::decide(t, lines[0].id, {LineState::Matched, {one, two}, {}});
        });
        QCOMPARE(studio.balance(one).open(), 0);
        QCOMPARE(studio.balance(two).open(), 38'000);
        studio.does([&](Transaction& t) {
            return statements::decide(t, lines[1].id, {LineState::Ignored, {}, {}});
        });
        QVERIFY(studio.waiting().empty());
        // Ignored is remembered too.
        QCOMPARE(studio.brings({bankLine(u"R2"_s, 5, u"Zinsen"_s)}).seen, 1);
        const auto twice = studio.change([&](Transaction& t) {
            return statements::decide(t, lines[0].id, {LineState::Matched, {two}, {}});
        });
        QCOMPARE(twice.error().fault, Fault::Conflict);
    }

    void aMistakeIsUndoneByFurtherRows()
    {
        Bank studio;
        const ItemId wrong = studio.issuedInvoice(someInvoice(), {studio.cleo});
        const ItemId right = studio.issuedInvoice(someInvoice(), {studio.ada});
        studio.brings({bankLine(u"R1"_s, 119'000, u"danke"_s)});
        const StatementLineId id = studio.waiting()[0].id;
        studio.does([&](Transaction& t) {
            return statements::decide(t, id, {LineState::Matched, {wrong}, {}});
        });
        QCOMPARE(studio.balance(wrong).open(), 0);
        for (int round = 0; round < 2; ++round) {
            studio.does([&](Transaction& t) { return statements::undo(t, id); });
            QCOMPARE(studio.balance(wrong).open(), 119'000);
            QCOMPARE(studio.balance(right).open(), 119'000);
            QCOMPARE(studio.waiting().size(), 1U);
            QVERIFY(studio.look([](const Snapshot& s) { return payments::withCredit(s); }).empty());
            studio.does([&](Transaction& t) {
                return statements::decide(t, id, {LineState::Matched, {right}, {}});
            });
            QCOMPARE(studio.balance(right).open(), 0);
        }
        QCOMPARE(studio.rows(u"payment"_s), 3); // two of them failed
        QCOMPARE(studio.brings({bankLine(u"R1"_s, 119'000, u"danke"_s)}).seen, 1);
    }

    void aReturnedPaymentIsTakenBack()
    {
        Bank studio;
        const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
        studio.brings({bankLine(u"R1"_s, 119'000, studio.number(id))});
        StatementLine back = bankLine(u"R1-back"_s, -119'000, u"Rueckgabe"_s);
        back.bankReference = u"R1"_s; // as banks do
        back.isReversal = true;
        QCOMPARE(studio.brings({back}).waiting, 1);
        const auto possible =
            studio.look([&](const Snapshot& s) { return statements::possibleReturns(s, back); });
        QCOMPARE(possible.size(), 1U);
        QVERIFY(possible[0].isSure);
        const StatementLineId line = studio.waiting()[0].id;
        studio.does([&](Transaction& t) {
            return statements::decide(t, line, {LineState::Matched, {}, possible[0].payment});
        });
        QCOMPARE(studio.balance(id).open(), 119'000);
        QCOMPARE(studio.item(id).state, ItemState::Sent);
        QCOMPARE(studio.paymentNow(possible[0].payment).returned, 119'000);
        // The same return in a file of another format finds nothing more to take.
        QVERIFY(studio.look([&](const Snapshot& s) { return statements::possibleReturns(s, back); }).empty());
        // That was a mistake as well: the invoice is paid as it was, and nobody is reminded of it.
        studio.does([&](Transaction& t) { return statements::undo(t, line); });
        QCOMPARE(studio.paymentNow(possible[0].payment).credit(), 0);
        QCOMPARE(studio.balance(id).open(), 0);
        QCOMPARE(studio.item(id).state, ItemState::Completed);
    }

    void allOrNothing()
    {
        Bank studio;
        const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
        std::vector<StatementLine> lines;
        for (int i = 0; i < 50; ++i)
            lines.push_back(bankLine(u"R%1"_s.arg(i), 100, u"Rechnung "_s + studio.number(id)));
        const auto stopped = studio.bring(lines, [](std::size_t done, std::size_t) { return done < 40; });
        QCOMPARE(stopped.error().fault, Fault::Cancelled);
        QCOMPARE(studio.rows(u"statement_line"_s) + studio.rows(u"payment"_s), 0);
        lines[30].account.clear();
        QCOMPARE(studio.bring(lines).error().fault, Fault::Invalid);
        QCOMPARE(studio.rows(u"statement_line"_s) + studio.rows(u"payment"_s), 0);
    }

    void m6TheSameMoneyInAnotherFormatIsAskedAbout()
    {
        Bank studio;
        const StatementLine first = bankLine(u"R1"_s, 5, u"Zinsen"_s);
        studio.brings({first});
        StatementLine other = bankLine(u"B-77"_s, 5, u"ZINSEN"_s);
        const auto alike = [&](StatementFormat format, const StatementLine& line) {
            return studio.look([&](const Snapshot& s) { return statements::likeEarlier(s, format, {line}); });
        };
        QVERIFY(alike(StatementFormat::Mt940, other).contains(lineKey(other)));
        QVERIFY(alike(StatementFormat::Camt053, other).isEmpty());
        // The same file again, of an account that was called otherwise.
        StatementLine renamed = first;
        renamed.account = u"DE89370400440532013000"_s;
        QVERIFY(alike(StatementFormat::Camt053, renamed).contains(lineKey(renamed)));
        other.amount = Money::ofMinor(6, eur);
        QVERIFY(alike(StatementFormat::Mt940, other).isEmpty());
    }

    void whatTheBankWroteStays()
    {
        Bank studio;
        studio.brings({bankLine(u"R1"_s, 5, u"Zinsen"_s)});
        for (const QString& sql :
             {u"UPDATE statement_line SET amount_minor = 6"_s, u"UPDATE statement_line SET text = 'x'"_s,
              u"DELETE FROM statement_line"_s}) {
            const auto changed = studio.change([&](Transaction& t) -> Result<void> {
                t.declareHousekeeping();
                return t.query(sql).run();
            });
            QVERIFY2(!changed, qPrintable(sql));
        }
    }

    void anotherBrandsAndVoidInvoicesAreKnownByTheirNumbers()
    {
        Bank studio;
        const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
        const auto content = studio.look([&](const Snapshot& s) { return invoices::creditNoteFor(s, id); });
        const ItemId note = studio.issuedInvoice(content, {studio.ada});
        QCOMPARE(studio.item(id).state, ItemState::Void);
        const auto known = studio.look([](const Snapshot& s) { return statements::invoicesToMatch(s); });
        QCOMPARE(known.size(), 2U);
        for (const OpenInvoice& one : known)
            QCOMPARE(one.open.minor(), 0);
        QCOMPARE(studio
                     .brings({bankLine(u"R1"_s, 119'000, studio.number(id)),
                              bankLine(u"R2"_s, 119'000, studio.number(note))})
                     .waiting,
                 2);
    }
};

QTEST_GUILESS_MAIN(StatementStoreTest)
#include "statement_store_test.moc"
