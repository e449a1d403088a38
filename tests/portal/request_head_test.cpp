// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/request_head.h"

#include <QTest>

#include <string>

using namespace foyer::web;
using namespace Qt::StringLiterals;

namespace {

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// 0 when the head is accepted.
int statusOf(const QByteArray& head)
{
    const auto read = readRequestHead(viewOf(head));
    const auto* refused = std::get_if<Refused>(&read);
    return refused ? refused->status : 0;
}

RequestHead accepted(const QByteArray& head)
{
    auto read = readRequestHead(viewOf(head));
    if (auto* refused = std::get_if<Refused>(&read)) {
        QTest::qFail(refused->reason, __FILE__, __LINE__);
        return {};
    }
    return std::get<RequestHead>(std::move(read));
}

QByteArray get(const QByteArray& target)
{
    return "GET " + target + " HTTP/1.1\r\nHost: portal.example\r\n\r\n";
}

/// A head with these lines after Host.
QByteArray with(const QByteArray& fields, const QByteArray& line = "GET / HTTP/1.1")
{
    return line + "\r\nHost: portal.example\r\n" + fields + "\r\n";
}

QByteArray postWith(const QByteArray& fields)
{
    return with(fields, "POST /login HTTP/1.1");
}

void row(const char* name, int status, const QByteArray& head)
{
    QTest::newRow(name) << head << status;
}

void requestLineRows()
{
    row("lower-case method", 501, with("", "get / HTTP/1.1"));
    row("unknown method", 501, with("", "BREW / HTTP/1.1"));
    row("HTTP/2 preface", 505, with("", "PRI * HTTP/2.0"));
    for (const char* method : {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"})
        row(method, 405, with("", QByteArray{method} + " / HTTP/1.1"));
    row("OPTIONS of the server", 405, with("", "OPTIONS * HTTP/1.1"));
    row("CONNECT to another", 405, with("", "CONNECT other.example:443 HTTP/1.1"));
    row("method with a bracket", 400, with("", "G(T / HTTP/1.1"));
    row("no method", 400, with("", " / HTTP/1.1"));
    row("no target", 400, with("", "GET HTTP/1.1"));
    row("empty target", 400, with("", "GET  HTTP/1.1"));
    row("no version", 400, with("", "GET /"));
    row("only a word", 400, with("", "GET"));
    row("empty line first", 400, "\r\nGET / HTTP/1.1\r\nHost: portal.example\r\n\r\n");
    row("two blanks before the target", 400, with("", "GET  / HTTP/1.1"));
    row("two blanks before the version", 400, with("", "GET /  HTTP/1.1"));
    row("blank after the version", 400, with("", "GET / HTTP/1.1 "));
    row("tab instead of a blank", 400, with("", "GET\t/ HTTP/1.1"));
    row("blank in the target", 400, with("", "GET /a b HTTP/1.1"));
    row("version 0.9", 505, with("", "GET / HTTP/0.9"));
    row("version 1.2", 505, with("", "GET / HTTP/1.2"));
    row("version 2.0", 505, with("", "GET / HTTP/2.0"));
    row("version 1.10", 505, with("", "GET / HTTP/1.10"));
    row("version in lower case", 400, with("", "GET / http/1.1"));
    row("another protocol", 400, with("", "GET / ICY/1.1"));
    row("bare LF after the request line", 400, "GET / HTTP/1.1\nHost: portal.example\r\n\r\n");
    row("CR in the request line", 400, with("", "GET /\r HTTP/1.1"));
    row("request line of 4 KiB and one byte", 414, with("", "GET /" + QByteArray(4081, 'a') + " HTTP/1.1"));
}

void targetRows()
{
    row("absolute form", 400, get("http://portal.example/login"));
    row("asterisk", 400, get("*"));
    row("authority form", 400, get("portal.example:80"));
    row("no slash first", 400, get("login"));
    row("backslash first", 400, get("\\login"));
    row("two slashes first", 400, get("//other.example/"));
    row("two slashes inside", 400, get("/a//b"));
    row("dot segment", 400, get("/./login"));
    row("dot segment at the end", 400, get("/a/."));
    row("two dots", 400, get("/../etc/passwd"));
    row("two dots at the end", 400, get("/a/.."));
    row("encoded dots", 400, get("/%2e%2e/etc/passwd"));
    row("half encoded dots", 400, get("/.%2E/etc/passwd"));
    row("encoded dot", 400, get("/%2e/a"));
    row("encoded slash", 400, get("/a%2fb"));
    row("encoded slash, capital", 400, get("/a%2Fb"));
    row("encoded backslash", 400, get("/a%5cb"));
    row("backslash", 400, get("/a\\b"));
    row("encoded NUL", 400, get("/a%00b"));
    row("encoded CR", 400, get("/a%0db"));
    row("encoded LF", 400, get("/a%0Ab"));
    row("encoded DEL", 400, get("/a%7f"));
    row("encoded tab", 400, get("/a%09"));
    row("escape cut short", 400, get("/a%"));
    row("escape cut shorter", 400, get("/a%4"));
    row("escape of no number", 400, get("/a%zz"));
    row("escape with a sign", 400, get("/a%+1"));
    row("escape of IIS", 400, get("/a%u002e"));
    row("escape before the query", 400, get("/a%2?b"));
    row("overlong slash", 400, get("/a%c0%afb"));
    row("UTF-8 cut short", 400, get("/a%c3"));
    row("Latin-1 escape", 400, get("/caf%e9"));
    row("surrogate", 400, get("/%ed%a0%80"));
    row("raw UTF-8", 400, get("/caf\xc3\xa9"));
    row("fragment", 400, get("/a#b"));
    row("fragment in the query", 400, get("/a?b#c"));
    row("quotation mark", 400, get("/a\"b"));
    row("angle bracket", 400, get("/<script>"));
    row("brace", 400, get("/{{a}}"));
    row("bar", 400, get("/a|b"));
    row("raw UTF-8 in the query", 400, get("/a?n=\xc3\xa9"));
    row("DEL in the query", 400, get("/a?n=\x7f"));
    for (const int byte : {0, 1, 7, 8, 9, 11, 12, 27, 31})
        row(("control character " + std::to_string(byte) + " in the target").c_str(), 400,
            get(QByteArray{"/a"} + static_cast<char>(byte)));
}

void hostRows()
{
    const auto head = [](const QByteArray& hosts) { return "GET / HTTP/1.1\r\n" + hosts + "\r\n"; };
    row("no Host", 400, head(""));
    row("no Host, old version", 400, "GET / HTTP/1.0\r\n\r\n");
    row("two Hosts", 400, head("Host: portal.example\r\nHost: other.example\r\n"));
    row("two equal Hosts", 400, head("Host: portal.example\r\nHost: portal.example\r\n"));
    row("two Hosts, spelled differently", 400, head("Host: portal.example\r\nhOST: other.example\r\n"));
    row("empty Host", 400, head("Host:\r\n"));
    row("blank Host", 400, head("Host:   \r\n"));
    row("Host with a path", 400, head("Host: portal.example/login\r\n"));
    row("Host with a user", 400, head("Host: ana@portal.example\r\n"));
    row("Host with a blank", 400, head("Host: portal.example other.example\r\n"));
    row("Host list", 400, head("Host: portal.example, other.example\r\n"));
    row("Host with an empty port", 400, head("Host: portal.example:\r\n"));
    row("Host with a word for a port", 400, head("Host: portal.example:http\r\n"));
    row("Host with port zero", 400, head("Host: portal.example:0\r\n"));
    row("Host with port 65536", 400, head("Host: portal.example:65536\r\n"));
    row("Host with a signed port", 400, head("Host: portal.example:+80\r\n"));
    row("Host with two ports", 400, head("Host: portal.example:80:80\r\n"));
    row("Host with raw UTF-8", 400,
        head("Host: b\xc3\xbc"
             "cher.example\r\n"));
    row("Host with an escape", 400, head("Host: portal%2eexample\r\n"));
    row("Host with two dots", 400, head("Host: portal..example\r\n"));
    row("Host with a dot first", 400, head("Host: .example\r\n"));
    row("Host with an open bracket", 400, head("Host: [::1\r\n"));
    row("Host with empty brackets", 400, head("Host: []\r\n"));
    row("Host with a zone", 400, head("Host: [fe80::1%25eth0]\r\n"));
    row("Host of 254 characters", 400, head("Host: " + QByteArray(254, 'a') + "\r\n"));
    row("Host of quotes", 400, head("Host: \"portal.example\"\r\n"));
}

void framingRows()
{
    row("two lengths", 400, postWith("Content-Length: 3\r\nContent-Length: 4\r\n"));
    row("two equal lengths", 400, postWith("Content-Length: 3\r\nContent-Length: 3\r\n"));
    row("list of lengths", 400, postWith("Content-Length: 3, 3\r\n"));
    row("length with plus", 400, postWith("Content-Length: +3\r\n"));
    row("length below zero", 400, postWith("Content-Length: -1\r\n"));
    row("length in hex", 400, postWith("Content-Length: 0x3\r\n"));
    row("length with a fraction", 400, postWith("Content-Length: 3.0\r\n"));
    row("length with an exponent", 400, postWith("Content-Length: 1e3\r\n"));
    row("length with a blank inside", 400, postWith("Content-Length: 1 0\r\n"));
    row("empty length", 400, postWith("Content-Length:\r\n"));
    row("length as a word", 400, postWith("Content-Length: many\r\n"));
    row("length in quotes", 400, postWith("Content-Length: \"3\"\r\n"));
    row("length in foreign digits", 400, postWith("Content-Length: \xd9\xa3\r\n"));
    row("length beyond 64 bits", 413, postWith("Content-Length: 99999999999999999999\r\n"));
    row("no length", 411, postWith(""));
    row("body on GET", 400, with("Content-Length: 3\r\n"));
    row("body on HEAD", 400, with("Content-Length: 3\r\n", "HEAD / HTTP/1.1"));
    row("chunked", 501, postWith("Transfer-Encoding: chunked\r\n"));
    row("chunked on GET", 501, with("Transfer-Encoding: chunked\r\n"));
    row("chunked and a length", 400, postWith("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"));
    row("chunked and a length, the other way", 400,
        postWith("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"));
    row("chunked from an old client", 400, with("Transfer-Encoding: chunked\r\n", "POST /login HTTP/1.0"));
    row("identity coding", 501, postWith("Transfer-Encoding: identity\r\n"));
    row("gzip coding", 501, postWith("Transfer-Encoding: gzip, chunked\r\n"));
    row("invented coding", 501, postWith("Transfer-Encoding: xchunked\r\n"));
    row("empty coding", 501, postWith("Transfer-Encoding:\r\n"));
    row("coding in capitals", 501, postWith("TRANSFER-ENCODING: CHUNKED\r\n"));
    row("coding with a vertical tab", 400,
        postWith("Transfer-Encoding: \x0b"
                 "chunked\r\n"));
    row("coding with a blank before the colon", 400, postWith("Transfer-Encoding : chunked\r\n"));
    row("gzip body", 415, postWith("Content-Encoding: gzip\r\nContent-Length: 3\r\n"));
    row("identity body", 415, postWith("Content-Encoding: identity\r\nContent-Length: 3\r\n"));
    row("multipart body", 415,
        postWith("Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 3\r\n"));
    row("multipart in capitals", 415, postWith("Content-Type: MultiPart/Mixed\r\nContent-Length: 3\r\n"));
    row("unknown expectation", 417, postWith("Expect: a-miracle\r\nContent-Length: 3\r\n"));
    row("two expectations", 417, postWith("Expect: 100-continue, a-miracle\r\nContent-Length: 3\r\n"));
    row("empty expectation", 417, postWith("Expect:\r\nContent-Length: 3\r\n"));
}

void fieldRows()
{
    row("blank before the colon", 400, with("Cookie : a=b\r\n"));
    row("tab before the colon", 400, with("Cookie\t: a=b\r\n"));
    row("no colon", 400, with("Cookie\r\n"));
    row("no name", 400, with(": a\r\n"));
    row("folded line", 400, with("Cookie: a=b\r\n ; c=d\r\n"));
    row("line folded by a tab", 400, with("Cookie: a=b\r\n\t; c=d\r\n"));
    row("folded first line", 400, "GET / HTTP/1.1\r\n Host: portal.example\r\n\r\n");
    row("bare LF", 400, with("Cookie: a=b\nX: y\r\n"));
    row("bare CR", 400, with("Cookie: a=b\rX: y\r\n"));
    row("CR CR LF", 400, with("Cookie: a=b\r\r\n"));
    row("LF first", 400, with("\nCookie: a=b\r\n"));
    row("blank in the name", 400, with("Coo kie: a\r\n"));
    row("bracket in the name", 400, with("Cookie(): a\r\n"));
    row("slash in the name", 400, with("a/b: c\r\n"));
    row("quotation mark in the name", 400, with("\"a\": c\r\n"));
    row("UTF-8 in the name", 400, with("caf\xc3\xa9: c\r\n"));
    row("NUL in the name", 400, with(QByteArray{"a\0b: c\r\n", 8}));
    row("two content types", 400, with("Content-Type: text/plain\r\nContent-Type: text/html\r\n"));
    row("two origins", 400, with("Origin: https://a.example\r\nOrigin: https://b.example\r\n"));
    row("two signatures", 400, with("Stripe-Signature: a\r\nStripe-Signature: b\r\n"));
    row("two Sec-Fetch-Site", 400, with("Sec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site\r\n"));
    row("field of more than 8 KiB", 431, with("Cookie: " + QByteArray(8192, 'a') + "\r\n"));
    row("65 fields", 431, with(QByteArray{"X: y\r\n"}.repeated(64)));
    row("head of more than 16 KiB", 431, with(("X: " + QByteArray(4000, 'a') + "\r\n").repeated(5)));
    row("no blank line", 400, "GET / HTTP/1.1\r\nHost: portal.example\r\n");
    row("nothing", 400, "");
    row("blank line only", 400, "\r\n\r\n");
    for (int byte = 0; byte < 0x20; ++byte) {
        if (byte == '\t')
            continue;
        row(("control character " + std::to_string(byte) + " in a value").c_str(), 400,
            with(QByteArray{"X: a"} + static_cast<char>(byte) + "b\r\n"));
    }
    row("DEL in a value", 400, with("X: a\x7f\r\n"));
}

} // namespace

class RequestHeadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void r2_whatIsAmbiguousIsRefused_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<int>("status");
        requestLineRows();
        targetRows();
        hostRows();
        framingRows();
        fieldRows();
    }
    void r2_whatIsAmbiguousIsRefused()
    {
        QFETCH(QByteArray, head);
        QTEST(statusOf(head), "status");
    }

    void aBrowsersRequestIsRead()
    {
        const RequestHead head = accepted(
            "GET /aurora/login?next=orders&n=%C3%A9 HTTP/1.1\r\nHost: Portal.Example:8443\r\nUser-Agent: "
            "Browser/1.0 "
            "(caf\xe9)\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\nCookie: a=b; c=d\r\nConnection: "
            "keep-alive\r\nUpgrade-Insecure-Requests: 1\r\nSec-Fetch-Site: same-origin\r\n\r\n");
        QCOMPARE(head.request.method, Method::Get);
        QCOMPARE(head.request.path, u"/aurora/login"_s);
        QCOMPARE(head.request.query, QByteArray{"next=orders&n=%C3%A9"});
        QCOMPARE(head.request.host, u"portal.example:8443"_s);
        QCOMPARE(head.request.header("cookie"), QByteArray{"a=b; c=d"});
        QCOMPARE(head.request.header("sec-fetch-site"), QByteArray{"same-origin"});
        QCOMPARE(head.request.header("accept-encoding"), QByteArray{"gzip, br"});
        QVERIFY2(!head.request.headers.contains("upgrade-insecure-requests"), "not one the portal reads");
        QVERIFY(head.keepsAlive);
        QCOMPARE(head.contentLength, 0u);
    }

    void aFormIsRead()
    {
        const RequestHead head = accepted(postWith(
            "Content-Type: Application/X-WWW-Form-Urlencoded; charset=UTF-8\r\ncontent-LENGTH:\t0012 \r\n"));
        QCOMPARE(head.request.method, Method::Post);
        QCOMPARE(head.contentLength, 12u);
        QCOMPARE(head.request.contentType, QByteArray{"application/x-www-form-urlencoded"});
    }

    void aTypeNeedsNoParameters()
    {
        QCOMPARE(
            accepted(postWith("Content-Type: Application/JSON\r\nContent-Length: 2\r\n")).request.contentType,
            QByteArray{"application/json"});
    }

    void pathsAreDecodedOnce_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QString>("path");
        QTest::newRow("root") << QByteArray{"/"} << u"/"_s;
        QTest::newRow("slash at the end") << QByteArray{"/aurora/login/"} << u"/aurora/login/"_s;
        QTest::newRow("encoded percent stays one") << QByteArray{"/a%2527"} << u"/a%27"_s;
        QTest::newRow("twice encoded slash stays text") << QByteArray{"/a%252fb"} << u"/a%2fb"_s;
        QTest::newRow("plus is a plus") << QByteArray{"/a+b"} << u"/a+b"_s;
        QTest::newRow("blank") << QByteArray{"/a%20b"} << u"/a b"_s;
        QTest::newRow("UTF-8") << QByteArray{"/caf%C3%A9"} << u"/café"_s;
        QTest::newRow("beyond the first plane") << QByteArray{"/%F0%9F%93%B7"} << u"/📷"_s;
        QTest::newRow("question mark in the path") << QByteArray{"/a%3Fb"} << u"/a?b"_s;
        QTest::newRow("three dots are a name") << QByteArray{"/.../a"} << u"/.../a"_s;
        QTest::newRow("hidden file") << QByteArray{"/.well-known/change-password"}
                                     << u"/.well-known/change-password"_s;
        QTest::newRow("punctuation") << QByteArray{"/-._~!$&'()*+,;=:@"} << u"/-._~!$&'()*+,;=:@"_s;
    }
    void pathsAreDecodedOnce()
    {
        QFETCH(QByteArray, target);
        QTEST(accepted(get(target)).request.path, "path");
    }

    void queriesStayRaw()
    {
        QCOMPARE(accepted(get("/a?")).request.query, QByteArray{});
        QCOMPARE(accepted(get("/a??b=../%00|{}")).request.query, QByteArray{"?b=../%00|{}"});
    }

    void hostsOfAllKindsAreRead_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("host");
        QTest::newRow("name") << QByteArray{"EXAMPLE.com"} << u"example.com"_s;
        QTest::newRow("international") << QByteArray{"xn--bcher-kva.example"} << u"xn--bcher-kva.example"_s;
        QTest::newRow("IPv4 with port") << QByteArray{"127.0.0.1:8080"} << u"127.0.0.1:8080"_s;
        QTest::newRow("IPv6") << QByteArray{"[2001:DB8::1]"} << u"[2001:db8::1]"_s;
        QTest::newRow("IPv6 with port") << QByteArray{"[::1]:443"} << u"[::1]:443"_s;
    }
    void hostsOfAllKindsAreRead()
    {
        QFETCH(QByteArray, field);
        QTEST(accepted("GET / HTTP/1.1\r\nHost: " + field + "\r\n\r\n").request.host, "host");
    }

    void theConnectionEndsWhenTheClientSaysSo()
    {
        QVERIFY(!accepted(with("Connection: Close\r\n")).keepsAlive);
        QVERIFY(!accepted(with("Connection: upgrade, close\r\n")).keepsAlive);
        QVERIFY(accepted(with("Connection: closed\r\n")).keepsAlive);
        QVERIFY2(!accepted(with("Connection: keep-alive\r\n", "GET / HTTP/1.0")).keepsAlive, "an old client");
    }

    void listsMayBeSpreadOverLines()
    {
        const RequestHead head =
            accepted(with("Cookie: a=b\r\nCookie: c=d\r\nAccept: text/html\r\nAccept: */*\r\n"));
        QCOMPARE(head.request.header("cookie"), QByteArray{"a=b; c=d"});
        QCOMPARE(head.request.header("accept"), QByteArray{"text/html, */*"});
    }

    void p9_whatAClientClaimsAboutItselfIsNoHeader()
    {
        const RequestHead head = accepted(
            with("X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\nX-Real-IP: 192.0.2.2\r\n"
                 "REMOTE_ADDR: 192.0.2.3\r\nX-Forwarded-Host: other.example\r\nForwarded: for=192.0.2.4\r\n"
                 "X-Original-URL: /admin\r\nX-HTTP-Method-Override: POST\r\nRange: bytes=0-\r\n"));
        QVERIFY(head.request.headers.isEmpty());
        QCOMPARE(head.forwardedFor, QByteArray{"192.0.2.1"});
        QCOMPARE(head.request.host, u"portal.example"_s);
    }

    void limitsAreExact()
    {
        QCOMPARE(statusOf(with("", "GET /" + QByteArray(4096 - 16, 'a') + " HTTP/1.1")), 0);
        QCOMPARE(statusOf(with("", "GET /" + QByteArray(4096 - 15, 'a') + " HTTP/1.1")), 414);
        QCOMPARE(statusOf(with("X: " + QByteArray(8192 - 3, 'a') + "\r\n")), 0);
        QCOMPARE(statusOf(with("X: " + QByteArray(8192 - 2, 'a') + "\r\n")), 431);
        QCOMPARE(statusOf(with(QByteArray{"X: y\r\n"}.repeated(63))), 0);
        QCOMPARE(statusOf(with(QByteArray{"X: y\r\n"}.repeated(64))), 431);
    }

    void garbageIsRefusedBeforeItsEnd()
    {
        const auto refused = [](const QByteArray& begun) {
            const auto early = refuseEarly(viewOf(begun));
            const auto* found = std::get_if<Refused>(&early);
            return found ? found->status : 0;
        };
        QCOMPARE(refused("\x16\x03\x01\x02"), 400); // a TLS greeting on a plain port
        QCOMPARE(refused("\r\n"), 400);
        QCOMPARE(refused(QByteArray(33, 'A')), 400);
        QCOMPARE(refused("GET / HTTP/1.1\nHost"), 400);
        QCOMPARE(refused("GET /" + QByteArray(4096, 'a')), 414);
        QCOMPARE(refused("GET / HTTP/1.1\r\n" + QByteArray(16 * 1024, 'a')), 431);
        for (const char* fine :
             {"", "G", "GET", "GET ", "GET /", "GET / HTTP/1.1\r", "GET / HTTP/1.1\r\nHos"})
            QCOMPARE(refused(fine), 0);
    }

    void theEndOfAHeadIsFoundAcrossPieces()
    {
        QCOMPARE(headLength("GET / HTTP/1.1\r\n\r\nrest"), 18u);
        QCOMPARE(headLength("GET / HTTP/1.1\r\n\r"), 0u);
        QCOMPARE(headLength("GET / HTTP/1.1\n\n"), 0u);
    }
};

QTEST_GUILESS_MAIN(RequestHeadTest)
#include "request_head_test.moc"
