// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/stripe/stripe_http.h"

#include <QJsonDocument>
#include <QUrl>

#include <curl/curl.h>

namespace foyer::stripe {

using namespace Qt::StringLiterals;

namespace {

/// The version whose fields stripe_objects.cpp reads; the account's own default may be another.
constexpr const char* versionHeader = "Stripe-Version: 2024-10-28.acacia";
constexpr size_t largestAnswer = 8 << 20;

void startCurl()
{
    static const bool isReady = [] {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
            qFatal("libcurl could not start");
        return true;
    }();
    Q_UNUSED(isReady);
}

size_t collect(char* data, size_t size, size_t count, void* into)
{
    auto* answer = static_cast<QByteArray*>(into);
    const size_t more = size * count;
    if (static_cast<size_t>(answer->size()) + more > largestAnswer)
        return 0; // tells curl to give up
    answer->append(data, static_cast<qsizetype>(more));
    return more;
}

/// Called by curl about once a second. @returns 1 to give up
int progress(void* isCancelled, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<std::atomic<bool>*>(isCancelled)->load() ? 1 : 0;
}

QByteArray encoded(const Form& form)
{
    QByteArray text;
    for (const auto& [name, value] : form) {
        if (!text.isEmpty())
            text += '&';
        text += QUrl::toPercentEncoding(QString::fromLatin1(name)) + '=' + QUrl::toPercentEncoding(value);
    }
    return text;
}

/// Header lines of one request.
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

bool isHeaderSafe(const QByteArray& text)
{
    if (text.isEmpty() || text.size() > 255)
        return false;
    for (const char c : text) {
        if (c < 0x21 || c > 0x7e)
            return false;
    }
    return true;
}

/// A word of Stripe's own, fit to stand in a log.
QString wordOf(const QJsonValue& value)
{
    const QString text = value.toString();
    for (const QChar c : text) {
        const bool isPlain =
            (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_' || c == u'[' || c == u']';
        if (!isPlain)
            return {};
    }
    return text.left(80);
}

Failure refusal(long status, const QJsonObject& answer)
{
    const QJsonObject error = answer.value("error"_L1).toObject();
    const QString type = wordOf(error.value("type"_L1));
    const QString code = wordOf(error.value("code"_L1));
    if (status == 409 || status == 429 || status >= 500)
        return fail(Fault::Busy, u"Stripe cannot answer now (%1)."_s.arg(status));
    if (type == "idempotency_error"_L1)
        return fail(Fault::Conflict, u"Stripe knows this request by another content."_s);
    if (status == 401 || status == 403)
        return fail(Fault::Denied,
                    u"Stripe refuses the key: it is wrong, revoked, or not allowed to do this."_s);
    if (status == 404 || code == "resource_missing"_L1)
        return fail(Fault::NotFound, u"Stripe knows nothing of that name in this account and mode."_s);
    if (code == "amount_too_small"_L1)
        return fail(Fault::Invalid, u"The amount is too small for a payment by card."_s);
    if (code == "amount_too_large"_L1)
        return fail(Fault::Invalid, u"The amount is too large for a single payment by card."_s);
    const QString param = wordOf(error.value("param"_L1));
    return fail(
        Fault::Invalid,
        u"Stripe refused the request (%1 %2 %3 %4)."_s.arg(status).arg(type, code, param).simplified());
}

} // namespace

Place Place::real()
{
    return {"https://api.stripe.com"_ba, true};
}

Result<Place> Place::onThisMachine(const QString& origin)
{
    const QUrl url{origin, QUrl::StrictMode};
    const bool isHere =
        url.host() == "127.0.0.1"_L1 || url.host() == "::1"_L1 || url.host() == "localhost"_L1;
    const bool isPlain = url.isValid() && url.scheme() == "http"_L1 && url.port() > 0 &&
                         url.path().isEmpty() && !url.hasQuery() && !url.hasFragment() &&
                         url.userInfo().isEmpty();
    if (!isHere || !isPlain)
        return fail(Fault::Invalid, u"A stand-in for Stripe is at http://127.0.0.1:PORT and nowhere else."_s);
    return Place{url.toEncoded(), false};
}

Http::Http(Place place, QByteArray key, Patience patience)
    : m_place{std::move(place)}
    , m_key{std::move(key)}
    , m_patience{patience}
{
    startCurl();
    m_curl = curl_easy_init();
}

Http::~Http()
{
    curl_easy_cleanup(m_curl);
}

Result<QJsonObject> Http::get(const QByteArray& path, const Form& query)
{
    const QByteArray asked = encoded(query);
    return call(m_place.origin() + path + (asked.isEmpty() ? QByteArray{} : '?' + asked), nullptr, {});
}

Result<QJsonObject> Http::post(const QByteArray& path, const Form& form, const QByteArray& idempotencyKey)
{
    if (!isHeaderSafe(idempotencyKey))
        return fail(Fault::Invalid, u"An idempotency key is 1 to 255 printable characters."_s);
    const QByteArray body = encoded(form);
    return call(m_place.origin() + path, &body, idempotencyKey);
}

Result<QJsonObject> Http::call(const QByteArray& url, const QByteArray* body,
                               const QByteArray& idempotencyKey)
{
    if (!m_curl)
        return fail(Fault::Storage, u"libcurl could not start."_s);
    if (!isHeaderSafe(m_key))
        return fail(Fault::Denied, u"There is no key for Stripe."_s);
    const std::lock_guard lock{m_mutex};
    if (m_isCancelled)
        return fail(Fault::Busy, u"The program ends."_s);
    curl_easy_reset(m_curl); // forgets the options, keeps the connection
    HeaderLines headers;
    headers.add("Authorization: Bearer " + m_key);
    headers.add(versionHeader);
    headers.add("Accept: application/json");
    headers.add("Expect:");
    QByteArray answer;
    curl_easy_setopt(m_curl, CURLOPT_URL, url.constData());
    curl_easy_setopt(m_curl, CURLOPT_PROTOCOLS_STR, m_place.isReal() ? "https" : "http");
    curl_easy_setopt(m_curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(m_curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(m_curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(m_curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(m_patience.toConnect.count()));
    curl_easy_setopt(m_curl, CURLOPT_TIMEOUT_MS, static_cast<long>(m_patience.inAll.count()));
    curl_easy_setopt(m_curl, CURLOPT_USERAGENT, "Foyer/" FOYER_VERSION);
    curl_easy_setopt(m_curl, CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(m_curl, CURLOPT_WRITEDATA, &answer);
    curl_easy_setopt(m_curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(m_curl, CURLOPT_XFERINFOFUNCTION, progress);
    curl_easy_setopt(m_curl, CURLOPT_XFERINFODATA, &m_isCancelled);
    if (!m_place.isReal())
        curl_easy_setopt(m_curl, CURLOPT_NOPROXY, "*");
    if (body) {
        headers.add("Content-Type: application/x-www-form-urlencoded");
        headers.add("Idempotency-Key: " + idempotencyKey);
        curl_easy_setopt(m_curl, CURLOPT_POST, 1L);
        curl_easy_setopt(m_curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(body->size()));
        curl_easy_setopt(m_curl, CURLOPT_POSTFIELDS, body->constData());
    }
    curl_easy_setopt(m_curl, CURLOPT_HTTPHEADER, headers.list());

    const CURLcode outcome = curl_easy_perform(m_curl);
    if (outcome == CURLE_PEER_FAILED_VERIFICATION)
        return fail(Fault::Denied, u"Whoever answers at Stripe's address could not prove to be Stripe."_s);
    if (outcome != CURLE_OK)
        return fail(Fault::Busy, u"Stripe could not be reached (%1)."_s.arg(
                                     QString::fromLatin1(curl_easy_strerror(outcome))));
    long status = 0;
    curl_easy_getinfo(m_curl, CURLINFO_RESPONSE_CODE, &status);
    const QJsonDocument document = QJsonDocument::fromJson(answer);
    if (status == 200 && document.isObject())
        return document.object();
    if (status >= 400)
        return refusal(status, document.object());
    // Something between us and Stripe answered in its place: whether the wish was granted is unknown.
    return fail(Fault::Busy, u"What answered at Stripe's address was not Stripe (%1)."_s.arg(status));
}

} // namespace foyer::stripe
