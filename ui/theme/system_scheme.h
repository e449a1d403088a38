// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/colours.h"

#include <QDBusVariant>
#include <QObject>

#include <optional>

namespace foyer::theme {

/// What the desktop prefers, light or dark, told by xdg-desktop-portal's Settings: the one source that works
/// on every desktop at Qt 6.4. Without a portal there is no preference, and light is used.
class SystemScheme : public QObject
{
    Q_OBJECT

public:
    explicit SystemScheme(QObject* parent = nullptr);

    std::optional<Scheme> preferred() const { return m_preferred; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void ask();
    void take(const QVariant& value);

    std::optional<Scheme> m_preferred;
};

} // namespace foyer::theme
