// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/payment_reference.h"
#include "app/payments/codes/creditor_reference.h"

#include <QSet>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class PaymentReferenceTest : public QObject
{
    Q_OBJECT

    static QString referenceOf(const QString& number, qint64 row, const QString& iban)
    {
        BillingDetails billing;
        billing.iban = iban;
        IssuedInvoice invoice;
        invoice.number = number;
        return invoices::transferOf(billing, u"Aurora"_s, ItemId{row}, invoice).reference;
    }

private Q_SLOTS:
    void noTwoInvoicesShareAReference_data()
    {
        QTest::addColumn<QString>("iban");
        QTest::newRow("RF") << u"DE02120300000000202051"_s;
        QTest::newRow("Swiss") << u"CH4431999123000889012"_s;
    }
    void noTwoInvoicesShareAReference()
    {
        QFETCH(QString, iban);
        QSet<QString> seen;
        int count = 0;
        // Numbers that look alike without their signs, and such as hold an X themselves.
        for (const QString& number :
             {u"2026-0017"_s, u"20260-017"_s, u"R/X1-0001"_s, u"A-BCDEFGHIJ2026-000000017"_s, u"1"_s}) {
            for (qint64 row : {1, 7, 35, 36, 37, 1'000, 46'655, 2'000'000'000}) {
                const QString reference = referenceOf(number, row + 100 * count, iban);
                QVERIFY(!reference.isEmpty());
                QVERIFY(isCreditorReference(reference) ? bool(creditorReferenceFromText(reference))
                                                       : bool(qrReferenceFromText(reference)));
                seen.insert(reference);
                ++count;
            }
        }
        QCOMPARE(seen.size(), count);
    }
    void withoutAnAccountThereIsNone() { QVERIFY(referenceOf(u"1"_s, 1, {}).isEmpty()); }
};

QTEST_APPLESS_MAIN(PaymentReferenceTest)
#include "payment_reference_test.moc"
