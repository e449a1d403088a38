// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace foyer::test {

/// Numbers by chance that are the same on every machine (SplitMix64, Steele et al. 2014): what failed under a
/// seed fails again under it.
class Random
{
public:
    explicit Random(quint64 seed)
        : m_state{seed}
    {
    }

    quint64 next()
    {
        m_state += 0x9e3779b97f4a7c15;
        quint64 z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    /// @returns one of first … last
    qint64 between(qint64 first, qint64 last) { return first + qint64(next() % (quint64(last - first) + 1)); }
    bool oneIn(int many) { return between(1, many) == 1; }

private:
    quint64 m_state;
};

} // namespace foyer::test
