// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/form.h"

#include <QStringDecoder>

namespace foyer::web {

namespace {

constexpr qsizetype mostFields = 1000;

std::optional<QString> decoded(QByteArrayView text)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            bytes += ' ';
        } else if (text[i] == '%') {
            const auto hex = [](char c) {
                if (c >= '0' && c <= '9')
                    return c - '0';
                if (c >= 'a' && c <= 'f')
                    return c - 'a' + 10;
                return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
            };
            if (i + 2 >= text.size() || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0)
                return std::nullopt;
            bytes += char(hex(text[i + 1]) * 16 + hex(text[i + 2]));
            i += 2;
        } else {
            bytes += text[i];
        }
    }
    if (bytes.contains('\0'))
        return std::nullopt;
    QStringDecoder decoder{QStringDecoder::Utf8, QStringDecoder::Flag::Stateless};
    QString value = decoder(bytes);
    if (decoder.hasError())
        return std::nullopt;
    return value.replace(QLatin1StringView{"\r\n"}, QLatin1StringView{"\n"}).replace(u'\r', u'\n');
}

} // namespace

std::optional<Form> Form::parse(const QByteArray& body)
{
    Form form;
    if (body.isEmpty())
        return form;
    const auto pairs = body.split('&');
    if (pairs.size() > mostFields)
        return std::nullopt;
    for (const QByteArray& pair : pairs) {
        const qsizetype equals = pair.indexOf('=');
        const auto name = decoded(QByteArrayView{pair}.first(equals < 0 ? pair.size() : equals));
        const auto value = equals < 0 ? QString{} : decoded(QByteArrayView{pair}.sliced(equals + 1));
        if (!name || !value || form.m_fields.contains(*name))
            return std::nullopt;
        form.m_fields.insert(*name, *value);
    }
    return form;
}

QByteArray Form::encoded() const
{
    QByteArray body;
    for (auto field = m_fields.cbegin(); field != m_fields.cend(); ++field) {
        if (!body.isEmpty())
            body += '&';
        body += field.key().toUtf8().toPercentEncoding() + '=' + field.value().toUtf8().toPercentEncoding();
    }
    return body;
}

} // namespace foyer::web
