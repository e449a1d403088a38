// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/orders/draft_history.h"

namespace foyer {

DraftHistoryBase::DraftHistoryBase(QObject* parent)
    : QObject{parent}
{
}

int DraftHistoryBase::fieldId(const QString& field)
{
    if (field.isEmpty())
        return -1;
    const qsizetype known = m_fields.indexOf(field);
    if (known >= 0)
        return int(known);
    m_fields.append(field);
    return int(m_fields.size() - 1);
}

} // namespace foyer
