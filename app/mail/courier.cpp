// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/courier.h"

#include "app/base/random.h"
#include "app/mail/claims.h"
#include "app/mail/eml.h"
#include "app/storage/settings.h"

#include <QLoggingCategory>
#include <QThread>
#include <QTimer>

#include <condition_variable>
#include <map>
#include <mutex>

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "foyer.mail")

constexpr std::chrono::seconds longestSleep{60};
constexpr std::chrono::seconds idleBeforeClosing{20};
constexpr int mostBreaksInARow = 3; ///< then it is the server, not the mails

/// Of this run of this program: what others had claimed died with them, since a studio has one owner.
const QString& nameOfUs()
{
    static const QString name = randomUuid();
    return name;
}

std::chrono::minutes pauseOfAccount(int problemsInARow)
{
    using std::chrono::minutes;
    static constexpr minutes pauses[] = {minutes{1}, minutes{5}, minutes{15}, minutes{60}};
    return pauses[std::min<std::size_t>(std::size_t(problemsInARow), std::size(pauses)) - 1];
}

/// What flush() waits for, and how the courier is reached from other threads.
struct Bell
{
    std::mutex mutex;
    std::condition_variable rung;
    std::function<void()> wake; ///< none: it has ended
    quint64 asked = 0;
    quint64 answered = 0;
};

std::mutex bellsMutex;
std::map<const Database*, std::shared_ptr<Bell>>& bells()
{
    static std::map<const Database*, std::shared_ptr<Bell>> all;
    return all;
}

} // namespace

/// Lives on the courier's thread.
class Courier::Rounds : public QObject
{
public:
    Rounds(Database& studio, std::unique_ptr<SecretStore> secrets, SmtpPatience patience,
           std::shared_ptr<Bell> bell)
        : m_studio{studio}
        , m_secrets{std::move(secrets)}
        , m_patience{patience}
        , m_bell{std::move(bell)}
        , m_next{this}
        , m_idle{this}
    {
        m_next.setSingleShot(true);
        m_idle.setSingleShot(true);
        connect(&m_next, &QTimer::timeout, this, &Rounds::goRound);
        connect(&m_idle, &QTimer::timeout, this, [this] { closeAll(); });
    }
    /// On its thread.
    ~Rounds() override
    {
        closeAll();
        m_studio.releaseThisThread(); // a thread may end after main()
    }

    /// From any thread: many changes, one look.
    void wake()
    {
        if (!m_isAwoken.exchange(true))
            QMetaObject::invokeMethod(this, &Rounds::goRound, Qt::QueuedConnection);
    }
    /// From any thread.
    void stop()
    {
        m_isStopping = true;
        const std::lock_guard lock{m_waysMutex};
        for (const auto& [account, way] : m_ways)
            way->smtp.cancel();
    }
    void repeat() { m_isRepeating = true; }

    void goRound()
    {
        m_isAwoken = false;
        if (m_isStopping)
            return;
        quint64 asked = 0;
        {
            const std::lock_guard lock{m_bell->mutex};
            asked = m_bell->asked;
        }
        if (asked != m_bell->answered)
            forgetProblems();
        if (const auto gone = carryAll(); !gone && !m_isStopping)
            qCWarning(log) << "mails wait:" << gone.error().detail;
        {
            const std::lock_guard lock{m_bell->mutex};
            m_bell->answered = asked;
        }
        m_bell->rung.notify_all();
        if (m_isRepeating)
            sleep();
    }

private:
    struct Way
    {
        Way(const MailServer& to, const QByteArray& secret, const QString& ca, SmtpPatience patience)
            : server{to}
            , password{secret}
            , caFile{ca}
            , smtp{to, secret, ca, patience}
        {
        }
        MailServer server;
        QByteArray password;
        QString caFile;
        Smtp smtp;
        int breaksInARow = 0;
    };

    Result<void> carryAll()
    {
        m_checkedWays.clear();
        if (const auto told = writeUntold(); !told)
            return told;
        const auto hasOrphans =
            m_studio.read([](const Snapshot& s) -> Result<bool> { return mail::hasOrphans(s, nameOfUs()); });
        if (hasOrphans && *hasOrphans) {
            const auto adopted =
                m_studio.write(Actor::system(), [](Transaction& t) { return adoptOrphans(t, nameOfUs()); });
            if (!adopted)
                return fail(adopted.error());
        }
        if (const auto released = releaseWhatFactsHeld(); !released)
            return released;
        std::set<BrandId> shut;
        for (bool hasMore = true; hasMore && !m_isStopping;) {
            const auto due = m_studio.read([](const Snapshot& s) { return dueNow(s); });
            if (!due || due->empty())
                return due ? Result<void>{} : fail(due.error());
            const auto claims = m_studio.write(Actor::system(), [&](Transaction& t) -> Result<Claims> {
                const auto addresses = portal_access::addresses(t);
                return addresses ? claimDue(t, nameOfUs(), *addresses, shut) : fail(addresses.error());
            });
            if (!claims)
                return fail(claims.error());
            hasMore = claims->hasMore;
            for (const Claim& claim : claims->list)
                carry(claim, shut);
            if (!m_untold.empty())
                return fail(Fault::Storage, u"what became of them could not be written down"_s);
        }
        if (!m_ways.empty())
            m_idle.start(idleBeforeClosing);
        return {};
    }

    Result<void> releaseWhatFactsHeld()
    {
        const auto isDue = m_studio.read([](const Snapshot& s) -> Result<bool> {
            const auto addresses = portal_access::addresses(s);
            return addresses ? hasReleasable(s, *addresses) : fail(addresses.error());
        });
        if (!isDue)
            return fail(isDue.error());
        if (!*isDue)
            return {};
        return write([](Transaction& t) -> Result<void> {
            const auto addresses = portal_access::addresses(t);
            if (!addresses)
                return fail(addresses.error());
            const auto released = releaseHeld(t, *addresses);
            return released ? Result<void>{} : fail(released.error());
        });
    }

    void carry(const Claim& claim, std::set<BrandId>& shut)
    {
        const Outcome untried{HandOver::NotSent, {}, {}, true};
        if (m_isStopping || !m_untold.empty() || shut.contains(claim.route.account))
            return tell(claim, untried);
        const auto message = m_studio.read([&](const Snapshot& s) -> Result<QByteArray> {
            const auto addresses = portal_access::addresses(s);
            return addresses ? messageOf(s, claim.mail, claim.route, *addresses) : fail(addresses.error());
        });
        if (!message && message.error().fault == Fault::Storage) {
            // Others go on; if it is the whole file that fails, this cannot be written, which ends the round.
            const auto put =
                write([&](Transaction& t) { return putAside(t, nameOfUs(), claim, message.error().detail); });
            if (!put)
                m_untold.push_back({claim, untried});
            return;
        }
        if (!message) {
            const auto kept =
                write([&](Transaction& t) { return keepBack(t, nameOfUs(), claim, message.error().detail); });
            if (!kept)
                m_untold.push_back({claim, untried});
            return;
        }
        const auto way = wayTo(claim.route);
        const Outcome outcome =
            way ? (*way)->smtp.send({claim.route.fromAddress, claim.mail.toAddress}, *message)
                : Outcome{HandOver::AccountProblem, {}, way.error().detail};
        const bool isBreak = outcome.kind == HandOver::NotSent || outcome.kind == HandOver::Unknown;
        int breaks = 0;
        if (way)
            breaks = (*way)->breaksInARow = isBreak ? (*way)->breaksInARow + 1 : 0;
        const bool isProblem = outcome.kind == HandOver::AccountProblem || breaks >= mostBreaksInARow;
        if (isProblem && !outcome.isStop)
            shut.insert(claim.route.account);
        tell(claim, outcome, isProblem && !outcome.isStop);
    }

    /// Writes down what became of it; when that fails, it is remembered, not asked of the server again.
    void tell(const Claim& claim, const Outcome& outcome, bool isProblem = false)
    {
        const BrandId account = claim.route.account;
        if (outcome.kind == HandOver::Accepted)
            m_problemsInARow.erase(account);
        const auto pause = isProblem ? pauseOfAccount(++m_problemsInARow[account]) : std::chrono::minutes{0};
        const auto written = write([&](Transaction& t) -> Result<void> {
            if (const auto done = finish(t, nameOfUs(), claim, outcome); !done)
                return done;
            return isProblem ? noteProblem(t, account, outcome.sentence, t.now() + pause) : Result<void>{};
        });
        if (!written)
            m_untold.push_back({claim, outcome});
    }

    Result<void> writeUntold()
    {
        while (!m_untold.empty()) {
            const auto& untold = m_untold.front();
            const auto written =
                write([&](Transaction& t) { return finish(t, nameOfUs(), untold.first, untold.second); });
            if (!written)
                return written;
            m_untold.erase(m_untold.begin());
        }
        return {};
    }

    Result<Way*> wayTo(const Route& route)
    {
        const auto known = m_ways.find(route.account);
        if (known != m_ways.end() && m_checkedWays.contains(route.account))
            return known->second.get();
        const auto password = m_secrets->find(passwordName(route.account));
        if (!password)
            return fail(password.error());
        const auto caFile = m_studio.read(
            [](const Snapshot& s) { return settings::get(s, QLatin1StringView{settings::mailCaFile}); });
        if (!caFile)
            return fail(caFile.error());
        m_checkedWays.insert(route.account);
        const QByteArray secret = password->value_or(QByteArray{});
        if (known != m_ways.end() && known->second->server == route.server &&
            known->second->password == secret && known->second->caFile == *caFile)
            return known->second.get();
        auto made = std::make_unique<Way>(route.server, secret, *caFile, m_patience);
        const std::lock_guard lock{m_waysMutex};
        if (m_isStopping)
            made->smtp.cancel();
        auto& place = m_ways[route.account];
        place = std::move(made);
        return place.get();
    }

    void closeAll()
    {
        std::map<BrandId, std::unique_ptr<Way>> ways;
        {
            const std::lock_guard lock{m_waysMutex};
            ways.swap(m_ways);
        }
        ways.clear(); // takes leave of each server
    }

    /// Somebody asked for everything to be tried now.
    void forgetProblems()
    {
        m_problemsInARow.clear();
        const auto forgotten = write([](Transaction& t) -> Result<void> {
            const auto accounts = accountsWithServer(t);
            if (!accounts)
                return fail(accounts.error());
            for (const MailAccount& one : *accounts) {
                if (const auto done = forgetProblem(t, one.brand); !done)
                    return done;
            }
            return {};
        });
        if (!forgotten)
            qCWarning(log) << "accounts stay shut:" << forgotten.error().detail;
    }

    void sleep()
    {
        const auto next = m_studio.read([](const Snapshot& s) { return nextMoment(s); });
        std::chrono::seconds pause = longestSleep;
        if (next && *next)
            pause = std::clamp(std::chrono::seconds{**next - m_studio.now()}, std::chrono::seconds{1},
                               longestSleep);
        m_next.start(pause);
    }

    template <class Work>
    Result<void> write(Work work)
    {
        return m_studio.write(Actor::system(), work);
    }

    Database& m_studio;
    std::unique_ptr<SecretStore> m_secrets;
    SmtpPatience m_patience;
    std::shared_ptr<Bell> m_bell;
    QTimer m_next;
    QTimer m_idle;
    std::atomic<bool> m_isAwoken = false;
    std::atomic<bool> m_isStopping = false;
    std::atomic<bool> m_isRepeating = false;
    std::mutex m_waysMutex; ///< for who ends the program; only the courier's thread changes the map
    std::map<BrandId, std::unique_ptr<Way>> m_ways;
    std::set<BrandId> m_checkedWays; ///< in this round
    std::map<BrandId, int> m_problemsInARow;
    std::vector<std::pair<Claim, Outcome>> m_untold; ///< what could not be written down yet
};

struct Courier::Private
{
    explicit Private(Database& of)
        : studio{of}
    {
    }
    Database& studio;
    QThread thread;
    Rounds* rounds = nullptr; ///< belongs to the thread
    std::shared_ptr<Bell> bell = std::make_shared<Bell>();
};

Courier::Courier(Database& studio, std::unique_ptr<SecretStore> secrets, SmtpPatience patience,
                 QObject* parent)
    : QObject{parent}
    , d{std::make_unique<Private>(studio)}
{
    d->rounds = new Rounds{studio, std::move(secrets), patience, d->bell};
    d->rounds->moveToThread(&d->thread);
    connect(&d->thread, &QThread::finished, d->rounds, &QObject::deleteLater);
    d->thread.setObjectName(u"mail"_s);
    d->thread.start();
    d->bell->wake = [rounds = d->rounds] { rounds->wake(); };
    const std::lock_guard lock{bellsMutex};
    bells()[&studio] = d->bell;
}

Courier::~Courier()
{
    {
        const std::lock_guard lock{bellsMutex};
        bells().erase(&d->studio);
    }
    {
        const std::lock_guard lock{d->bell->mutex};
        d->bell->wake = nullptr;
    }
    d->bell->rung.notify_all();
    d->rounds->stop();
    d->thread.quit();
    d->thread.wait();
}

void Courier::start()
{
    // Direct: the signal comes on the writing thread, and ringing is safe on any.
    connect(
        &d->studio, &Database::changed, this,
        [bell = d->bell](const Changes& changes) {
            const std::lock_guard lock{bell->mutex};
            const bool isNews = changes.touches(Entity::Mail) || changes.touches(Entity::MailAccount) ||
                                changes.touches(Entity::Setting) || changes.touches(Entity::Contact) ||
                                changes.touches(Entity::PortalAccount) || changes.touches(Entity::Brand);
            if (isNews && bell->wake)
                bell->wake();
        },
        Qt::DirectConnection);
    d->rounds->repeat();
    d->rounds->wake();
}

namespace {

void flushBy(Bell& bell)
{
    std::unique_lock lock{bell.mutex};
    if (!bell.wake)
        return;
    const quint64 ticket = ++bell.asked;
    bell.wake();
    bell.rung.wait(lock, [&] { return bell.answered >= ticket || !bell.wake; });
}

} // namespace

void Courier::flush()
{
    flushBy(*d->bell);
}

bool Courier::flushOf(const Database& studio)
{
    std::shared_ptr<Bell> bell;
    {
        const std::lock_guard lock{bellsMutex};
        const auto found = bells().find(&studio);
        if (found == bells().end())
            return false;
        bell = found->second;
    }
    flushBy(*bell);
    return true;
}

} // namespace foyer::mail
