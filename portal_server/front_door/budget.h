// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/front_door/limits.h"
#include "portal_server/front_door/peer.h"

#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

namespace foyer::web {

/// How many connections there are, in all and per source. Safe on any thread.
class Budget
{
public:
    explicit Budget(const Limits& limits)
        : m_limits{limits}
    {
    }

    /// A place in the budget; leaving gives it back.
    class Seat
    {
    public:
        Seat(Seat&& other) noexcept
            : m_budget{std::exchange(other.m_budget, nullptr)}
            , m_source{other.m_source}
        {
        }
        Seat& operator=(Seat&&) = delete;
        ~Seat()
        {
            if (m_budget)
                m_budget->leave(m_source);
        }

    private:
        friend class Budget;
        Seat(Budget& budget, std::optional<IpAddress> source)
            : m_budget{&budget}
            , m_source{source}
        {
        }

        Budget* m_budget;
        std::optional<IpAddress> m_source;
    };

    /// @param source nothing for those who count in all only: proxies, and programs on a UNIX socket
    /// @returns nothing when there is no room
    std::optional<Seat> take(std::optional<IpAddress> source);

    int total() const;

private:
    struct Hash
    {
        std::size_t operator()(const IpAddress& address) const { return address.hash(); }
    };

    void leave(const std::optional<IpAddress>& source);

    const Limits& m_limits;
    mutable std::mutex m_mutex;
    std::unordered_map<IpAddress, int, Hash> m_perSource;
    int m_total = 0;
};

} // namespace foyer::web
