// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/database.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace foyer {

class CaptionedField;

/// Settings › Portal: the address that stands in links.
class PortalSettings : public QWidget
{
    Q_OBJECT

public:
    /// @param portalOrigin  where the portal listens now; "" while it is off
    PortalSettings(Database& database, std::function<QString()> portalOrigin, QWidget* parent = nullptr);

private:
    void reload();
    void save();
    void choose(const char* key, bool isChosen);

    Database& m_database;
    std::function<QString()> m_portalOrigin;
    QString m_stored;
    QLineEdit* m_address;
    CaptionedField* m_field;
    QPushButton* m_save;
    QLabel* m_said;
    QCheckBox* m_oneAnswer;
    QCheckBox* m_apart;
};

} // namespace foyer
