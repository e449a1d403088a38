// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/system_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QStyleHints>

namespace foyer::theme {

using namespace Qt::StringLiterals;

namespace {

const QString service = u"org.freedesktop.portal.Desktop"_s;
const QString path = u"/org/freedesktop/portal/desktop"_s;
const QString interface = u"org.freedesktop.portal.Settings"_s;
const QString appearance = u"org.freedesktop.appearance"_s;
const QString colorScheme = u"color-scheme"_s;

/// Read answers a variant inside a variant, later versions and the signal a plain one.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

SystemScheme::SystemScheme(QObject* parent)
    : QObject{parent}
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const auto takeHint = [this](Qt::ColorScheme hint) {
        m_preferred = hint == Qt::ColorScheme::Unknown
                          ? std::nullopt
                          : std::optional{hint == Qt::ColorScheme::Dark ? Scheme::Dark : Scheme::Light};
        Q_EMIT changed();
    };
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, takeHint);
    takeHint(QGuiApplication::styleHints()->colorScheme());
#else
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service, path, interface, u"SettingChanged"_s, this,
                SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    ask();
#endif
}

void SystemScheme::ask()
{
    auto message = QDBusMessage::createMethodCall(service, path, interface, u"Read"_s);
    message << appearance << colorScheme;
    auto* watcher = new QDBusPendingCallWatcher{QDBusConnection::sessionBus().asyncCall(message), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid()) // no portal on this desktop: no preference
            take(reply.value().variant());
        watcher->deleteLater();
    });
}

void SystemScheme::onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    if (group == appearance && key == colorScheme)
        take(value.variant());
}

void SystemScheme::take(const QVariant& value)
{
    // 0: no preference, 1: dark, 2: light. Source: the portal's documentation of org.freedesktop.appearance.
    const uint number = unwrapped(value).toUInt();
    const auto preferred = number == 1   ? std::optional{Scheme::Dark}
                           : number == 2 ? std::optional{Scheme::Light}
                                         : std::nullopt;
    if (preferred == m_preferred)
        return;
    m_preferred = preferred;
    Q_EMIT changed();
}

} // namespace foyer::theme
