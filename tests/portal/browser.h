// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/front_door/handler.h"
#include "tests/app/studio_fixture.h"

#include <QHash>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

#include <vector>

namespace foyer::test {

/// A visitor without a socket: keeps cookies, follows redirects, fills in the form that is on the page.
class Browser
{
public:
    Browser(web::Handler& portal, QString host)
        : m_portal{&portal}
        , m_host{std::move(host)}
    {
    }

    void get(const QString& path)
    {
        getOnly(path);
        for (int hops = 0; hops < 5 && (m_response.status == 303 || m_response.status == 308); ++hops)
            getOnly(QString::fromUtf8(header("location")));
    }

    void getOnly(const QString& path) { send(web::Method::Get, path, {}); }
    void head(const QString& path) { send(web::Method::Head, path, {}); }

    /// Posts every field of the page's form with that action, with these changed or added.
    void submit(const QString& action, const std::vector<std::pair<QString, QString>>& typed)
    {
        QHash<QString, QString> fields = m_fields;
        for (const auto& [name, value] : typed)
            fields.insert(name, value);
        QByteArray body;
        for (auto it = fields.cbegin(); it != fields.cend(); ++it) {
            if (!body.isEmpty())
                body += '&';
            body += QUrl::toPercentEncoding(it.key()) + '=' + QUrl::toPercentEncoding(it.value());
        }
        send(web::Method::Post, action, body);
        if (m_response.status == 303)
            get(QString::fromUtf8(header("location")));
    }

    /// Posts these fields and nothing else, and follows nothing.
    void postOnly(const QString& action, const std::vector<std::pair<QString, QString>>& fields)
    {
        QByteArray body;
        for (const auto& [name, value] : fields)
            body += (body.isEmpty() ? "" : "&") + QUrl::toPercentEncoding(name) + '=' +
                    QUrl::toPercentEncoding(value);
        send(web::Method::Post, action, body);
    }

    int status() const { return m_response.status; }
    const std::vector<std::pair<QByteArray, QByteArray>>& headers() const { return m_response.headers; }
    QString path() const { return m_path; }
    QByteArray html() const { return m_response.body; }
    bool shows(const QString& text) const
    {
        return QString::fromUtf8(m_response.body)
                   .contains(text.toHtmlEscaped().replace(u'\'', QStringLiteral("&apos;"))) ||
               QString::fromUtf8(m_response.body).contains(text);
    }
    QString field(const QString& name) const { return m_fields.value(name); }
    bool hasField(const QString& name) const { return m_fields.contains(name); }

    QByteArray header(const QByteArray& name) const
    {
        for (const auto& [key, value] : m_response.headers) {
            if (key.toLower() == name)
                return value;
        }
        return {};
    }
    /// The latest Set-Cookie that began like this.
    QByteArray setCookieOf(const QByteArray& beginning) const
    {
        QByteArray found;
        for (const QByteArray& text : m_setCookies) {
            if (text.startsWith(beginning))
                found = text;
        }
        return found;
    }

    QHash<QByteArray, QByteArray> cookies() const { return m_cookies; }
    void setCookies(const QHash<QByteArray, QByteArray>& cookies) { m_cookies = cookies; }
    void setHeader(const QByteArray& name, const QByteArray& value) { m_headers.insert(name, value); }
    void useTls() { m_isSecure = true; }

private:
    void send(web::Method method, const QString& target, const QByteArray& body)
    {
        const QUrl url{target};
        web::Request request;
        request.method = method;
        request.path = url.path();
        request.query = url.query(QUrl::FullyEncoded).toLatin1();
        request.host = m_host;
        request.body = body;
        request.headers = m_headers;
        if (method == web::Method::Post)
            request.contentType = "application/x-www-form-urlencoded";
        request.peer = {QStringLiteral("127.0.0.1"), QStringLiteral("127.0.0.1"), m_isSecure, true};
        QByteArray cookies;
        for (auto it = m_cookies.cbegin(); it != m_cookies.cend(); ++it)
            cookies += (cookies.isEmpty() ? "" : "; ") + it.key() + '=' + it.value();
        if (!cookies.isEmpty())
            request.headers.insert("cookie", cookies);
        m_response = m_portal->answer(request);
        m_path = target;
        keepCookies();
        if (m_response.status != 303 && m_response.status != 308)
            readForm();
    }

    void keepCookies()
    {
        for (const auto& [key, value] : m_response.headers) {
            if (key != "Set-Cookie")
                continue;
            m_setCookies.push_back(value);
            const QByteArray pair = value.split(';').front();
            const QByteArray name = pair.left(pair.indexOf('='));
            if (value.contains("Max-Age=0"))
                m_cookies.remove(name);
            else
                m_cookies.insert(name, pair.mid(pair.indexOf('=') + 1));
        }
    }

    void readForm()
    {
        m_fields.clear();
        const QString html = QString::fromUtf8(m_response.body);
        static const QRegularExpression input{QStringLiteral("<input[^>]*?\\bname=\"([^\"]*)\"[^>]*>")};
        static const QRegularExpression value{QStringLiteral("\\bvalue=\"([^\"]*)\"")};
        for (auto it = input.globalMatch(html); it.hasNext();) {
            const auto match = it.next();
            m_fields.insert(match.captured(1), unescaped(value.match(match.captured(0)).captured(1)));
        }
        static const QRegularExpression area{
            QStringLiteral("<textarea[^>]*?\\bname=\"([^\"]*)\"[^>]*>([^<]*)</textarea>")};
        for (auto it = area.globalMatch(html); it.hasNext();) {
            const auto match = it.next();
            m_fields.insert(match.captured(1), unescaped(match.captured(2)));
        }
    }

    static QString unescaped(QString text)
    {
        return text.replace(QStringLiteral("&lt;"), QStringLiteral("<"))
            .replace(QStringLiteral("&gt;"), QStringLiteral(">"))
            .replace(QStringLiteral("&quot;"), QStringLiteral("\""))
            .replace(QStringLiteral("&apos;"), QStringLiteral("'"))
            .replace(QStringLiteral("&amp;"), QStringLiteral("&"));
    }

    web::Handler* m_portal;
    QString m_host;
    QHash<QByteArray, QByteArray> m_cookies;
    QHash<QByteArray, QByteArray> m_headers;
    std::vector<QByteArray> m_setCookies;
    QHash<QString, QString> m_fields;
    web::Response m_response;
    QString m_path;
    bool m_isSecure = false;
};

} // namespace foyer::test
