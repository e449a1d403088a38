// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/gallery.h"
#include "app/invoices/reminder_clock.h"
#include "app/mail/courier.h"
#include "ui/desktop/embedded_portal.h"
#include "ui/desktop/item_windows.h"
#include "ui/desktop/tray.h"
#include "ui/main_window/main_window.h"

#include <memory>

namespace foyer {

class AddressBookPage;
class AutomationsPage;
class CataloguePage;
class ConflictsPage;
class ContractTemplatesPage;
class InvoicesPage;
class JobsPage;
class OutboxPage;
class PaymentsPage;
class SettingsPage;

/// One open studio on the desktop: its portal, its window with the pages, the tray, and what leads from one
/// to the other. Dies in reverse order.
class Desktop : public QObject
{
    Q_OBJECT

public:
    /// @param database, theme, settings  outlive this
    Desktop(Database& database, Theme& theme, QSettings& settings);
    ~Desktop() override;

    /// Shows the window, publishes the portal, and reminds of invoices from now on.
    void start();
    /// Of a second start, or the command line.
    void offerFiles(const QStringList& files);
    /// Without asking: takes the portal offline, once everybody who waits has an answer, and ends the
    /// program.
    void quit();
    MainWindow& window() { return m_window; }
    EmbeddedPortal& portal() { return m_portal; }

private:
    void connectWindow();
    void connectAddressBook();
    void connectJobs();
    void connectMoney();
    void connectAutomations();
    /// The keys for "new", "find", "undo" and "redo" go with the page, so that no two actions ever wait for
    /// the same ones.
    void shareKeys();
    void connectConflicts();
    void connectMail();
    void openGallery(gallery::Kind kind);
    void openInstalled(gallery::Kind kind, qint64 row);
    /// Who at a shared email asked for a new password stands in the status bar until they are helped.
    void watchResets();
    void importFile(const QString& path);
    void exportContacts(const std::vector<ContactId>& ids);
    void openStudio();
    void preview(ContactId contact);
    bool mayClose();
    bool mayGoOffline();
    /// What is typed on the page of automations is asked about. @param then  called when it may be left later
    bool mayLeaveAutomations(std::function<void()> then);
    bool askToKeepOnline();

    Database& m_database;
    QSettings& m_settings;
    invoices::ReminderClock m_reminders;
    mail::Courier m_courier;
    EmbeddedPortal m_portal;
    MainWindow m_window;
    Tray m_tray;
    std::size_t m_resetsWanted = 0;
    AddressBookPage* m_addressBook;
    JobsPage* m_jobs;
    InvoicesPage* m_invoices;
    PaymentsPage* m_payments;
    CataloguePage* m_catalogue;
    ContractTemplatesPage* m_templates;
    AutomationsPage* m_automations;
    ItemWindows m_items;
    OutboxPage* m_outbox;
    ConflictsPage* m_conflicts = nullptr;
    SettingsPage* m_settingsPage;
    bool m_isQuitting = false;
};

} // namespace foyer
