// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/system_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QSignalSpy>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

/// The part of xdg-desktop-portal that tells what the desktop prefers.
class PortalDouble : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint preference = 0;

public Q_SLOTS:
    QDBusVariant Read(const QString& group, const QString& key) const
    {
        if (group != u"org.freedesktop.appearance"_s || key != u"color-scheme"_s)
            return QDBusVariant{QVariant{}};
        return QDBusVariant{QVariant::fromValue(QDBusVariant{preference})}; // doubly wrapped, as the real one
    }

Q_SIGNALS:
    void SettingChanged(const QString& group, const QString& key, const QDBusVariant& value);
};

class SystemSchemeTest : public QObject
{
    Q_OBJECT

private:
    PortalDouble m_portal;

private Q_SLOTS:
    void initTestCase()
    {
        QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"double"_s);
        if (!bus.isConnected())
            QSKIP("needs a session bus: run under dbus-run-session");
        QVERIFY(bus.registerObject(u"/org/freedesktop/portal/desktop"_s, &m_portal,
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(bus.registerService(u"org.freedesktop.portal.Desktop"_s));
    }

    void theDesktopIsAskedAtTheStart_data()
    {
        QTest::addColumn<uint>("preference");
        QTest::addColumn<bool>("isDark");
        QTest::newRow("dark") << 1U << true;
        QTest::newRow("light") << 2U << false;
    }
    void theDesktopIsAskedAtTheStart()
    {
        QFETCH(uint, preference);
        QFETCH(bool, isDark);
        m_portal.preference = preference;
        theme::SystemScheme system;
        QTRY_VERIFY(system.preferred());
        QCOMPARE(*system.preferred(), isDark ? theme::Scheme::Dark : theme::Scheme::Light);
    }

    void aChangeIsFollowedAtOnce()
    {
        m_portal.preference = 2;
        theme::SystemScheme system;
        QTRY_VERIFY(system.preferred());
        QSignalSpy changed{&system, &theme::SystemScheme::changed};
        Q_EMIT m_portal.SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant{1U});
        QVERIFY(changed.wait());
        QCOMPARE(*system.preferred(), theme::Scheme::Dark);
        Q_EMIT m_portal.SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant{0U});
        QVERIFY(changed.wait());
        QVERIFY(!system.preferred());
    }

    void otherSettingsAreNoneOfOurBusiness()
    {
        m_portal.preference = 2;
        theme::SystemScheme system;
        QTRY_VERIFY(system.preferred());
        Q_EMIT m_portal.SettingChanged(u"org.freedesktop.appearance"_s, u"contrast"_s, QDBusVariant{1U});
        Q_EMIT m_portal.SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant{2U});
        QTest::qWait(100);
        QCOMPARE(*system.preferred(), theme::Scheme::Light);
    }
};

QTEST_MAIN(SystemSchemeTest)
#include "system_scheme_test.moc"
