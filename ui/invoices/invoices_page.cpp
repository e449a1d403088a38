// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/invoices_page.h"

#include "app/brands/brand_store.h"
#include "ui/address_book/flow_layout.h"
#include "ui/common/empty_state.h"
#include "ui/common/words.h"
#include "ui/payments/list_table.h"
#include "ui/payments/record_payment_dialog.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRows = 10'000;
constexpr int widestFilter = 260;

QPushButton* button(const QString& objectName, const QString& iconName, const QString& text)
{
    auto* made = new QPushButton{icon(iconName), text};
    made->setObjectName(objectName);
    return made;
}

} // namespace

InvoicesPage::InvoicesPage(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_model{new InvoicesModel{this}}
    , m_table{new ListTable{tr("Invoices")}}
    , m_shelves{new QStackedWidget}
    , m_which{new QComboBox}
    , m_brand{new QComboBox}
    , m_text{new QLineEdit}
    , m_sums{new QLabel}
    , m_open{button(u"openInvoice"_s, u"receipt"_s, tr("&Open"))}
    , m_job{button(u"showJob"_s, u"briefcase"_s, tr("Show &Job"))}
    , m_record{button(u"recordPayment"_s, u"plus"_s, tr("&Record Payment…"))}
    , m_find{new QAction{icon(u"search"_s), tr("Find in &Invoices"), this}}
{
    setObjectName(u"invoicesPage"_s);
    m_find->setObjectName(u"findInvoiceAction"_s);
    connect(m_find, &QAction::triggered, this, [this] {
        m_text->setFocus(Qt::ShortcutFocusReason);
        m_text->selectAll();
    });
    auto* title = new QLabel{tr("Invoices")};
    theme::setTextRole(title, theme::TextRole::Title);
    m_table->setObjectName(u"invoices"_s);
    m_table->setModel(m_model);
    m_table->stretch(InvoicesModel::Title);
    m_sums->setObjectName(u"sums"_s);
    m_sums->setTextFormat(Qt::PlainText);
    m_sums->setWordWrap(true);
    theme::setTextRole(m_sums, theme::TextRole::Muted);

    auto* acts = new QWidget;
    auto* flow = new FlowLayout{acts};
    for (QPushButton* one : {m_open, m_record, m_job})
        flow->addWidget(one);
    auto* list = new QWidget;
    auto* column = new QVBoxLayout{list};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::medium);
    column->addWidget(makeFilters());
    column->addWidget(m_table, 1);
    column->addWidget(m_sums);
    column->addWidget(acts);
    m_shelves->addWidget(new EmptyState{
        u"receipt"_s, tr("No invoices yet"),
        tr("Open a job and press New Invoice there, or open one of its orders and invoice that. What clients "
           "owe you, and since when, then stands here.")});
    m_shelves->addWidget(list);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    layout->setSpacing(theme::space::large);
    layout->addWidget(title);
    layout->addWidget(m_shelves, 1);
    setFocusProxy(m_table);

    const auto open = [this] {
        if (const auto row = current())
            Q_EMIT invoiceWanted(row->id);
    };
    connect(m_table, &ListTable::opened, this, open);
    connect(m_open, &QPushButton::clicked, this, open);
    connect(m_record, &QPushButton::clicked, this, &InvoicesPage::recordPayment);
    connect(m_job, &QPushButton::clicked, this, [this] {
        if (const auto row = current())
            Q_EMIT jobWanted(row->job);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &InvoicesPage::showChoices);
    connect(&m_database, &Database::changed, this, [this](const Changes& changes) {
        if (changes.touches(Entity::Item) || changes.touches(Entity::Payment) ||
            changes.touches(Entity::Brand) || changes.touches(Entity::Job))
            reload();
    });
    reload();
}

QWidget* InvoicesPage::makeFilters()
{
    using Which = InvoicesModel::Which;
    const std::pair<Which, QString> states[]{
        {Which::All, tr("All invoices")},        {Which::Drafts, tr("Drafts")}, {Which::Open, tr("Open")},
        {Which::Overdue, tr("Overdue")},         {Which::Paid, tr("Paid")},     {Which::Void, tr("Void")},
        {Which::CreditNotes, tr("Credit notes")}};
    for (const auto& [which, text] : states)
        m_which->addItem(text, int(which));
    m_which->setObjectName(u"whichFilter"_s);
    m_which->setAccessibleName(tr("State"));
    m_brand->setObjectName(u"brandFilter"_s);
    m_brand->setAccessibleName(tr("Brand"));
    m_text->setObjectName(u"textFilter"_s);
    m_text->setAccessibleName(tr("Number, title, job or name"));
    m_text->setPlaceholderText(tr("Number, title, job or name"));
    m_text->setClearButtonEnabled(true);
    m_text->setFixedWidth(widestFilter);
    auto* row = new QWidget;
    auto* flow = new FlowLayout{row};
    flow->addWidget(m_text);
    for (QComboBox* box : {m_which, m_brand}) {
        flow->addWidget(box);
        box->setAccessibleDescription(box->accessibleName()); // Qt on Linux names a box by its value
        connect(box, &QComboBox::currentIndexChanged, this, &InvoicesPage::applyFilter);
    }
    connect(m_text, &QLineEdit::textChanged, this, &InvoicesPage::applyFilter);
    return row;
}

void InvoicesPage::readBrands()
{
    const auto brands = m_database.read([](const Snapshot& snapshot) { return brands::all(snapshot); });
    if (!brands)
        return;
    const QSignalBlocker quiet{m_brand};
    const QVariant chosen = m_brand->currentData();
    m_brand->clear();
    m_brand->addItem(tr("All brands"), QVariant{});
    for (const Brand& brand : *brands)
        m_brand->addItem(brand.details.name, brand.id.row());
    m_brand->setCurrentIndex(chosen.isValid() ? std::max(0, m_brand->findData(chosen)) : 0);
    m_brand->setVisible(brands->size() > 1);
}

void InvoicesPage::reload()
{
    readBrands();
    const auto before = current();
    auto rows = m_database.read([](const Snapshot& snapshot) { return invoices::list(snapshot, mostRows); });
    if (!rows) {
        Q_EMIT said(
            tr("The invoices cannot be read at the moment. %1").arg(words::fault(rows.error().fault)));
        return;
    }
    m_model->setRows(std::move(*rows), toLocal(m_database.now()).date());
    m_shelves->setCurrentIndex(m_model->isEmpty() ? 0 : 1);
    if (const int row = before ? m_model->rowOf(before->id) : -1; row >= 0)
        m_table->selectRow(row);
    const int overdue = m_model->overdue();
    Q_EMIT noteChanged(overdue > 0 ? QString::number(overdue) : QString{});
    applyFilter();
}

void InvoicesPage::applyFilter()
{
    const auto before = current();
    InvoicesModel::Filter filter;
    filter.which = InvoicesModel::Which(m_which->currentData().toInt());
    if (const QVariant brand = m_brand->currentData(); brand.isValid())
        filter.brand = BrandId{brand.toLongLong()};
    filter.text = m_text->text().trimmed();
    m_model->setFilter(filter);
    if (const int row = before ? m_model->rowOf(before->id) : -1; row >= 0)
        m_table->selectRow(row);
    const QStringList sums = m_model->sums();
    m_sums->setText(m_model->rowCount() == 0 ? tr("Nothing fits. Take away a filter.")
                    : sums.isEmpty()         ? tr("Nothing of these is open.")
                                             : sums.join(u'\n'));
    showChoices();
}

std::optional<invoices::InvoiceRow> InvoicesPage::current() const
{
    const int row = m_table->currentRow();
    return row >= 0 && row < m_model->rowCount() ? std::optional{m_model->row(row)} : std::nullopt;
}

void InvoicesPage::showChoices()
{
    const auto row = current();
    m_open->setEnabled(row.has_value());
    m_job->setEnabled(row.has_value());
    m_record->setEnabled(row && row->open() > 0);
}

void InvoicesPage::recordPayment()
{
    const auto row = current();
    if (!row)
        return;
    auto* dialog = new RecordPaymentDialog{m_database, {row->id}, window()};
    connect(dialog, &RecordPaymentDialog::recorded, this, &InvoicesPage::said);
    dialog->open();
}

} // namespace foyer
