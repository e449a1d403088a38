// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/orders/product_editor.h"

#include "app/base/money_text.h"
#include "ui/common/captioned_field.h"
#include "ui/orders/order_draft.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QVBoxLayout* columnOf(QDialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    auto* column = new QVBoxLayout{dialog};
    column->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::page);
    column->setSpacing(theme::space::medium);
    return column;
}

QLabel* noticeIn(QVBoxLayout* column)
{
    auto* notice = new QLabel;
    notice->setObjectName(u"problem"_s);
    notice->setTextFormat(Qt::PlainText);
    notice->setWordWrap(true);
    theme::makeNotice(notice, theme::Tone::Danger);
    notice->hide();
    column->addWidget(notice);
    return notice;
}

QPushButton* buttonsIn(QVBoxLayout* column, QDialog* dialog)
{
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Save | QDialogButtonBox::Cancel};
    QPushButton* save = buttons->button(QDialogButtonBox::Save);
    save->setObjectName(u"save"_s);
    theme::setButtonRole(save, theme::ButtonRole::Primary);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    column->addWidget(buttons);
    return save;
}

} // namespace

ProductEditor::ProductEditor(const ProductDetails& details, std::vector<Product> products,
                             std::vector<TaxRate> rates, std::optional<ProductId> self, QWidget* parent)
    : QDialog{parent}
    , m_details{details}
    , m_products{std::move(products)}
    , m_rates{std::move(rates)}
    , m_self{self}
    , m_name{new QLineEdit{details.name}}
    , m_description{new QPlainTextEdit{details.description}}
    , m_unit{new QLineEdit{details.unit}}
    , m_price{new QLineEdit}
    , m_currency{new QComboBox}
    , m_tax{new QComboBox}
    , m_partsBox{new QWidget}
    , m_parts{new QListWidget}
    , m_part{new QComboBox}
    , m_quantity{new QLineEdit{u"1"_s}}
{
    setObjectName(u"productEditor"_s);
    const bool isPackage = details.kind == ProductKind::Package;
    setWindowTitle(self        ? tr("Edit %1").arg(details.name)
                   : isPackage ? tr("New Package")
                               : tr("New Product"));
    build();
    showParts();
    m_partsBox->setVisible(isPackage);
    m_name->setFocus();
}

void ProductEditor::build()
{
    QVBoxLayout* column = columnOf(this);
    m_notice = noticeIn(column);
    m_name->setObjectName(u"name"_s);
    column->addWidget(new CaptionedField{tr("&Name"), m_name, tr("Stands on the order's line.")});
    m_description->setObjectName(u"description"_s);
    m_description->setTabChangesFocus(true);
    m_description->setFixedHeight(m_description->fontMetrics().lineSpacing() * 4);
    column->addWidget(
        new CaptionedField{tr("&Description"), m_description, tr("Stands below it; may be empty.")});

    m_price->setObjectName(u"price"_s);
    m_price->setText(typed::amount(m_details.unitPrice.minor(), m_details.unitPrice.currency()));
    m_priceField = new CaptionedField{tr("&Price"), m_price};
    m_currency->setObjectName(u"currency"_s);
    for (const char* code : {"EUR", "USD", "GBP", "CHF", "AUD", "CAD", "SEK", "NOK", "DKK", "JPY", "KWD"})
        m_currency->addItem(QString::fromLatin1(code));
    const QString own = m_details.unitPrice.currency().code();
    if (m_currency->findText(own) < 0)
        m_currency->addItem(own);
    m_currency->setCurrentText(own);
    m_unit->setObjectName(u"unit"_s);
    m_unit->setPlaceholderText(tr("hour, print …"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_priceField, 2);
    row->addWidget(new CaptionedField{tr("&Currency"), m_currency}, 0, Qt::AlignTop);
    row->addWidget(new CaptionedField{tr("&Unit"), m_unit}, 1, Qt::AlignTop);
    column->addLayout(row);

    m_tax->setObjectName(u"tax"_s);
    m_tax->addItem(tr("No tax"), 0);
    for (const TaxRate& rate : m_rates)
        m_tax->addItem(rate.tax.name, rate.id.row());
    m_tax->setCurrentIndex(
        std::max(0, m_tax->findData(m_details.taxRate ? m_details.taxRate->row() : qint64{0})));
    column->addWidget(new CaptionedField{tr("&Tax"), m_tax});

    m_parts->setObjectName(u"parts"_s);
    m_parts->setMaximumHeight(m_parts->fontMetrics().lineSpacing() * 7);
    m_part->setObjectName(u"part"_s);
    m_part->setAccessibleName(tr("Product to add"));
    for (const Product& product : m_products) {
        if (product.details.kind == ProductKind::Product && product.id != m_self)
            m_part->addItem(product.details.name, product.id.row());
    }
    m_quantity->setObjectName(u"quantity"_s);
    m_quantity->setAccessibleName(tr("How many of it"));
    m_quantity->setFixedWidth(m_quantity->fontMetrics().horizontalAdvance(u'0') * 8);
    auto* add = new QPushButton{tr("&Add")};
    add->setObjectName(u"addPart"_s);
    add->setAutoDefault(false);
    add->setEnabled(m_part->count() > 0);
    connect(add, &QPushButton::clicked, this, &ProductEditor::addPart);
    auto* remove = new QPushButton{tr("&Remove")};
    remove->setObjectName(u"removePart"_s);
    remove->setAutoDefault(false);
    connect(remove, &QPushButton::clicked, this, &ProductEditor::removePart);
    auto* adding = new QHBoxLayout;
    adding->addWidget(m_quantity);
    adding->addWidget(m_part, 1);
    adding->addWidget(add);
    adding->addWidget(remove);
    auto* parts = new QVBoxLayout{m_partsBox};
    parts->setContentsMargins(0, 0, 0, 0);
    parts->addWidget(
        new CaptionedField{tr("What it &holds"), m_parts, tr("The price above is for all of it together.")});
    parts->addLayout(adding);
    column->addWidget(m_partsBox);
    m_save = buttonsIn(column, this);
}

Currency ProductEditor::currency() const
{
    return Currency::fromText(m_currency->currentText()).value_or(eur);
}

void ProductEditor::addPart()
{
    const auto quantity = decimalFromText(m_quantity->text(), 3, typed::language());
    if (!quantity || *quantity <= 0) {
        refuse(tr("“%1” is no quantity. Write it like 2 or 1.5.").arg(m_quantity->text()));
        return;
    }
    refuse({});
    m_details.parts.push_back({ProductId{m_part->currentData().toLongLong()}, *quantity});
    m_quantity->setText(u"1"_s);
    showParts();
}

void ProductEditor::removePart()
{
    const int row = m_parts->currentRow();
    if (row < 0)
        return;
    m_details.parts.erase(m_details.parts.begin() + row);
    showParts();
}

void ProductEditor::showParts()
{
    m_parts->clear();
    for (const PackagePart& part : m_details.parts) {
        const auto product = std::find_if(m_products.begin(), m_products.end(),
                                          [&](const Product& one) { return one.id == part.product; });
        m_parts->addItem(tr("%1 × %2", "quantity, product")
                             .arg(typed::quantity(part.milliQuantity), product == m_products.end()
                                                                           ? tr("Something archived")
                                                                           : product->details.name));
    }
}

void ProductEditor::refuse(const QString& sentence)
{
    m_save->setEnabled(true);
    m_notice->setText(sentence);
    m_notice->setVisible(!sentence.isEmpty());
}

void ProductEditor::accept()
{
    const auto price = moneyFromText(m_price->text(), currency(), typed::language());
    m_priceField->setProblem(
        price ? QString{}
              : tr("This is no price in %1, or could be read in two ways. Write it with all "
                   "its decimals.")
                    .arg(m_currency->currentText()));
    if (!price) {
        m_price->setFocus();
        return;
    }
    m_details.name = m_name->text().trimmed();
    m_details.description = m_description->toPlainText().trimmed();
    m_details.unit = m_unit->text().trimmed();
    m_details.unitPrice = *price;
    const qint64 rate = m_tax->currentData().toLongLong();
    m_details.taxRate = rate > 0 ? std::optional{TaxRateId{rate}} : std::nullopt;
    if (const auto fits = catalogue::check(m_details); !fits) {
        refuse(fits.error().detail);
        return;
    }
    m_save->setEnabled(false);
    Q_EMIT submitted(m_details);
}

TaxRateEditor::TaxRateEditor(const Tax& tax, QWidget* parent)
    : QDialog{parent}
    , m_name{new QLineEdit{tax.name}}
    , m_category{new QComboBox}
    , m_percent{new QLineEdit{typed::quantity(tax.milliPercent)}}
{
    setObjectName(u"taxRateEditor"_s);
    setWindowTitle(tax.name.isEmpty() ? tr("New Tax Rate") : tr("Edit %1").arg(tax.name));
    QVBoxLayout* column = columnOf(this);
    m_notice = noticeIn(column);
    m_name->setObjectName(u"name"_s);
    column->addWidget(new CaptionedField{tr("&Name"), m_name, tr("As clients read it, like “VAT 19 %”.")});
    m_category->setObjectName(u"category"_s);
    const std::pair<QString, TaxCategory> categories[] = {
        {tr("Standard: a rate is charged"), TaxCategory::Standard},
        {tr("Zero-rated"), TaxCategory::ZeroRated},
        {tr("Exempt, for example a small business"), TaxCategory::Exempt},
        {tr("Reverse charge: the customer pays it"), TaxCategory::ReverseCharge},
        {tr("Outside the scope of tax"), TaxCategory::OutsideScope},
    };
    for (const auto& [name, category] : categories)
        m_category->addItem(name, toWord(category));
    m_category->setCurrentIndex(m_category->findData(toWord(tax.category)));
    column->addWidget(new CaptionedField{tr("&Kind"), m_category});
    m_percent->setObjectName(u"percent"_s);
    column->addWidget(new CaptionedField{tr("&Rate in percent"), m_percent});
    const auto showRate = [this] {
        const bool isCharged = m_category->currentData().toString() == toWord(TaxCategory::Standard);
        m_percent->setEnabled(isCharged);
        if (!isCharged)
            m_percent->setText(u"0"_s);
    };
    connect(m_category, &QComboBox::currentIndexChanged, this, showRate);
    showRate();
    buttonsIn(column, this);
    m_name->setFocus();
}

void TaxRateEditor::refuse(const QString& sentence)
{
    m_notice->setText(sentence);
    m_notice->setVisible(!sentence.isEmpty());
}

void TaxRateEditor::accept()
{
    constexpr qint64 wholePercent = 100'000;
    const auto percent = decimalFromText(m_percent->text(), 3, typed::language());
    if (!percent || *percent < 0 || *percent > wholePercent) {
        refuse(tr("“%1” is no rate. Write it like 19 or 8.875.").arg(m_percent->text()));
        m_percent->setFocus();
        return;
    }
    const Tax tax{
        m_name->text().trimmed(),
        taxCategoryFromWord(m_category->currentData().toString()).value_or(TaxCategory::OutsideScope),
        int(*percent)};
    if (const auto fits = check(tax); !fits) {
        refuse(fits.error().detail);
        return;
    }
    if (tax.name.isEmpty()) {
        refuse(tr("Give it a name, like “VAT 19 %” or “No VAT”."));
        return;
    }
    Q_EMIT submitted(tax);
}

} // namespace foyer
