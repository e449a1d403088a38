// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/stop_signal.h"

#include <QSocketNotifier>

#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace foyer::web {

namespace {

// A signal handler may do no more than write a byte; the other end wakes Qt's loop.
int ends[2] = {-1, -1};

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(ends[0], &byte, 1);
}

void setHandler(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

} // namespace

StopSignal::StopSignal()
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
        qFatal("no socket pair for signals");
    m_notifier = std::make_unique<QSocketNotifier>(ends[1], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char bytes[16];
        [[maybe_unused]] const auto taken = ::read(ends[1], bytes, sizeof bytes);
        Q_EMIT received();
    });
    setHandler(onSignal);
}

StopSignal::~StopSignal()
{
    setHandler(SIG_DFL);
    m_notifier.reset();
    for (int& end : ends) {
        ::close(end);
        end = -1;
    }
}

} // namespace foyer::web
