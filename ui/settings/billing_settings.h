// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/billing.h"
#include "app/brands/brand.h"

#include <QWidget>

#include <functional>
#include <optional>

class QComboBox;
class QLabel;
class QPushButton;

namespace foyer {

class BillingForm;
class SecretFields;

/// Settings › Billing: how each brand bills.
class BillingSettings : public QWidget
{
    Q_OBJECT

public:
    /// @param portalOrigin  see SecretFields
    BillingSettings(Database& database, std::function<QString()> portalOrigin, QWidget* parent = nullptr);

private:
    /// Reads the brands anew; what was typed and not yet saved stays.
    void reload();
    void showBrand(BrandId id);
    void switchTo(int index);
    void save();
    void saved(const Result<void>& result);
    void keepSecrets();
    void discard();
    void showButtons();
    void say(const QString& sentence, bool isProblem);
    bool isEdited() const;

    Database& m_database;
    std::vector<Brand> m_brands;
    std::optional<BrandId> m_shown;
    brands::Billing m_billing{{}, 0};
    bool m_isSaving = false;
    QComboBox* m_choice;
    BillingForm* m_form;
    SecretFields* m_secrets;
    QLabel* m_said;
    QPushButton* m_discard;
    QPushButton* m_save;
};

} // namespace foyer
