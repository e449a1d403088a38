// SPDX-License-Identifier: GPL-3.0-or-later
// The page of an invoice says what the ledger and the frozen bytes say, for invoices of every kind.
#include "tests/app/invoices/invoices_fixture.h"
#include "tests/invoices/invoice_generator.h"
#include "tests/portal/portal_fixture.h"

#include <QRegularExpression>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

/// Minor units of an amount as a person reads it: all currencies show their decimals, so the digits are they.
qint64 minorUnits(const QString& shown)
{
    QString digits;
    for (const QChar c : shown) {
        if (c.isDigit())
            digits.append(c);
    }
    return digits.toLongLong();
}

/// The last row below the lines that is printed strong: what the client pays.
QString totalOn(const QString& page)
{
    static const QRegularExpression strong{u"<tr class=\"strong\">.*?<td><bdi>([^<]*)</bdi></td>"_s,
                                           QRegularExpression::DotMatchesEverythingOption};
    return strong.match(page).captured(1);
}

/// "In all, €119.00 is open." or, of one sum, "€119.00 is due by …".
QString openSentenceOn(const QString& page)
{
    static const QRegularExpression sentence{u"<p class=\"to-pay\"><span>([^<]*)</span>"_s};
    return sentence.match(page).captured(1);
}

} // namespace

class PortalInvoiceTotalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void M2_thePageShowsTheSameTotals()
    {
        const int count = qEnvironmentVariableIsEmpty("FOYER_WHOLE_RUN") ? 200 : 10'000;
        InvoicesFixtureOn<PortalFixture> studio;
        Browser ana = studio.atHome(studio.ana);
        InvoiceGenerator generator{26'112'026};
        int open = 0;
        for (int number = 0; number < count; ++number) {
            InvoiceContent content = generator.next().content;
            content.type = InvoiceType::Invoice;
            content.credits = {};
            const ItemId id = studio.issuedInvoice(content, {studio.ana});
            const qint64 total = studio.balance(id).total;
            if (number % 3 == 0 && total > 1)
                studio.pay(id, 1 + total / 3, studio.ana);
            // Sessions end after an hour without a visit; this is one long one.
            ana.get(u"/my-studio/invoices/"_s + studio.item(id).uid);
            QCOMPARE(ana.status(), 200);
            const QString page = QString::fromUtf8(ana.html());
            const payments::Balance balance = studio.balance(id);
            const auto issued = studio.look([&](const Snapshot& s) { return invoices::issued(s, id); });
            QCOMPARE(totalsOf(issued).payable, balance.total);
            QCOMPARE(studio.item(id).total->minor(), balance.total);
            QCOMPARE(minorUnits(totalOn(page)), balance.total);
            QCOMPARE(openSentenceOn(page).isEmpty(), balance.open() == 0);
            if (balance.open() == 0)
                continue;
            ++open;
            // The sentence may name what is due first; what is open is in it as well.
            const QString sentence = openSentenceOn(page);
            static const QRegularExpression amount{u"[\\d.,]*\\d"_s};
            bool isSaid = false;
            for (auto all = amount.globalMatch(sentence); all.hasNext();)
                isSaid = minorUnits(all.next().captured()) == balance.open() || isSaid;
            QVERIFY2(isSaid, qPrintable(sentence + u" for "_s + QString::number(balance.open())));
        }
        QVERIFY(open > count / 2);
    }
};

QTEST_MAIN(PortalInvoiceTotalsTest)
#include "portal_invoice_totals_test.moc"
