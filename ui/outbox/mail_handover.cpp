// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/mail_handover.h"

#include <QCoreApplication>

namespace foyer::mail_handover {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(MailHandover)
};

/// A desktop starts the program with the address as one argument; Linux takes 128 KiB, Windows 32.
constexpr qsizetype longestAddress = 30'000;

} // namespace

std::optional<QUrl> addressFor(const QString& to, const QString& subject, const QString& text)
{
    // RFC 6068: lines end in CR LF, everything but the unreserved signs is percent-encoded.
    QString lines = text;
    lines.replace(u'\n', u"\r\n"_s);
    const QByteArray address = "mailto:" + QUrl::toPercentEncoding(to, "@") +
                               "?subject=" + QUrl::toPercentEncoding(subject) +
                               "&body=" + QUrl::toPercentEncoding(lines);
    if (address.size() > longestAddress)
        return std::nullopt;
    return QUrl::fromEncoded(address, QUrl::StrictMode);
}

QString whatIsLost(int attachments)
{
    QString lost = Words::tr("Your mail program gets the address, the subject and the text. The layout stays "
                             "here.");
    if (attachments > 0)
        lost +=
            u' ' + Words::tr("So do %n attachment(s): save them and add them there.", nullptr, attachments);
    return lost + u' ' +
           Words::tr("Foyer cannot see whether you send it: cancel it here afterwards, or it leaves a second "
                     "time once there is a mail account.");
}

} // namespace foyer::mail_handover
