// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/logo.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace foyer {

/// The logo of a brand: shown as clients see it, chosen, removed.
class LogoField : public QWidget
{
    Q_OBJECT

public:
    explicit LogoField(QWidget* parent = nullptr);

    const Logo& logo() const { return m_logo; }
    void setLogo(const Logo& logo);

Q_SIGNALS:
    void changed();
    /// The chosen file was no logo; the earlier one stays.
    void refused(const QString& sentence);

private:
    void choose();
    void showLogo();

    Logo m_logo;
    QLabel* m_picture;
    QPushButton* m_choose;
    QPushButton* m_remove;
};

} // namespace foyer
