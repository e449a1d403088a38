// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/webhook_delivery.h"

#include "app/automations/webhook_address.h"
#include "app/base/random.h"

#include <QUrl>

#include <curl/curl.h>
#include <sys/socket.h>

namespace foyer::automations {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView secretMark{"whsec_"};
constexpr long goneForGood = 410;

void startCurl()
{
    static const bool isReady = [] {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
            qFatal("libcurl could not start");
        return true;
    }();
    Q_UNUSED(isReady);
}

/// What a receiver says beside its status is not read: it may be long, and is nothing to us.
size_t passOver(char*, size_t size, size_t count, void* into)
{
    constexpr size_t most = 64 << 10;
    auto* read = static_cast<size_t*>(into);
    *read += size * count;
    return *read > most ? 0 : size * count;
}

int progress(void* isCancelled, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<const std::atomic<bool>*>(isCancelled)->load() ? 1 : 0;
}

struct Connecting
{
    bool isToThisMachine;
    bool wasRefused = false;
};

/// Asked with the very address that would be connected to, so that no name can lead elsewhere.
curl_socket_t openSocket(void* into, curlsocktype, curl_sockaddr* address)
{
    auto* connecting = static_cast<Connecting*>(into);
    if (!mayConnectTo(QHostAddress{&address->addr}, connecting->isToThisMachine)) {
        connecting->wasRefused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

class HeaderLines
{
public:
    HeaderLines() = default;
    ~HeaderLines() { curl_slist_free_all(m_list); }
    Q_DISABLE_COPY_MOVE(HeaderLines)

    void add(const QByteArray& line) { m_list = curl_slist_append(m_list, line.constData()); }
    curl_slist* list() const { return m_list; }

private:
    curl_slist* m_list = nullptr;
};

struct CurlCloser
{
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};

CallAnswer answerOf(CURLcode outcome, long status, const Connecting& connecting)
{
    if (connecting.wasRefused && outcome != CURLE_OK)
        return {false, true, u"its name leads to an address inside a network"_s};
    if (outcome == CURLE_PEER_FAILED_VERIFICATION)
        return {false, false, u"the receiver's certificate is not valid"_s};
    if (status >= 200 && status < 300)
        return {true, false, u"HTTP %1"_s.arg(status)};
    if (status > 0)
        return {false, status == goneForGood, u"HTTP %1"_s.arg(status)};
    return {false, false, QString::fromLatin1(curl_easy_strerror(outcome))};
}

} // namespace

QByteArray newWebhookSecret()
{
    return secretMark.toByteArray() + randomBytes(32).toBase64();
}

Result<QByteArray> webhookKey(const QByteArray& secret)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        secret.startsWith(secretMark) ? secret.mid(secretMark.size()) : QByteArray{},
        QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() < 24 || decoded.decoded.size() > 64)
        return fail(Fault::Invalid, u"A webhook's secret is whsec_ and 24 to 64 random bytes in base64."_s);
    return decoded.decoded;
}

QByteArray webhookSignature(const QByteArray& key, const QString& messageId, Instant at,
                            const QByteArray& body)
{
    const QByteArray content = messageId.toLatin1() + '.' + QByteArray::number(toSeconds(at)) + '.' + body;
    return "v1," + hmacSha256(key, content).toBase64();
}

CallAnswer deliver(const WaitingCall& call, const QByteArray& key, Instant now,
                   const std::atomic<bool>& isCancelled, WebhookPatience patience)
{
    if (const QString problem = webhookAddressProblem(call.url); !problem.isEmpty())
        return {false, true, problem};
    startCurl();
    const std::unique_ptr<CURL, CurlCloser> owner{curl_easy_init()};
    CURL* curl = owner.get();
    if (!curl)
        return {false, false, u"libcurl could not start"_s};
    const QUrl url{call.url, QUrl::StrictMode};
    Connecting connecting{isThisMachine(url.host(QUrl::FullyEncoded))};
    size_t read = 0;
    HeaderLines headers;
    headers.add("Content-Type: application/json");
    headers.add("Expect:");
    headers.add("webhook-id: " + call.messageId.toLatin1());
    headers.add("webhook-timestamp: " + QByteArray::number(toSeconds(now)));
    headers.add("webhook-signature: " + webhookSignature(key, call.messageId, now, call.body));
    const QByteArray address = url.toEncoded();
    curl_easy_setopt(curl, CURLOPT_URL, address.constData());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, connecting.isToThisMachine ? "http,https" : "https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L); // no waiting for a name server that stays silent
    curl_easy_setopt(curl, CURLOPT_PROXY, "");      // behind one nobody could say where it leads
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(patience.toConnect.count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(patience.inAll.count()));
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Foyer/" FOYER_VERSION);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, openSocket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &connecting);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, passOver);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &read);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &isCancelled);
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(call.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call.body.constData());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.list());
    const CURLcode outcome = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    return answerOf(outcome, status, connecting);
}

} // namespace foyer::automations
