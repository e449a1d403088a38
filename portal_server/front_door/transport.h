// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/front_door/tls.h"

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

namespace foyer::web {

/// The bytes of one connection, plain or over TLS, without ever waiting. Used by one thread at a time.
class Transport
{
public:
    enum class Outcome
    {
        Done,      ///< at least one byte moved (or the handshake is finished)
        WaitRead,  ///< try again when the socket is readable
        WaitWrite, ///< try again when the socket is writable
        Closed,    ///< by the client, or broken
    };
    struct Moved
    {
        Outcome outcome;
        std::size_t bytes = 0;
    };

    /// @param socket   non-blocking; belongs to this object from now on
    /// @param identity nothing for plain connections
    Transport(int socket, std::shared_ptr<const TlsIdentity> identity);
    ~Transport();
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    int socket() const { return m_socket; }
    bool isSecure() const { return m_identity != nullptr; }
    /// TLS may hold bytes the socket no longer has: read before waiting.
    bool mayHoldBytes() const { return m_session != nullptr; }

    Outcome handshake();
    Moved read(char* into, std::size_t size);
    /// @param more the rest follows at once: one packet for both
    Moved write(std::string_view bytes, bool more = false);
    /// Says that nothing follows (TLS close_notify, TCP FIN); reading goes on.
    void finishWriting();
    /// Throws away what arrives, still enciphered. Closed when the client has nothing more to say.
    Moved swallow(char* into, std::size_t size);

private:
    Outcome outcomeOf(int result);

    int m_socket;
    std::shared_ptr<const TlsIdentity> m_identity; ///< outlives the session
    SslSession m_session;
};

} // namespace foyer::web
