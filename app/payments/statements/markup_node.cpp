// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/markup_node.h"

namespace foyer {

const MarkupNode& MarkupNode::child(QStringView childName) const
{
    static const MarkupNode nothing;
    for (const MarkupNode& node : children) {
        if (node.name == childName)
            return node;
    }
    return nothing;
}

const MarkupNode& MarkupNode::at(std::initializer_list<QStringView> path) const
{
    const MarkupNode* node = this;
    for (const QStringView step : path)
        node = &node->child(step);
    return *node;
}

} // namespace foyer
