// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QUndoStack>

#include <utility>

namespace foyer {

/// The part of a draft's history that does not depend on what the draft is.
class DraftHistoryBase : public QObject
{
    Q_OBJECT

public:
    explicit DraftHistoryBase(QObject* parent = nullptr);

    QUndoStack& stack() { return m_stack; }

Q_SIGNALS:
    void changed();

protected:
    /// The number under which steps of one field join; -1 for none.
    int fieldId(const QString& field);

private:
    QUndoStack m_stack;
    QStringList m_fields; ///< of steps that can be joined; an index into it is their id
};

/// A draft, a value that can be compared, and its way here. Typing on in one field is one step.
template <class Draft>
class DraftHistory : public DraftHistoryBase
{
public:
    using DraftHistoryBase::DraftHistoryBase;

    const Draft& draft() const { return m_draft; }

    /// Begins anew: nothing can be undone.
    void reset(const Draft& draft)
    {
        stack().clear();
        set(draft);
    }

    /// @param what  for Undo: "Change Title"
    /// @param field  what is being typed in: the next step of the same field joins this one; empty: never
    void apply(const Draft& draft, const QString& what, const QString& field = {})
    {
        if (draft != m_draft)
            stack().push(new Step{*this, draft, what, fieldId(field)});
    }

private:
    class Step : public QUndoCommand
    {
    public:
        Step(DraftHistory& history, Draft after, const QString& what, int field)
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
        Draft m_before;
        Draft m_after;
        int m_field;
    };

    void set(const Draft& draft)
    {
        m_draft = draft;
        Q_EMIT changed();
    }

    Draft m_draft;
};

} // namespace foyer
