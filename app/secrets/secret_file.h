// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/secrets/secret_store.h"

#include <QMap>
#include <QMutex>

namespace foyer {

/// A key from FOYER_SECRETS_KEY (64 hex digits or base64 of 32 bytes), for servers that hand it in; empty
/// when there is none.
QByteArray secretFileKeyFromEnvironment();

/// Secrets in one encrypted file (XSalsa20-Poly1305). Its key lies beside it, unless the environment gives
/// one: both are readable by their owner only. Several processes may use it at once.
class SecretFile : public SecretStore
{
public:
    /// @param folder  made with mode 0700 when the first secret is kept
    /// @param key     32 bytes, or empty: a key file of its own. Anything else fails when used.
    SecretFile(QString folder, const QString& scope, QByteArray key);

    QString place() const override;
    Result<std::optional<QByteArray>> find(const QString& name) const override;
    Result<std::vector<QString>> names() const override;
    Result<void> remove(const QString& name) override;

protected:
    Result<void> put(const QString& name, const QByteArray& value) override;

private:
    using Values = QMap<QString, QByteArray>;
    Result<QByteArray> key(bool makesOne) const;
    Result<Values> read() const;
    Result<void> change(const std::function<bool(Values&)>& edit);

    QString m_folder;
    QString m_boxFile;
    QString m_keyFile;
    QByteArray m_key;

    /// What was read last, as long as the file is that same file.
    struct Seen
    {
        qint64 device = 0;
        qint64 inode = 0;
        qint64 changedAt = 0;
        Values values;
    };
    mutable QMutex m_mutex;
    mutable std::optional<Seen> m_seen;
};

} // namespace foyer
