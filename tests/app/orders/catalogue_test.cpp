// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders/catalogue.h"
#include "app/storage/journal.h"
#include "tests/app/orders/order_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

ProductDetails product(const QString& name, qint64 minor)
{
    ProductDetails details;
    details.name = name;
    details.unitPrice = Money::ofMinor(minor, eur);
    return details;
}

struct Shop : StudioFixture
{
    Result<ProductId> tryAdd(const ProductDetails& details)
    {
        return database->write(Actor::studio(), [&](Transaction& t) { return catalogue::add(t, details); });
    }
    ProductId add(const ProductDetails& details) { return must(tryAdd(details)); }
    Product find(ProductId id)
    {
        return must(database->read([&](const Snapshot& s) { return catalogue::find(s, id); }));
    }
    Result<void> save(const Product& edited)
    {
        return change([&](Transaction& t) { return catalogue::save(t, edited); });
    }
    std::vector<Product> all(catalogue::Which which)
    {
        return must(database->read([&](const Snapshot& s) { return catalogue::products(s, which); }));
    }
    std::vector<TaxRate> rates(catalogue::Which which)
    {
        return must(database->read([&](const Snapshot& s) { return catalogue::taxRates(s, which); }));
    }
    TaxRateId addRate(const Tax& tax)
    {
        return must(
            database->write(Actor::studio(), [&](Transaction& t) { return catalogue::addTaxRate(t, tax); }));
    }
};

} // namespace

class CatalogueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void productsAreKeptWithEverythingTyped()
    {
        Shop shop;
        ProductDetails details = product(u"Album"_s, 490'00);
        details.description = u"30 × 30 cm"_s;
        details.unit = u"piece"_s;
        details.taxRate = shop.addRate(vat);
        const ProductId id = shop.add(details);
        QVERIFY(shop.find(id).details == details);
        QCOMPARE(shop.find(id).version, 1);
        const auto journal = must(
            shop.database->read([&](const Snapshot& s) { return journalOf(s, u"product"_s, id.row(), 5); }));
        QCOMPARE(journal.size(), 1u);
    }

    void aSecondEditorIsToldOfTheFirst()
    {
        Shop shop;
        const ProductId id = shop.add(product(u"Album"_s, 490'00));
        Product mine = shop.find(id);
        Product theirs = mine;
        theirs.details.name = u"Big album"_s;
        QVERIFY(shop.save(theirs));
        mine.details.name = u"Small album"_s;
        QCOMPARE(shop.save(mine).error().fault, Fault::Conflict);
        QCOMPARE(shop.find(id).details.name, u"Big album"_s);
    }

    void archivedProductsAreOfferedNoMoreAndComeBack()
    {
        Shop shop;
        const ProductId id = shop.add(product(u"Album"_s, 490'00));
        must(shop.change([&](Transaction& t) { return catalogue::archive(t, id); }));
        QVERIFY(shop.all(catalogue::Which::Offered).empty());
        QCOMPARE(shop.all(catalogue::Which::All).size(), 1u);
        must(shop.change([&](Transaction& t) { return catalogue::unarchive(t, id); }));
        QCOMPARE(shop.all(catalogue::Which::Offered).size(), 1u);
    }

    void aPackageHoldsProductsAndSaysSoOnItsLine()
    {
        Shop shop;
        const ProductId album = shop.add(product(u"Album"_s, 490'00));
        const ProductId print = shop.add(product(u"Fine art print"_s, 35'00));
        ProductDetails package = product(u"Complete"_s, 2'400'00);
        package.kind = ProductKind::Package;
        package.description = u"Everything for the day"_s;
        package.taxRate = shop.addRate(vat);
        package.parts = {{album, 1'000}, {print, 10'000}};
        const ProductId id = shop.add(package);
        const auto all = shop.all(catalogue::Which::Offered);
        QCOMPARE(all.size(), 3u);
        const OrderLine line =
            catalogue::lineOf(shop.find(id), all, shop.rates(catalogue::Which::All), u"en"_s);
        QCOMPARE(line.title, u"Complete"_s);
        QCOMPARE(line.details, u"Everything for the day\n1 × Album\n10 × Fine art print"_s);
        QCOMPARE(line.unitPrice, 2'400'00);
        QVERIFY(line.tax == vat);
        QCOMPARE(line.product, shop.find(id).uid);
    }

    void whatMakesNoSenseIsRefusedWithASentence()
    {
        Shop shop;
        const auto refusal = [&](const ProductDetails& details) {
            const auto added = shop.tryAdd(details);
            return added ? QString{} : added.error().detail;
        };
        QVERIFY(refusal(product(u"  "_s, 1)).contains(u"name"_s));
        ProductDetails withParts = product(u"Album"_s, 1);
        const ProductId print = shop.add(product(u"Print"_s, 1));
        withParts.parts = {{print, 1'000}};
        QVERIFY(refusal(withParts).contains(u"Only a package"_s));
        withParts.kind = ProductKind::Package;
        const ProductId package = shop.add(withParts);
        ProductDetails nested = withParts;
        nested.parts = {{package, 1'000}};
        QVERIFY(refusal(nested).contains(u"do not hold packages"_s));
        nested.parts = {{ProductId{4711}, 1'000}};
        QVERIFY(refusal(nested).contains(u"not there any more"_s));
        nested.parts = {{print, 0}};
        QVERIFY(refusal(nested).contains(u"more than nothing"_s));
        Product becomes = shop.find(print);
        becomes.details.kind = ProductKind::Package;
        QCOMPARE(shop.save(becomes).error().fault, Fault::Invalid);
    }

    void aRateThatChangesTomorrowChangesNothingWritten()
    {
        Shop shop;
        const TaxRateId rate = shop.addRate(vat);
        ProductDetails album = product(u"Album"_s, 490'00);
        album.taxRate = rate;
        const ProductId id = shop.add(album);
        OrderDesk desk{shop};
        OrderContent content = someOrder();
        content.lines = {catalogue::lineOf(shop.find(id), {}, shop.rates(catalogue::Which::All), u"en"_s)};
        const ItemId order = desk.add(content, {});
        must(shop.change([&](Transaction& t) {
            return catalogue::saveTaxRate(t, rate, {u"VAT 21 %"_s, TaxCategory::Standard, 21'000});
        }));
        QVERIFY(desk.order(order).content.lines.front().tax == vat);
        QCOMPARE(shop.rates(catalogue::Which::All).front().tax.milliPercent, 21'000);
    }

    void taxRatesAreArchivedToo()
    {
        Shop shop;
        const TaxRateId rate = shop.addRate(vat);
        must(shop.change([&](Transaction& t) { return catalogue::archiveTaxRate(t, rate); }));
        QVERIFY(shop.rates(catalogue::Which::Offered).empty());
        must(shop.change([&](Transaction& t) { return catalogue::unarchiveTaxRate(t, rate); }));
        QCOMPARE(shop.rates(catalogue::Which::Offered).size(), 1u);
        const auto nameless = shop.database->write(
            Actor::studio(), [&](Transaction& t) { return catalogue::addTaxRate(t, Tax{}); });
        QVERIFY(!nameless);
    }
};

QTEST_GUILESS_MAIN(CatalogueTest)
#include "catalogue_test.moc"
