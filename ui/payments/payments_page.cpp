// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/payments_page.h"

#include "app/brands/brand_store.h"
#include "app/payments/ledger.h"
#include "ui/address_book/ask.h"
#include "ui/address_book/flow_layout.h"
#include "ui/common/empty_state.h"
#include "ui/common/money_words.h"
#include "ui/common/save_file.h"
#include "ui/common/words.h"
#include "ui/payments/allocate_dialog.h"
#include "ui/payments/list_table.h"
#include "ui/payments/receipt_dialog.h"
#include "ui/payments/record_payment_dialog.h"
#include "ui/payments/to_sort_out.h"
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
#include <QTabWidget>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRows = 10'000;
constexpr int widestFilter = 260;

enum Shelf
{
    EmptyShelf,
    LedgerShelf
};

enum Tab
{
    LedgerTab,
    SortOutTab
};

QPushButton* buttonFor(QAction* action, const QString& objectName)
{
    auto* button = new QPushButton{action->icon(), action->text()};
    button->setObjectName(objectName);
    const auto follow = [button, action] { button->setEnabled(action->isEnabled()); };
    follow();
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace

PaymentsPage::PaymentsPage(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_model{new PaymentsModel{this}}
    , m_table{new ListTable{tr("Payments")}}
    , m_toSortOut{new ToSortOut{database}}
    , m_tabs{new QTabWidget}
    , m_shelves{new QStackedWidget}
    , m_which{new QComboBox}
    , m_way{new QComboBox}
    , m_brand{new QComboBox}
    , m_text{new QLineEdit}
    , m_sums{new QLabel}
{
    setObjectName(u"paymentsPage"_s);
    m_shelves->setObjectName(u"shelves"_s);
    makeActions();
    auto* title = new QLabel{tr("Payments")};
    theme::setTextRole(title, theme::TextRole::Title);
    auto* tools = new QWidget;
    auto* toolsFlow = new FlowLayout{tools};
    auto* record = buttonFor(m_record, u"recordPayment"_s);
    theme::setButtonRole(record, theme::ButtonRole::Primary);
    record->setIcon(icon(u"plus"_s, IconInk::OnAccent));
    toolsFlow->addWidget(record);
    toolsFlow->addWidget(buttonFor(m_import, u"importStatement"_s));
    toolsFlow->addWidget(buttonFor(m_export, u"exportPayments"_s));

    auto* empty = new EmptyState{
        u"receipt"_s, tr("No payments yet"),
        tr("Payments by card come by themselves, transfers with a bank statement. Cash and cheques are "
           "recorded by hand, here or in the window of an invoice.")};
    empty->addAction(m_record);
    empty->addAction(m_import);
    m_shelves->addWidget(empty);
    m_shelves->addWidget(makeLedger());
    m_tabs->setObjectName(u"paymentTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Payments"));
    m_tabs->addTab(m_shelves, tr("All Payments"));
    m_tabs->addTab(m_toSortOut, tr("To Sort Out"));

    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(title);
    layout->addWidget(tools);
    layout->addWidget(m_tabs, 1);
    setFocusProxy(m_table);

    connect(m_toSortOut, &ToSortOut::bankLinesWanted, this, &PaymentsPage::bankLinesWanted);
    connect(m_toSortOut, &ToSortOut::said, this, &PaymentsPage::said);
    connect(m_toSortOut, &ToSortOut::countChanged, this, [this](int count) {
        m_tabs->setTabText(SortOutTab, count > 0 ? tr("To Sort Out (%1)").arg(count) : tr("To Sort Out"));
        Q_EMIT noteChanged(count > 0 ? QString::number(count) : QString{});
    });
    connect(&m_database, &Database::changed, this, [this](const Changes& changes) {
        if (changes.touches(Entity::Payment) || changes.touches(Entity::Brand))
            reload();
    });
    reload();
}

void PaymentsPage::makeActions()
{
    const auto add = [this](const QString& name, const QString& iconName, const QString& text, auto work) {
        auto* action = new QAction{icon(iconName), text, this};
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, work);
        return action;
    };
    m_find = add(u"findPaymentAction"_s, u"search"_s, tr("Find in Pa&yments"), [this] {
        m_tabs->setCurrentIndex(LedgerTab);
        m_text->setFocus(Qt::ShortcutFocusReason);
        m_text->selectAll();
    });
    m_record = add(u"recordPaymentAction"_s, u"plus"_s, tr("&Record Payment…"), [this] {
        auto* dialog = new RecordPaymentDialog{m_database, {}, window()};
        connect(dialog, &RecordPaymentDialog::recorded, this, &PaymentsPage::said);
        dialog->open();
    });
    m_import = add(u"importStatementAction"_s, u"file-up"_s, tr("Import &Bank Statement…"),
                   [this] { Q_EMIT statementWanted(); });
    m_export = add(u"exportPaymentsAction"_s, u"file-down"_s, tr("E&xport CSV…"), [this] { exportCsv(); });
    m_open = add(u"openInvoiceAction"_s, u"receipt"_s, tr("&Open Invoice"), [this] { openInvoice(); });
    m_receipt = add(u"showReceiptAction"_s, u"eye"_s, tr("Show Rece&ipt"), [this] {
        const auto row = current();
        const QString problem = row ? showReceipt(m_database, row->payment.id, window()) : QString{};
        if (!problem.isEmpty())
            Q_EMIT said(problem);
    });
    m_allocate =
        add(u"allocateAction"_s, u"arrow-down"_s, tr("&Put Towards an Invoice…"), [this] { allocate(); });
    m_refund = add(u"refundAction"_s, u"undo-2"_s, tr("Ref&und…"), [this] { refund(); });
    m_failed = add(u"failedAction"_s, u"circle-x"_s, tr("It &Failed…"), [this] { markFailed(); });
    m_failed->setToolTip(
        tr("A cheque that bounced, a transfer that was called back, or an amount that was typed wrong"));
}

QWidget* PaymentsPage::makeFilters()
{
    using Which = PaymentsModel::Which;
    const std::pair<Which, QString> states[]{{Which::All, tr("All states")},
                                             {Which::Posted, tr("Posted")},
                                             {Which::Pending, tr("Pending")},
                                             {Which::Failed, tr("Failed")},
                                             {Which::Returns, tr("Refunds, disputes")},
                                             {Which::WithCredit, tr("With credit")}};
    for (const auto& [which, text] : states)
        m_which->addItem(text, int(which));
    m_way->addItem(tr("All ways"), QVariant{});
    for (const PaymentMethod method : {PaymentMethod::Card, PaymentMethod::BankTransfer, PaymentMethod::Cash,
                                       PaymentMethod::Cheque, PaymentMethod::Other})
        m_way->addItem(words::method(method), int(method));
    m_which->setObjectName(u"whichFilter"_s);
    m_which->setAccessibleName(tr("State"));
    m_way->setObjectName(u"wayFilter"_s);
    m_way->setAccessibleName(tr("Way to pay"));
    m_brand->setObjectName(u"brandFilter"_s);
    m_brand->setAccessibleName(tr("Brand"));
    m_text->setObjectName(u"textFilter"_s);
    m_text->setAccessibleName(tr("Payer, invoice, note or reference"));
    m_text->setPlaceholderText(tr("Payer, invoice, note"));
    m_text->setClearButtonEnabled(true);
    m_text->setFixedWidth(widestFilter);
    auto* row = new QWidget;
    auto* flow = new FlowLayout{row};
    flow->addWidget(m_text);
    for (QComboBox* box : {m_which, m_way, m_brand}) {
        flow->addWidget(box);
        box->setAccessibleDescription(box->accessibleName()); // Qt on Linux names a box by its value
        connect(box, &QComboBox::currentIndexChanged, this, &PaymentsPage::applyFilter);
    }
    connect(m_text, &QLineEdit::textChanged, this, &PaymentsPage::applyFilter);
    return row;
}

QWidget* PaymentsPage::makeLedger()
{
    m_table->setObjectName(u"ledger"_s);
    m_table->setModel(m_model);
    m_table->stretch(PaymentsModel::Payer);
    m_table->addActions({m_open, m_receipt, m_allocate, m_refund, m_failed});
    connect(m_table, &ListTable::opened, this, &PaymentsPage::openInvoice);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &PaymentsPage::showChoices);
    m_sums->setObjectName(u"sums"_s);
    m_sums->setTextFormat(Qt::PlainText);
    m_sums->setWordWrap(true);
    m_sums->setTextInteractionFlags(Qt::TextSelectableByMouse);
    theme::setTextRole(m_sums, theme::TextRole::Muted);
    auto* box = new QWidget;
    auto* column = new QVBoxLayout{box};
    column->setContentsMargins(0, theme::space::large, 0, 0);
    column->setSpacing(theme::space::medium);
    column->addWidget(makeFilters());
    column->addWidget(m_table, 1);
    column->addWidget(m_sums);
    column->addWidget(makeActs());
    return box;
}

QWidget* PaymentsPage::makeActs()
{
    auto* row = new QWidget;
    auto* flow = new FlowLayout{row};
    flow->addWidget(buttonFor(m_open, u"openInvoice"_s));
    flow->addWidget(buttonFor(m_receipt, u"showReceipt"_s));
    flow->addWidget(buttonFor(m_allocate, u"allocate"_s));
    flow->addWidget(buttonFor(m_refund, u"refund"_s));
    flow->addWidget(buttonFor(m_failed, u"failed"_s));
    return row;
}

void PaymentsPage::readBrands()
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

void PaymentsPage::reload()
{
    readBrands();
    const auto before = current();
    auto rows = m_database.read([](const Snapshot& snapshot) { return payments::list(snapshot, mostRows); });
    if (!rows) {
        Q_EMIT said(
            tr("The payments cannot be read at the moment. %1").arg(words::fault(rows.error().fault)));
        return;
    }
    m_model->setRows(std::move(*rows));
    m_shelves->setCurrentIndex(m_model->isEmpty() ? EmptyShelf : LedgerShelf);
    const int row = before ? m_model->rowOf(before->payment.id) : -1;
    if (row >= 0)
        m_table->selectRow(row);
    m_toSortOut->reload();
    applyFilter();
}

void PaymentsPage::applyFilter()
{
    const auto before = current();
    PaymentsModel::Filter filter;
    filter.which = PaymentsModel::Which(m_which->currentData().toInt());
    if (const QVariant way = m_way->currentData(); way.isValid())
        filter.method = PaymentMethod(way.toInt());
    if (const QVariant brand = m_brand->currentData(); brand.isValid())
        filter.brand = BrandId{brand.toLongLong()};
    filter.text = m_text->text().trimmed();
    m_model->setFilter(filter);
    const int row = before ? m_model->rowOf(before->payment.id) : -1;
    if (row >= 0)
        m_table->selectRow(row);
    const QStringList sums = m_model->sums();
    m_sums->setText(m_model->rowCount() == 0 ? tr("Nothing fits. Take away a filter.") : sums.join(u'\n'));
    m_export->setEnabled(m_model->rowCount() > 0);
    showChoices();
}

std::optional<payments::PaymentRow> PaymentsPage::current() const
{
    const int row = m_table->currentRow();
    return row >= 0 && row < m_model->rowCount() ? std::optional{m_model->row(row)} : std::nullopt;
}

void PaymentsPage::showChoices()
{
    const auto row = current();
    const bool isPosted =
        row && row->payment.kind == PaymentKind::Payment && row->payment.state == PaymentState::Posted;
    m_open->setEnabled(row && !row->parts.empty());
    // One that failed later keeps the receipt it was given.
    m_receipt->setEnabled(row && row->payment.kind == PaymentKind::Payment &&
                          row->payment.state != PaymentState::Pending);
    m_allocate->setEnabled(row && row->payment.credit() > 0);
    m_refund->setEnabled(isPosted && row->payment.returned < row->payment.amount.minor());
    // What a bank or a card provider says of its own money is not for a hand to change.
    m_failed->setEnabled(isPosted && row->payment.account == payments::handAccount &&
                         row->payment.returned == 0);
}

void PaymentsPage::openInvoice()
{
    if (const auto row = current(); row && !row->parts.empty())
        Q_EMIT invoiceWanted(row->parts.front().invoice);
}

void PaymentsPage::setRefundCard(RefundCard refundCard)
{
    m_refundCard = std::move(refundCard);
    m_toSortOut->setRefundCard(m_refundCard);
}

void PaymentsPage::refund()
{
    const auto row = current();
    if (!row)
        return;
    auto* dialog = new RefundDialog{m_database, {row->payment.id}, row->payment.id, window()};
    dialog->setRefundCard(m_refundCard);
    connect(dialog, &RefundDialog::refunded, this,
            [this](const QString& sentence) { Q_EMIT said(sentence); });
    dialog->open();
}

void PaymentsPage::allocate()
{
    const auto row = current();
    if (!row)
        return;
    auto* dialog = new AllocateDialog{m_database, row->payment, window()};
    connect(dialog, &AllocateDialog::allocated, this, &PaymentsPage::said);
    dialog->open();
}

void PaymentsPage::exportCsv()
{
    saveFile(window(), {tr("Export Payments"), u"payments.csv"_s, tr("Tables (*.csv)"), u"csv"_s},
             m_model->csv(), [this](const QString& sentence, bool) { Q_EMIT said(sentence); });
}

void PaymentsPage::markFailed()
{
    const auto row = current();
    if (!row)
        return;
    const QString amount = words::amount(row->payment.amount);
    ask(window(),
        {tr("Payment Failed"), tr("Did the payment of %1 fail, or was it typed wrong?").arg(amount),
         tr("It stays in the ledger as failed, and what it paid is open again. A receipt that still waits in "
            "the Outbox is not sent; one that was sent is out of date: tell the payer. This cannot be "
            "undone; "
            "if the money comes after all, or was another amount, record it anew."),
         tr("It &Failed"), Question::Weight::Dangerous},
        this, [this, id = row->payment.id, amount] {
            m_database.writeLater(
                Actor::studio(), this,
                [id](Transaction& transaction) {
                    return payments::setState(transaction, id, PaymentState::Failed, u"by hand"_s);
                },
                [this, amount](const Result<void>& done) {
                    Q_EMIT said(done ? tr("The payment of %1 is marked as failed.").arg(amount)
                                     : tr("It was not changed. %1").arg(words::fault(done.error().fault)));
                });
        });
}

void PaymentsPage::showToSortOut()
{
    m_tabs->setCurrentIndex(SortOutTab);
}

} // namespace foyer
