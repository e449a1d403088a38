// SPDX-License-Identifier: GPL-3.0-or-later
// Answers mail_oracle.py: one JSON object in, one out, line by line. In: the parts of a mime::Message,
// contents in base64. Out: {"message": base64} or {"refused": sentence}.
#include "app/mail/mime/message.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <iostream>
#include <string>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

QJsonObject answer(const QJsonObject& asked)
{
    const auto text = [&](const QString& key) { return asked[key].toString(); };
    mime::Message message{{text(u"fromName"_s), text(u"from"_s)},
                          {text(u"toName"_s), text(u"to"_s)},
                          text(u"replyTo"_s),
                          text(u"subject"_s),
                          fromSeconds(asked[u"date"_s].toInteger()),
                          text(u"id"_s),
                          text(u"inReplyTo"_s),
                          {},
                          asked[u"isAutomatic"_s].toBool(),
                          text(u"text"_s),
                          text(u"html"_s),
                          {}};
    const QJsonArray references = asked[u"references"_s].toArray();
    for (const QJsonValue& one : references)
        message.references.append(one.toString());
    const QJsonArray files = asked[u"files"_s].toArray();
    for (const QJsonValue& one : files)
        message.files.push_back({one[u"name"_s].toString(), one[u"type"_s].toString(),
                                 QByteArray::fromBase64(one[u"content"_s].toString().toLatin1())});
    const auto bytes = mime::toBytes(message);
    if (!bytes)
        return {{u"refused"_s, bytes.error().detail}};
    return {{u"message"_s, QString::fromLatin1(bytes->toBase64())}};
}

} // namespace

int main()
{
    std::string line;
    while (std::getline(std::cin, line)) {
        const QJsonObject asked = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
        std::cout << QJsonDocument{answer(asked)}.toJson(QJsonDocument::Compact).constData() << '\n';
    }
    std::cout.flush();
    return 0;
}
