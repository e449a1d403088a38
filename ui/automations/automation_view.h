// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/automation_store.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QTabWidget;
class QToolButton;

namespace foyer {

class AutomationEditor;
class BackgroundJob;
class RunsView;

/// One automation: whether it is on, what it does, and what it did.
class AutomationView : public QWidget
{
    Q_OBJECT

public:
    explicit AutomationView(Database& database, QWidget* parent = nullptr);

    void show(AutomationId id);
    using QWidget::show;
    std::optional<AutomationId> automation() const;
    AutomationEditor& editor() { return *m_editor; }
    RunsView& runs() { return *m_runs; }
    void showHistory();
    void take(const Changes& changes);
    /// Where the secret is asked for with which its webhooks are signed; by uid.
    /// Called on a thread of its own, for a keyring may take its time.
    void setWebhookSecret(std::function<Result<QByteArray>(const QString& automationUid)> secret);

Q_SIGNALS:
    void backWanted();
    void switchWanted(foyer::AutomationId id, bool isOn);
    void said(const QString& sentence);

private:
    void build();
    void showState(const Automation& automation);
    void rehearse();
    void copySecret();

    Database& m_database;
    QTimer m_soon; ///< many changes in a row are one look
    std::function<Result<QByteArray>(const QString&)> m_webhookSecret;
    QToolButton* m_back;
    QLabel* m_name;
    QLabel* m_state;
    QPushButton* m_switch;
    QPushButton* m_secret;
    QTabWidget* m_tabs;
    AutomationEditor* m_editor;
    BackgroundJob* m_asking; ///< a keyring for a secret
    RunsView* m_runs;
};

} // namespace foyer
