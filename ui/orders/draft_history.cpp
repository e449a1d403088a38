// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/orders/draft_history.h"

namespace foyer {

class DraftHistory::Step : public QUndoCommand
{
public:
    Step(DraftHistory& history, OrderDraft after, const QString& what, int field)
        : QUndoCommand{what}
        , m_history{history}
        , m_before{history.m_draft}
        , m_after{std::move(after)}
        , m_field{field}
    {
    }

    void redo() override { m_history.set(m_after); }
    void undo() override { m_history.set(m_before); }
    int id() const override { return m_field; }

    bool mergeWith(const QUndoCommand* next) override
    {
        m_after = static_cast<const Step*>(next)->m_after;
        setObsolete(m_after == m_before);
        return true;
    }

private:
    DraftHistory& m_history;
    OrderDraft m_before;
    OrderDraft m_after;
    int m_field;
};

DraftHistory::DraftHistory(QObject* parent)
    : QObject{parent}
{
}

void DraftHistory::reset(const OrderDraft& draft)
{
    m_stack.clear();
    set(draft);
}

void DraftHistory::apply(const OrderDraft& draft, const QString& what, const QString& field)
{
    if (draft == m_draft)
        return;
    int id = -1;
    if (!field.isEmpty()) {
        id = int(m_fields.indexOf(field));
        if (id < 0) {
            id = int(m_fields.size());
            m_fields.append(field);
        }
    }
    m_stack.push(new Step{*this, draft, what, id});
}

void DraftHistory::set(const OrderDraft& draft)
{
    m_draft = draft;
    Q_EMIT changed();
}

} // namespace foyer
