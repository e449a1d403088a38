// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/database.h"

#include "app/storage/connection.h"
#include "app/storage/migrations.h"

#include <QCoreApplication>
#include <QDebug>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QStorageInfo>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// This thread's read-only connections, by the database's serial number.
thread_local std::map<quint64, std::unique_ptr<Connection>> readConnections;
/// How deep read() is nested on this thread, so that inner ones share the outer one's moment.
thread_local std::map<quint64, int> readDepths;

const QString countChanges = u"SELECT total_changes()"_s;

quint64 nextSerial()
{
    static std::atomic<quint64> serial = 0;
    return ++serial;
}

/// A write-ahead log needs shared memory between processes, which file systems over a network do not give.
bool isOnNetwork(const QString& file)
{
    const QByteArray type = QStorageInfo{QFileInfo{file}.absolutePath()}.fileSystemType();
    static const QList<QByteArray> networks{"nfs",         "nfs4",  "cifs",       "smb2", "smb3",
                                            "smbfs",       "9p",    "fuse.sshfs", "afs",  "fuse.glusterfs",
                                            "fuse.rclone", "davfs", "fuse.davfs2"};
    return networks.contains(type.toLower());
}

Result<std::unique_ptr<QLockFile>> takeLock(const QString& file)
{
    auto lock = std::make_unique<QLockFile>(file + ".lock"_L1);
    lock->setStaleLockTime(std::chrono::milliseconds{0}); // stale only when its process is gone, however old
    if (lock->tryLock(0))
        return lock;
    if (lock->error() != QLockFile::LockFailedError)
        return fail(Fault::Denied,
                    u"Foyer may not write in the folder of %1. Choose a folder of your own."_s.arg(file));
    qint64 pid = 0;
    QString host;
    QString program;
    lock->getLockInfo(&pid, &host, &program);
    return fail(Fault::Conflict,
                u"%1 is open in %2 (process %3 on %4). Close it there first."_s.arg(
                    file, program.isEmpty() ? u"another program"_s : program, QString::number(pid), host));
}

} // namespace

/// The writing thread: takes work in order, one transaction each.
class Database::Writer
{
public:
    explicit Writer(Database& database)
        : m_database{database}
    {
    }
    ~Writer()
    {
        {
            const std::lock_guard lock{m_mutex};
            m_isStopping = true;
        }
        m_wakeUp.notify_one();
        if (m_thread.joinable())
            m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(Writer)

    /// Opens and migrates on the new thread; returns when that is done.
    Result<void> start()
    {
        std::optional<Result<void>> opened;
        m_thread = std::thread{[this, &opened] {
            auto result = open();
            const bool isOpen = result.has_value();
            {
                const std::lock_guard lock{m_mutex};
                opened.emplace(std::move(result));
            }
            m_started.notify_one();
            if (isOpen)
                loop();
            m_connection.reset(); // on the thread it belongs to
        }};
        std::unique_lock lock{m_mutex};
        m_started.wait(lock, [&] { return opened.has_value(); });
        return *opened;
    }

    void post(std::function<void(Writer&)> job)
    {
        {
            const std::lock_guard lock{m_mutex};
            m_jobs.push_back(std::move(job));
        }
        m_wakeUp.notify_one();
    }

    Result<void> perform(const Actor& actor, const Work& work, Ending ending)
    {
        if (!m_connection) {
            // After a failed commit nobody knows what the connection holds: start again from the file.
            if (const auto opened = open(); !opened)
                return opened;
        }
        const auto done = m_database.perform(*m_connection, actor, work, ending);
        if (!done && done.error().fault == Fault::Storage)
            m_connection.reset();
        return done;
    }

    bool isThisThread() const { return std::this_thread::get_id() == m_thread.get_id(); }

private:
    Result<void> open()
    {
        auto connection = Connection::open(m_database.m_file, Connection::Access::Writing);
        if (!connection)
            return fail(connection.error());
        m_connection = std::move(*connection);
        return migrate(*m_connection, m_database.m_file, m_database.m_clock());
    }

    void loop()
    {
        for (;;) {
            std::function<void(Writer&)> job;
            {
                std::unique_lock lock{m_mutex};
                m_wakeUp.wait(lock, [&] { return m_isStopping || !m_jobs.empty(); });
                if (m_jobs.empty())
                    return; // stopping, and everything asked for before is done
                job = std::move(m_jobs.front());
                m_jobs.pop_front();
            }
            job(*this);
        }
    }

    Database& m_database;
    std::unique_ptr<Connection> m_connection;
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    std::condition_variable m_started;
    std::deque<std::function<void(Writer&)>> m_jobs;
    bool m_isStopping = false;
    std::thread m_thread;
};

Query Snapshot::query(const QString& sql) const
{
    return m_connection->query(sql);
}

Database::Database(QString file, Mode mode, Clock clock)
    : m_file{std::move(file)}
    , m_mode{mode}
    , m_clock{std::move(clock)}
    , m_serial{nextSerial()}
{
    qRegisterMetaType<Changes>("foyer::Changes");
}

Database::~Database()
{
    m_writer.reset();
    releaseThisThread(); // those of other threads went with their threads
}

void Database::releaseThisThread() const
{
    readConnections.erase(m_serial);
}

Result<std::unique_ptr<Database>> Database::open(const QString& file, Mode mode, Clock clock)
{
    const QFileInfo info{file};
    std::unique_ptr<Database> database{new Database{info.absoluteFilePath(), mode, std::move(clock)}};
    if (mode == Mode::ReadOnly) {
        if (!info.exists())
            return fail(Fault::NotFound, u"There is no studio file %1."_s.arg(database->m_file));
        const auto checked = database->read([](const Snapshot& snapshot) { return checkVersion(snapshot); });
        if (!checked)
            return fail(checked.error());
        return database;
    }
    if (!QDir{}.mkpath(info.absolutePath()))
        return fail(Fault::Denied, u"Foyer cannot make the folder %1."_s.arg(info.absolutePath()));
    if (isOnNetwork(database->m_file))
        return fail(Fault::Denied, u"%1 lies on a network folder, where a studio file can be damaged. Keep "
                                   u"it on this machine's own disk, "
                                   "or use the server form for several desks."_s.arg(database->m_file));
    auto lock = takeLock(database->m_file);
    if (!lock)
        return fail(lock.error());
    database->m_lock = std::move(*lock);
    if (!info.exists()) {
        // Contacts and contracts are nobody else's on this machine.
        QFile created{database->m_file};
        if (!created.open(QIODevice::WriteOnly) ||
            !created.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            return fail(Fault::Denied,
                        u"Foyer cannot make the file %1: %2"_s.arg(database->m_file, created.errorString()));
    }
    database->m_writer = std::make_unique<Writer>(*database);
    if (const auto started = database->m_writer->start(); !started)
        return fail(started.error());
    return database;
}

Result<Connection*> Database::readConnection() const
{
    auto& connection = readConnections[m_serial];
    if (!connection) {
        auto opened = Connection::open(m_file, Connection::Access::ReadOnly);
        if (!opened)
            return fail(opened.error());
        connection = std::move(*opened);
    }
    return connection.get();
}

qint64 Database::statementsReadHere() const
{
    const auto found = readConnections.find(m_serial);
    return found == readConnections.end() || !found->second ? 0 : found->second->statementCount();
}

Database::ReadScope::ReadScope(const Database& database)
{
    auto connection = database.readConnection();
    if (!connection) {
        m_error = connection.error();
        return;
    }
    m_connection = *connection;
    m_isOutermost = readDepths[database.m_serial]++ == 0;
    m_serial = database.m_serial;
    if (m_isOutermost) {
        if (const auto begun = m_connection->query(u"BEGIN"_s).run(); !begun) {
            --readDepths[m_serial];
            m_connection = nullptr;
            m_error = begun.error();
            return;
        }
    }
    m_snapshot.reset(new Snapshot{*m_connection, database.m_clock()});
}

Database::ReadScope::~ReadScope()
{
    if (!m_connection)
        return;
    --readDepths[m_serial];
    if (m_isOutermost)
        std::ignore = m_connection->query(u"ROLLBACK"_s).run(); // nothing to keep: it was read-only
}

Result<void> Database::runAndWait(const Actor& actor, Work work, Ending ending)
{
    if (!m_writer)
        return fail(Fault::Denied, u"The studio is open for reading only."_s);
    Q_ASSERT_X(!m_writer->isThisThread(), "Database::write", "a transaction inside a transaction");
    std::optional<Result<void>> finished;
    std::mutex mutex;
    std::condition_variable done;
    m_writer->post([&](Writer& writer) {
        auto result = writer.perform(actor, work, ending);
        const std::lock_guard lock{mutex};
        finished.emplace(std::move(result));
        done.notify_one();
    });
    std::unique_lock lock{mutex};
    done.wait(lock, [&] { return finished.has_value(); });
    return *finished;
}

void Database::post(const Actor& actor, Work work, QObject* context,
                    std::function<void(const Result<void>&)> done, Ending ending)
{
    if (!context) {
        const auto answer = [](const Result<void>& result) {
            if (!result)
                qWarning().noquote() << "a change behind an answer failed:" << result.error().detail;
        };
        if (m_writer)
            m_writer->post([actor, work = std::move(work), answer, ending](Writer& writer) {
                answer(writer.perform(actor, work, ending));
            });
        else
            answer(fail(Fault::Denied, u"The studio is open for reading only."_s));
        return;
    }
    const QPointer<QObject> receiver{context};
    // A QPointer may only be asked on the receiver's thread, so the answer travels through a relay that lives
    // there.
    auto* relay = new QObject;
    relay->moveToThread(context->thread());
    const auto answer = [relay, receiver, done = std::move(done)](const Result<void>& result) {
        QMetaObject::invokeMethod(
            relay,
            [relay, receiver, done, result] {
                if (receiver)
                    done(result);
                relay->deleteLater();
            },
            Qt::QueuedConnection);
    };
    if (!m_writer) {
        answer(fail(Fault::Denied, u"The studio is open for reading only."_s));
        return;
    }
    m_writer->post([actor, work = std::move(work), answer, ending](Writer& writer) {
        answer(writer.perform(actor, work, ending));
    });
}

Result<void> Database::perform(Connection& connection, const Actor& actor, const Work& work, Ending ending)
{
    if (const auto begun = connection.query(u"BEGIN IMMEDIATE"_s).run(); !begun)
        return begun;
    const auto rollBack = [&](Error error) -> Result<void> {
        std::ignore = connection.query(u"ROLLBACK"_s).run();
        return fail(std::move(error));
    };
    const auto changesSoFar = [&] {
        auto count = connection.query(countChanges);
        return count.next() ? count.integer(0) : qint64{-1};
    };

    const qint64 before = changesSoFar();
    Rehearsal transaction{connection, m_clock(), actor}; // as a Transaction to work that is committed
    Result<void> done = [&]() -> Result<void> {
        try {
            return work(transaction);
        } catch (const std::exception& exception) {
            return fail(Fault::Storage, QString::fromUtf8(exception.what()));
        }
    }();
    if (!done)
        return rollBack(done.error());
    if (ending == Ending::RollBack)
        return connection.query(u"ROLLBACK"_s).run();

    const bool hasChanged = changesSoFar() != before;
    if (hasChanged && transaction.m_entries.empty() && !transaction.m_isHousekeeping)
        return rollBack({Fault::Invalid, u"a change without a journal entry"_s});
    for (const JournalEntry& entry : transaction.m_entries) {
        if (const auto appended = detail::appendToJournal(connection, transaction.now(), actor, entry);
            !appended)
            return rollBack(appended.error());
    }
    if (const auto committed = connection.query(u"COMMIT"_s).run(); !committed) {
        std::ignore = connection.query(u"ROLLBACK"_s).run();
        return fail(Fault::Storage, committed.error().detail);
    }
    if (!transaction.m_changes.list.empty())
        Q_EMIT changed(transaction.m_changes);
    return {};
}

} // namespace foyer
