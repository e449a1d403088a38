// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/money_text.h"
#include "app/contacts/csv.h"
#include "app/invoices/e_invoice/cii.h"
#include "app/invoices/e_invoice/e_invoice.h"
#include "app/invoices/e_invoice/ubl.h"
#include "app/invoices/invoice_csv.h"
#include "tests/app/invoices/invoice_desk.h"

#include <QXmlStreamReader>

#include <functional>
#include <map>
#include <random>

namespace foyer::test {

using namespace Qt::StringLiterals;

namespace {

/// What one place says of an invoice; what it does not say is nothing. Texts, as people and machines read
/// them.
struct Says
{
    QString currency;
    std::optional<QString> withoutTax = {};
    std::optional<QString> tax = {};
    std::optional<QString> total = {};
    std::optional<QString> open = {};
};

/// A place that shows totals. A further one is one more entry in sources().
struct Source
{
    const char* name;
    std::function<Says(InvoiceDesk&, ItemId)> read;
};

QString exact(qint64 minor, Currency currency)
{
    return exactText(Money::ofMinor(minor, currency));
}

/// The table once, by uid and by the names of its columns.
class CsvSource
{
public:
    explicit CsvSource(InvoiceDesk& desk)
        : m_csv{desk.look(invoices::invoicesCsv)}
    {
        CsvReader reader{QByteArrayView{m_csv}.sliced(3), CsvDelimiter::Comma}; // behind the mark
        QStringList header;
        while (reader.next()) {
            QStringList cells;
            for (qsizetype i = 0; i < reader.cellCount(); ++i)
                cells.append(QString::fromUtf8(reader.cell(i)));
            if (header.isEmpty()) {
                header = cells;
                continue;
            }
            std::map<QString, QString> row;
            for (qsizetype i = 0; i < header.size(); ++i)
                row[header[i]] = cells.value(i);
            m_rows[row[u"Uid"_s]] = row;
        }
    }
    Says read(const QString& uid) const
    {
        const auto& row = m_rows.at(uid);
        return {row.at(u"Currency"_s), row.at(u"Without tax"_s), row.at(u"Tax"_s), row.at(u"Total"_s),
                row.at(u"Open"_s)};
    }
    std::size_t size() const { return m_rows.size(); }

private:
    QByteArray m_csv;
    std::map<QString, std::map<QString, QString>> m_rows;
};

/// The sums of an e-invoice, read as text from its XML. Where none can be made (taxes that EN 16931 does not
/// mix, a third decimal), it says nothing.
Says eInvoice(const IssuedInvoice& invoice, const Result<QByteArray>& xml, const QStringList& names)
{
    Says says{invoice.currency().code()};
    if (!xml)
        return says;
    QXmlStreamReader reader{*xml};
    QStringList path;
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::EndElement)
            path.removeLast();
        if (token != QXmlStreamReader::StartElement)
            continue;
        path.append(reader.name().toString());
        const QString here = path.mid(path.size() - 2).join(u'/');
        const qsizetype which = names.indexOf(here);
        if (which < 0)
            continue;
        std::optional<QString>& place = which == 0 ? says.withoutTax : which == 1 ? says.tax : says.total;
        // The second of these stands in one tax of several, too; the sum comes first.
        QString text = reader.readElementText();
        path.removeLast();
        // EN 16931 knows no third decimal; where a currency has one, it is a zero that is left out.
        if (invoice.currency().exponent() == 3)
            text += u'0';
        if (!place)
            place = text;
    }
    return says;
}

Says cii(InvoiceDesk& desk, ItemId id)
{
    const IssuedInvoice invoice = desk.frozen(id);
    const QString sums = u"SpecifiedTradeSettlementHeaderMonetarySummation/"_s;
    return eInvoice(
        invoice, ciiOf(invoice),
        {sums + u"TaxBasisTotalAmount"_s, sums + u"TaxTotalAmount"_s, sums + u"DuePayableAmount"_s});
}

Says ubl(InvoiceDesk& desk, ItemId id)
{
    const IssuedInvoice invoice = desk.frozen(id);
    const QString sums = u"LegalMonetaryTotal/"_s;
    return eInvoice(invoice, ublOf(invoice),
                    {sums + u"TaxExclusiveAmount"_s, u"TaxTotal/TaxAmount"_s, sums + u"PayableAmount"_s});
}

std::vector<Source> sources(InvoiceDesk& desk)
{
    const auto table = std::make_shared<CsvSource>(desk);
    return {
        {"issued",
         [](InvoiceDesk& d, ItemId id) {
             const IssuedInvoice invoice = d.frozen(id);
             const OrderTotals totals = totalsOf(invoice);
             const Currency currency = invoice.currency();
             return Says{currency.code(), exact(totals.withoutTax, currency), exact(totals.tax, currency),
                         exact(totals.payable, currency)};
         }},
        {"list",
         [](InvoiceDesk& d, ItemId id) {
             const Money total = *d.item(id).total;
             return Says{.currency = total.currency().code(), .total = exactText(total)};
         }},
        {"balance",
         [](InvoiceDesk& d, ItemId id) {
             const auto balance = d.balance(id);
             return Says{.currency = balance.currency.code(),
                         .total = exact(balance.total, balance.currency),
                         .open = exact(balance.open(), balance.currency)};
         }},
        {"instalments",
         [](InvoiceDesk& d, ItemId id) {
             const auto balance = d.balance(id);
             qint64 total = 0;
             qint64 covered = 0;
             for (const auto& one : balance.instalments) {
                 total += one.amount;
                 covered += one.covered;
             }
             return Says{.currency = balance.currency.code(),
                         .total = exact(total, balance.currency),
                         .open = exact(total - covered, balance.currency)};
         }},
        {"payment screen",
         [](InvoiceDesk& d, ItemId id) {
             // Once everything fell due, what is due is the whole balance.
             const auto balance = d.balance(id);
             return Says{.currency = balance.currency.code(),
                         .open = exact(balance.dueNext(QDate{9'999, 1, 1}), balance.currency)};
         }},
        {"CII", cii},
        {"UBL", ubl},
        {"CSV", [table](InvoiceDesk& d, ItemId id) { return table->read(d.item(id).uid); }},
    };
}

} // namespace

class SameTotalsTest : public QObject
{
    Q_OBJECT

private:
    std::mt19937 m_random{20'270'501};
    int below(int limit) { return std::uniform_int_distribution<int>{0, limit - 1}(m_random); }

    static void makeFitForEInvoices(InvoiceDesk& desk)
    {
        const PostalAddress address{.label = {},
                                    .street = u"Main Street 1"_s,
                                    .city = u"Anytown"_s,
                                    .region = {},
                                    .postalCode = u"12345"_s,
                                    .country = u"Germany"_s};
        desk.does([&](Transaction& t) -> Result<void> {
            auto brand = brands::find(t, desk.aurora);
            brand->details.address = address;
            if (const auto saved = brands::save(t, *brand); !saved)
                return saved;
            auto ada = contacts::find(t, desk.ada);
            ada->details.addresses = {address};
            return contacts::save(t, *ada);
        });
        desk.setBilling(desk.aurora, [](BillingDetails& billing) { billing.vatId = u"DE123456789"_s; });
    }

    InvoiceContent someContent()
    {
        static const Currency currencies[] = {eur, Currency{"JPY"}, Currency{"KWD"}, Currency{"CHF"}};
        static const Tax taxes[] = {{u"VAT 19 %"_s, TaxCategory::Standard, 19'000},
                                    {u"VAT 7 %"_s, TaxCategory::Standard, 7'000},
                                    {u"Sales tax 8.875 %"_s, TaxCategory::Standard, 8'875},
                                    {u"Zero rated"_s, TaxCategory::ZeroRated, 0},
                                    {u"Exempt"_s, TaxCategory::Exempt, 0},
                                    {}};
        InvoiceContent content;
        content.goods.title = u"=SUM(A1) “Wedding”, \"Ada\""_s; // also where a comma and a formula stand
        content.goods.currency = currencies[below(4)];
        content.goods.pricesIncludeTax = below(2) == 0;
        for (int i = 1 + below(7); i > 0; --i) {
            OrderLine line =
                invoiceLine(u"Line %1"_s.arg(i), 1 + below(below(2) == 0 ? 99 : 300'000), taxes[below(6)]);
            line.milliQuantity = below(3) == 0 ? 1 + below(9'999) : 1'000 * (1 + below(5));
            if (below(4) == 0)
                line.discount.milliPercent = below(60'000);
            content.goods.lines.push_back(line);
        }
        if (below(3) == 0)
            content.goods.discount.milliPercent = below(50'000);
        if (below(3) > 0)
            content.schedule = {percentOf(1 + below(60'000), DueFrom::Issue, below(30), u"Retainer"_s),
                                percentOf(1 + below(39'000), DueFrom::Issue, below(60), u"Part"_s),
                                restDue(DueFrom::Issue, below(90))};
        return content;
    }

private Q_SLOTS:
    void M2_everyPlaceShowsTheSameTotals();
};

void SameTotalsTest::M2_everyPlaceShowsTheSameTotals()
{
    const int count = qEnvironmentVariableIsEmpty("FOYER_WHOLE_RUN") ? 1'000 : 10'000;
    InvoiceDesk desk;
    makeFitForEInvoices(desk);
    std::vector<ItemId> all;
    while (int(all.size()) < count) {
        const auto more = desk.done([&](Transaction& t) -> Result<std::vector<ItemId>> {
            std::vector<ItemId> made;
            for (int i = 0; i < 50; ++i) {
                const auto id = invoices::add(t, {desk.job, {}, someContent(), {desk.ada}});
                if (!id)
                    return fail(id.error());
                const auto prepared = invoices::prepare(t, *id);
                if (!prepared)
                    return fail(prepared.error());
                if (const auto issued = invoices::issue(t, *prepared, "%PDF-1.7"); !issued)
                    return fail(issued.error());
                const qint64 total = totalsOf(prepared->invoice).payable;
                if (below(3) == 0 && total > 1) {
                    const auto paid =
                        payments::record(t, desk.cash(1 + below(int(std::min<qint64>(total, 1'000'000))),
                                                      {{*id}}, prepared->invoice.currency()));
                    if (!paid)
                        return fail(paid.error());
                }
                made.push_back(*id);
            }
            return made;
        });
        all.insert(all.end(), more.begin(), more.end());
    }
    const std::vector<Source> places = sources(desk);
    int eInvoices = 0;
    for (const ItemId id : all) {
        const Says first = places.front().read(desk, id);
        QVERIFY(first.total && first.withoutTax && first.tax);
        const QString open = *places[2].read(desk, id).open;
        for (const Source& place : places) {
            const Says says = place.read(desk, id);
            eInvoices += QLatin1StringView{place.name} == "CII"_L1 && says.total ? 1 : 0;
            const auto agrees = [&](const std::optional<QString>& here, const QString& wanted,
                                    const char* what) {
                if (here && *here != wanted)
                    QFAIL(qPrintable(u"%1 of %2: %3 instead of %4"_s.arg(
                        QLatin1StringView{what}, QLatin1StringView{place.name}, *here, wanted)));
            };
            QCOMPARE(says.currency, first.currency);
            agrees(says.withoutTax, *first.withoutTax, "without tax");
            agrees(says.tax, *first.tax, "tax");
            agrees(says.total, *first.total, "total");
            agrees(says.open, open, "open");
            if (QTest::currentTestFailed())
                return;
        }
    }
    qInfo("%d of %d could be e-invoices", eInvoices, count);
    QVERIFY(eInvoices > count / 4);
}

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::SameTotalsTest)
#include "same_totals_test.moc"
