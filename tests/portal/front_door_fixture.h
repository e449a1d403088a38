// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/front_door/front_door.h"

#include <QByteArray>
#include <QTemporaryDir>
#include <QTest>

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <arpa/inet.h>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

/// What the tests of the front door share: a portal that answers simply, and a client that speaks badly.
namespace foyer::web {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Echoes what it was asked; "/held" is sent late though it is ready at once; "/slow" and "/gate" wait as a
/// worker, "/throw" throws, "/big" is 4 MB.
class EchoHandler : public Handler
{
public:
    Lane laneFor(const Request& request) const override
    {
        return request.path.startsWith(u"/slow"_s) || request.path.startsWith(u"/gate"_s) ||
                       request.path == u"/held"_s || request.path == u"/throw-late"_s
                   ? Lane::Worker
                   : Lane::Here;
    }
    std::size_t bodyLimitFor(Method, const QString& path) const override
    {
        return path == u"/large"_s ? Limits::largeBodyBytesDefault : Limits::bodyBytesDefault;
    }
    Response answer(const Request& request) override
    {
        ++answered;
        if (request.path.startsWith(u"/throw"_s))
            throw std::runtime_error{"the secret in /var/lib/foyer"};
        if (request.path == u"/slow"_s)
            std::this_thread::sleep_for(150ms);
        if (request.path == u"/gate"_s) {
            std::unique_lock lock{m_mutex};
            m_opened.wait_for(lock, 20s, [this] { return m_isOpen; });
        }
        if (request.path == u"/big"_s)
            return {200, "application/octet-stream", QByteArray(4 * 1024 * 1024, 'b'), {}};
        QByteArray said = request.path.toUtf8() + '|' + request.query + '|' + request.body + '|' +
                          request.peer.address.toUtf8() + '|' + (request.peer.isSecure ? "secure" : "plain") +
                          '|' + (request.peer.isLoopback ? "here" : "elsewhere");
        Response response{200, "text/plain; charset=utf-8", said, {{"X-Answer", "yes"}}};
        if (request.path == u"/held"_s)
            response.notBefore = 150ms;
        return response;
    }
    void leaveThread() override { ++left; }

    void openGate()
    {
        {
            const std::lock_guard lock{m_mutex};
            m_isOpen = true;
        }
        m_opened.notify_all();
    }

    std::atomic<int> answered = 0;
    std::atomic<int> left = 0;

private:
    std::mutex m_mutex;
    std::condition_variable m_opened;
    bool m_isOpen = false;
};

/// A certificate that signed itself, made for this run.
inline CertificateFiles makeCertificate(const QTemporaryDir& dir, const char* name)
{
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_set_version(certificate, 2);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    X509_sign(certificate, key, EVP_sha256());

    const QString base = dir.filePath(QString::fromLatin1(name));
    const CertificateFiles files{base + u".crt"_s, base + u".key"_s};
    FILE* file = std::fopen(qPrintable(files.certificate), "w");
    PEM_write_X509(file, certificate);
    std::fclose(file);
    file = std::fopen(qPrintable(files.key), "w");
    PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return files;
}

/// A blocking client whose every wait is bounded. It does what it is told, however rude.
class Client
{
public:
    static constexpr auto patience = 5s;

    explicit Client(quint16 port, bool speaksTls = false, const char* from = nullptr)
    {
        m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        if (from) {
            inet_pton(AF_INET, from, &address.sin_addr);
            ::bind(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address);
        }
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
        address.sin_port = htons(port);
        const int on = 1; // a piece is a packet
        ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        connectTo(reinterpret_cast<sockaddr*>(&address), sizeof address);
        if (speaksTls)
            startTls();
    }
    explicit Client(const sockaddr_un& address)
    {
        m_socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        connectTo(reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
    explicit Client(const sockaddr_in6& address)
    {
        m_socket = ::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
        connectTo(reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
    ~Client()
    {
        SSL_free(m_session);
        SSL_CTX_free(m_context);
        if (m_socket >= 0)
            ::close(m_socket);
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    bool isConnected() const { return m_isConnected; }

    bool startTls(const char* serverName = nullptr, int newest = TLS1_3_VERSION,
                  const char* protocol = nullptr)
    {
        m_context = SSL_CTX_new(TLS_client_method());
        SSL_CTX_set_min_proto_version(m_context, TLS1_VERSION);
        SSL_CTX_set_max_proto_version(m_context, newest);
        SSL_CTX_set_security_level(m_context, 0);
        m_session = SSL_new(m_context);
        if (serverName)
            SSL_ctrl(m_session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                     const_cast<char*>(serverName));
        if (protocol)
            SSL_set_alpn_protos(m_session, reinterpret_cast<const unsigned char*>(protocol),
                                static_cast<unsigned>(std::strlen(protocol)));
        SSL_set_fd(m_session, m_socket);
        return SSL_connect(m_session) == 1;
    }
    QByteArray certificateName() const
    {
        X509* certificate = SSL_get0_peer_certificate(m_session);
        char name[256] = {};
        X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name);
        return name;
    }

    bool send(const QByteArray& bytes)
    {
        if (m_session)
            return SSL_write(m_session, bytes.constData(), static_cast<int>(bytes.size())) == bytes.size();
        return ::send(m_socket, bytes.constData(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL) ==
               bytes.size();
    }

    /// Everything until the other side closes; what was reset or took longer than `patience` ends in "(…)".
    QByteArray readAll()
    {
        QByteArray all;
        for (;;) {
            const QByteArray piece = readSome();
            all += piece;
            if (piece.isEmpty())
                return m_isClosed ? all : all + "(still open)";
        }
    }

    /// One answer, by its Content-Length; the rest is kept for the next call.
    QByteArray readAnswer(bool hasBody = true)
    {
        for (;;) {
            const auto end = m_kept.indexOf("\r\n\r\n");
            if (end >= 0) {
                const QByteArray head = m_kept.left(end + 4);
                const auto at = head.indexOf("Content-Length: ");
                const auto line = head.mid(at + 16);
                const qsizetype length = hasBody && at >= 0 ? line.left(line.indexOf('\r')).toLongLong() : 0;
                if (m_kept.size() >= head.size() + length) {
                    const QByteArray answer = m_kept.left(head.size() + length);
                    m_kept.remove(0, answer.size());
                    return answer;
                }
            }
            const QByteArray piece = readSome();
            if (piece.isEmpty())
                return m_kept + (m_isClosed ? "(closed)" : "(silence)");
            m_kept += piece;
        }
    }

    /// True when the other side closes within this time.
    bool closesWithin(std::chrono::milliseconds time)
    {
        const auto until = std::chrono::steady_clock::now() + time;
        while (!m_isClosed && std::chrono::steady_clock::now() < until)
            readSome(std::chrono::duration_cast<std::chrono::milliseconds>(until -
                                                                           std::chrono::steady_clock::now()));
        return m_isClosed;
    }
    bool wasReset() const { return m_wasReset; }
    void finishWriting() { ::shutdown(m_socket, SHUT_WR); }

private:
    void connectTo(const sockaddr* address, socklen_t size)
    {
        m_isConnected = ::connect(m_socket, address, size) == 0;
        const timeval most{std::chrono::seconds{patience}.count(), 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
        ::setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most);
    }
    QByteArray readSome(std::chrono::milliseconds time = patience)
    {
        pollfd ready{m_socket, POLLIN, 0};
        const bool holds = m_session && SSL_pending(m_session) > 0;
        if (!holds && ::poll(&ready, 1, static_cast<int>(std::max<qint64>(time.count(), 0))) <= 0)
            return {};
        char buffer[16384];
        const auto count = m_session ? static_cast<ssize_t>(SSL_read(m_session, buffer, sizeof buffer))
                                     : ::recv(m_socket, buffer, sizeof buffer, 0);
        if (count > 0)
            return {buffer, count};
        m_isClosed = true;
        m_wasReset = !m_session && count < 0;
        return m_wasReset ? QByteArray{"(reset)"} : QByteArray{};
    }

    int m_socket = -1;
    bool m_isConnected = false;
    bool m_isClosed = false;
    bool m_wasReset = false;
    SSL_CTX* m_context = nullptr;
    SSL* m_session = nullptr;
    QByteArray m_kept;
};

inline QByteArray getRequest(const QByteArray& target, const QByteArray& fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: portal.example\r\n" + fields + "\r\n";
}
inline QByteArray postRequest(const QByteArray& target, const QByteArray& body, const QByteArray& fields = {})
{
    return "POST " + target +
           " HTTP/1.1\r\nHost: portal.example\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\n" + fields + "\r\n" + body;
}
inline int statusOf(const QByteArray& answer)
{
    return answer.startsWith("HTTP/1.1 ") ? answer.mid(9, 3).toInt() : -1;
}
inline QByteArray bodyOf(const QByteArray& answer)
{
    return answer.mid(answer.indexOf("\r\n\r\n") + 4);
}

/// A door with a plain address first and a TLS one second.
struct OpenDoor
{
    explicit OpenDoor(Limits limits = {}, FrontDoorOptions options = {})
    {
        options.limits = limits;
        options.eventLoops = 2;
        if (options.workers == 0)
            options.workers = 2;
        if (options.hashers == 0)
            options.hashers = 1;
        if (options.certificates.empty())
            options.certificates = {makeCertificate(dir, "portal.example")};
        options.listen.insert(options.listen.begin(), {{u"127.0.0.1"_s, 0, Security::Plain, {}},
                                                       {u"127.0.0.1"_s, 0, Security::Tls, {}}});
        door = std::make_unique<FrontDoor>(handler, options);
        const auto started = door->start();
        if (!started)
            qFatal("%s", qPrintable(started.error().detail));
    }
    quint16 plain() const { return door->ports().at(0); }
    quint16 tls() const { return door->ports().at(1); }
    quint16 port(bool secure) const { return secure ? tls() : plain(); }

    QTemporaryDir dir;
    EchoHandler handler;
    std::unique_ptr<FrontDoor> door;
};

} // namespace foyer::web
