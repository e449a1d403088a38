// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/secret_file.h"

#include "app/base/random.h"
#include "app/base/secret_box.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype keySize = 32;
constexpr qint64 largestFile = 1 << 20;

QString lastError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

/// Writes a file that only its owner may read, whole or not at all: also after a power cut.
Result<void> writePrivately(const QString& file, const QByteArray& bytes)
{
    const QByteArray path = QFile::encodeName(file);
    const QByteArray draft = path + '.' + randomBytes(6).toHex();
    const int handle = ::open(draft.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (handle < 0)
        return fail(Fault::Storage, u"%1 cannot be written: %2."_s.arg(file, lastError()));
    qsizetype written = 0;
    while (written < bytes.size()) {
        const ssize_t now =
            ::write(handle, bytes.constData() + written, static_cast<size_t>(bytes.size() - written));
        if (now < 0 && errno != EINTR)
            break;
        written += now > 0 ? now : 0;
    }
    const bool isSafe = written == bytes.size() && ::fsync(handle) == 0;
    const QString why = lastError();
    ::close(handle);
    if (!isSafe || ::rename(draft.constData(), path.constData()) != 0) {
        const QString reason = isSafe ? lastError() : why;
        ::unlink(draft.constData());
        return fail(Fault::Storage, u"%1 cannot be written: %2."_s.arg(file, reason));
    }
    const int folder = ::open(QFile::encodeName(QFileInfo{file}.path()).constData(), O_RDONLY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
    return {};
}

/// Nothing when there is no such file. One that others may read is refused: it is no secret any more.
Result<std::optional<QByteArray>> readPrivately(const QString& file)
{
    QFile in{file};
    if (!in.exists())
        return std::optional<QByteArray>{};
    if (!in.open(QIODevice::ReadOnly))
        return fail(Fault::Storage, u"%1 cannot be read: %2."_s.arg(file, in.errorString()));
    struct stat state = {};
    if (::fstat(in.handle(), &state) != 0 || !S_ISREG(state.st_mode) || state.st_size > largestFile)
        return fail(Fault::Storage, u"%1 is not a file of secrets."_s.arg(file));
    if ((state.st_mode & 077) != 0)
        return fail(
            Fault::Storage,
            u"Others may read %1: change that first (chmod 600), and have new keys made."_s.arg(file));
    return std::optional{in.readAll()};
}

} // namespace

QByteArray secretFileKeyFromEnvironment()
{
    const QByteArray text = qgetenv("FOYER_SECRETS_KEY").trimmed();
    if (text.isEmpty())
        return {};
    const QByteArray hex = QByteArray::fromHex(text);
    if (text.size() == 2 * keySize && hex.size() == keySize)
        return hex;
    const QByteArray decoded = QByteArray::fromBase64(text);
    return decoded.size() == keySize ? decoded : "unfit"_ba;
}

SecretFile::SecretFile(QString folder, const QString& scope, QByteArray key)
    : m_folder{std::move(folder)}
    , m_boxFile{m_folder + u'/' + scope + ".secrets"_L1}
    , m_keyFile{m_folder + u'/' + scope + ".key"_L1}
    , m_key{std::move(key)}
{
}

QString SecretFile::place() const
{
    return u"an encrypted file"_s;
}

Result<QByteArray> SecretFile::key(bool makesOne) const
{
    if (!m_key.isEmpty()) {
        if (m_key.size() != keySize)
            return fail(Fault::Invalid,
                        u"FOYER_SECRETS_KEY must be 32 bytes as 64 hex digits or in base64."_s);
        return m_key;
    }
    auto kept = readPrivately(m_keyFile);
    if (!kept)
        return fail(kept.error());
    if (*kept) {
        QByteArray bytes = QByteArray::fromHex(**kept);
        if (bytes.size() != keySize)
            return fail(Fault::Storage, u"The key in %1 is damaged."_s.arg(m_keyFile));
        return bytes;
    }
    if (!makesOne)
        return fail(Fault::Storage, u"The key to the secrets is missing: %1."_s.arg(m_keyFile));
    QByteArray fresh = randomBytes(keySize);
    if (const auto written = writePrivately(m_keyFile, fresh.toHex() + '\n'); !written)
        return fail(written.error());
    return fresh;
}

Result<SecretFile::Values> SecretFile::read() const
{
    struct stat state = {};
    if (::stat(QFile::encodeName(m_boxFile).constData(), &state) != 0) {
        if (errno == ENOENT)
            return Values{};
        return fail(Fault::Storage, u"%1 cannot be read: %2."_s.arg(m_boxFile, lastError()));
    }
    const qint64 changedAt = qint64{state.st_mtim.tv_sec} * 1'000'000'000 + state.st_mtim.tv_nsec;
    const QMutexLocker lock{&m_mutex};
    if (m_seen && m_seen->device == static_cast<qint64>(state.st_dev) &&
        m_seen->inode == static_cast<qint64>(state.st_ino) && m_seen->changedAt == changedAt)
        return m_seen->values;

    const auto box = readPrivately(m_boxFile);
    if (!box)
        return fail(box.error());
    if (!*box)
        return Values{};
    const auto opener = key(false);
    if (!opener)
        return fail(opener.error());
    const auto plain = unboxed(*opener, **box);
    const QJsonDocument document = plain ? QJsonDocument::fromJson(*plain) : QJsonDocument{};
    if (!document.isObject())
        return fail(
            Fault::Storage,
            u"The secrets in %1 cannot be opened: the file is damaged, or its key is another one."_s.arg(
                m_boxFile));
    Values values;
    const QJsonObject object = document.object();
    for (auto entry = object.begin(); entry != object.end(); ++entry)
        values.insert(entry.key(), entry.value().toString().toUtf8());
    m_seen = Seen{static_cast<qint64>(state.st_dev), static_cast<qint64>(state.st_ino), changedAt, values};
    return values;
}

Result<void> SecretFile::change(const std::function<bool(Values&)>& edit)
{
    if (!QDir{}.mkpath(m_folder) || ::chmod(QFile::encodeName(m_folder).constData(), 0700) != 0)
        return fail(Fault::Storage, u"The folder %1 cannot be made: %2."_s.arg(m_folder, lastError()));
    QLockFile lock{m_boxFile + ".lock"_L1};
    lock.setStaleLockTime(0);
    if (!lock.tryLock(5000))
        return fail(Fault::Busy, u"Another program is changing the secrets. Please try again."_s);
    auto values = read();
    if (!values)
        return fail(values.error());
    if (!edit(*values))
        return {};
    const auto closer = key(values->size() > 0);
    if (!closer)
        return fail(closer.error());
    QJsonObject object;
    for (auto entry = values->cbegin(); entry != values->cend(); ++entry)
        object.insert(entry.key(), QString::fromUtf8(entry.value()));
    return writePrivately(m_boxFile, boxed(*closer, QJsonDocument{object}.toJson(QJsonDocument::Compact)));
}

Result<std::optional<QByteArray>> SecretFile::find(const QString& name) const
{
    const auto values = read();
    if (!values)
        return fail(values.error());
    const auto entry = values->constFind(name);
    return entry == values->cend() ? std::optional<QByteArray>{} : std::optional{*entry};
}

Result<std::vector<QString>> SecretFile::names() const
{
    const auto values = read();
    if (!values)
        return fail(values.error());
    return std::vector<QString>(values->keyBegin(), values->keyEnd());
}

Result<void> SecretFile::put(const QString& name, const QByteArray& value)
{
    return change([&](Values& values) {
        values.insert(name, value);
        return true;
    });
}

Result<void> SecretFile::remove(const QString& name)
{
    if (!QFile::exists(m_boxFile))
        return {};
    return change([&](Values& values) { return values.remove(name) > 0; });
}

} // namespace foyer
