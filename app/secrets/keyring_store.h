// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/secrets/secret_file.h"

#include <QMap>
#include <QMutex>

#include <chrono>

namespace foyer {

/// Secrets in the keyring of the desktop (Secret Service or KWallet), through QtKeychain. What a server kept
/// in its file earlier is still found; what is kept anew leaves the file.
class KeyringStore : public SecretStore
{
public:
    KeyringStore(QString scope, std::unique_ptr<SecretFile> file);

    /// Whether this session has a keyring to talk to.
    static bool isThere();

    QString place() const override;
    Result<std::optional<QByteArray>> find(const QString& name) const override;
    Result<std::vector<QString>> names() const override;
    Result<void> remove(const QString& name) override;

protected:
    Result<void> put(const QString& name, const QByteArray& value) override;

private:
    Result<std::optional<QByteArray>> fromKeyring(const QString& name) const;
    Result<std::vector<QString>> listed() const;
    Result<void> list(const std::vector<QString>& names);

    QString m_scope;
    std::unique_ptr<SecretFile> m_file;

    /// Asking the keyring goes through the session bus; a webhook must not wait for that every time.
    struct Seen
    {
        std::optional<QByteArray> value;
        std::chrono::steady_clock::time_point at;
    };
    mutable QMutex m_mutex;
    mutable QMap<QString, Seen> m_seen;
};

} // namespace foyer
