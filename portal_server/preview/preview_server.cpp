// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/preview/preview_server.h"

#include "app/base/random.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/portal_access/account_store.h"
#include "app/storage/settings.h"
#include "portal_server/front_door/front_door.h"
#include "portal_server/portal/dispatcher.h"
#include "portal_server/portal/routes.h"

#include <map>
#include <mutex>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds tokenLife{60};
constexpr std::chrono::minutes previewLife{15};

/// Who may look at whom. Lives in memory: nothing of a preview is ever written.
class Passes
{
public:
    QString issue(ContactId contact, Instant now)
    {
        const std::lock_guard lock{m_mutex};
        dropExpired(now);
        const QString token = randomToken();
        m_tokens.insert_or_assign(token, Pass{contact, now + tokenLife});
        return token;
    }

    /// Trades a token for the cookie of a preview; a token works once.
    std::optional<QString> redeem(const QString& token, Instant now)
    {
        const std::lock_guard lock{m_mutex};
        dropExpired(now);
        const auto found = m_tokens.find(token);
        if (found == m_tokens.end())
            return std::nullopt;
        const ContactId contact = found->second.contact;
        m_tokens.erase(found);
        const QString cookie = randomToken();
        m_previews.insert_or_assign(cookie, Pass{contact, now + previewLife});
        return cookie;
    }

    std::optional<ContactId> find(const QString& cookie, Instant now)
    {
        const std::lock_guard lock{m_mutex};
        dropExpired(now);
        const auto found = m_previews.find(cookie);
        return found == m_previews.end() ? std::nullopt : std::optional{found->second.contact};
    }

private:
    struct Pass
    {
        ContactId contact;
        Instant until;
    };

    void dropExpired(Instant now)
    {
        std::erase_if(m_tokens, [&](const auto& entry) { return entry.second.until < now; });
        std::erase_if(m_previews, [&](const auto& entry) { return entry.second.until < now; });
    }

    std::mutex m_mutex;
    std::map<QString, Pass> m_tokens;
    std::map<QString, Pass> m_previews;
};

const QByteArray cookieName = "foyer-preview";

std::optional<QString> previewCookie(const Request& request)
{
    for (const QByteArray& pair : request.header("cookie").split(';')) {
        if (pair.trimmed().startsWith(cookieName + '='))
            return QString::fromLatin1(pair.trimmed().sliced(cookieName.size() + 1));
    }
    return std::nullopt;
}

/// The same route table as the public portal; what acts is refused before it is reached.
class PreviewHandler final : public Handler
{
public:
    explicit PreviewHandler(const Database& studio)
        : m_studio{studio}
    {
    }

    Passes& passes() { return m_passes; }
    void setHost(const QString& host) { m_host = host; }

    Lane laneFor(const Request&) const override { return Lane::Here; }
    std::size_t bodyLimitFor(Method, const QString&) const override { return Limits::bodyBytesDefault; }
    void leaveThread() override { m_studio.releaseThisThread(); }

    Response answer(const Request& request) override
    {
        Response response = route(request);
        addSecurityHeaders(request, response);
        return response;
    }

private:
    static Response plain(int status, const QByteArray& text)
    {
        Response response;
        response.status = status;
        response.contentType = "text/plain; charset=utf-8";
        response.body = text;
        return response;
    }

    Response route(const Request& request)
    {
        // Only this very address: no name that somebody else's DNS points here.
        if (request.host != m_host || !request.peer.isLoopback)
            return plain(421, {});
        if (request.path.startsWith("/open/"_L1) && request.method == Method::Get)
            return open(request.path.mid(6));
        const auto cookie = previewCookie(request);
        const auto contact = cookie ? m_passes.find(*cookie, m_studio.now()) : std::nullopt;
        if (!contact)
            return plain(403, "This preview has ended. Open it again from the contact's profile.\n");
        return show(request, *contact);
    }

    Response open(const QString& token)
    {
        const auto cookie = m_passes.redeem(token, m_studio.now());
        const auto contact = cookie ? m_passes.find(*cookie, m_studio.now()) : std::nullopt;
        if (!contact)
            return plain(403, "This preview has ended. Open it again from the contact's profile.\n");
        const auto brand = brandOf(*contact);
        if (!brand)
            return plain(500, "The preview could not be opened.\n");
        Response response = redirect(u'/' + (*brand)->details.username + "/home"_L1);
        response.headers.emplace_back("Set-Cookie", cookieName + '=' + cookie->toLatin1() +
                                                        "; Path=/; HttpOnly; SameSite=Strict");
        return response;
    }

    Response show(const Request& request, ContactId contact)
    {
        const auto brand = brandOf(contact);
        if (!brand)
            return plain(500, "The preview could not be opened.\n");
        const QString root = u'/' + (*brand)->details.username;
        if (request.path != root && !request.path.startsWith(root + u'/'))
            return plain(404, "There is nothing here.\n");
        const Place place{*brand, root, request.host, false, keepsBrandsApart()};
        const QString rest = request.path.mid(root.size());
        const auto person =
            m_studio.read([&](const Snapshot& snapshot) { return contacts::brief(snapshot, contact); });
        if (!person)
            return plain(404, "There is nothing here.\n");

        Visit visit{request, place, m_studio, QByteArray(32, '\0'), u"preview"_s};
        visit.client = Client{contact, {}};
        visit.isPreview = true;
        visit.previewSentence =
            u"Preview: this is what %1 sees. Nothing can be changed here."_s.arg(person->name);
        const auto match = findRoute(request.method, rest.isEmpty() ? u"/"_s : rest);
        if (!match)
            return notFoundPage(visit);
        visit.argument = match->argument;
        visit.part = match->part;
        if (request.method == Method::Post) {
            View view = baseView(visit);
            view.text("back_url", visit.url("/home"));
            return page(visit, u"preview_denied"_s, std::move(view), 403);
        }
        return match->route->show(visit);
    }

    bool keepsBrandsApart() const
    {
        const auto apart = m_studio.read([](const Snapshot& snapshot) {
            return settings::get(snapshot, QLatin1StringView{settings::brandsApart});
        });
        return apart && *apart == "yes"_L1;
    }

    Result<std::shared_ptr<const Brand>> brandOf(ContactId contact) const
    {
        return m_studio.read([&](const Snapshot& snapshot) -> Result<std::shared_ptr<const Brand>> {
            const auto found = contacts::find(snapshot, contact);
            if (!found)
                return fail(found.error());
            auto brand = brands::find(snapshot, found->brand);
            if (!brand)
                return fail(brand.error());
            return std::make_shared<const Brand>(std::move(*brand));
        });
    }

    const Database& m_studio;
    Passes m_passes;
    QString m_host;
};

} // namespace

struct PreviewServer::Private
{
    explicit Private(const Database& opened)
        : studio{opened}
        , handler{opened}
    {
    }

    const Database& studio;
    PreviewHandler handler;
    std::unique_ptr<FrontDoor> frontDoor; ///< last: gone before what it calls
    QString host;
};

PreviewServer::PreviewServer(std::unique_ptr<Private> made)
    : d{std::move(made)}
{
}

PreviewServer::~PreviewServer()
{
    d->frontDoor->drain();
}

Result<std::unique_ptr<PreviewServer>> PreviewServer::start(const Database& studio)
{
    auto made = std::make_unique<Private>(studio);
    FrontDoorOptions options;
    options.listen = {{u"127.0.0.1"_s, 0, Security::Plain, {}}};
    options.eventLoops = 1; // one person looks
    options.workers = 1;
    made->frontDoor = std::make_unique<FrontDoor>(made->handler, std::move(options));
    if (const auto started = made->frontDoor->start(); !started)
        return fail(started.error());
    made->host = u"127.0.0.1:%1"_s.arg(made->frontDoor->ports().front());
    made->handler.setHost(made->host); // nobody knows the port before the first token is issued
    return std::unique_ptr<PreviewServer>{new PreviewServer{std::move(made)}};
}

Result<QUrl> PreviewServer::urlFor(ContactId contact)
{
    const auto account =
        d->studio.read([&](const Snapshot& snapshot) { return portal_access::account(snapshot, contact); });
    if (!account)
        return fail(account.error());
    if (!account->isPerson)
        return fail(Fault::Invalid,
                    u"Only people have a client portal; companies and locations have none."_s);
    return QUrl{origin() + "/open/"_L1 + d->handler.passes().issue(contact, d->studio.now())};
}

QString PreviewServer::origin() const
{
    return u"http://"_s + d->host;
}

} // namespace foyer::web
