// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/mail_account.h"
#include "app/secrets/secret_store.h"
#include "tests/ui/address_book/studio_fixture.h"
#include "ui/settings/mail_settings.h"

#include <QComboBox>
#include <QDir>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTcpServer>
#include <QTcpSocket>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

struct Fixture : StudioFixture
{
    Fixture()
    {
        change([&](Transaction& t) -> Result<void> {
            auto mine = brands::find(t, brand());
            mine->details.email = u"studio@example.com"_s;
            return brands::save(t, *mine);
        });
        page = std::make_unique<MailSettings>(database());
        page->resize(900, 800);
        page->show();
    }
    template <class Widget>
    Widget* part(const QString& name)
    {
        return page->findChild<Widget*>(name);
    }
    void ownServer()
    {
        auto* way = part<QComboBox>(u"mailWay"_s);
        way->setCurrentIndex(1);
        Q_EMIT way->activated(1);
    }
    void type(const QString& name, const QString& text)
    {
        auto* line = part<QLineEdit>(name);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    MailAccount stored()
    {
        return *database().read([&](const Snapshot& snapshot) { return mail::account(snapshot, brand()); });
    }
    QString said() { return part<QLabel>(u"said"_s)->text(); }
    /// All that stands on the page somewhere.
    QString everything()
    {
        QStringList all;
        for (const QLabel* label : page->findChildren<QLabel*>())
            all << label->text() << label->accessibleName() << label->accessibleDescription();
        for (const QLineEdit* line : page->findChildren<QLineEdit*>())
            all << line->text() << line->placeholderText() << line->accessibleDescription()
                << line->toolTip();
        return all.join(u'\n');
    }
    std::unique_ptr<MailSettings> page;
};

} // namespace

class MailSettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_state.isValid());
        qputenv("XDG_STATE_HOME", m_state.path().toUtf8());
        qputenv("FOYER_SECRETS", "file");
        qputenv("FOYER_MAIL_PATIENCE", "1500,3000");
    }

    void aServerIsProposedFromTheAddressAndKept()
    {
        Fixture f;
        QVERIFY(!f.part<QPushButton>(u"saveMailAccount"_s)->isEnabled());
        f.ownServer();
        auto* propose = f.part<QPushButton>(u"proposeServer"_s);
        QVERIFY(propose->isVisible());
        propose->click();
        QCOMPARE(f.part<QLineEdit>(u"mailHost"_s)->text(), u"smtp.example.com"_s);
        QCOMPARE(f.part<QSpinBox>(u"mailPort"_s)->value(), 587);
        QCOMPARE(f.part<QLineEdit>(u"mailUser"_s)->text(), u"studio@example.com"_s);
        f.part<QPushButton>(u"saveMailAccount"_s)->click();
        QTRY_COMPARE(f.said(), u"Saved."_s);
        const MailServer expected{u"smtp.example.com"_s, 587, MailSecurity::StartTls,
                                  u"studio@example.com"_s};
        QCOMPARE(*f.stored().details.server, expected);
    }

    void aPasswordIsKeptApartAndNeverReadBack()
    {
        Fixture f;
        const QString secret = u"correct horse battery"_s;
        f.ownServer();
        f.part<QPushButton>(u"proposeServer"_s)->click();
        f.type(u"mailPassword"_s, secret);
        QCOMPARE(f.part<QLineEdit>(u"mailPassword"_s)->echoMode(), QLineEdit::Password);
        f.part<QPushButton>(u"saveMailAccount"_s)->click();
        QTRY_COMPARE(f.said(), u"Saved."_s);
        QTRY_VERIFY(!f.part<QLineEdit>(u"mailPassword"_s)->placeholderText().isEmpty());
        QVERIFY(f.part<QLineEdit>(u"mailPassword"_s)->text().isEmpty());
        QVERIFY(!f.everything().contains(secret));
        const auto kept =
            f.database().read([&](const Snapshot& snapshot) -> Result<std::optional<QByteArray>> {
                const auto store = secrets::open(snapshot, secrets::Machine::Desktop);
                return (*store)->find(mail::passwordName(f.brand()));
            });
        QCOMPARE(**kept, secret.toUtf8());
        // Not in the studio file, nor in its neighbours.
        QDirIterator files{QFileInfo{f.database().file()}.absolutePath(), QDir::Files,
                           QDirIterator::Subdirectories};
        while (files.hasNext()) {
            QFile file{files.next()};
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(secret.toUtf8()), qPrintable(file.fileName()));
        }
        f.page = std::make_unique<MailSettings>(f.database());
        f.page->show();
        QTRY_VERIFY(!f.part<QLineEdit>(u"mailPassword"_s)->placeholderText().isEmpty());
        QVERIFY(!f.everything().contains(secret));
    }

    void whatIsWrongStandsBesideItsFieldAndNothingIsLost()
    {
        Fixture f;
        f.type(u"fromAddress"_s, u"no address"_s);
        f.ownServer();
        f.type(u"mailHost"_s, u"http://example.com/x"_s);
        f.part<QPushButton>(u"saveMailAccount"_s)->click();
        QVERIFY(f.said().startsWith(u"Not saved yet"_s));
        QCOMPARE(f.stored().version, 0);
        QVERIFY(f.everything().contains(u"“no address” is not an email address."_s));
        QVERIFY(f.everything().contains(u"is not the name of a mail server"_s));
        QCOMPARE(f.part<QLineEdit>(u"mailHost"_s)->text(), u"http://example.com/x"_s);
        f.type(u"fromAddress"_s, u"hello@example.com"_s);
        f.type(u"mailHost"_s, u"smtp.example.com"_s);
        auto* security = f.part<QComboBox>(u"mailSecurity"_s);
        security->setCurrentIndex(2);
        Q_EMIT security->activated(2);
        f.part<QPushButton>(u"saveMailAccount"_s)->click();
        QVERIFY(f.everything().contains(u"encrypted only"_s));
        QCOMPARE(f.stored().version, 0);
    }

    void aProblemOfTheServerStandsThereUntilItIsTriedAgain()
    {
        Fixture f;
        f.ownServer();
        f.part<QPushButton>(u"proposeServer"_s)->click();
        f.part<QPushButton>(u"saveMailAccount"_s)->click();
        QTRY_COMPARE(f.said(), u"Saved."_s);
        f.change([&](Transaction& t) {
            return mail::noteProblem(t, f.brand(), u"The server refuses the password."_s,
                                     t.now() + std::chrono::minutes{15});
        });
        QTRY_VERIFY(f.part<QWidget>(u"accountProblem"_s)->isVisible());
        f.part<QPushButton>(u"tryAgain"_s)->click();
        QTRY_VERIFY(!f.part<QWidget>(u"accountProblem"_s)->isVisible());
    }

    void aTestMailToAServerThatIsNotThereSaysSo()
    {
        Fixture f;
        quint16 port = 0;
        {
            QTcpServer nobody; // a port that is free, and then closed
            QVERIFY(nobody.listen(QHostAddress::LocalHost));
            port = nobody.serverPort();
        }
        f.ownServer();
        f.type(u"mailHost"_s, u"127.0.0.1"_s);
        auto* security = f.part<QComboBox>(u"mailSecurity"_s);
        security->setCurrentIndex(2);
        Q_EMIT security->activated(2);
        f.part<QSpinBox>(u"mailPort"_s)->setValue(port);
        f.type(u"testTo"_s, u"nonsense"_s);
        f.part<QPushButton>(u"sendTest"_s)->click();
        QVERIFY(f.part<QLabel>(u"testSaid"_s)->isHidden());
        f.type(u"testTo"_s, u"somebody@example.com"_s);
        f.part<QPushButton>(u"sendTest"_s)->click();
        QVERIFY(f.part<QPushButton>(u"cancelTest"_s)->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!f.part<QPushButton>(u"cancelTest"_s)->isVisible(), 10'000);
        const QString said = f.part<QLabel>(u"testSaid"_s)->text();
        QVERIFY2(said.size() > 20 && said.contains(u"127.0.0.1"_s), qPrintable(said));
        QCOMPARE(f.stored().version, 0); // trying is not saving
    }

    void aTestMailThatIsTakenSaysSoAndIsRemembered()
    {
        Fixture f;
        QTcpServer server; // as much SMTP as one mail needs
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QByteArray letter;
        connect(&server, &QTcpServer::newConnection, this, [&] {
            QTcpSocket* client = server.nextPendingConnection();
            client->write("220 here\r\n");
            connect(client, &QTcpSocket::readyRead, client, [&letter, client, isData = false]() mutable {
                while (client->canReadLine()) {
                    const QByteArray line = client->readLine();
                    if (isData) {
                        letter += line;
                        isData = line != ".\r\n";
                        if (!isData)
                            client->write("250 taken\r\n");
                    } else if (line.startsWith("DATA")) {
                        isData = true;
                        client->write("354 go on\r\n");
                    } else {
                        client->write(line.startsWith("QUIT") ? "221 bye\r\n" : "250 fine\r\n");
                    }
                }
            });
        });
        f.ownServer();
        f.type(u"mailHost"_s, u"127.0.0.1"_s);
        auto* security = f.part<QComboBox>(u"mailSecurity"_s);
        security->setCurrentIndex(2);
        Q_EMIT security->activated(2);
        f.part<QSpinBox>(u"mailPort"_s)->setValue(server.serverPort());
        f.part<QPushButton>(u"saveMailAccount"_s)->click();
        QTRY_COMPARE(f.said(), u"Saved."_s);
        f.type(u"testTo"_s, u"somebody@example.com"_s);
        f.part<QPushButton>(u"sendTest"_s)->click();
        auto* said = f.part<QLabel>(u"testSaid"_s);
        QTRY_VERIFY2(said->text().contains(u"took the test mail to somebody@example.com"_s),
                     qPrintable(said->text()));
        QVERIFY(letter.contains("From: "));
        QVERIFY(letter.contains("studio@example.com"));
        QTRY_VERIFY(f.stored().verifiedAt);
        QTRY_VERIFY(f.part<QLabel>(u"verified"_s)->text().startsWith(u"The server took a mail on "_s));
    }

    void aTestMailToASilentServerCanBeCancelled()
    {
        Fixture f;
        qputenv("FOYER_MAIL_PATIENCE", "60000,60000");
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        f.ownServer();
        f.type(u"mailHost"_s, u"127.0.0.1"_s);
        auto* security = f.part<QComboBox>(u"mailSecurity"_s);
        security->setCurrentIndex(2);
        Q_EMIT security->activated(2);
        f.part<QSpinBox>(u"mailPort"_s)->setValue(silent.serverPort());
        f.type(u"testTo"_s, u"somebody@example.com"_s);
        f.part<QPushButton>(u"sendTest"_s)->click();
        QTRY_VERIFY(silent.hasPendingConnections());
        f.part<QPushButton>(u"cancelTest"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(f.part<QLabel>(u"testSaid"_s)->text().startsWith(u"Cancelled."_s), 5'000);
        qputenv("FOYER_MAIL_PATIENCE", "1500,3000");
    }

private:
    QTemporaryDir m_state;
};

QTEST_MAIN(MailSettingsTest)
#include "mail_settings_test.moc"
