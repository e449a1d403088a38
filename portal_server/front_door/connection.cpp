// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/connection.h"

#include "portal_server/front_door/refusal.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <utility>

namespace foyer::web {

namespace asio = boost::asio;

namespace {

constexpr std::string_view continueAnswer = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::size_t readAtOnce = std::size_t{16} * 1024;  ///< one TLS record; a head and no more
constexpr std::size_t smallBody = std::size_t{16} * 1024;   ///< copied behind its head, to leave in one piece
constexpr std::size_t keptCapacity = std::size_t{4} * 1024; ///< of the buffers of an idle connection

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// Who is at a UNIX socket.
IpAddress thisMachine()
{
    return *IpAddress::fromText(QStringLiteral("127.0.0.1"));
}

} // namespace

Connection::Connection(EventLoop& loop, Household& household, Arrival arrival)
    : m_loop{loop}
    , m_household{household}
    , m_seat{std::move(arrival.seat)}
    , m_isProxy{arrival.isProxy}
    , m_peer{peerOf(arrival.address.value_or(thisMachine()), arrival.identity != nullptr)}
    , m_transport{arrival.socket, std::move(arrival.identity)}
    , m_ready{loop.context()}
{
}

Connection::~Connection()
{
    if (m_ready.is_open())
        m_ready.release();
}

void Connection::begin()
{
    boost::system::error_code error;
    m_ready.assign(m_transport.socket(), error);
    if (error || m_household.isDraining)
        return close();
    if (m_transport.isSecure()) {
        enter(State::Handshake, m_household.limits.tlsHandshake);
        return continueHandshake();
    }
    // Who connects has something to say: the head's deadline runs from the start.
    enter(State::Idle, m_household.limits.head);
    waitToRead();
}

void Connection::beginDraining()
{
    if (m_state == State::Handshake || m_state == State::Idle)
        close();
}

void Connection::checkDeadline(TimePoint now)
{
    if (m_state == State::Answering || now < m_deadline)
        return;
    if (m_state == State::Head || m_state == State::Body)
        refuse(408);
    else
        close();
}

void Connection::close()
{
    if (m_state == State::Closed)
        return;
    m_state = State::Closed;
    if (m_ready.is_open())
        m_ready.release(); // cancels the wait; the socket itself goes with this object
    m_loop.forget(*this);
}

void Connection::enter(State state, Limits::Time allowed)
{
    m_state = state;
    m_deadline = std::chrono::steady_clock::now() + allowed;
}

void Connection::waitToRead()
{
    if (std::exchange(m_isWaiting, true))
        return;
    m_ready.async_wait(asio::posix::stream_descriptor::wait_read,
                       [self = shared_from_this()](const auto& error) {
                           self->m_isWaiting = false;
                           if (!error)
                               self->onReady();
                       });
}

void Connection::waitToWrite()
{
    if (std::exchange(m_isWaiting, true))
        return;
    m_ready.async_wait(asio::posix::stream_descriptor::wait_write,
                       [self = shared_from_this()](const auto& error) {
                           self->m_isWaiting = false;
                           if (!error)
                               self->onReady();
                       });
}

void Connection::onReady()
{
    switch (m_state) {
    case State::Handshake:
        return continueHandshake();
    case State::Idle:
    case State::Head:
    case State::Body:
        return read();
    case State::Writing:
        return write();
    case State::Lingering:
        return linger();
    case State::Answering: // nothing is waited for; bytes that arrive early stay in the kernel
    case State::Closed:
        return;
    }
}

void Connection::continueHandshake()
{
    switch (m_transport.handshake()) {
    case Transport::Outcome::Done:
        enter(State::Idle, m_household.limits.head);
        return read();
    case Transport::Outcome::WaitRead:
        return waitToRead();
    case Transport::Outcome::WaitWrite:
        return waitToWrite();
    case Transport::Outcome::Closed:
        return close();
    }
}

void Connection::read()
{
    for (;;) {
        const auto moved = m_transport.read(m_loop.scratch().data(), readAtOnce);
        switch (moved.outcome) {
        case Transport::Outcome::Done:
            m_input.append(m_loop.scratch().data(), moved.bytes);
            if (takeFromInput())
                return;
            if (moved.bytes < readAtOnce && !m_transport.mayHoldBytes())
                return waitToRead(); // the socket is empty
            break;
        case Transport::Outcome::WaitRead:
            return waitToRead();
        case Transport::Outcome::WaitWrite:
            return waitToWrite();
        case Transport::Outcome::Closed: // half a request is no request
            return close();
        }
    }
}

bool Connection::takeFromInput()
{
    if (m_state == State::Idle && !m_input.empty()) {
        if (std::exchange(m_isFresh, false))
            m_state = State::Head; // the clock already runs
        else
            enter(State::Head, m_household.limits.head);
    }
    if (m_state == State::Head && takeHead())
        return true;
    return m_state == State::Body && takeBody();
}

/// @returns true when the request has been refused or is under way
bool Connection::takeHead()
{
    constexpr std::size_t endMayBeginEarlier = 3;
    const std::size_t from = m_searched > endMayBeginEarlier ? m_searched - endMayBeginEarlier : 0;
    const std::size_t length = headLength(m_input, from);
    if (length == 0) {
        m_searched = m_input.size();
        const auto early = refuseEarly(m_input, m_household.limits);
        if (const auto* refused = std::get_if<Refused>(&early)) {
            refuse(refused->status);
            return true;
        }
        return false;
    }

    auto head = readRequestHead(std::string_view{m_input}.substr(0, length), m_household.limits);
    if (const auto* refused = std::get_if<Refused>(&head)) {
        refuse(refused->status);
        return true;
    }
    m_head = std::get<RequestHead>(std::move(head));
    const Request& request = m_head.request;
    if (m_head.contentLength > 0 &&
        m_head.contentLength > m_household.handler.bodyLimitFor(request.method, request.path)) {
        refuse(413);
        return true;
    }
    m_input.erase(0, length);
    m_searched = 0;
    enter(State::Body, m_household.limits.body);
    if (m_head.expectsContinue && m_input.size() < m_head.contentLength)
        inviteBody();
    return m_state == State::Closed;
}

void Connection::inviteBody()
{
    // Twenty-five bytes into the empty buffer of a client that waits: if they don't fit, it is not waiting.
    const auto moved = m_transport.write(continueAnswer);
    if (moved.outcome != Transport::Outcome::Done || moved.bytes != continueAnswer.size())
        close();
}

bool Connection::takeBody()
{
    const std::size_t length = m_head.contentLength;
    if (m_input.size() < length)
        return false;
    m_head.request.body = QByteArray{m_input.data(), static_cast<qsizetype>(length)};
    m_input.erase(0, length);
    dispatch();
    return true;
}

Peer Connection::peer() const
{
    if (!m_isProxy)
        return m_peer;
    const bool isSecure = m_transport.isSecure();
    Peer peer = m_peer;
    if (const auto client = m_household.proxies.clientOf(m_head.forwardedFor))
        peer = peerOf(*client, isSecure);
    peer.isLoopback = false; // the proxy is on this machine, whoever is behind it need not be
    peer.isSecure = isSecure || m_head.forwardedProto == "https";
    return peer;
}

void Connection::dispatch()
{
    Request& request = m_head.request;
    request.peer = peer();
    m_closesAfterAnswer = !m_head.keepsAlive || m_household.isDraining;
    switch (m_household.handler.laneFor(request)) {
    case Lane::Here:
        return send(m_loop.bridge().answer(request, !m_closesAfterAnswer));
    case Lane::Worker:
        return answerBy(*m_household.workers);
    case Lane::Hash:
        return answerBy(*m_household.hashers);
    }
}

void Connection::answerBy(WorkerPool& pool)
{
    m_state = State::Answering;
    m_requestAt = std::chrono::steady_clock::now();
    const auto request = std::make_shared<Request>(std::move(m_head.request));
    const bool keepsAlive = !m_closesAfterAnswer;
    m_head.request.method = request->method; // a refusal still needs it
    // From this machine everybody may be one: a proxy nobody has configured yet. Outside, nobody is.
    const QString source = request->peer.isLoopback ? QString{} : request->peer.network;
    const bool isTaken = pool.submit(
        [self = shared_from_this(), request, keepsAlive](auto& bridge) mutable {
            auto answer = std::make_shared<std::optional<WireAnswer>>(bridge.answer(*request, keepsAlive));
            asio::io_context& home = self->m_loop.context();
            asio::post(home, [self = std::move(self), answer] {
                if (self->m_state == State::Answering)
                    self->sendInTime(std::move(*answer));
            });
        },
        source);
    if (!isTaken)
        refuse(503);
}

void Connection::sendInTime(std::optional<WireAnswer> answer)
{
    const auto due = m_requestAt + (answer ? answer->notBefore : std::chrono::milliseconds{0});
    if (due <= std::chrono::steady_clock::now())
        return send(std::move(answer));
    const auto timer = std::make_shared<asio::steady_timer>(m_loop.context(), due);
    const auto held = std::make_shared<std::optional<WireAnswer>>(std::move(answer));
    timer->async_wait([self = shared_from_this(), timer, held](const boost::system::error_code&) {
        if (self->m_state == State::Answering)
            self->send(std::move(*held));
    });
}

void Connection::send(std::optional<WireAnswer> answer)
{
    if (!answer)
        return refuse(500);
    m_answer = std::move(*answer);
    m_closesAfterAnswer = m_closesAfterAnswer || m_answer.closesConnection;
    if (static_cast<std::size_t>(m_answer.body.size()) <= smallBody) {
        m_answer.head += viewOf(m_answer.body);
        m_answer.body.clear();
    }
    m_sent = 0;
    enter(State::Writing, m_household.limits.writeStall);
    m_writeBy = m_deadline - m_household.limits.writeStall + m_household.limits.writeWhole;
    write();
}

void Connection::refuse(int status)
{
    const bool isForHead = m_head.request.method == Method::Head || m_input.starts_with("HEAD ");
    const QByteArray bytes =
        refusal(status, m_transport.isSecure() ? m_household.strictTransport : QByteArray{}, !isForHead);
    m_input.clear();
    send(WireAnswer{bytes.toStdString(), {}, true});
}

void Connection::write()
{
    const std::size_t headSize = m_answer.head.size();
    const std::string_view body = viewOf(m_answer.body);
    while (m_sent < headSize + body.size()) {
        const bool isInHead = m_sent < headSize;
        const std::string_view rest =
            isInHead ? std::string_view{m_answer.head}.substr(m_sent) : body.substr(m_sent - headSize);
        const auto moved = m_transport.write(rest, isInHead && !body.empty());
        switch (moved.outcome) {
        case Transport::Outcome::Done:
            m_sent += moved.bytes;
            m_deadline =
                std::min(std::chrono::steady_clock::now() + m_household.limits.writeStall, m_writeBy);
            break;
        case Transport::Outcome::WaitRead:
            return waitToRead();
        case Transport::Outcome::WaitWrite:
            return waitToWrite();
        case Transport::Outcome::Closed:
            return close();
        }
    }
    afterAnswer();
}

void Connection::afterAnswer()
{
    m_answer.body.clear();
    m_answer.head.clear();
    if (m_closesAfterAnswer || m_household.isDraining) {
        m_transport.finishWriting();
        enter(State::Lingering, m_household.limits.linger);
        return linger();
    }
    beginIdle();
}

void Connection::beginIdle()
{
    m_head = {};
    m_searched = 0;
    if (m_input.capacity() > keptCapacity && m_input.size() <= keptCapacity)
        m_input.shrink_to_fit();
    if (m_answer.head.capacity() > keptCapacity)
        m_answer.head.shrink_to_fit();
    enter(State::Idle, m_household.limits.idle);
    if (m_input.empty() && !m_transport.mayHoldBytes())
        return waitToRead();
    // The next request is here already. Others first: a client that sends a thousand at once waits its turn.
    asio::post(m_loop.context(), [self = shared_from_this()] {
        if (self->m_state != State::Idle)
            return;
        if (!self->takeFromInput())
            self->read();
    });
}

void Connection::linger()
{
    constexpr int mostReads = 16; // a flood of bytes must not keep the loop from others
    for (int i = 0; i < mostReads; ++i) {
        const auto moved = m_transport.swallow(m_loop.scratch().data(), m_loop.scratch().size());
        if (moved.outcome == Transport::Outcome::Closed)
            return close();
        if (moved.outcome != Transport::Outcome::Done)
            break;
    }
    waitToRead();
}

} // namespace foyer::web
