// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/mail_account.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <chrono>

namespace foyer::mail {

enum class HandOver
{
    Accepted,       ///< 250 to the final dot
    RefusedForNow,  ///< 4xx to this mail
    RefusedForGood, ///< 5xx to this mail
    AccountProblem, ///< nothing about this mail: the server is not there, not itself, or refuses the account
    NotSent,        ///< broke before the mail had been handed over whole
    Unknown         ///< broke afterwards, before an answer
};

struct Outcome
{
    HandOver kind;
    QString words;       ///< the server's own, on one line; empty: it said nothing
    QString sentence;    ///< for people, with what to do; empty when accepted
    bool isStop = false; ///< the program ended in the middle, which is nobody's fault
};

struct SmtpPatience
{
    std::chrono::milliseconds toConnect{15'000};
    std::chrono::milliseconds inAll{120'000}; ///< of one mail; a large one gets more by its size

    /// These, unless FOYER_MAIL_PATIENCE says otherwise: milliseconds to connect and in all, "500,2000"
    static SmtpPatience fromEnvironment();
};

/// One connection to one mail server by libcurl, kept open from mail to mail. The certificate and its name
/// are verified, TLS is 1.2 or later, and nothing is said in clear but to this machine itself: a server that
/// does not offer what the account asks for is refused. One thread at a time; cancel() on any.
class Smtp
{
public:
    struct Envelope
    {
        QString from;
        QString to;
    };

    /// @param password  nothing is asked with one while the server has no user
    /// @param caFile  certificates (PEM) trusted beside those of this machine; empty: none
    Smtp(MailServer server, QByteArray password, const QString& caFile, SmtpPatience patience = {});
    /// Takes leave of the server, within a few seconds.
    ~Smtp();
    Q_DISABLE_COPY_MOVE(Smtp)

    /// @param message  lines end in CRLF
    Outcome send(const Envelope& envelope, const QByteArray& message);

    /// Ends what runs, within about a second, and everything after it.
    void cancel() { m_isCancelled = true; }

private:
    struct Conversation;
    Outcome sendOnce(const Envelope& envelope, const QByteArray& message, Conversation& conversation);
    void setUp(const Envelope& envelope, Conversation& conversation);
    void takeLeave();
    Outcome outcomeOf(int result, const Conversation& conversation, const Envelope& envelope) const;
    Outcome accountProblem(int result, const Conversation& conversation) const;

    MailServer m_server;
    QByteArray m_password;
    QByteArray m_caFile;
    SmtpPatience m_patience;
    std::atomic<bool> m_isCancelled = false;
    bool m_mayOpen = true;
    int m_socket = -1; ///< of the connection that is open
    void* m_curl = nullptr;
};

} // namespace foyer::mail
