// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/system_scheme.h"

#include <QObject>
#include <QSettings>

class QApplication;

namespace foyer {

/// Dresses the application: Fusion, our palette and style sheet, in the scheme that the person chose or the
/// desktop prefers, live.
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Choice
    {
        System,
        Light,
        Dark
    };
    Q_ENUM(Choice)

    /// @param settings  where the choice is remembered; outlives this
    Theme(QApplication& application, QSettings& settings);

    Choice choice() const { return m_choice; }
    void choose(Choice choice);
    theme::Scheme scheme() const;

Q_SIGNALS:
    void choiceChanged();
    /// After palette and style sheet are in place.
    void schemeChanged();

private:
    void apply();

    QApplication& m_application;
    QSettings& m_settings;
    theme::SystemScheme m_system;
    Choice m_choice;
    std::optional<theme::Scheme> m_applied;
};

} // namespace foyer
