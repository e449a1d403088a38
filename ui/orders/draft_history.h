// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/orders/order_draft.h"

#include <QObject>
#include <QUndoStack>

namespace foyer {

/// An order's draft and its way here. Typing on in one field is one step.
class DraftHistory : public QObject
{
    Q_OBJECT

public:
    explicit DraftHistory(QObject* parent = nullptr);

    const OrderDraft& draft() const { return m_draft; }
    QUndoStack& stack() { return m_stack; }

    /// Begins anew: nothing can be undone.
    void reset(const OrderDraft& draft);
    /// @param what  for Undo: "Change Title"
    /// @param field  what is being typed in: the next step of the same field joins this one; empty: never
    void apply(const OrderDraft& draft, const QString& what, const QString& field = {});

Q_SIGNALS:
    void changed();

private:
    class Step;
    void set(const OrderDraft& draft);

    OrderDraft m_draft;
    QUndoStack m_stack;
    QStringList m_fields; ///< of steps that can be joined; an index into it is their id
};

} // namespace foyer
