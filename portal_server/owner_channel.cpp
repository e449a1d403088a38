// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/owner_channel.h"

#include "app/base/random.h"
#include "portal_server/commands/call.h"

#include <QBuffer>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalServer>
#include <QLocalSocket>
#include <QPointer>
#include <QThread>
#include <QThreadPool>
#include <QTimer>

#include <sys/stat.h>
#include <unistd.h>

namespace foyer::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype largestQuestion = qsizetype{64} * 1024;      // bytes; a command line
constexpr qsizetype largestAnswer = qsizetype{16} * 1024 * 1024; // bytes; nothing that changes says more
constexpr int mostAskers = 8;
constexpr std::chrono::seconds patience{5}; // to be heard, and to finish a question
constexpr std::chrono::minutes longestCommand{30};

/// A folder of ours in which nobody else can put a socket, or replace one.
bool isPrivate(const QString& folder)
{
    struct stat status = {};
    return ::lstat(QFile::encodeName(folder).constData(), &status) == 0 && S_ISDIR(status.st_mode) &&
           status.st_uid == ::geteuid() && (status.st_mode & 077) == 0;
}

/// Where the socket may be, best first. More than one, since a job in the background may lack the
/// environment of the desktop.
QStringList folders()
{
    const QString user = QString::number(::geteuid());
    QStringList candidates{qEnvironmentVariable("XDG_RUNTIME_DIR"), u"/run/user/"_s + user};
    const QString own = QDir::tempPath() + u"/foyer-"_s + user;
    ::mkdir(QFile::encodeName(own).constData(), 0700);
    candidates.append(own);
    candidates.removeDuplicates();
    candidates.removeIf([](const QString& folder) { return folder.isEmpty() || !isPrivate(folder); });
    return candidates;
}

QString socketName(const QString& studioFile)
{
    const QString canonical = QFileInfo{studioFile}.canonicalFilePath();
    return u"foyer-"_s + QString::fromLatin1(sha256(canonical.toUtf8()).toHex().first(32));
}

QByteArray line(const QJsonObject& object)
{
    return QJsonDocument{object}.toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

/// Lives on the channel's thread.
class OwnerChannel::Listener : public QObject
{
public:
    explicit Listener(Database& studio)
        : m_studio{studio}
    {
        m_worker.setMaxThreadCount(1);
    }
    ~Listener() override
    {
        m_server.close();
        m_worker.waitForDone();
    }

    Result<void> listen()
    {
        const QStringList all = folders();
        if (all.isEmpty())
            return fail(Fault::Denied, u"There is no private folder for the socket of commands."_s);
        const QString name = all.front() + u'/' + socketName(m_studio.file());
        m_server.setSocketOptions(QLocalServer::UserAccessOption);
        QLocalServer::removeServer(
            name); // left by a crash: the studio's lock is ours, so nobody else listens
        if (!m_server.listen(name))
            return fail(Fault::Denied,
                        u"Commands cannot be taken at %1: %2."_s.arg(name, m_server.errorString()));
        connect(&m_server, &QLocalServer::newConnection, this, &Listener::accept);
        return {};
    }

private:
    void accept()
    {
        while (QLocalSocket* socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            if (m_server.findChildren<QLocalSocket*>().size() > mostAskers) {
                socket->abort();
                continue;
            }
            socket->setReadBufferSize(largestQuestion);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] { hear(socket); });
            QTimer::singleShot(patience, socket, [socket] {
                if (!socket->property("isHeard").toBool())
                    socket->abort();
            });
        }
    }

    void hear(QLocalSocket* socket)
    {
        if (socket->property("isHeard").toBool())
            return;
        if (!socket->canReadLine()) {
            if (socket->bytesAvailable() >= largestQuestion)
                socket->abort();
            return;
        }
        const QJsonObject question = QJsonDocument::fromJson(socket->readLine()).object();
        const QJsonArray words = question.value("argv"_L1).toArray();
        const QString folder = question.value("cwd"_L1).toString();
        if (words.isEmpty() || !QDir::isAbsolutePath(folder)) {
            socket->abort();
            return;
        }
        QStringList arguments;
        for (const QJsonValue word : words)
            arguments.append(word.toString());
        socket->setProperty("isHeard", true);
        socket->write(line({{u"heard"_s, true}}));
        m_worker.start([this, arguments, folder, asker = QPointer{socket}] {
            QBuffer out;
            QBuffer err;
            out.open(QIODevice::WriteOnly);
            err.open(QIODevice::WriteOnly);
            const int exit = runCommand(m_studio, arguments, folder, out, err);
            const QByteArray answer = line({{u"stdout"_s, QString::fromUtf8(out.data())},
                                            {u"stderr"_s, QString::fromUtf8(err.data())},
                                            {u"exit"_s, exit}});
            QMetaObject::invokeMethod(this, [asker, answer] {
                if (!asker)
                    return;
                asker->write(answer);
                asker->disconnectFromServer(); // once it is written
            });
        });
    }

    Database& m_studio;
    QLocalServer m_server;
    QThreadPool m_worker;
};

struct OwnerChannel::Private
{
    QThread thread;
    Listener* listener = nullptr; ///< belongs to the thread
};

OwnerChannel::OwnerChannel()
    : d{std::make_unique<Private>()}
{
}

Result<std::unique_ptr<OwnerChannel>> OwnerChannel::listen(Database& studio)
{
    std::unique_ptr<OwnerChannel> channel{new OwnerChannel};
    Private& d = *channel->d;
    auto* atWork = new QObject; // a foothold on the thread, to make the listener there
    atWork->moveToThread(&d.thread);
    d.thread.setObjectName(u"commands"_s);
    d.thread.start();
    Result<void> started;
    QMetaObject::invokeMethod(
        atWork,
        [&] {
            d.listener = new Listener{studio};
            started = d.listener->listen();
            delete atWork;
        },
        Qt::BlockingQueuedConnection);
    if (!started)
        return fail(started.error());
    return channel;
}

OwnerChannel::~OwnerChannel()
{
    d->listener->deleteLater(); // on its thread, before that ends
    d->thread.quit();
    d->thread.wait();
}

Result<OwnersAnswer> askOwner(const QString& studioFile, const QStringList& words, const QString& folder)
{
    const Failure unheard =
        fail(Fault::NotFound, u"The program that has the studio open takes no commands."_s);
    QLocalSocket socket;
    for (const QString& place : folders()) {
        const QString name = place + u'/' + socketName(studioFile);
        if (!QFileInfo::exists(name))
            continue;
        socket.connectToServer(name);
        if (socket.waitForConnected(int(std::chrono::milliseconds{patience}.count())))
            break;
    }
    if (socket.state() != QLocalSocket::ConnectedState)
        return unheard;
    socket.write(line({{u"argv"_s, QJsonArray::fromStringList(words)}, {u"cwd"_s, folder}}));

    QByteArray received;
    const auto readLine = [&](QDeadlineTimer deadline) -> std::optional<QByteArray> {
        for (;;) {
            received += socket.readAll();
            if (const qsizetype end = received.indexOf('\n'); end >= 0) {
                const QByteArray first = received.first(end);
                received.remove(0, end + 1);
                return first;
            }
            if (received.size() > largestAnswer || deadline.hasExpired() ||
                !socket.waitForReadyRead(int(deadline.remainingTime())))
                return std::nullopt;
        }
    };
    if (!readLine(QDeadlineTimer{patience}))
        return unheard;
    const auto answer = readLine(QDeadlineTimer{longestCommand});
    if (!answer)
        return fail(
            Fault::Storage,
            u"The program that has the studio open went away in the middle. Look there what was done."_s);
    const QJsonObject object = QJsonDocument::fromJson(*answer).object();
    return OwnersAnswer{object.value("stdout"_L1).toString().toUtf8(),
                        object.value("stderr"_L1).toString().toUtf8(),
                        object.value("exit"_L1).toInt(exitFailed)};
}

} // namespace foyer::cli
