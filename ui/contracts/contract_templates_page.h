// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contracts/contract_templates.h"
#include "app/storage/database.h"

#include <QUndoStack>
#include <QWidget>

class QAction;
class QCheckBox;
class QListWidget;
class QSplitter;
class QStackedWidget;

namespace foyer {

class StudioEdits;
class TemplateEditor;
class Toast;

/// What contracts begin as: the list, and the one that is written.
class ContractTemplatesPage : public QWidget
{
    Q_OBJECT

public:
    explicit ContractTemplatesPage(Database& database, QWidget* parent = nullptr);

    QUndoStack* undoStack() { return &m_stack; }
    QAction* createAction() const { return m_create; }
    void showTemplate(TemplateId id);
    /// What was typed last is on its way to the disk; for whoever closes the window around this.
    void saveNow();

protected:
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void reload();
    void create();
    void duplicate();
    void setArchived(bool isArchived);
    void showCurrent();
    std::optional<TemplateId> current() const;

    Database& m_database;
    QUndoStack m_stack;
    StudioEdits* m_edits;
    TemplateEditor* m_editor;
    QListWidget* m_list;
    QCheckBox* m_withArchived;
    QSplitter* m_parts;
    QStackedWidget* m_right;
    QAction* m_create;
    QAction* m_duplicate;
    QAction* m_archive;
    Toast* m_toast;
    bool m_isLoading = false;
};

} // namespace foyer
