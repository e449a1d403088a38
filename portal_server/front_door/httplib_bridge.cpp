// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/httplib_bridge.h"

#include "portal_server/front_door/refusal.h"

#include <QLoggingCategory>

#include <algorithm>
#include <cstring>
#include <exception>
#include <iterator>
#include <optional>
#include <string_view>

// The library's own warnings are not ours to mend.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#include <httplib.h> // the only inclusion in all of Foyer
#pragma GCC diagnostic pop

Q_LOGGING_CATEGORY(portalAnswers, "foyer.portal.answers")

namespace foyer::web {

namespace {

constexpr int internalError = 500;

/// What only the front door may say.
constexpr std::string_view ownHeaders[] = {"connection",        "content-length", "date",    "keep-alive",
                                           "transfer-encoding", "trailer",        "upgrade", "content-type"};

bool isHeaderName(const QByteArray& name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    });
}

bool isHeaderValue(const QByteArray& value)
{
    return std::all_of(value.begin(), value.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte >= 0x20 && byte != 0x7f) || c == '\t';
    });
}

bool isOwnHeader(const QByteArray& name)
{
    const QByteArray lower = name.toLower();
    return std::any_of(std::begin(ownHeaders), std::end(ownHeaders), [&](std::string_view own) {
        return lower == QByteArrayView{own.data(), qsizetype(own.size())};
    });
}

bool isSound(const Response& response)
{
    return response.status >= 200 && response.status <= 599 && isHeaderValue(response.contentType) &&
           std::all_of(response.headers.begin(), response.headers.end(), [](const auto& header) {
               return isHeaderName(header.first) && isHeaderValue(header.second);
           });
}

/// RFC 9110: these have no body, and a length would speak of another answer's.
bool hasNoBody(int status)
{
    return status == 204 || status == 304;
}

const char* nameOf(Method method)
{
    switch (method) {
    case Method::Get:
        return "GET";
    case Method::Head:
        return "HEAD";
    case Method::Post:
        break;
    }
    return "POST";
}

/// The request line and Host. Nothing else: what the library does with more is what we keep it from.
std::string rewritten(const Request& request)
{
    std::string head;
    head.reserve(256);
    head += nameOf(request.method);
    head += ' ';
    // What may stand raw in a path stays raw: the path cannot outgrow what the client sent.
    const QByteArray path = request.path.toUtf8().toPercentEncoding("/!$&'()*+,;=:@");
    head.append(path.constData(), static_cast<std::size_t>(path.size()));
    head += " HTTP/1.1\r\nHost: ";
    const QByteArray host = request.host.toLatin1();
    head.append(host.constData(), static_cast<std::size_t>(host.size()));
    head += "\r\n";
    if (request.method == Method::Post)
        head += "Content-Length: 0\r\n"; // the body waits beside, whole
    head += "\r\n";
    return head;
}

/// A conversation in memory.
class MemoryStream final : public httplib::Stream
{
public:
    MemoryStream(std::string_view said, std::string& answer)
        : m_said{said}
        , m_answer{answer}
    {
    }

    bool is_readable() const override { return !m_said.empty(); }
    bool is_writable() const override { return true; }
    ssize_t read(char* into, std::size_t size) override
    {
        const std::size_t count = std::min(size, m_said.size());
        std::memcpy(into, m_said.data(), count);
        m_said.remove_prefix(count);
        return static_cast<ssize_t>(count);
    }
    ssize_t write(const char* from, std::size_t size) override
    {
        m_answer.append(from, size);
        return static_cast<ssize_t>(size);
    }
    void get_remote_ip_and_port(std::string&, int&) const override {} // Request::peer is who it is
    void get_local_ip_and_port(std::string&, int&) const override {}
    socket_t socket() const override { return 0; } // the library refuses large numbers, and uses none

private:
    std::string_view m_said;
    std::string& m_answer;
};

} // namespace

class HttplibBridge::Server : public httplib::Server
{
public:
    explicit Server(Answering answering)
        : m_answering{std::move(answering)}
    {
        set_pre_routing_handler([this](const httplib::Request&, httplib::Response& into) {
            answerInto(into);
            return HandlerResponse::Handled;
        });
        set_post_routing_handler([this](const httplib::Request&, httplib::Response& into) { correct(into); });
    }

    std::optional<WireAnswer> answer(const Request& request, bool keepsAlive)
    {
        m_request = &request;
        m_response.reset();
        m_closes = !keepsAlive;
        WireAnswer wire;
        wire.head.reserve(1024);
        const std::string said = rewritten(request);
        MemoryStream stream{said, wire.head};
        bool asksToClose = false;
        const bool isDone = process_request(stream, !keepsAlive, asksToClose, nullptr);
        if (!isDone || !m_response || !wire.head.starts_with("HTTP/1.1 ") || !wire.head.ends_with("\r\n\r\n"))
            return std::nullopt;
        if (request.method != Method::Head && !hasNoBody(m_response->status))
            wire.body = std::move(m_response->body);
        wire.closesConnection = m_closes;
        wire.notBefore = m_response->notBefore;
        return wire;
    }

private:
    void answerInto(httplib::Response& into)
    {
        std::optional<Response> response = answerOfHandler();
        if (!response || !isSound(*response)) {
            if (response)
                qCWarning(portalAnswers, "an answer with a doubtful header or status was withheld");
            into.status = internalError;
            return; // without m_response: the whole answer is replaced
        }
        into.status = response->status;
        for (const auto& [name, value] : response->headers) {
            if (!isOwnHeader(name))
                into.headers.emplace(name.toStdString(), value.toStdString());
        }
        m_closes = m_closes || response->closesConnection;
        m_response = std::move(response);
    }

    std::optional<Response> answerOfHandler() noexcept
    {
        // The library would send the exception's text to the client.
        try {
            return m_answering(*m_request);
        } catch (const std::exception& exception) {
            qCWarning(portalAnswers, "a handler threw: %s", exception.what());
        } catch (...) {
            qCWarning(portalAnswers, "a handler threw something unknown");
        }
        return std::nullopt;
    }

    /// The library's last step before it writes the head: its headers about ranges and connections give way
    /// to ours.
    void correct(httplib::Response& into)
    {
        for (const char* name :
             {"Accept-Ranges", "Keep-Alive", "Connection", "Content-Length", "Content-Type"})
            into.headers.erase(name);
        if (!m_response)
            return;
        const QByteArray& date = httpDate();
        into.headers.emplace("Date", std::string{date.constData(), static_cast<std::size_t>(date.size())});
        if (m_closes)
            into.headers.emplace("Connection", "close");
        if (hasNoBody(m_response->status))
            return;
        into.headers.emplace("Content-Length", std::to_string(m_response->body.size()));
        if (!m_response->contentType.isEmpty())
            into.headers.emplace("Content-Type", m_response->contentType.toStdString());
    }

    Answering m_answering;
    const Request* m_request = nullptr;
    std::optional<Response> m_response;
    bool m_closes = false;
};

HttplibBridge::HttplibBridge(Answering answering)
    : m_server{std::make_unique<Server>(std::move(answering))}
{
}

HttplibBridge::~HttplibBridge() = default;

std::optional<WireAnswer> HttplibBridge::answer(const Request& request, bool keepsAlive)
{
    try {
        return m_server->answer(request, keepsAlive);
    } catch (const std::exception& exception) { // memory, mostly
        qCWarning(portalAnswers, "an answer could not be written: %s", exception.what());
        return std::nullopt;
    }
}

} // namespace foyer::web
