// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/creditor_reference.h"
#include "app/payments/statements/matching.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

OpenInvoice invoice(qint64 id, const QString& number, qint64 open = 100'00, qint64 nextDue = 0,
                    Currency currency = eur)
{
    OpenInvoice one;
    one.id = ItemId{id};
    one.number = number;
    if (const auto reference = creditorReferenceOfNumber(number))
        one.references.push_back(*reference);
    if (const auto reference = qrReferenceOfNumber(number))
        one.references.push_back(*reference);
    one.open = Money::ofMinor(open, currency);
    one.nextDue = Money::ofMinor(nextDue, currency);
    return one;
}

StatementLine paid(const QString& text, qint64 minor = 100'00, Currency currency = eur)
{
    StatementLine line;
    line.account = u"DE02120300000000202051"_s;
    line.reference = u"R"_s + text;
    line.bookedDay = QDate{2026, 3, 31};
    line.amount = Money::ofMinor(minor, currency);
    line.text = text;
    return line;
}

LineMatch matched(const StatementLine& line, const std::vector<OpenInvoice>& invoices)
{
    return matchLines({line}, invoices).front();
}

} // namespace

class StatementMatchingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNamedInvoiceIsMatched_data()
    {
        QTest::addColumn<QString>("number");
        QTest::addColumn<QString>("text");
        const auto row = [](const QString& number, const QString& text) {
            QTest::addRow("%s", qPrintable(text)) << number << text;
        };
        row(u"2026-0017"_s, u"2026-0017"_s);
        row(u"2026-0017"_s, u"Rechnung 2026-0017 vom 12.03.2026, vielen Dank"_s);
        row(u"2026-0017"_s, u"Nr.2026-0017."_s);
        row(u"2026-0017"_s, u"RG:2026-0017, Kunde 4711"_s);
        row(u"2026-0017"_s, u"SVWZ+2026-0017"_s);
        row(u"2026-0017"_s, u"(2026\u20130017)"_s); // the dash a phone types
        row(u"2026-0017"_s, u"Zahlung von DE02 1203 0000 0000 2020 51 Rechnung 2026-0017"_s);
        row(u"INV-7"_s, u"thanks, inv-7!"_s);
        row(u"4711"_s, u"4711"_s);
        row(u"4711"_s, u"Rechnungsnummer: 4711"_s);
        row(u"4711"_s, u"Invoice no. 4711 thanks"_s);
        row(u"4711"_s, u"Facture n° 4711"_s);
        row(u"12"_s, u"Rechnung 12"_s);
        row(u"2026-10"_s, u"Rechnung Nr. 2026-10 Hochzeit"_s);
        row(u"RE260012"_s, u"RE260012 FOTO HAUS"_s);
        row(u"A 2026/17"_s, u"fuer A  2026/17 danke"_s);
        row(u"2026-0017"_s, *creditorReferenceOfNumber(u"2026-0017"));
        row(u"2026-0017"_s,
            u"Ref "_s + shownReference(*creditorReferenceOfNumber(u"2026-0017")) + u" danke"_s);
        row(u"2026-0017"_s, shownReference(*qrReferenceOfNumber(u"2026-0017")));
    }
    void aNamedInvoiceIsMatched()
    {
        QFETCH(QString, number);
        QFETCH(QString, text);
        const std::vector<OpenInvoice> invoices{invoice(1, u"2026-0099"_s), invoice(7, number)};
        const LineMatch match = matched(paid(text), invoices);
        QCOMPARE(match.kind, MatchKind::Exact);
        QCOMPARE(match.invoice, ItemId{7});
        QCOMPARE(match.amount, Money::ofMinor(100'00, eur));

        StatementLine byId = paid(u"danke"_s);
        byId.endToEndId = text;
        if (text.size() <= 35)
            QCOMPARE(matched(byId, invoices).kind, MatchKind::Exact);
    }

    void whatOnlyLooksLikeItIsNotMatched_data()
    {
        QTest::addColumn<QString>("number");
        QTest::addColumn<QString>("text");
        const auto row = [](const QString& number, const QString& text) {
            QTest::addRow("%s in %s", qPrintable(number), qPrintable(text)) << number << text;
        };
        row(u"2026-1"_s, u"Rechnung 2026-12"_s);
        row(u"2026-1"_s, u"Rechnung 12026-1"_s);
        row(u"2026-1"_s, u"Rechnung 2026-1/3"_s);
        row(u"2026-1"_s, u"Rechnung 2026-1-B"_s);
        row(u"2026-0017"_s, u"Rechnung B-2026-0017"_s);
        row(u"2026-0017"_s, u"2026-0017.5"_s);
        row(u"2026-0017"_s, u"3/2026-0017"_s);
        row(u"2026-0017"_s, u"+49 2026-0017"_s);
        row(u"2026-0017"_s, u"Tel. 2026-0017"_s);
        row(u"2026-0017"_s, u"Telefon: 030/2026-0017"_s);
        row(u"2026-0017"_s, u"030 2026-0017"_s);
        row(u"2026-0017"_s, u"mail 2026-0017@example.com"_s);
        row(u"2026-10"_s, u"Hochzeit 2026-10"_s);
        row(u"2026-10"_s, u"am 2026-10-03"_s);
        row(u"10/2026"_s, u"Miete 10/2026"_s);
        row(u"2026"_s, u"Hochzeit 2026"_s);
        row(u"4711"_s, u"Hauptstr. 4711"_s);
        row(u"4711"_s, u"Kundennummer 4711"_s);
        row(u"4711"_s, u"Rechnung 2026-0099b Kunde 4711"_s);
        row(u"3704"_s, u"DE89 3704 0044 0532 0130 00"_s);
        row(u"3704"_s, u"Rechnung an DE89 3704 0044 0532 0130 00"_s);
        row(u"12"_s, u"12 Abzuege"_s);
        row(u"12"_s, u"Rechnung 12.03.2026"_s);
        row(u"12"_s, u"Rechnung 12 345"_s);
        row(u"2026-0017"_s, *creditorReferenceOfNumber(u"2026-0018"));
        row(u"2026-0017"_s,
            u"RF00"_s + creditorReferenceOfNumber(u"2026-0017")->mid(4)); // wrong check digits
        row(u"2026-0017"_s, *creditorReferenceOfNumber(u"2026-0017") + u"0"_s);
        row(u"2026-0017"_s, u"4"_s + *qrReferenceOfNumber(u"2026-0017"));
    }
    void whatOnlyLooksLikeItIsNotMatched()
    {
        QFETCH(QString, number);
        QFETCH(QString, text);
        const LineMatch match = matched(paid(text), {invoice(7, number)});
        QVERIFY(match.kind == MatchKind::None || match.kind == MatchKind::Ask);
        QVERIFY(!match.invoice);
    }

    void amountsDecideBetweenExactAndPartial()
    {
        const std::vector<OpenInvoice> invoices{invoice(7, u"2026-0017"_s, 300'00, 100'00)};
        LineMatch match = matched(paid(u"2026-0017"_s, 100'00), invoices);
        QCOMPARE(match.kind, MatchKind::Exact); // due next
        match = matched(paid(u"2026-0017"_s, 300'00), invoices);
        QCOMPARE(match.kind, MatchKind::Exact); // all of it
        match = matched(paid(u"2026-0017"_s, 99'99), invoices);
        QCOMPARE(match.kind, MatchKind::Partial);
        QCOMPARE(match.why, PartialWhy::Under);
        QCOMPARE(match.amount, Money::ofMinor(99'99, eur));
        match = matched(paid(u"2026-0017"_s, 300'01), invoices);
        QCOMPARE(match.kind, MatchKind::Partial);
        QCOMPARE(match.why, PartialWhy::Over);
        QCOMPARE(match.amount, Money::ofMinor(300'00, eur)); // the cent becomes credit
    }

    void aFaintNumberCountsWithItsAmountOnly()
    {
        const LineMatch match = matched(paid(u"Rechnung 12 Mai"_s, 50'00), {invoice(7, u"12"_s)});
        QCOMPARE(match.kind, MatchKind::Ask);
    }

    void anotherCurrencyAndNothingOpenAsk()
    {
        LineMatch match =
            matched(paid(u"2026-0017"_s, 100'00, Currency{"USD"}), {invoice(7, u"2026-0017"_s)});
        QCOMPARE(match.kind, MatchKind::Ask);
        QCOMPARE(match.candidates.front().reasons.back(), MatchReason::OtherCurrency);
        match = matched(paid(u"2026-0017"_s), {invoice(7, u"2026-0017"_s, 0)});
        QCOMPARE(match.kind, MatchKind::Ask);
        QCOMPARE(match.candidates.front().reasons,
                 (std::vector{MatchReason::Number, MatchReason::NothingOpen}));
    }

    void twoInvoicesInOneTextAsk()
    {
        const std::vector<OpenInvoice> invoices{invoice(7, u"2026-0017"_s), invoice(8, u"2026-0018"_s)};
        for (const QString& text :
             {u"2026-0017 und 2026-0018"_s, u"2026-0017,2026-0018"_s, u"2026-0017; 2026-0018/2"_s,
              *creditorReferenceOfNumber(u"2026-0017") + u" 2026-0018"_s,
              *creditorReferenceOfNumber(u"2026-0017") + u" "_s + *creditorReferenceOfNumber(u"2026-0018")}) {
            const LineMatch match = matched(paid(text), invoices);
            QVERIFY2(match.kind == MatchKind::Ask, qPrintable(text));
            QCOMPARE(match.candidates.size(), 2U);
        }
        // The longest number that stands there is meant, not one inside it.
        const LineMatch longest =
            matched(paid(u"RE-2026-0017"_s), {invoice(7, u"2026-0017"_s), invoice(9, u"RE-2026-0017"_s)});
        QCOMPARE(longest.kind, MatchKind::Exact);
        QCOMPARE(longest.invoice, ItemId{9});
        // Two brands with one number: nobody can tell.
        QCOMPARE(matched(paid(u"2026-0017"_s), {invoice(7, u"2026-0017"_s), invoice(8, u"2026-0017"_s)}).kind,
                 MatchKind::Ask);
    }

    void aWrapInsideANumberIsReadBothWays()
    {
        const auto wrapped = [](const QString& joined, const QString& apart) {
            StatementLine line = paid(joined);
            line.otherText = apart;
            return line;
        };
        const std::vector<OpenInvoice> both{invoice(1, u"F2026-1"_s), invoice(12, u"F2026-12"_s)};
        const std::vector<OpenInvoice> first{both.front()};
        // "F2026-1" and "2 prints", or "F2026-12" and "prints"?
        const StatementLine unclear = wrapped(u"Danke F2026-12 Abzuege"_s, u"Danke F2026-1 2 Abzuege"_s);
        QCOMPARE(matched(unclear, both).kind, MatchKind::Ask);
        QCOMPARE(matched(unclear, first).kind, MatchKind::Ask);
        // Wrapped inside the number; wrapped behind it.
        QCOMPARE(matched(wrapped(u"Danke F2026-12"_s, u"Danke F2026- 12"_s), both).invoice, ItemId{12});
        QCOMPARE(matched(wrapped(u"Danke F2026-12Abzuege"_s, u"Danke F2026-12 Abzuege"_s), both).invoice,
                 ItemId{12});
    }

    void aStructuredReferenceCounts()
    {
        StatementLine line = paid(u"danke"_s);
        line.structuredReferences = {*qrReferenceOfNumber(u"2026-0017")};
        QCOMPARE(matched(line, {invoice(7, u"2026-0017"_s)}).kind, MatchKind::Exact);
        line.structuredReferences = {u"2026-0017"_s};
        QCOMPARE(matched(line, {invoice(7, u"2026-0017"_s)}).kind, MatchKind::Exact);
        line.structuredReferences = {*creditorReferenceOfNumber(u"2026-0017") + u" 2024"_s};
        QCOMPARE(matched(line, {invoice(7, u"2026-0017"_s)}).kind, MatchKind::Ask);
    }

    void namesAccountsAndAmountsOnlyPropose()
    {
        OpenInvoice one = invoice(7, u"2026-0017"_s);
        one.payerNames = {u"Anna Müller"_s};
        one.payerIbans = {u"AT611904300234573201"_s};
        StatementLine line = paid(u"Danke!"_s);
        line.payerName = u"MUELLER ANNA"_s;
        QCOMPARE(matched(line, {one}).kind, MatchKind::Ask); // the amount alone
        line.payerName = u"Müller, Anna und Ben"_s;
        LineMatch match = matched(line, {one});
        QCOMPARE(match.kind, MatchKind::Ask);
        QCOMPARE(match.candidates.front().reasons,
                 (std::vector{MatchReason::SameName, MatchReason::SameAmount}));
        line.amount = Money::ofMinor(1, eur);
        line.payerIban = u"AT611904300234573201"_s;
        match = matched(line, {one});
        QCOMPARE(match.candidates.front().reasons,
                 (std::vector{MatchReason::KnownAccount, MatchReason::SameName}));
        line.payerIban.clear();
        line.payerName = u"Otto Wer"_s;
        QCOMPARE(matched(line, {one}).kind, MatchKind::None);
    }

    void whatLeavesPaysNothing()
    {
        const std::vector<OpenInvoice> invoices{invoice(7, u"2026-0017"_s)};
        QCOMPARE(matched(paid(u"2026-0017"_s, -100'00), invoices).kind, MatchKind::None);
        QCOMPARE(matched(paid(u"2026-0017"_s, 0), invoices).kind, MatchKind::None);
        StatementLine returned = paid(u"2026-0017"_s, -100'00);
        returned.isReversal = true;
        const LineMatch match = matched(returned, invoices);
        QCOMPARE(match.kind, MatchKind::Ask);
        QCOMPARE(match.candidates.front().reasons, std::vector{MatchReason::Reversal});
        returned.amount = Money::ofMinor(100'00, eur);
        QCOMPARE(matched(returned, invoices).kind, MatchKind::Ask);
    }

    void whatOneLinePaysIsNotOpenForTheNext()
    {
        const std::vector<OpenInvoice> invoices{invoice(7, u"2026-0017"_s, 100'00)};
        StatementLine second = paid(u"2026-0017"_s);
        second.reference = u"another"_s;
        const auto twice = matchLines({paid(u"2026-0017"_s), second}, invoices);
        QCOMPARE(twice[0].kind, MatchKind::Exact);
        QCOMPARE(twice[1].kind, MatchKind::Ask);
        const auto halves = matchLines({paid(u"2026-0017"_s, 40'00), paid(u"2026-0017"_s, 60'00)}, invoices);
        QCOMPARE(halves[0].kind, MatchKind::Partial);
        QCOMPARE(halves[1].kind, MatchKind::Exact);
    }

    void whatWasImportedIsSeenAndPaysNothing()
    {
        const StatementLine line = paid(u"2026-0017"_s);
        const auto matches = matchLines({line}, {invoice(7, u"2026-0017"_s)}, {lineKey(line)});
        QCOMPARE(matches.front().kind, MatchKind::Seen);
        QVERIFY(!matches.front().invoice);
    }
};

QTEST_GUILESS_MAIN(StatementMatchingTest)
#include "statement_matching_test.moc"
