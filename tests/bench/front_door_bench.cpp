// SPDX-License-Identifier: GPL-3.0-or-later
// The front door with a portal that answers every request with the same bytes: what remains is the door's
// own cost. tests/bench/front_door.sh compares it with nginx.
#include "portal_server/front_door/front_door.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>

using namespace foyer::web;

namespace {

class SameAnswer : public Handler
{
public:
    SameAnswer(Lane lane, qsizetype size)
        : m_lane{lane}
        , m_body(size, 'x')
    {
    }

    Lane laneFor(const Request&) const override { return m_lane; }
    std::size_t bodyLimitFor(Method, const QString&) const override { return Limits::bodyBytesDefault; }
    Response answer(const Request&) override
    {
        return {200, "text/html; charset=utf-8", m_body, {{"Cache-Control", "no-store"}}};
    }

private:
    Lane m_lane;
    QByteArray m_body;
};

} // namespace

/// front_door_bench PORT BYTES here|worker [CERTIFICATE KEY] — until SIGTERM.
int main(int argc, char** argv)
{
    if (argc != 4 && argc != 6) {
        std::fprintf(stderr, "usage: front_door_bench PORT BYTES here|worker [CERTIFICATE KEY]\n");
        return 2;
    }
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    sigprocmask(SIG_BLOCK, &ending, nullptr); // before the threads, which inherit it

    FrontDoorOptions options;
    ListenAddress address;
    address.port = static_cast<quint16>(std::atoi(argv[1]));
    if (argc == 6) {
        address.security = Security::Tls;
        options.certificates = {{QString::fromLocal8Bit(argv[4]), QString::fromLocal8Bit(argv[5])}};
    }
    options.listen = {address};
    const Lane lane = qstrcmp(argv[3], "worker") == 0 ? Lane::Worker : Lane::Here;
    if (lane == Lane::Worker)
        options.limits.workerQueue = 4096; // the hand-over is measured, not the refusal
    SameAnswer handler{lane, std::atoi(argv[2])};
    FrontDoor door{handler, options};
    const auto started = door.start();
    if (!started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error().detail));
        return 1;
    }
    int signal = 0;
    sigwait(&ending, &signal);
    return 0;
}
