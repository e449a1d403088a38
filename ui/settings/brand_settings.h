// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand.h"
#include "app/storage/database.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QPushButton;

namespace foyer {

class BrandForm;

/// Settings › Branding.
class BrandSettings : public QWidget
{
    Q_OBJECT

public:
    explicit BrandSettings(Database& database, QWidget* parent = nullptr);

private:
    /// Reads the brands anew; what was typed and not yet saved stays.
    void reload();
    void showBrand(std::optional<BrandId> id);
    void switchTo(int index);
    void startNew();
    void save();
    void saved(const Result<BrandId>& id);
    void discard();
    void showButtons();

    Database& m_database;
    std::vector<Brand> m_brands;
    std::optional<Brand> m_shown; ///< nothing: a new one is being typed
    bool m_isSaving = false;
    QComboBox* m_choice;
    QPushButton* m_add;
    BrandForm* m_form;
    QLabel* m_said;
    QPushButton* m_discard;
    QPushButton* m_save;
};

} // namespace foyer
