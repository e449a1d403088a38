// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/orders/catalogue.h"
#include "app/storage/database.h"

#include <QWidget>

class QAction;
class QCheckBox;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace foyer {

class CatalogueModel;

/// What the studio sells: products and packages, and the taxes on them.
class CataloguePage : public QWidget
{
    Q_OBJECT

public:
    explicit CataloguePage(Database& database, QWidget* parent = nullptr);

    void reload();
    QAction* createAction() const { return m_create; }

Q_SIGNALS:
    /// Something that could not be done: one sentence.
    void failed(const QString& sentence);

private:
    QWidget* makeProducts();
    QWidget* makeRates();
    std::optional<Product> current() const;
    std::optional<TaxRate> currentRate() const;
    void showChoices();
    void edit(const ProductDetails& details, const std::optional<Product>& before);
    void editRate(const std::optional<TaxRate>& before);
    void archiveCurrent();
    void archiveCurrentRate();
    void done(const Result<void>& result);

    Database& m_database;
    CatalogueModel* m_model;
    std::vector<Product> m_products; ///< all of them
    std::vector<TaxRate> m_rates;
    QStackedWidget* m_shelves; ///< empty state, or the list
    QTableView* m_list;
    QListWidget* m_rateList;
    QCheckBox* m_archived;
    QAction* m_create = nullptr;
    QPushButton* m_edit = nullptr;
    QPushButton* m_archive = nullptr;
    QPushButton* m_editRate = nullptr;
    QPushButton* m_archiveRate = nullptr;
};

} // namespace foyer
