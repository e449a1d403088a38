// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/invoice_numbers.h"

#include "app/items/item_store.h"

#include <QRegularExpression>

namespace foyer::invoices {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestNumber = 35; // as long as a reference of a bank transfer
constexpr int mostDigits = 15;

const QString selectNumber =
    u"SELECT 1 FROM item WHERE kind = 'invoice' AND brand_id = :brand AND number = :number"_s;

QString seriesOf(const Numbering& numbering)
{
    const QString kind = numbering.type == InvoiceType::CreditNote ? u"credit notes"_s : u"invoices"_s;
    const QString name = u"%1 of brand %2"_s.arg(kind).arg(numbering.brand.row());
    return numbering.billing.numbersByYear ? name + u' ' + QString::number(numbering.day.year()) : name;
}

/// What stands before the count.
QString beginningOf(const Numbering& numbering)
{
    const BillingDetails& billing = numbering.billing;
    const QString& prefix =
        numbering.type == InvoiceType::CreditNote ? billing.creditPrefix : billing.invoicePrefix;
    return billing.numbersByYear ? u"%1%2-"_s.arg(prefix, QString::number(numbering.day.year())) : prefix;
}

QString numberText(const Numbering& numbering, qint64 count)
{
    return beginningOf(numbering) + u"%1"_s.arg(count, numbering.billing.numberDigits, 10, QChar{u'0'});
}

Result<bool> isGiven(const Snapshot& snapshot, BrandId brand, const QString& number)
{
    const auto found = snapshot.query(selectNumber)
                           .bind(":brand"_L1, brand.row())
                           .bind(":number"_L1, number)
                           .first([](const Query&) { return true; });
    return found ? Result<bool>{found->has_value()} : fail(found.error());
}

Result<qint64> nextCount(const Snapshot& snapshot, const Numbering& numbering)
{
    auto count = items::nextNumber(snapshot, seriesOf(numbering));
    while (count) {
        const auto taken = isGiven(snapshot, numbering.brand, numberText(numbering, *count));
        if (!taken)
            return fail(taken.error());
        if (!*taken)
            return count;
        ++*count;
    }
    return count;
}

} // namespace

Result<QString> nextNumber(const Snapshot& snapshot, const Numbering& numbering)
{
    const auto count = nextCount(snapshot, numbering);
    return count ? Result<QString>{numberText(numbering, *count)} : fail(count.error());
}

Result<void> takeNumber(Transaction& transaction, const Numbering& numbering, const QString& number)
{
    const auto count = nextCount(transaction, numbering);
    if (!count)
        return fail(count.error());
    if (numberText(numbering, *count) != number)
        return fail(Fault::Conflict, u"The number %1 was taken meanwhile."_s.arg(number));
    return items::continueSeries(transaction, seriesOf(numbering), *count + 1);
}

Result<void> checkGiven(const Snapshot& snapshot, BrandId brand, const QString& number)
{
    static const QRegularExpression shape{u"\\A[A-Za-z0-9](?:[A-Za-z0-9 ./_-]*[A-Za-z0-9])?\\z"_s};
    if (number.size() > longestNumber || !shape.match(number).hasMatch())
        return fail(
            Fault::Invalid,
            u"“%1” is no number of an invoice: at most %2 letters, digits, blanks and . / _ -"_s.arg(number)
                .arg(longestNumber));
    const auto taken = isGiven(snapshot, brand, number);
    if (!taken)
        return fail(taken.error());
    return *taken ? Result<void>{fail(Fault::Conflict, u"There is an invoice %1 already."_s.arg(number))}
                  : Result<void>{};
}

Result<void> continueBehind(Transaction& transaction, const Numbering& numbering, const QString& number)
{
    const QString beginning = beginningOf(numbering);
    const QString count = number.mid(beginning.size());
    static const QRegularExpression digits{u"\\A[0-9]+\\z"_s};
    if (!number.startsWith(beginning) || count.size() > mostDigits || !digits.match(count).hasMatch())
        return {};
    return items::continueSeries(transaction, seriesOf(numbering), count.toLongLong() + 1);
}

} // namespace foyer::invoices
