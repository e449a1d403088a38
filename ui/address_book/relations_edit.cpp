// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/relations_edit.h"

#include "app/contacts/contact_list.h"
#include "app/contacts/contact_store.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QToolButton>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostOffers = 12;
constexpr int kindPx = 140;
constexpr int idRole = Qt::UserRole + 1;

} // namespace

RelationsEdit::RelationsEdit(const Database& database, std::optional<ContactId> self, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_self{self}
    , m_lines{new QVBoxLayout}
    , m_search{new QLineEdit}
    , m_offers{new QStandardItemModel{this}}
{
    m_lines->setSpacing(theme::space::tiny);
    m_search->setObjectName(u"relationSearch"_s);
    m_search->setAccessibleName(tr("Find a contact to relate to"));
    m_search->setPlaceholderText(tr("Add somebody: type a part of the name"));
    auto* completer = new QCompleter{m_offers, this};
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion); // the store has filtered already
    m_search->setCompleter(completer);
    connect(m_search, &QLineEdit::textEdited, this, &RelationsEdit::offer);
    connect(
        completer, qOverload<const QModelIndex&>(&QCompleter::activated), this,
        [this](const QModelIndex& index) {
            m_search->clear();
            if (const auto id = ContactId::fromText(index.data(idRole).toString()))
                add(*id);
        },
        Qt::QueuedConnection); // the completer writes into the line after it tells
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::tiny);
    layout->addLayout(m_lines);
    layout->addWidget(m_search);
    setFocusProxy(m_search);
}

void RelationsEdit::setRelations(const std::vector<Relation>& relations)
{
    m_relations = relations;
    showLines();
}

void RelationsEdit::offer(const QString& typed)
{
    m_offers->clear();
    if (typed.trimmed().isEmpty())
        return;
    contacts::ContactFilter filter;
    filter.text = typed;
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
        const bool isTaken =
            row.id == m_self || std::any_of(m_relations.begin(), m_relations.end(),
                                            [&](const Relation& r) { return r.other == row.id; });
        if (isTaken)
            continue;
        auto* item =
            new QStandardItem{row.email.isEmpty() ? row.name : u"%1 — %2"_s.arg(row.name, row.email)};
        item->setData(row.id.text(), idRole);
        m_offers->appendRow(item);
    }
    m_search->completer()->complete();
}

void RelationsEdit::add(ContactId other)
{
    m_relations.push_back({other, RelationKind::Partner});
    showLines();
    Q_EMIT edited();
}

void RelationsEdit::showLines()
{
    while (QLayoutItem* item = m_lines->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater(); // its own button may be on the stack
        }
        delete item;
    }
    for (std::size_t i = 0; i < m_relations.size(); ++i)
        m_lines->addWidget(lineFor(i));
}

QWidget* RelationsEdit::lineFor(std::size_t index)
{
    const ContactId other = m_relations[index].other;
    const auto brief =
        m_database.read([&](const Snapshot& snapshot) { return contacts::brief(snapshot, other); });
    const QString name = brief ? brief->name : tr("somebody who is gone");

    auto* kind = new QComboBox;
    kind->setFixedWidth(kindPx);
    kind->setAccessibleName(tr("What %1 is").arg(name));
    kind->setAccessibleDescription(kind->accessibleName()); // Qt on Linux names a box by its value
    for (int i = 0; i <= int(RelationKind::Other); ++i)
        kind->addItem(words::relation(RelationKind(i)));
    kind->setCurrentIndex(int(m_relations[index].kind));
    connect(kind, &QComboBox::activated, this, [this, index](int chosen) {
        m_relations[index].kind = RelationKind(chosen);
        Q_EMIT edited();
    });
    auto* label = new QLabel{name};
    label->setTextFormat(Qt::PlainText);
    auto* remove = new QToolButton;
    remove->setIcon(icon(u"x"_s));
    remove->setAccessibleName(tr("Remove relation to %1").arg(name));
    remove->setToolTip(remove->accessibleName());
    remove->setFocusPolicy(Qt::StrongFocus);
    connect(remove, &QToolButton::clicked, this, [this, index] {
        m_relations.erase(m_relations.begin() + qsizetype(index));
        showLines();
        m_search->setFocus(Qt::OtherFocusReason);
        Q_EMIT edited();
    });

    auto* line = new QWidget;
    auto* layout = new QHBoxLayout{line};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::tiny);
    layout->addWidget(kind);
    layout->addWidget(label, 1);
    layout->addWidget(remove);
    return line;
}

} // namespace foyer
