// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/invoice_issuing.h"

#include "app/items/announce.h"
#include "ui/invoices/invoice_paper.h"

#include <utility>

namespace foyer {

namespace {

/// Another invoice may take the number while this one is printed, and again.
constexpr int mostTries = 5;

} // namespace

InvoiceIssuing::InvoiceIssuing(Database& database, QObject* parent)
    : QObject{parent}
    , m_database{database}
    , m_makePaper{invoicePaper}
{
}

void InvoiceIssuing::issue(ItemId draft, std::vector<ContactId> recipients, Done done)
{
    Q_ASSERT(!m_isRunning);
    m_isRunning = true;
    m_done = std::move(done);
    m_database.writeLater(
        Actor::studio(), this,
        [draft, recipients](Transaction& transaction) {
            return invoices::setRecipients(transaction, draft, recipients);
        },
        [this, draft, recipients](const Result<void>& set) {
            if (set)
                tryOnce(draft, recipients, mostTries);
            else
                finish(fail(set.error()));
        });
}

void InvoiceIssuing::tryOnce(ItemId draft, const std::vector<ContactId>& recipients, int triesLeft)
{
    const auto prepared =
        m_database.read([&](const Snapshot& snapshot) { return invoices::prepare(snapshot, draft); });
    if (!prepared)
        return finish(fail(prepared.error()));
    m_printing.run(
        [make = m_makePaper, prepared = *prepared](const BackgroundJob::Report&) { return make(prepared); },
        [this, prepared = *prepared, recipients, triesLeft](const Result<QByteArray>& pdf) {
            if (pdf)
                write(prepared, *pdf, recipients, triesLeft);
            else
                finish(fail(pdf.error()));
        });
}

void InvoiceIssuing::write(const invoices::Prepared& prepared, const QByteArray& pdf,
                           const std::vector<ContactId>& recipients, int triesLeft)
{
    m_database.writeLater(
        Actor::studio(), this,
        [prepared, pdf, recipients](Transaction& transaction) -> Result<Issued> {
            if (const auto version = invoices::issue(transaction, prepared, pdf); !version)
                return fail(version.error());
            auto unreached = items::announce(transaction, prepared.item, recipients);
            if (!unreached)
                return fail(unreached.error());
            return Issued{prepared.invoice.number, std::move(*unreached)};
        },
        [this, item = prepared.item, recipients, triesLeft](const Result<Issued>& issued) {
            // Stale: what it says, or its number, is another by now. What cannot be issued at all fails in
            // prepare().
            if (!issued && issued.error().fault == Fault::Conflict && triesLeft > 1)
                tryOnce(item, recipients, triesLeft - 1);
            else
                finish(issued);
        });
}

void InvoiceIssuing::finish(const Result<Issued>& result)
{
    m_isRunning = false;
    const Done done = std::exchange(m_done, {});
    done(result);
}

} // namespace foyer
