// SPDX-License-Identifier: GPL-3.0-or-later
#include "front_door_fixture.h"

#include <cerrno>

using namespace foyer;
using namespace foyer::web;

namespace {

Limits hasty()
{
    Limits limits;
    limits.tlsHandshake = 200ms;
    limits.head = 200ms;
    limits.body = 200ms;
    limits.idle = 300ms;
    limits.writeStall = 300ms;
    limits.linger = 100ms;
    return limits;
}

void plainAndTls()
{
    QTest::addColumn<bool>("secure");
    QTest::newRow("plain") << false;
    QTest::newRow("TLS") << true;
}

std::chrono::milliseconds since(std::chrono::steady_clock::time_point begun)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
}

} // namespace

/// That the door stands: deadlines, floods, failing system calls, and its end.
class FrontDoorStandingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDrippingHeadGainsNothing_data() { plainAndTls(); }
    void aDrippingHeadGainsNothing()
    {
        QFETCH(bool, secure);
        OpenDoor open{hasty()};
        Client client{open.port(secure), secure};
        const auto begun = std::chrono::steady_clock::now();
        QVERIFY(client.send("GET / HTTP/1.1\r\nHost: portal.example\r\n"));
        for (int i = 0; i < 40 && since(begun) < 230ms; ++i) {
            client.send("X");
            std::this_thread::sleep_for(10ms);
        }
        const QByteArray answer = client.readAll();
        QCOMPARE(statusOf(answer), 408);
        QVERIFY2(since(begun) < 1s, "however many bytes it dripped");
    }

    void aDrippingBodyGainsNothing_data() { plainAndTls(); }
    void aDrippingBodyGainsNothing()
    {
        QFETCH(bool, secure);
        OpenDoor open{hasty()};
        Client client{open.port(secure), secure};
        const auto begun = std::chrono::steady_clock::now();
        QVERIFY(client.send(postRequest("/", QByteArray(1000, 'x')).chopped(900)));
        for (int i = 0; i < 40 && since(begun) < 230ms; ++i) {
            client.send("x");
            std::this_thread::sleep_for(10ms);
        }
        QCOMPARE(statusOf(client.readAll()), 408);
        QVERIFY(since(begun) < 1s);
        QCOMPARE(open.handler.answered.load(), 0);
    }

    void p8_anAnswerLeavesWhenItsHandlerWantsAndNobodysThreadWaits()
    {
        OpenDoor open{hasty()};
        const auto begun = std::chrono::steady_clock::now();
        std::vector<std::unique_ptr<Client>> clients;
        for (int i = 0; i < 20; ++i) {
            clients.push_back(std::make_unique<Client>(open.port(false), false));
            QVERIFY(clients.back()->send(getRequest("/held", "Connection: close\r\n")));
        }
        for (const auto& client : clients) {
            QCOMPARE(statusOf(client->readAll()), 200);
            QVERIFY(since(begun) >= 150ms);
        }
        QVERIFY2(since(begun) < 1s, "no worker slept for each of them");
    }

    void halfAHandshakeGainsNothing()
    {
        OpenDoor open{hasty()};
        Client silent{open.tls()};
        Client begun{open.tls()};
        QVERIFY(begun.send(QByteArray{"\x16\x03\x01\x02\x00\x01\x00", 7}));
        QVERIFY(silent.closesWithin(1s));
        QVERIFY(begun.closesWithin(1s));
    }

    void whoSaysNothingIsShownOut()
    {
        OpenDoor open{hasty()};
        Client fresh{open.plain()};
        Client idle{open.plain()};
        QVERIFY(idle.send(getRequest("/")));
        QCOMPARE(statusOf(idle.readAnswer()), 200);
        QVERIFY(!idle.closesWithin(100ms));
        QVERIFY(idle.closesWithin(1s));
        QVERIFY(fresh.closesWithin(1s));
        QVERIFY(!fresh.wasReset());
    }

    void whoDoesNotReadIsShownOut_data() { plainAndTls(); }
    void whoDoesNotReadIsShownOut()
    {
        QFETCH(bool, secure);
        OpenDoor open{hasty()};
        Client client{open.port(secure), secure};
        for (int i = 0; i < 8; ++i) // more than the kernel keeps for us
            client.send(getRequest("/big"));
        QTRY_COMPARE_WITH_TIMEOUT(open.door->connectionCount(), 0, 3000);
    }

    void r1_slowClientsDoNotKeepOthersWaiting_data() { plainAndTls(); }
    void r1_slowClientsDoNotKeepOthersWaiting()
    {
        QFETCH(bool, secure);
        OpenDoor open;
        std::vector<std::unique_ptr<Client>> slow;
        for (int i = 0; i < 300; ++i) {
            slow.push_back(std::make_unique<Client>(open.port(secure)));
            slow.back()->send(secure ? QByteArray{"\x16\x03\x01"} : QByteArray{"GET / HTTP/1.1\r\nHost: a"});
        }
        const auto begun = std::chrono::steady_clock::now();
        for (int i = 0; i < 20; ++i) {
            Client honest{open.port(secure), secure};
            QVERIFY(honest.send(getRequest("/")));
            QCOMPARE(statusOf(honest.readAnswer()), 200);
        }
        QVERIFY2(since(begun) < 2s, "twenty honest clients, one after the other");
    }

    void oneSourceCannotTakeAllPlaces()
    {
        Limits limits;
        limits.connectionsPerLoopbackSource = 3;
        OpenDoor open{limits};
        std::vector<std::unique_ptr<Client>> greedy;
        for (int i = 0; i < 3; ++i) {
            greedy.push_back(std::make_unique<Client>(open.plain()));
            QVERIFY(greedy.back()->send(getRequest("/")));
            QCOMPARE(statusOf(greedy.back()->readAnswer()), 200);
        }
        Client fourth{open.plain()};
        const QByteArray turnedAway = fourth.readAll();
        QCOMPARE(statusOf(turnedAway), 503);
        QVERIFY(turnedAway.contains("Retry-After: "));
        Client other{open.plain(), false, "127.0.0.77"};
        QVERIFY(other.send(getRequest("/")));
        QCOMPARE(statusOf(other.readAnswer()), 200);

        greedy.pop_back();
        QTRY_COMPARE(open.door->connectionCount(), 3);
        Client again{open.plain()};
        QVERIFY(again.send(getRequest("/")));
        QCOMPARE(statusOf(again.readAnswer()), 200);
    }

    void placesInAllAreCounted()
    {
        Limits limits;
        limits.connectionsInAll = 2;
        OpenDoor open{limits};
        Client first{open.plain(), false, "127.0.0.11"};
        Client second{open.plain(), false, "127.0.0.12"};
        QTRY_COMPARE(open.door->connectionCount(), 2);
        Client third{open.plain(), false, "127.0.0.13"};
        QCOMPARE(statusOf(third.readAll()), 503);
        Client overTls{open.tls(), false, "127.0.0.13"};
        QVERIFY(overTls.closesWithin(1s));
    }

    void aFullQueueSaysSoAtOnce()
    {
        Limits limits;
        limits.workerQueue = 2;
        FrontDoorOptions options;
        options.workers = 1;
        OpenDoor open{limits, options};
        std::vector<std::unique_ptr<Client>> waiting;
        for (int i = 0; i < 3; ++i) { // one at work, two in the queue
            waiting.push_back(std::make_unique<Client>(open.plain()));
            QVERIFY(waiting.back()->send(getRequest("/gate")));
            if (i == 0)
                QTRY_COMPARE(open.handler.answered.load(), 1);
        }
        QTest::qWait(50); // the other two are on other loops: let them arrive
        Client refused{open.plain()};
        const auto begun = std::chrono::steady_clock::now();
        QVERIFY(refused.send(getRequest("/gate")));
        const QByteArray answer = refused.readAnswer();
        QVERIFY2(since(begun) < 50ms, qPrintable(QString::number(since(begun).count())));
        QCOMPARE(statusOf(answer), 503);
        QVERIFY(answer.contains("Retry-After: "));
        Client reader{open.plain()};
        QVERIFY(reader.send(getRequest("/read")));
        QCOMPARE(statusOf(reader.readAnswer()), 200); // reads go on
        open.handler.openGate();
        for (const auto& client : waiting)
            QCOMPARE(statusOf(client->readAnswer()), 200);
    }

    void noErrorOfAcceptEndsIt()
    {
        const std::vector<int> errors{ECONNABORTED, EMFILE, ENFILE, ENOBUFS, ENOMEM,   EPROTO,
                                      EPERM,        EINTR,  EINVAL, EBADF,   ENETDOWN, ETIMEDOUT};
        std::atomic<std::size_t> next = 0;
        Limits limits;
        limits.acceptPause = 2ms;
        FrontDoorOptions options;
        options.acceptCall = [&](int socket, sockaddr* address, unsigned* size) {
            const std::size_t turn = next++;
            if (turn % 2 == 0 && turn / 2 < errors.size()) {
                errno = errors[turn / 2];
                return -1;
            }
            return ::accept4(socket, address, size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        };
        OpenDoor open{limits, options};
        int served = 0;
        for (std::size_t i = 0; i < errors.size() * 2; ++i) {
            Client client{open.plain()};
            if (client.send(getRequest("/")) && statusOf(client.readAnswer()) == 200)
                ++served;
        }
        QVERIFY2(next > errors.size() * 2, "every error happened");
        QVERIFY2(served >= int(errors.size()) * 2 - 2, "only those hung up on for want of files may fail");
    }

    void drainingEndsInTime_data() { plainAndTls(); }
    void drainingEndsInTime()
    {
        QFETCH(bool, secure);
        OpenDoor open;
        Client idle{open.port(secure), secure};
        QVERIFY(idle.send(getRequest("/")));
        QCOMPARE(statusOf(idle.readAnswer()), 200);
        Client half{open.port(secure), secure};
        QVERIFY(half.send("GET / HTTP/1.1\r\nHost: a"));
        Client deaf{open.port(secure), secure};
        for (int i = 0; i < 8; ++i)
            deaf.send(getRequest("/big"));
        Client working{open.port(secure), secure};
        QVERIFY(working.send(getRequest("/slow")));
        QTRY_VERIFY(open.handler.answered.load() >= 3);
        const quint16 port = open.port(secure);

        const auto begun = std::chrono::steady_clock::now();
        open.door->drain(2s); // a busy machine needs some of it for the slow answer
        QVERIFY2(since(begun) < 5s, qPrintable(QString::number(since(begun).count())));
        QCOMPARE(open.door->connectionCount(), 0);
        const QByteArray answer = working.readAnswer();
        QCOMPARE(statusOf(answer), 200);
        QVERIFY(idle.closesWithin(1s));
        QVERIFY(half.closesWithin(1s));
        QVERIFY(!Client(port).isConnected());
        QCOMPARE(open.handler.left.load(), 5); // two loops, two workers, one that hashes
        open.door->drain();                    // again: nothing to do
    }

    void aDoorWithoutClientsClosesAtOnce()
    {
        OpenDoor open;
        const auto begun = std::chrono::steady_clock::now();
        open.door->drain();
        QVERIFY(since(begun) < 500ms);
        EchoHandler handler;
        const FrontDoor neverOpened{handler, {}};
        Q_UNUSED(neverOpened)
    }

    void theDestructorDoesNotWaitForClients()
    {
        std::vector<std::unique_ptr<Client>> clients;
        const auto begun = [&] {
            OpenDoor open;
            for (int i = 0; i < 50; ++i) {
                clients.push_back(std::make_unique<Client>(open.port(i % 2 == 1)));
                clients.back()->send(i % 3 == 0 ? getRequest("/slow") : QByteArray{"GET / HT"});
            }
            return std::chrono::steady_clock::now();
        }();
        QVERIFY(since(begun) < 2s);
    }

    void manyClientsAtOnceGetTheirOwnAnswers()
    {
        OpenDoor open;
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int thread = 0; thread < 8; ++thread) {
            threads.emplace_back([&, thread] {
                for (int i = 0; i < 40; ++i) {
                    const bool secure = (thread + i) % 4 == 0;
                    Client client{open.port(secure), secure};
                    for (int again = 0; again < 5; ++again) {
                        const QByteArray mark = QByteArray::number(thread * 10000 + i * 10 + again);
                        client.send(postRequest(again == 4 ? "/gate-free" : "/mark", mark));
                        if (!bodyOf(client.readAnswer()).contains("||" + mark + "|"))
                            ++wrong;
                    }
                }
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(open.handler.answered.load(), 8 * 40 * 5);
    }
};

QTEST_GUILESS_MAIN(FrontDoorStandingTest)
#include "front_door_standing_test.moc"
