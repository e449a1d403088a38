// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/secret_file.h"
#include "app/secrets/secret_store.h"
#include "tests/app/studio_fixture.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>

#include <sys/stat.h>

using namespace foyer;
using namespace Qt::StringLiterals;

class SecretStoreTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_state;
    const QByteArray m_key = "sk_test_canary51Hx0Ab";
    const QByteArray m_hook = "whsec_canaryHookOne";

    static std::unique_ptr<SecretStore> open(const test::StudioFixture& studio,
                                             secrets::Machine machine = secrets::Machine::Server)
    {
        auto store = studio.database->read([&](const Snapshot& s) { return secrets::open(s, machine); });
        if (!store)
            qFatal("%s", qPrintable(store.error().detail));
        return std::move(*store);
    }
    QStringList files() const
    {
        QStringList found;
        QDirIterator walk{m_state->path(), QDir::Files, QDirIterator::Subdirectories};
        while (walk.hasNext())
            found.append(walk.next());
        return found;
    }
    QByteArray everyByte() const
    {
        QByteArray all;
        for (const QString& name : files()) {
            QFile file{name};
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll();
        }
        return all;
    }

private Q_SLOTS:
    void init()
    {
        m_state = std::make_unique<QTemporaryDir>();
        qputenv("XDG_STATE_HOME", QFile::encodeName(m_state->path()));
        qunsetenv("FOYER_SECRETS_KEY");
        qputenv("FOYER_SECRETS", "file");
    }

    void aSecretIsKeptFoundListedAndForgotten()
    {
        test::StudioFixture studio;
        const auto store = open(studio);
        const QString name = secrets::stripeKey(studio.brand());
        const QString hook = secrets::stripeWebhook(studio.brand(), 1);
        QVERIFY(!store->find(name).value());
        QVERIFY(store->names()->empty());
        QVERIFY(store->remove(name));
        QVERIFY(files().isEmpty()); // looking makes nothing

        QVERIFY(store->keep(name, m_key + "\n"));
        QVERIFY(store->keep(hook, m_hook));
        QCOMPARE(store->find(name)->value(), m_key);
        QCOMPARE(*store->names(), (std::vector<QString>{name, hook}));
        QCOMPARE(open(studio)->find(hook)->value(), m_hook); // by another process, too

        QVERIFY(store->keep(name, "rk_live_another"));
        QCOMPARE(open(studio)->find(name)->value(), "rk_live_another"_ba);
        QVERIFY(store->remove(name));
        QVERIFY(!open(studio)->find(name).value());
    }

    void P15_nobodyElseReadsIt()
    {
        test::StudioFixture studio;
        QVERIFY(open(studio)->keep(secrets::stripeKey(studio.brand()), m_key));
        QVERIFY(!files().isEmpty());
        for (const QString& name : files()) {
            struct stat state = {};
            QVERIFY(::stat(QFile::encodeName(name).constData(), &state) == 0);
            QVERIFY2((state.st_mode & 077) == 0 || name.endsWith(".lock"_L1), qPrintable(name));
        }
        QVERIFY(!everyByte().contains("canary"));
        QFile studioFile{studio.file()};
        QVERIFY(studioFile.open(QIODevice::ReadOnly));
        QVERIFY(!studioFile.readAll().contains("canary"));
        QFile wal{studio.file() + "-wal"_L1};
        QVERIFY(!wal.open(QIODevice::ReadOnly) || !wal.readAll().contains("canary"));
    }

    void twoStudiosDoNotShareSecrets()
    {
        test::StudioFixture one;
        test::StudioFixture other;
        QVERIFY(open(one)->keep(secrets::stripeKey(one.brand()), m_key));
        QVERIFY(!open(other)->find(secrets::stripeKey(other.brand())).value());
        QVERIFY(open(other)->names()->empty());
    }

    void whatOthersMayReadIsNotTrusted()
    {
        test::StudioFixture studio;
        const auto store = open(studio);
        const QString name = secrets::stripeKey(studio.brand());
        QVERIFY(store->keep(name, m_key));
        for (const QString& file : files()) {
            if (file.endsWith(".key"_L1))
                QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        }
        const auto found = open(studio)->find(name);
        QVERIFY(!found && found.error().detail.contains(u"chmod 600"_s));
    }

    void aDamagedFileIsAnErrorAndIsNotOverwritten()
    {
        test::StudioFixture studio;
        const QString name = secrets::stripeKey(studio.brand());
        QVERIFY(open(studio)->keep(name, m_key));
        for (const QString& path : files()) {
            if (!path.endsWith(".secrets"_L1))
                continue;
            QFile file{path};
            QVERIFY(file.open(QIODevice::ReadWrite));
            const QByteArray bytes = file.readAll();
            file.seek(bytes.size() / 2);
            file.putChar(char(bytes[bytes.size() / 2] ^ 1));
        }
        const QByteArray before = everyByte();
        QVERIFY(!open(studio)->find(name));
        QVERIFY(!open(studio)->keep(name, m_key));
        QCOMPARE(everyByte(), before);
    }

    void aServerHandsInItsOwnKey()
    {
        test::StudioFixture studio;
        const QString name = secrets::stripeKey(studio.brand());
        qputenv("FOYER_SECRETS_KEY", QByteArray(64, 'a'));
        QVERIFY(open(studio)->keep(name, m_key));
        QVERIFY(files().filter(u".key"_s).isEmpty());
        QCOMPARE(open(studio)->find(name)->value(), m_key);
        qputenv("FOYER_SECRETS_KEY", QByteArray(64, 'b'));
        QVERIFY(!open(studio)->find(name));
        qputenv("FOYER_SECRETS_KEY", "short");
        const auto refused = open(studio)->find(name);
        QVERIFY(!refused && refused.error().detail.contains(u"32 bytes"_s));
    }

    void whatCannotBeASecretIsRefusedWithoutRepeatingIt()
    {
        test::StudioFixture studio;
        const auto store = open(studio);
        const QString key = secrets::stripeKey(studio.brand());
        const QString hook = secrets::stripeWebhook(studio.brand(), 2);
        for (const auto& [name, value] :
             std::vector<std::pair<QString, QByteArray>>{{key, "pk_live_canary"},
                                                         {key, "canary"},
                                                         {key, ""},
                                                         {key, "sk_live_canary x"},
                                                         {hook, m_key},
                                                         {hook, "whsec_"},
                                                         {u"stripe/0/key"_s, m_key},
                                                         {u"smtp"_s, m_key},
                                                         {key, "sk_test_" + QByteArray(300, 'c')}}) {
            const auto kept = store->keep(name, value);
            QVERIFY2(!kept && kept.error().fault == Fault::Invalid, value.constData());
            QVERIFY(!kept.error().detail.contains(u"canary"_s) && kept.error().detail.endsWith(u'.'));
        }
        QVERIFY(files().isEmpty());
    }

    void theKeyringOfADesktop()
    {
        if (!qEnvironmentVariableIsSet("FOYER_TEST_KEYRING"))
            QSKIP("no keyring was started for this run; the test “keyring” starts one");
        qunsetenv("FOYER_SECRETS");
        test::StudioFixture studio;
        const QString name = secrets::stripeKey(studio.brand());
        QVERIFY(open(studio, secrets::Machine::Server)->keep(name, "sk_test_before"));
        const auto store = open(studio, secrets::Machine::Desktop);
        QCOMPARE(store->place(), u"the keyring of this desktop"_s);
        QCOMPARE(store->find(name)->value(), "sk_test_before"_ba); // kept by the server earlier
        QVERIFY(store->keep(name, m_key));
        QCOMPARE(store->find(name)->value(), m_key);
        QCOMPARE(open(studio, secrets::Machine::Desktop)->find(name)->value(), m_key);
        QVERIFY(!open(studio, secrets::Machine::Server)->find(name).value()); // left the file
        QCOMPARE(*store->names(), std::vector<QString>{name});
        QVERIFY(store->remove(name));
        QVERIFY(!open(studio, secrets::Machine::Desktop)->find(name).value());
        QVERIFY(store->names()->empty());
    }
};

QTEST_GUILESS_MAIN(SecretStoreTest)
#include "secret_store_test.moc"
