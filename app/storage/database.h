// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/base/time.h"
#include "app/storage/actor.h"
#include "app/storage/changes.h"
#include "app/storage/journal.h"
#include "app/storage/query.h"

#include <QLockFile>
#include <QObject>

#include <functional>
#include <memory>
#include <type_traits>

namespace foyer {

class Connection;

/// A consistent view of the studio: everything read through one snapshot is of one moment. Whoever holds
/// no more than this cannot write.
class Snapshot
{
public:
    Query query(const QString& sql) const;
    Instant now() const { return m_now; }

protected:
    friend class Database;
    friend class Rehearsal;
    Snapshot(Connection& connection, Instant now)
        : m_connection{&connection}
        , m_now{now}
    {
    }
    Connection& connection() const { return *m_connection; }

private:
    Connection* m_connection;
    Instant m_now;
};

/// The one place where the studio changes: made by Database::write, committed when the work returns
/// success, rolled back otherwise. A change without a journal entry is refused at commit.
class Transaction : public Snapshot
{
public:
    const Actor& actor() const { return m_actor; }

    /// Stands in the journal with the change, in the same commit.
    void record(JournalEntry entry) { m_entries.push_back(std::move(entry)); }
    /// Announced to listeners after the commit.
    void touch(Entity entity, qint64 row) { m_changes.list.push_back({entity, row}); }
    /// For rows that are nobody's data and would only fill the journal (expired sessions, throttle counters).
    void declareHousekeeping() { m_isHousekeeping = true; }
    /// What will stand in the journal of this transaction, in order.
    const std::vector<JournalEntry>& recorded() const { return m_entries; }

    Q_DISABLE_COPY_MOVE(Transaction)

private:
    friend class Database;
    friend class Rehearsal;
    Transaction(Connection& connection, Instant now, Actor actor)
        : Snapshot{connection, now}
        , m_actor{std::move(actor)}
    {
    }

    Actor m_actor;
    std::vector<JournalEntry> m_entries;
    Changes m_changes;
    bool m_isHousekeeping = false;
};

/// A transaction that is rolled back whatever its work returns: what would happen, asked of the very code
/// that makes it happen, on a clock of its own.
class Rehearsal : public Transaction
{
public:
    /// Time passes for everything that asks this transaction for it. Never backwards.
    void advanceTo(Instant now) { m_now = std::max(m_now, now); }

private:
    friend class Database;
    using Transaction::Transaction;
};

/// The studio's database. One thread writes; every thread that reads has a read-only connection of its own.
/// All members are safe on any thread unless said otherwise.
class Database : public QObject
{
    Q_OBJECT

public:
    enum class Mode
    {
        Own,     ///< takes the lock of the file, migrates, may write
        ReadOnly ///< looks only, beside an owner or without one; write() is Denied
    };

    /// Opens (Mode::Own: or creates) a studio file. In Mode::Own an older file is copied, then migrated.
    /// Faults: Conflict (another process owns it: detail names it), Newer, Storage, Denied (network folder,
    /// no rights).
    static Result<std::unique_ptr<Database>> open(const QString& file, Mode mode = Mode::Own,
                                                  Clock clock = systemNow);
    ~Database() override;

    const QString& file() const { return m_file; }
    bool isReadOnly() const { return m_mode == Mode::ReadOnly; }
    Instant now() const { return m_clock(); }

    /// Runs work(const Snapshot&) -> Result<T> on the calling thread's read-only connection.
    template <class Work>
    auto read(Work&& work) const -> std::invoke_result_t<Work, const Snapshot&>
    {
        ReadScope scope{*this};
        if (!scope.snapshot())
            return fail(scope.error());
        return work(*scope.snapshot());
    }

    /// Runs work(Transaction&) -> Result<T> on the writing thread and waits until it is committed or failed.
    /// Not for the window's thread (it may wait for an import): there, use writeLater.
    template <class Work>
    auto write(const Actor& actor, Work&& work) -> std::invoke_result_t<Work, Transaction&>
    {
        using Answer = std::invoke_result_t<Work, Transaction&>;
        std::optional<Answer> answer;
        const auto finished = runAndWait(actor, [&](Transaction& transaction) -> Result<void> {
            answer.emplace(work(transaction));
            return *answer ? Result<void>{} : Result<void>{fail(answer->error())};
        });
        if (!finished)
            return fail(finished.error()); // the work's own failure, or the commit's
        return std::move(*answer);
    }

    /// The same without waiting: done(Result<T>) is called on context's thread, unless context died
    /// meanwhile.
    template <class Work, class Done>
    void writeLater(const Actor& actor, QObject* context, Work work, Done done)
    {
        using Answer = std::invoke_result_t<Work, Transaction&>;
        auto answer = std::make_shared<std::optional<Answer>>();
        post(
            actor,
            [work = std::move(work), answer](Transaction& transaction) -> Result<void> {
                answer->emplace(work(transaction));
                return **answer ? Result<void>{} : Result<void>{fail((*answer)->error())};
            },
            context,
            [answer, done = std::move(done)](const Result<void>& finished) {
                if (finished)
                    done(std::move(**answer));
                else
                    done(Answer{fail(finished.error())});
            });
    }

    /// Runs work(Rehearsal&) -> Result<T> on the writing thread and takes everything back; nobody hears of
    /// it. Others who write wait meanwhile: keep it short. done(Result<T>) is called as by writeLater.
    template <class Work, class Done>
    void rehearseLater(const Actor& actor, QObject* context, Work work, Done done)
    {
        using Answer = std::invoke_result_t<Work, Rehearsal&>;
        auto answer = std::make_shared<std::optional<Answer>>();
        post(
            actor,
            [work = std::move(work), answer](Transaction& transaction) -> Result<void> {
                answer->emplace(work(static_cast<Rehearsal&>(transaction)));
                return {};
            },
            context,
            [answer, done = std::move(done)](const Result<void>& finished) {
                if (finished)
                    done(std::move(**answer));
                else
                    done(Answer{fail(finished.error())});
            },
            Ending::RollBack);
    }
    /// The same, waiting for it.
    template <class Work>
    auto rehearse(const Actor& actor, Work&& work) -> std::invoke_result_t<Work, Rehearsal&>
    {
        using Answer = std::invoke_result_t<Work, Rehearsal&>;
        std::optional<Answer> answer;
        const auto finished = runAndWait(
            actor,
            [&](Transaction& transaction) -> Result<void> {
                answer.emplace(work(static_cast<Rehearsal&>(transaction)));
                return {};
            },
            Ending::RollBack);
        if (!finished)
            return fail(finished.error());
        return std::move(*answer);
    }

    /// The calling thread reads no more: closes its connection now rather than when the thread ends.
    void releaseThisThread() const;

    /// Statements this thread's read connection has begun; for statement budgets in tests.
    qint64 statementsReadHere() const;

    /// The same when nobody waits for the outcome; a failure is logged.
    template <class Work>
    void writeSoon(const Actor& actor, Work work)
    {
        post(actor, std::move(work), nullptr, {});
    }

Q_SIGNALS:
    /// After every commit that touched something; emitted on the writing thread.
    void changed(const foyer::Changes& changes);

private:
    using Work = std::function<Result<void>(Transaction&)>;
    enum class Ending
    {
        Commit,  ///< unless the work fails
        RollBack ///< the work gets a Rehearsal
    };
    class Writer;
    class ReadScope
    {
    public:
        explicit ReadScope(const Database& database);
        ~ReadScope();
        Q_DISABLE_COPY_MOVE(ReadScope)
        const Snapshot* snapshot() const { return m_snapshot.get(); }
        const Error& error() const { return *m_error; }

    private:
        Connection* m_connection = nullptr;
        quint64 m_serial = 0;
        bool m_isOutermost = false;
        std::unique_ptr<Snapshot> m_snapshot;
        std::optional<Error> m_error;
    };

    Database(QString file, Mode mode, Clock clock);
    Result<Connection*> readConnection() const;
    Result<void> runAndWait(const Actor& actor, Work work, Ending ending = Ending::Commit);
    void post(const Actor& actor, Work work, QObject* context, std::function<void(const Result<void>&)> done,
              Ending ending = Ending::Commit);
    Result<void> perform(Connection& connection, const Actor& actor, const Work& work, Ending ending);

    QString m_file;
    Mode m_mode;
    Clock m_clock;
    quint64 m_serial; ///< tells this database from an earlier one at the same address
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<Writer> m_writer;
};

} // namespace foyer
