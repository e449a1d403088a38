// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/smtp.h"

#include "app/base/text.h"

#include <QHostAddress>

#include <curl/curl.h>
#include <openssl/x509_vfy.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestWords = 400;
constexpr int slowestBytesPerMillisecond = 16;
constexpr long leaveMs = 3'000;
constexpr long hastyLeaveMs = 1'000;

void startCurl()
{
    static const bool isReady = [] {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
            qFatal("libcurl could not start");
        return true;
    }();
    Q_UNUSED(isReady);
}

/// The verb of a line that went out. What belongs to a log-in is looked at no further.
QByteArray verbOf(QByteArrayView line)
{
    static const QList<QByteArray> verbs{"EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"};
    for (const QByteArray& verb : verbs) {
        const bool isIt = line.startsWith(verb) && line.size() > verb.size() &&
                          (line[verb.size()] == ' ' || line[verb.size()] == '\r');
        if (isIt)
            return verb;
    }
    return {};
}

size_t discard(char*, size_t size, size_t count, void*)
{
    return size * count;
}

/// Recipients as curl wants them.
class Recipients
{
public:
    explicit Recipients(const QByteArray& one)
        : m_list{curl_slist_append(nullptr, one.constData())}
    {
    }
    ~Recipients() { curl_slist_free_all(m_list); }
    Q_DISABLE_COPY_MOVE(Recipients)
    curl_slist* list() const { return m_list; }

private:
    curl_slist* m_list;
};

/// These say "who are you?" wherever they are said.
bool isAboutLogin(int code)
{
    return code == 530 || code == 534 || code == 535 || code == 538;
}

} // namespace

struct Smtp::Conversation
{
    const QByteArray* message = nullptr;
    qsizetype given = 0;
    bool isWhole = false;  ///< curl has all of it: the final dot may be out
    bool isReused = false; ///< over a connection that an earlier mail opened
    QByteArray verb;       ///< of the last command
    QStringList reply;     ///< to it, or to the final dot
    int code = 0;          ///< of the reply; 0: none yet
    bool wantsNew = false;
    bool isLeaving = false; ///< curl says goodbye

    QString words() const { return singleLine(reply.join(u' ')).left(longestWords); }

    void hear(QByteArrayView line)
    {
        const QByteArray text = line.toByteArray().trimmed();
        bool isNumber = false;
        const int number = text.first(std::min<qsizetype>(3, text.size())).toInt(&isNumber);
        if (!isNumber || text.size() < 3 || (text.size() > 3 && text[3] != ' ' && text[3] != '-'))
            return; // no line of this protocol
        const QString rest = QString::fromUtf8(text.size() > 4 ? text.sliced(4) : QByteArray{});
        reply.append(reply.isEmpty() ? QString::number(number) + u' ' + rest : rest);
        if (text.size() == 3 || text[3] == ' ')
            code = number;
    }
    void forget()
    {
        reply.clear();
        code = 0;
    }

    static size_t read(char* into, size_t size, size_t count, void* self)
    {
        auto& the = *static_cast<Conversation*>(self);
        const qsizetype more = std::min<qsizetype>(qsizetype(size * count), the.message->size() - the.given);
        std::copy_n(the.message->constData() + the.given, more, into);
        the.given += more;
        if (the.given == the.message->size() && !the.isWhole) {
            the.isWhole = true; // curl knows the size, and may not ask again
            the.forget();
        }
        return size_t(more);
    }

    static int listen(CURL*, curl_infotype type, char* data, size_t size, void* self)
    {
        auto& the = *static_cast<Conversation*>(self);
        const QByteArrayView line{data, qsizetype(size)};
        if (the.isLeaving) // what led to it is what counts
            return 0;
        if (type == CURLINFO_HEADER_IN) {
            the.hear(line);
        } else if (type == CURLINFO_HEADER_OUT) {
            const QByteArray verb = verbOf(line);
            the.isLeaving = verb == "QUIT";
            if (the.isLeaving)
                return 0;
            if (!verb.isEmpty())
                the.verb = verb;
            the.forget();
        }
        return 0;
    }
};

SmtpPatience SmtpPatience::fromEnvironment()
{
    const QList<QByteArray> parts = qgetenv("FOYER_MAIL_PATIENCE").split(',');
    SmtpPatience patience;
    if (parts.size() == 2 && parts[0].toInt() > 0 && parts[1].toInt() > 0)
        patience = {std::chrono::milliseconds{parts[0].toInt()}, std::chrono::milliseconds{parts[1].toInt()}};
    return patience;
}

Smtp::Smtp(MailServer server, QByteArray password, const QString& caFile, SmtpPatience patience)
    : m_server{std::move(server)}
    , m_password{std::move(password)}
    , m_caFile{caFile.toLocal8Bit()}
    , m_patience{patience}
{
    startCurl();
    m_curl = curl_easy_init();
}

Smtp::~Smtp()
{
    if (!m_curl)
        return;
    takeLeave();
    curl_easy_cleanup(m_curl);
}

/// Says QUIT with a time limit of ours: curl's own farewell would wait for a silent server for minutes.
void Smtp::takeLeave()
{
    if (m_socket < 0)
        return;
    m_mayOpen = false;
    Conversation last;
    setUp({}, last);
    curl_easy_setopt(m_curl, CURLOPT_CUSTOMREQUEST, "QUIT");
    curl_easy_setopt(m_curl, CURLOPT_NOPROGRESS, 1L); // also when everything else was cancelled, but briefly
    curl_easy_setopt(m_curl, CURLOPT_TIMEOUT_MS, m_isCancelled ? hastyLeaveMs : leaveMs);
    curl_easy_perform(m_curl);
    curl_easy_reset(m_curl);
    if (m_socket >= 0)
        ::shutdown(m_socket, SHUT_RDWR);
}

void Smtp::setUp(const Envelope& envelope, Conversation& conversation)
{
    curl_easy_reset(m_curl); // forgets the options, keeps the connection
    QString host = m_server.host.trimmed();
    if (QHostAddress{host}.protocol() == QAbstractSocket::IPv6Protocol)
        host = u'[' + host + u']';
    else if (const auto ascii = asciiHostName(host))
        host = *ascii;
    // The name we say hello by: our own domain, not this machine's name, which is nobody's business.
    const QString hello = wireEmail(envelope.from).value_or(u"@localhost"_s).section(u'@', -1);
    const QByteArray url =
        u"%1://%2:%3/%4"_s.arg(m_server.security == MailSecurity::Tls ? u"smtps"_s : u"smtp"_s, host)
            .arg(m_server.port)
            .arg(hello)
            .toLatin1();
    curl_easy_setopt(m_curl, CURLOPT_URL, url.constData());
    curl_easy_setopt(m_curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(m_curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(m_curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(m_curl, CURLOPT_QUICK_EXIT, 1L); // no waiting for a name server that stays silent
    const bool isClear = m_server.security == MailSecurity::None;
    curl_easy_setopt(m_curl, CURLOPT_USE_SSL, static_cast<long>(isClear ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(m_curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(m_curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(m_curl, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!m_caFile.isEmpty()) {
        // Beside those of this machine: they come from the folder of certificates.
        const char* folder = curl_version_info(CURLVERSION_NOW)->capath;
        curl_easy_setopt(m_curl, CURLOPT_CAINFO, m_caFile.constData());
        curl_easy_setopt(m_curl, CURLOPT_CAPATH, folder ? folder : "/etc/ssl/certs");
    }
    if (!m_server.user.isEmpty()) {
        curl_easy_setopt(m_curl, CURLOPT_USERNAME, m_server.user.toUtf8().constData());
        curl_easy_setopt(m_curl, CURLOPT_PASSWORD, m_password.constData());
        curl_easy_setopt(m_curl, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN;AUTH=CRAM-MD5");
    }
    curl_easy_setopt(m_curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(m_patience.toConnect.count()));
    curl_easy_setopt(m_curl, CURLOPT_WRITEFUNCTION, discard);
    curl_easy_setopt(m_curl, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(m_curl, CURLOPT_DEBUGFUNCTION, Conversation::listen);
    curl_easy_setopt(m_curl, CURLOPT_DEBUGDATA, &conversation);
    const auto progress = [](void* isCancelled, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        return static_cast<std::atomic<bool>*>(isCancelled)->load() ? 1 : 0;
    };
    curl_easy_setopt(m_curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(m_curl, CURLOPT_XFERINFOFUNCTION,
                     static_cast<int (*)(void*, curl_off_t, curl_off_t, curl_off_t, curl_off_t)>(progress));
    curl_easy_setopt(m_curl, CURLOPT_XFERINFODATA, &m_isCancelled);
    const auto open = [](void* self, curlsocktype, curl_sockaddr* address) {
        auto& the = *static_cast<Smtp*>(self);
        if (!the.m_mayOpen)
            return curl_socket_t{CURL_SOCKET_BAD};
        the.m_socket = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
        return curl_socket_t{the.m_socket};
    };
    const auto close = [](void* self, curl_socket_t socket) {
        auto& the = *static_cast<Smtp*>(self);
        if (the.m_socket == socket)
            the.m_socket = -1;
        return ::close(socket);
    };
    curl_easy_setopt(m_curl, CURLOPT_OPENSOCKETFUNCTION,
                     static_cast<curl_socket_t (*)(void*, curlsocktype, curl_sockaddr*)>(open));
    curl_easy_setopt(m_curl, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(m_curl, CURLOPT_CLOSESOCKETFUNCTION, static_cast<int (*)(void*, curl_socket_t)>(close));
    curl_easy_setopt(m_curl, CURLOPT_CLOSESOCKETDATA, this);
    if (conversation.wantsNew)
        curl_easy_setopt(m_curl, CURLOPT_FRESH_CONNECT, 1L);
}

Outcome Smtp::send(const Envelope& envelope, const QByteArray& message)
{
    if (!m_curl)
        return {HandOver::AccountProblem, {}, u"libcurl could not start."_s};
    if (m_server.security == MailSecurity::None && !isThisMachine(m_server.host))
        return {
            HandOver::AccountProblem,
            {},
            u"Mails leave this machine encrypted only: choose STARTTLS or TLS for %1."_s.arg(m_server.host)};
    if (!m_server.user.isEmpty() && m_password.isEmpty())
        return {HandOver::AccountProblem,
                {},
                u"There is no password for %1 at %2 on this machine. Type it in the mail account."_s.arg(
                    m_server.user, m_server.host)};
    Conversation conversation;
    Outcome outcome = sendOnce(envelope, message, conversation);
    // A server closes a connection that was idle, or after so many mails. Nothing of this one was said yet.
    const bool hasLeft = conversation.isReused && !conversation.isWhole && !outcome.isStop &&
                         (conversation.verb.isEmpty() || conversation.verb == "MAIL") &&
                         (conversation.code == 0 || conversation.code == 421);
    if (!hasLeft)
        return outcome;
    Conversation anew;
    anew.wantsNew = true;
    return sendOnce(envelope, message, anew);
}

Outcome Smtp::sendOnce(const Envelope& envelope, const QByteArray& message, Conversation& conversation)
{
    if (m_isCancelled)
        return {HandOver::NotSent, {}, u"The program ended."_s, true};
    const auto from = wireEmail(envelope.from);
    const auto to = wireEmail(envelope.to);
    if (!from || !to)
        return {HandOver::RefusedForGood,
                {},
                u"“%1” is not an email address."_s.arg(singleLine(from ? envelope.to : envelope.from))};
    conversation.message = &message;
    setUp(envelope, conversation);
    const Recipients recipients{to->toUtf8()};
    const auto inAll = m_patience.inAll.count() + message.size() / slowestBytesPerMillisecond;
    const long patienceSeconds = std::max(1L, static_cast<long>(m_patience.inAll.count() / 1000));
    curl_easy_setopt(m_curl, CURLOPT_MAIL_FROM, from->toUtf8().constData());
    curl_easy_setopt(m_curl, CURLOPT_MAIL_RCPT, recipients.list());
    curl_easy_setopt(m_curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(m_curl, CURLOPT_READFUNCTION, Conversation::read);
    curl_easy_setopt(m_curl, CURLOPT_READDATA, &conversation);
    curl_easy_setopt(m_curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message.size()));
    curl_easy_setopt(m_curl, CURLOPT_TIMEOUT_MS, static_cast<long>(inAll));
    curl_easy_setopt(m_curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(m_curl, CURLOPT_LOW_SPEED_TIME, patienceSeconds);
    const CURLcode result = curl_easy_perform(m_curl);
    long opened = 0;
    curl_easy_getinfo(m_curl, CURLINFO_NUM_CONNECTS, &opened);
    conversation.isReused = opened == 0;
    return outcomeOf(result, conversation, envelope);
}

Outcome Smtp::outcomeOf(int result, const Conversation& conversation, const Envelope& envelope) const
{
    const QString words = conversation.words();
    const int code = conversation.code;
    const QString said = words.isEmpty() ? QString{} : u" It says: “%1”"_s.arg(words);
    const auto refusedForNow = [&] {
        return Outcome{
            HandOver::RefusedForNow, words,
            u"The server %1 does not take the mail to %2 now. It is tried again by itself.%3"_s.arg(
                m_server.host, envelope.to, said)};
    };
    const auto refusedForGood = [&] {
        return Outcome{
            HandOver::RefusedForGood, words,
            u"The server %1 refuses the mail to %2. Look at the address and at what the server says.%3"_s.arg(
                m_server.host, envelope.to, said)};
    };
    if (conversation.isWhole) {
        // Only its answer to the final dot counts, whatever became of the connection then.
        if (code == 250)
            return {HandOver::Accepted, words, {}};
        if (code / 100 == 4)
            return refusedForNow();
        if (code / 100 == 5)
            return refusedForGood();
        return {HandOver::Unknown, words,
                u"The connection to %1 broke off before it said whether it took the mail to %2. It is tried "
                "again by itself; the same mail may arrive twice."_s.arg(m_server.host, envelope.to),
                m_isCancelled};
    }
    if (m_isCancelled)
        return {HandOver::NotSent, {}, u"The program ended."_s, true};
    const bool isAboutMail =
        conversation.verb == "MAIL" || conversation.verb == "RCPT" || conversation.verb == "DATA";
    const bool isLocal = result == CURLE_SSL_CACERT_BADFILE || result == CURLE_COULDNT_RESOLVE_HOST ||
                         result == CURLE_COULDNT_CONNECT;
    if (isLocal || !isAboutMail || isAboutLogin(code)) {
        if (conversation.isReused && !isLocal && !isAboutLogin(code))
            return {HandOver::NotSent, words, u"The connection to %1 had been closed."_s.arg(m_server.host)};
        return accountProblem(result, conversation);
    }
    if (code / 100 == 4)
        return refusedForNow();
    if (code / 100 == 5)
        return refusedForGood();
    return {HandOver::NotSent, words,
            u"The connection to %1 broke off before the mail to %2 was handed over. It is tried again by "
            "itself."_s.arg(m_server.host, envelope.to)};
}

Outcome Smtp::accountProblem(int result, const Conversation& conversation) const
{
    const QString words = conversation.words();
    const int code = conversation.code;
    const QString said = words.isEmpty() ? QString{} : u" It says: “%1”"_s.arg(words);
    const auto problem = [&](const QString& sentence) {
        return Outcome{HandOver::AccountProblem, words, sentence};
    };
    const QString& host = m_server.host;
    if (isAboutLogin(code) && m_server.user.isEmpty())
        return problem(
            u"The server %1 wants a user name and a password. Type both in the mail account.%2"_s.arg(host,
                                                                                                      said));
    if (isAboutLogin(code) || result == CURLE_LOGIN_DENIED || conversation.verb == "AUTH") {
        if (code / 100 == 5)
            return problem(u"The server %1 refuses the password of %2. Type it anew in the mail account; "
                           u"some providers want "
                           "an app password instead of the usual one.%3"_s.arg(host, m_server.user, said));
        return problem(
            u"The server %1 cannot check the password of %2 now. It is tried again by itself.%3"_s.arg(
                host, m_server.user, said));
    }
    switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return problem(u"There is no server called %1, or this machine is offline. Look at the name of the "
                       "server and at the connection."_s.arg(host));
    case CURLE_COULDNT_CONNECT:
        return problem(
            u"Nothing answers at %1 on port %2. Look at the port and at the connection; some networks "
            "let no mail out."_s.arg(host)
                .arg(m_server.port));
    case CURLE_SSL_CACERT_BADFILE:
        return problem(u"The file of certificates for mail servers (mail.ca_file) cannot be read."_s);
    case CURLE_PEER_FAILED_VERIFICATION: {
        long verdict = 0;
        curl_easy_getinfo(m_curl, CURLINFO_SSL_VERIFYRESULT, &verdict);
        // curl looks at the name first, and leaves the verdict open when that is wrong.
        if (verdict == X509_V_OK || verdict == X509_V_ERR_UNSPECIFIED ||
            verdict == X509_V_ERR_HOSTNAME_MISMATCH || verdict == X509_V_ERR_IP_ADDRESS_MISMATCH)
            return problem(
                u"What answers at %1 has a certificate for another name. Nothing was sent. Look at the "
                "name of the server."_s.arg(host));
        if (verdict == X509_V_ERR_CERT_HAS_EXPIRED || verdict == X509_V_ERR_CERT_NOT_YET_VALID)
            return problem(
                u"The certificate of %1 is not valid today. Nothing was sent. Look at this machine's "
                "clock, or tell whoever runs the server."_s.arg(host));
        return problem(
            u"Nobody this machine trusts vouches for the certificate of %1. Nothing was sent. If the "
            "server is your own, name the file of its certificate in mail.ca_file."_s.arg(host));
    }
    case CURLE_USE_SSL_FAILED:
        return problem(
            u"The server %1 offers no encryption (STARTTLS) on port %2. Nothing was sent. Try TLS on "
            "port 465, or ask whoever runs the server.%3"_s.arg(host)
                .arg(m_server.port)
                .arg(code / 100 == 2 ? QString{} : said));
    case CURLE_SSL_CONNECT_ERROR:
        return problem(
            u"No encrypted connection to %1 on port %2 came about. Mostly, port 465 goes with TLS and "
            "port 587 with STARTTLS."_s.arg(host)
                .arg(m_server.port));
    default:
        break;
    }
    if (code / 100 == 4 || code / 100 == 5)
        return problem(
            u"The server %1 takes no mails at present. It is tried again by itself.%2"_s.arg(host, said));
    if (conversation.verb.isEmpty() && result != CURLE_OPERATION_TIMEDOUT)
        return problem(
            u"What answers at %1 on port %2 does not talk like a mail server. Look at the port."_s.arg(host)
                .arg(m_server.port));
    if (result == CURLE_OPERATION_TIMEDOUT)
        return problem(
            u"The server %1 does not answer in time on port %2. Look at the port: mostly, 465 goes with "
            "TLS and 587 with STARTTLS. It is tried again by itself."_s.arg(host)
                .arg(m_server.port));
    return problem(u"The connection to %1 broke off before anything was handed over. It is tried again by "
                   "itself."_s.arg(host));
}

} // namespace foyer::mail
