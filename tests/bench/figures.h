// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QElapsedTimer>
#include <QString>
#include <QTextStream>

#include <algorithm>
#include <cstdlib>
#include <vector>

/// What programs that measure share: one line a figure, and a bound that fails the run.
namespace foyer::bench {

inline QTextStream& out()
{
    static QTextStream stream{stdout};
    return stream;
}

inline double milliseconds(const QElapsedTimer& timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

class Figures
{
public:
    explicit Figures(bool isChecking)
        : m_isChecking{isChecking}
    {
    }

    void add(const QString& what, double value, const QString& unit, double most)
    {
        const bool isBroken = most > 0 && value > most;
        m_isBroken = m_isBroken || isBroken;
        out() << what << ": " << QString::number(value, 'f', 1) << ' ' << unit;
        if (most > 0)
            out() << " (at most " << most << (isBroken ? ", BROKEN)" : ")");
        out() << Qt::endl;
    }
    int status() const { return m_isChecking && m_isBroken ? 1 : 0; }

private:
    bool m_isChecking;
    bool m_isBroken = false;
};

inline double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[std::size_t(share * double(values.size() - 1))];
}

[[noreturn]] inline void giveUp(const QString& why)
{
    QTextStream{stderr} << why << Qt::endl;
    std::exit(1);
}

template <class T>
T valueOf(Result<T> result)
{
    if (!result)
        giveUp(result.error().detail);
    return std::move(*result);
}

} // namespace foyer::bench
