// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/storage/database.h"

#include <QUndoStack>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QAction;
class QCheckBox;
class QHBoxLayout;
class QListWidget;
class QSplitter;
class QStackedWidget;

namespace foyer {

class StudioEdits;
class Toast;

/// What somebody keeps of one kind of template: the list, and the one that is written beside it. What is
/// archived can be brought back, every step can be undone.
class TemplateShelf : public QWidget
{
    Q_OBJECT

public:
    QUndoStack* undoStack() { return &m_stack; }
    QAction* createAction() const { return m_create; }
    void showTemplate(TemplateId id);
    /// What was typed last is on its way to the disk; for whoever closes the window around this.
    virtual void saveNow() = 0;

protected:
    struct Words
    {
        QString title; ///< empty: whatever is around this says it
        QString listName;
        QString newName; ///< of a new template, until somebody names it
        QString iconName;
        QString emptyTitle;
        QString emptyText;
        QString archivedText; ///< what being archived means
    };
    struct Row
    {
        TemplateId id;
        QString name;
        bool isArchived;
        QString remark = {};   ///< for the tool tip; plain text
        bool isMarked = false; ///< something about it wants to be looked at
    };
    using Making = std::function<Result<TemplateId>(Transaction&)>;
    using Changing = std::function<Result<void>(Transaction&)>;

    TemplateShelf(Database& database, QWidget* parent);

    /// Once, at the end of the constructor of what derives from this.
    void build(const Words& words, QWidget* editor);
    void addTool(QAction* action); ///< beside New
    void say(const QString& sentence);
    /// For what stands on no stack.
    void offerUndo(const QString& sentence, std::function<void()> undo);
    void reload();
    std::optional<TemplateId> current() const;

    virtual Result<std::vector<Row>> rows(const Snapshot& snapshot, bool withArchived) const = 0;
    virtual Making adding(const QString& name) const = 0;
    virtual Making duplicating(TemplateId id) const = 0;
    virtual Changing archiving(TemplateId id) const = 0;
    virtual Changing bringingBack(TemplateId id) const = 0;
    /// Why it cannot be archived now, in a sentence; empty: it can.
    virtual QString obstacleToArchive(TemplateId) const { return {}; }
    virtual void edit(TemplateId id) = 0;
    virtual std::optional<TemplateId> edited() const = 0;
    virtual bool isDirty() const = 0;
    virtual QWidget* nameField() const = 0; ///< gets the focus when a template is new

    Database& database() const { return m_database; }

    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void create();
    void duplicate();
    void setArchived(bool isArchived);
    void showCurrent();
    void made(const Result<TemplateId>& id, bool isNew);

    Database& m_database;
    QUndoStack m_stack;
    StudioEdits* m_edits;
    Words m_words;
    QListWidget* m_list;
    QCheckBox* m_withArchived;
    QSplitter* m_parts;
    QStackedWidget* m_right;
    QHBoxLayout* m_tools;
    QAction* m_create;
    QAction* m_duplicate;
    QAction* m_archive;
    Toast* m_toast;
    bool m_isLoading = false;
};

} // namespace foyer
