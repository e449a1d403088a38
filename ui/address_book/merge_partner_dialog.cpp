// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/merge_partner_dialog.h"

#include "app/contacts/contact_conflicts.h"
#include "app/contacts/contact_list.h"
#include "ui/common/words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostShown = 50;

/// Live contacts of one kind in whose names, emails or phones this text occurs.
Result<std::vector<contacts::ContactRow>> matching(const Snapshot& snapshot, const QString& text,
                                                   ContactKind kind)
{
    contacts::ContactFilter filter;
    filter.text = text;
    filter.kind = kind;
    const auto listing = contacts::list(snapshot, filter);
    return listing ? contacts::page(snapshot, *listing, 0, mostShown) : fail(listing.error());
}

QString reasonFor(const contacts::Lookalike& one)
{
    if (one.isNamesake && one.sharesEmail)
        return MergePartnerDialog::tr("same name and email");
    if (one.isNamesake && one.sharesPhone)
        return MergePartnerDialog::tr("same name and phone");
    if (one.isNamesake)
        return MergePartnerDialog::tr("same name");
    if (one.sharesEmail)
        return one.hasSimilarName ? MergePartnerDialog::tr("same email, similar name")
                                  : MergePartnerDialog::tr("same email");
    return MergePartnerDialog::tr("similar name");
}

} // namespace

MergePartnerDialog::MergePartnerDialog(const Database& database, const contacts::ContactBrief& contact,
                                       QWidget* parent)
    : QDialog{parent}
    , m_database{database}
    , m_contact{contact}
    , m_search{new QLineEdit}
    , m_caption{new QLabel}
    , m_list{new QListWidget}
{
    setObjectName(u"mergePartner"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Merge Contacts"));
    auto* heading = new QLabel{tr("Merge %1 with …").arg(contact.name)};
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    theme::setTextRole(heading, theme::TextRole::Heading);
    m_search->setObjectName(u"partnerSearch"_s);
    m_search->setPlaceholderText(tr("Name, email or phone"));
    m_search->setAccessibleName(tr("Search for the other contact"));
    m_search->setClearButtonEnabled(true);
    theme::setTextRole(m_caption, theme::TextRole::Muted);
    m_caption->setWordWrap(true);
    m_list->setObjectName(u"partners"_s);
    m_list->setAccessibleName(tr("Contacts to merge with"));

    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Cancel};
    m_next = buttons->addButton(tr("&Compare…"), QDialogButtonBox::AcceptRole);
    m_next->setObjectName(u"compare"_s);
    m_next->setDefault(true);
    theme::setButtonRole(m_next, theme::ButtonRole::Primary);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &MergePartnerDialog::choose);
    connect(m_list, &QListWidget::itemActivated, this, &MergePartnerDialog::choose);
    connect(m_list, &QListWidget::currentRowChanged, this,
            [this] { m_next->setEnabled(current().has_value()); });
    connect(m_search, &QLineEdit::textChanged, this, &MergePartnerDialog::search);

    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(heading);
    layout->addWidget(m_search);
    layout->addWidget(m_caption);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    resize(480, 440);
    const auto full =
        m_database.read([&](const Snapshot& snapshot) { return contacts::find(snapshot, m_contact.id); });
    if (full)
        m_relations = full->relations;
    search();
}

void MergePartnerDialog::add(const contacts::ContactBrief& brief, const QString& reason)
{
    if (brief.id == m_contact.id || brief.kind != m_contact.kind)
        return;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole).toLongLong() == brief.id.row())
            return;
    }
    QStringList parts{brief.name};
    for (const QString& part : {brief.email, reason, relationTo(brief.id)}) {
        if (!part.isEmpty() && part != brief.name)
            parts.append(part);
    }
    auto* item = new QListWidgetItem{parts.join(u" · "_s), m_list};
    item->setData(Qt::UserRole, brief.id.row());
}

QString MergePartnerDialog::relationTo(ContactId other) const
{
    for (const Relation& relation : m_relations) {
        if (relation.other == other)
            return words::relation(relation.kind);
    }
    return {};
}

void MergePartnerDialog::suggest()
{
    const auto alike = m_database.read(
        [&](const Snapshot& snapshot) { return contacts::lookalikes(snapshot, m_contact.id); });
    bool isFirstProbable = false;
    if (alike) {
        for (const contacts::Lookalike& one : *alike)
            add(one.brief, reasonFor(one));
        isFirstProbable = !alike->empty() && alike->front().isProbable() && alike->front().sharesEmail;
    }
    m_caption->setText(m_list->count() > 0
                           ? tr("Shares an email or name:")
                           : tr("Nobody shares the email or the name. Search for the other one."));
    m_list->setCurrentRow(isFirstProbable ? 0 : -1); // Enter is not to lead on with just anybody
}

void MergePartnerDialog::search()
{
    m_list->clear();
    const QString text = m_search->text().trimmed();
    if (text.isEmpty()) {
        suggest();
    } else {
        const auto rows = m_database.read(
            [&](const Snapshot& snapshot) { return matching(snapshot, text, m_contact.kind); });
        if (rows) {
            for (const contacts::ContactRow& row : *rows)
                add({row.id, row.kind, row.name, row.email}, {});
        }
        m_caption->setText(m_list->count() > 0 ? tr("Found:") : tr("Nobody is found by this."));
        m_list->setCurrentRow(m_list->count() > 0 ? 0 : -1);
    }
    m_next->setEnabled(current().has_value());
}

std::optional<ContactId> MergePartnerDialog::current() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item ? std::optional{ContactId{item->data(Qt::UserRole).toLongLong()}} : std::nullopt;
}

void MergePartnerDialog::choose()
{
    if (const auto other = current()) {
        Q_EMIT chosen(*other);
        accept();
    }
}

} // namespace foyer
