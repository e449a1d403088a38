// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/studio_edits.h"

#include <memory>

namespace foyer {

/// One step of the stack. The writing thread takes work in order, so redo, undo and redo in a hurry come
/// out right without waiting for each other.
class StudioEdits::Command : public QUndoCommand
{
public:
    Command(StudioEdits& edits, Edit edit, bool isDone)
        : QUndoCommand{edit.name}
        , m_edits{edits}
        , m_edit{std::move(edit)}
        , m_isDone{isDone}
    {
    }

    void redo() override
    {
        if (std::exchange(m_isDone, false)) {
            if (!m_edit.said.isEmpty())
                Q_EMIT m_edits.performed(m_edit.said);
            return;
        }
        run(m_edit.name, m_edit.redo, [edits = &m_edits, said = m_edit.said] {
            if (!said.isEmpty())
                Q_EMIT edits->performed(said);
        });
    }

    void undo() override
    {
        run(StudioEdits::tr("Undo %1", "an action").arg(m_edit.name), m_edit.undo,
            [edits = &m_edits, name = m_edit.name] { Q_EMIT edits->takenBack(name); });
    }

private:
    /// Runs one direction of the step, unless an earlier one failed: then the step is worth nothing.
    void run(const QString& what, const Work& work, std::function<void()> done)
    {
        if (*m_hasFailed) {
            setObsolete(true);
            return;
        }
        m_edits.m_database.writeLater(Actor::studio(), &m_edits, work,
                                      [edits = &m_edits, what, hasFailed = m_hasFailed,
                                       done = std::move(done)](const Result<void>& result) {
                                          if (result) {
                                              done();
                                              return;
                                          }
                                          *hasFailed = true;
                                          Q_EMIT edits->failed(what, result.error());
                                      });
    }

    StudioEdits& m_edits;
    Edit m_edit;
    bool m_isDone;
    std::shared_ptr<bool> m_hasFailed = std::make_shared<bool>(false);
};

StudioEdits::StudioEdits(Database& database, QUndoStack& stack, QObject* parent)
    : QObject{parent}
    , m_database{database}
    , m_stack{stack}
{
}

void StudioEdits::perform(Edit edit)
{
    push(std::move(edit), false);
}

void StudioEdits::remember(Edit edit)
{
    push(std::move(edit), true);
}

void StudioEdits::push(Edit edit, bool isDone)
{
    m_stack.push(new Command{*this, std::move(edit), isDone});
}

} // namespace foyer
