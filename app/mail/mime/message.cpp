// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/mime/message.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "app/mail/mime/header.h"
#include "app/mail/mime/transfer.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace foyer::mime {

using namespace Qt::StringLiterals;

namespace {

bool breaksHeaders(const QString& text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c == u'\r' || c == u'\n' || c == u'\0'; });
}

bool isMessageId(const QString& id)
{
    static const QRegularExpression pattern{u"\\A[!-;=?A-~]{1,200}@[!-;=?A-~]{1,255}\\z"_s};
    return pattern.match(id).hasMatch() && id.count(u'@') == 1;
}

QByteArray bracketed(const QString& id)
{
    return '<' + id.toLatin1() + '>';
}

QByteArray dateText(Instant date)
{
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(toSeconds(date), Qt::UTC);
    return QLocale::c().toString(moment, u"ddd, dd MMM yyyy HH:mm:ss"_s).toLatin1() + " +0000";
}

QByteArray mediaTypeOf(const File& file)
{
    static const QRegularExpression pattern{
        u"\\A(application|audio|font|image|model|text|video)/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,80}\\z"_s};
    // A whole mail may not be encoded, so it goes as bytes; see RFC 2046 §5.2.1.
    return pattern.match(file.mediaType).hasMatch() ? file.mediaType.toLatin1()
                                                    : "application/octet-stream"_ba;
}

/// "=_" stands in no quoted-printable text and in no base64, so this occurs in no part.
QByteArray boundary(const Message& message, char level)
{
    return "=_" + QByteArray{1, level} + '_' + sha256(message.messageId.toUtf8()).first(12).toHex();
}

QByteArray textPart(QByteArrayView subtype, const QString& text)
{
    return "Content-Type: text/" + subtype.toByteArray() +
           "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quotedPrintable(text);
}

QByteArray multipart(QByteArrayView subtype, const QByteArray& boundary, const QList<QByteArray>& parts)
{
    QByteArray bytes =
        "Content-Type: multipart/" + subtype.toByteArray() + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    for (const QByteArray& part : parts)
        bytes += "--" + boundary + "\r\n" + part + "\r\n";
    return bytes + "--" + boundary + "--\r\n";
}

QByteArray filePart(const File& file)
{
    QString name = file.name;
    name.replace(u'/', u'_').replace(u'\\', u'_');
    if (name.isEmpty())
        name = u"file"_s;
    return fileHeaders(name, mediaTypeOf(file)) + "Content-Transfer-Encoding: base64\r\n\r\n" +
           base64Lines(file.content);
}

QByteArray bodyOf(const Message& message)
{
    QByteArray body = message.html.isEmpty()
                          ? textPart("plain", message.text)
                          : multipart("alternative", boundary(message, 'a'),
                                      {textPart("plain", message.text), textPart("html", message.html)});
    if (message.files.empty())
        return body;
    QList<QByteArray> parts{std::move(body)};
    for (const File& file : message.files)
        parts.append(filePart(file));
    return multipart("mixed", boundary(message, 'm'), parts);
}

Result<void> check(const Message& message)
{
    for (const QString* text : {&message.from.name, &message.to.name, &message.subject}) {
        if (breaksHeaders(*text))
            return fail(Fault::Invalid, u"A name or a subject of a mail is one line."_s);
    }
    for (const File& file : message.files) {
        if (breaksHeaders(file.name))
            return fail(Fault::Invalid, u"The name of a file is one line."_s);
    }
    if (!isMessageId(message.messageId))
        return fail(Fault::Invalid, u"“%1” identifies no mail."_s.arg(singleLine(message.messageId)));
    QStringList others = message.references;
    if (!message.inReplyTo.isEmpty())
        others.append(message.inReplyTo);
    for (const QString& id : others) {
        if (!isMessageId(id))
            return fail(Fault::Invalid, u"“%1” identifies no mail."_s.arg(singleLine(id)));
    }
    return {};
}

/// A line end before or behind an address is a hint that somebody tries something: not trimmed, refused.
Result<QByteArray> addressOf(const QString& address)
{
    const auto onWire = breaksHeaders(address) ? std::nullopt : wireEmail(address);
    if (!onWire)
        return fail(Fault::Invalid, u"“%1” is not an email address."_s.arg(singleLine(address)));
    return onWire->toUtf8();
}

} // namespace

Result<QByteArray> toBytes(const Message& message)
{
    if (const auto fits = check(message); !fits)
        return fail(fits.error());
    const auto from = addressOf(message.from.address);
    if (!from)
        return fail(from.error());
    const auto to = addressOf(message.to.address);
    if (!to)
        return fail(to.error());

    QByteArray bytes =
        mailboxHeader("From", message.from.name, *from) + mailboxHeader("To", message.to.name, *to);
    if (!message.replyTo.isEmpty()) {
        const auto replyTo = addressOf(message.replyTo);
        if (!replyTo)
            return fail(replyTo.error());
        bytes += mailboxHeader("Reply-To", {}, *replyTo);
    }
    bytes += textHeader("Subject", message.subject);
    bytes += "Date: " + dateText(message.date) + "\r\n";
    bytes += wordsHeader("Message-ID", {bracketed(message.messageId)});
    if (!message.inReplyTo.isEmpty())
        bytes += wordsHeader("In-Reply-To", {bracketed(message.inReplyTo)});
    if (!message.references.isEmpty()) {
        QList<QByteArray> words;
        for (const QString& id : message.references)
            words.append(bracketed(id));
        bytes += wordsHeader("References", words);
    }
    if (message.isAutomatic)
        bytes += "Auto-Submitted: auto-generated\r\n";
    return bytes + "MIME-Version: 1.0\r\n" + bodyOf(message);
}

} // namespace foyer::mime
