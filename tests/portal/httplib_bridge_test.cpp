// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/httplib_bridge.h"

#include <QTest>

#include <stdexcept>

using namespace foyer::web;
using namespace Qt::StringLiterals;

namespace {

Request get(const QString& path)
{
    Request request;
    request.path = path;
    request.host = u"portal.example"_s;
    return request;
}

QByteArray headOf(const std::optional<WireAnswer>& answer)
{
    return answer ? QByteArray::fromStdString(answer->head) : QByteArray{"(withheld)"};
}

} // namespace

class HttplibBridgeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAnswerHasALengthADateAndNothingOfTheLibrarys()
    {
        HttplibBridge bridge{[](const Request&) {
            return Response{
                200, "text/plain; charset=utf-8", "hello", {{"Set-Cookie", "a=b"}, {"Set-Cookie", "c=d"}}};
        }};
        const auto answer = bridge.answer(get(u"/"_s), true);
        QVERIFY(answer.has_value());
        const QByteArray head = headOf(answer);
        QVERIFY2(head.startsWith("HTTP/1.1 200 OK\r\n"), head.constData());
        QVERIFY(head.endsWith("\r\n\r\n"));
        QVERIFY(head.contains("Content-Length: 5\r\n"));
        QVERIFY(head.contains("Content-Type: text/plain; charset=utf-8\r\n"));
        QVERIFY(head.contains("Set-Cookie: a=b\r\n"));
        QVERIFY(head.contains("Set-Cookie: c=d\r\n"));
        QVERIFY(head.contains("\r\nDate: "));
        for (const char* foreign : {"Keep-Alive", "Accept-Ranges", "Connection", "EXCEPTION"})
            QVERIFY2(!head.contains(foreign), foreign);
        QCOMPARE(answer->body, QByteArray{"hello"});
        QVERIFY(!answer->closesConnection);
    }

    void theHandlerSeesOurRequestUnchanged_data()
    {
        QTest::addColumn<QString>("path");
        for (const char16_t* path : {u"/", u"/a b", u"/café/📷", u"/100%", u"/a%2527", u"/a?b#c",
                                     u"/-._~!$&'()*+,;=:@", u"/<script>"})
            QTest::newRow(qPrintable(QString::fromUtf16(path))) << QString::fromUtf16(path);
        QTest::newRow("as long as may be") << u"/"_s + QString(4000, u'x');
        QTest::newRow("long and regular enough to exhaust a regex") << u"/"_s + QString(2000, u'.') + u"/a"_s;
    }
    void theHandlerSeesOurRequestUnchanged()
    {
        QFETCH(QString, path);
        Request seen;
        HttplibBridge bridge{[&](const Request& request) {
            seen = request;
            return Response{};
        }};
        Request request = get(path);
        request.method = Method::Post;
        request.query = "a=%00&b=%0d%0a";
        request.body = QByteArray(200'000, 'x'); // far beyond the 8,192 bytes the library takes of a form
        request.contentType = "application/x-www-form-urlencoded";
        request.headers.insert("user-agent", "a%0d%0aSet-Cookie: x=1");
        QVERIFY(bridge.answer(request, true).has_value());
        QCOMPARE(seen.path, path);
        QCOMPARE(seen.query, request.query);
        QCOMPARE(seen.body.size(), request.body.size());
        QCOMPARE(seen.headers, request.headers);
    }

    void headHasTheHeadOfGetAndNoBody()
    {
        HttplibBridge bridge{[](const Request&) { return Response{200, "text/plain", "hello", {}}; }};
        Request request = get(u"/"_s);
        const QByteArray full = headOf(bridge.answer(request, true));
        request.method = Method::Head;
        const auto answer = bridge.answer(request, true);
        QCOMPARE(headOf(answer), full);
        QVERIFY(answer->body.isEmpty());
    }

    void statusesWithoutBodyHaveNone_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("204") << 204;
        QTest::newRow("304") << 304;
    }
    void statusesWithoutBodyHaveNone()
    {
        QFETCH(int, status);
        HttplibBridge bridge{[=](const Request&) { return Response{status, "text/plain", "never", {}}; }};
        const auto answer = bridge.answer(get(u"/"_s), true);
        QVERIFY(!headOf(answer).contains("Content-"));
        QVERIFY(answer->body.isEmpty());
    }

    void statusesKeepTheirNames()
    {
        for (const auto& [status, name] : {std::pair{303, "See Other"},
                                           {308, "Permanent Redirect"},
                                           {404, "Not Found"},
                                           {409, "Conflict"},
                                           {421, "Misdirected Request"},
                                           {429, "Too Many Requests"},
                                           {503, "Service Unavailable"}}) {
            const int code = status;
            HttplibBridge bridge{[=](const Request&) { return Response{code, "text/plain", "", {}}; }};
            const QByteArray head = headOf(bridge.answer(get(u"/"_s), true));
            QVERIFY2(head.startsWith("HTTP/1.1 " + QByteArray::number(status) + ' ' + name + "\r\n"),
                     head.constData());
        }
    }

    void theHandlerMayCloseButNotSayHowLongItIs()
    {
        HttplibBridge bridge{[](const Request&) {
            return Response{
                200,
                "text/plain",
                "hello",
                {{"Content-Length", "500"}, {"transfer-encoding", "chunked"}, {"Connection", "keep-alive"}},
                true};
        }};
        const auto answer = bridge.answer(get(u"/"_s), true);
        const QByteArray head = headOf(answer);
        QVERIFY(answer->closesConnection);
        QCOMPARE(head.count("Connection: close\r\n"), 1);
        QCOMPARE(head.count("Content-Length: 5\r\n"), 1);
        QVERIFY(!head.contains("500"));
        QVERIFY(!head.toLower().contains("chunked"));
    }

    void answersThatWouldSplitAreWithheld_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("CRLF in a value") << QByteArray{"Location"} << QByteArray{"/a\r\nSet-Cookie: x=1"};
        QTest::newRow("LF in a value") << QByteArray{"Location"} << QByteArray{"/a\nX: y"};
        QTest::newRow("CR in a value") << QByteArray{"Location"} << QByteArray{"/a\rX: y"};
        QTest::newRow("NUL in a value") << QByteArray{"Location"} << QByteArray{"/a\0b", 4};
        QTest::newRow("CRLF in a name") << QByteArray{"X\r\nY"} << QByteArray{"z"};
        QTest::newRow("colon in a name") << QByteArray{"X:Y"} << QByteArray{"z"};
        QTest::newRow("no name") << QByteArray{} << QByteArray{"z"};
    }
    void answersThatWouldSplitAreWithheld()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QTest::ignoreMessage(QtWarningMsg, "an answer with a doubtful header or status was withheld");
        HttplibBridge bridge{[&](const Request&) {
            return Response{200, "text/plain", "hello", {{name, value}}};
        }};
        QVERIFY(!bridge.answer(get(u"/"_s), true).has_value());
    }

    void strangeStatusesAndTypesAreWithheld()
    {
        for (const Response& strange :
             {Response{0, "text/plain", "", {}}, Response{100, "text/plain", "", {}},
              Response{1000, "text/plain", "", {}}, Response{200, "text/plain\r\nX: y", "", {}}}) {
            QTest::ignoreMessage(QtWarningMsg, "an answer with a doubtful header or status was withheld");
            HttplibBridge bridge{[&](const Request&) { return strange; }};
            QVERIFY(!bridge.answer(get(u"/"_s), true).has_value());
        }
    }

    void exceptionsStayInside()
    {
        QTest::ignoreMessage(QtWarningMsg, "a handler threw: secret path");
        HttplibBridge bridge{[](const Request& request) -> Response {
            if (request.path == u"/standard"_s)
                throw std::runtime_error{"secret path"};
            if (request.path == u"/strange"_s)
                throw 42;
            return {};
        }};
        QVERIFY(!bridge.answer(get(u"/standard"_s), true).has_value());
        QTest::ignoreMessage(QtWarningMsg, "a handler threw something unknown");
        QVERIFY(!bridge.answer(get(u"/strange"_s), true).has_value());
        QVERIFY2(bridge.answer(get(u"/"_s), true).has_value(), "the bridge goes on");
    }

    void crossing()
    {
        HttplibBridge bridge{[](const Request&) {
            return Response{200, "text/html; charset=utf-8", "hello", {}};
        }};
        const Request request = get(u"/aurora/login"_s);
        QBENCHMARK
        {
            QVERIFY(bridge.answer(request, true).has_value());
        }
    }
};

QTEST_GUILESS_MAIN(HttplibBridgeTest)
#include "httplib_bridge_test.moc"
