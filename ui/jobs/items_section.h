// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/invoice_store.h"
#include "app/items/files.h"
#include "app/items/item.h"
#include "app/jobs/job.h"
#include "ui/address_book/studio_edits.h"
#include "ui/common/background_job.h"
#include "ui/common/invoice_standing.h"

#include <QWidget>

#include <map>
#include <optional>
#include <vector>

class QLabel;
class QMenu;
class QVBoxLayout;

namespace foyer {

/// Everything of a job that a client can be shown: orders, contracts, questionnaires, invoices, files, with
/// their state and what can be done with them.
class ItemsSection : public QWidget
{
    Q_OBJECT

public:
    explicit ItemsSection(StudioEdits& edits, QWidget* parent = nullptr);

    void show(JobId job);
    using QWidget::show;
    void refresh();
    /// Keeps these with the job; says which could not be.
    void addFiles(const QStringList& paths);

Q_SIGNALS:
    void newItemWanted(foyer::JobId job, foyer::ItemKind kind);
    void itemOpened(foyer::ItemId item, foyer::ItemKind kind);
    void said(const QString& sentence); ///< for a toast
    void failed(const foyer::Error& error);

private:
    /// What an invoice is, beyond an item.
    struct InvoiceFacts
    {
        bool isCreditNote;
        Money open; ///< what is still to be paid
        Standing standing;
    };
    struct Person
    {
        ContactId id;
        QString name;
    };
    /// What is shown, of one moment.
    struct View
    {
        std::vector<Item> items;
        std::map<ItemId, files::FileFacts> files;
        std::map<ItemId, Instant> viewed;
        std::map<ItemId, std::vector<invoices::OrderInvoice>> charged; ///< of orders
        std::map<ItemId, InvoiceFacts> invoices;
        std::map<ContactId, QString> names;
        std::vector<Person> people; ///< on the job, and can be shared with
    };

    Result<View> read(const Snapshot& snapshot, JobId job) const;
    void showView();
    Result<InvoiceFacts> readInvoice(const Snapshot& snapshot, const Item& item) const;
    QWidget* lineFor(const Item& item);
    QString kindOf(const Item& item) const;
    Standing standingFor(const Item& item) const;
    QString facts(const Item& item) const;
    QStringList charges(const Item& order) const;
    QString dates(const Item& item) const;
    void fillMenu(QMenu* menu, const Item& item);
    void fillShareMenu(QMenu* menu, const Item& item);
    void openItem(const Item& item);
    void chooseFiles();
    void saveCopy(const Item& item);
    void rename(const Item& item);
    void setShared(const Item& item, const Person& with, bool isShared);
    void shareWithSomebodyElse(const Item& item);
    void remove(const Item& item);
    void askToVoid(const Item& item);

    StudioEdits& m_edits;
    std::optional<JobId> m_job;
    View m_view;
    QVBoxLayout* m_lines;
    QLabel* m_nothing;
    BackgroundJob m_reading;
};

} // namespace foyer
