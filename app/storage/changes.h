// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>

#include <algorithm>
#include <vector>

namespace foyer {

/// The kinds of things whose changes others want to hear of.
enum class Entity
{
    Contact,
    Brand,
    PortalAccount,
    Session,
    Mail,
    Import,
    Setting,
    Job,
    JobType,
    Item,     ///< an order, a contract, a questionnaire, a file; with its recipients, versions and answers
    Template, ///< what contracts and questionnaires begin as
    Product,  ///< the catalogue, tax rates included
    MailAccount,
    Automation, ///< with its runs and their steps
    Task,
    Payment, ///< a payment, a refund, an allocation, an attempt; what waits to be sorted out
};

struct Change
{
    Entity entity;
    qint64 row; ///< 0: many, look again at all of them
    bool operator==(const Change&) const = default;
};

/// What one transaction changed, told after its COMMIT.
struct Changes
{
    std::vector<Change> list;

    bool touches(Entity entity) const
    {
        return std::any_of(list.begin(), list.end(), [&](const Change& c) { return c.entity == entity; });
    }
    bool touches(Entity entity, qint64 row) const
    {
        return std::any_of(list.begin(), list.end(), [&](const Change& c) {
            return c.entity == entity && (c.row == row || c.row == 0);
        });
    }
};

} // namespace foyer

Q_DECLARE_METATYPE(foyer::Changes)
