// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/keyring_store.h"

#include <QEventLoop>
#include <QFile>
#include <QThread>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <algorithm>
#include <functional>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString service = u"io.foyer.Foyer"_s;
/// A keyring cannot be asked what it holds, so the names stand in an entry of their own.
const QString nameOfList = u"names"_s;
constexpr std::chrono::seconds rememberedFor{30};
/// Somebody may be typing the keyring's password.
constexpr int patienceMs = 60'000;

struct Outcome
{
    QKeychain::Error error = QKeychain::OtherError;
    QString words;
    QByteArray value;
};

/// The one thread that speaks to the keyring: QtKeychain needs an event loop, which the caller may not have,
/// and queues every job on the thread of the first.
class KeyringThread
{
public:
    static KeyringThread& instance()
    {
        static KeyringThread one;
        return one;
    }
    void run(const std::function<void()>& job)
    {
        QMetaObject::invokeMethod(&m_desk, job, Qt::BlockingQueuedConnection);
    }
    Q_DISABLE_COPY_MOVE(KeyringThread)

private:
    KeyringThread()
    {
        m_desk.moveToThread(&m_thread);
        m_thread.start();
    }
    ~KeyringThread()
    {
        m_thread.quit();
        m_thread.wait();
    }

    QThread m_thread;
    QObject m_desk;
};

/// Runs one job to its end.
template <class Job>
Outcome finish(const QString& key, const std::function<void(Job&)>& prepare)
{
    Outcome outcome;
    outcome.words = u"it did not answer"_s;
    KeyringThread::instance().run([&] {
        auto* job = new Job{service}; // may outlive our patience: then it is left to end by itself
        job->setAutoDelete(true);
        job->setInsecureFallback(false);
        job->setKey(key);
        prepare(*job);
        QEventLoop loop;
        QObject::connect(job, &QKeychain::Job::finished, &loop, [&](QKeychain::Job*) {
            outcome.error = job->error();
            outcome.words = job->errorString();
            if constexpr (std::is_same_v<Job, QKeychain::ReadPasswordJob>)
                outcome.value = job->binaryData();
            loop.quit();
        });
        QTimer::singleShot(patienceMs, &loop, &QEventLoop::quit);
        job->start();
        loop.exec();
    });
    return outcome;
}

Failure refused(const Outcome& outcome)
{
    if (outcome.error == QKeychain::AccessDeniedByUser || outcome.error == QKeychain::AccessDenied)
        return fail(Fault::Denied, u"The keyring of this desktop is locked. Unlock it and try again."_s);
    return fail(Fault::Storage,
                u"The keyring of this desktop refused: %1."_s.arg(outcome.words.simplified()));
}

} // namespace

KeyringStore::KeyringStore(QString scope, std::unique_ptr<SecretFile> file)
    : m_scope{std::move(scope)}
    , m_file{std::move(file)}
{
}

bool KeyringStore::isThere()
{
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") &&
        !QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + "/bus"_L1))
        return false;
    // There is a bus; whether anybody keeps secrets there shows when one is asked for.
    const Outcome asked =
        finish<QKeychain::ReadPasswordJob>(u"is anybody there"_s, [](QKeychain::ReadPasswordJob&) {});
    return asked.error == QKeychain::NoError || asked.error == QKeychain::EntryNotFound ||
           asked.error == QKeychain::AccessDenied || asked.error == QKeychain::AccessDeniedByUser;
}

QString KeyringStore::place() const
{
    return u"the keyring of this desktop"_s;
}

Result<std::optional<QByteArray>> KeyringStore::fromKeyring(const QString& name) const
{
    const Outcome read =
        finish<QKeychain::ReadPasswordJob>(m_scope + u'/' + name, [](QKeychain::ReadPasswordJob&) {});
    if (read.error == QKeychain::EntryNotFound || (read.error == QKeychain::NoError && read.value.isEmpty()))
        return std::optional<QByteArray>{};
    if (read.error != QKeychain::NoError)
        return refused(read);
    return std::optional{read.value};
}

Result<std::optional<QByteArray>> KeyringStore::find(const QString& name) const
{
    const auto now = std::chrono::steady_clock::now();
    {
        const QMutexLocker lock{&m_mutex};
        const auto seen = m_seen.constFind(name);
        if (seen != m_seen.cend() && now - seen->at < rememberedFor)
            return seen->value;
    }
    auto value = fromKeyring(name);
    if (value && !*value)
        value = m_file->find(name);
    if (value) {
        const QMutexLocker lock{&m_mutex};
        m_seen.insert(name, {*value, now});
    }
    return value;
}

Result<std::vector<QString>> KeyringStore::listed() const
{
    const auto list = fromKeyring(nameOfList);
    if (!list)
        return fail(list.error());
    std::vector<QString> names;
    for (const QByteArray& line : list->value_or(QByteArray{}).split('\n')) {
        if (!line.isEmpty())
            names.push_back(QString::fromUtf8(line));
    }
    return names;
}

Result<void> KeyringStore::list(const std::vector<QString>& names)
{
    QByteArray lines;
    for (const QString& name : names)
        lines += name.toUtf8() + '\n';
    const Outcome written = finish<QKeychain::WritePasswordJob>(
        m_scope + u'/' + nameOfList, [&](QKeychain::WritePasswordJob& job) { job.setBinaryData(lines); });
    return written.error == QKeychain::NoError ? Result<void>{} : refused(written);
}

Result<std::vector<QString>> KeyringStore::names() const
{
    auto names = listed();
    const auto inFile = m_file->names();
    if (!names || !inFile)
        return fail(names ? inFile.error() : names.error());
    names->insert(names->end(), inFile->begin(), inFile->end());
    std::sort(names->begin(), names->end());
    names->erase(std::unique(names->begin(), names->end()), names->end());
    return names;
}

Result<void> KeyringStore::put(const QString& name, const QByteArray& value)
{
    const Outcome written = finish<QKeychain::WritePasswordJob>(
        m_scope + u'/' + name, [&](QKeychain::WritePasswordJob& job) { job.setBinaryData(value); });
    if (written.error != QKeychain::NoError)
        return refused(written);
    {
        const QMutexLocker lock{&m_mutex};
        m_seen.remove(name);
    }
    auto names = listed();
    if (!names)
        return fail(names.error());
    if (std::find(names->begin(), names->end(), name) == names->end()) {
        names->push_back(name);
        if (const auto noted = list(*names); !noted)
            return noted;
    }
    return m_file->remove(name); // there is one of each, and it is the one just kept
}

Result<void> KeyringStore::remove(const QString& name)
{
    const Outcome gone =
        finish<QKeychain::DeletePasswordJob>(m_scope + u'/' + name, [](QKeychain::DeletePasswordJob&) {});
    if (gone.error != QKeychain::NoError && gone.error != QKeychain::EntryNotFound)
        return refused(gone);
    {
        const QMutexLocker lock{&m_mutex};
        m_seen.remove(name);
    }
    auto names = listed();
    if (!names)
        return fail(names.error());
    if (std::erase(*names, name) > 0) {
        if (const auto noted = list(*names); !noted)
            return noted;
    }
    return m_file->remove(name);
}

} // namespace foyer
