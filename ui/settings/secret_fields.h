// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/secrets/secret_store.h"
#include "app/storage/database.h"
#include "ui/common/background_job.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;

namespace foyer {

class CaptionedField;

/// What a card provider gave a brand in confidence: typed here, kept in the keyring or an encrypted file, and
/// never shown again. Nothing of it is in the studio file.
class SecretFields : public QWidget
{
    Q_OBJECT

public:
    /// @param portalOrigin  where the portal is reached while no address is set; "" while it is off
    SecretFields(Database& database, std::function<QString()> portalOrigin, QWidget* parent = nullptr);

    /// Looks, on another thread, which ones are there.
    void showBrand(BrandId brand);
    bool isEdited() const;
    /// Drops what was typed.
    void discard();
    /// Keeps what was typed, on another thread. done(whether all of it is kept): what is not stays typed.
    void keep(std::function<void(bool areKept)> done);

Q_SIGNALS:
    void edited();

private:
    struct Row
    {
        QLineEdit* line;
        CaptionedField* field;
        QPushButton* forget;
    };
    void addRow(const QString& objectName, const QString& label);
    QString nameOf(std::size_t row) const;
    void look();
    void showWebhook();
    void show(const Result<std::vector<QString>>& names);
    void forget(std::size_t row);

    Database& m_database;
    std::function<QString()> m_portalOrigin;
    std::optional<BrandId> m_brand;
    std::function<void()> m_next; ///< waits until what runs is over
    std::vector<Row> m_rows;      ///< the key, then both signing secrets
    QLineEdit* m_webhook;
    CaptionedField* m_webhookField;
    QLabel* m_place;
    BackgroundJob m_job;
};

} // namespace foyer
