// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/courier.h"
#include "app/mail/mail_account.h"
#include "app/mail/queue.h"
#include "app/secrets/secret_store.h"
#include "tests/ui/address_book/studio_fixture.h"
#include "ui/outbox/outbox_page.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTimer>

#include <algorithm>
#include <vector>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// A server that takes everything, as a program of its own.
class Sink
{
public:
    Sink()
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(u"/usr/bin/python3"_s, {u"-B"_s, qEnvironmentVariable("FOYER_MAIL_SINK")});
    }
    int port() { return m_process.waitForReadyRead(20'000) ? m_process.readLine().trimmed().toInt() : 0; }
    /// How many mails came, and how many of them were different.
    QByteArray came()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished(20'000);
        return m_process.readAll().trimmed();
    }

private:
    QProcess m_process;
};

qint64 countSent(Database& studio)
{
    return studio
        .read([](const Snapshot& snapshot) {
            return snapshot.query(u"SELECT count(*) FROM mail WHERE state = 'sent'"_s)
                .first([](const Query& row) { return row.integer(0); });
        })
        ->value_or(0);
}

} // namespace

class OutboxDrainTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// A thousand mails leave (ten thousand in a whole run) while the Outbox is looked at.
    void theWindowStaysFluentWhileMailsLeave()
    {
        const int count = qEnvironmentVariableIntValue("FOYER_WHOLE_RUN") == 1 ? 10'000 : 1'000;
        StudioFixture studio;
        Sink sink;
        const int port = sink.port();
        QVERIFY(port > 0);
        std::vector<ContactId> people;
        for (int i = 0; i < 50; ++i)
            people.push_back(
                studio.addPerson(u"Reader"_s, QString::number(i), u"reader%1@example.org"_s.arg(i)));
        studio.change([&](Transaction& transaction) -> Result<void> {
            for (int i = 0; i < count; ++i) {
                const int who = i % 50;
                const auto queued =
                    mail::enqueue(transaction, {u"notice"_s, people[std::size_t(who)], studio.brand(),
                                                u"Reader %1"_s.arg(who), u"reader%1@example.org"_s.arg(who),
                                                u"Number %1"_s.arg(i), u"Words.\n"_s});
                if (!queued)
                    return fail(queued.error());
            }
            auto account = mail::account(transaction, studio.brand());
            if (!account)
                return fail(account.error());
            account->details.fromAddress = u"hello@lumen.example"_s;
            account->details.server = MailServer{u"127.0.0.1"_s, port, MailSecurity::None, {}};
            return mail::saveAccount(transaction, *account);
        });

        OutboxPage page{studio.database()};
        page.resize(1000, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));

        // What somebody at the keyboard feels: how long the window does not listen.
        std::vector<qint64> gaps;
        QElapsedTimer since;
        QTimer pulse;
        pulse.setTimerType(Qt::PreciseTimer);
        connect(&pulse, &QTimer::timeout, this, [&] { gaps.push_back(since.restart()); });
        mail::Courier courier{studio.database(),
                              secrets::openLate(studio.database(), secrets::Machine::Server)};
        QElapsedTimer all;
        all.start();
        since.start();
        pulse.start(5);
        courier.start();
        while (countSent(studio.database()) < count && all.elapsed() < 300'000)
            QTest::qWait(100);
        pulse.stop();
        QCOMPARE(countSent(studio.database()), count);
        QCOMPARE(sink.came(), QByteArray::number(count) + ' ' + QByteArray::number(count));

        std::sort(gaps.begin(), gaps.end());
        const qint64 p99 = gaps[gaps.size() * 99 / 100];
        qInfo("outbox drain: %d mails in %.1f s, %.0f a second; the window was deaf for %lld ms at p99, %lld "
              "ms at most "
              "(bounds 100 and 500, for busy machines)",
              count, double(all.elapsed()) / 1000, count * 1000.0 / double(all.elapsed()), p99, gaps.back());
        QVERIFY(p99 <= 100);
        QVERIFY(gaps.back() <= 500);
    }
};

QTEST_MAIN(OutboxDrainTest)
#include "outbox_drain_test.moc"
