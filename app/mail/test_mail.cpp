// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/test_mail.h"

#include "app/base/random.h"
#include "app/mail/eml.h"
#include "app/mail/mime/message.h"

#include <chrono>
#include <thread>

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

std::jthread watching(Smtp& smtp, const std::function<bool()>& isCancelled)
{
    return std::jthread{[&smtp, &isCancelled](const std::stop_token& stop) {
        while (!stop.stop_requested() && !isCancelled())
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
        if (!stop.stop_requested())
            smtp.cancel();
    }};
}

} // namespace

TestAnswer sendTest(const Route& route, const QByteArray& password, const QString& to, const QString& caFile,
                    SmtpPatience patience, const std::function<bool()>& isCancelled)
{
    const mime::Message message{
        {route.fromName, route.fromAddress},
        {{}, to},
        route.replyTo == route.fromAddress ? QString{} : route.replyTo,
        u"Test mail from Foyer"_s,
        systemNow(),
        randomUuid() + u'@' + domainOf(route.fromAddress),
        {},
        {},
        true,
        u"Hello,\n\nthis is a test mail. If you read it, mails from %1 arrive.\n"_s.arg(senderOf(route)),
        {},
        {}};
    const auto bytes = mime::toBytes(message);
    if (!bytes)
        return {false, bytes.error().detail, {}};
    Smtp smtp{route.server, password, caFile, patience};
    const Outcome outcome = [&] {
        // Joins when it goes out of scope, before `smtp` does.
        const std::jthread watch = isCancelled ? watching(smtp, isCancelled) : std::jthread{};
        return smtp.send({route.fromAddress, to}, *bytes);
    }();
    switch (outcome.kind) {
    case HandOver::Accepted:
        return {
            true,
            u"The server %1 took the test mail to %2. Look whether it arrives, also among the spam."_s.arg(
                route.server.host, to),
            outcome.words};
    case HandOver::Unknown:
        return {false,
                u"The connection to %1 broke off before it said whether it took the test mail. It may arrive "
                u"all the "
                "same; try again."_s.arg(route.server.host),
                outcome.words};
    case HandOver::NotSent:
        return {false,
                u"The connection to %1 broke off before the test mail was handed over. Try again."_s.arg(
                    route.server.host),
                outcome.words};
    case HandOver::RefusedForNow:
    case HandOver::RefusedForGood:
    case HandOver::AccountProblem:
        return {false, outcome.sentence, outcome.words};
    }
    Q_UNREACHABLE();
}

} // namespace foyer::mail
