// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "ui/address_book/studio_edits.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

class QAction;
class QCheckBox;
class QStackedWidget;
class QTabWidget;
class QTableView;

namespace foyer {

class Approvals;
class AutomationSwitch;
class AutomationView;
class AutomationsModel;
class OpenTasks;
class Toast;

/// What Foyer does by itself: the automations, what they ask, and the tasks that are open.
class AutomationsPage : public QWidget
{
    Q_OBJECT

public:
    /// @param edits  what can be taken back, together with the other pages; outlives this
    /// @param portalOrigin  where links point to while no portal address is set
    AutomationsPage(StudioEdits& edits, std::function<QString()> portalOrigin, QWidget* parent = nullptr);

    QAction* createAction() const { return m_create; }
    /// Opens the Template Gallery at its automations. Without one, it is not offered.
    void setGallery(std::function<void()> openGallery);
    /// Where the secret is asked for with which webhooks are signed; by the automation's uid.
    void setWebhookSecret(std::function<Result<QByteArray>(const QString& automationUid)> secret);
    void showAutomation(AutomationId id);
    void showApprovals();
    /// @returns whether the window may be closed now; else somebody is asked, and `then` called once it may
    bool mayLeave(std::function<void()> then);
    /// For whoever ends the program without asking: what is typed is kept, unless it would act at once.
    void saveNow();
    void reload();

Q_SIGNALS:
    void jobWanted(foyer::JobId job);
    void mailWanted(foyer::MailId mail);
    /// How much waits for somebody, for the navigation: "3"; empty: nothing.
    void noteChanged(const QString& note);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeActions();
    void build();
    QWidget* makeList();
    void connectParts();
    void create();
    void duplicate();
    void archive();
    void showList();
    void showChoices();
    void fitColumns();
    std::optional<AutomationId> current() const;
    void say(const QString& sentence);

    StudioEdits& m_edits;
    std::function<void()> m_openGallery;
    QTimer m_soon; ///< many changes in a row are one look
    QAction* m_create;
    QAction* m_gallery;
    QAction* m_open;
    QAction* m_duplicate;
    QAction* m_archive;
    AutomationsModel* m_model;
    AutomationSwitch* m_switch;
    QStackedWidget* m_front;   ///< the tabs, or one automation
    QStackedWidget* m_shelves; ///< empty state, or the list
    QTabWidget* m_tabs;
    QTableView* m_table;
    QCheckBox* m_withArchived;
    Approvals* m_approvals;
    OpenTasks* m_tasks;
    AutomationView* m_view;
    Toast* m_toast;
};

} // namespace foyer
