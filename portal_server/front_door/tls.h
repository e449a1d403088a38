// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "portal_server/front_door/front_door.h"

#include <openssl/ssl.h>

#include <memory>
#include <vector>

namespace foyer::web {

struct FreeSsl
{
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL* session) const { SSL_free(session); }
};
using SslContext = std::unique_ptr<SSL_CTX, FreeSsl>;
using SslSession = std::unique_ptr<SSL, FreeSsl>;

/// The certificates in use: one context each, chosen by the name a client asks for. TLS 1.2 and 1.3 with
/// forward secrecy and authenticated ciphers only. Unchangeable, hence safe on any thread; a reload makes
/// another one, and sessions keep theirs alive.
class TlsIdentity
{
public:
    /// @param files at least one
    /// @returns Invalid when a file cannot be read or key and certificate do not belong together
    static Result<std::shared_ptr<const TlsIdentity>> load(const std::vector<CertificateFiles>& files);

    /// A session on this socket, waiting for the client's greeting. Nothing when memory is short. The
    /// socket stays the caller's; this object must outlive the session.
    SslSession newSession(int socket) const;

private:
    TlsIdentity() = default;
    SSL_CTX* contextFor(const char* serverName) const;
    static int chooseByName(SSL* session, int* alert, void* identity);

    std::vector<SslContext> m_contexts;
};

} // namespace foyer::web
