// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/secret_store.h"

#include "app/base/random.h"
#include "app/secrets/keyring_store.h"
#include "app/secrets/secret_file.h"
#include "app/storage/settings.h"

#include <QRegularExpression>
#include <QStandardPaths>

#include <mutex>

namespace foyer {

using namespace Qt::StringLiterals;

Result<void> SecretStore::keep(const QString& name, const QByteArray& value)
{
    const QByteArray trimmed = value.trimmed();
    if (const auto reason = secrets::misfit(name, trimmed))
        return fail(Fault::Invalid, *reason);
    return put(name, trimmed);
}

/// Stands for a store that is opened at the first use.
class LateStore : public SecretStore
{
public:
    LateStore(const Database& studio, secrets::Machine machine)
        : m_studio{studio}
        , m_machine{machine}
    {
    }

    QString place() const override
    {
        const auto store = opened();
        return store ? (*store)->place() : QString{};
    }
    Result<std::optional<QByteArray>> find(const QString& name) const override
    {
        const auto store = opened();
        return store ? (*store)->find(name) : fail(store.error());
    }
    Result<std::vector<QString>> names() const override
    {
        const auto store = opened();
        return store ? (*store)->names() : fail(store.error());
    }
    Result<void> remove(const QString& name) override
    {
        const auto store = opened();
        return store ? (*store)->remove(name) : fail(store.error());
    }

protected:
    Result<void> put(const QString& name, const QByteArray& value) override
    {
        const auto store = opened();
        return store ? (*store)->put(name, value) : fail(store.error());
    }

private:
    Result<SecretStore*> opened() const
    {
        const std::lock_guard lock{m_mutex};
        if (!m_store) {
            auto store =
                m_studio.read([&](const Snapshot& snapshot) { return secrets::open(snapshot, m_machine); });
            if (!store)
                return fail(store.error());
            m_store = std::move(*store);
        }
        return m_store.get();
    }

    const Database& m_studio;
    secrets::Machine m_machine;
    mutable std::mutex m_mutex;
    mutable std::unique_ptr<SecretStore> m_store;
};

namespace secrets {

std::unique_ptr<SecretStore> openLate(const Database& studio, Machine machine)
{
    return std::make_unique<LateStore>(studio, machine);
}

namespace {

constexpr qsizetype longestValue = 255;

/// Two studios on one machine, and a studio and its copy on another, are told apart without naming a file
/// that may be moved: by what only this studio knows.
Result<QString> scopeOf(const Snapshot& snapshot)
{
    const auto link = settings::secret(snapshot, QString::fromLatin1(settings::linkSecret));
    if (!link)
        return fail(link.error());
    return QString::fromLatin1(hmacSha256(*link, "what others gave in confidence").first(12).toHex());
}

/// $XDG_STATE_HOME, which Qt 6.4 does not know yet.
QString stateFolder()
{
    const QString named = qEnvironmentVariable("XDG_STATE_HOME");
    if (named.startsWith(u'/'))
        return named;
    return QStandardPaths::writableLocation(QStandardPaths::HomeLocation) + "/.local/state"_L1;
}

const QRegularExpression& knownName()
{
    static const QRegularExpression pattern{u"^stripe/[1-9][0-9]{0,17}/(key|webhook-1|webhook-2)$"_s};
    return pattern;
}

/// Of the webhooks that an automation sends, by its uid.
bool isOwnWebhook(const QString& name)
{
    static const QRegularExpression pattern{u"^webhook/[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"_s};
    return pattern.match(name).hasMatch();
}

} // namespace

Result<std::unique_ptr<SecretStore>> open(const Snapshot& snapshot, Machine machine)
{
    const auto scope = scopeOf(snapshot);
    if (!scope)
        return fail(scope.error());
    auto file = std::make_unique<SecretFile>(stateFolder() + "/foyer/secrets"_L1, *scope,
                                             secretFileKeyFromEnvironment());
    const QByteArray wish = qgetenv("FOYER_SECRETS");
    if (!wish.isEmpty() && wish != "file" && wish != "keyring")
        return fail(Fault::Invalid, u"FOYER_SECRETS is either “file” or “keyring”."_s);
    const bool wantsKeyring = wish.isEmpty() ? machine == Machine::Desktop : wish == "keyring";
    if (!wantsKeyring || !KeyringStore::isThere()) {
        if (wish == "keyring")
            return fail(Fault::Storage,
                        u"There is no keyring in this session, although FOYER_SECRETS asks for one."_s);
        return std::unique_ptr<SecretStore>{std::move(file)};
    }
    return std::unique_ptr<SecretStore>{std::make_unique<KeyringStore>(*scope, std::move(file))};
}

QString stripeKey(BrandId brand)
{
    return u"stripe/%1/key"_s.arg(brand.row());
}

QString stripeWebhook(BrandId brand, int which)
{
    Q_ASSERT(which == 1 || which == 2);
    return u"stripe/%1/webhook-%2"_s.arg(brand.row()).arg(which);
}

bool isKnown(const QString& name)
{
    return isOwnWebhook(name) || knownName().match(name).hasMatch();
}

std::optional<QString> misfit(const QString& name, const QByteArray& value)
{
    if (!isKnown(name))
        return u"There is no secret “%1”: they are called stripe/BRAND/key, stripe/BRAND/webhook-1 and "
               "stripe/BRAND/webhook-2."_s.arg(name);
    static const QRegularExpression key{u"^(sk|rk)_(test|live)_[A-Za-z0-9_]+$"_s};
    static const QRegularExpression webhook{u"^whsec_[A-Za-z0-9+/=_-]+$"_s};
    const QString text = QString::fromUtf8(value);
    if (value.size() > longestValue)
        return u"That is too long for a secret."_s;
    if (isOwnWebhook(name)) {
        static const QRegularExpression own{u"^whsec_[A-Za-z0-9+/]{32,88}={0,2}$"_s};
        if (!own.match(text).hasMatch())
            return u"The secret of a webhook is whsec_ and 24 to 64 random bytes in base64."_s;
    } else if (name.endsWith("/key"_L1)) {
        if (text.startsWith("pk_"_L1))
            return u"That is Stripe's publishable key (pk_…). The secret key or a restricted key is needed: sk_… or rk_…."_s;
        if (!key.match(text).hasMatch())
            return u"A Stripe key begins with sk_live_, sk_test_, rk_live_ or rk_test_."_s;
    } else if (!webhook.match(text).hasMatch()) {
        return u"The signing secret of a Stripe webhook begins with whsec_."_s;
    }
    return std::nullopt;
}

} // namespace secrets

} // namespace foyer
