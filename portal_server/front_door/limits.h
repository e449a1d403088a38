// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>

namespace foyer::web {

/// Every limit and deadline of the front door. All deadlines are absolute: a client that sends one byte
/// now and then gains nothing. Tests shorten them; programs use them as they stand.
struct Limits
{
    using Time = std::chrono::milliseconds;

    // --- time -------------------------------------------------------------------------------------
    /// A handshake is two round trips; five seconds allow for a train and a far country.
    static constexpr Time tlsHandshakeDefault = std::chrono::seconds{5};
    /// From the first byte (on a fresh connection: from its start) to the blank line: fits one packet.
    static constexpr Time headDefault = std::chrono::seconds{10};
    /// From the blank line to the last byte of the body: 256 KiB at 100 kbit/s.
    static constexpr Time bodyDefault = std::chrono::seconds{20};
    /// Between two requests: a reader turning from one page to the next.
    static constexpr Time idleDefault = std::chrono::seconds{60};
    /// The client takes no byte of the answer for this long: it is gone, or pretends to be slow.
    static constexpr Time writeStallDefault = std::chrono::seconds{15};
    /// The whole answer, however it trickles: a 10 MB file at 300 kbit/s.
    static constexpr Time writeWholeDefault = std::chrono::minutes{5};
    /// After a refusal, unread bytes are swallowed this long, so that the client reads the answer and
    /// not a reset; then it is closed for good.
    static constexpr Time lingerDefault = std::chrono::milliseconds{500};
    /// After accept() failed for want of files or memory; trying at once would only burn the processor.
    static constexpr Time acceptPauseDefault = std::chrono::milliseconds{50};
    /// What drain() grants at most, whatever is asked for: a person waits for the program to end.
    static constexpr Time drainMost = std::chrono::seconds{10};

    // --- size -------------------------------------------------------------------------------------
    /// The head as a whole. Browsers send 1 KiB with our cookies.
    static constexpr std::size_t headBytesDefault = std::size_t{16} * 1024;
    /// Two dozen are usual, with a proxy in front.
    static constexpr std::size_t fieldsDefault = 64;
    /// The longest address of ours is a reset link of 120 bytes; searches are the rest.
    static constexpr std::size_t requestLineBytesDefault = std::size_t{4} * 1024;
    /// One field, name and value.
    static constexpr std::size_t fieldBytesDefault = std::size_t{8} * 1024;
    /// A login, a profile, a payment notice.
    static constexpr std::size_t bodyBytesDefault = std::size_t{64} * 1024;
    /// A long questionnaire, a drawn signature: what Handler::bodyLimitFor may return for such paths.
    static constexpr std::size_t largeBodyBytesDefault = std::size_t{256} * 1024;

    // --- number -----------------------------------------------------------------------------------
    /// One household or office behind one address: forty browsers of six connections.
    static constexpr int connectionsPerSourceDefault = 256;
    /// An address of this machine: a load generator, or a proxy nobody has configured yet. Attackers from
    /// outside never have one.
    static constexpr int connectionsPerLoopbackSourceDefault = 8192;
    /// All together: about 100 MB with every one of them over TLS.
    static constexpr int connectionsInAllDefault = 10000;
    /// What the kernel keeps for us; it caps this by net.core.somaxconn.
    static constexpr int backlogDefault = 4096;
    /// Requests that wait for a worker. At 40 ms each on one core, the last one waits 1.3 s; more would
    /// only be people who have given up meanwhile.
    static constexpr std::size_t workerQueueDefault = 32;

    /// Requests that wait for a password to be hashed: at 80 ms each on one core, 2.6 s for the last one.
    static constexpr std::size_t hashQueueDefault = 32;

    Time tlsHandshake = tlsHandshakeDefault;
    Time head = headDefault;
    Time body = bodyDefault;
    Time idle = idleDefault;
    Time writeStall = writeStallDefault;
    Time writeWhole = writeWholeDefault;
    Time linger = lingerDefault;
    Time acceptPause = acceptPauseDefault;

    std::size_t headBytes = headBytesDefault;
    std::size_t fields = fieldsDefault;
    std::size_t requestLineBytes = requestLineBytesDefault;
    std::size_t fieldBytes = fieldBytesDefault;

    int connectionsPerSource = connectionsPerSourceDefault;
    int connectionsPerLoopbackSource = connectionsPerLoopbackSourceDefault;
    int connectionsInAll = connectionsInAllDefault;
    int backlog = backlogDefault;
    std::size_t workerQueue = workerQueueDefault;
    std::size_t hashQueue = hashQueueDefault;
};

} // namespace foyer::web
