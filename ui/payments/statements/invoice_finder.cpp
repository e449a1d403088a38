// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/statements/invoice_finder.h"

#include "app/base/text.h"
#include "ui/payments/statements/statement_words.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QStandardItemModel>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostOffers = 12;
constexpr int idRole = Qt::UserRole + 1;

/// Every typed word is somewhere in it.
bool fits(const OpenInvoice& invoice, const QStringList& words)
{
    QStringList all{invoice.number, invoice.title};
    for (const QString& name : invoice.payerNames)
        all += name;
    const QString text = foldedForSearch(all.join(u' '));
    return std::all_of(words.begin(), words.end(),
                       [&text](const QString& word) { return text.contains(word); });
}

} // namespace

InvoiceFinder::InvoiceFinder(QWidget* parent)
    : QLineEdit{parent}
    , m_offers{new QStandardItemModel{this}}
{
    auto* found = new QCompleter{m_offers, this};
    found->setCompletionMode(QCompleter::UnfilteredPopupCompletion); // offer() has filtered already
    setCompleter(found);
    connect(this, &QLineEdit::textEdited, this, &InvoiceFinder::offer);
    connect(
        found, qOverload<const QModelIndex&>(&QCompleter::activated), this,
        [this](const QModelIndex& index) {
            clear();
            if (const auto id = ItemId::fromText(index.data(idRole).toString()))
                Q_EMIT chosen(*id);
        },
        Qt::QueuedConnection); // the completer writes into the line after it tells
}

void InvoiceFinder::setInvoices(const std::vector<OpenInvoice>* invoices, Currency currency)
{
    m_invoices = invoices;
    m_currency = currency;
    m_offers->clear();
    clear();
}

void InvoiceFinder::offer(const QString& typed)
{
    m_offers->clear();
    const QStringList words = foldedForSearch(typed).split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty() || !m_invoices)
        return;
    std::vector<const OpenInvoice*> found;
    for (const OpenInvoice& invoice : *m_invoices) {
        if (invoice.open.currency() == m_currency && fits(invoice, words))
            found.push_back(&invoice);
    }
    // Open ones first, of those the newest.
    std::stable_sort(found.begin(), found.end(), [](const OpenInvoice* a, const OpenInvoice* b) {
        return std::pair{a->open.minor() > 0, a->id} > std::pair{b->open.minor() > 0, b->id};
    });
    for (std::size_t i = 0; i < std::min(found.size(), mostOffers); ++i) {
        auto* item = new QStandardItem{words::invoiceLine(*found[i])};
        item->setData(found[i]->id.text(), idRole);
        m_offers->appendRow(item);
    }
    completer()->complete();
}

} // namespace foyer
