// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/tls.h"

#include <QFile>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <sys/socket.h>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

constexpr char tls12Ciphers[] = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
                                "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
                                "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr long sessionSeconds = 2L * 60 * 60; ///< a ticket opens what its key once protected: not for days

// A BIO of our own, because OpenSSL's writes with write(), and a client that hung up would then end the
// program by a signal.
int socketOf(BIO* bio)
{
    return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

bool mayRetry()
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

int sendBytes(BIO* bio, const char* data, std::size_t size, std::size_t* sent)
{
    BIO_clear_retry_flags(bio);
    const ssize_t count = ::send(socketOf(bio), data, size, MSG_NOSIGNAL);
    if (count < 0 && mayRetry())
        BIO_set_retry_write(bio);
    *sent = count > 0 ? static_cast<std::size_t>(count) : 0;
    return count > 0 ? 1 : 0;
}

int receiveBytes(BIO* bio, char* data, std::size_t size, std::size_t* received)
{
    BIO_clear_retry_flags(bio);
    const ssize_t count = ::recv(socketOf(bio), data, size, 0);
    if (count < 0 && mayRetry())
        BIO_set_retry_read(bio);
    *received = count > 0 ? static_cast<std::size_t>(count) : 0;
    return count > 0 ? 1 : 0;
}

long control(BIO*, int command, long, void*)
{
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

const BIO_METHOD* quietSocket()
{
    static BIO_METHOD* const method = [] {
        BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket without SIGPIPE");
        BIO_meth_set_write_ex(made, sendBytes);
        BIO_meth_set_read_ex(made, receiveBytes);
        BIO_meth_set_ctrl(made, control);
        return made;
    }();
    return method;
}

/// Browsers offer h2 and http/1.1. A client that offers only what we don't speak took us for another.
int chooseProtocol(SSL*, const unsigned char** out, unsigned char* outSize, const unsigned char* offered,
                   unsigned int offeredSize, void*)
{
    static constexpr unsigned char http11[] = "\x08http/1.1";
    unsigned char* chosen = nullptr;
    const int found =
        SSL_select_next_proto(&chosen, outSize, http11, sizeof http11 - 1, offered, offeredSize);
    *out = chosen;
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

void restrict(SSL_CTX* context)
{
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context, tls12Ciphers);
    SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384");
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA |
                                     SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                  SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 1);
    SSL_CTX_set_timeout(context, sessionSeconds);
    SSL_CTX_set_alpn_select_cb(context, chooseProtocol, nullptr);
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr); // clients have no certificates
}

Result<SslContext> contextFrom(const CertificateFiles& files)
{
    SslContext context{SSL_CTX_new(TLS_server_method())};
    if (!context)
        return fail(Fault::Storage, u"There is no memory for TLS."_s);
    restrict(context.get());
    if (SSL_CTX_use_certificate_chain_file(context.get(), QFile::encodeName(files.certificate).constData()) !=
        1) {
        ERR_clear_error();
        return fail(Fault::Invalid,
                    u"\"%1\" cannot be read as a certificate in PEM form."_s.arg(files.certificate));
    }
    if (SSL_CTX_use_PrivateKey_file(context.get(), QFile::encodeName(files.key).constData(),
                                    SSL_FILETYPE_PEM) != 1) {
        ERR_clear_error();
        return fail(Fault::Invalid,
                    u"\"%1\" cannot be read as the private key of \"%2\"; both must be PEM files that belong "
                    u"together."_s.arg(files.key, files.certificate));
    }
    return context;
}

} // namespace

Result<std::shared_ptr<const TlsIdentity>> TlsIdentity::load(const std::vector<CertificateFiles>& files)
{
    if (files.empty())
        return fail(Fault::Invalid, u"Listening with TLS needs a certificate and its key."_s);
    const std::shared_ptr<TlsIdentity> identity{new TlsIdentity};
    for (const CertificateFiles& each : files) {
        auto context = contextFrom(each);
        if (!context)
            return fail(context.error());
        identity->m_contexts.push_back(std::move(*context));
    }
    SSL_CTX* first = identity->m_contexts.front().get();
    // What OpenSSL's macro would do, without its cast in C.
    SSL_CTX_callback_ctrl(first, SSL_CTRL_SET_TLSEXT_SERVERNAME_CB,
                          reinterpret_cast<void (*)()>(&TlsIdentity::chooseByName));
    SSL_CTX_set_tlsext_servername_arg(first, identity.get());
    return std::shared_ptr<const TlsIdentity>{identity};
}

SslSession TlsIdentity::newSession(int socket) const
{
    SslSession session{SSL_new(m_contexts.front().get())};
    BIO* bio = session ? BIO_new(quietSocket()) : nullptr;
    if (!bio)
        return nullptr;
    BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(socket)));
    BIO_set_init(bio, 1);
    SSL_set_bio(session.get(), bio, bio);
    SSL_set_accept_state(session.get());
    return session;
}

SSL_CTX* TlsIdentity::contextFor(const char* serverName) const
{
    for (const SslContext& context : m_contexts) {
        X509* certificate = SSL_CTX_get0_certificate(context.get());
        if (X509_check_host(certificate, serverName, std::strlen(serverName), 0, nullptr) == 1)
            return context.get();
    }
    return nullptr;
}

int TlsIdentity::chooseByName(SSL* session, int*, void* identity)
{
    const char* name = SSL_get_servername(session, TLSEXT_NAMETYPE_host_name);
    SSL_CTX* context = name ? static_cast<const TlsIdentity*>(identity)->contextFor(name) : nullptr;
    if (context)
        SSL_set_SSL_CTX(session, context);
    return SSL_TLSEXT_ERR_OK; // otherwise the first: a strange name learns what any address scan learns
}

} // namespace foyer::web
