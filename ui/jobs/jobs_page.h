// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/item.h"
#include "app/jobs/job.h"
#include "ui/address_book/studio_edits.h"

#include <QWidget>

#include <optional>

class QAction;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace foyer {

class JobListPane;
class JobSheet;
class Toast;

/// The jobs: the list on the left, the job on the right, or one after the other where the window is narrow.
class JobsPage : public QWidget
{
    Q_OBJECT

public:
    /// @param edits  what can be taken back, together with the other pages; outlives this
    explicit JobsPage(StudioEdits& edits, QWidget* parent = nullptr);
    ~JobsPage() override;

    struct Actions
    {
        QAction* newJob;
        QAction* find;
    };
    const Actions& actions() const { return m_actions; }

    void showJob(JobId id);
    /// Asks for what it begins with. @param client  whose it will be
    void createJob(std::optional<ContactId> client = {});
    void find();

Q_SIGNALS:
    void newItemWanted(foyer::JobId job, foyer::ItemKind kind);
    void itemOpened(foyer::ItemId item, foyer::ItemKind kind);
    void contactActivated(foyer::ContactId id);
    void mailWanted(foyer::MailId mail);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void connectParts();
    void arrange();
    void tellFailure(const Error& error);

    StudioEdits& m_edits;
    Actions m_actions{};
    bool m_isNarrow = false;
    bool m_isJobInFront = false; ///< of a narrow page
    QSplitter* m_splitter;
    JobListPane* m_list;
    QWidget* m_right;
    QToolButton* m_back;
    QStackedWidget* m_stack;
    JobSheet* m_sheet;
    Toast* m_toast;
};

} // namespace foyer
