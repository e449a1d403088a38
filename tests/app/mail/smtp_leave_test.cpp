// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/webhook_delivery.h"
#include "app/mail/smtp.h"

#include <QElapsedTimer>
#include <QTest>

#include <dlfcn.h>
#include <netdb.h>

#include <atomic>
#include <cstring>
#include <thread>

namespace {

constexpr std::chrono::seconds silence{15};
std::atomic<int> questions = 0;

} // namespace

/// Stands before that of the C library: a name server that does not answer.
extern "C" __attribute__((visibility("default"))) int getaddrinfo(const char* name, const char* service,
                                                                  const addrinfo* hints, addrinfo** found)
{
    if (name && std::strcmp(name, "silent.example.com") == 0) {
        ++questions;
        std::this_thread::sleep_for(silence);
        return EAI_AGAIN;
    }
    using Ask = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
    static const auto ask = reinterpret_cast<Ask>(dlsym(RTLD_NEXT, "getaddrinfo"));
    return ask(name, service, hints, found);
}

namespace foyer::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Who ends the program does not wait for a network that is gone.
class SmtpLeaveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMailIsGivenUpWhileANameIsLookedUp()
    {
        questions = 0;
        QElapsedTimer clock;
        mail::Outcome outcome;
        {
            mail::Smtp smtp{{u"silent.example.com"_s, 587, MailSecurity::StartTls, {}},
                            {},
                            {},
                            mail::SmtpPatience{30s, 60s}};
            std::thread sender{[&] {
                outcome =
                    smtp.send({u"hello@aurora.example"_s, u"ada@example.com"_s}, "Subject: x\r\n\r\nx\r\n");
            }};
            while (questions == 0)
                std::this_thread::sleep_for(10ms);
            clock.start();
            smtp.cancel();
            sender.join();
        } // with its connections
        QVERIFY2(clock.elapsed() < 5'000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(outcome.isStop);
    }

    void aWebhookIsGivenUpWhileANameIsLookedUp()
    {
        questions = 0;
        std::atomic<bool> isCancelled = false;
        const automations::WaitingCall call{
            1, StepId{1}, u"x"_s, u"msg_1"_s, u"https://silent.example.com/"_s, "{}", 0};
        automations::CallAnswer answer;
        std::thread caller{[&] {
            answer = automations::deliver(call, "key", Instant{}, isCancelled, {30s, 60s});
        }};
        while (questions == 0)
            std::this_thread::sleep_for(10ms);
        QElapsedTimer clock;
        clock.start();
        isCancelled = true;
        caller.join();
        QVERIFY2(clock.elapsed() < 5'000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(!answer.isTaken);
    }
};

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::SmtpLeaveTest)
#include "smtp_leave_test.moc"
