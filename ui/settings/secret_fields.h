// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/secret_rows.h"

namespace foyer {

/// What a card provider gave a brand in confidence, and where it reaches the studio.
class SecretFields : public SecretRows
{
    Q_OBJECT

public:
    /// @param portalOrigin  where the portal is reached while no address is set; "" while it is off
    SecretFields(Database& database, std::function<QString()> portalOrigin, QWidget* parent = nullptr);

    /// Looks, on another thread, which ones are there.
    void showBrand(BrandId brand);

private:
    void showWebhook();

    Database& m_database;
    std::function<QString()> m_portalOrigin;
    QLineEdit* m_webhook;
    CaptionedField* m_webhookField;
};

} // namespace foyer
