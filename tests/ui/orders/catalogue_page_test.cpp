// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/orders/order_fixture.h"
#include "ui/orders/catalogue_model.h"
#include "ui/orders/catalogue_page.h"
#include "ui/orders/product_editor.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

struct Shop : StudioFixture
{
    Shop()
    {
        QLocale::setDefault(QLocale{u"en"_s});
        page.show();
    }

    CataloguePage page{*database};
    CatalogueModel* model = page.findChild<CatalogueModel*>();

    void press(const QString& name, QWidget* in = nullptr)
    {
        auto* button = (in ? in : &page)->findChild<QPushButton*>(name);
        QVERIFY(button && button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
    }
    template <class Dialog>
    Dialog* dialog()
    {
        return page.findChild<Dialog*>();
    }
    static void type(QWidget* dialog, const QString& name, const QString& text)
    {
        auto* line = dialog->findChild<QLineEdit*>(name);
        line->clear();
        QTest::keyClicks(line, text);
    }
    QString text(int row, int column) { return model->index(row, column).data().toString(); }
    void addProduct(const QString& name, qint64 minor)
    {
        must(change([&](Transaction& t) -> Result<void> {
            ProductDetails details;
            details.name = name;
            details.unitPrice = Money::ofMinor(minor, eur);
            const auto added = catalogue::add(t, details);
            return added ? Result<void>{} : fail(added.error());
        }));
        QTRY_VERIFY(model->rowCount() > 0);
    }
};

} // namespace

class CataloguePageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyCatalogueSaysWhatItIsFor()
    {
        Shop shop;
        QVERIFY(!shop.page.findChild<QTableView*>(u"products"_s)->isVisible());
    }

    void aProductIsTypedAndListed()
    {
        Shop shop;
        QAbstractItemModelTester tester{shop.model};
        shop.addProduct(u"Zine"_s, 1'000);
        shop.press(u"newProduct"_s);
        auto* editor = shop.dialog<ProductEditor>();
        QVERIFY(editor);
        Shop::type(editor, u"name"_s, u"Fine art print"_s);
        Shop::type(editor, u"unit"_s, u"print"_s);
        Shop::type(editor, u"price"_s, u"35,5"_s);
        shop.press(u"save"_s, editor);
        QTRY_COMPARE(shop.model->rowCount(), 2);
        QCOMPARE(shop.text(0, CatalogueModel::Name), u"Fine art print"_s);
        QCOMPARE(shop.text(0, CatalogueModel::Price), u"€35.50 per print"_s);
        QTRY_VERIFY(!shop.dialog<ProductEditor>() || !shop.dialog<ProductEditor>()->isVisible());
    }

    void whatIsWrongIsSaidAndNothingIsLost()
    {
        Shop shop;
        shop.addProduct(u"Zine"_s, 1'000);
        shop.press(u"newProduct"_s);
        auto* editor = shop.dialog<ProductEditor>();
        Shop::type(editor, u"price"_s, u"1.234"_s);
        shop.press(u"save"_s, editor);
        QVERIFY(editor->isVisible());
        QCOMPARE(editor->findChild<QLineEdit*>(u"price"_s)->text(), u"1.234"_s);
        Shop::type(editor, u"price"_s, u"1234"_s);
        shop.press(u"save"_s, editor);
        QVERIFY(editor->findChild<QLabel*>(u"problem"_s)->text().contains(u"name"_s));
        QCOMPARE(shop.model->rowCount(), 1);
    }

    void aPackageHoldsProducts()
    {
        Shop shop;
        shop.addProduct(u"Album"_s, 49'000);
        shop.press(u"newPackage"_s);
        auto* editor = shop.dialog<ProductEditor>();
        Shop::type(editor, u"name"_s, u"Complete"_s);
        Shop::type(editor, u"price"_s, u"2400"_s);
        Shop::type(editor, u"quantity"_s, u"2"_s);
        shop.press(u"addPart"_s, editor);
        QCOMPARE(editor->findChild<QListWidget*>(u"parts"_s)->item(0)->text(), u"2 × Album"_s);
        Shop::type(editor, u"quantity"_s, u"none"_s);
        shop.press(u"addPart"_s, editor);
        QVERIFY(editor->findChild<QLabel*>(u"problem"_s)->text().contains(u"none"_s));
        shop.press(u"save"_s, editor);
        QTRY_COMPARE(shop.model->rowCount(), 2);
        const auto products = must(shop.database->read(
            [](const Snapshot& s) { return catalogue::products(s, catalogue::Which::All); }));
        QCOMPARE(products[1].details.parts.front().milliQuantity, 2'000);
    }

    void anotherWindowsEditIsNotOverwritten()
    {
        Shop shop;
        shop.addProduct(u"Album"_s, 49'000);
        shop.press(u"editProduct"_s);
        auto* editor = shop.dialog<ProductEditor>();
        must(shop.change([&](Transaction& t) {
            Product other = shop.model->product(0);
            other.details.name = u"Big album"_s;
            return catalogue::save(t, other);
        }));
        Shop::type(editor, u"name"_s, u"Small album"_s);
        shop.press(u"save"_s, editor);
        QTRY_VERIFY(!editor->findChild<QLabel*>(u"problem"_s)->text().isEmpty());
        QVERIFY(editor->isVisible());
        QTRY_COMPARE(shop.text(0, CatalogueModel::Name), u"Big album"_s);
    }

    void archivedProductsHideAndComeBack()
    {
        Shop shop;
        shop.addProduct(u"Album"_s, 49'000);
        shop.press(u"archiveProduct"_s);
        QTRY_COMPARE(shop.model->rowCount(), 0);
        shop.page.findChild<QCheckBox*>(u"showArchived"_s)->setChecked(true);
        QCOMPARE(shop.text(0, CatalogueModel::Name), u"Album (archived)"_s);
        shop.press(u"archiveProduct"_s);
        QTRY_COMPARE(shop.text(0, CatalogueModel::Name), u"Album"_s);
    }

    void taxRatesAreKept()
    {
        Shop shop;
        shop.press(u"newRate"_s);
        auto* editor = shop.dialog<TaxRateEditor>();
        Shop::type(editor, u"name"_s, u"Sales tax"_s);
        Shop::type(editor, u"percent"_s, u"lots"_s);
        shop.press(u"save"_s, editor);
        QVERIFY(editor->findChild<QLabel*>(u"problem"_s)->text().contains(u"lots"_s));
        Shop::type(editor, u"percent"_s, u"8.875"_s);
        shop.press(u"save"_s, editor);
        auto* rates = shop.page.findChild<QListWidget*>(u"rates"_s);
        QTRY_COMPARE(rates->count(), 1);
        QCOMPARE(rates->item(0)->text(), u"Sales tax · 8.875\u00a0%"_s);
        rates->setCurrentRow(0);
        shop.press(u"archiveRate"_s);
        QTRY_COMPARE(rates->count(), 0);
    }

    void aRateOfNothingIsACategoryOfItsOwn()
    {
        Shop shop;
        shop.press(u"newRate"_s);
        auto* editor = shop.dialog<TaxRateEditor>();
        Shop::type(editor, u"name"_s, u"Small business"_s);
        auto* category = editor->findChild<QComboBox*>(u"category"_s);
        category->setCurrentIndex(category->findData(u"E"_s));
        QVERIFY(!editor->findChild<QLineEdit*>(u"percent"_s)->isEnabled());
        shop.press(u"save"_s, editor);
        QTRY_COMPARE(shop.page.findChild<QListWidget*>(u"rates"_s)->count(), 1);
    }
};

QTEST_MAIN(CataloguePageTest)
#include "catalogue_page_test.moc"
