// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/contact_finder.h"

#include "app/contacts/contact_list.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QStandardItemModel>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostOffers = 12;
constexpr int idRole = Qt::UserRole + 1;
constexpr int nameRole = Qt::UserRole + 2;

} // namespace

ContactFinder::ContactFinder(const Database& database, std::optional<ContactKind> kind, QWidget* parent)
    : QLineEdit{parent}
    , m_database{database}
    , m_kind{kind}
    , m_offers{new QStandardItemModel{this}}
{
    auto* found = new QCompleter{m_offers, this};
    found->setCompletionMode(QCompleter::UnfilteredPopupCompletion); // the store has filtered already
    setCompleter(found);
    connect(this, &QLineEdit::textEdited, this, &ContactFinder::offer);
    connect(
        found, qOverload<const QModelIndex&>(&QCompleter::activated), this,
        [this](const QModelIndex& index) {
            if (const auto id = ContactId::fromText(index.data(idRole).toString()))
                Q_EMIT chosen(*id, index.data(nameRole).toString());
        },
        Qt::QueuedConnection); // the completer writes into the line after it tells
}

void ContactFinder::offer(const QString& typed)
{
    m_offers->clear();
    if (typed.trimmed().isEmpty())
        return;
    contacts::ContactFilter filter;
    filter.text = typed;
    filter.kind = m_kind;
    const auto rows =
        m_database.read([&](const Snapshot& snapshot) -> Result<std::vector<contacts::ContactRow>> {
            const auto listing = contacts::list(snapshot, filter);
            if (!listing)
                return fail(listing.error());
            return contacts::page(snapshot, *listing, 0, mostOffers);
        });
    if (!rows)
        return;
    for (const contacts::ContactRow& row : *rows) {
        if (m_isLeftOut && m_isLeftOut(row.id))
            continue;
        auto* item =
            new QStandardItem{row.email.isEmpty() ? row.name : u"%1 — %2"_s.arg(row.name, row.email)};
        item->setData(row.id.text(), idRole);
        item->setData(row.name, nameRole);
        m_offers->appendRow(item);
    }
    completer()->complete();
}

} // namespace foyer
