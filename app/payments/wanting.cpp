// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/wanting.h"

#include <algorithm>

namespace foyer::payments {

std::vector<InstalmentState> wanting(const Balance& balance)
{
    std::vector<InstalmentState> parts;
    qint64 pending = balance.pending;
    for (const InstalmentState& one : balance.instalments) {
        const qint64 open = one.amount - one.covered;
        const qint64 onItsWay = std::min(open, pending);
        pending -= onItsWay;
        if (open != onItsWay)
            parts.push_back(one);
    }
    return parts;
}

} // namespace foyer::payments
