// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/database.h"

#include <QObject>
#include <QUndoStack>

#include <functional>

namespace foyer {

/// Changes to the studio that can be taken back: each is written behind the window's back and stands on one
/// undo stack. Window's thread only.
class StudioEdits : public QObject
{
    Q_OBJECT

public:
    using Work = std::function<Result<void>(Transaction&)>;

    /// Both works run on the writing thread: they hold values, no widgets.
    struct Edit
    {
        QString name; ///< "Delete Mara Lind": stands after Undo and Redo in the menu
        Work redo;
        Work undo;
        QString said; ///< what the toast says once it is committed; empty: nothing
    };

    /// @param stack  of the window
    StudioEdits(Database& database, QUndoStack& stack, QObject* parent = nullptr);

    Database& database() { return m_database; }
    QUndoStack& stack() { return m_stack; }

    /// Does it, and puts it on the stack. What cannot be committed is announced and leaves no step behind.
    void perform(Edit edit);
    /// Puts on the stack what was committed already.
    void remember(Edit edit);

Q_SIGNALS:
    void performed(const QString& said);
    void takenBack(const QString& name);
    void failed(const QString& name, const foyer::Error& error);

private:
    class Command;
    void push(Edit edit, bool isDone);

    Database& m_database;
    QUndoStack& m_stack;
};

} // namespace foyer
