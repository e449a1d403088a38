// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/password_try.h"

#include "portal_server/portal/cookies.h"

namespace foyer::web {

using namespace Qt::StringLiterals;
using portal_access::Admission;
using portal_access::LoginTry;

namespace {

/// Longer ones are nobody's password (see passwordFault), but cost the same as any other.
QString hashable(const QString& typed)
{
    constexpr qsizetype longest = 1024;
    return typed.size() > longest ? QString{} : typed;
}

/// Rounded up, so that nobody comes back too early.
QString waitSentence(std::chrono::seconds wait)
{
    const qint64 minutes = (wait.count() + 59) / 60;
    return minutes <= 1 ? u"Please try again in a minute."_s
                        : u"Please try again in %1 minutes."_s.arg(minutes);
}

/// Only ever after a right password, so its time tells nobody anything. What fails here is tried again at the
/// next login.
void join(const Visit& visit, Database& studio, const portal_access::LoginCandidates::Person& person,
          const QString& password)
{
    const auto seed = visit.studio.read(
        [&](const Snapshot& snapshot) { return portal_access::seedForJoining(snapshot, person.contact); });
    if (!seed || !*seed || (*seed)->generation != person.generation)
        return;
    const auto record = portal_access::makePassword(password, **seed);
    std::ignore = studio.write(Actor::system(), [&](Transaction& transaction) {
        return portal_access::joinSharers(transaction, **seed, record);
    });
}

template <class Whom>
PasswordTry perform(const Visit& visit, Database& studio, LoginTry attempt, const Whom& whom,
                    const QString& password)
{
    attempt.network = visit.request.peer.network;
    attempt.device = readCookie(visit.request, Cookie::Device).value_or(QString{});
    // A look first: a flood of refused tries then never reaches the thread that writes.
    auto admission = visit.studio.read(
        [&](const Snapshot& snapshot) { return portal_access::admission(snapshot, attempt); });
    if (admission && admission->isAdmitted) {
        admission = studio.write(Actor::system(), [&](Transaction& transaction) {
            return portal_access::countTry(transaction, attempt);
        });
    }
    if (!admission)
        return {{}, failurePage(visit, admission.error()), {}};
    if (!admission->isAdmitted)
        return {{}, tooManyTries(visit, *admission), {}};
    const auto candidates = visit.studio.read(
        [&](const Snapshot& snapshot) { return portal_access::candidatesFor(snapshot, whom); });
    if (!candidates)
        return {{}, failurePage(visit, candidates.error()), {}};
    PasswordTry done{
        portal_access::whoHasPassword(*candidates, hashable(password)), {}, *std::move(admission)};
    if (done.people.size() == 1)
        join(visit, studio, done.people.front(), password);
    return done;
}

} // namespace

Response tooManyTries(const Visit& visit, const Admission& admission)
{
    View view = baseView(visit);
    view.text("wait_sentence", waitSentence(admission.wait));
    Response response = page(visit, u"too_many_tries"_s, std::move(view), 429);
    response.headers.emplace_back("Retry-After", QByteArray::number(qint64{admission.wait.count()}));
    return response;
}

PasswordTry tryPassword(const Visit& visit, Database& studio, const QString& typedEmail,
                        const QString& password)
{
    return perform(visit, studio, {typedEmail, {}, {}, {}}, typedEmail, password);
}

PasswordTry tryPassword(const Visit& visit, Database& studio, ContactId contact, const QString& password)
{
    return perform(visit, studio, {{}, contact, {}, {}}, contact, password);
}

} // namespace foyer::web
