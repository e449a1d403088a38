// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/invoice_store.h"
#include "app/storage/database.h"
#include "ui/common/background_job.h"

#include <QObject>

#include <functional>

namespace foyer {

/// Issues drafts: makes the paper off the window's thread, takes the number, freezes, tells the recipients.
/// What changed in between is prepared anew. One at a time.
class InvoiceIssuing : public QObject
{
    Q_OBJECT

public:
    using MakePaper = std::function<Result<QByteArray>(const invoices::Prepared&)>;

    explicit InvoiceIssuing(Database& database, QObject* parent = nullptr);

    /// In place of invoicePaper().
    void setPaper(MakePaper makePaper) { m_makePaper = std::move(makePaper); }
    bool isRunning() const { return m_isRunning; }

    struct Issued
    {
        QString number;
        std::vector<ContactId> unreached; ///< whom no mail reaches
    };
    using Done = std::function<void(const Result<Issued>&)>;
    /// @param done  not called once this is gone. Faults: those of invoices::prepare and issue
    void issue(ItemId draft, std::vector<ContactId> recipients, Done done);

private:
    void tryOnce(ItemId draft, const std::vector<ContactId>& recipients, int triesLeft);
    void write(const invoices::Prepared& prepared, const QByteArray& pdf,
               const std::vector<ContactId>& recipients, int triesLeft);
    void finish(const Result<Issued>& result);

    Database& m_database;
    MakePaper m_makePaper;
    BackgroundJob m_printing;
    Done m_done;
    bool m_isRunning = false;
};

} // namespace foyer
