// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/desktop.h"

#include "app/automations/webhook_courier.h"
#include "app/contacts/contact_store.h"
#include "app/portal_access/account_store.h"
#include "ui/address_book/address_book_page.h"
#include "ui/automations/automations_page.h"
#include "ui/common/dropped_files.h"
#include "ui/conflicts/conflicts_page.h"
#include "ui/contracts/contract_templates_page.h"
#include "ui/export/export_dialog.h"
#include "ui/gallery/gallery_dialog.h"
#include "ui/import/import_dialog.h"
#include "ui/invoices/invoices_page.h"
#include "ui/jobs/jobs_page.h"
#include "ui/main_window/close_decision.h"
#include "ui/orders/catalogue_page.h"
#include "ui/outbox/outbox_page.h"
#include "ui/payments/payments_page.h"
#include "ui/payments/statements/statement_import_dialog.h"
#include "ui/preview/preview_window.h"
#include "ui/settings/settings_page.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"

#include <QApplication>
#include <QCheckBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QStatusBar>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString keepsPortalKey = u"portal/keepOnlineWhenClosed"_s;

std::optional<bool> keepsPortal(const QSettings& settings)
{
    return settings.contains(keepsPortalKey) ? std::optional{settings.value(keepsPortalKey).toBool()}
                                             : std::nullopt;
}

} // namespace

Desktop::Desktop(Database& database, Theme& theme, QSettings& settings)
    : m_database{database}
    , m_settings{settings}
    , m_wheelGuard{*qApp}
    , m_reminders{database}
    , m_courier{database, secrets::openLate(database, secrets::Machine::Desktop)}
    , m_scheduler{database}
    , m_webhooks{database, secrets::openLate(database, secrets::Machine::Desktop)}
    , m_portal{database, settings}
    , m_window{{theme, settings, m_portal}, QFileInfo{database.file()}.completeBaseName()}
    , m_tray{m_portal}
    , m_items{database, m_window}
{
    const auto origin = [this] { return m_portal.origin(); };
    m_addressBook = new AddressBookPage{database, origin};
    m_jobs = new JobsPage{m_addressBook->edits()};
    m_invoices = new InvoicesPage{database};
    m_payments = new PaymentsPage{database};
    m_catalogue = new CataloguePage{database};
    m_templates = new ContractTemplatesPage{database};
    m_automations = new AutomationsPage{m_addressBook->edits(), origin};
    m_outbox = new OutboxPage{database};
    m_conflicts = new ConflictsPage{m_addressBook->edits()};
    m_settingsPage = new SettingsPage{database, theme, origin};
    m_window.addPage(m_addressBook, tr("&Address Book"), u"book-user"_s);
    m_window.addPage(m_jobs, tr("&Jobs"), u"briefcase"_s);
    m_window.addPage(m_invoices, tr("&Invoices"), u"receipt"_s);
    m_window.addPage(m_payments, tr("&Payments"), u"list-checks"_s);
    m_window.addPage(m_catalogue, tr("Catalo&gue"), u"book-open"_s);
    m_window.addPage(m_templates, tr("Contract Te&mplates"), u"file-text"_s);
    m_window.addPage(m_automations, tr("A&utomations"), u"zap"_s);
    m_window.addPage(m_outbox, tr("&Outbox"), u"inbox"_s);
    m_window.addPage(m_conflicts, tr("&Conflicts"), u"triangle-alert"_s);
    m_window.addPage(m_settingsPage, tr("&Settings"), u"settings"_s);
    connectWindow();
    connectAddressBook();
    connectJobs();
    connectMoney();
    connectAutomations();
    connectMail();
    shareKeys();
    connectConflicts();
    watchResets();
    // The window may be gone while the portal goes on.
    QApplication::setQuitOnLastWindowClosed(false);
}

Desktop::~Desktop() = default;

void Desktop::start()
{
    m_window.show();
    if (m_window.currentPage() == m_addressBook)
        m_addressBook->actions().find->trigger();
    m_portal.start();
    m_reminders.start();
    m_courier.start();
    m_scheduler.start();
    m_webhooks.start();
}

void Desktop::connectWindow()
{
    connect(m_window.importAction(), &QAction::triggered, this, [this] {
        const QString file = ImportDialog::askForFile(&m_window, m_settings);
        if (!file.isEmpty())
            importFile(file);
    });
    connect(m_window.exportAction(), &QAction::triggered, this, [this] { exportContacts({}); });
    connect(m_window.openStudioAction(), &QAction::triggered, this, &Desktop::openStudio);
    connect(m_window.settingsAction(), &QAction::triggered, this,
            [this] { m_window.showPage(m_settingsPage); });
    connect(m_window.quitAction(), &QAction::triggered, this, [this] {
        const bool isSure = !m_portal.isOn() || m_portal.clientsIn() == 0 || mayGoOffline();
        if (isSure && mayLeaveAutomations([this] { m_window.quitAction()->trigger(); }) && m_items.closeAll())
            quit();
    });
    connect(&m_window, &MainWindow::filesOffered, this, &Desktop::offerFiles);
    m_window.setCloseGuard([this] { return mayClose(); });
    connect(&m_tray, &Tray::openAsked, &m_window, &MainWindow::comeForward);
    connect(&m_tray, &Tray::quitAsked, this, &Desktop::quit);
}

void Desktop::connectAddressBook()
{
    const AddressBookPage::Actions& actions = m_addressBook->actions();
    m_window.setPageActions({.create = actions.newContact,
                             .undo = actions.undo,
                             .redo = actions.redo,
                             .edit = {actions.edit, actions.archive, actions.restore, actions.remove,
                                      actions.addTag, actions.copy},
                             .find = actions.find});
    // In the menus of the window, so their keys work wherever in the window the focus is.
    for (QAction* action : {actions.newContact, actions.find, actions.undo, actions.redo})
        action->setShortcutContext(Qt::WindowShortcut);
    for (QAction* action : {actions.newContact, actions.find})
        connect(action, &QAction::triggered, this, [this] { m_window.showPage(m_addressBook); });
    connect(m_addressBook, &AddressBookPage::previewRequested, this, &Desktop::preview);
    connect(m_addressBook, &AddressBookPage::exportRequested, this, &Desktop::exportContacts);
    connect(m_addressBook, &AddressBookPage::outboxRequested, this, [this] { m_window.showPage(m_outbox); });
    connect(m_addressBook, &AddressBookPage::importRequested, this, [this](const QStringList& files) {
        if (files.isEmpty())
            m_window.importAction()->trigger();
        else
            offerFiles(files);
    });
    connect(&m_portal, &PortalControl::changed, m_addressBook, &AddressBookPage::refreshLinks);
}

void Desktop::connectJobs()
{
    const JobsPage::Actions& jobs = m_jobs->actions();
    m_window.setPageActions({.create = jobs.newJob, .edit = {jobs.find}});
    for (QAction* action : {jobs.newJob, jobs.find})
        connect(action, &QAction::triggered, this, [this] { m_window.showPage(m_jobs); });
    connect(m_jobs, &JobsPage::newItemWanted, &m_items, &ItemWindows::create);
    connect(m_jobs, &JobsPage::itemOpened, &m_items, &ItemWindows::open);
    connect(&m_items, &ItemWindows::failed, &m_window, &MainWindow::say);
    connect(m_catalogue, &CataloguePage::failed, &m_window, &MainWindow::say);
    connect(m_jobs, &JobsPage::contactActivated, this, [this](ContactId contact) {
        m_window.showPage(m_addressBook);
        m_addressBook->showContact(contact);
    });
    connect(m_addressBook, &AddressBookPage::jobActivated, this, [this](JobId job) {
        m_window.showPage(m_jobs);
        m_jobs->showJob(job);
    });
    connect(m_addressBook, &AddressBookPage::jobRequested, this, [this](ContactId client) {
        m_window.showPage(m_jobs);
        m_jobs->createJob(client);
    });
}

void Desktop::connectMoney()
{
    const auto open = [this](ItemId invoice) { m_items.open(invoice, ItemKind::Invoice); };
    const auto note = [this](QWidget* page) {
        return [this, page](const QString& text) { m_window.setPageNote(page, text); };
    };
    connect(m_invoices, &InvoicesPage::invoiceWanted, this, open);
    connect(m_invoices, &InvoicesPage::jobWanted, this, [this](JobId job) {
        m_window.showPage(m_jobs);
        m_jobs->showJob(job);
    });
    connect(m_invoices, &InvoicesPage::said, &m_window, &MainWindow::say);
    connect(m_invoices, &InvoicesPage::noteChanged, this, note(m_invoices));
    connect(m_payments, &PaymentsPage::invoiceWanted, this, open);
    connect(m_payments, &PaymentsPage::said, &m_window, &MainWindow::say);
    connect(m_payments, &PaymentsPage::statementWanted, this, [this] {
        auto* dialog = new StatementImportDialog{m_database, m_settings, {}, &m_window};
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(m_payments, &PaymentsPage::bankLinesWanted, this, [this] {
        auto* dialog = new StatementImportDialog{m_database, m_settings, {}, &m_window};
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
        dialog->sortOut();
    });
    connect(m_payments, &PaymentsPage::noteChanged, this, note(m_payments));
    m_window.setPageActions({.create = m_payments->recordAction(), .edit = {}});
    connect(m_payments->recordAction(), &QAction::triggered, this, [this] { m_window.showPage(m_payments); });
    m_window.setPageActions({.edit = {m_invoices->findAction(), m_payments->findAction()}});
    for (const auto& [action, page] : {std::pair<QAction*, QWidget*>{m_invoices->findAction(), m_invoices},
                                       std::pair<QAction*, QWidget*>{m_payments->findAction(), m_payments}})
        connect(action, &QAction::triggered, this, [this, page = page] { m_window.showPage(page); });
    const RefundCard refundCard = [cards = m_portal.cards()](PaymentId payment, qint64 amount) {
        return cards->refund(payment, amount);
    };
    m_payments->setRefundCard(refundCard);
    m_items.setRefundCard(refundCard);
    m_invoices->reload(); // what waits stands in the rail from the beginning
    m_payments->reload();
}

void Desktop::connectAutomations()
{
    const auto showJob = [this](JobId job) {
        m_window.showPage(m_jobs);
        m_jobs->showJob(job);
    };
    const auto showMail = [this](MailId mail) {
        m_window.showPage(m_outbox);
        m_outbox->showMail(mail);
    };
    connect(m_automations, &AutomationsPage::jobWanted, this, showJob);
    connect(m_automations, &AutomationsPage::mailWanted, this, showMail);
    connect(m_jobs, &JobsPage::mailWanted, this, showMail);
    connect(m_automations, &AutomationsPage::noteChanged, this,
            [this](const QString& note) { m_window.setPageNote(m_automations, note); });
    m_window.setPageActions({.create = m_automations->createAction(), .edit = {}});
    connect(m_automations->createAction(), &QAction::triggered, this,
            [this] { m_window.showPage(m_automations); });
    m_automations->setGallery([this] { openGallery(gallery::Kind::Automation); });
    m_automations->setWebhookSecret([&studio = m_database](const QString& uid) {
        const auto store = secrets::openLate(studio, secrets::Machine::Desktop);
        auto secret = automations::ensureWebhookSecret(*store, uid);
        studio.releaseThisThread();
        return secret;
    });
    m_automations->reload(); // what waits stands in the rail from the beginning
}

void Desktop::shareKeys()
{
    QAction* undo = m_templates->undoStack()->createUndoAction(this, tr("Undo"));
    QAction* redo = m_templates->undoStack()->createRedoAction(this, tr("Redo"));
    undo->setIcon(icon(u"undo-2"_s));
    redo->setIcon(icon(u"redo-2"_s));
    m_window.setPageActions({.create = m_catalogue->createAction(), .edit = {}});
    m_window.setPageActions({.create = m_templates->createAction(), .undo = undo, .redo = redo, .edit = {}});
    connect(m_catalogue->createAction(), &QAction::triggered, this,
            [this] { m_window.showPage(m_catalogue); });
    connect(m_templates->createAction(), &QAction::triggered, this,
            [this] { m_window.showPage(m_templates); });

    const AddressBookPage::Actions& contacts = m_addressBook->actions();
    const JobsPage::Actions& jobs = m_jobs->actions();
    const QList<QKeySequence> undoKeys = contacts.undo->shortcuts();
    const QList<QKeySequence> redoKeys = contacts.redo->shortcuts();
    const auto giveKeys = [=, this](const QWidget* page) {
        const bool areTemplates = page == m_templates;
        QAction* create = page == m_jobs          ? jobs.newJob
                          : page == m_catalogue   ? m_catalogue->createAction()
                          : page == m_payments    ? m_payments->recordAction()
                          : page == m_automations ? m_automations->createAction()
                          : areTemplates          ? m_templates->createAction()
                                                  : contacts.newContact;
        // A text being written has a search of its own.
        QAction* find = page == m_jobs       ? jobs.find
                        : page == m_invoices ? m_invoices->findAction()
                        : page == m_payments ? m_payments->findAction()
                        : page == m_outbox   ? m_outbox->findAction()
                        : areTemplates       ? nullptr
                                             : contacts.find;
        for (QAction* action :
             {contacts.newContact, jobs.newJob, m_catalogue->createAction(), m_templates->createAction(),
              m_payments->recordAction(), m_automations->createAction(), contacts.find, jobs.find,
              m_invoices->findAction(), m_payments->findAction(), m_outbox->findAction(), contacts.undo,
              contacts.redo, undo, redo})
            action->setShortcuts(QList<QKeySequence>{});
        create->setShortcut(QKeySequence::New);
        if (find)
            find->setShortcut(QKeySequence::Find);
        (areTemplates ? undo : contacts.undo)->setShortcuts(undoKeys);
        (areTemplates ? redo : contacts.redo)->setShortcuts(redoKeys);
        for (QAction* action : {undo, redo})
            action->setVisible(areTemplates);
        for (QAction* action : {contacts.undo, contacts.redo})
            action->setVisible(!areTemplates);
    };
    connect(&m_window, &MainWindow::pageShown, this, giveKeys);
    giveKeys(m_window.currentPage());
}

void Desktop::connectConflicts()
{
    connect(m_conflicts, &ConflictsPage::contactActivated, this, [this](ContactId contact) {
        m_window.showPage(m_addressBook);
        m_addressBook->showContact(contact);
    });
    connect(m_conflicts, &ConflictsPage::mergeRequested, m_addressBook, &AddressBookPage::mergeContacts);
    connect(m_conflicts, &ConflictsPage::countChanged, this,
            [this](const QString& count) { m_window.setPageNote(m_conflicts, count); });
    connect(m_conflicts, &ConflictsPage::failed, &m_window, &MainWindow::say);
}

void Desktop::connectMail()
{
    connect(m_outbox, &OutboxPage::failed, &m_window, &MainWindow::say);
    connect(m_outbox, &OutboxPage::noteChanged, this,
            [this](const QString& note) { m_window.setPageNote(m_outbox, note); });
    m_window.setPageNote(m_outbox, m_outbox->note()); // what waits stands in the rail from the beginning
    connect(m_outbox, &OutboxPage::accountWanted, this, [this] {
        m_settingsPage->showMail();
        m_window.showPage(m_settingsPage);
    });
    connect(m_outbox, &OutboxPage::portalSettingsWanted, this, [this] {
        m_settingsPage->showPortal();
        m_window.showPage(m_settingsPage);
    });
    m_window.setPageActions({.edit = {m_outbox->findAction()}});
    connect(m_outbox->findAction(), &QAction::triggered, this, [this] { m_window.showPage(m_outbox); });
    connect(m_window.galleryAction(), &QAction::triggered, this,
            [this] { openGallery(gallery::Kind::Email); });
    connect(m_settingsPage, &SettingsPage::otherOpenWanted, this, &Desktop::openInstalled);
}

void Desktop::openGallery(gallery::Kind kind)
{
    auto* dialog = new GalleryDialog{m_database, kind, &m_window};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &GalleryDialog::openWanted, this, &Desktop::openInstalled);
    dialog->open();
}

void Desktop::openInstalled(gallery::Kind kind, qint64 row)
{
    switch (kind) {
    case gallery::Kind::Email:
        m_window.showPage(m_settingsPage);
        return m_settingsPage->showEmailTemplate(TemplateId{row});
    case gallery::Kind::Contract:
        m_window.showPage(m_templates);
        return m_templates->showTemplate(TemplateId{row});
    case gallery::Kind::Package:
        return m_window.showPage(m_catalogue);
    case gallery::Kind::Questionnaire:
        return m_window.say(tr("It is offered under “Templates” in every questionnaire of a job."));
    case gallery::Kind::Automation:
        m_window.showPage(m_automations);
        return m_automations->showAutomation(AutomationId{row});
    }
}

void Desktop::watchResets()
{
    auto* button = new QPushButton{icon(u"key-round"_s), QString{}};
    button->setObjectName(u"resetsWanted"_s);
    theme::setButtonRole(button, theme::ButtonRole::Link);
    m_window.statusBar()->addPermanentWidget(button);
    connect(button, &QPushButton::clicked, this, [this] {
        const auto wanting = m_database.read(portal_access::wantingReset);
        if (!wanting || wanting->empty())
            return;
        m_window.showPage(m_addressBook);
        m_addressBook->showContact(wanting->front());
    });
    const auto look = [this, button] {
        const auto wanting = m_database.read(portal_access::wantingReset);
        const auto count = wanting ? wanting->size() : 0;
        button->setVisible(count > 0);
        button->setText(tr("Reset wanted: %n contact(s)", nullptr, int(count)));
        if (count > m_resetsWanted)
            m_tray.tell(tr("A client at a shared email forgot their password and needs your help."));
        m_resetsWanted = count;
    };
    connect(&m_database, &Database::changed, button, [look](const Changes& changes) {
        if (changes.touches(Entity::PortalAccount))
            look();
    });
    look();
}

void Desktop::offerFiles(const QStringList& files)
{
    m_window.comeForward();
    for (const QString& file : files)
        importFile(file);
}

void Desktop::importFile(const QString& path)
{
    auto* dialog = new ImportDialog{m_database, m_settings, &m_window};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this] { m_window.showPage(m_addressBook); });
    dialog->open();
    dialog->open(path);
}

void Desktop::exportContacts(const std::vector<ContactId>& ids)
{
    auto* dialog = new ExportDialog{m_database, m_settings, ids, &m_window};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::exported, this, [this](int count, const QString& path) {
        m_window.say(tr("%n contact(s) written to %1", nullptr, count).arg(QFileInfo{path}.fileName()));
    });
    dialog->open();
}

void Desktop::openStudio()
{
    const QString file = QFileDialog::getOpenFileName(
        &m_window, tr("Open Studio"), QFileInfo{m_database.file()}.absolutePath(), tr("Studios (*.foyer)"));
    if (file.isEmpty())
        return;
    // A program of its own: each studio has its own portal, and a trouble with one is none of the other's.
    if (!QProcess::startDetached(QApplication::applicationFilePath(), {u"--studio"_s, file}))
        m_window.say(tr("The studio could not be opened in a second window."));
}

void Desktop::preview(ContactId contact)
{
    const auto brief =
        m_database.read([&](const Snapshot& snapshot) { return contacts::brief(snapshot, contact); });
    if (!brief) {
        m_window.say(tr("This contact is not there any more."));
        return;
    }
    const auto address = [this](ContactId id) { return m_portal.previewOf(id); };
    const QString trouble = PreviewWindow::show(m_database, address, contact, brief->name, &m_window);
    if (!trouble.isEmpty())
        m_window.say(trouble);
}

bool Desktop::mayClose()
{
    if (m_isQuitting)
        return true;
    switch (closeStep(m_portal.isOn(), m_tray.isThere(), keepsPortal(m_settings))) {
    case CloseStep::Quit:
        break;
    case CloseStep::Hide:
        return true;
    case CloseStep::AskToKeep:
        if (!askToKeepOnline())
            return false;
        if (*keepsPortal(m_settings)) {
            m_tray.tellStillOnline();
            return true;
        }
        break;
    case CloseStep::AskToGoOffline:
        if (!mayGoOffline())
            return false;
        break;
    }
    if (!mayLeaveAutomations([this] { m_window.close(); }) || !m_items.closeAll())
        return false;
    quit();
    return true;
}

bool Desktop::mayLeaveAutomations(std::function<void()> then)
{
    if (m_automations->mayLeave(std::move(then)))
        return true;
    m_window.showPage(m_automations); // the question stands above it
    return false;
}

bool Desktop::askToKeepOnline()
{
    QMessageBox box{QMessageBox::Question, tr("Keep the portal online?"), tr("Keep the portal online?"),
                    QMessageBox::Cancel, &m_window};
    box.setInformativeText(
        tr("Foyer can go on in the tray, so that your clients still reach their portal. This is "
           "asked once."));
    const QPushButton* keep = box.addButton(tr("&Keep Online"), QMessageBox::AcceptRole);
    const QPushButton* leave = box.addButton(tr("&Take Offline and Quit"), QMessageBox::DestructiveRole);
    box.exec();
    if (box.clickedButton() != keep && box.clickedButton() != leave)
        return false;
    m_settings.setValue(keepsPortalKey, box.clickedButton() == keep);
    return true;
}

bool Desktop::mayGoOffline()
{
    QMessageBox box{QMessageBox::Question, tr("Take the portal offline?"),
                    tr("Take the portal offline and quit?"), QMessageBox::Cancel, &m_window};
    box.setInformativeText(m_portal.clientsIn() > 0
                               ? tr("In the portal right now: %n client(s).", nullptr, m_portal.clientsIn())
                               : tr("Until you start Foyer again, clients do not reach their portal."));
    const QPushButton* sure = box.addButton(tr("&Quit"), QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == sure;
}

void Desktop::quit()
{
    m_isQuitting = true;
    m_templates->saveNow();
    m_automations->saveNow();
    m_settingsPage->saveNow();
    m_items.end();
    for (QWidget* window : QApplication::topLevelWidgets())
        window->close();
    m_portal.stop();
    QApplication::quit();
}

} // namespace foyer
