// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpSocket>
#include <QTest>

namespace foyer::test {

/// tests/stripe/stripe_double.mjs at work: it ends with this object, or when this process dies.
class StripeDouble
{
public:
    explicit StripeDouble(const QStringList& arguments = {})
    {
        m_process.setProgram(QStringLiteral(FOYER_NODE));
        m_process.setArguments(QStringList{QStringLiteral(FOYER_STRIPE_DOUBLE)} + arguments);
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start();
        if (!m_process.waitForReadyRead(20'000))
            qFatal("the stand-in for Stripe did not start");
        const QByteArray line = m_process.readLine().trimmed();
        if (!line.startsWith("listening http://127.0.0.1:"))
            qFatal("the stand-in for Stripe says %s", line.constData());
        m_port = line.mid(line.lastIndexOf(':') + 1).toUShort();
    }
    ~StripeDouble()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(5'000))
            m_process.kill();
        m_process.waitForFinished(1'000);
    }

    QString origin() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }

    /// What a test wants of it: /_double/WHAT, see control() in stripe_double.mjs.
    QJsonObject control(const QByteArray& what, const QJsonObject& wish = {}) const
    {
        const QByteArray answer =
            post("/_double/" + what, QJsonDocument{wish}.toJson(QJsonDocument::Compact));
        return QJsonDocument::fromJson(answer).object();
    }
    QJsonObject state() const { return control("state"); }

    /// Presses a button of the hosted page: "card", "decline", "challenge", "debit".
    /// @returns where the browser is sent, empty when it stays
    QByteArray press(const QString& session, const QByteArray& button) const
    {
        QByteArray head;
        post("/c/pay/" + session.toLatin1() + '/' + button, {}, &head);
        for (const QByteArray& line : head.split('\n')) {
            if (line.startsWith("Location: "))
                return line.mid(10).trimmed();
        }
        return {};
    }

private:
    QByteArray post(const QByteArray& path, const QByteArray& body, QByteArray* head = nullptr) const
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
        if (!socket.waitForConnected(5'000))
            qFatal("the stand-in for Stripe is gone");
        socket.write("POST " + path +
                     " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: " +
                     QByteArray::number(body.size()) + "\r\n\r\n" + body);
        QByteArray answer;
        while (socket.waitForReadyRead(20'000))
            answer += socket.readAll();
        answer += socket.readAll();
        const qsizetype end = answer.indexOf("\r\n\r\n");
        if (head)
            *head = answer.left(end);
        return answer.mid(end + 4);
    }

    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace foyer::test
