// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/orders/catalogue.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace foyer {

class CaptionedField;

/// A product or a package, to be typed. Saves nothing itself: it stays open, with all that was typed, until
/// somebody says that it is saved.
class ProductEditor : public QDialog
{
    Q_OBJECT

public:
    /// @param self  the product that is edited, which is no part of itself; nothing for a new one
    ProductEditor(const ProductDetails& details, std::vector<Product> products, std::vector<TaxRate> rates,
                  std::optional<ProductId> self, QWidget* parent = nullptr);

    void finish() { QDialog::accept(); }
    void refuse(const QString& sentence);

public Q_SLOTS:
    void accept() override;

Q_SIGNALS:
    void submitted(const foyer::ProductDetails& details);

private:
    void build();
    void addPart();
    void removePart();
    void showParts();
    Currency currency() const;

    ProductDetails m_details;
    std::vector<Product> m_products;
    std::vector<TaxRate> m_rates;
    std::optional<ProductId> m_self;

    QLineEdit* m_name;
    QPlainTextEdit* m_description;
    QLineEdit* m_unit;
    QLineEdit* m_price;
    CaptionedField* m_priceField = nullptr;
    QComboBox* m_currency;
    QComboBox* m_tax;
    QWidget* m_partsBox;
    QListWidget* m_parts;
    QComboBox* m_part;
    QLineEdit* m_quantity;
    QLabel* m_notice;
    QPushButton* m_save = nullptr;
};

/// A tax rate, to be typed; the same manners.
class TaxRateEditor : public QDialog
{
    Q_OBJECT

public:
    explicit TaxRateEditor(const Tax& tax, QWidget* parent = nullptr);

    void finish() { QDialog::accept(); }
    void refuse(const QString& sentence);

public Q_SLOTS:
    void accept() override;

Q_SIGNALS:
    void submitted(const foyer::Tax& tax);

private:
    QLineEdit* m_name;
    QComboBox* m_category;
    QLineEdit* m_percent;
    QLabel* m_notice;
};

} // namespace foyer
