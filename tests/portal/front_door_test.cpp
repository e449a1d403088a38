// SPDX-License-Identifier: GPL-3.0-or-later
#include "front_door_fixture.h"

using namespace foyer;
using namespace foyer::web;

namespace {

void plainAndTls()
{
    QTest::addColumn<bool>("secure");
    QTest::newRow("plain") << false;
    QTest::newRow("TLS") << true;
}

} // namespace

/// What clients may rely on, and what they may not do. Deadlines and floods are in front_door_standing_test.
class FrontDoorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRequestIsAnswered_data() { plainAndTls(); }
    void aRequestIsAnswered()
    {
        QFETCH(bool, secure);
        OpenDoor open;
        Client client{open.port(secure), secure};
        QVERIFY(client.send(getRequest("/caf%C3%A9?a=b")));
        const QByteArray answer = client.readAnswer();
        QCOMPARE(statusOf(answer), 200);
        QCOMPARE(bodyOf(answer),
                 QByteArray{"/caf\xc3\xa9|a=b||127.0.0.1|"} + (secure ? "secure" : "plain") + "|here");
        QVERIFY(answer.contains("\r\nX-Answer: yes\r\n"));
        QVERIFY(!answer.contains("Connection: close"));
    }

    void itMakesNoDifferenceWhereARequestIsSplit_data() { plainAndTls(); }
    void itMakesNoDifferenceWhereARequestIsSplit()
    {
        QFETCH(bool, secure);
        OpenDoor open;
        Client client{open.port(secure), secure};
        const QByteArray request = postRequest("/form", "name=Ana&x=1");
        for (qsizetype at = 1; at < request.size(); ++at) {
            QVERIFY(client.send(request.left(at)));
            std::this_thread::sleep_for(1ms); // two packets, not one
            QVERIFY(client.send(request.mid(at)));
            const QByteArray answer = client.readAnswer();
            QVERIFY2(bodyOf(answer).startsWith("/form||name=Ana&x=1|"), answer.constData());
        }
        QCOMPARE(open.handler.answered.load(), int(request.size()) - 1);
    }

    void oneByteAtATimeIsARequestToo_data() { plainAndTls(); }
    void oneByteAtATimeIsARequestToo()
    {
        QFETCH(bool, secure);
        OpenDoor open;
        Client client{open.port(secure), secure};
        for (const char byte : getRequest("/slowly"))
            QVERIFY(client.send(QByteArray{1, byte}));
        QCOMPARE(statusOf(client.readAnswer()), 200);
    }

    void requestsSentAtOnceAreAnsweredInOrder_data() { plainAndTls(); }
    void requestsSentAtOnceAreAnsweredInOrder()
    {
        QFETCH(bool, secure);
        OpenDoor open;
        Client client{open.port(secure), secure};
        QByteArray all;
        for (int i = 0; i < 50; ++i) // the slow ones first: a later answer must not overtake them
            all += i % 10 == 0 ? postRequest("/slow", QByteArray::number(i))
                               : postRequest("/fast", QByteArray::number(i));
        QVERIFY(client.send(all));
        for (int i = 0; i < 50; ++i) {
            const QByteArray answer = bodyOf(client.readAnswer());
            QVERIFY2(answer.contains("||" + QByteArray::number(i) + "|"), answer.constData());
        }
    }

    void headHasNoBody_data() { plainAndTls(); }
    void headHasNoBody()
    {
        QFETCH(bool, secure);
        OpenDoor open;
        Client client{open.port(secure), secure};
        QByteArray head = getRequest("/big");
        head.replace("GET", "HEAD");
        QVERIFY(client.send(head + getRequest("/next")));
        const QByteArray answer = client.readAnswer(false);
        QCOMPARE(statusOf(answer), 200);
        QVERIFY(answer.contains("Content-Length: 4194304\r\n"));
        QVERIFY2(bodyOf(client.readAnswer()).startsWith("/next|"), "the next answer follows at once");
    }

    void aRefusedHeadHasNoBodyEither()
    {
        OpenDoor open;
        Client client{open.plain()};
        QVERIFY(client.send("HEAD /../x HTTP/1.1\r\nHost: portal.example\r\n\r\n"));
        const QByteArray answer = client.readAll();
        QCOMPARE(statusOf(answer), 400);
        QCOMPARE(bodyOf(answer), QByteArray{});
    }

    void largeAnswersArriveWhole_data() { plainAndTls(); }
    void largeAnswersArriveWhole()
    {
        QFETCH(bool, secure);
        OpenDoor open;
        Client client{open.port(secure), secure};
        for (int i = 0; i < 3; ++i) {
            QVERIFY(client.send(getRequest("/big")));
            QCOMPARE(bodyOf(client.readAnswer()), QByteArray(4 * 1024 * 1024, 'b'));
        }
    }

    void r2_refusalsAreReadableAndFinal_data()
    {
        QTest::addColumn<bool>("secure");
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<int>("status");
        const QByteArray smuggled = getRequest("/smuggled");
        const auto row = [](const char* name, const QByteArray& sent, int status) {
            QTest::newRow(name) << false << sent << status;
            QTest::newRow((std::string{name} + ", TLS").c_str()) << true << sent << status;
        };
        row("GET with a body that is a request",
            getRequest("/", "Content-Length: " + QByteArray::number(smuggled.size()) + "\r\n") + smuggled,
            400);
        row("two lengths", postRequest("/", smuggled, "Content-Length: 0\r\n"), 400);
        row("chunked",
            "POST / HTTP/1.1\r\nHost: portal.example\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
                smuggled,
            501);
        row("chunked and a length",
            postRequest("/", "0\r\n\r\n" + smuggled, "Transfer-Encoding: chunked\r\n"), 400);
        row("POST without length", "POST / HTTP/1.1\r\nHost: portal.example\r\n\r\n" + smuggled, 411);
        row("no Host", "GET / HTTP/1.1\r\n\r\n" + smuggled, 400);
        row("two Hosts", getRequest("/", "Host: other.example\r\n") + smuggled, 400);
        row("TRACE", "TRACE / HTTP/1.1\r\nHost: portal.example\r\n\r\n" + smuggled, 405);
        row("head without end", "GET / HTTP/1.1\r\nHost: portal.example\r\nX: " + QByteArray(200'000, 'x'),
            431);
        row("line without end", QByteArray{"GET /"} + QByteArray(200'000, 'x'), 414);
        row("a million fields", "GET / HTTP/1.1\r\n" + QByteArray{"X: y\r\n"}.repeated(100'000), 431);
        row("gzip", postRequest("/", "\x1f\x8b", "Content-Encoding: gzip\r\n") + smuggled, 415);
        row("body of 64 KiB and one byte", postRequest("/", QByteArray(64 * 1024 + 1, 'x')), 413);
        row("announced gigabytes", "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 9999999999\r\n\r\n",
            413);
        row("large body of 256 KiB and one byte", postRequest("/large", QByteArray(256 * 1024 + 1, 'x')),
            413);
        row("not HTTP at all", "SSH-2.0-OpenSSH_9.2\r\n", 400);
    }
    void r2_refusalsAreReadableAndFinal()
    {
        QFETCH(bool, secure);
        QFETCH(QByteArray, sent);
        OpenDoor open;
        Client client{open.port(secure), secure};
        client.send(sent); // what is refused early need not be taken whole
        const auto begun = std::chrono::steady_clock::now();
        const QByteArray answer = client.readAll();
        QVERIFY2(!client.wasReset(), "the client must be able to read why");
        QVERIFY2(std::chrono::steady_clock::now() - begun < 1s, "closed within a second");
        QTEST(statusOf(answer), "status");
        QCOMPARE(answer.count("HTTP/1.1 "), 1);
        QCOMPARE(open.handler.answered.load(), 0);
        for (const char* guard :
             {"Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff",
              "Referrer-Policy: no-referrer", "Cache-Control: no-store", "Connection: close"})
            QVERIFY2(answer.contains(guard), guard);
        QCOMPARE(answer.contains("Strict-Transport-Security: max-age="), secure);
    }

    void bodiesUpToTheLimitAreTaken()
    {
        OpenDoor open;
        Client client{open.plain()};
        QVERIFY(client.send(postRequest("/", QByteArray(64 * 1024, 'x'))));
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QVERIFY(client.send(postRequest("/large", QByteArray(256 * 1024, 'x'))));
        QCOMPARE(statusOf(client.readAnswer()), 200);
    }

    void whoAsksFirstIsInvitedToSendItsBody()
    {
        OpenDoor open;
        Client client{open.plain()};
        const QByteArray head =
            "POST /form HTTP/1.1\r\nHost: portal.example\r\nExpect: 100-Continue\r\nContent-Length: ";
        QVERIFY(client.send(head + "3\r\n\r\n"));
        QCOMPARE(client.readAnswer(), QByteArray{"HTTP/1.1 100 Continue\r\n\r\n"});
        QVERIFY(client.send("abc"));
        QVERIFY(bodyOf(client.readAnswer()).startsWith("/form||abc|"));
        QVERIFY(client.send(head + "99999999\r\n\r\n"));
        QCOMPARE(statusOf(client.readAll()), 413); // without having been invited
    }

    void aClientMayEndTheConnection()
    {
        OpenDoor open;
        Client client{open.plain()};
        QVERIFY(client.send(getRequest("/last", "Connection: close\r\n") + getRequest("/too-late")));
        const QByteArray all = client.readAll();
        QCOMPARE(all.count("HTTP/1.1 200"), 1);
        QVERIFY(all.contains("Connection: close\r\n"));
        QVERIFY(!all.contains("too-late"));
    }

    void halfARequestIsNone()
    {
        OpenDoor open;
        Client client{open.plain()};
        QVERIFY(client.send(postRequest("/", "abc").chopped(1)));
        client.finishWriting();
        QCOMPARE(client.readAll(), QByteArray{});
        QCOMPARE(open.handler.answered.load(), 0);
    }

    void p9_forwardedHeadersCountFromProxiesOnly()
    {
        const QByteArray claims = "X-Forwarded-For: 198.51.100.1, 192.0.2.7\r\nX-Forwarded-Proto: https\r\n";
        OpenDoor open;
        Client stranger{open.plain()};
        QVERIFY(stranger.send(getRequest("/", claims)));
        QVERIFY(bodyOf(stranger.readAnswer()).endsWith("|127.0.0.1|plain|here"));

        FrontDoorOptions options;
        options.trustedProxies = {u"127.0.0.2"_s};
        OpenDoor behind{{}, options};
        Client proxy{behind.plain(), false, "127.0.0.2"};
        QVERIFY(proxy.send(getRequest("/", claims)));
        QVERIFY(bodyOf(proxy.readAnswer()).endsWith("|192.0.2.7|secure|elsewhere"));
        QVERIFY(proxy.send(getRequest("/")));
        QVERIFY2(bodyOf(proxy.readAnswer()).endsWith("|127.0.0.2|plain|elsewhere"),
                 "who is behind a proxy is never from this machine");
        Client neighbour{behind.plain(), false, "127.0.0.3"};
        QVERIFY(neighbour.send(getRequest("/", claims)));
        QVERIFY(bodyOf(neighbour.readAnswer()).endsWith("|127.0.0.3|plain|here"));
    }

    void aUnixSocketServesAProxy()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"portal.sock"_s);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, qPrintable(path), sizeof address.sun_path - 1);
        { // what a program that was killed leaves behind
            const int abandoned = ::socket(AF_UNIX, SOCK_STREAM, 0);
            QCOMPARE(::bind(abandoned, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
            ::close(abandoned);
        }
        FrontDoorOptions options;
        options.listen = {*listenAddressFrom(u"unix:"_s + path)};
        {
            OpenDoor open{{}, options};
            Client proxy{address};
            QVERIFY(
                proxy.send(getRequest("/", "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\n")));
            QVERIFY(bodyOf(proxy.readAnswer()).endsWith("|192.0.2.7|secure|elsewhere"));

            FrontDoor second{open.handler, options};
            const auto started = second.start();
            QVERIFY(!started);
            QCOMPARE(started.error().fault, Fault::Conflict);
        }
        QVERIFY2(!QFile::exists(path), "it cleans up after itself");
    }

    void iPv6IsServed()
    {
        FrontDoorOptions options;
        options.listen = {*listenAddressFrom(u"[::1]:0"_s)};
        EchoHandler handler;
        FrontDoor door{handler, options};
        if (!door.start())
            QSKIP("this machine has no IPv6");
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_addr = in6addr_loopback;
        address.sin6_port = htons(door.ports().at(0));
        Client client{address};
        QVERIFY(client.send(getRequest("/")));
        QVERIFY(bodyOf(client.readAnswer()).endsWith("|::1|plain|here"));
    }

    void aPortInUseIsAnErrorPeopleUnderstand()
    {
        OpenDoor open;
        FrontDoorOptions options;
        options.listen = {{u"127.0.0.1"_s, 0, Security::Plain, {}},
                          {u"127.0.0.1"_s, open.plain(), Security::Plain, {}}};
        FrontDoor second{open.handler, options};
        const auto started = second.start();
        QVERIFY(!started);
        QCOMPARE(started.error().fault, Fault::Conflict);
        QVERIFY2(started.error().detail.contains(QString::number(open.plain())),
                 qPrintable(started.error().detail));
        QVERIFY(started.error().detail.contains(u"in use"_s));
    }

    void addressesToListenOnAreReadStrictly()
    {
        for (const QString& text :
             {u""_s, u"8080"_s, u":8080"_s, u"localhost:8080"_s, u"127.0.0.1"_s, u"127.0.0.1:"_s,
              u"127.0.0.1:65536"_s, u"127.0.0.1:-1"_s, u"127.0.0.1:+80"_s, u"::1:8080"_s, u"[127.0.0.1]:80"_s,
              u"[::1]"_s, u"unix:"_s, u"http://127.0.0.1:80"_s})
            QVERIFY2(!listenAddressFrom(text), qPrintable(text));
        QCOMPARE(listenAddressFrom(u"[::1]:8443"_s)->port, quint16{8443});
        QCOMPARE(listenAddressFrom(u"0.0.0.0:80"_s)->host, u"0.0.0.0"_s);
    }

    void badOptionsDoNotStart()
    {
        EchoHandler handler;
        QTemporaryDir dir;
        const CertificateFiles good = makeCertificate(dir, "a.example");
        const CertificateFiles other = makeCertificate(dir, "b.example");
        const ListenAddress secure{u"127.0.0.1"_s, 0, Security::Tls, {}};
        for (const auto& certificates :
             std::vector<std::vector<CertificateFiles>>{{},
                                                        {{dir.filePath(u"none"_s), good.key}},
                                                        {{good.certificate, other.key}},
                                                        {{good.key, good.certificate}}}) {
            FrontDoorOptions options;
            options.listen = {secure};
            options.certificates = certificates;
            FrontDoor door{handler, options};
            const auto started = door.start();
            QVERIFY(!started);
            QCOMPARE(started.error().fault, Fault::Invalid);
        }
        FrontDoorOptions nowhere;
        QVERIFY(!FrontDoor(handler, nowhere).start());
        nowhere.listen = {{u"192.0.2.1"_s, 0, Security::Plain, {}}};
        QVERIFY2(!FrontDoor(handler, nowhere).start(), "an address that is not ours");
    }

    void onlyTls12And13AreSpoken()
    {
        OpenDoor open;
        for (const int version : {TLS1_VERSION, TLS1_1_VERSION}) {
            Client old{open.tls()};
            QVERIFY(!old.startTls(nullptr, version));
        }
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            Client client{open.tls()};
            QVERIFY(client.startTls(nullptr, version));
            QVERIFY(client.send(getRequest("/")));
            QCOMPARE(statusOf(client.readAnswer()), 200);
        }
        Client http2{open.tls()};
        QVERIFY2(!http2.startTls(nullptr, TLS1_3_VERSION, "\x02h2"),
                 "who speaks only HTTP/2 took us for another");
        Client both{open.tls()};
        QVERIFY(both.startTls(nullptr, TLS1_3_VERSION, "\x02h2\x08http/1.1"));
    }

    void plainTextOnTheTlsPortIsNotServed()
    {
        OpenDoor open;
        Client client{open.tls()};
        QVERIFY(client.send(getRequest("/")));
        QVERIFY(client.closesWithin(1s));
        QCOMPARE(open.handler.answered.load(), 0);
    }

    void certificatesAreChosenByNameAndReloaded()
    {
        QTemporaryDir dir;
        FrontDoorOptions options;
        options.certificates = {makeCertificate(dir, "first.example"),
                                makeCertificate(dir, "second.example")};
        OpenDoor open{{}, options};
        const auto nameFor = [&](const char* asked) {
            Client client{open.tls()};
            return client.startTls(asked) ? client.certificateName() : QByteArray{"(none)"};
        };
        QCOMPARE(nameFor("second.example"), QByteArray{"second.example"});
        QCOMPARE(nameFor("stranger.example"), QByteArray{"first.example"});
        QCOMPARE(nameFor(nullptr), QByteArray{"first.example"});

        Client early{open.tls(), true};
        const CertificateFiles third = makeCertificate(dir, "third.example");
        for (const auto& [from, to] : {std::pair{third.certificate, options.certificates[0].certificate},
                                       {third.key, options.certificates[0].key}}) {
            QFile::remove(to);
            QVERIFY(QFile::copy(from, to));
        }
        QVERIFY(open.door->reloadCertificates().has_value());
        QCOMPARE(nameFor(nullptr), QByteArray{"third.example"});
        QVERIFY(early.send(getRequest("/")));
        QCOMPARE(statusOf(early.readAnswer()), 200); // connections of the old one go on

        QFile::remove(options.certificates[0].key);
        QVERIFY(!open.door->reloadCertificates());
        QCOMPARE(nameFor(nullptr), QByteArray{"third.example"}); // the old one stays
    }

    void exceptionsSayNothing_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("on the loop") << QByteArray{"/throw"};
        QTest::newRow("in a worker") << QByteArray{"/throw-late"};
    }
    void exceptionsSayNothing()
    {
        QFETCH(QByteArray, target);
        OpenDoor open;
        QTest::ignoreMessage(QtWarningMsg, "a handler threw: the secret in /var/lib/foyer");
        Client client{open.plain()};
        QVERIFY(client.send(getRequest(target)));
        const QByteArray answer = client.readAll();
        QCOMPARE(statusOf(answer), 500);
        QVERIFY(!answer.contains("secret"));
        QVERIFY(!answer.contains("foyer"));
        Client next{open.plain()};
        QVERIFY(next.send(getRequest("/")));
        QCOMPARE(statusOf(next.readAnswer()), 200);
    }
};

QTEST_GUILESS_MAIN(FrontDoorTest)
#include "front_door_test.moc"
