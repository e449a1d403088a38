// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/budget.h"

namespace foyer::web {

std::optional<Budget::Seat> Budget::take(std::optional<IpAddress> source)
{
    const int most = source && source->isLoopback() ? m_limits.connectionsPerLoopbackSource
                                                    : m_limits.connectionsPerSource;
    if (source)
        source = source->source();
    const std::lock_guard lock{m_mutex};
    if (m_total >= m_limits.connectionsInAll)
        return std::nullopt;
    if (source) {
        const auto count = m_perSource.find(*source);
        if (count != m_perSource.end() && count->second >= most)
            return std::nullopt;
        ++m_perSource[*source];
    }
    ++m_total;
    return Seat{*this, source};
}

int Budget::total() const
{
    const std::lock_guard lock{m_mutex};
    return m_total;
}

void Budget::leave(const std::optional<IpAddress>& source)
{
    const std::lock_guard lock{m_mutex};
    --m_total;
    if (!source)
        return;
    // Sources without connections are forgotten, so that the table cannot be grown from outside.
    const auto count = m_perSource.find(*source);
    if (--count->second == 0)
        m_perSource.erase(count);
}

} // namespace foyer::web
