// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalServer>
#include <QLocalSocket>
#include <QStandardPaths>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 2000;
constexpr qint64 longestMessage = 1024 * 1024;

} // namespace

SingleInstance::SingleInstance(const QString& studioFile, QObject* parent)
    : QObject{parent}
    , m_socket{socketFor(studioFile)}
{
}

SingleInstance::~SingleInstance() = default;

QString SingleInstance::socketFor(const QString& studioFile)
{
    // A hash, since a socket's path must stay below 108 bytes wherever the studio lies.
    const QFileInfo info{studioFile};
    const QString path = info.exists() ? info.canonicalFilePath() : info.absoluteFilePath();
    const QByteArray hash =
        QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().first(16);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return QDir{folder}.filePath(u"foyer-%1.socket"_s.arg(QLatin1StringView{hash}));
}

bool SingleInstance::handOver(const QStringList& files) const
{
    QLocalSocket socket;
    socket.connectToServer(m_socket);
    if (!socket.waitForConnected(patienceMs))
        return false;
    QJsonArray paths; // the other program has another working directory
    for (const QString& file : files)
        paths.append(QFileInfo{file}.absoluteFilePath());
    socket.write(QJsonDocument{paths}.toJson(QJsonDocument::Compact) + '\n');
    socket.waitForBytesWritten(patienceMs);
    // It answers when it has read everything; before that, leaving could cut the message off.
    return socket.waitForReadyRead(patienceMs);
}

bool SingleInstance::listen()
{
    m_server = new QLocalServer{this};
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server, &QLocalServer::newConnection, this, &SingleInstance::receive);
    if (m_server->listen(m_socket))
        return true;
    // What a crash left behind; nobody answered on it, or we would not be here.
    QLocalServer::removeServer(m_socket);
    return m_server->listen(m_socket);
}

void SingleInstance::receive()
{
    while (QLocalSocket* socket = m_server->nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->canReadLine()) {
                if (socket->bytesAvailable() > longestMessage)
                    socket->abort();
                return;
            }
            const QJsonDocument message = QJsonDocument::fromJson(socket->readLine(longestMessage));
            socket->write("\n");
            socket->flush();
            socket->disconnectFromServer();
            if (!message.isArray())
                return;
            QStringList files;
            for (const auto& value : message.array())
                files.append(value.toString());
            Q_EMIT secondStart(files);
        });
    }
}

} // namespace foyer
