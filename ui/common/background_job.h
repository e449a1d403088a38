// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>
#include <QPointer>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

namespace foyer {

/// Work that would make the window wait, on a thread of its own. One at a time. Whoever owns the job may
/// die meanwhile: the work is asked to stop and waited for.
class BackgroundJob : public QObject
{
    Q_OBJECT

public:
    explicit BackgroundJob(QObject* parent = nullptr)
        : QObject{parent}
    {
    }
    ~BackgroundJob() override
    {
        cancel();
        if (m_thread)
            m_thread->wait();
    }

    bool isRunning() const { return m_thread != nullptr; }
    /// Asks the work to stop; it notices at its next report.
    void cancel() { m_isCancelled->store(true); }
    bool isCancelled() const { return m_isCancelled->load(); }

    /// What the work tells on its way; safe on its thread. @returns whether to go on
    using Report = std::function<bool(qint64 done, qint64 total)>;

    /// Runs work(Report) -> Value there, then done(Value) here, unless this died meanwhile.
    template <class Work, class Done>
    void run(Work work, Done done)
    {
        Q_ASSERT(!isRunning());
        m_isCancelled = std::make_shared<std::atomic<bool>>(false);
        const Report report = [this, isCancelled = m_isCancelled](qint64 done_, qint64 total) {
            Q_EMIT progressed(done_, total); // queued: the receivers live on the window's thread
            return !isCancelled->load();
        };
        using Value = std::invoke_result_t<Work, Report>;
        auto value = std::make_shared<std::optional<Value>>();
        m_thread.reset(
            QThread::create([work = std::move(work), report, value] { value->emplace(work(report)); }));
        connect(m_thread.get(), &QThread::finished, this, [this, value, done = std::move(done)] {
            m_thread->wait();
            m_thread.release()->deleteLater();
            done(std::move(**value));
        });
        m_thread->start();
    }

Q_SIGNALS:
    void progressed(qint64 done, qint64 total);

private:
    std::unique_ptr<QThread> m_thread;
    std::shared_ptr<std::atomic<bool>> m_isCancelled = std::make_shared<std::atomic<bool>>(false);
};

} // namespace foyer
