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
class QVBoxLayout;

namespace foyer {

class CaptionedField;

/// What somebody gave a brand in confidence: typed here, kept in the keyring or an encrypted file, and never
/// shown again. Nothing of it is in the studio file.
class SecretRows : public QWidget
{
    Q_OBJECT

public:
    explicit SecretRows(Database& database, QWidget* parent = nullptr);

    /// @param nameOf  under which name a brand's secret is kept
    void addRow(const QString& objectName, const QString& label, std::function<QString(BrandId)> nameOf);
    /// Looks, on another thread, which ones are there.
    void showBrand(BrandId brand);
    bool isEdited() const;
    /// Whether the row's secret was there at the last look.
    bool isKept(std::size_t row) const { return m_rows[row].isKept; }
    QLineEdit* line(std::size_t row) const { return m_rows[row].line; }
    /// Drops what was typed.
    void discard();
    /// Keeps what was typed, on another thread. done(whether all of it is kept): what is not stays typed.
    void keep(std::function<void(bool areKept)> done);

Q_SIGNALS:
    void edited();
    /// Which ones are there is known anew.
    void looked();

protected:
    QVBoxLayout* column() const { return m_column; }
    std::optional<BrandId> brand() const { return m_brand; }

private:
    struct Row
    {
        QLineEdit* line;
        CaptionedField* field;
        QPushButton* forget;
        std::function<QString(BrandId)> nameOf;
        bool isKept = false;
    };
    void look();
    void show(const Result<std::vector<QString>>& names);
    void forget(std::size_t row);

    Database& m_database;
    std::optional<BrandId> m_brand;
    std::function<void()> m_next; ///< waits until what runs is over
    std::vector<Row> m_rows;
    QVBoxLayout* m_column;
    QLabel* m_place;
    BackgroundJob m_job;
};

} // namespace foyer
