// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/request_head.h"

#include "portal_server/front_door/request_target.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace foyer::web {

namespace {

using std::string_view;

constexpr string_view lineEnd = "\r\n";
constexpr string_view headEnd = "\r\n\r\n";

/// What the portal reads. All else is checked for form and dropped.
enum class Repeats
{
    Never,         ///< a second one is refused: it would be anyone's guess which counts
    WithComma,     ///< a list: several lines are one
    WithSemicolon, ///< cookies, which some proxies split
};
struct ReadField
{
    string_view name;
    Repeats repeats;
};
constexpr ReadField readFields[] = {
    {"accept", Repeats::WithComma},
    {"accept-encoding", Repeats::WithComma},
    {"accept-language", Repeats::WithComma},
    {"authorization", Repeats::Never},
    {"content-type", Repeats::Never},
    {"cookie", Repeats::WithSemicolon},
    {"if-modified-since", Repeats::Never},
    {"if-none-match", Repeats::WithComma},
    {"origin", Repeats::Never},
    {"purpose", Repeats::Never},
    {"referer", Repeats::Never},
    {"sec-fetch-dest", Repeats::Never},
    {"sec-fetch-mode", Repeats::Never},
    {"sec-fetch-site", Repeats::Never},
    {"sec-fetch-user", Repeats::Never},
    {"sec-purpose", Repeats::Never},
    {"stripe-signature", Repeats::Never},
    {"user-agent", Repeats::Never},
    {"x-tave-no-email-notification", Repeats::Never},
};

constexpr string_view knownMethods[] = {"PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"};

/// RFC 9110: what a method or a field name is made of.
constexpr auto tokenTable = [] {
    std::array<bool, 256> table{};
    for (const char c : string_view{"!#$%&'*+-.^_`|~0123456789"
                                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"})
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

bool isToken(string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](char c) { return tokenTable[static_cast<unsigned char>(c)]; });
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalIgnoringCase(string_view text, string_view lowerCase)
{
    return text.size() == lowerCase.size() && std::equal(text.begin(), text.end(), lowerCase.begin(),
                                                         [](char a, char b) { return lower(a) == b; });
}

string_view trimmed(string_view text)
{
    constexpr string_view blanks = " \t";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

QByteArray bytes(string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// Reads one head; the first doubt ends it. The parts are in the order of the wire.
class HeadReader
{
public:
    explicit HeadReader(const Limits& limits)
        : m_limits{limits}
    {
    }

    std::variant<RequestHead, Refused> read(string_view head)
    {
        if (head.size() > m_limits.headBytes)
            return Refused{431, "the head is too large"};
        if (!head.ends_with(headEnd))
            return Refused{400, "no blank line"};
        head.remove_suffix(lineEnd.size()); // every line, the last field's too, now has its own end
        std::size_t lineNumber = 0;
        while (!head.empty()) {
            const std::size_t end = head.find(lineEnd);
            const string_view line = head.substr(0, end);
            if (!(lineNumber == 0 ? readRequestLine(line) : readField(line)))
                return m_refused;
            if (lineNumber++ > m_limits.fields)
                return Refused{431, "too many fields"};
            head.remove_prefix(end + lineEnd.size());
        }
        if (!conclude())
            return m_refused;
        return std::move(m_head);
    }

private:
    bool refuse(int status, const char* reason)
    {
        m_refused = {status, reason};
        return false;
    }

    bool readRequestLine(string_view line)
    {
        if (line.size() + lineEnd.size() > m_limits.requestLineBytes)
            return refuse(414, "the request line is too long");
        const std::size_t first = line.find(' ');
        const std::size_t last = line.rfind(' ');
        if (first == string_view::npos || first == last)
            return refuse(400, "not a request line");
        const string_view version = line.substr(last + 1);
        // The version first: what speaks another protocol is not told about our methods.
        if (version == "HTTP/1.0")
            m_isOldVersion = true;
        else if (version != "HTTP/1.1")
            return refuse(version.starts_with("HTTP/") ? 505 : 400, "not HTTP/1.1");
        if (!readMethod(line.substr(0, first)))
            return false;
        const auto target = requestTargetFrom(line.substr(first + 1, last - first - 1));
        if (!target)
            return refuse(400, "a doubtful target");
        m_head.request.path = target->path;
        m_head.request.query = target->query;
        return true;
    }

    bool readMethod(string_view method)
    {
        if (method == "GET")
            m_head.request.method = Method::Get;
        else if (method == "HEAD")
            m_head.request.method = Method::Head;
        else if (method == "POST")
            m_head.request.method = Method::Post;
        else if (std::find(std::begin(knownMethods), std::end(knownMethods), method) !=
                 std::end(knownMethods))
            return refuse(405, "a method we do not offer");
        else
            return refuse(isToken(method) ? 501 : 400, "an unknown method");
        return true;
    }

    bool readField(string_view line)
    {
        if (line.size() > m_limits.fieldBytes)
            return refuse(431, "a field is too long");
        const std::size_t colon = line.find(':');
        if (colon == string_view::npos)
            return refuse(400, "a line without a colon");
        const string_view name = line.substr(0, colon);
        if (!isToken(name)) // folded lines and blanks before the colon end here, too
            return refuse(400, "a field name that is no token");
        const string_view value = trimmed(line.substr(colon + 1));
        for (const char c : value) {
            const auto byte = static_cast<unsigned char>(c);
            if ((byte < 0x20 && c != '\t') || byte == 0x7f)
                return refuse(400, "a control character in a field");
        }
        return readFramingField(name, value);
    }

    /// The fields that say how long the request is and for whom it is.
    bool readFramingField(string_view name, string_view value)
    {
        if (equalIgnoringCase(name, "host"))
            return readHost(value);
        if (equalIgnoringCase(name, "content-length"))
            return readContentLength(value);
        if (equalIgnoringCase(name, "transfer-encoding")) {
            m_hasTransferEncoding = true;
            return true;
        }
        if (equalIgnoringCase(name, "content-encoding"))
            return refuse(415, "a coded body");
        if (equalIgnoringCase(name, "connection"))
            return readConnection(value);
        if (equalIgnoringCase(name, "expect")) {
            if (!equalIgnoringCase(value, "100-continue"))
                return refuse(417, "an unknown expectation");
            m_head.expectsContinue = true;
            return true;
        }
        if (equalIgnoringCase(name, "x-forwarded-for"))
            return keepForwarded(m_head.forwardedFor, value);
        if (equalIgnoringCase(name, "x-forwarded-proto"))
            return keepForwarded(m_head.forwardedProto, value);
        return keep(name, value);
    }

    bool readHost(string_view value)
    {
        if (m_hasHost)
            return refuse(400, "two Host fields");
        const auto host = hostFrom(value);
        if (!host)
            return refuse(400, "a Host that is no name");
        m_head.request.host = *host;
        m_hasHost = true;
        return true;
    }

    bool readContentLength(string_view value)
    {
        if (m_hasContentLength)
            return refuse(400, "two Content-Length fields");
        const bool isNumber = !value.empty() && std::all_of(value.begin(), value.end(),
                                                            [](char c) { return c >= '0' && c <= '9'; });
        if (!isNumber)
            return refuse(400, "a Content-Length that is no number");
        const auto read = std::from_chars(value.data(), value.data() + value.size(), m_head.contentLength);
        if (read.ec != std::errc{}) // digits only, hence out of range
            return refuse(413, "a Content-Length beyond all numbers");
        m_hasContentLength = true;
        return true;
    }

    bool readConnection(string_view value)
    {
        while (!value.empty()) {
            const std::size_t comma = std::min(value.find(','), value.size());
            const string_view option = trimmed(value.substr(0, comma));
            if (equalIgnoringCase(option, "close"))
                m_head.keepsAlive = false;
            value.remove_prefix(std::min(comma + 1, value.size()));
        }
        return true;
    }

    /// Several lines are one list, in their order; the nearest proxy wrote the last entry.
    static bool keepForwarded(QByteArray& kept, string_view value)
    {
        if (!kept.isEmpty())
            kept += ',';
        kept += bytes(value);
        return true;
    }

    bool keep(string_view name, string_view value)
    {
        const auto* field =
            std::find_if(std::begin(readFields), std::end(readFields),
                         [&](const ReadField& each) { return equalIgnoringCase(name, each.name); });
        if (field == std::end(readFields))
            return true;
        auto& headers = m_head.request.headers;
        const QByteArray key =
            QByteArray::fromRawData(field->name.data(), static_cast<qsizetype>(field->name.size()));
        const auto existing = headers.find(key);
        if (existing == headers.end()) {
            headers.insert(key, bytes(value));
            return true;
        }
        if (field->repeats == Repeats::Never)
            return refuse(400, "a field stands twice");
        *existing += field->repeats == Repeats::WithComma ? ", " : "; ";
        *existing += bytes(value);
        return true;
    }

    bool conclude()
    {
        if (!m_hasHost)
            return refuse(400, "no Host field");
        if (m_hasTransferEncoding) {
            const bool isAmbiguous = m_hasContentLength || m_isOldVersion;
            return refuse(isAmbiguous ? 400 : 501, "a transfer coding");
        }
        if (m_head.request.method == Method::Post) {
            if (!m_hasContentLength)
                return refuse(411, "a POST without a length");
        } else if (m_head.contentLength > 0) {
            return refuse(400, "a body where none belongs");
        }
        if (m_isOldVersion) {
            m_head.keepsAlive = false;
            m_head.expectsContinue = false; // RFC 9110: ignored from such clients
        }
        return concludeContentType();
    }

    bool concludeContentType()
    {
        const QByteArray whole = m_head.request.headers.value("content-type");
        m_head.request.contentType = whole.split(';').first().trimmed().toLower();
        // Nothing in the portal takes files, and boundaries are where parsers have died before.
        if (m_head.request.contentType.startsWith("multipart/"))
            return refuse(415, "a multipart body");
        return true;
    }

    const Limits& m_limits;
    RequestHead m_head;
    Refused m_refused{400, ""};
    bool m_isOldVersion = false;
    bool m_hasHost = false;
    bool m_hasContentLength = false;
    bool m_hasTransferEncoding = false;
};

} // namespace

std::size_t headLength(string_view bytes, std::size_t searchFrom)
{
    const std::size_t at = bytes.find(headEnd, searchFrom);
    return at == string_view::npos ? 0 : at + headEnd.size();
}

std::variant<RequestHead, Refused> readRequestHead(string_view head, const Limits& limits)
{
    return HeadReader{limits}.read(head);
}

std::variant<std::monostate, Refused> refuseEarly(string_view begun, const Limits& limits)
{
    const std::size_t line = begun.find('\n');
    if (line == string_view::npos && begun.size() >= limits.requestLineBytes)
        return Refused{414, "the request line is too long"};
    if (begun.size() > limits.headBytes)
        return Refused{431, "the head is too large"};
    // A method is letters only; a TLS greeting, a blank line or another protocol is not.
    const std::size_t first = std::min(begun.find(' '), begun.size());
    constexpr std::size_t longestMethod = 32;
    if (first > longestMethod || (first > 0 && !isToken(begun.substr(0, first))) ||
        (first == 0 && !begun.empty()))
        return Refused{400, "not a request line"};
    if (line != string_view::npos && (line == 0 || begun[line - 1] != '\r'))
        return Refused{400, "a bare line feed"};
    return {};
}

} // namespace foyer::web
